"""The codebook page."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import yaml

from kg.rdf import ontology
from kg.sources.schema import ClaimEntry
from kg.web.codebook import SCALES, codebook


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
    assert page.count('<span class="aside">mutual</span>') == 3
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
