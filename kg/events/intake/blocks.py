"""Files → blocks of text columns in which every row knows its line."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from kg.events.intake.formats import LONGEST_LINE, TOO_LONG
from kg.events.intake.pages import LARGEST_PAGES, HeaderError, pages
from kg.events.intake.wrappings import opened
from kg.events.problems import IntakeError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from kg.events.intake.pages import Pages
    from kg.events.intake.sources import Source

BLOCK = 32 * 2**20
ROWS = 200_000
# What the texts of so many rows may come to where a file has each of them once, for however many rows.
LARGEST_TEXTS = 2**30
# A value of a fixed width is a code or a number.
WIDEST = 256
SHOWN = 500
# A name that no column of a file has.
LINE = "the line of the file"
TAB = "\t"
# A quotation with more lines than this is a stray quotation mark.
LONGEST_RECORD = 10_000
UNCLOSED = "a quotation mark is opened and not closed"
BYTE_BY_BYTE = "detente-iso-8859-1"


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Text that is not UTF-8, read as ISO-8859-1, in which every byte is a character."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("iso-8859-1"), error.end


codecs.register_error(BYTE_BY_BYTE, _as_latin_1)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not an event: its line, the reason, and how it begins."""

    line: int
    reason: str
    text: str


@dataclass(slots=True)
class Block:
    """Rows of a file as columns of text, with a column `line`; the lines that were not rows; and the bytes read."""

    table: pa.Table
    size: int
    rejects: list[Reject] = field(default_factory=list)
    encoding: str = "utf-8"


def blocks(of: Source) -> Iterator[Block]:
    """The rows of a file, block by block, in order."""
    if of.parquet:
        yield from _parquet_blocks(of)
    elif of.format.quoted:
        yield from _csv_blocks(of)
    else:
        yield from _tab_blocks(of)


