"""Positions as statements of a data base of Discourse Network Analyzer 3: who says that whom is for or against what.

A statement has a person, an organization, a concept and whether these agree. So what is carried is who claims that whom
holds a position, whether that is for or against its target, and the passage; all else is counted as left out.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import product
from typing import TYPE_CHECKING

from kg.model.dates import span
from kg.model.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.exports.coded import CodedArticle, CodedClaim
    from kg.model.records import Actor, Corpus

VERSION = "3.0.7"
CODER, PASSWORD = "Admin", "detente"
# DNA's own limits: letters of a name or value, and rounds of the hash of a password.
LONGEST, ROUNDS = 190, 100_000
VARIABLES = {"person": 1, "organization": 2, "concept": 3, "agreement": 4}
ATTRIBUTES = ("Type", "Alias", "Notes")
# The tables that DNA 3 opens, with the columns that it reads.
PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
COLOURS = ("Red", "Green", "Blue")
ID = "ID INTEGER PRIMARY KEY NOT NULL"


def _numbers(names: Iterable[str], default: int = 0) -> list[str]:
    return [f"{name} INTEGER NOT NULL DEFAULT {default}" for name in names]


def _texts(names: Iterable[str]) -> list[str]:
    return [f"{name} TEXT NOT NULL DEFAULT ''" for name in names]


def _link(name: str, table: str) -> str:
    return f"{name} INTEGER REFERENCES {table}(ID) ON DELETE CASCADE"


def _of_statements(value: str) -> list[str]:
    links = [_link("StatementId", "STATEMENTS"), _link("VariableId", "VARIABLES")]
    return [ID, *links, value, "UNIQUE (StatementId, VariableId)"]


TABLES: Mapping[str, Sequence[str]] = {
    "SETTINGS": ["Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"],
    "CODERS": [
        ID,
        *_texts(["Name"]),
        *_numbers(COLOURS),
        *_numbers(["Refresh"]),
        *_numbers(["FontSize"], 14),
        *_texts(["Password"]),
        *_numbers(["PopupWidth"], 300),
        *_numbers(["ColorByCoder", "PopupDecoration"]),
        *_numbers(["PopupAutoComplete"], 1),
        *_numbers((f"Permission{each}" for each in PERMISSIONS), 1),
    ],
    "DOCUMENTS": [
        ID,
        *_texts(["Title", "Text"]),
        _link("Coder", "CODERS"),
        *_texts(["Author", "Source", "Section", "Notes", "Type"]),
        "Date INTEGER NOT NULL",
    ],
    "STATEMENTTYPES": [ID, *_texts(["Label"]), *_numbers(COLOURS)],
    "VARIABLES": [
        ID,
        *_texts(["Variable", "DataType"]),
        _link("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ],
    "VARIABLELINKS": [ID, _link("SourceVariableId", "VARIABLES"), _link("TargetVariableId", "VARIABLES")],
    "REGEXES": ["Label TEXT PRIMARY KEY", *_numbers(COLOURS)],
    "CODERRELATIONS": [
        ID,
        _link("Coder", "CODERS"),
        _link("OtherCoder", "CODERS"),
        *_numbers(["viewStatements", "editStatements", "viewDocuments", "editDocuments"], 1),
    ],
    "STATEMENTS": [
        ID,
        _link("StatementTypeId", "STATEMENTTYPES"),
        _link("DocumentId", "DOCUMENTS"),
        *_numbers(["Start", "Stop"]),
        _link("Coder", "CODERS"),
        "CHECK (Start < Stop)",
    ],
    "ENTITIES": [
        ID,
        _link("VariableId", "VARIABLES"),
        *_texts(["Value"]),
        *_numbers(COLOURS),
        _link("ChildOf", "ENTITIES"),
        "UNIQUE (VariableId, Value)",
    ],
    "DATABOOLEAN": _of_statements("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _of_statements("Value INTEGER NOT NULL DEFAULT 0"),
    "DATASHORTTEXT": _of_statements(_link("Entity", "ENTITIES")),
    "DATALONGTEXT": _of_statements("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": [
        ID,
        _link("VariableId", "VARIABLES"),
        *_texts(["AttributeVariable"]),
        "UNIQUE (VariableId, AttributeVariable)",
    ],
    "ATTRIBUTEVALUES": [
        ID,
        _link("EntityId", "ENTITIES"),
        _link("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        *_texts(["AttributeValue"]),
        "UNIQUE (EntityId, AttributeVariableId)",
    ],
}


@dataclass(frozen=True, slots=True)
class DnaExport:
    """A data base as bytes, how many statements it has, and what it leaves out, by how much of it there is."""

    content: bytes
    statements: int
    left_out: Mapping[str, int]


def dna(articles: Sequence[CodedArticle], corpus: Corpus) -> DnaExport:
    """The data base of some articles; it is opened as the coder "Admin" with the password "detente".

    A position toward an actor has that actor as its concept. Places count UTF-16 units, as Java does. Articles without
    a date are left out, since a document has one.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, columns in TABLES.items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        filled = _Database(connection, corpus)
        filled.begin()
        for article in articles:
            filled.add(article)
        connection.commit()
        return DnaExport(connection.serialize(), filled.statements, {k: n for k, n in filled.left_out.items() if n})


