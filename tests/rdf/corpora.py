"""A corpus whose graph uses every class and property."""

from __future__ import annotations

from decimal import Decimal

from kg.model.findings import Location
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
    Node,
    Original,
    Passage,
    Pursuit,
    Quantity,
    Stance,
)

SHA = "0123456789abcdef" * 4


def at(line: int, file: str = "sources/articles/one.yaml") -> Node:
    return Node({}, Location(file, line, 5))


def claim(slug: str, content, content_key: str, line: int, **more) -> Claim:
    values = {
        "article": "one",
        "claimants": ("envoy",),
        "passages": (Passage(f"words of {slug}", line, line + 5, "before", "after"),),
        "mode": "reported",
        "certainty": "certain",
        "origin": at(line),
    } | more
    return Claim(slug=slug, content=content, content_key=content_key, **values)


def rich() -> Corpus:
    """Two articles whose graph has every class and property that a project can give."""
    actors = (
        Actor(
            "atlantis", "state", LanguageString("Atlantis", "en"), (LanguageString("The Island", "en"),), "ATL", "Q1", ("league",), note="Sunk.",
            other_labels=(LanguageString("Atlantis", "de"), LanguageString("Ἀτλαντίς", "grc")), origin=at(1, "sources/actors.yaml"),
        ),
        Actor("envoy", "person", "The envoy", acts_for="atlantis", origin=at(9, "sources/actors.yaml")),
        Actor("gazette", "organization", "The Gazette", origin=at(11, "sources/actors.yaml")),
        Actor("league", "international-body", "The League", origin=at(13, "sources/actors.yaml")),
        Actor("mu", "state", "Mu", origin=at(15, "sources/actors.yaml")),
        Actor("sages", "group", "Sages", origin=at(17, "sources/actors.yaml")),
    )  # fmt: skip
    issues = (
        Issue(
            "tides", LanguageString("Tides", "en"), LanguageString("That the sea rises.", "en"), ("Floods",), "Q2",
            (Pursuit("mu", "one/more-tides"),), ("league",), (LanguageString("Gezeiten", "de"),), (LanguageString("Das Meer steigt.", "de"),),
            origin=at(1, "sources/issues.yaml"),
        ),
    )  # fmt: skip
    flood = Event(
        "flood", "The flood", "SANCTION", Decimal(-7), ("mu",), ("atlantis",), ("tides",), "2016-02/2016-03", "ongoing",
        "It is worse.", (Quantity(Decimal("1.5"), "km", "+9 %"),), (LanguageString("Die Flut", "de-AT"),), origin=at(1, "sources/events.yaml"),
    )  # fmt: skip
    talks = Event("one/talks", "Talks", "CONSULT", Decimal("2.5"), ("mu",), ("league",), origin=at(30))
    wary = Stance(
        ("atlantis", "league"), "mu", "wary-of", Decimal("-0.55"), construed_as="a danger", ground="its dams",
        when="2015/2016-01", reason="It is worse.",
    )  # fmt: skip
    figures = flood.quantities
    dams = Leverage(("mu",), ("atlantis",), "dams", "pressure", "strong", "tides", "to yield", "if it rains", figures)
    likely = Hedge("likely", "likely", Decimal("0.55"), Decimal("0.8"), "Nearly the word.")
    pact = Stance(("atlantis",), "league", "allied-with", Decimal("0.8"))
    against, for_them = (Stance((holder,), "tides", kind, Decimal(position)) for holder, kind, position in (
        ("atlantis", "opposes", "-0.7"), ("mu", "supports", "0.7"),
    ))  # fmt: skip
    foreign = Passage(
        "水漲船高",
        60,
        64,
        translation=LanguageString("The boats rise with the water", "en"),
        translated_by="The curator",
    )
    claims = (
        claim("wary", wary, "stance/one/wary", 10, reported_by=("sages", "gazette"), said_on="2016-01~", note="A note.", drafted_by="A small model."),
        claim("flood", flood, "event/flood", 20, claimants=("envoy", "sages"), hedges=(likely, Hedge("perhaps"))),
        claim("talks", talks, "event/one/talks", 30, mode="conditional", certainty="possible", condition="if dry"),
        claim("dams", dams, "leverage/one/dams", 40, mode="forecast", resolution="fulfilled", resolved_by=("flood", "wary")),
        claim("pact", pact, "stance/one/pact", 50),
        claim("stop-tides", against, "stance/one/stop-tides", 52),
        claim("more-tides", for_them, "stance/one/more-tides", 54),
        claim("wet", wary, "stance/one/wary", 60, article="two", language="zh-Hant", passages=(foreign,), mode="forecast", no_interval="None.", resolution="pending"),
        claim("denial", wary, "stance/one/wary", 70, article="two", polarity="denied", denies="one/wary", claimants=("mu",)),
    )  # fmt: skip
    articles = (
        Article("one", "One", "gazette", "2016-02-09", "It says so.", SHA, ("envoy",), "B", "2", "https://example.org/1?a[]=b", origin=at(2)),
        Article("two", "Two", "gazette", "2016-07~", "A guess.", SHA, url="https://example.org/2", language="en", origin=at(2, "sources/articles/two.yaml")),
        Article("two-again", "Two, again", "gazette", "2016-07-31", "It says so.", SHA, copy_of="two", copied=(CopiedPassage(0, 40, 5, 45), CopiedPassage(60, 90, 45, 73)), agency="gazette", archived="https://example.net/2016/two", originals=(Original("text/html", SHA, "trafilatura 2", "2016-08-01"),), origin=at(2, "sources/articles/two-again.yaml")),
    )  # fmt: skip
    return Corpus(
        actors={a.slug: a for a in actors},
        issues={i.slug: i for i in issues},
        events={"flood": flood, "one/talks": talks},
        articles={a.slug: a for a in articles},
        claims=tuple(sorted(claims, key=lambda c: (c.article, c.passages[0].start))),
    )
