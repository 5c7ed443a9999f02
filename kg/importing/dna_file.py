"""A data base of Discourse Network Analyzer 2 or 3 → its documents, entities and statements; it is never written to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from kg.importing.dna_connection import COLUMNS, ENTITIES, as_text, opened, rows, version_of
from kg.importing.dna_types import StatementType, chosen_type
from kg.importing.naming import clean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.importing.dna_types import Coding

MOST = 255
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TABLES = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "long text": "DATALONGTEXT",
    "short text": "DATASHORTTEXT",
}
# What DNA counts in a second of a document's date: DNA 2 milliseconds.
TICKS = {"2": 1_000, "3": 1}
ATTRIBUTES = ("Type", "Alias", "Notes")


@dataclass(frozen=True, slots=True)
class Document:
    """A document; what is not given is empty, and `date` is None unless it is a day of the years 1 to 9999.

    `clock` is the time of the day in UTC, empty where it is midnight or no part of the date.
    """

    id: int
    title: str
    text: str
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: date | None
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A value of a variable; `colour` is empty for black, `attributes` has those that say something."""

    id: int
    variable: int
    value: str
    colour: str = ""
    parent: int = 0
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, with entities by their ids, 0 for none; `more` has the values of its other variables."""

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
    """What a data base holds for one statement type; `others` has the statements of the other types, by label."""

    type: StatementType
    documents: tuple[Document, ...]
    entities: Mapping[int, Entity]
    statements: tuple[Statement, ...]
    others: Mapping[str, tuple[int, ...]]


def read_dna(file: Path, coding: Coding) -> DnaFile:
    """The documents, entities and statements of a data base, in the order of their ids.

    Raises WrongDnaError if the file is not one of DNA 2 or 3 or lacks the variables of `coding`, DnaError if it is in
    use or damaged, OSError if it cannot be read.
    """
    with opened(file) as connection:
        return _contents(connection, coding)


def _contents(connection: sqlite3.Connection, coding: Coding) -> DnaFile:
    labels = {_number(id_): as_text(label) for id_, label in rows(connection, "STATEMENTTYPES", "ID, Label")}
    variables = rows(connection, "VARIABLES", "StatementTypeId, Variable, ID, DataType")
    type_ = chosen_type(labels, [(_number(t), as_text(v), _number(i), as_text(d)) for t, v, i, d in variables], coding)
    version = version_of(connection)
    entities = _entities(connection) if version == "3" else _values_with_attributes(connection)
    statements: list[Statement] = []
    others: dict[str, list[int]] = defaultdict(list)
    coders = {_number(id_): as_text(name) for id_, name in rows(connection, "CODERS", "ID, Name")}
    values = _values(connection, type_, version)
    if version == "2":
        entities = _by_their_ids(values, type_, entities)
    columns = "ID, StatementTypeId, DocumentId, Start, Stop, Coder"
    for row in rows(connection, "STATEMENTS", columns):
        id_, kind, document, start, stop, coder = (_number(value) for value in row)
        if kind == type_.id:
            place = (id_, document, start, stop, coders.get(coder, ""))
            statements.append(_statement(place, values.get(id_, {}), type_, entities))
        else:
            others[labels.get(kind, "")].append(id_)
    frozen = {label: tuple(ids) for label, ids in sorted(others.items())}
    return DnaFile(type_, tuple(_documents(connection, TICKS[version])), entities, tuple(statements), frozen)


def _documents(connection: sqlite3.Connection, ticks: int) -> Iterator[Document]:
    for id_, *texts, counted in rows(connection, "DOCUMENTS", ", ".join(COLUMNS["DOCUMENTS"])):
        title, text, author, source, section, notes, type_ = map(as_text, texts)
        moment = _moment(counted, ticks)
        day = moment.date() if moment else None
        clock = f"{moment:%H:%M}" if moment and ticks > 1 and (moment.hour, moment.minute) != (0, 0) else ""
        yield Document(_number(id_), title, text, author, source, section, notes, type_, day, clock)


def _moment(counted: Any, ticks: int) -> datetime | None:
    """The moment in UTC of what DNA counts since 1970, so many to the second."""
    if not isinstance(counted, int):
        return None
    try:
        return EPOCH + timedelta(seconds=counted // ticks)
    except OverflowError:
        return None


def _entities(connection: sqlite3.Connection) -> dict[int, Entity]:
    names = {_number(i): as_text(name) for i, name in rows(connection, "ATTRIBUTEVARIABLES", "ID, AttributeVariable")}
    attributes: dict[int, list[tuple[str, str]]] = defaultdict(list)
    columns = "EntityId, AttributeVariableId, AttributeValue"
    for entity, name, value in rows(connection, "ATTRIBUTEVALUES", columns, order="AttributeVariableId"):
        if _number(name) in names and as_text(value).strip():
            attributes[_number(entity)].append((names[_number(name)], as_text(value).strip()))
    return {
        _number(id_): Entity(
            id=_number(id_),
            variable=_number(variable),
            value=as_text(value),
            colour=_colour(*map(_number, colour)),
            parent=_number(parent),
            attributes=tuple(attributes[_number(id_)]),
        )
        for id_, variable, value, *colour, parent in rows(connection, "ENTITIES", ", ".join(ENTITIES["3"]["ENTITIES"]))
    }


def _values_with_attributes(connection: sqlite3.Connection) -> dict[int, Entity]:
    """What DNA 2 has on values of short text, as entities; the one of which another is a part is given by its name."""
    columns = ENTITIES["2"]["ATTRIBUTES"]
    found = list(rows(connection, "ATTRIBUTES", ", ".join(columns)))
    ids: dict[tuple[int, str], int] = {}
    for id_, variable, value, *_ in found:
        ids.setdefault((_number(variable), as_text(value)), _number(id_))
    return {
        _number(id_): Entity(
            id=_number(id_),
            variable=_number(variable),
            value=as_text(value),
            colour=_colour(*map(_number, more[:3])),
            parent=ids.get((_number(variable), as_text(more[-1])), 0),
            attributes=tuple(
                (name, text)
                for name, given in zip(ATTRIBUTES, more[3:-1], strict=True)
                if (text := as_text(given).strip())
            ),
        )
        for id_, variable, value, *more in found
    }


def _by_their_ids(
    values: Mapping[int, dict[int, Any]], type_: StatementType, entities: Mapping[int, Entity]
) -> dict[int, Entity]:
    """Put the entity's id for each value of short text, as in DNA 3; gives the entities, with those of new values."""
    found = dict(entities)
    ids: dict[tuple[int, str], int] = {}
    for entity in entities.values():
        ids.setdefault((entity.variable, entity.value), entity.id)
    texts = [variable.id for variable in type_.variables if variable.data_type == "short text"]
    unused = count(max(found, default=0) + 1)
    for given in values.values():
        for variable in (variable for variable in texts if variable in given):
            key = (variable, as_text(given[variable]))
            if key not in ids:
                ids[key] = next(unused)
                found[ids[key]] = Entity(ids[key], *key)
            given[variable] = ids[key]
    return found


