"""What `kg query` answers, refuses and ends."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pyoxigraph as ox
import pytest

from kg.rdf.query import RESULT_FORMATS


def test_query_in_the_standard_formats(kg):
    select = "SELECT ?c WHERE { ?c a kg:Claim } ORDER BY ?c LIMIT 2"
    assert kg("query", select, "--format", "csv").stdout.splitlines()[0] == "c"
    assert kg("query", select, "--format", "tsv").stdout.splitlines()[0] == "?c"
    assert len(json.loads(kg("query", select, "--format", "json").stdout)["results"]["bindings"]) == 2
    assert 'xmlns="http://www.w3.org/2005/sparql-results#"' in kg("query", select, "--format", "xml").stdout
    assert "gause-" not in kg("query", select, "--format", "table").stdout
    construct = "CONSTRUCT WHERE { ?c kg:denies ?d }"
    triples = list(ox.parse(kg("query", construct).stdout_bytes, format=ox.RdfFormat.TURTLE))
    assert len(triples) == 4
    for name, form in (
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("rdfxml", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ):
        assert len(list(ox.parse(kg("query", construct, "--format", name).stdout_bytes, format=form))) == 4
    assert json.loads(kg("query", "ASK { ?c kg:denies ?d }", "--format", "json").stdout)["boolean"] is True
    assert kg("query", "ASK { ?c kg:denies ?d }", "--format", "table").stdout == "true\n"
    assert "skos:prefLabel" in kg("query", "DESCRIBE actor:china").stdout


def test_query_from_a_file_standard_input_or_by_name(kg, tmp_path):
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?c WHERE { ?c kg:denies ?d }")
    assert kg("query", "--file", file).stdout == kg("query", "--file", "-", input=file.read_text()).stdout
    assert "denials" in kg("query", "--list").stdout
    assert "vigorously denied" in kg("query", "--name", "denials").stdout
    assert kg("query", "--name", "denials", "--show").stdout.startswith("#")
    unknown = kg("query", "--name", "denial")
    assert unknown.exit_code == 2
    assert "did you mean 'denials'?" in unknown.stderr


def test_query_mistakes(kg):
    assert kg("query").exit_code == 2
    assert kg("query", "ASK {}", "--name", "denials").exit_code == 2
    bad = kg("query", "SELECT ?x WHERE { ?x")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "not SPARQL" in bad.stderr
    assert kg("query", "SELECT ?x { ?x kg:nothing ?y }").exit_code == 1
    assert "cannot be written as turtle" in kg("query", "SELECT * { ?s ?p ?o }", "--format", "turtle").stderr
    refused = kg("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert refused.exit_code == 2
    assert "SERVICE asks another server" in refused.stderr


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld"])
def test_nothing_matched_in_every_format(kg, name):
    form = "SELECT ?x" if name in RESULT_FORMATS else "CONSTRUCT"
    for pattern, status in (("{ ?x kg:nothing ?y }", 1), ("{ ?x kg:denies ?y }", 0)):
        given = pattern if form != "CONSTRUCT" else f"WHERE {pattern}"
        done = kg("query", f"{form} {given}", "--format", name)
        assert (done.exit_code, "nothing matched" in done.stderr) == (status, status == 1), pattern


def test_the_time_limit_ends_with_the_query(kg):
    """Nothing is left behind that would end the process later."""
    before = set(threading.enumerate())
    assert kg("query", "ASK {}", "--timeout", "0.2").exit_code == 0
    for thread in set(threading.enumerate()) - before:
        thread.join(1)
    assert set(threading.enumerate()) <= before


def test_a_query_that_takes_too_long_is_ended(built):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", endless, "--timeout", "0.5", "--root", built.root],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no answer within 0.5 seconds" in done.stderr
