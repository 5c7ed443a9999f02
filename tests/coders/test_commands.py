"""`kg agreement`, `kg coders`, `kg check` and `kg tension --by-coder` as their users see them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from kg.cli import agreement as command_file
from kg.cli import cli
from kg.coders.fields import FIELDS


@pytest.fixture
def kg(side_by_side, monkeypatch):
    root = side_by_side()

    def run(*args, root=root):
        monkeypatch.chdir(root)
        return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_note_has_all_parts(kg, snapshot):
    result = kg("agreement", "--format", "table")
    assert result.exit_code == 0
    snapshot("agreement/note.txt", result.stdout)


def test_the_fields_that_can_be_asked_for_are_those_that_there_are():
    assert tuple(field.name for field in FIELDS) == command_file.FIELDS


def test_rows_for_programs(kg):
    found = rows(kg("agreement").stdout)
    assert [row["field"] for row in found] == [field.name for field in FIELDS]
    by_field = {row["field"]: row for row in found}
    assert by_field["kind"]["undefined"] == "no variation: every value is 'stance'"
    assert by_field["mode"]["judged"] in ("good", "tentative", "low")
    assert by_field["mode"]["no_interval"] == "the units are of fewer than 5 articles"
    assert by_field["goldstein"] | {"level": ""} == {
        "field": "goldstein", "level": "", "units": "0", "agreement": "", "alpha": "", "low": "", "high": "",
        "judged": "", "undefined": "no unit has two values", "no_interval": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("pair", ["anna – ben", "anna – cem", "ben – cem"]),
        ("article", ["second", "talks"]),
        ("month", ["2016-02", "2016-03"]),
    ],
)
def test_apart_by_pair_article_and_month(kg, by, names):
    found = rows(kg("agreement", "--by", by, "--what", "claims").stdout)
    assert [row[by] for row in found] == names
    assert {"precision", "recall", "f1", "f1_exact"} <= found[0].keys()
    fields = rows(kg("agreement", "--by", by, "--field", "type", "--field", "mode").stdout)
    assert [(row[by], row["field"]) for row in fields] == [
        (name, field) for name in names for field in ("type", "mode")
    ]
    assert names[0] in kg("agreement", "--by", by, "--format", "table").stdout


def test_differences_and_confusion_as_rows(kg):
    found = rows(kg("agreement", "--what", "differences").stdout)
    assert len({row["difference"] for row in found}) == 8
    lacking = [row for row in found if row["field"] == "claim"]
    assert {(row["coder"], row["claim"]) for row in lacking if row["difference"] == "6"} == {
        ("anna", "denial"),
        ("ben", ""),
    }
    confused = rows(kg("agreement", "--what", "confusion").stdout)
    assert {(row["field"], row["first"], row["second"]) for row in confused} >= {("type", "allied-with", "supports")}
    few = kg("agreement", "--what", "confusion", "--top", "1")
    assert len(rows(few.stdout)) == 1
    assert "1 of" in few.stderr


def test_json_has_everything(kg, snapshot):
    text = kg("agreement", "--format", "json").stdout
    snapshot("agreement/agreement.json", text)
    found = json.loads(text)
    assert found["marks"] == {
        "good": 0.8, "tentative": 0.667, "source": "Krippendorff, Content Analysis (2nd ed. 2004), p. 241",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["method", "latex", "html"])
def test_what_goes_into_a_paper(kg, snapshot, form):
    text = kg("agreement", "--format", form).stdout
    snapshot(f"agreement/{form}.txt", text)
    assert "undefined" in text


def test_files_by_their_names(kg, tmp_path):
    for name, begins in (
        ("a.html", "<!doctype html>"),
        ("a.tex", "% needs"),
        ("a.csv", "field,level"),
        ("a.json", "{"),
    ):
        result = kg("agreement", "-o", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "wrote" in result.stderr
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    kg("agreement", "--what", "claims", "--by", "pair", "--top", "2", "-o", tmp_path / "pairs.json")
    assert [row["pair"] for row in json.loads((tmp_path / "pairs.json").read_text())] == ["anna – ben", "anna – cem"]
    kg("agreement", "--top", "2", "-o", tmp_path / "fields.csv")
    assert len(rows((tmp_path / "fields.csv").read_text(encoding="utf-8"))) == 2
    kg("agreement", "--format", "html", "-o", tmp_path / "table.html")
    assert (tmp_path / "table.html").read_text(encoding="utf-8").startswith("<table")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--by", "pair", "--what", "differences"], "drop --by"),
        (["--format", "latex", "--by", "pair"], "a page and what is for a paper have all"),
        (["-o", "a.docx"], "-o FILE ends in"),
        (["--format", "table", "-o", "a.txt"], "is for the screen"),
        (["--coder", "ana"], "did you mean 'anna'?"),
        (["tolks"], "did you mean 'talks'?"),
        (["--field", "tipe"], "is not one of"),
        (["--coder", "../anna"], "there is no coder"),
    ],
)
def test_wrong_usage(kg, args, said):
    result = kg("agreement", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_where_nothing_can_be_compared(kg, tmp_path):
    result = kg("agreement", "--coder", "cem")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--adjudicated" in result.stderr
    assert kg("agreement", "--coder", "cem", "--adjudicated").exit_code == 0


def test_a_file_with_errors_is_named(kg, side_by_side):
    root = side_by_side()
    (root / "coding" / "ben" / "talks.yaml").write_text("claims: [{id: x}]\n")
    result = kg("agreement")
    assert result.exit_code == 0
    assert "coding/ben/talks.yaml has errors and is left out; run `kg check`" in result.stderr
    assert "coding/ben/talks.yaml:1:10: error: the key 'quote' is missing" in kg("check").stdout
    assert "coder-head\n\nThe head in a coder's file" in kg("check", "--rule", "coder-head").stdout


def test_hostile_words_steer_no_terminal_and_no_table(kg, side_by_side):
    root = side_by_side()
    path = root / "sources" / "articles" / "second.yaml"
    path.write_text(path.read_text().replace("title: Talks on the missiles", 'title: "\\u202e<b>\\\\input{x}"'))
    for form in ("table", "latex", "html", "method", "json"):
        text = kg("agreement", "--format", form).stdout
        assert not re.search("[\x1b\u202e]", text)
        assert "<b>" not in text


def test_coders_and_what_they_have_to_do(kg, side_by_side, tmp_path):
    root = side_by_side(coded={}, root=tmp_path / "new")
    result = kg("coders", root=root)
    assert (result.exit_code, "kg coders --draw" in result.stderr) == (1, True)
    options = ("--draw", "--coder", "anna", "--coder", "ben", "--double-coded", "0.5", "--seed", "7")
    dry = kg("coders", *options, "--dry-run", root=root)
    assert not (root / "coding").exists()
    done = kg("coders", *options, root=root)
    assert done.stdout == dry.stdout
    assert "2 articles given to coders, 1 of them to two" in done.stderr
    assert sorted(len(row["coders"].split("; ")) for row in rows(done.stdout)) == [1, 2]
    again = kg("coders", "--draw", root=root)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "every article has its coders" in again.stderr
    assert {row["coder"]: row["left"] for row in rows(kg("coders", root=root).stdout)}.keys() == {"anna", "ben"}
    by_article = rows(kg("coders", "--articles", root=root).stdout)
    assert {row["article"] for row in by_article} == {"talks", "second"}
    assert all(row["assigned"] == row["left"] for row in by_article)
    assert kg("check", root=root).exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--draw"], "name each coder with --coder"),
        (["--draw", "--coder", "../x"], "cannot name a coder"),
        (["--draw", "--coder", "adjudicated"], "cannot name a coder"),
        (["--draw", "--coder", "anna", "--double-coded", "2"], "not in the range"),
        (["--coder", "anna"], "are for --draw"),
    ],
)
def test_wrong_draws(kg, args, said):
    result = kg("coders", *args)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_plan_is_not_drawn_over(kg, side_by_side):
    root = side_by_side()
    (root / "coding" / "plan.yaml").write_text("coders: [anna, ben]\n")
    assert "change coders, share and seed in it" in kg("coders", "--draw", "--coder", "anna").stderr
    (root / "coding" / "plan.yaml").write_text("coders: [")
    result = kg("coders", "--draw")
    assert (result.exit_code, "has errors" in result.stderr) == (1, True)


def test_tension_by_coder(kg):
    kg("build")
    found = rows(kg("tension", "--by-coder").stdout)
    assert {row["coder"] for row in found} == {"anna", "ben", "cem"}
    assert {row["turns"] for row in found} == {"false"}
    ben = next(row for row in found if (row["coder"], row["a"], row["b"]) == ("ben", "japan", "united-states"))
    assert float(ben["tension"]) < float(ben["settled_tension"])
    note = kg("tension", "--by-coder", "--format", "table").stdout
    assert "The ranking if one coder had coded alone, 20 March 2016" in note
    assert "Over all coders" in note
    assert json.loads(kg("tension", "--by-coder", "--format", "json").stdout)["coders"][0]["coder"] == "anna"
    assert kg("tension", "--by-coder", "--by", "hostile").exit_code == 2


def test_tension_by_coder_where_nobody_codes(kg, side_by_side, tmp_path):
    root = side_by_side(coded={}, root=tmp_path / "bare")
    kg("build", root=root)
    result = kg("tension", "--by-coder", root=root)
    assert (result.exit_code, "nobody has coded here" in result.stderr) == (2, True)


def test_renaming_says_that_coders_name_it_too(kg, side_by_side, tmp_path):
    root = side_by_side()
    before = (root / "coding" / "anna" / "talks.yaml").read_bytes()
    result = kg("rename", "china", "prc")
    assert result.exit_code == 0
    assert (
        "coders name it too, in files that stay as they are: coding/anna/second.yaml, coding/anna/talks.yaml"
        in result.stderr
    )
    assert (root / "coding" / "anna" / "talks.yaml").read_bytes() == before
    bare = side_by_side(coded={}, root=tmp_path / "bare")
    assert "coders name it" not in kg("rename", "china", "prc", root=bare).stderr
