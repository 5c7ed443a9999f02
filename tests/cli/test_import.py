"""`kg import`: what it prints, and with which status it ends."""

from __future__ import annotations

import pytest

from tests.importing.dna_maker import make, simple


@pytest.fixture
def file(tmp_path):
    return make(tmp_path / "made.dna", simple)


def test_the_report_says_what_was_made_and_what_comes_next(kg, file, tmp_path):
    result = kg("import", "dna", file, "--to", "my project", root=tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "1 of 1 document                              → 1 article\n"
        "2 of 2 statements                            → 2 claims\n"
        "persons, organizations, sources and authors  → 4 actors\n"
        "concepts                                     → 1 issue\n"
        "\n"
        "2 of 2 quotes are DNA's passages to the character.\n"
        "\n"
        "made a project in my project; next: kg build --root 'my project'\n"
    )
    assert kg("build", "--root", "my project", "--strict", root=tmp_path).exit_code == 0
    assert "The ferry is loud" in kg("claims", "--actor", "Harbour", root=tmp_path / "my project").stdout


def test_what_was_left_out_is_printed_without_control_characters(kg, tmp_path):
    def fill(made):
        simple(made)
        for _ in range(12):
            made.statement(concept="")
        made.run("UPDATE STATEMENTTYPES SET Label = char(27) || '[31mred' WHERE ID = 2")
        made.statement("he ferr")
        made.statement(kind=2)
        made.entity("person", "Bo")

    file = make(tmp_path / "more.dna", fill)
    printed = kg("import", "dna", file, "--to", tmp_path / "project", root=tmp_path).stdout
    assert "3 of 16 statements " in printed
    assert "1 begins or ends within a word in DNA and is quoted to the end of it; look at statement 15." in printed
    assert "  1 statement: of another statement type, '\\x1b[31mred' (16)\n" in printed
    assert "  12 statements: it names no concept (3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …)\n" in printed
    assert "  1 entity: no imported statement names it (5)\n" in printed
    assert "\x1b" not in printed
    assert "    12 statements: it names no concept" in (tmp_path / "project/README.md").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import",), "import [OPTIONS] COMMAND"),
        (("import", "dan"), "No such command 'dan'"),
        (("import", "dna"), "Missing argument 'FILE'"),
        (("import", "dna", "made.dna"), "Missing option '--to'"),
        (("import", "dna", "none.dna", "--to", "x"), "'none.dna' does not exist"),
        (("import", "dna", "other.dna", "--to", "x"), "other.dna is not a data base of SQLite"),
        (("import", "dna", "made.dna", "--to", "full"), "full is not empty; name a new folder"),
        (("import", "dna", "made.dna", "--to", "x", "--concept", "belief"), "no 'belief' of short text"),
        (("import", "dna", "made.dna", "--to", "x", "--concept", ""), "is empty"),
        (("import", "dna", "made.dna", "--to", "x", "--person", "foo"), "no 'foo' of short text"),
        (("import", "dna", "made.dna", "--to", "x", "--concept", "person"), "cannot be the person and the concept"),
        (("import", "dna", "made.dna", "--to", "x", "--scale", "-3", "3"), "is boolean, where yes is 1 and no -1"),
        (("import", "dna", "made.dna", "--to", "x", "--scale", "1"), "'--scale' requires 2 arguments"),
    ],
)
def test_wrong_usage(kg, file, tmp_path, words, said):
    (tmp_path / "other.dna").write_text("text")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").touch()
    result = kg(*words, root=tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_data_base_that_cannot_be_imported_ends_with_1(kg, file, tmp_path):
    (tmp_path / "made.dna-wal").write_bytes(b"7\x7f\x06\x82")
    result = kg("import", "dna", "made.dna", "--to", "x", root=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "close it in DNA and import it again" in result.stderr
    empty = make(tmp_path / "empty.dna", lambda made: None)
    result = kg("import", "dna", empty, "--to", "x", root=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has no document" in result.stderr


def test_findings_are_printed_and_nothing_is_written(kg, tmp_path):
    def fill(made):
        made.document()
        made.run("INSERT INTO STATEMENTS VALUES (-1, 1, 1, 0, 9, 1)")
        made.run("INSERT INTO DATASHORTTEXT VALUES (1, -1, 1, ?)", made.entity("person", "Ann"))
        made.run("INSERT INTO DATASHORTTEXT VALUES (2, -1, 3, ?)", made.entity("concept", "Ferries"))
        made.run("INSERT INTO DATABOOLEAN VALUES (1, -1, 4, 1)")

    result = kg("import", "dna", make(tmp_path / "odd.dna", fill), "--to", "x", root=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'id' is 'statement--1'; expected a slug" in result.stderr
    assert "the project would have findings; nothing was written" in result.stderr
    assert not (tmp_path / "x").exists()


def test_hostile_names_build(kg, tmp_path):
    names = [
        "../../x",
        "<script>alert(1)</script>",
        "a: b",
        "#",
        "a\x00\x1b[31m\u2028b",
        "\u202e{{x}}",
        "%n",
        "渡轮😀",
        "\ufeff=1",
    ]

    def fill(made):
        for name in names:
            id_ = made.document(title=name, author=name, source=name, Notes=name)
            made.statement(person=f"p {name}", organization=f"o {name}", concept=name, document=id_)

    file = make(tmp_path / "hostile.dna", fill)
    assert kg("import", "dna", file, "--to", "x", root=tmp_path).exit_code == 0
    built = kg("build", "--root", "x", root=tmp_path)
    assert built.exit_code == 0
    assert {line.rpartition("[")[2] for line in built.stderr.splitlines()} == {"text-twice]", "name-direction]"}
    assert "<script>alert(1)" not in (tmp_path / "x/out/index.html").read_text()


def test_a_project_of_qualitative_research_comes_in_by_its_mapping(kg, built, project, tmp_path):
    file, root = tmp_path / "coded.qdpx", project()
    assert kg("export", "refi", "-o", file).exit_code == 0
    first = kg("import", "refi", file, root=root)
    assert (first.exit_code, first.stdout) == (0, "")
    assert "run this again" in first.stderr
    assert "field: stance.holder" in (root / "coded.mapping.yaml").read_text(encoding="utf-8")
    tried = kg("import", "refi", file, "--dry-run", root=root)
    assert "2 texts, of which 2 would be new in the project" in tried.stdout
    assert not (root / "sources/drafts").exists()
    second = kg("import", "refi", file, root=root)
    assert second.exit_code == 0
    assert "next: kg annotate, or kg draft --list" in second.stdout
    assert len(list((root / "sources/drafts").glob("*.yaml"))) == 2
    assert kg("check", root=root).exit_code == 0


def test_mistakes_of_a_mapping_are_findings(kg, built, project, tmp_path):
    file, root = tmp_path / "coded.qdpx", project()
    kg("export", "refi", "-o", file)
    mapping = tmp_path / "m.yaml"
    mapping.write_text("codes:\n- {code: mode/reported, field: mood, value: reported}\n", encoding="utf-8")
    result = kg("import", "refi", file, "--map", mapping, root=root)
    assert result.exit_code == 1
    assert "m.yaml:2:32: error: a claim has no field 'mood'; did you mean 'mode'?" in result.stderr


@pytest.mark.parametrize("command", ["refi", "annotations"])
def test_what_is_none_of_these_ends_in_a_line(kg, project, tmp_path, command):
    file = tmp_path / "broken"
    file.write_bytes(b"\x00\xff nothing")
    result = kg("import", command, file, root=project())
    assert result.exit_code == 1
    assert result.stderr.startswith("kg: error: broken: it is no")
    assert "Traceback" not in result.stderr
    assert kg("import", command, file, root=tmp_path.parent).exit_code in (1, 2)


def test_annotations_come_in_by_their_mapping(kg, project, tmp_path):
    root = project({"article": {"url": "https://courier.example/talks"}})
    assert kg("export", "annotations", "-o", tmp_path / "a.json", root=root).exit_code == 0
    kg("import", "annotations", tmp_path / "a.json", root=root)
    result = kg("import", "annotations", tmp_path / "a.json", root=root)
    assert result.exit_code == 0
    assert "1 text, of which 0 new in the project" in result.stdout
    # Their words are looked for, so nothing was counted that fits or does not.
    assert "places" not in result.stdout


def test_coded_texts_are_made_from_sources(kg, built, tmp_path):
    assert "name it with -o FILE.qdpx" in kg("export", "refi").stderr
    done = kg("export", "dna", "-o", tmp_path / "x.dna")
    assert "open it in DNA 3 as Admin" in done.stderr
    assert "claims of leverage" in done.stderr
    assert (
        "made from sources" in kg("export", "refi", "-o", tmp_path / "x.qdpx", "--root", built.out / "graph.nq").stderr
    )
    assert kg("export", "refi", "--losses").exit_code == 2