@dataclass
class _Database:
    """A data base that is being filled."""

    connection: sqlite3.Connection
    corpus: Corpus
    statements: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    entities: dict[tuple[int, str], int] = field(default_factory=dict)

    def insert(self, table: str, **values: object) -> int:
        """Put a row into a table, whose number it gives."""
        marks = ", ".join("?" * len(values))
        row = self.connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",  # noqa: S608 - names of our own
            (*values.values(),),
        )
        return row.lastrowid or 0

    def begin(self) -> None:
        """What every data base has: the version, a coder, the type of statements with its variables."""
        self.insert("SETTINGS", Property="version", Value=VERSION)
        self.insert("CODERS", Name=CODER, Red=255, Green=255, Password=_hashed(PASSWORD))
        self.insert("STATEMENTTYPES", Label="DNA Statement", Red=239, Green=208, Blue=51)
        for name, number in VARIABLES.items():
            kind = "boolean" if name == "agreement" else "short text"
            self.insert("VARIABLES", ID=number, Variable=name, DataType=kind, StatementTypeId=1)
        for attribute, number in product(ATTRIBUTES, (1, 2, 3)):
            self.insert("ATTRIBUTEVARIABLES", VariableId=number, AttributeVariable=attribute)

    def add(self, coded: CodedArticle) -> None:
        """An article as a document, with its statements."""
        article = coded.article
        day = span(article.published).latest if article.published else None
        if day is None:
            self.left_out["articles without a last day"] += 1
            self.left_out["claims of articles without a last day"] += len(coded.claims)
            return
        seconds = int(datetime.combine(day, time(), UTC).timestamp())
        document = self.insert(
            "DOCUMENTS", Title=_value(article.title), Text=article.text, Coder=1,
            Author=_value("; ".join(self.label(slug) for slug in article.authors)),
            Source=_value(self.label(article.publisher)), Notes=article.url, Type="article", Date=seconds,
        )  # fmt: skip
        for each in coded.claims:
            if reason := _unfit(each):
                self.left_out[reason] += 1
            else:
                self.take(each, document, article.text)

    def take(self, coded: CodedClaim, document: int, text: str) -> None:
        """A position as statements: one for each claimant and holder."""
        claim, stance = coded.claim, coded.claim.content
        assert isinstance(stance, Stance)
        passage = claim.passages[0]
        self.left_out["further passages"] += len(claim.passages) - 1
        self.left_out["hedges"] += len(claim.hedges)
        self.left_out["links of who passed it on"] += len(claim.reported_by)
        start, stop = (len(text[:place].encode("utf-16-le")) // 2 for place in (passage.start, passage.end))
        for claimant, holder in product(claim.claimants, stance.holders):
            number = self.insert("STATEMENTS", StatementTypeId=1, DocumentId=document, Start=start, Stop=stop, Coder=1)
            self.statements += 1
            person, organization = self.said(claimant, holder)
            for name, value in (("person", person), ("organization", organization), ("concept", stance.target)):
                entity = self.entity(VARIABLES[name], value)
                self.insert("DATASHORTTEXT", StatementId=number, VariableId=VARIABLES[name], Entity=entity)
            agrees = int(stance.position > 0)
            self.insert("DATABOOLEAN", StatementId=number, VariableId=VARIABLES["agreement"], Value=agrees)

    def said(self, claimant: str, holder: str) -> tuple[str, str]:
        """The person and the organization of a statement; who speaks of nobody else stands alone."""
        if claimant != holder:
            return claimant, holder
        return (claimant, "") if self.kind(claimant) == "person" else ("", claimant)

    def entity(self, variable: int, slug: str) -> int:
        """The number of a value, with what is known of it as attributes."""
        label = _value(self.label(slug)) if slug else ""
        if (variable, label) not in self.entities:
            number = self.insert("ENTITIES", VariableId=variable, Value=label, Red=0, Green=0, Blue=0)
            self.entities[variable, label] = number
            for column, value in enumerate(self.attributes(slug), 1):
                attribute = (column - 1) * 3 + variable
                self.insert("ATTRIBUTEVALUES", EntityId=number, AttributeVariableId=attribute, AttributeValue=value)
        return self.entities[variable, label]

    def attributes(self, slug: str) -> Iterator[str]:
        record = self.corpus.actors.get(slug) or self.corpus.issues.get(slug)
        yield self.kind(slug)
        yield _value("; ".join(record.names[1:])) if record is not None else ""
        yield _value(getattr(record, "note", "") or getattr(record, "definition", "")) if record is not None else ""

    def kind(self, slug: str) -> str:
        actor: Actor | None = self.corpus.actors.get(slug)
        return actor.kind if actor is not None else "issue" if slug in self.corpus.issues else ""

    def label(self, slug: str) -> str:
        record = self.corpus.actors.get(slug) or self.corpus.issues.get(slug) or self.corpus.events.get(slug)
        return record.label if record is not None else slug


def _unfit(coded: CodedClaim) -> str:
    """Why a claim is no statement, or nothing."""
    claim = coded.claim
    if not isinstance(claim.content, Stance):
        return f"claims of {'an event' if claim.content.kind == 'event' else 'leverage'}"
    if claim.polarity == "denied":
        return "denials"
    if claim.mode != "reported":
        return "forecasts, conditions and interpretations"
    return "" if claim.content.position else "positions that are neither for nor against"


def _value(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _hashed(password: str) -> str:
    """A password as DNA keeps it: SHA-256 in many rounds, with one salt for all, since it is no secret."""
    salt = bytes(16)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
