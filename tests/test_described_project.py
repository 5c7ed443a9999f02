"""What a project says of itself, wherever it is to be seen: graph, pages, view, manifest, VoID."""

from __future__ import annotations

import json
import shutil

import pyoxigraph as ox
import pytest

from kg.exports.rdf.service_description import DESCRIBED, Facts, described, void
from kg.model.languages import language_of
from kg.pipeline import check
from kg.project import Project
from kg.rdf.read import records
from kg.sources.description import read_description
from kg.web.pages.collected import material_of
from kg.web.pages.site import site
from tests.checkout import ARTICLES

SAID = """\
title: "Missiles & <talks>"
authors: [{name: Ada Lovelace, orcid: 0000-0002-1825-0097}, The desk]
licence: CC-BY-4.0
language: en
version: 1.0
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("described")
    shutil.copytree(ARTICLES / "sources", root / "sources")
    (root / "project.yaml").write_text(SAID)
    made = Project(root)
    assert made.build(strict=True).files
    return made


def test_the_graph_says_it_and_is_read_back(project):
    said, _ = read_description(project.root)
    assert project.corpus.description == said
    assert project.as_known().description == said
    checked = check(project.root)
    assert records(checked.quads, checked.vocabulary) == checked.corpus.ordered()


def test_the_manifest_says_it_and_its_file_is_an_input(project):
    manifest = json.loads((project.out / "build.json").read_text())
    assert manifest["project"]["authors"][0] == {"name": "Ada Lovelace", "orcid": "0000-0002-1825-0097"}
    assert "project.yaml" in manifest["inputs"]
    assert "schema/project.json" in manifest["outputs"]


def test_labels_are_in_its_language_and_titles_in_none(project):
    corpus = project.corpus
    assert {language_of(name) for actor in corpus.actors.values() for name in actor.names} == {"en"}
    assert {language_of(issue.definition) for issue in corpus.issues.values()} == {"en"}
    assert {language_of(article.title) for article in corpus.articles.values()} == {""}


def test_pages_and_view_have_its_title_as_text(project):
    pages = {name: content.decode() for name, content in site(material_of(project))}
    html = [text for name, text in pages.items() if name.endswith(".html")]
    assert len(html) > 100
    for text in html:
        assert '<bdi lang="">Missiles &amp; &lt;talks&gt;</bdi></a>' in text
        assert '<a rel="license" href="https://spdx.org/licenses/CC-BY-4.0">CC-BY-4.0</a>' in text
        assert '<a href="https://orcid.org/0000-0002-1825-0097"><bdi lang="">Ada Lovelace</bdi></a>' in text
    view = (project.out / "index.html").read_text(encoding="utf-8")
    assert "<title>Missiles &amp; &lt;talks&gt;: who is in tension" in view
    assert '<h1 class="name" lang="">Missiles &amp; &lt;talks&gt;</h1>' in view


def test_an_article_can_be_taken_into_a_reference_manager(project):
    pages = {name: content.decode() for name, content in site(material_of(project))}
    text = pages["article/2016-02-china-topix-thaad-talks.html"]
    article = project.corpus.articles["2016-02-china-topix-thaad-talks"]
    assert '<meta name="citation_title" content="' in text
    assert f'<meta name="citation_journal_title" content="{project.as_known().label(article.publisher)}">' in text
    assert '<meta name="citation_publication_date" content="2016' in text


def test_void_says_it_of_the_dataset(project):
    rows = json.loads(
        project.store.query(DESCRIBED, use_default_graph_as_union=True).serialize(format=ox.QueryResultsFormat.JSON)
    )
    triples = void("http://x/sparql", Facts(1), (), described(rows["results"]["bindings"]))
    dataset = ox.NamedNode("http://x/sparql#dataset")
    said = {
        (t.predicate.value.rpartition("/")[2], getattr(t.object, "value", "")) for t in triples if t.subject == dataset
    }
    assert ("title", "Missiles & <talks>") in said
    assert ("license", "https://spdx.org/licenses/CC-BY-4.0") in said
    assert sum(t.predicate.value.endswith("terms/title") for t in triples) == 1
    assert any(t.object == ox.Literal("Ada Lovelace") for t in triples)


def test_names_in_links_say_that_their_language_is_not_stated(built, project):
    plain = {name: content.decode() for name, content in site(material_of(built))}
    tagged = {name: content.decode() for name, content in site(material_of(project))}
    assert '<bdi lang="">China</bdi></a>' in plain["actors.html"]
    assert "<bdi>China</bdi></a>" not in "".join(plain.values())
    assert '<bdi lang="en">China</bdi></a>' in tagged["actors.html"]
