"""A field is said once: one that a line adds to claims reaches the files, the graph, every export and the pages."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kg.exports.formats import FORMATS
from kg.model import packaged, records
from kg.model.fields import SINGLE, columns, fields_of, labelled
from kg.model.records import Actor, Article, Claim, Event, Hedge, Issue, Leverage, Quantity, Stance
from kg.model.vocabulary import PREFIXES

RECORDS = (Actor, Issue, Article, Stance, Event, Leverage, Hedge, Quantity, Claim)
LINE = '    remark: Annotated[str, Field("text", "kg:remark", "What else was said.", label="remark")] = ""\n'
TERM = """@prefix kg: <https://w3id.org/detente/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:remark a owl:DatatypeProperty ; rdfs:domain kg:Claim ; rdfs:range xsd:string ; rdfs:label "remark"@en ;
    skos:definition "What else was said."@en .
"""
WORDS = "It was said in passing."
SOURCES = {
    "actors.yaml": """
        china: {kind: state, label: China}
        japan: {kind: state, label: Japan}
        gazette: {kind: organization, label: The Gazette}
        """,
    "articles/talks.txt": "China sees it as a threat. Japan has denied this.",
    "articles/talks.yaml": f"""
        article: {{title: Talks, publisher: gazette, published: 2016-02-09, published-basis: The dateline.}}
        claims:
          - {{id: one, quote: sees it as a threat, said-by: china, remark: {WORDS},
              stance: {{holder: china, target: japan, type: threatened-by}}}}
          - {{id: two, quote: has denied this, said-by: japan, denies: one}}
        """,
}
# The program with one more line in the class of claims, in memory alone: module, file, line, project.
PROGRAM = """
import importlib.abc, importlib.util, json, sys
from pathlib import Path

name, file, line, root = sys.argv[1:]

class Longer(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    def find_spec(self, fullname, path=None, target=None):
        return importlib.util.spec_from_file_location(name, file, loader=self) if fullname == name else None

    def get_source(self, fullname):
        before, claim, rest = Path(file).read_text(encoding="utf-8").partition("class Claim(")
        return before + claim + rest.replace("    origin: Origin", line + "    origin: Origin", 1)

sys.meta_path.insert(0, Longer())
from kg.exports.formats import FORMATS
from kg.web.pages.collected import material_of
from kg.web.pages.site import write_site
from kg.project import Project

project = Project(Path(root))
assert not project.check()
project.build()
write_site(Path(root) / "site", material_of(project))
made = {name: made.text(project).decode() for name, made in FORMATS.items() if made.text}
made |= {f"{name} in files": b"".join(made.files(project).values()).decode() for name, made in FORMATS.items() if made.files}
made["read back"] = repr([claim.remark for claim in project.as_known().claims.values() if claim.remark])
json.dump(made, sys.stdout)
"""


@pytest.fixture(scope="module")
def remarked(tmp_path_factory):
    """What the program makes of a claim with a remark when one line more stands in the class of claims."""
    root = tmp_path_factory.mktemp("remarked")
    (root / "sources" / "articles").mkdir(parents=True)
    (root / "ontology").mkdir()
    for name, text in SOURCES.items():
        (root / "sources" / name).write_text(textwrap.dedent(text), encoding="utf-8")
    (root / "ontology" / "remark.ttl").write_text(TERM, encoding="utf-8")
    arguments = [sys.executable, "-c", PROGRAM, Claim.__module__, inspect.getsourcefile(Claim), LINE, str(root)]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=Path(records.__file__).parents[2])
    assert done.returncode == 0, done.stderr
    return root, json.loads(done.stdout)


@pytest.mark.parametrize(
    "name", [*(n for n, f in FORMATS.items() if f.text), *(f"{n} in files" for n, f in FORMATS.items() if f.files)]
)
def test_a_text_that_one_line_adds_to_claims_is_in_every_export(remarked, name):
    # STIX has notes of a form of its own, in which there is room for what it names alone.
    assert (WORDS in remarked[1][name]) == (name != "stix")


def test_it_is_read_back_from_the_graph(remarked):
    assert remarked[1]["read back"] == repr([WORDS])


@pytest.mark.parametrize("file", ["graph.nq", "graph.trig", "claims.csv", "network.graphml", "index.html"])
def test_it_is_in_what_is_built(remarked, file):
    assert WORDS in (remarked[0] / "out" / file).read_text(encoding="utf-8")


def test_it_is_on_the_page_of_the_claim_under_its_label(remarked):
    page = next((remarked[0] / "site").rglob("one.html")).read_text(encoding="utf-8")
    assert f"<dt>Remark</dt><dd><bdi>{WORDS}</bdi></dd>" in page


def test_editors_know_its_key_after_those_that_were_there(remarked):
    schema = json.loads((remarked[0] / "out" / "schema" / "article.json").read_text(encoding="utf-8"))
    keys = schema["$defs"]["ClaimEntry"]["properties"]
    assert keys["remark"]["description"] == "What else was said."
    assert list(keys).index("remark") == list(keys).index("drafted-by") + 1


def test_tables_have_it_last(remarked):
    header = (remarked[0] / "out" / "claims.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.endswith(",translation,copy_of,repeats,drafted_by,remark")


def test_every_property_that_is_said_stands_in_the_ontology_and_in_the_shapes():
    ours = {field.iri for record in RECORDS for field in fields_of(record) if field.iri.startswith("kg:")}
    schema, shapes = ((packaged.ontology() / name).read_text(encoding="utf-8") for name in ("schema.ttl", "shapes.ttl"))
    assert [iri for iri in sorted(ours) if not re.search(rf"^{iri} a ", schema, re.MULTILINE)] == []
    assert [iri for iri in sorted(ours) if not re.search(rf"sh:path {iri}\s", shapes)] == []
    assert {field.iri.partition(":")[0] for record in RECORDS for field in fields_of(record)} - {""} <= set(PREFIXES)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_what_is_said_of_a_record_is_of_fields_that_it_has_and_has_a_meaning_where_people_write_it(record):
    names = [field.name for field in dataclasses.fields(record)]
    said = fields_of(record)
    assert [name for name in names if name in {field.name for field in said}] == [field.name for field in said]
    assert [field.name for field in said if field.key and not field.meaning] == []
    assert len({field.key for field in said if field.key}) == sum(bool(field.key) for field in said)


def test_the_columns_of_an_export_are_the_single_values_that_it_does_not_leave_out():
    assert set(columns(Claim, "tables")) == {
        "mode", "certainty", "polarity", "said_on", "resolution", "language", "drafted_by"
    }  # fmt: skip
    assert set(columns(Claim, "property graphs")) == {*columns(Claim, "tables"), "condition", "note"}
    assert all(field.kind in SINGLE for field in fields_of(Claim) if field.name in columns(Claim, "networks"))


def test_what_has_a_label_and_a_value_is_told_under_it():
    stance = Stance(("a",), "b", "opposes", 0, ground="a treaty", reason="It says so.")
    assert labelled(stance) == [("over", "a treaty"), ("why this number", "It says so.")]
    assert labelled(stance, but=["ground"]) == [("why this number", "It says so.")]
