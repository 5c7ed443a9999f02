"""What tables come wrapped in: packed, in UTF-16 as Excel saves text, or as a workbook of Excel.

`opened` unpacks while it reads; what else has to be rewritten once, `unwrapped` writes as text between commas or in
UTF-8. A wrapping is known by how the file begins, whatever its name ends in.
"""

from __future__ import annotations

import codecs
import csv
import errno
import gzip
import io
import shutil
import struct
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date, datetime, time
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, cast

from kg.events.problems import IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GZIP, ZIP, OF_NOTHING = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
SAVE = "save it as CSV (UTF-8)"
REFUSED = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": f"is an Excel workbook of the old form, or locked; {SAVE}",
    b"BZh": "is packed with bzip2; unpack it",
    b"\xfd7zXZ\x00": "is packed with xz; unpack it",
    b"\x28\xb5\x2f\xfd": "is packed with zstd; unpack it",
    b"7z\xbc\xaf\x27\x1c": "is packed with 7-Zip; unpack it",
    b"Rar!": "is packed with RAR; unpack it",
    b"%PDF": "is a PDF, and no table",
    b"SQLite format 3\x00": "is an SQLite data base; export its table as CSV",
}
AGAIN = {GZIP: "is packed itself; unpack it", ZIP: "is packed itself; unpack it", b"PAR1": "is Parquet; unpack it"}
ENCODINGS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
HEAD = 16
WORKBOOK, SPREADSHEET = "xl/workbook.xml", "content.xml"
# What a workbook may come to unpacked; shared texts are held in memory.
LARGEST_WORKBOOK = 2**30


@contextmanager
def opened(text: Path, path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is packed and holds one file; problems are named after `path`."""
    try:
        with text.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith(GZIP):
            with gzip.open(text) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif head.startswith((ZIP, OF_NOTHING)):
            with _archive(text) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if len(members) != 1:
                    raise IntakeError(f"{path}: holds {len(members)} files; unpack it and name them")
                with _member(archive, members[0]) as stream:
                    yield stream
        else:
            with text.open("rb") as stream:
                yield stream
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise IntakeError(f"{path}: cannot be unpacked: {error}") from None
    except OSError as error:
        # A broken archive may send its reader to before its beginning.
        if error.errno != errno.EINVAL:
            raise
        raise IntakeError(f"{path}: cannot be unpacked: it is broken") from None


def _archive(path: Path) -> zipfile.ZipFile:
    """An archive, or why it is none that can be opened."""
    try:
        return zipfile.ZipFile(path)
    except (NotImplementedError, RuntimeError, ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """A packed file, or why it cannot be opened: a password, or a compression that is not known here."""
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile("it is packed in a way that is not known here")
    try:
        return archive.open(member)
    except (RuntimeError, NotImplementedError, ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from None


def unwrapped(path: Path, scratch: Path) -> tuple[Path, tuple[str, ...]]:
    """The file to read in place of one, which is itself unless it had to be rewritten; and what to say of it.

    Raises IntakeError, which says what helps, if it is something else than a table.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if (why := _begins(head, REFUSED)) is not None:
        raise IntakeError(f"{path}: {why}")
    # A name that no other file of the import has, since a file may be named twice.
    text = scratch / f"{len(list(scratch.iterdir())):06}"
    if head.startswith(ZIP) and (members := _members(path)):
        if WORKBOOK in members:
            return text, _workbook(path, text)
        if SPREADSHEET in members and "mimetype" in members:
            raise IntakeError(f"{path}: is an OpenDocument spreadsheet; {SAVE}")
    with opened(path, path) as stream:
        within = stream.read(HEAD)
        if head.startswith((GZIP, ZIP)) and (why := _begins(within, AGAIN | REFUSED)) is not None:
            raise IntakeError(f"{path}: the file in it {why}")
        encoding = _begins(within, ENCODINGS)
    return (path, ()) if encoding is None else (text, _recoded(path, text, encoding))


def _begins(head: bytes, known: dict[bytes, str]) -> str | None:
    return next((what for mark, what in known.items() if head.startswith(mark)), None)


def _members(path: Path) -> set[str]:
    """The names of what is in an archive; none if it is broken, which is said when it is opened."""
    try:
        with _archive(path) as archive:
            return set(archive.namelist())
    except zipfile.BadZipFile:
        return set()


def _recoded(path: Path, text: Path, encoding: str) -> tuple[str, ...]:
    """Write a text in UTF-8; bytes that are none in its own encoding become replacement characters."""
    with (
        opened(path, path) as stream,
        io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as decoded,
        text.open("w", encoding="utf-8", newline="") as file,
    ):
        shutil.copyfileobj(decoded, file)
    return (f"was read as {encoding.upper()}",)


def _workbook(path: Path, text: Path) -> tuple[str, ...]:
    """Write the first sheet of a workbook between commas, one line a row, and say which it was of several."""
    openpyxl = _openpyxl(path)
    with _archive(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_WORKBOOK:
            raise IntakeError(f"{path}: is an Excel workbook of more than 1 GB unpacked; {SAVE}")
    try:
        # It warns of what it leaves aside, such as rules for what a cell may hold.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheets = [sheet.title for sheet in book.worksheets]
            _write_sheet(book.worksheets[0], text)
    except Exception as error:  # noqa: BLE001 - the library raises whatever it meets in a file that is damaged
        raise IntakeError(f"{path}: is an Excel workbook that cannot be read ({error}); {SAVE}") from None
    return (f"of its {len(sheets)} sheets the first was read, {sheets[0]!r}",) if len(sheets) > 1 else ()


def _openpyxl(path: Path) -> Any:
    try:
        return import_module("openpyxl")
    except ModuleNotFoundError:
        raise IntakeError(f"{path}: is an Excel workbook; {SAVE}, or: pip install 'detente[excel]'") from None


def _write_sheet(sheet: Any, text: Path) -> None:
    # A sheet may say of itself that it is as large as a sheet can be.
    sheet.reset_dimensions()
    width = 0
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for row in sheet.iter_rows(values_only=True):
            cells = [_cell(value) for value in row]
            while len(cells) > width and not cells[-1]:
                cells.pop()
            width = width or len(cells)
            writer.writerow([*cells, *[""] * (width - len(cells))] if any(cells) else [])


def _cell(value: Any) -> str:
    """A cell as text on one line: days as ISO 8601, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).splitlines())
