"""Loss reports: what a format is said to lose is not in its file, and what it is not said to lose is."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.exports.facts import FACTS
from kg.exports.formats import FORMATS
from kg.exports.gexf import gexf
from kg.exports.losses import LOST, Loss, loss_table, losses, summary
from kg.exports.network_rows import edge_rows
from kg.model.fields import fields_of
from kg.model.languages import LanguageString
from kg.model.records import (
    Actor,
    Article,
    Claim,
    CopiedPassage,
    Corpus,
    Event,
    Hedge,
    Issue,
    Leverage,
    Original,
    Passage,
    Pursuit,
    Quantity,
    Stance,
)
from kg.network.network import network_of
from kg.questions.tension.rdf import quads as tension_quads
from tests.checkout import ROOT

RECORDS = (
    Actor, Issue, Original, Pursuit, Quantity, Stance, Event, Leverage, Passage, Hedge, Claim, CopiedPassage, Article,
)  # fmt: skip
# What is in no graph, or is how records hang together, which no other value can be put for.
NO_VALUES = {
    "origin", "text", "furniture", "Claim.article", "Claim.passages", "Claim.content", "Claim.content_key", "slug",
    "Stance.kind", "Event.kind", "Leverage.kind",
}  # fmt: skip
# Facts that are left out and yet change the file: claims come in the order of their places, STIX has how probable a
# claim is and leaves what has not happened in notes, and quotes have the languages of their articles.
SEEN_THROUGH = {"offset": LOST, "interval": ["stix"], "status": ["stix"], "language": ["nanopub"]}


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
        drafted_by="Markdrafter",
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
    "translator": "Markhand", "drafted-by": "Markdrafter",
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


def valued():
    """The record, name and kind of every field whose value a graph holds."""
    for record in RECORDS:
        said = {field.name: field for field in fields_of(record)}
        for field in dataclasses.fields(record):
            if not {field.name, f"{record.__name__}.{field.name}"} & NO_VALUES:
                yield record, field.name, said.get(field.name)


def other(record, name, field, value, terms):
    """Another value than this for a field, such as a file might have."""
    if record is Passage:
        return value + 4000 if isinstance(value, int) else "Changed"
    assert field is not None, f"{record.__name__}.{name} is of no kind that this test knows"
    slugs = {"issue": ("tides", ""), "claim": ("one/pact", "one/flood"), "article": ("one", "")}
    choices = slugs.get(field.of) or field.choices or [*terms.terms(field.of), "sages", "mu", "league"]
    simple = {
        "iso3": "CHG", "wikidata": "Q99", "url": "https://changed.example/", "language": "fr", "date": "2015-03",
        "references": (), "parts": (), "others": (LanguageString("Changed", "fr"),), "text": "Changed",
        "labels": (LanguageString("Changed", "fr"),), "label": "Changed",
    }  # fmt: skip
    if field.kind == "offset":
        return value + 1
    if field.kind == "number":
        return value + Decimal("0.125") if value < Decimal("0.8") else value - Decimal("0.125")
    if field.kind in ("links", "chain"):
        return (next(each for each in choices if each not in value),)
    return simple[field.kind] if field.kind in simple else next(each for each in choices if each != value)


def instances(value, record, path=()):
    """Where a value has records of a class, as paths, each with the record."""
    if isinstance(value, record):
        yield path, value
    if dataclasses.is_dataclass(value):
        parts = [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    else:
        parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for step, part in parts:
        yield from instances(part, record, (*path, step))


def put(value, path, new):
    """The value with another at a path."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, dict):
        return value | {step: put(value[step], rest, new)}
    if isinstance(value, tuple):
        return (*value[:step], put(value[step], rest, new), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), rest, new)})


def everything(graph, dyads=()):
    """An export of each format, and of each that has several files those, by the names of LOST; with these dyads."""
    graph.tension = lambda: dyads
    graph.quads = lambda: [*graph.said, *tension_quads(dyads, date.min)]
    texts = {name: made.text(graph) for name, made in FORMATS.items() if made.text}
    folders = {name: b"".join(made.files(graph).values()) for name, made in FORMATS.items() if made.files}
    return texts | {f"{name} in a folder" if name in texts else name: content for name, content in folders.items()}


@pytest.fixture(scope="module")
def not_carried(rich_corpus, graph, terms):
    """By format the fields that another value can have without a change in the file, by every field of the model."""
    with pytest.MonkeyPatch.context() as without:
        # Where nodes go takes the longest and says nothing of this.
        without.setattr("kg.layout.positions.positions", lambda *_: {})
        return fields_lost(rich_corpus, graph, terms)


def fields_lost(rich_corpus, graph, terms):
    two = replace(rich_corpus.articles["two"], copy_of="one", copied=(CopiedPassage(0, 40, 3, 43),), agency="gazette")
    corpus = replace(rich_corpus, articles={**rich_corpus.articles, "two": two})
    before = everything(graph(corpus))
    lost = {name: set() for name in before}
    for record, name, field in valued():
        has = [(path, each) for path, each in instances(corpus, record) if getattr(each, name) not in ("", (), None)]
        assert has, f"no {record.__name__} has a {name}"
        path, each = has[0]
        changed = put(corpus, path, replace(each, **{name: other(record, name, field, getattr(each, name), terms)}))
        after = everything(graph(changed))
        assert after["nquads"] != before["nquads"], f"{record.__name__}.{name} was not changed"
        for export in (export for export in before if after[export] == before[export]):
            lost[export].add(f"{record.__name__}.{name}")
    return lost