def _parquet_blocks(of: Source) -> Iterator[Block]:
    line = 0
    wanted = {sql[1:-1].replace('""', '"') for sql in of.select.values()}
    try:
        with pq.ParquetFile(of.path) as file:
            _check_kinds(of, file.schema_arrow, wanted)
            repeating = _checked_pages(of, file.metadata, wanted).repeating
        with pq.ParquetFile(of.path, read_dictionary=sorted(repeating)) as file:
            total = max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=5 * ROWS, columns=sorted(wanted)):
                # A damaged file may have what is no text where text should be.
                batch.validate(full=True)
                numbers = pa.array(np.arange(line + 1, line + batch.num_rows + 1))
                line += batch.num_rows
                table = _without_zones(_written_out(of, batch, line)).append_column(LINE, numbers)
                yield Block(table, of.size * batch.num_rows // total)
    except (pa.ArrowException, OSError) as error:
        raise IntakeError(f"{of.path}: cannot be read after row {line:,}: {str(error).splitlines()[0]}") from None


def _check_kinds(of: Source, schema: pa.Schema, columns: Collection[str]) -> None:
    """Raise IntakeError for columns of lists and the like, and of values as wide as no code is."""
    for name in sorted(columns):
        kind = schema.field(name).type
        if pa.types.is_nested(kind) or (pa.types.is_fixed_size_binary(kind) and kind.byte_width > WIDEST):
            said = f"has {str(kind)[:40]} in the column {name}, where text, numbers or dates are due"
            raise IntakeError(f"{of.path}: {said}")


def _written_out(of: Source, batch: pa.RecordBatch, line: int) -> pa.Table:
    """Some rows, of which `line` is the last, with each text where it stands instead of once.

    Raises IntakeError where they would not fit into memory then: a megabyte that each of a million rows has, has a
    megabyte in the file.
    """
    sizes = [_size(column) for column in batch.columns]
    if sum(sizes) > LARGEST_TEXTS:
        most, found = LARGEST_TEXTS >> 20, sum(sizes) >> 20
        where = f"of {batch.num_rows:,} rows up to row {line:,}"
        column = batch.schema.names[sizes.index(max(sizes))]
        said = f"come to {found:,} MB, over {most:,} MB, most of them in the column {column}; shorten them"
        raise IntakeError(f"{of.path}: the texts {where} {said}")
    table = pa.Table.from_batches([batch])
    for place, field_ in enumerate(table.schema):
        if _is_dictionary_of_texts(field_.type):
            table = table.set_column(place, field_.name, table.column(place).cast(field_.type.value_type))
    return table


def _size(column: pa.Array) -> int:
    """The bytes of the texts of a column that has each once, if they were written out; 0 for all others."""
    if not _is_dictionary_of_texts(column.type):
        return 0
    lengths = pc.binary_length(column.dictionary).fill_null(0).to_numpy(zero_copy_only=False)
    return int(lengths[column.indices.drop_null().to_numpy(zero_copy_only=False)].sum(dtype=np.int64))


def _is_dictionary_of_texts(kind: pa.DataType) -> bool:
    if not pa.types.is_dictionary(kind):
        return False
    of = kind.value_type
    return bool(pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_binary(of))


def _checked_pages(of: Source, metadata: Any, columns: Collection[str]) -> Pages:
    """The pages of a file; raises IntakeError where they would not fit into memory, or cannot be told."""
    try:
        with of.path.open("rb") as file:
            found = pages(file, metadata, columns)
    except (ValueError, OverflowError) as error:
        # A damaged footer may have names that are no text and places before the file's beginning.
        why = str(error) if isinstance(error, HeaderError) else "its footer says what cannot be"
        raise IntakeError(f"{of.path}: is damaged: {why}") from None
    if found.largest > LARGEST_PAGES:
        most = LARGEST_PAGES >> 20
        said = f"its pages come to {found.largest >> 20:,} MB unpacked, over {most} MB"
        raise IntakeError(f"{of.path}: {said}; write it with smaller pages, or as CSV")
    return found


def _without_zones(table: pa.Table) -> pa.Table:
    """Times with a zone converted to UTC, so that their days are the same on every machine."""
    for place, field_ in enumerate(table.schema):
        if pa.types.is_timestamp(field_.type) and field_.type.tz is not None:
            table = table.set_column(place, field_.name, table.column(place).cast(pa.timestamp(field_.type.unit)))
    return table


def _tab_blocks(of: Source) -> Iterator[Block]:
    """Blocks of whole lines in which quotation marks mean nothing, as these formats are written."""
    line = 1
    with opened(of.text, of.path) as stream:
        if of.format.header:
            stream.readline()
            line += 1
        for data in _whole_lines(stream, of.path):
            yield _tab_block(of, data, line)
            line += data.count(b"\n")


def _whole_lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    rest = b""
    while data := stream.read(BLOCK):
        data = rest + data
        end = data.rfind(b"\n") + 1
        rest = data[end:]
        if len(rest) > LONGEST_LINE:
            raise IntakeError(f"{path}: {TOO_LONG}")
        if end:
            yield data[:end]
    if rest:
        yield rest


def _tab_block(of: Source, data: bytes, first_line: int) -> Block:
    size = len(data)
    # A carriage return within a line would count as its end.
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b" ").replace(b"\0", b"\xef\xbf\xbd")
    encoding = "utf-8"
    try:
        data.decode()
    except UnicodeDecodeError:
        encoding = "iso-8859-1"
        data = data.decode(errors=BYTE_BY_BYTE).encode()
    widths = of.format.widths or (len(of.names),)
    own = data.split(b"\n", 1)[0].count(b"\t") + 1
    ordered = sorted(widths, key=lambda width: width != own)
    table, odd = _parsed(data, of.names[: ordered[0]], first_line)
    tables = [_widened(table, of.names)]
    odd = [(line, _cut(text, max(widths))) for line, text in odd]
    for width in ordered:
        fitting = [(line, text) for line, text in odd if text.count(TAB) + 1 == width]
        odd = [(line, text) for line, text in odd if text.count(TAB) + 1 != width]
        if fitting:
            again, _ = _parsed("\n".join(text for _, text in fitting).encode(), of.names[:width], 1)
            lines = pa.array([line for line, _ in fitting], pa.int64())
            tables.append(_widened(again.set_column(again.num_columns - 1, LINE, lines), of.names))
    due = " or ".join(map(str, sorted(widths)))
    # Empty lines, such as the last, are no rows.
    odd = [(line, text) for line, text in odd if text.strip()]
    rejects = [Reject(n, f"{text.count(TAB) + 1} columns where {due} are due", text[:SHOWN]) for n, text in odd]
    return Block(pa.concat_tables(tables), size, rejects, encoding)


def _cut(text: str, width: int) -> str:
    """A row without the cells beyond the width, if they are empty."""
    cells = text.split(TAB)
    return text if any(cell.strip() for cell in cells[width:]) else TAB.join(cells[:width])


