"""The files that are to be imported: what each is, and how its columns are asked for."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from kg.events.intake.formats import (
    FORMATS,
    ICEWS,
    LONGEST_LINE,
    OTHER_NAMES,
    PLAIN,
    TOO_LONG,
    delimiter_of,
    header_names,
    identifier,
    plain_select,
    recognised,
)
from kg.events.intake.wrappings import opened, unwrapped
from kg.events.problems import IntakeError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.events.intake.formats import Format

PARQUET = b"PAR1"
CHUNK = 2**20
NOTHING_YET = hashlib.sha256().digest()
BY_TEXT = "the column CAMEO Code is missing; codes are those whose meaning stands in Event Text"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be imported: its format, its hash, and how its columns are asked for.

    `text` is where its text is, if not in `path` itself, since that is a workbook or in UTF-16; `notes` say what of it
    was read otherwise than it stands.
    """

    path: Path
    sha256: str
    format: Format
    select: Mapping[str, str]
    names: tuple[str, ...]
    size: int
    text: Path
    delimiter: str = "\t"
    notes: tuple[str, ...] = ()
    parquet: bool = False

    @property
    def name(self) -> str:
        """The file's name as text that can be written."""
        return name_of(self.path)

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns of a table of one's own that mean nothing here."""
        used = set(self.select.values())
        return tuple(name for name in self.names if self.format is PLAIN and identifier(name) not in used)

    @property
    def coded_by_text(self) -> bool:
        """Whether the codes have to be found by what the text says that they mean."""
        return self.format is ICEWS and "code" not in self.select


def source(path: Path, scratch: Path, name: str = "auto") -> Source:
    """A file with its format, detected or named; raises IntakeError if the format is not a known one.

    What is not text in UTF-8, or Parquet, is written as such into the folder `scratch`.
    """
    if not path.is_file():
        raise IntakeError(f"{path}: " + ("is a folder; name its files" if path.is_dir() else "no such file"))
    text, notes = unwrapped(path, scratch)
    digest = _digest(path, text)
    with path.open("rb") as file:
        if file.read(4) == PARQUET:
            return _parquet_source(path, digest)
    with opened(text, path) as stream:
        line = stream.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise IntakeError(f"{path}: {TOO_LONG}")
    first = line.decode("utf-8-sig", errors="replace")
    if not first.strip():
        raise IntakeError(f"{path}: is empty")
    try:
        known = recognised(first) if name == "auto" else FORMATS[name]
        delimiter = delimiter_of(first) if known.quoted else "\t"
        names = _names(known, first, delimiter)
    except IntakeError as error:
        raise IntakeError(f"{path}: {error}") from None
    missing = [column for column in known.header if column not in names and column not in map(str.lower, names)]
    if missing:
        raise IntakeError(f"{path}: is no {known.name} table: its header lacks {', '.join(missing)}")
    _check_columns(path, names)
    select = plain_select(names) if known is PLAIN else _select(known, names)
    _check_plain(path, known, select)
    size = path.stat().st_size
    of = Source(path, digest, known, select, names, size, text, delimiter, notes)
    return replace(of, notes=(*notes, BY_TEXT)) if of.coded_by_text else of


def _select(known: Format, names: Sequence[str]) -> dict[str, str]:
    """Where a format has what an event needs, with those of its optional columns that a file has."""
    there = {key: identifier(column) for key, column in known.optional.items() if column in names}
    return {**known.select, **there}


def _digest(path: Path, text: Path) -> str:
    """The SHA-256 of what is in a file, packed or not: the same table is the same file."""
    digest = hashlib.sha256()
    with opened(text, path) as stream:
        while data := stream.read(CHUNK):
            if digest.digest() == NOTHING_YET and data[257:262] == b"ustar":
                raise IntakeError(f"{path}: is a tar archive; unpack it and name its files")
            digest.update(data)
    return digest.hexdigest()


def _parquet_source(path: Path, digest: str) -> Source:
    try:
        schema = pq.read_schema(path)
        names = tuple(schema.names)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise IntakeError(f"{path}: is no Parquet file that can be read: {_first_line(error)}") from None
    missing = [column for column in PLAIN.header if column not in {name.strip().lower() for name in names}]
    if missing:
        raise IntakeError(f"{path}: lacks the column {', '.join(missing)}")
    if any(field.name.strip().lower() == "code" and not _is_text(field.type) for field in schema):
        raise IntakeError(f"{path}: has codes as numbers, in which 020 and 20 are one; write the column code as text")
    _check_columns(path, names)
    select = plain_select(names)
    _check_plain(path, PLAIN, select)
    return Source(path, digest, PLAIN, select, names, path.stat().st_size, path, parquet=True)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _check_columns(path: Path, names: Sequence[str]) -> None:
    """Raise IntakeError if two columns differ in name by case alone, which SQL does not tell apart."""
    folded = [name.strip().lower() for name in names]
    twice = sorted(name for name, number in Counter(folded).items() if name and number > 1)
    if twice:
        raise IntakeError(f"{path}: has the column {', '.join(twice)} more than once")


def _check_plain(path: Path, found: Format, select: Mapping[str, str]) -> None:
    if found is PLAIN and not {"code", "intensity", "given"} & set(select):
        raise IntakeError(f"{path}: has none of the columns code, intensity and goldstein, so nothing to count")


def _names(known: Format, first: str, delimiter: str) -> tuple[str, ...]:
    if not known.header:
        return tuple(f"c{number}" for number in range(max(known.widths)))
    if known.quoted:
        return header_names(first, delimiter)
    cells = [cell.strip() for cell in first.rstrip("\r\n").split("\t")]
    while not cells[-1]:
        # Some files of POLECAT end their lines in tabs.
        cells.pop()
    return tuple(OTHER_NAMES.get(cell, cell) or f"column {number}" for number, cell in enumerate(cells, 1))


def name_of(path: Path) -> str:
    """The name of a file as text that can be written, whatever bytes it consists of."""
    return os.fsencode(path.name).decode(errors="replace")
