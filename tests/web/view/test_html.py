"""The page as a text: what it holds, what it allows itself, and that it is the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from kg.model.records import Actor, Corpus
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import SCRIPT, STYLES, view
from kg.web.view.packing import unpacked
from tests.checkout import ROOT
from tests.web.texts import with_texts


class Page(HTMLParser):
    """The elements of a page, and the text of its styles and scripts."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.inline = []
        self.declaration = ""
        self.feed(text)

    def handle_decl(self, decl):
        self.declaration = decl

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inline.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] in ("script", "style") and self.cdata_elem:
            tag, attributes, text = self.inline[-1]
            self.inline[-1] = (tag, attributes, text + data)

    def first(self, tag, **wanted):
        return next(a for t, a in self.elements if t == tag and wanted.items() <= a.items())


@pytest.fixture(scope="module")
def text(shipped):
    graph = network_of(shipped.corpus, shipped.vocabulary)
    texts = {article.slug: article.text for article in shipped.corpus.articles.values()}
    return view(with_texts(graph, texts), tensions(graph), {"as_of": "2016-07-31"})


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


@pytest.fixture(scope="module")
def data(page):
    (found,) = [text for tag, attributes, text in page.inline if attributes.get("type") == "application/json"]
    return unpacked(json.loads(found))


def test_it_is_a_whole_document(page):
    assert page.declaration == "DOCTYPE html"
    assert page.first("html")["lang"] == "en"
    assert page.first("meta", charset="utf-8")
    assert "width=device-width" in page.first("meta", name="viewport")["content"]
    assert [tag for tag, _ in page.elements].count("title") == 1


def test_it_asks_for_nothing_from_anywhere(page):
    for tag, attributes in page.elements:
        assert tag not in ("iframe", "object", "embed", "img", "base")
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert tag != "link" or attributes["href"].startswith("data:")


def test_only_its_own_scripts_and_styles_may_run(page):
    policy = page.first("meta", **{"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    hashes = set(re.findall(r"'(sha256-[^']+)'", policy))
    code = [content for _, attributes, content in page.inline if "type" not in attributes]
    found = {"sha256-" + base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() for c in code}
    assert found == hashes
    assert len(code) == 3


def test_pyvis_gives_every_node_and_its_edges(data, shipped):
    graph = network_of(shipped.corpus, shipped.vocabulary)
    assert {node["id"] for node in data["drawing"]["nodes"]} == {f"node={slug}" for slug in graph}
    edges = data["drawing"]["edges"]
    assert len(edges) == len({edge["id"] for edge in edges})
    assert {(edge["from"], edge["to"], edge["relation"], claim) for edge in edges for claim in edge["claims"]} == {
        (f"node={tie.source}", f"node={tie.target}", tie.relation, tie.claim.key) for tie in graph.ties
    }
    assert data["drawing"]["options"]["physics"] == {"enabled": False}
    assert not any("title" in drawn for drawn in [*data["drawing"]["nodes"], *data["drawing"]["edges"]])


def test_large_networks_are_bounded(terms):
    actors = {f"state-{i:04}": Actor(f"state-{i:04}", "state", f"State {i}") for i in range(600)}
    text = view(network_of(Corpus(actors, {}, {}, {}, ()), terms), (), {})
    (data,) = [json.loads(t) for _, attributes, t in Page(text).inline if "type" in attributes]
    assert len(unpacked(data)["nodes"]) == 500
    assert data["of"]["nodes"] == 600
    assert data["first"] == 60


def test_it_is_the_same_for_every_hash_seed():
    code = (
        "from pathlib import Path; from kg import sources as reading; from kg.rdf import ontology\n"
        "from kg.network.network import network_of; from kg.questions.dyads import tensions\n"
        "from kg.web.view.html import view; import hashlib\n"
        "terms = ontology.load(); corpus, _ = reading.read(Path.cwd(), terms); graph = network_of(corpus, terms)\n"
        "print(hashlib.sha256(view(graph, tensions(graph), {}).encode()).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        run = [sys.executable, "-c", code]
        done = subprocess.run(run, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_hostile_text_is_data(terms):
    label = "</script><script>alert(1)</script>{{7*7}}{% raw %}<!--\u2028"
    text = view(network_of(Corpus({"a": Actor("a", "state", label)}, {}, {}, {}, ()), terms), (), {"dataset": label})
    page = Page(text)
    assert [tag for tag, _, _ in page.inline] == ["style", "script", "script", "script"]
    data = unpacked(json.loads(page.inline[1][2]))
    assert data["nodes"][0]["label"] == label
    assert data["manifest"]["dataset"] == label
    assert "<" not in page.inline[1][2]
    assert "\u2028" not in text


def test_pyvis_is_imported_only_when_a_page_is_made():
    code = "import kg.web.view.html, sys; print('pyvis' in sys.modules, 'jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_every_style_of_the_folder_is_in_the_page():
    folder = files("kg.web") / "templates" / "view"
    styles = {file.name for file in folder.iterdir() if file.name.endswith(".css")}
    assert styles == {name.removeprefix("view/") for name in STYLES if name.startswith("view/")}


def test_the_bundle_is_the_last_script_of_the_page(page):
    bundle = (files("kg.web") / "templates" / SCRIPT).read_text(encoding="utf-8")
    assert [content for tag, _, content in page.inline if tag == "script"][-1] == bundle
