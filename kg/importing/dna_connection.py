"""A data base of Discourse Network Analyzer 2 or 3 → a connection that only reads its tables, within bounds."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from itertools import count
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.importing.dna_types import DnaError, WrongDnaError
from kg.model.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAGIC = b"SQLite format 3\0"
PLAIN = "CREATE TABLE"
ADVICE = "open it in DNA 3, save it under another name and import that"
Columns: TypeAlias = dict[str, tuple[str, ...]]
COLUMNS: Columns = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": ("ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date"),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
}
# What each version has besides: in 3 the values of short text are entities; in 2 they stand in the data of statements,
# and what is known of them in a table of its own, whose kinds of attributes are columns.
ENTITIES: dict[str, Columns] = {
    "2": {
        "DATASHORTTEXT": ("StatementId", "VariableId", "Value"),
        "ATTRIBUTES": ("ID", "VariableId", "Value", "Red", "Green", "Blue", "Type", "Alias", "Notes", "ChildOf"),
    },
    "3": {
        "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
        "ENTITIES": ("ID", "VariableId", "Value", "Red", "Green", "Blue", "ChildOf"),
        "ATTRIBUTEVARIABLES": ("ID", "AttributeVariable"),
        "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
    },
}
TABLES = {*COLUMNS, *(table for tables in ENTITIES.values() for table in tables)}
NEWEST = max(ENTITIES)
# SQLite's steps between two counts of them, and how many counts are allowed: some for any file, more for a large one.
STEPS = 1_000
MOST_STEPS = 10_000
BYTES_A_STEP = 100
# No text is longer than its file; in a data base of UTF-16 it may be half as long again in UTF-8.
TEXT_A_BYTE = 2
LEAST_LENGTH = 100_000


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads the tables of DNA, once they are found to be there.

    Raises WrongDnaError if the file is not one of DNA 2 or 3, DnaError if it is in use, damaged, or takes longer to
    read than a file of its size should, OSError if it cannot be read.
    """
    _refuse_other_files(file)
    address = file.resolve().as_uri() + "?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            # Text that is not UTF-8 is dealt with later, document by document.
            connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            connection.execute("PRAGMA trusted_schema = OFF")
            _bound(connection, file.stat().st_size)
            _refuse_other_schemas(connection, file)
            yield connection
    except sqlite3.Error as error:
        message = f"{file} is damaged ({error}); open it in DNA, save it under another name and import that"
        raise DnaError(message) from None


def rows(
    connection: sqlite3.Connection, table: str, columns: str, where: str = "1", *, order: str = "1"
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table; its name and the columns are ours, never the file's."""
    return iter(connection.execute(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}"))  # noqa: S608


def version_of(connection: sqlite3.Connection) -> str:
    """The version of DNA that a data base is of, "2" or "3"; the newest where it does not say."""
    return _written_version(connection)[:1] or NEWEST


def as_text(value: Any) -> str:
    """A value that SQLite keeps in a column of text, which may be of any type, as text."""
    if value is None:
        return ""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _bound(connection: sqlite3.Connection, size: int) -> None:
    """Allow nothing but reads of DNA's own tables, for no longer than the size of the file explains."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(LEAST_LENGTH, TEXT_A_BYTE * size))
    most, steps = MOST_STEPS + size // BYTES_A_STEP, count()
    connection.set_progress_handler(lambda: next(steps) > most, STEPS)

    def permitted(action: int, name: str | None, *more: str | None) -> int:
        within = more[-1]
        table = (name or "").upper() in TABLES or name == "sqlite_master"
        reads = action == sqlite3.SQLITE_READ and table and not within
        asks = action == sqlite3.SQLITE_PRAGMA and name == "table_xinfo"
        return sqlite3.SQLITE_OK if action == sqlite3.SQLITE_SELECT or reads or asks else sqlite3.SQLITE_DENY

    connection.set_authorizer(permitted)


def _refuse_other_files(file: Path) -> None:
    """Refuse a file that is not a data base of SQLite, or that a program is writing to."""
    if not S_ISREG(file.stat().st_mode):
        raise WrongDnaError(f"{file} is not a file")
    with file.open("rb") as content:
        if content.read(len(MAGIC)) != MAGIC:
            raise WrongDnaError(f"{file} is not a data base of SQLite, which is what DNA saves with the ending .dna")
    for ending in ("-wal", "-journal"):
        beside = file.with_name(file.name + ending)
        if beside.is_file() and any(beside.read_bytes()[:8]):
            message = f"{file} is open in another program, or was not closed; close it in DNA and import it again"
            raise DnaError(f"{message} (there is {beside.name})")


def _refuse_other_schemas(connection: sqlite3.Connection, file: Path) -> None:
    tables = {
        str(name).upper(): (str(name), as_text(sql))
        for name, sql in rows(connection, "sqlite_master", "name, sql", "type = 'table'")
    }
    if not {"DOCUMENTS", "STATEMENTS"} <= set(tables):
        raise WrongDnaError(f"{file} is a data base of SQLite, but not of DNA: it has no documents and statements")
    if "SETTINGS" in tables:
        _refuse_other_tables(connection, file, {"SETTINGS": tables["SETTINGS"]}, COLUMNS)
    else:
        raise WrongDnaError(f"{file} lacks the table SETTINGS of DNA, so it is of another version; {ADVICE}")
    written, version = _written_version(connection), version_of(connection)
    if version not in ENTITIES:
        raise WrongDnaError(f"{file} is of DNA {shown(written, 20)}, and DNA 2 and 3 are what is read; {ADVICE}")
    columns = COLUMNS | ENTITIES[version]
    missing = next((table for table in columns if table not in tables), None)
    if missing:
        raise WrongDnaError(f"{file} lacks the table {missing} of DNA {version}, so it is of another version; {ADVICE}")
    _refuse_other_tables(connection, file, {table: tables[table] for table in columns}, columns, version)


def _written_version(connection: sqlite3.Connection) -> str:
    settings = {as_text(name): value for name, value in rows(connection, "SETTINGS", "Property, Value")}
    return as_text(settings.get("version")).strip()


def _refuse_other_tables(
    connection: sqlite3.Connection,
    file: Path,
    tables: Mapping[str, tuple[str, str]],
    wanted: Columns,
    version: str = NEWEST,
) -> None:
    """Refuse tables that are not DNA's, or that compute their contents instead of holding them."""
    for table, (name, sql) in tables.items():
        # A virtual table is of type 'table' too.
        if not sql.upper().startswith(PLAIN):
            raise WrongDnaError(f"{file} has a table {table} that is virtual or a view, which none of DNA is")
        columns = {str(row[1]).upper(): row[6] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')}
        for column in wanted[table]:
            if column.upper() not in columns:
                what = f"{table}.{column}"
                raise WrongDnaError(f"{file} lacks {what} of DNA {version}, so it is of another version; {ADVICE}")
        if any(columns.values()):
            raise WrongDnaError(f"{file} has a generated column in {table}, which no data base of DNA has")
