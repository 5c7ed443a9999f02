"""The Python API."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import networkx as nx
import pytest
import rdflib

import kg
from kg.model.records import GraphError
from kg.network.actors import UnknownActorError
from kg.rdf.build import NotBuiltError
from kg.rdf.query import QueryError, QueryRefusedError


def test_the_api_of_the_readme(built):
    project = kg.open(built.root, built.out)
    assert isinstance(project.dataset, rdflib.Dataset)
    assert isinstance(project.network(), nx.MultiDiGraph)
    dyads = project.tension(at=date(2016, 7, 31))
    assert {dyads[0].a, dyads[0].b} == {"china", "united-states"}
    assert abs(sum(c.share for c in dyads[0].contributions) - dyads[0].tension) < 1e-12
    answer = project.query("SELECT ?d WHERE { ?d kg:denies ?c } ORDER BY ?d")
    assert answer.columns == ("d",)
    assert len(answer.rows) == 4


def test_rdflib_and_the_store_answer_alike(built):
    question = (
        "PREFIX kg: <https://w3id.org/detente/ns#> SELECT (COUNT(*) AS ?n) WHERE { ?c a kg:Claim ; kg:claimant ?who }"
    )
    ours = built.query(question).rows
    theirs = [tuple(value.toPython() for value in row) for row in built.dataset.query(question)]
    assert list(ours) == theirs


def test_values_are_those_of_python(built):
    answer = built.query(
        "SELECT ?position ?day ?n ?yes WHERE { ?s kg:stanceType kg:AlliedWith ; kg:position ?position ."
        " ?a a kg:Article ; kg:latest ?day . BIND(1 AS ?n) BIND(true AS ?yes) } ORDER BY ?day LIMIT 1"
    )
    assert answer.rows == ((Decimal("0.8"), date(2016, 2, 13), 1, True),)
    assert bool(built.query("ASK { kg:Nothing ?p ?o }")) is False
    assert built.query("CONSTRUCT WHERE { ?c kg:denies ?d }").columns == ("subject", "predicate", "object")


def test_a_graph_that_somebody_else_made_can_be_analysed(built, tmp_path):
    for name in ("graph.trig", "graph.nq"):
        other = kg.open(built.out / name)
        assert other.tension() == built.tension()
        assert other.explain("DPRK", "beijing").headline.claims == 11


def test_what_does_not_go_says_why(built, tmp_path):
    with pytest.raises(FileNotFoundError, match="no such folder"):
        kg.open(tmp_path / "missing")
    with pytest.raises(NotBuiltError, match="run `kg build` first"):
        kg.open(tmp_path).query("ASK {}")
    with pytest.raises(UnknownActorError, match="did you mean china"):
        built.explain("chian", "japan")
    with pytest.raises(ValueError, match="both count as 'china'"):
        built.explain("Xi Jinping", "PRC")
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        built.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="not SPARQL"):
        built.query("SELECT")
    text = tmp_path / "x.txt"
    text.write_text("x")
    with pytest.raises(GraphError, match="unknown kind of graph"):
        kg.open(text).tension()


def test_the_network_is_a_copy(built):
    built.network().clear()
    assert len(built.network()) > 50


def test_importing_the_package_is_cheap():
    code = "import sys, kg; print(any(m.split('.')[0] in ('rdflib', 'networkx', 'pyoxigraph') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_days_are_dates_or_texts(built):
    july = date(2016, 7, 31)
    assert built.tension(at="2016-07") == built.tension(at=july)
    assert built.tension(known_at="2016-02") == built.tension(known_at=date(2016, 2, 29))
    assert built.timeline("china", "usa", since="2016-02", until="2016-07") == built.timeline(
        "china", "usa", since=date(2016, 2, 1), until=july
    )
    assert built.compare("2016-01", "2016-07").second == july
    assert built.claims(since="2016-07") == built.claims(since=date(2016, 7, 1))
    assert built.forecasts(due_by="2016-12-31") == built.forecasts(due_by=date(2016, 12, 31))


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda p: p.tension(at="July 2016"), ValueError, "'July 2016' is no date"),
        (lambda p: p.tension(at=2016), TypeError, "2016 is no day"),
        (lambda p: p.tension(mode="denied"), ValueError, "mode is 'denied'; it can be 'reported', 'interpreted'"),
        (lambda p: p.tension(level="nation"), ValueError, "level is 'nation'; it can be 'state', 'actor'"),
        (lambda p: p.tension(parameters={"tau": 1}), TypeError, "kg.Parameters, not"),
        (lambda p: p.explain("china", 5), TypeError, "named by a text, not 5"),
        (lambda p: p.explain("china", "usa", level="x"), ValueError, "level is 'x'"),
        (lambda p: p.disputes(kind="denial"), ValueError, "kind is 'denial'; it can be 'denied'"),
        (lambda p: p.forecasts(resolution="open"), ValueError, "resolution is 'open'; it can be 'pending'"),
        (lambda p: p.timeline("china", "usa", step="day"), ValueError, "step is 'day'; it can be 'week'"),
        (lambda p: p.alignment(measure="sum"), ValueError, "measure is 'sum'"),
        (lambda p: p.claims(kind="position"), ValueError, "kind is 'position'"),
        (lambda p: p.claims(article="2016-09-none"), GraphError, "no article '2016-09-none'"),
        (lambda p: p.claims(actor="nobody"), UnknownActorError, "nobody"),
    ],
)
def test_a_wrong_value_says_at_once_what_there_is(built, ask, error, says):
    with pytest.raises(error, match=says):
        ask(built)
