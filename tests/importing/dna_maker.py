"""Data bases of DNA 2 and 3, made by hand from their schemas."""

from __future__ import annotations

import sqlite3
from contextlib import closing

SCHEMA = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT DEFAULT '',
    Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '', Type TEXT DEFAULT '', Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER DEFAULT 0,
    Green INTEGER DEFAULT 0, Blue INTEGER DEFAULT 0, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
INSERT INTO SETTINGS VALUES ('version', '3.0.7');
INSERT INTO CODERS VALUES (1, 'Coder A');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2);
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Alias'), (3, 2, 'Notes'), (4, 1, 'Type'), (5, 1, 'Alias');
"""
# What turns such a data base into one of DNA 2, which keeps values in the statements' data and dates in milliseconds.
TO_SECOND = """
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER,
    Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
INSERT INTO ATTRIBUTES SELECT e.ID, e.VariableId, e.Value, e.Red, e.Green, e.Blue,
    (SELECT AttributeValue FROM ATTRIBUTEVALUES v WHERE v.EntityId = e.ID AND v.AttributeVariableId IN (1, 4)),
    (SELECT AttributeValue FROM ATTRIBUTEVALUES v WHERE v.EntityId = e.ID AND v.AttributeVariableId IN (2, 5)),
    (SELECT AttributeValue FROM ATTRIBUTEVALUES v WHERE v.EntityId = e.ID AND v.AttributeVariableId = 3),
    coalesce((SELECT p.Value FROM ENTITIES p WHERE p.ID = e.ChildOf), '') FROM ENTITIES e;
CREATE TABLE DATA AS SELECT d.ID, StatementId, d.VariableId, Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = Entity;
DROP TABLE DATASHORTTEXT;
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
INSERT INTO DATASHORTTEXT SELECT * FROM DATA;
DROP TABLE DATA;
DROP TABLE ENTITIES;
DROP TABLE ATTRIBUTEVARIABLES;
DROP TABLE ATTRIBUTEVALUES;
UPDATE DOCUMENTS SET Date = 1000 * Date;
UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version';
"""
TEXT = "The ferry is safe, said the harbour. The ferry is loud.\n\nNobody asked the gulls."
VARIABLES = {"person": 1, "organization": 2, "concept": 3}
DAY = 1_106_697_600  # 2005-01-26


def units(text):
    """The length of a text as Java counts it."""
    return len(text.encode("utf-16-le")) // 2


class Maker:
    """Fills a data base; entities are given by their names, passages by their words."""

    def __init__(self, connection):
        self.connection = connection
        self.entities = {}

    def run(self, sql, *values):
        return self.connection.execute(sql, values).lastrowid

    def document(self, text=TEXT, title="Ferry", author="", source="The Gazette", date=DAY, **more):
        columns = {"Title": title, "Text": text, "Author": author, "Source": source, "Date": date, **more}
        return self.run(
            f"INSERT INTO DOCUMENTS ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", *columns.values()
        )

    def entity(self, variable, value, parent=None, colour=(0, 0, 0), attributes=()):
        key = (variable, value)
        if key not in self.entities:
            number = VARIABLES.get(variable, variable)
            sql = "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue, ChildOf) VALUES (?, ?, ?, ?, ?, ?)"
            self.entities[key] = self.run(sql, number, value, *colour, parent)
            for attribute, text in attributes:
                sql = "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (?, ?, ?)"
                self.run(sql, self.entities[key], attribute, text)
        return self.entities[key]

    def statement(
        self, passage="The ferry is safe", person="Ann", organization="Harbour", concept="Ferries are safe", value=1,
        document=1, text=TEXT, kind=1, integer=False,
    ):  # fmt: skip
        if isinstance(passage, str):
            start = text.index(passage)
            passage = (units(text[:start]), units(text[: start + len(passage)]))
        sql = "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, ?, ?, ?, 1)"
        id_ = self.run(sql, kind, document, *passage)
        for variable, name in (("person", person), ("organization", organization), ("concept", concept)):
            if name is not None:
                sql = "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)"
                self.run(sql, id_, VARIABLES[variable], self.entity(variable, name))
        if value is not None:
            table = "DATAINTEGER" if integer else "DATABOOLEAN"
            self.run(f"INSERT INTO {table} (StatementId, VariableId, Value) VALUES (?, 4, ?)", id_, value)
        return id_


def make(path, fill, *scripts):
    """Write a data base that a function of its Maker fills, and scripts change then; gives its path."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        fill(Maker(connection))
        for script in scripts:
            connection.executescript(script)
        connection.commit()
    return path


def simple(made):
    """One document, on which Ann of the Harbour says two things."""
    made.document(author="Lee, Ann", Section="Politics", Type="news", Notes="see\u2028page 3\n# not: a comment")
    made.statement()
    made.statement("The ferry is loud", value=0)
