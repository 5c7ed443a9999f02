"""The table by version: what is kept, in which order, and that what costs more is pointed out."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

from benchmarks import run, serving
from benchmarks.events import __main__ as events
from benchmarks.history import COLUMNS, FILE, Entry, as_table, entry, keep, read

ONE = Entry("build", "plain way", "2026-01-02", "1.0.0", "CPU s", 2.0, 8.0)


def test_the_table_that_is_kept_is_in_order_and_its_ratios_are_those_of_its_figures():
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    keys = [(row["measure"], row["against"], row["date"], row["version"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        date.fromisoformat(row["date"])
        assert (
            abs(float(row["ours"]) / float(row["alternative"]) - float(row["ratio"]))
            <= 0.001 * float(row["ratio"]) + 0.001
        )
    assert len(read()) == len(rows)


def test_a_later_run_of_the_same_day_takes_the_place_of_an_earlier_one(tmp_path):
    file = tmp_path / "history.csv"
    keep([replace(ONE, date="2026-01-03"), ONE], file)
    keep([replace(ONE, ours=3.0), replace(ONE, measure="a query")], file)
    assert file.read_text(encoding="utf-8").splitlines() == [
        "measure,against,date,version,unit,ours,alternative,ratio",
        "a query,plain way,2026-01-02,1.0.0,CPU s,2,8,0.250",
        "build,plain way,2026-01-02,1.0.0,CPU s,3,8,0.375",
        "build,plain way,2026-01-03,1.0.0,CPU s,2,8,0.250",
    ]


def test_what_costs_more_than_before_is_pointed_out():
    table = as_table([replace(ONE, date="2026-01-03", ours=2.4), ONE, replace(ONE, measure="a query")])
    query, build = table.splitlines()[2:]
    assert "COSTS MORE" in build
    assert "0.30" in build
    assert "COSTS MORE" not in query
    assert "COSTS MORE" not in as_table([replace(ONE, date="2026-01-03", ours=2.2), ONE])


def test_an_entry_is_of_the_code_that_is_here(monkeypatch):
    made = entry("build", "plain way", "CPU s", 1.0, 2.0)
    assert date.fromisoformat(made.date)
    assert made.ratio == 0.5


def test_each_benchmark_keeps_what_was_measured_beside_its_alternative():
    builds = [
        {"claims": 1000, "way": way, "shapes": shapes, "cpu_s": cpu}
        for way, cpu in (("ours", 2.0), ("plain", 8.0))
        for shapes in (True, False)
    ]
    asked = [{"claims": 1000, "query": "denials", "way": "ours", "cpu_s": 1.0}]
    late = [{"claims": 1000, "query": "denials", "way": "plain", "timeout": 600.0}]
    assert [each.measure for each in run.entries({"builds": builds, "queries": asked + late})] == [
        "build, 1,000 claims"
    ]
    rows = [{"events": 10, "job": "again", "way": way, "cpu_s": 1.0} for way in ("ours", "sql", "pandas")]
    assert [each.measure for each in events.entries([*rows, rows[0] | {"job": "import"}])] == [
        "events: again, 10 events"
    ]
    load = [
        {"server": name, "query": "denials", "connections": 8, "cpu_us": cost}
        for name, cost in ((serving.OURS, 200.0), (serving.OXIGRAPH, 100.0), (serving.CACHED, 50.0))
    ]
    (kept,) = serving.entries({"load": load})
    assert (kept.measure, kept.ratio) == ("serve: denials, 8 connections", 2.0)
