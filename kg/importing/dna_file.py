"""A data base of Discourse Network Analyzer 3 → its documents, entities and statements; it is never written to."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from kg.diagnostics import shown
from kg.importing.dna_types import Coding, DnaError, StatementType, WrongDnaError, chosen_type
from kg.importing.naming import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAGIC = b"SQLite format 3\0"
MOST = 255
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": ("ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date"),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
    "ENTITIES": ("ID", "VariableId", "Value", "Red", "Green", "Blue", "ChildOf"),
    "ATTRIBUTEVARIABLES": ("ID", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
}
TABLES = {
    "boolean": ("DATABOOLEAN", "Value"),
    "integer": ("DATAINTEGER", "Value"),
    "long text": ("DATALONGTEXT", "Value"),
    "short text": ("DATASHORTTEXT", "Entity"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document; what is not given is empty, `date` is None where it is no day of the years 1 to 9999."""

    id: int
    title: str
    text: str
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a variable; `colour` is empty for black, `attributes` are those that say something."""

    id: int
    variable: int
    value: str
    colour: str = ""
    parent: int = 0
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, with entities by their ids, 0 where it has none; `more` are the values of its other variables."""

    id: int
    document: int
    start: int
    stop: int
    coder: str
    person: int
    organization: int
    concept: int
    qualifier: int | None
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DnaFile:
    """What a data base holds for one statement type; `others` are the statements of the other types, by label."""

    type: StatementType
    documents: tuple[Document, ...]
    entities: Mapping[int, Entity]
    statements: tuple[Statement, ...]
    others: Mapping[str, tuple[int, ...]]


def read_dna(file: Path, coding: Coding) -> DnaFile:
    """The documents, entities and statements of a data base, in the order of their ids.

    Raises WrongDnaError where the file is none of DNA 3 or has not the variables of `coding`, DnaError where it is in
    use or damaged. OSError where it cannot be read.
    """
    _refuse_other_files(file)
    address = file.resolve().as_uri() + "?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            # Text that is not UTF-8 is told from other text later, document by document.
            connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            connection.execute("PRAGMA trusted_schema = OFF")
            _refuse_other_schemas(connection, file)
            return _contents(connection, coding)
    except sqlite3.Error as error:
        message = f"{file} is damaged ({error}); open it in DNA, save it under another name and import that"
        raise DnaError(message) from None


def _refuse_other_files(file: Path) -> None:
    """Refuse what is no data base of SQLite, or what a program is writing to."""
    if not S_ISREG(file.stat().st_mode):
        raise WrongDnaError(f"{file} is not a file")
    with file.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            raise WrongDnaError(f"{file} is not a data base of SQLite, which is what DNA 3 saves with the ending .dna")
    for ending in ("-wal", "-journal"):
        beside = file.with_name(file.name + ending)
        if beside.is_file() and any(beside.read_bytes()[:8]):
            message = f"{file} is open in another program, or was not closed; close it in DNA and import it again"
            raise DnaError(f"{message} (there is {beside.name})")


def _refuse_other_schemas(connection: sqlite3.Connection, file: Path) -> None:
    tables = {str(name).upper(): str(name) for (name,) in _rows(connection, "sqlite_master", "name", "type = 'table'")}
    if not {"DOCUMENTS", "STATEMENTS"} <= set(tables):
        raise WrongDnaError(f"{file} is a data base of SQLite, but not of DNA: it has no documents and statements")
    settings = dict(_rows(connection, "SETTINGS", "Property, Value")) if "SETTINGS" in tables else {}
    version = _text(settings.get("version"))
    advice = "bring it into a data base of DNA 3 first"
    if version and not version.startswith("3"):
        raise WrongDnaError(f"{file} is of DNA {shown(version, 20)}, and DNA 3 is what is read; {advice}")
    for table, columns in COLUMNS.items():
        there = {str(row[1]).upper() for row in connection.execute(f'PRAGMA table_info("{tables.get(table, table)}")')}
        missing = [column for column in columns if column.upper() not in there]
        if table not in tables or missing:
            what = f"the table {table}" if table not in tables else f"{table}.{missing[0]}"
            raise WrongDnaError(f"{file} lacks {what} of DNA 3, so it is of another version; {advice}")


