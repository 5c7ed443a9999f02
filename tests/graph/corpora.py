"""Corpora to write as graphs: one that uses every property, and any that hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from kg.diagnostics import Location
from kg.model import (
    Actor,
    Article,
    Claim,
    Corpus,
    Event,
    Hedge,
    Issue,
    Leverage,
    Node,
    Passage,
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
            "atlantis",
            "state",
            "Atlantis",
            ("The Island",),
            "ATL",
            "Q1",
            ("league",),
            "",
            "Sunk.",
            origin=at(1, "sources/actors.yaml"),
        ),
        Actor("envoy", "person", "The envoy", acts_for="atlantis", origin=at(9, "sources/actors.yaml")),
        Actor("gazette", "organization", "The Gazette", origin=at(11, "sources/actors.yaml")),
        Actor("league", "international-body", "The League", origin=at(13, "sources/actors.yaml")),
        Actor("mu", "state", "Mu", origin=at(15, "sources/actors.yaml")),
        Actor("sages", "group", "Sages", origin=at(17, "sources/actors.yaml")),
    )
    issues = (Issue("tides", "Tides", "That the sea rises.", ("Floods",), "Q2", origin=at(1, "sources/issues.yaml")),)
    flood = Event(
        "flood", "The flood", "SANCTION", Decimal(-7), ("mu",), ("atlantis",), ("tides",), "2016-02/2016-03", "ongoing",
        "It is worse.", (Quantity(Decimal("1.5"), "km", "+9 %"),), origin=at(1, "sources/events.yaml"),
    )  # fmt: skip
    talks = Event("one/talks", "Talks", "CONSULT", Decimal("2.5"), ("mu",), ("league",), origin=at(30))
    wary = Stance(("atlantis", "league"), "mu", "wary-of", Decimal("-0.55"), "a danger", "It is worse.")
    dams = Leverage(
        ("mu",), ("atlantis",), "dams", "pressure", "strong", "tides", "to yield", "if it rains", flood.quantities
    )
    likely = Hedge("likely", "likely", Decimal("0.55"), Decimal("0.8"), "Nearly the word.")
    claims = (
        claim("wary", wary, "stance/one/wary", 10, reported_by=("sages", "gazette"), said_on="2016-01~", note="A note."),
        claim("flood", flood, "event/flood", 20, claimants=("envoy", "sages"), hedges=(likely, Hedge("perhaps"))),
        claim("talks", talks, "event/one/talks", 30, mode="conditional", certainty="possible", condition="if dry"),
        claim("dams", dams, "leverage/one/dams", 40, mode="forecast", resolution="fulfilled", resolved_by=("flood", "wary")),
        claim("wet", wary, "stance/one/wary", 60, article="two", mode="forecast", no_interval="None.", resolution="pending"),
        claim("denial", wary, "stance/one/wary", 70, article="two", polarity="denied", denies="one/wary", claimants=("mu",)),
    )  # fmt: skip
    articles = (
        Article("one", "One", "gazette", "2016-02-09", "It says so.", SHA, ("envoy",), "B", "2", "https://example.org/1?a[]=b", origin=at(2)),
        Article("two", "Two", "gazette", "2016-07~", "A guess.", SHA, url="https://example.org/2", origin=at(2, "sources/articles/two.yaml")),
    )  # fmt: skip
    return Corpus(
        actors={a.slug: a for a in actors},
        issues={i.slug: i for i in issues},
        events={"flood": flood, "one/talks": talks},
        articles={a.slug: a for a in articles},
        claims=tuple(sorted(claims, key=lambda c: (c.article, c.passages[0].start))),
    )


# Text that breaks naive writers: quotes, backslashes, line ends, controls, scripts of either direction, lone marks.
HOSTILE = ("\"'\\", "a\nb\r\nc\td", "\\u0041 \\n", "שלום עולם", "\u202eevil\u202c", "𐍈🕊️", "<b>&amp;", "}} SERVICE <x> {", "\x00\x01\x7f", "\u2028\u2029\ufeff", "#\n# '''\"\"\"")  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
optional_texts = st.one_of(st.just(""), texts)
dates = st.sampled_from(
    ["2016-02-09", "2016-02", "2016-02~", "2016", "2016-02/2016-03", "../2016-02-07", "2016-01/..", "201X", "2016-21"]
)
decimals = st.decimals(min_value=-1, max_value=1, places=4).map(
    lambda d: Decimal(f"{d:f}".rstrip("0").rstrip(".") if "." in f"{d:f}" else d) + 0
)
amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=3).map(
    lambda d: Decimal(f"{d:f}".rstrip("0").rstrip(".")) + 0
)
quantities = st.lists(st.builds(Quantity, amounts, texts, optional_texts), max_size=3).map(tuple)
ACTORS = ("a", "b-2", "c3", "d")


def some(names, minimum: int = 0):
    return st.lists(st.sampled_from(names), min_size=minimum, max_size=3, unique=True).map(
        lambda found: tuple(sorted(found))
    )


@st.composite
def corpora(draw) -> Corpus:
    """Any corpus that reading could give, with what a graph does not order in its sorted form."""
    actors = {
        slug: draw(
            st.builds(
                Actor,
                st.just(slug),
                st.sampled_from(["state", "international-body", "person", "organization", "group"]),
                texts,
                st.lists(texts, max_size=3, unique=True).map(lambda found: tuple(sorted(found))),
                st.sampled_from(["", "ABC"]),
                st.sampled_from(["", "Q7"]),
                some(ACTORS),
                st.sampled_from(["", *ACTORS]),
                optional_texts,
            )
        )
        for slug in ACTORS
    }
    issues = {"i": draw(st.builds(Issue, st.just("i"), texts, texts))}
    event = st.builds(
        Event,
        st.just("e"),
        texts,
        st.sampled_from(["AGREE", "ASSAULT"]),
        decimals,
        some(ACTORS),
        some(ACTORS),
        some(["i"]),
        st.one_of(st.just(""), dates),
        st.sampled_from(["occurred", "proposed"]),
        optional_texts,
        quantities,
    )
    events = {"e": draw(event)}
    articles = {
        slug: draw(
            st.builds(
                Article,
                st.just(slug),
                texts,
                st.sampled_from(ACTORS),
                dates,
                texts,
                st.just(SHA),
                some(ACTORS),
                st.sampled_from("ABCDEF"),
                st.sampled_from("123456"),
                st.sampled_from(["", "https://example.org/ü?q[]=1"]),
            )
        )
        for slug in ("p", "q")
    }
    stances = st.builds(
        Stance,
        some(ACTORS, 1),
        st.sampled_from([*ACTORS, "i", "e"]),
        st.sampled_from(["opposes", "supports"]),
        decimals,
        optional_texts,
        optional_texts,
    )
    leverages = st.builds(
        Leverage,
        some(ACTORS, 1),
        some(ACTORS, 1),
        texts,
        st.sampled_from(["pressure", "constraint"]),
        st.sampled_from(["strong", "none"]),
        st.sampled_from(["", "i"]),
        optional_texts,
        optional_texts,
        quantities,
    )
    passages = st.builds(
        Passage, texts, st.integers(0, 10**6), st.integers(10**6, 10**7), optional_texts, optional_texts
    )
    hedges = st.one_of(
        st.builds(Hedge, texts),
        st.builds(Hedge, texts, st.just("likely"), st.just(Decimal("0.55")), st.just(Decimal("0.8")), optional_texts),
    )
    claims: list[Claim] = []
    for index in range(draw(st.integers(0, 4))):
        article = draw(st.sampled_from(["p", "q"]))
        key = f"{article}/c{index}"
        content = draw(
            st.one_of(stances, leverages, event.map(lambda e, key=key: replace(e, slug=key)), st.just(events["e"]))
        )
        content_key = f"{content.kind}/{getattr(content, 'slug', key)}"
        denied = draw(st.sampled_from([None, *claims]))
        if denied is not None:
            content, content_key = denied.content, denied.content_key
        elif isinstance(content, Event):
            events[content.slug] = content
        resolvers = [k for k in ("e", *(c.key.removeprefix(f"{article}/") for c in claims))]
        claims.append(
            Claim(
                slug=f"c{index}", article=article, claimants=draw(some(ACTORS, 1)),
                passages=tuple(draw(st.lists(passages, min_size=1, max_size=12))), content=content, content_key=content_key,
                mode=draw(st.sampled_from(["reported", "forecast", "interpreted", "conditional"])),
                certainty=draw(st.sampled_from(["certain", "probable", "possible", "unspecified"])),
                polarity="denied" if denied and denied.polarity == "affirmed" else "affirmed",
                reported_by=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=4, unique=True))),
                denies=denied.key if denied else "", hedges=tuple(draw(st.lists(hedges, max_size=11))),
                said_on=draw(st.one_of(st.just(""), dates)), condition=draw(optional_texts), no_interval=draw(optional_texts),
                resolution=draw(st.sampled_from(["", "pending", "partly-fulfilled"])), resolved_by=draw(some(resolvers)), note=draw(optional_texts),
            )
        )  # fmt: skip
    return Corpus(
        actors,
        issues,
        dict(sorted(events.items())),
        articles,
        tuple(sorted(claims, key=lambda c: (c.article, c.passages[0].start, c.slug))),
    )