def _colour(*parts: int) -> str:
    """The colour as the web writes it, or nothing for black, by which DNA means none."""
    return "#" + bytes(parts).hex() if any(parts) and all(0 <= part <= MOST for part in parts) else ""


def _values(connection: sqlite3.Connection, type_: StatementType, version: str) -> dict[int, dict[int, Any]]:
    """The values of the type's variables, by statement and variable."""
    ids = {variable.id for variable in type_.variables}
    values: dict[int, dict[int, Any]] = defaultdict(dict)
    columns = COLUMNS | ENTITIES[version]
    for data_type, table in TABLES.items():
        if any(variable.data_type == data_type for variable in type_.variables):
            for statement, variable, value in rows(connection, table, ", ".join(columns[table]), order="1, 2"):
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
        """The entity that a statement has for a variable, 0 if there is none or it has no name."""
        found = entities.get(_number(values.get(variable)))
        return found.id if found and found.variable == variable and clean(found.value) else 0

    more = []
    for variable in type_.others:
        value = values.get(variable.id, "")
        named = entity(variable.id) if variable.data_type == "short text" else 0
        text = entities[named].value if named else "" if variable.data_type == "short text" else as_text(value)
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


def _number(value: Any) -> int:
    """A whole number, 0 for anything else."""
    return value if isinstance(value, int) else 0