@pytest.mark.parametrize("name", LOST)
def test_every_field_that_a_format_cannot_carry_is_said_to_be_lost(name, not_carried):
    said = {field for fact in LOST[name] for field in FACTS[fact].fields}
    assert not_carried[name] - said == set()
    carried = [f for f in LOST[name] if FACTS[f].fields and not not_carried[name] & {*FACTS[f].fields}]
    assert [fact for fact in carried if name not in SEEN_THROUGH.get(fact, ())] == []


def test_facts_name_fields_of_the_model():
    fields = {f"{record.__name__}.{name}" for record, name, _ in valued()}
    assert {field for fact in FACTS.values() for field in fact.fields} <= fields


def test_copies_are_named_on_the_ties_of_each_network(shipped, graph, written):
    """Whoever counts edges can count once what an article and its copy both say."""
    slug = "2016-07-isdp-thaad-thawing"
    corpus, twin = shipped.corpus, "zz-copy"
    copy = replace(corpus.articles[slug], slug=twin, copy_of=slug)
    again = tuple(replace(claim, article=twin, denies="") for claim in corpus.claims if claim.article == slug)
    made = graph(replace(corpus, articles={**corpus.articles, twin: copy}, claims=(*corpus.claims, *again)))
    rows = [row for _, _, row in edge_rows(made.as_known(), ()) if row["article"] == twin]
    assert rows
    assert all(row["copy_of"] == slug for row in rows)
    assert all(row["repeats"] == [row["claim"].replace(twin, slug)] for row in rows)
    counted = [row for _, _, row in edge_rows(made.as_known(), ()) if not row["repeats"]]
    assert len(counted) == len(list(edge_rows(graph(corpus).as_known(), ())))
    for name in ("graphml", "gexf", "cytoscape", "csv"):
        assert f"{slug}/{again[0].slug}" in written(name, made).decode()


def test_one_kind_more_is_in_the_singular():
    found = [Loss("gexf", what, 2) for what in ("condition", "claim-note", "figure", "url", "hash")]
    assert summary(found).endswith(" and 1 kind of thing more")


PARTIES = 16
# RDF of which the graph of the analyses is a part.
SAYING = ("turtle", "trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def treaty(shipped, graph):
    """A graph of a treaty of many, and of one demand of its first party on its second."""
    claim = next(claim for claim in shipped.corpus.claims if isinstance(claim.content, Event) and claim.content.when)
    article = shipped.corpus.articles[claim.article]
    actor, named = shipped.corpus.actors["china"], ("china", "south-korea", *(f"s{i}" for i in range(PARTIES - 2)))
    parties = {slug: shipped.corpus.actors.get(slug, replace(actor, slug=slug, label=slug)) for slug in named}
    others = {slug: shipped.corpus.actors[slug] for slug in {article.publisher, *article.authors, *claim.claimants}}
    key = f"{article.slug}/signed"
    event = replace(claim.content, slug=key, status="occurred", initiators=named, recipients=named, about=())
    demand = Stance(("china",), "south-korea", "opposes", Decimal("-0.5"))
    said = replace(claim, mode="reported", polarity="affirmed", denies="")
    signed = replace(said, slug="signed", content=event, content_key=f"event/{key}")
    demanded = replace(said, slug="demanded", content=demand, content_key=f"stance/{article.slug}/demanded")
    return graph(Corpus({**others, **parties}, {}, {}, {article.slug: article}, (signed, demanded)))


@pytest.mark.parametrize(("joint", "facts"), [(True, {"dyad", "joint-dyad"}), (False, {"dyad"})])
def test_the_score_of_a_dyad_is_in_the_file_unless_the_report_says_that_it_is_left_out(treaty, joint, facts):
    scored = treaty.tension()
    dyad = next(dyad for dyad in scored if dyad.joint == joint)
    rescored = tuple(replace(each, tension=0.987654) if each is dyad else each for each in scored)
    before, after = everything(replace(treaty), scored), everything(replace(treaty), rescored)
    left_out = {name for name in LOST if facts & {*LOST[name]}}
    assert {name for name in LOST if before[name] == after[name]} == left_out | ({*SAYING} if joint else set())


@pytest.mark.parametrize("name", SAYING)
def test_rdf_says_itself_how_many_dyads_it_has_not(treaty, written, name):
    pairs = PARTIES * (PARTIES - 1) // 2
    assert f"{pairs - 1} of {pairs} dyads rest on joint acts" in written(name, treaty).decode()


@pytest.mark.parametrize("name", LOST)
def test_dyads_of_joint_acts_alone_are_counted_wherever_they_are_left_out(treaty, name):
    pairs = PARTIES * (PARTIES - 1) // 2
    counts = {loss.what: loss.count for loss in losses(treaty, name) if loss.what in ("dyad", "joint-dyad")}
    expected = {"dyad": pairs, "joint-dyad": pairs - 1}
    assert counts == {what: count for what, count in expected.items() if what in LOST[name]}


def test_joint_acts_are_no_relationships_in_stix_and_the_report_says_so(treaty, written):
    objects = json.loads(written("stix", treaty))["objects"]
    assert [each["relationship_type"] for each in objects if each["type"] == "relationship"] == ["opposes"]
    (referred, *_) = sorted((each["object_refs"] for each in objects if each["type"] == "note"), key=len, reverse=True)
    assert {each["id"] for each in objects if each.get("labels") == ["state"]} <= {*referred}
    assert f"{PARTIES} ties of parties to their joint acts are only in notes" in summary(losses(treaty, "stix"))


def test_a_graph_without_joint_acts_loses_none_of_their_dyads(shipped_graph):
    for name in LOST:
        assert not any(loss.count for loss in losses(shipped_graph, name) if "joint" in loss.what)