def _contents(connection: sqlite3.Connection, coding: Coding) -> DnaFile:
    labels = {_number(id_): _text(label) for id_, label in _rows(connection, "STATEMENTTYPES", "ID, Label")}
    variables = _rows(connection, "VARIABLES", "StatementTypeId, Variable, ID, DataType")
    type_ = chosen_type(labels, [(_number(t), _text(v), _number(i), _text(d)) for t, v, i, d in variables], coding)
    entities = _entities(connection)
    statements: list[Statement] = []
    others: dict[str, list[int]] = defaultdict(list)
    coders = {_number(id_): _text(name) for id_, name in _rows(connection, "CODERS", "ID, Name")}
    values = _values(connection, type_)
    columns = "ID, StatementTypeId, DocumentId, Start, Stop, Coder"
    for row in _rows(connection, "STATEMENTS", columns):
        id_, kind, document, start, stop, coder = (_number(value) for value in row)
        if kind == type_.id:
            place = (id_, document, start, stop, coders.get(coder, ""))
            statements.append(_statement(place, values.get(id_, {}), type_, entities))
        else:
            others[labels.get(kind, "")].append(id_)
    frozen = {label: tuple(ids) for label, ids in sorted(others.items())}
    return DnaFile(type_, tuple(_documents(connection)), entities, tuple(statements), frozen)


def _documents(connection: sqlite3.Connection) -> Iterator[Document]:
    for id_, *texts, seconds in _rows(connection, "DOCUMENTS", ", ".join(COLUMNS["DOCUMENTS"])):
        title, text, author, source, section, notes, type_ = map(_text, texts)
        yield Document(_number(id_), title, text, author, source, section, notes, type_, _day(seconds))


def _day(seconds: Any) -> date | None:
    """The day in UTC, in which DNA counts the seconds since 1970."""
    if not isinstance(seconds, int):
        return None
    try:
        return (EPOCH + timedelta(seconds=seconds)).date()
    except OverflowError:
        return None


def _entities(connection: sqlite3.Connection) -> dict[int, Entity]:
    names = {_number(i): _text(name) for i, name in _rows(connection, "ATTRIBUTEVARIABLES", "ID, AttributeVariable")}
    attributes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    columns = "EntityId, AttributeVariableId, AttributeValue"
    for entity, name, value in _rows(connection, "ATTRIBUTEVALUES", columns, order="AttributeVariableId"):
        if _number(name) in names and _text(value).strip():
            attributes[_number(entity)].append((names[_number(name)], _text(value).strip()))
    return {
        _number(id_): Entity(
            id=_number(id_),
            variable=_number(variable),
            value=_text(value),
            colour=_colour(*map(_number, colour)),
            parent=_number(parent),
            attributes=tuple(attributes[_number(id_)]),
        )
        for id_, variable, value, *colour, parent in _rows(connection, "ENTITIES", ", ".join(COLUMNS["ENTITIES"]))
    }


def _colour(*parts: int) -> str:
    """The colour as the web writes it, or nothing for black, which is DNA's word for none."""
    return "#" + bytes(parts).hex() if any(parts) and all(0 <= part <= MOST for part in parts) else ""


def _values(connection: sqlite3.Connection, type_: StatementType) -> dict[int, dict[int, Any]]:
    """The values of the type's variables, by statement and variable."""
    ids = {variable.id for variable in type_.variables}
    values: dict[int, dict[int, Any]] = defaultdict(dict)
    for data_type, (table, column) in TABLES.items():
        if any(variable.data_type == data_type for variable in type_.variables):
            for statement, variable, value in _rows(
                connection, table, f"StatementId, VariableId, {column}", order="1, 2"
            ):
                if _number(variable) in ids:
                    values[_number(statement)][_number(variable)] = value
    return values


def _statement(
    place: tuple[int, int, int, int, str],
    values: Mapping[int, Any],
    type_: StatementType,
    entities: Mapping[int, Entity],
) -> Statement:
    def entity(variable: int) -> int:
        """The entity that a statement has for a variable, 0 where there is none, or one without a name."""
        found = entities.get(_number(values.get(variable)))
        return found.id if found and found.variable == variable and clean(found.value) else 0

    more = []
    for variable in type_.others:
        value = values.get(variable.id, "")
        named = entity(variable.id) if variable.data_type == "short text" else 0
        text = entities[named].value if named else "" if variable.data_type == "short text" else _text(value)
        if text.strip():
            more.append((variable.name, text.strip()))
    value = values.get(type_.qualifier.id)
    return Statement(
        *place,
        person=entity(type_.person),
        organization=entity(type_.organization),
        concept=entity(type_.concept),
        qualifier=value
        if isinstance(value, int) and (type_.qualifier.data_type == "integer" or value in (0, 1))
        else None,
        more=tuple(more),
    )


def _rows(
    connection: sqlite3.Connection, table: str, columns: str, where: str = "1", *, order: str = "1"
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table; its name and the columns are ours, never the file's."""
    return iter(connection.execute(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY {order}"))  # noqa: S608


def _number(value: Any) -> int:
    """A whole number, 0 for anything else."""
    return value if isinstance(value, int) else 0


def _text(value: Any) -> str:
    """What SQLite keeps in a column of text, which may be of any type."""
    if value is None:
        return ""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)
