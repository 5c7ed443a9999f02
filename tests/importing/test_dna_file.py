"""Which files are read, and what is said of the others."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from kg.importing.dna import UnsoundError, import_dna
from kg.importing.dna_connection import opened
from kg.importing.dna_types import Coding, DnaError, WrongDnaError
from kg.importing.writing import OccupiedError
from tests.importing.dna_maker import TEXT, TO_SECOND, VARIABLES, make, simple


def refusal(file, folder, **options):
    with pytest.raises(DnaError) as caught:
        import_dna(file, folder / "project", **options)
    assert not (folder / "project").exists()
    return type(caught.value), str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<?xml version='1.0'?>", b"SQLite format 3"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "x.dna").write_bytes(content)
    error, message = refusal(tmp_path / "x.dna", tmp_path)
    assert error is WrongDnaError
    assert "not a data base of SQLite, which is what DNA saves" in message


def changed(dna, *statements):
    def fill(made):
        simple(made)
        for statement in statements:
            made.run(statement)

    return dna(fill)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (["DROP TABLE STATEMENTS"], "not of DNA: it has no documents and statements"),
        (["UPDATE SETTINGS SET Value = '1.31' WHERE Property = 'version'"], "of DNA '1.31', and DNA 2 and 3 are what"),
        (["UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'"], "the table ATTRIBUTES of DNA 2"),
        (["DROP TABLE ENTITIES"], "lacks the table ENTITIES of DNA 3"),
        (["DROP TABLE SETTINGS"], "lacks the table SETTINGS of DNA"),
        (["ALTER TABLE DATASHORTTEXT RENAME Entity TO Value"], "lacks DATASHORTTEXT.Entity of DNA 3"),
        (["DROP TABLE CODERS", "CREATE VIEW CODERS AS SELECT 1 AS ID, 'x' AS Name"], "lacks the table CODERS"),
        (["DROP TABLE CODERS", "CREATE VIRTUAL TABLE CODERS USING rtree(ID, Name, More)"], "CODERS that is virtual"),
        (["ALTER TABLE CODERS ADD COLUMN More AS (hex(Name))"], "a generated column in CODERS"),
    ],
)
def test_a_data_base_of_another_schema_is_refused(dna, tmp_path, sql, said):
    error, message = refusal(changed(dna, *sql), tmp_path)
    assert error is WrongDnaError
    assert said in message


ENDLESS = (
    "VIEW {} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS ID, 'x' AS Name FROM n"
)


def test_a_search_index_of_endless_rows_is_refused(dna, tmp_path):
    index = "CREATE VIRTUAL TABLE CODERS USING fts5(ID, Name, content='endless', content_rowid='ID')"
    file = changed(dna, "DROP TABLE CODERS", f"CREATE {ENDLESS.format('endless')}", index)
    assert "CODERS that is virtual or a view" in refusal(file, tmp_path)[1]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT ID FROM mine",
        "SELECT ID FROM endless",
        "SELECT hex(Name) FROM CODERS",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
        "PRAGMA trusted_schema = ON",
        "ATTACH ':memory:' AS more",
    ],
)
def test_nothing_but_the_tables_of_dna_can_be_read(dna, sql):
    file = changed(dna, "CREATE TABLE mine(ID)", f"CREATE {ENDLESS.format('endless')}")
    with opened(file) as connection:
        assert connection.execute("SELECT Name FROM CODERS").fetchall() == [("Coder A",)]
    with pytest.raises(DnaError, match=r"not authorized|prohibited"), opened(file) as connection:
        connection.execute(sql)


def test_reading_is_bounded_by_the_size_of_the_file(dna, tmp_path, monkeypatch):
    file = dna(simple)
    monkeypatch.setattr("kg.importing.dna_connection.LEAST_LENGTH", 10)
    monkeypatch.setattr("kg.importing.dna_connection.TEXT_A_BYTE", 0)
    assert "is damaged (" in refusal(file, tmp_path)[1]
    monkeypatch.undo()
    monkeypatch.setattr("kg.importing.dna_connection.STEPS", 1)
    monkeypatch.setattr("kg.importing.dna_connection.MOST_STEPS", -file.stat().st_size)
    assert "is damaged (interrupted)" in refusal(file, tmp_path)[1]


def test_a_data_base_in_use_is_refused_until_it_is_closed(dna, tmp_path):
    file = dna(simple)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE DOCUMENTS SET Title = 'New'")
        connection.commit()
        error, message = refusal(file, tmp_path)
    assert error is DnaError
    assert "close it in DNA and import it again" in message
    assert import_dna(file, tmp_path / "project").claims == 2


def test_a_damaged_data_base_is_refused(dna, tmp_path):
    file = dna(simple)
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xff" * 4_000 + content[4_100:])
    error, message = refusal(file, tmp_path)
    assert error is DnaError
    assert "is damaged" in message


def test_the_data_base_is_never_written_to_and_may_have_any_name(dna, tmp_path):
    file = dna(simple, "a b?mode=rw#100%20é.dna")
    file.chmod(0o444)
    before = file.read_bytes()
    beside = set(tmp_path.iterdir())
    assert import_dna(file, tmp_path / "project").claims == 2
    assert file.read_bytes() == before
    assert set(tmp_path.iterdir()) == beside | {tmp_path / "project"}
    assert "    a b?mode=rw#100%20é.dna" in (tmp_path / "project/README.md").read_text().splitlines()


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        (Coding(concept="belief"), "'DNA Statement' has no 'belief' of short text"),
        (Coding(person="actor", organization="body"), "neither 'actor' nor 'body' of short text"),
        (Coding(qualifier="concept"), "no 'concept' that is boolean or integer"),
        (Coding(person="foo"), "'DNA Statement' has no 'foo' of short text"),
        (Coding(organization="agreement"), "'DNA Statement' has no 'agreement' of short text"),
        (Coding("DNA Statement", person="foo"), "has no 'foo' of short text; it has 'person' (short text)"),
        (Coding(concept="organization"), "'organization' cannot be the organization and the concept; name another by"),
        (Coding(person="organization"), "'organization' cannot be the person and the organization"),
        (Coding("Anotation"), "no statement type 'Anotation'; did you mean 'Annotation'?"),
        (Coding("Zzz"), "no statement type 'Zzz'; there are 'DNA Statement', 'Annotation'"),
        (Coding("Annotation"), "neither 'person' nor 'organization' of short text; it has 'note' (long text)"),
    ],
)
def test_variables_that_are_not_there_are_refused_with_those_that_are(dna, tmp_path, coding, said):
    error, message = refusal(dna(simple), tmp_path, coding=coding)
    assert error is WrongDnaError
    assert said in message


def test_of_several_types_that_fit_one_must_be_named(dna, tmp_path):
    def fill(made):
        simple(made)
        made.run("INSERT INTO VARIABLES SELECT ID + 10, Variable, DataType, 2 FROM VARIABLES WHERE StatementTypeId = 1")

    file = dna(fill)
    assert "'DNA Statement', 'Annotation'; say which by --statement-type" in refusal(file, tmp_path)[1]
    assert import_dna(file, tmp_path / "project", coding=Coding("DNA Statement")).claims == 2


def test_values_of_any_type_are_no_accident(imported):
    def fill(made):
        made.document()
        made.document(title=7, author=b"\xff\x00", source=2.5, text="Text", Section=None, Type=b"\x80")
        made.statement()
        made.statement()
        made.run("UPDATE STATEMENTS SET Start = 'x', Coder = 'y' WHERE ID = 2")
        made.run("UPDATE ENTITIES SET Red = 'r', Green = -1, Blue = 999, ChildOf = 'c'")

    result, corpus = imported(fill, warnings={"claim-twice": 1})
    assert (result.articles, result.claims) == (2, 2)
    assert corpus.articles["7"].publisher == "2-5"


def test_a_project_that_would_not_build_is_not_written(dna, tmp_path):
    def fill(made):
        made.document()
        made.run("DROP TABLE STATEMENTS")
        made.run("CREATE TABLE STATEMENTS(ID, StatementTypeId, DocumentId, Start, Stop, Coder)")
        made.run("INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 17, 1), (1, 1, 1, 0, 17, 1)")
        for variable, name in (("person", "Ann"), ("concept", "Ferries")):
            number, entity = VARIABLES[variable], made.entity(variable, name)
            made.run("INSERT INTO DATASHORTTEXT VALUES (NULL, 1, ?, ?)", number, entity)
        made.run("INSERT INTO DATABOOLEAN VALUES (1, 1, 4, 1)")

    file = dna(fill)
    with pytest.raises(UnsoundError) as caught:
        import_dna(file, tmp_path / "project")
    assert [finding.rule for finding in caught.value.findings] == ["id-duplicate"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made.dna"]


def test_a_folder_that_is_there_is_filled_only_where_it_is_empty(dna, tmp_path):
    file, folder = dna(simple), tmp_path / "project"
    folder.mkdir()
    inode = folder.stat().st_ino
    import_dna(file, folder)
    assert folder.stat().st_ino == inode
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "README.md", "sources"]
    with pytest.raises(OccupiedError, match="is not empty"):
        import_dna(file, folder)
    with pytest.raises(OccupiedError, match="is not a folder"):
        import_dna(file, file)


def test_a_failure_while_writing_leaves_nothing(dna, tmp_path, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError(28, "No space left on device")

    file = dna(simple)
    monkeypatch.setattr("kg.importing.writing._write", broken)
    for folder in (tmp_path / "deep/project", tmp_path / "there"):
        (tmp_path / "there").mkdir(exist_ok=True)
        with pytest.raises(OSError, match="No space"):
            import_dna(file, folder)
        assert not folder.exists() or not any(folder.iterdir())


def test_a_failure_while_moving_is_taken_back(dna, tmp_path, monkeypatch):
    from pathlib import Path

    file, folder, replace = dna(simple), tmp_path / "there", Path.replace
    folder.mkdir()

    def failing(self, target):
        if self.name == "sources" and "committed" in self.parts:
            raise OSError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="Permission"):
        import_dna(file, folder)
    assert not any(folder.iterdir())


def full(made):
    """Parents, attributes, colours, a name that two variables have, and a statement that lacks a part."""
    body = made.entity("organization", "Port", colour=(1, 2, 3), attributes=((1, "State"), (2, "Haven; Quay")))
    made.entity("organization", "Harbour", parent=body, attributes=((3, "of the town"),))
    made.document(author="Lee, Ann; Bo")
    made.document("Another text. It is long.", title="More", source="", Notes="seen")
    made.statement()
    made.statement("The ferry is loud", person="Harbour", value=0)
    made.statement("Nobody asked the gulls", organization=None, concept="Gulls")
    made.statement("It is long", document=2, text="Another text. It is long.", person=None, value=None)


@pytest.mark.parametrize("fill", [simple, full])
def test_a_data_base_of_dna_2_gives_the_same_project(tmp_path, fill):
    files = {name: make(tmp_path / name / "coded.dna", fill, *scripts) for name, scripts in
             (("third", ()), ("second", (TO_SECOND,))) if not (tmp_path / name).mkdir()}  # fmt: skip
    for name, file in files.items():
        import_dna(file, tmp_path / f"{name}-project")
    third, second = (
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (tmp_path / "third-project", tmp_path / "second-project")
    )
    assert second == third


def test_values_that_dna_2_has_no_attributes_of_are_entities_too(tmp_path):
    gone = "DELETE FROM ATTRIBUTES WHERE Value = 'Ann';"
    imported = import_dna(make(tmp_path / "x.dna", simple, TO_SECOND, gone), tmp_path / "project")
    assert imported.claims == 2
    assert "ann:" in (tmp_path / "project/sources/actors.yaml").read_text(encoding="utf-8")


def test_the_hour_of_a_day_of_dna_2_is_told_since_it_was_the_coders_midnight(tmp_path):
    eve = "UPDATE DOCUMENTS SET Date = Date - 3600000;"
    import_dna(make(tmp_path / "x.dna", simple, TO_SECOND, eve), tmp_path / "project")
    article = (tmp_path / "project/sources/articles/ferry.yaml").read_text(encoding="utf-8")
    assert "published: 2005-01-25\n" in article
    assert "It is of 23:00 in UTC, which may have been another day where" in article


def test_a_text_that_changes_after_the_import_is_noticed(dna, tmp_path, findings_in):
    import_dna(dna(simple), tmp_path / "project")
    assert findings_in(tmp_path / "project") == []
    text = tmp_path / "project/sources/articles/ferry.txt"
    text.write_text(f"{TEXT} Or did they?", encoding="utf-8")
    (found,) = findings_in(tmp_path / "project")
    assert (found.rule, found.severity) == ("text-changed", "warning")
