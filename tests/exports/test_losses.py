"""Loss reports: what a format is said to lose is not in its file, and what it is not said to lose is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.exports.facts import FACTS
from kg.exports.formats import FORMATS
from kg.exports.gexf import gexf
from kg.exports.losses import LOST, Loss, loss_table, losses, summary
from kg.model.languages import LanguageString
from kg.network.network import network_of
from tests.checkout import ROOT


def marked(graph):
    """The graph of `labelled` with another text in every place, and the texts by the fact that they stand for."""
    corpus = graph.corpus
    china = replace(
        corpus.actors["china"],
        aliases=(LanguageString("Markalias", "aa"),),
        other_labels=(LanguageString("Marknamed", "ab"),),
        note="Marknote",
        iso3="ZZZ",
        wikidata="Q987654",
        label="Marklabel",
    )
    issue = replace(
        corpus.issues["thaad"], definition="Markdefinition", other_definitions=(LanguageString("Markdéfinition", "fr"),)
    )
    (article,) = corpus.articles.values()
    article = replace(
        article,
        title="Marktitle",
        published_basis="Markbasis",
        url="https://mark.example/url",
        sha256="5ca1ab1e" * 8,
        language="yi",
    )
    event, stance, leverage = corpus.claims
    (figure,) = event.content.quantities
    event = replace(
        event, content=replace(event.content, reason="", quantities=(replace(figure, unit="Markfigure", change=""),))
    )
    stance = replace(
        stance,
        content=replace(stance.content, construed_as="Markconstrual", ground="Markground", reason="Markreason"),
        hedges=(replace(stance.hedges[0], words="Markhedge", reason="Markreading"),),
        passages=(
            replace(
                stance.passages[0],
                prefix="Marksurroundings",
                start=1234567,
                end=1234599,
                translation="Marktranslation",
                translated_by="Markhand",
            ),
            stance.passages[1],
        ),
        condition="Markcondition",
        no_interval="Marknointerval",
        note="Markclaimnote",
    )
    content = replace(
        leverage.content,
        instrument="Markinstrument",
        aim="Markaim",
        condition="Markwhen",
        quantities=(),
        instrument_issue="",
    )
    leverage = replace(leverage, content=content)
    made = replace(
        corpus,
        actors={**corpus.actors, "china": china},
        issues={"thaad": issue},
        articles={article.slug: article},
        claims=(event, stance, leverage),
    )
    return type(graph)(made, graph.terms)


MARKS = {
    "alias": "Markalias", "actor-note": "Marknote", "iso3": "ZZZ", "wikidata": "Q987654", "label": "Marklabel",
    "definition": "Markdefinition", "title": "Marktitle", "basis": "Markbasis", "url": "https://mark.example/url",
    "hash": "5ca1ab1e" * 8, "figure": "Markfigure", "construal": "Markconstrual", "ground": "Markground",
    "number-reason": "Markreason", "hedge": "Markhedge", "hedge-reason": "Markreading",
    "surroundings": "Marksurroundings", "offset": "1234567", "condition": "Markcondition",
    "no-interval": "Marknointerval", "claim-note": "Markclaimnote", "instrument": "Markinstrument", "aim": "Markaim",
    "content-condition": "Markwhen", "other-definition": "Markdéfinition", "translation": "Marktranslation",
    "translator": "Markhand",
}  # fmt: skip


@pytest.fixture(scope="module")
def marks(labelled):
    return marked(labelled("Plain"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_is_in_the_file_unless_the_report_says_that_it_is_left_out(name, marks, written):
    content = written(name, marks).decode()
    lost = {fact for fact, mark in MARKS.items() if mark not in content}
    assert lost == MARKS.keys() & set(LOST[name])


def test_a_folder_of_tables_loses_less_than_the_claims_alone(marks):
    content = b"".join(FORMATS["csv"].files(marks).values()).decode()
    lost = {fact for fact, mark in MARKS.items() if mark not in content}
    assert lost == MARKS.keys() & set(LOST["csv in a folder"])


def test_losses_are_counted_in_the_data(shipped_graph):
    found = {loss.what: loss.count for loss in losses(shipped_graph, "gexf")}
    claims = shipped_graph.corpus.claims
    assert found["claim-note"] == sum(bool(claim.note) for claim in claims)
    assert found["condition"] == sum(bool(claim.condition) for claim in claims)
    assert found["surroundings"] == sum(len(claim.passages) for claim in claims)
    assert found["undated"] == 0


def test_a_claim_without_a_date_is_said_to_have_no_spell(shipped, graph):
    articles = {slug: replace(article, published="") for slug, article in shipped.corpus.articles.items()}
    undated = tuple(replace(claim, said_on="") for claim in shipped.corpus.claims if claim.content.kind == "stance")
    timeless = graph(replace(shipped.corpus, articles=articles, claims=undated))
    timeless.network = network_of(timeless.corpus, timeless.terms)
    assert f"{len(undated)} claims without a date have no spell" in summary(losses(timeless, "gexf"))
    assert "<spell" not in gexf(timeless.network, [])


def test_the_summary_is_short_and_names_the_most_first():
    found = [
        Loss("gexf", "condition", 2),
        Loss("gexf", "claim-note", 9),
        Loss("gexf", "figure", 0),
        Loss("gexf", "undated", 1, "is odd"),
    ]
    assert summary(found) == "leaves out 9 curators' notes, 2 conditions; 1 claim without a date is odd"
    assert summary([Loss("gexf", "figure", 0)]) == ""


def test_every_format_has_a_report_and_every_fact_a_name(shipped_graph):
    assert {name.partition(" ")[0] for name in LOST} == FORMATS.keys()
    assert {fact for facts in LOST.values() for fact in facts} <= FACTS.keys()
    for name in LOST:
        table = loss_table(losses(shipped_graph, name))
        assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("name", LOST)
def test_the_page_on_exports_names_every_loss(name):
    page = " ".join((ROOT / "docs" / "exports.md").read_text(encoding="utf-8").split())
    assert f"{name.partition(' ')[0]}" in page
    assert [FACTS[fact].many for fact in LOST[name] if FACTS[fact].many not in page] == []
