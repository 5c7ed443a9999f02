"""The benchmark compares like with like: sound projects, and a plain way that comes to the same results."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.generate import generate
from benchmarks.measuring import CHECKOUT, Cost, FailedError, run, stage_seconds, typical
from benchmarks.plain.graph import dataset_of
from benchmarks.plain.sources import SourceError, read
from benchmarks.plain.tension import tensions as plain_tensions
from benchmarks.report import as_table
from kg.network.network import network_of
from kg.pipeline import check
from kg.questions.dyads import tensions
from kg.rdf.read import records

CLAIMS = 150
XSD_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
ONTOLOGY = "https://w3id.org/detente/id/graph/ontology"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return generate(tmp_path_factory.mktemp("generated"), CLAIMS, seed=7)


@pytest.fixture(scope="module")
def checked(project):
    return check(project)


@pytest.fixture(scope="module")
def dataset(project):
    return dataset_of(read(project))


def ours_as_terms(quads):
    return {(q.subject.value, q.predicate.value, *value_of(q.object), q.graph_name.value) for q in quads}


def value_of(term):
    """Its text, data type and language; a decimal by its number, since the engines write it differently."""
    if isinstance(term, ox.NamedNode):
        return term.value, "", ""
    datatype = term.datatype.value
    text = Decimal(term.value) if datatype == XSD_DECIMAL else term.value
    return text, datatype, term.language or ""


def plain_as_terms(dataset):
    lines = dataset.serialize(format="nquads", encoding="utf-8")
    return {t for t in ours_as_terms(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) if t[-1] != ONTOLOGY}


def files(root):
    return {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_generated_project_has_no_findings(checked):
    assert checked.findings == ()
    assert len(checked.corpus.claims) == CLAIMS


@pytest.mark.parametrize(("claims", "seed", "focus"), [(100, 2, 0.0), (120, 3, 0.0), (120, 5, 0.5), (1_000, 1, 0.0)])
def test_no_generated_article_seems_to_repeat_another(tmp_path, claims, seed, focus):
    assert check(generate(tmp_path, claims, seed, focus=focus)).findings == ()


def test_a_generated_project_has_all_kinds_of_claims(checked):
    claims = checked.corpus.claims
    assert {claim.content.kind for claim in claims} == {"stance", "event", "leverage"}
    assert {claim.mode for claim in claims} == {"reported", "interpreted", "forecast", "conditional"}
    assert {claim.polarity for claim in claims} == {"affirmed", "denied"}
    assert any(claim.denies and not claim.denies.startswith(claim.article) for claim in claims)
    assert any(hedge.lower is not None for claim in claims for hedge in claim.hedges)
    assert any("\n" in claim.passages[0].exact for claim in claims)
    assert any(claim.resolved_by for claim in claims)
    assert any(article.furniture for article in checked.corpus.articles.values())


def test_the_same_seed_gives_the_same_files(project, tmp_path):
    assert files(generate(tmp_path / "same", CLAIMS, seed=7)) == files(project)
    assert files(generate(tmp_path / "other", CLAIMS, seed=4)) != files(project)


def test_the_plain_way_says_the_same_of_a_generated_project(checked, dataset):
    assert plain_as_terms(dataset) == ours_as_terms(checked.quads)


def test_the_plain_way_says_the_same_of_the_shipped_sources():
    assert plain_as_terms(dataset_of(read(CHECKOUT))) == ours_as_terms(check(CHECKOUT).quads)


@pytest.mark.parametrize("generated", [True, False])
def test_the_plain_way_comes_to_the_same_tensions(checked, dataset, generated):
    found, said = (checked, dataset) if generated else (check(CHECKOUT), dataset_of(read(CHECKOUT)))
    network = network_of(records(found.quads, found.vocabulary), found.vocabulary)
    ours = {(dyad.a, dyad.b): dyad for dyad in tensions(network)}
    plain = plain_tensions(said)
    assert list(plain) == list(ours)
    for pair, row in plain.items():
        assert row.pop("at") == ours[pair].at.isoformat()
        assert row == pytest.approx({name: getattr(ours[pair], name) for name in row}, abs=1e-9)


def test_the_plain_way_refuses_a_quote_that_is_not_there(tmp_path):
    root = generate(tmp_path, 40)
    text = next((root / "sources" / "articles").glob("*.txt"))
    text.write_text(text.read_text(encoding="utf-8").replace("paragraph 7 ", "paragraph seven "), encoding="utf-8")
    with pytest.raises(SourceError, match="stands in the text 0 times"):
        dataset_of(read(root))


def test_the_plain_way_writes_its_files_and_answers(project, tmp_path):
    plain = [sys.executable, "-m", "benchmarks.plain"]
    stages = run([*plain, "build", str(project), str(tmp_path), "--stages"])
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {
        "graph.nq", "graph.trig", "ontology.ttl", "network.graphml", "index.html", "tension.csv", "claims.csv",
    }  # fmt: skip
    assert list(stage_seconds([stages])) == [
        "start-up", "reading", "building the dataset", "validating shapes", "computing", "writing the dataset",
        "writing tables and pages", "exit",
    ]  # fmt: skip
    query = CHECKOUT / "ontology" / "queries" / "denials.rq"
    answer = run([*plain, "query", str(tmp_path / "graph.nq"), str(query)]).output
    assert answer.count(b"\n") >= 2


def test_a_command_that_fails_is_an_error():
    with pytest.raises(FailedError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_command_that_takes_too_long_is_ended():
    with pytest.raises(TimeoutError):
        run([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.2)


def test_the_median_of_costs():
    assert typical([Cost(3, 2, 9), Cost(1, 5, 7), Cost(2, 3, 8)]) == Cost(2, 3, 8)


def figures(size, way, shapes, cpu):
    stages = {"start-up": 0.5, "reading": cpu - 0.5}
    return {
        "claims": size, "way": way, "shapes": shapes, "wall_s": cpu, "cpu_s": cpu, "peak_mb": 100.0, "out_mb": 1.0,
        "stages": stages,
    }  # fmt: skip


def test_the_report_tells_ratios_growth_and_aims():
    cpu = {"ours": {100: 1.0, 1_000: 1.5, 10_000: 10.9}, "plain": {100: 2.0, 1_000: 8.0, 10_000: 68.0}}
    builds = [
        figures(size, way, shapes, cpu[way][size]) for way in cpu for size in cpu[way] for shapes in (True, False)
    ]
    asked = {"claims": 10_000, "query": "denials", "cpu_s": 0.2, "wall_s": 0.2, "peak_mb": 90.0, "rows": 7}
    queries = [{**asked, "way": "ours"}, {"claims": 10_000, "query": "denials", "way": "plain", "timeout": 600.0}]
    machine = {"system": "Linux", "cores": 2, "python": "3.11"}
    text = as_table({"machine": machine, "runs": 3, "builds": builds, "queries": queries})
    assert "| 10,000 | yes    | CPU s   | 10.90 | 68.00 | 6.2" in text
    assert "10,000 claims build in under 1/5 of the plain way's CPU time: 0.16, met" in text
    assert "cost grows linearly: exponent 1.02, met" in text
    assert "> 600" in text


def test_the_command_explains_itself():
    command = [sys.executable, "-m", "benchmarks.run", "--help"]
    found = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "--quick" in found.stdout
    assert Path(CHECKOUT, "benchmarks", "README.md").is_file()
