"""What `kg export` says of the formats of other tools, and where it writes several files."""

from __future__ import annotations

import json
import zipfile

import pytest

from kg.exports.formats import FORMATS

SINGLE = [name for name, format_ in FORMATS.items() if format_.text]


@pytest.mark.parametrize("name", SINGLE)
def test_every_format_goes_to_standard_output_with_its_losses_apart(kg, name):
    result = kg("export", name)
    assert result.exit_code == 0
    assert result.stdout_bytes.endswith(b"\n")
    assert len(result.stderr.splitlines()) <= 1
    assert result.stderr == "" or result.stderr.startswith(f"kg: {name}: ")


def test_help_lists_every_format(kg):
    shown = kg("export", "--help").stdout
    assert all(f"  {name} " in shown for name in FORMATS)


def test_losses_are_named_in_one_line(kg):
    (line,) = kg("export", "gexf").stderr.splitlines()
    assert "leaves out" in line
    assert "curators' notes" in line
    assert "`kg export gexf --losses` lists all" in line


def test_losses_as_a_table_and_as_json(kg, rows):
    listed = json.loads(kg("export", "stix", "--losses", "--format", "json").stdout)
    assert {"format", "what", "count", "how", "in_words"} == listed[0].keys()
    assert rows(kg("export", "stix", "--losses").stdout)[0]["what"] == listed[0]["what"]
    assert "in words" in kg("export", "stix", "--losses", "--format", "table").stdout


@pytest.mark.parametrize("name", ["json", "trig"])
def test_what_loses_nothing_says_so(kg, name):
    result = kg("export", name, "--losses", "--format", "json")
    assert (result.exit_code, [loss["what"] for loss in json.loads(result.stdout)]) == (0, [])
    assert "leaves nothing out" in result.stderr
    assert kg("export", "trig").stderr == ""


def test_turtle_says_how_many_graphs_it_gives_up(kg):
    assert "graphs that say whence a triple is" in kg("export", "turtle").stderr


def test_tables_into_a_folder_and_an_archive(kg, tmp_path):
    assert kg("export", "csv", "-o", f"{tmp_path}/new/").exit_code == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert files.keys() == {"nodes.csv", "edges.csv", "claims.csv"}
    assert files["claims.csv"] == kg("export", "csv").stdout_bytes
    assert kg("export", "csv", "-o", tmp_path / "all.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_a_folder_keeps_what_else_is_in_it(kg, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert kg("export", "neo4j", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (tmp_path / "import.sh").is_file()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("neo4j",), "give -o FOLDER/ or -o FILE.zip"),
        (("neo4j", "-o", "-"), "give -o FOLDER/ or -o FILE.zip"),
        (("neo4j", "-o", "one.csv"), "give -o FOLDER/ or -o FILE.zip"),
        (("gexf", "-o", "somewhere/"), "gexf is one file"),
        (("gexf", "--format", "json"), "--format is for --losses"),
        (("gefx",), "'gefx' is not one of"),
        (("gexf", "-o", ""), "is empty"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(kg, arguments, says):
    result = kg("export", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_folder_that_cannot_be_made(kg, tmp_path):
    (tmp_path / "taken").write_text("a file")
    result = kg("export", "csv", "-o", f"{tmp_path}/taken/")
    assert result.exit_code == 1
    assert "taken" in result.stderr
