"""The whole journey: what it writes, that it is the same each time, and that it fails whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from kg.model.vocabulary import ANALYSIS_GRAPH, KG, ONTOLOGY_GRAPH
from kg.pipeline import build, check
from tests.checkout import ARTICLES

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "graph.nq", "graph.trig", "ontology.ttl", "network.graphml", "index.html", "tension.csv", "claims.csv",
    "codebook.html", "build.json", "schema/actors.json", "schema/issues.json", "schema/events.json",
    "schema/article.json",
}  # fmt: skip


def project_copy(target: Path) -> Path:
    shutil.copytree(ARTICLES / "sources", target / "sources")
    return target


def hashes(out: Path) -> dict[str, str]:
    found = (p for p in sorted(out.rglob("*")) if p.is_file() and "store" not in p.relative_to(out).parts)
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def test_the_shipped_sources_have_no_findings(shipped):
    assert shipped.findings == ()


def test_a_build_writes_the_files_of_the_contract(built):
    assert FILES <= set(hashes(built.out))
    assert (built.out / "store").is_dir()


def test_the_manifest_counts_and_hashes_what_was_built(built):
    manifest = json.loads((built.out / "build.json").read_text())
    assert manifest["counts"]["claims"] == len(built.corpus.claims)
    assert manifest["counts"]["quads"] == (built.out / "graph.nq").read_bytes().count(b"\n")
    made = hashes(built.out)
    assert manifest["dataset"] == made["graph.nq"]
    assert manifest["outputs"] == {name: digest for name, digest in made.items() if name != "build.json"}
    assert manifest["as_of"] == "2016-07-31"
    assert set(manifest["inputs"]) >= {"sources/actors.yaml", "sources/articles/2016-07-isdp-thaad-thawing.txt"}


def test_the_dataset_is_canonical_has_no_blank_nodes_and_each_triple_once(built):
    content = (built.out / "graph.nq").read_bytes()
    quads = list(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert len({quad.triple for quad in quads}) == len(quads)
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    assert content == b"".join(sorted(lines))


def test_trig_and_n_quads_hold_the_same_dataset(built):
    trig = set(ox.parse((built.out / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    assert trig == set(ox.parse((built.out / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))


def test_rdflib_reads_the_dataset_too(built):
    dataset = rdflib.Dataset()
    dataset.parse(data=(built.out / "graph.trig").read_text(encoding="utf-8"), format="trig")
    graphs = {str(graph.identifier) for graph in dataset.graphs()}
    assert {ONTOLOGY_GRAPH, ANALYSIS_GRAPH} <= graphs
    shares = {}
    analysis = dataset.graph(rdflib.URIRef(ANALYSIS_GRAPH))
    for dyad in analysis.subjects(rdflib.RDF.type, rdflib.URIRef(KG + "DyadTension")):
        parts = [
            analysis.value(c, rdflib.URIRef(KG + "share"))
            for c in analysis.objects(dyad, rdflib.URIRef(KG + "contribution"))
        ]
        shares[dyad] = sum(float(part) for part in parts) - float(analysis.value(dyad, rdflib.URIRef(KG + "tension")))
    assert len(shares) == 7
    assert all(abs(rest) < 1e-10 for rest in shares.values())


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_same_sources_give_the_same_bytes_anywhere(built, tmp_path, environment):
    """Another hash seed, locale, time zone and directory, and the files written in another order."""
    root = tmp_path / "elsewhere é"
    for file in sorted((ARTICLES / "sources").rglob("*"), reverse=True):
        if file.is_file():
            target = root / file.relative_to(ARTICLES)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ"))} | environment
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--root", root], env=env, cwd=tmp_path, check=True, capture_output=True
    )
    assert hashes(root / "out") == hashes(built.out)


def test_a_project_with_errors_is_not_built_and_the_last_build_stays(tmp_path):
    root = project_copy(tmp_path)
    build(root, root / "out")
    before = hashes(root / "out")
    file = root / "sources/articles/2016-07-isdp-thaad-thawing.yaml"
    file.write_text(file.read_text().replace("said-by: global-times", "said-by: global-tines"))
    result = build(root, root / "out")
    assert result.files == ()
    (error,) = [f for f in result.findings if f.severity == "error"]
    assert error.rule == "actor-known"
    assert "did you mean 'global-times'?" in error.message
    assert hashes(root / "out") == before


def test_warnings_keep_a_project_from_being_built_only_when_strict(tmp_path):
    root = project_copy(tmp_path)
    with (root / "sources/issues.yaml").open("a") as file:
        file.write("relic:\n  label: Relic\n  definition: Nobody speaks of it.\n")
    assert build(root, root / "out", strict=True).files == ()
    assert not (root / "out").exists()
    assert build(root, root / "out").files


def test_one_mistake_is_reported_once(tmp_path):
    root = project_copy(tmp_path)
    file = root / "sources/articles/2016-07-isdp-thaad-thawing.yaml"
    file.write_text(
        file.read_text().replace(
            "holder: china, target: thaad, type: wary-of", "holder: chyna, target: thaad, type: wary-off"
        )
    )
    assert sorted(f.rule for f in check(root).findings) == ["actor-known", "term-known"]


def test_a_broken_ontology_of_the_project_is_a_finding(tmp_path):
    root = project_copy(tmp_path)
    (root / "ontology").mkdir()
    (root / "ontology" / "mine.ttl").write_text("@prefix kg: <https://w3id.org/detente/ns#> .\nkg:Mine a ;\n")
    findings = check(root).findings
    assert [f.rule for f in findings] == ["ontology"]
    assert str(findings[0].location).startswith("ontology/mine.ttl:2:")


def test_a_project_may_add_a_stance_type(tmp_path):
    root = project_copy(tmp_path)
    (root / "ontology").mkdir()
    (root / "ontology" / "mine.ttl").write_text(
        """@prefix kg: <https://w3id.org/detente/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:Envies a kg:StanceType ; skos:inScheme kg:StanceTypes ; skos:notation "envies" ; skos:prefLabel "envies"@en ;
    skos:definition "Wants what the target has."@en ; kg:defaultPosition -0.2 .
"""
    )
    file = root / "sources/articles/2016-07-isdp-thaad-thawing.yaml"
    file.write_text(
        file.read_text().replace(
            "holder: china, target: thaad, type: wary-of", "holder: china, target: thaad, type: envies"
        )
    )
    result = build(root, root / "out")
    assert result.findings == ()
    assert "envies" in (root / "out/codebook.html").read_text()
    assert "envies" in (root / "out/schema/article.json").read_text()


def test_a_project_without_articles_is_built_too(tmp_path):
    (tmp_path / "sources").mkdir()
    result = build(tmp_path, tmp_path / "out")
    assert result.findings == ()
    assert (tmp_path / "out/tension.csv").read_text().count("\n") == 1
