"""Every command as its user sees it: what it prints, where, and with which status."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_examples(kg, command):
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert "\\b" not in result.stdout
    assert f"\n    kg {command}" in result.stdout or f'\n    eval "$(kg {command}' in result.stdout
    assert f"kg {command}" in result.stdout
    summary = result.stdout.split("\n\n")[1]
    assert summary.strip()


def test_an_unknown_command_is_wrong_usage_with_the_nearest_name(kg):
    result = kg("tensoin")
    assert result.exit_code == 2
    assert "Did you mean 'tension'?" in result.stderr


def test_build_says_what_it_made_and_where(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    result = kg("build", root=tmp_path)
    assert result.exit_code == 0, result.stderr
    assert "2 articles · 85 claims" in result.stdout
    for name in ("out/index.html", "out/tension.csv", "out/network.graphml", "out/graph.nq"):
        assert name in result.stdout
        assert (tmp_path / name).is_file()


def test_build_with_findings_prints_them_and_ends_with_1(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    (tmp_path / "sources/issues.yaml").write_text("thaad: [1\n")
    result = kg("build", root=tmp_path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "sources/issues.yaml:2:1: error: not YAML" in result.stderr
    assert not (tmp_path / "out").exists()


def test_check_in_its_three_forms(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    file = tmp_path / "sources/actors.yaml"
    file.write_text(file.read_text().replace("kind: state\n  label: Japan", "kind: stat\n  label: Japan"))
    line = file.read_text()[: file.read_text().index("kind: stat\n")].count("\n") + 1
    text = kg("check", root=tmp_path)
    assert text.exit_code == 1
    assert f"sources/actors.yaml:{line}:9: error: 'kind' is 'stat'; expected" in text.stdout
    found = json.loads(kg("check", "--format", "json", root=tmp_path).stdout)
    assert {"file": "sources/actors.yaml", "line": line, "column": 9} == {
        k: found[0][k] for k in ("file", "line", "column")
    }
    assert kg("check", "--format", "github", root=tmp_path).stdout.startswith(
        f"::error file=sources/actors.yaml,line={line},col=9,"
    )


def test_check_of_sound_sources_is_silent(kg):
    result = kg("check", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "85 claims, 0 errors, 0 warnings" in result.stderr


def test_check_documents_its_rules(kg):
    result = kg("check", "--rule", "forecast-interval")
    assert "no-interval" in result.stdout
    assert "Bad:" in result.stdout
    assert kg("check", "--rule", "forecast").exit_code == 2
    assert "no tags" in kg("check", "--rule", "yaml-tag").stdout
    assert "shapes.ttl" in kg("check", "--rule", "shape").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("claims", "--actor", ""), ("query", "--name", ""), ("query", "hello"), ("tension", "--half-life", "nan"),
        ("tension", "--half-life", "inf"), ("query", "ASK {}", "--timeout", "inf"), ("export", "csv", "-o", ""),
        ("build", "--out", "sources"), ("build", "--out", "."), ("check", "--rule", ""),
    ],
)  # fmt: skip
def test_nonsense_is_wrong_usage(kg, words):
    result = kg(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_an_export_to_a_dash_goes_to_standard_output(kg):
    assert kg("export", "csv", "-o", "-").stdout == kg("export", "csv").stdout


def test_a_build_does_not_overwrite_what_others_made(kg, built, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    assert kg("build", "--out", tmp_path).exit_code == 2
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_damaged_manifest_names_the_fix(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    (tmp_path / "p/out/build.json").write_text("{")
    result = kg("tension", root=tmp_path / "p")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "run `kg build` again" in result.stderr


@pytest.mark.parametrize("width", [40, 80, 140, 200])
def test_tables_keep_words_whole_at_any_width(kg, monkeypatch, width):
    monkeypatch.setattr("kg.cli.printing.PIPED_WIDTH", width)
    for words in (("tension",), ("claims", "--contested"), ("actors",), ("articles",)):
        shown = kg(*words, "--format", "table").stdout
        assert max(map(len, shown.splitlines())) <= max(width, 52)
        assert "china" in shown


def test_tension_in_every_format(kg):
    found = rows(kg("tension", "--format", "csv").stdout)
    assert (found[0]["a"], found[0]["b"]) == ("china", "united-states")
    assert [float(r["tension"]) for r in found] == sorted((float(r["tension"]) for r in found), reverse=True)
    assert kg("tension").stdout == kg("tension", "--format", "csv").stdout
    assert len(json.loads(kg("tension", "--format", "json").stdout)) == len(found)
    table = kg("tension", "--format", "table").stdout
    assert "china" in table
    assert "united-states" in table


def test_tension_options_change_what_they_say(kg):
    assert kg("tension", "--at", "2015-01-01").exit_code == 1
    early = rows(kg("tension", "--at", "2016-02-13").stdout)
    assert all(r["at"] == "2016-02-13" for r in early)
    assert {"japan"} & {r["b"] for r in rows(kg("tension", "--track", "forecast").stdout)} or {
        r["a"] for r in rows(kg("tension", "--track", "forecast").stdout)
    } & {"japan"}
    actors = {name for r in rows(kg("tension", "--level", "actor").stdout) for name in (r["a"], r["b"])}
    assert "ri-su-yong" in actors
    short = rows(kg("tension", "--half-life", "10").stdout)
    assert float(short[0]["mass"]) < float(rows(kg("tension").stdout)[0]["mass"])
    assert kg("tension", "--half-life", "0").exit_code == 2
    assert kg("tension", "--at", "yesterday").exit_code == 2


def test_explain_takes_any_name_and_order(kg):
    notes = {
        kg("explain", *names).stdout for names in (("china", "north korea"), ("PRK", "chn"), ("pyongyang", "Beijing"))
    }
    assert len(notes) == 1
    note = notes.pop()
    assert "China – North Korea, 31 July 2016" in note
    assert "“it has increased sanctions on North Korea”" in note


def test_explain_refuses_who_is_unknown_or_the_same(kg):
    result = kg("explain", "chian", "japan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "unknown actor 'chian'; did you mean china" in result.stderr
    assert kg("explain", "Xi Jinping", "china").exit_code == 2
    assert kg("explain", "japan", "yonhap").exit_code == 1


def test_explain_for_programs(kg):
    shares = [
        float(r["share"])
        for r in rows(kg("explain", "china", "usa", "--format", "csv").stdout)
        if r["track"] == "reported"
    ]
    whole = json.loads(kg("explain", "china", "usa", "--format", "json").stdout)
    assert sum(shares) == pytest.approx(whole["tension"], abs=1e-5)
    assert whole["disputes"]


def test_claims_with_filters(kg):
    everything = rows(kg("claims").stdout)
    assert len(everything) == 85
    gause = rows(kg("claims", "--claimant", "ken gause").stdout)
    assert {r["claimants"] for r in gause} == {"ken-gause"}
    forecasts = rows(kg("claims", "--mode", "forecast", "--actor", "china", "--kind", "stance").stdout)
    assert {r["mode"] for r in forecasts} == {"forecast"}
    assert {r["kind"] for r in forecasts} == {"stance"}
    american = rows(kg("claims", "--claimant", "united states").stdout)
    assert {r["claimants"] for r in american} == {"samantha-power"}
    denials = rows(kg("claims", "--denied").stdout)
    assert all(r["polarity"] == "denied" for r in denials)
    contested = {r["claim"] for r in rows(kg("claims", "--contested").stdout)}
    assert {r["claim"] for r in denials if r["denies"]} < contested
    first = rows(kg("claims", "--until", "2016-03-01").stdout)
    assert {r["article"] for r in first} == {"2016-02-china-topix-thaad-talks"}
    assert kg("claims", "--since", "2017-01-01").exit_code == 1
    assert kg("claims", "--actor", "atlantis").exit_code == 2
    assert kg("claims", "--article", "none").exit_code == 2


def test_actors_and_articles(kg):
    people = rows(kg("actors", "--kind", "person").stdout)
    assert {"xi-jinping", "ken-gause"} <= {r["actor"] for r in people}
    china = next(r for r in rows(kg("actors").stdout) if r["actor"] == "china")
    assert int(china["claims"]) > 30
    articles = rows(kg("articles").stdout)
    assert [r["reliability"] for r in articles] == ["C3", "B2"]
    assert sum(int(r["claims"]) for r in articles) == 85
    assert len(rows(kg("articles", "--since", "2016-03-01").stdout)) == 1


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


@pytest.mark.parametrize("name", ["graphml", "csv", "json", "turtle", "trig", "nquads", "jsonld"])
def test_export_to_standard_output_and_to_a_file(kg, name, tmp_path):
    printed = kg("export", name)
    assert printed.exit_code == 0
    assert len(printed.stdout_bytes) > 10_000
    file = tmp_path / "out.file"
    assert kg("export", name, "-o", file).exit_code == 0
    assert file.read_bytes() == printed.stdout_bytes
    assert [p.name for p in tmp_path.iterdir()] == ["out.file"]


def test_exports_are_what_was_built(kg, built):
    assert kg("export", "nquads").stdout_bytes == (built.out / "graph.nq").read_bytes()
    assert kg("export", "graphml").stdout_bytes == (built.out / "network.graphml").read_bytes()
    assert kg("export", "csv").stdout_bytes == (built.out / "claims.csv").read_bytes()
    quads = set(ox.parse((built.out / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    assert {q.triple for q in quads} == {
        q.triple for q in ox.parse(kg("export", "turtle").stdout_bytes, format=ox.RdfFormat.TURTLE)
    }
    assert quads == set(ox.parse(kg("export", "jsonld").stdout_bytes, format=ox.RdfFormat.JSON_LD))


def test_export_to_where_nothing_can_be_written(kg, tmp_path):
    result = kg("export", "csv", "-o", tmp_path / "no" / "where.csv")
    assert result.exit_code == 1
    assert "no such file or directory" in result.stderr


def test_view_prints_where_the_page_is(kg, built, tmp_path):
    assert kg("view", "--print").stdout.strip() == str(built.out / "index.html")
    result = kg("view", root=tmp_path)
    assert result.exit_code == 1
    assert "run `kg build` first" in result.stderr


def test_commands_before_the_first_build_name_the_fix(kg, tmp_path):
    for command in (("tension",), ("query", "ASK {}"), ("actors",), ("export", "csv"), ("explain", "a", "b")):
        result = kg(*command, root=tmp_path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "run `kg build` first" in result.stderr


def test_sources_newer_than_the_build_are_pointed_out(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    assert kg("articles", root=tmp_path / "p").stderr == ""
    with (tmp_path / "p/sources/issues.yaml").open("a") as file:
        file.write("# a word more\n")
    assert "the sources have changed since the last build" in kg("articles", root=tmp_path / "p").stderr


def test_a_damaged_store_names_the_fix(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    for file in (tmp_path / "p/out/store").iterdir():
        file.write_bytes(b"rubbish")
    result = kg("tension", root=tmp_path / "p")
    assert result.exit_code == 1
    assert "run `kg build` again" in result.stderr


def test_init_makes_a_project_that_builds_at_once(kg, tmp_path):
    folder = tmp_path / "new"
    assert kg("init", folder, root=tmp_path).exit_code == 0
    assert kg("check", "--strict", root=folder).exit_code == 0
    assert kg("build", root=folder).exit_code == 0
    note = kg("explain", "norland", "sudmark", root=folder)
    assert note.exit_code == 0
    assert "DENIED" in note.stdout or "denied by" in note.stdout
    again = kg("init", folder, root=tmp_path)
    assert again.exit_code == 2
    assert "is not empty" in again.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(kg, shell):
    assert "_KG_COMPLETE" in kg("completion", shell).stdout


def test_the_real_executable(tmp_path):
    executable = Path(sys.executable).parent / "kg"
    done = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kg, version")
    done = subprocess.run([executable, "tension", "--root", tmp_path / "none"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_output_is_utf8_in_any_locale(built):
    done = subprocess.run(
        [sys.executable, "-m", "kg", "explain", "china", "usa", "--root", built.root],
        capture_output=True, env={"LC_ALL": "C", "PATH": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=True,
    )  # fmt: skip
    assert "Niklas Swanström" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_accident(built):
    done = subprocess.run(
        f"{sys.executable} -m kg export nquads --root {built.root} | head -1",
        shell=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
