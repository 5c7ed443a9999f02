"""What the analyses found, as files."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.network.network import network_of
from kg.questions.document import to_json
from kg.questions.report import report
from kg.questions.report_tables import report_tables, summary
from kg.questions.tables import to_csv

ANALYSES = {
    "tension", "leverage", "disputes", "forecasts", "timeline", "comparison", "balance", "alignment", "sensitivity",
}  # fmt: skip


@pytest.fixture(scope="module")
def web(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(web):
    return report(web)


def test_every_table_is_rectangular_and_names_its_claims_or_actors(web, found):
    for name, table in report_tables(web, found).items():
        rows = list(csv.DictReader(io.StringIO(to_csv(table))))
        assert rows, name
        assert all(None not in row and None not in row.values() for row in rows), name
        assert {"a", "wielder", "claim", "claimant", "actor"} & rows[0].keys(), name


def test_claims_that_tables_name_exist(web, found):
    known = set(web.claims)
    tables = report_tables(web, found)
    for name, column in (
        ("leverage.csv", "claim"), ("disputes.csv", "claim"), ("forecasts.csv", "claim"), ("timeline.csv", "arrived"),
        ("comparison.csv", "causes"), ("alignment.csv", "claims"), ("triads.csv", "claims"),
    ):  # fmt: skip
        rows = csv.DictReader(io.StringIO(to_csv(tables[name])))
        assert {key for row in rows for key in filter(None, row[column].split("; "))} <= known, name


def test_the_summary_has_every_analysis_and_agrees_with_the_tables(web, found):
    read = json.loads(to_json(summary(found)))
    assert set(read) == ANALYSES
    tables = report_tables(web, found)
    assert read["tension"]["dyads"] == len(tables["tension.csv"].rows)
    assert read["timeline"]["points"] == len(tables["timeline.csv"].rows)
    assert read["balance"]["triads"] == len(tables["triads.csv"].rows)
    assert read["alignment"]["pairs"] == len(tables["alignment.csv"].rows)
    assert sum(read["disputes"].values()) == len({row[0] for row in tables["disputes.csv"].rows})
    assert "rests on" in read["sensitivity"]["conclusion"]
