"""The files that are to be imported: what each is, and how it is opened."""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.parquet as pq

from kg.events.intake.formats import FORMATS, OTHER_NAMES, PLAIN, identifier, plain_select, recognised
from kg.events.problems import IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.events.intake.formats import Format

LONGEST_LINE = 256 * 2**20
PARQUET = b"PAR1"
CHUNK = 2**20
NOTHING_YET = hashlib.sha256().digest()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be imported: its format, its hash, and how its columns are asked for."""

    path: Path
    sha256: str
    format: Format
    select: Mapping[str, str]
    names: tuple[str, ...]
    size: int
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


def source(path: Path, name: str = "auto") -> Source:
    """A file with its format, detected or named; raises IntakeError if the format is not a known one."""
    if not path.is_file():
        raise IntakeError(f"{path}: " + ("is a folder; name its files" if path.is_dir() else "no such file"))
    digest = _digest(path)
    with path.open("rb") as file:
        if file.read(4) == PARQUET:
            return _parquet_source(path, digest)
    with opened(path) as stream:
        first = stream.readline(LONGEST_LINE).decode("utf-8-sig", errors="replace")
    if not first.strip():
        raise IntakeError(f"{path}: is empty")
    try:
        found = recognised(first) if name == "auto" else FORMATS[name]
    except IntakeError as error:
        raise IntakeError(f"{path}: {error}") from None
    names = _names(found, first)
    missing = [column for column in found.header if column not in names and column not in map(str.lower, names)]
    if missing:
        raise IntakeError(f"{path}: is no {found.name} table: its header lacks {', '.join(missing)}")
    _check_columns(path, names)
    select = plain_select(names) if found is PLAIN else found.select
    _check_plain(path, found, select)
    return Source(path, digest, found, select, names, path.stat().st_size)


def _digest(path: Path) -> str:
    """The SHA-256 of what is in a file, packed or not: the same table is the same file."""
    digest = hashlib.sha256()
    with opened(path) as stream:
        while data := stream.read(CHUNK):
            if digest.digest() == NOTHING_YET and data[257:262] == b"ustar":
                raise IntakeError(f"{path}: is a tar archive; unpack it and name its files")
            digest.update(data)
    return digest.hexdigest()


def _parquet_source(path: Path, digest: str) -> Source:
    try:
        schema = pq.read_schema(path)
    except pa.ArrowInvalid as error:
        raise IntakeError(f"{path}: is no Parquet file: {str(error).splitlines()[0]}") from None
    names = tuple(schema.names)
    missing = [column for column in PLAIN.header if column not in {name.strip().lower() for name in names}]
    if missing:
        raise IntakeError(f"{path}: lacks the column {', '.join(missing)}")
    if any(field.name.strip().lower() == "code" and not _is_text(field.type) for field in schema):
        raise IntakeError(f"{path}: has codes as numbers, in which 020 and 20 are one; write the column code as text")
    _check_columns(path, names)
    select = plain_select(names)
    _check_plain(path, PLAIN, select)
    return Source(path, digest, PLAIN, select, names, path.stat().st_size, parquet=True)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _check_columns(path: Path, names: Sequence[str]) -> None:
    """Raise IntakeError if two columns differ in name by case alone, which SQL does not tell apart."""
    folded = [name.strip().lower() for name in names]
    twice = sorted({name for name in folded if name and folded.count(name) > 1})
    if twice:
        raise IntakeError(f"{path}: has the column {', '.join(twice)} more than once")


def _check_plain(path: Path, found: Format, select: Mapping[str, str]) -> None:
    if found is PLAIN and not {"code", "intensity", "given"} & set(select):
        raise IntakeError(f"{path}: has none of the columns code, intensity and goldstein, so nothing to count")


def _names(found: Format, first: str) -> tuple[str, ...]:
    if not found.header:
        return tuple(f"c{number}" for number in range(max(found.widths)))
    if found.delimiter == ",":
        return tuple(cell.strip() for cell in next(csv.reader([first.rstrip("\r\n")])))
    cells = [cell.strip() for cell in first.rstrip("\r\n").split("\t")]
    while not cells[-1]:
        # Some files of POLECAT end their lines in tabs.
        cells.pop()
    return tuple(OTHER_NAMES.get(cell, cell) or f"column {number}" for number, cell in enumerate(cells, 1))


def name_of(path: Path) -> str:
    """The name of a file as text that can be written, whatever bytes it consists of."""
    return os.fsencode(path.name).decode(errors="replace")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is a .gz or a .zip that holds one file."""
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if len(members) != 1:
                    raise IntakeError(f"{path}: holds {len(members)} files; unpack it and name them")
                with _member(archive, members[0]) as stream:
                    yield stream
        else:
            with path.open("rb") as stream:
                yield stream
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise IntakeError(f"{path}: cannot be unpacked: {error}") from None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """A packed file, or why it cannot be opened: a password, or a compression that is not known here."""
    try:
        return archive.open(member)
    except (RuntimeError, NotImplementedError) as error:
        raise zipfile.BadZipFile(str(error)) from None
