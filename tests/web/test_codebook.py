"""The codebook page."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import yaml

from kg.rdf import ontology
from kg.sources.schema import ClaimEntry
from kg.web.codebook import SCALES, codebook, words_of_articles


def test_every_term_of_every_scale_is_shown_with_its_number():
    terms = ontology.load()
    page = codebook(terms)
    for class_name, *_ in SCALES:
        for term in terms.terms(class_name).values():
            assert f"<code>{term.notation}</code>" in page
    assert "does-not-exist" not in page
    assert "0.80–0.95" in page


def test_mutual_types_are_marked():
    page = codebook(ontology.load())
    assert page.count('<span class="aside">mutual</span>') == 4
    row = page[page.index("<code>estranged-from</code>") :]
    assert '<span class="aside">mutual</span>' in row[: row.index("</tr>")]


def test_the_page_runs_nothing_and_its_style_is_the_one_that_is_allowed():
    page = codebook(ontology.load())
    assert "<script" not in page
    assert "http://" not in page
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1)
    assert f"style-src &#39;sha256-{digest}&#39;".replace("&#39;", "'") in policy
    assert "default-src 'none'" in policy


def test_hostile_definitions_stay_text(monkeypatch):
    terms = ontology.load()
    notation, term = next(iter(terms.terms("StanceType").items()))
    terms._scales["StanceType"] = {notation: replace(term, definition='<img src=x onerror="alert(1)">{{ 7*7 }}')}
    tags = []

    class Collector(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

    Collector().feed(codebook(terms))
    assert "img" not in tags
    assert "{{ 7*7 }}" in codebook(terms)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fights", [("stance", "at-war-with"), ("event", "ASSAULT")]),
        ("backs by proxy", [("stance", "sponsors")]),
        ("occupies", [("stance", "occupies"), ("event", "COERCE")]),
        ("opposes", [("stance", "opposes")]),
        ("is allied with", [("stance", "allied-with")]),
        ("arms", [("stance", "sponsors"), ("event", "AID")]),
        ("supplies arms to", [("stance", "sponsors"), ("event", "AID")]),
        ("recognises", [("stance", "recognizes")]),
        ("mediates between", [("event", "CONSULT")]),
        ("incites against", [("stance", "hostile-to")]),
        ("calls for", [("stance", "advocates")]),
    ],
)
def test_the_words_of_articles_lead_to_their_terms(terms, words, found):
    assert dict(words_of_articles(terms))[words] == found
    page = codebook(terms)
    row = next(line for line in page.splitlines() if line.startswith(f'<tr><th scope="row">{words}</th>'))
    for kind, notation in found:
        assert f'<a href="#{kind}-{notation}"><code>{notation}</code></a>' in row
        assert page.count(f'<tr id="{kind}-{notation}">') == 1


def test_hard_cases_name_terms_that_there_are(terms):
    page = codebook(terms)
    known = {*terms.terms("StanceType"), *terms.terms("EventType")}
    named = set(
        re.findall("<code>([^<]+)</code>", page[page.index('<section id="cases"') : page.index('<section id="signs"')])
    )
    assert named - known == {"pursued-by"}
    assert {"ACCUSE", "ASSAULT", "CONSULT", "advocates", "sponsors"} <= named


def test_an_entry_says_how_a_claim_gives_another_number_and_where_its_own_is_from():
    page = codebook(ontology.load())
    row = page[page.index("<code>COOPERATE</code>") :]
    row = row[: row.index("</tr>")]
    assert "{type: COOPERATE, goldstein: 4, because: trade that goes on}" in row
    assert "CAMEO 06, 6.0 on the scale of Goldstein 1992; PLOVER has 9.5" in row


def test_the_examples_of_how_claims_count_are_what_the_reader_takes():
    page = codebook(ontology.load())
    examples = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
    assert len(examples) == 5
    for example in examples:
        ClaimEntry.model_validate({"id": "one", "quote": "x", "said-by": "alba", **yaml.safe_load(example)})


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_no_wider_than_its_window(browser, tmp_path, width):
    path = tmp_path / "codebook.html"
    path.write_text(codebook(ontology.load()), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
