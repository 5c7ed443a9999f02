"""`kg timeline` and `kg compare` as their users see them."""

from __future__ import annotations

import builtins
import json

import pytest


def test_a_timeline_in_every_format(kg, rows):
    note = kg("timeline", "china", "usa", "--format", "table")
    assert note.exit_code == 0
    assert "China – United States, 7 February to 31 July 2016" in note.stdout
    found = rows(kg("timeline", "usa", "beijing").stdout)
    assert [row["day"] for row in found][:2] == ["2016-02-07", "2016-02-13"]
    assert float(found[-1]["tension"]) == float(rows(kg("tension").stdout)[0]["tension"])
    whole = json.loads(kg("timeline", "china", "usa", "--format", "json").stdout)
    assert len(whole["points"]) == len(found)


def test_steps_and_days_are_those_asked_for(kg, rows):
    def days(*words):
        return [row["day"] for row in rows(kg("timeline", "china", "usa", *words).stdout)]

    assert days("--step", "none") == ["2016-02-07", "2016-02-13", "2016-07-31"]
    assert days("--since", "2016-06", "--until", "2016-06", "--step", "none") == ["2016-06-01", "2016-06-30"]
    assert len(days("--step", "week")) > len(days())
    assert days("--as-known")[0] == "2016-02-13"
    assert days("--known-at", "2016-03-01")[-1] == "2016-02-13"


@pytest.mark.parametrize("name", ["line.png", "line.svg", "line.PDF"])
def test_a_plot_is_written_whole(kg, tmp_path, name):
    result = kg("timeline", "china", "usa", "--plot", tmp_path / name, "--format", "csv")
    assert result.exit_code == 0
    assert f"wrote {tmp_path / name}" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert result.stdout.startswith("a,b,day,")


def test_without_matplotlib_the_fix_is_named(kg, tmp_path, monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name.startswith("matplotlib"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    result = kg("timeline", "china", "usa", "--plot", tmp_path / "line.svg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'detente[plot]'" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("china", "chian"), "did you mean china"),
        (("china", "Xi Jinping"), "both count as 'china'"),
        (("china", "usa", "--plot", "line.gif"), "ends in none of .png, .svg, .pdf"),
        (("china", "usa", "--since", "2017", "--until", "2016"), "give an earlier first day"),
        (("china", "usa", "--since", "0001", "--step", "week"), "choose a longer step than 'week'"),
    ],
)
def test_mistakes_name_the_fix(kg, words, message):
    result = kg("timeline", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_nothing_between_two_is_status_1(kg):
    result = kg("timeline", "japan", "yonhap", "--format", "table")
    assert result.exit_code == 1
    assert "nothing bears on these two in that time" in result.stderr


def test_two_days_in_every_format(kg, rows):
    note = kg("compare", "2016-02-13", "2016-07-31", "--format", "table")
    assert note.exit_code == 0
    assert "13 February 2016 and 31 July 2016 compared" in note.stdout
    found = rows(kg("compare", "2016-02-13", "2016-07-31").stdout)
    assert (found[0]["a"], found[0]["b"]) == ("north-korea", "un-security-council")
    assert len(json.loads(kg("compare", "2016-02", "2016-07", "--format", "json").stdout)["shifts"]) == 7
    known = rows(kg("compare", "2016-02-13", "2016-07-31", "--as-known").stdout)
    assert {row["a"] for row in known}


def test_days_in_the_wrong_order_name_the_right_one(kg):
    result = kg("compare", "2016-07-31", "2016-02-13")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "kg compare 2016-02-13 2016-07-31" in result.stderr
    assert kg("compare", "yesterday", "2016").exit_code == 2
    assert kg("compare", "2014", "2015").exit_code == 1