def _parsed(data: bytes, names: Sequence[str], first_line: int) -> tuple[pa.Table, list[tuple[int, str]]]:
    """The rows of the right width with their lines, and the others as they stand with theirs."""
    odd: list[tuple[int, str]] = []

    def other(row: Any) -> str:
        odd.append((first_line + row.number - 1, row.text or ""))
        return "skip"

    table = arrow_csv.read_csv(
        io.BytesIO(data),
        read_options=arrow_csv.ReadOptions(column_names=list(names), use_threads=False, block_size=len(data) + 1),
        parse_options=arrow_csv.ParseOptions(
            delimiter="\t", quote_char=False, escape_char=False, double_quote=False, ignore_empty_lines=False,
            invalid_row_handler=other,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )  # fmt: skip
    lines = np.arange(first_line, first_line + table.num_rows + len(odd))
    lines = np.delete(lines, [line - first_line for line, _ in odd])
    return table.append_column(LINE, pa.array(lines)), odd


def _widened(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The table with the columns it lacks, empty."""
    for name in names:
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    return table.select([*names, LINE])


def _csv_blocks(of: Source) -> Iterator[Block]:
    """Rows with quotation marks and line breaks within fields, by RFC 4180; a row's line is its first."""
    encoding = _encoding_of(of)
    csv.field_size_limit(LONGEST_LINE)
    with opened(of.text, of.path) as stream:
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors=BYTE_BY_BYTE, newline="")
        lines.readline()
        before, records = 0, _records(lines, len(of.names), of)
        while rows := _some(records):
            place = stream.tell()
            yield _csv_block(of, rows, place - before, encoding)
            before = place


def _some(records: Iterator[Record]) -> list[Record]:
    """The next rows, as many as fit into a block."""
    rows, size = [], 0
    for row in records:
        rows.append(row)
        size += row.size
        if len(rows) == ROWS or size >= BLOCK:
            break
    return rows


@dataclass(frozen=True, slots=True)
class Record:
    """A row of CSV with its first line and its length; for a broken one the reason, and how its line begins."""

    line: int
    cells: list[str]
    size: int
    reason: str = ""
    text: str = ""


def _records(lines: io.TextIOBase, width: int, of: Source) -> Iterator[Record]:
    """The rows below the header. Where a quotation swallows lines that make no row, only its own line is lost.

    Raises IntakeError where a line is longer than any row.
    """
    given_back: deque[str] = deque()
    taken: list[str] = []

    def fed() -> Iterator[str]:
        size = 0
        while len(taken) < LONGEST_RECORD and (text := given_back.popleft() if given_back else _line(lines, of.path)):
            size = size + len(text) if taken else len(text)
            taken.append(text)
            if size > LONGEST_LINE:
                # A quotation that is closed nowhere.
                return
            yield text

    reader, line = csv.reader(fed(), delimiter=of.delimiter, strict=True), 2
    while True:
        taken.clear()
        try:
            cells, reason = next(reader), ""
        except StopIteration:
            return
        except csv.Error:
            cells, reason = [], UNCLOSED
        if cells and len(cells) != width:
            reason = f"{len(cells)} columns where {width} are due"
        if reason:
            given_back.extendleft(reversed(taken[1:]))
            del taken[1:]
            # A reader that has failed has ended.
            reader = csv.reader(fed(), delimiter=of.delimiter, strict=True)
        if cells or reason:
            size = sum(map(len, taken))
            yield Record(line, [] if reason else cells, size, reason, taken[0].rstrip("\r\n")[:SHOWN] if reason else "")
        line += len(taken)


def _line(lines: io.TextIOBase, path: Path) -> str:
    text = lines.readline(LONGEST_LINE)
    if len(text) == LONGEST_LINE:
        raise IntakeError(f"{path}: {TOO_LONG}")
    return text


def _csv_block(of: Source, rows: list[Record], size: int, encoding: str) -> Block:
    good = [row for row in rows if not row.reason]
    rejects = [Reject(row.line, row.reason, row.text) for row in rows if row.reason]
    columns = list(zip(*(row.cells for row in good), strict=True)) or [()] * len(of.names)
    arrays = [pa.array(column, pa.string()) for column in columns]
    lines = pa.array([row.line for row in good], pa.int64())
    return Block(pa.table([*arrays, lines], names=[*of.names, LINE]), size, rejects, encoding)


def _encoding_of(of: Source) -> str:
    """UTF-8 where the whole file is that, else ISO-8859-1, as which the bytes that are not are read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(of.text, of.path) as stream:
        try:
            while data := stream.read(BLOCK):
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "iso-8859-1"
    return "utf-8"
