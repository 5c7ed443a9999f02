"""Claims by hand, and coders who made them, without files."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from kg.coders.coded import Coded
from kg.model.records import Article, Claim, Corpus, Event, Leverage, Passage, Stance
from kg.sources.coding import Coder, Coding

ACTORS = ("china", "japan", "usa")
TYPES = ("opposes", "supports", "wary-of")


def stance(holder="china", target="japan", type_="opposes", position="-0.7"):
    return Stance((holder,), target, type_, Decimal(position))


def event(initiator="china", recipient="japan", type_="ACCUSE", goldstein="-3"):
    return Event("a/x", "It", type_, Decimal(goldstein), (initiator,), (recipient,))


def leverage(wielder="china", over="japan", effect="pressure", strength="strong"):
    return Leverage((wielder,), (over,), "trade", effect, strength)


def claim(
    slug, start, end, content=None, *, article="a", said_by=("gazette",), mode="reported", certainty="certain", more=()
):
    """A claim on the characters from start to end, and on those of `more`."""
    passages = tuple(Passage("x" * (e - s), s, e) for s, e in ((start, end), *more))
    content = content if content is not None else stance()
    return Claim(slug, article, tuple(said_by), passages, content, f"stance/{article}/{slug}", mode, certainty)


def article(slug, published="2016-02-09"):
    return Article(slug, f"On {slug}", "gazette", published, "", "")


def coded(coders, terms, *, published=None, settled=(), flawed=None):
    """A project whose coders have these claims, by name and article."""
    slugs = sorted({slug for claims in coders.values() for slug in claims} | {each.article for each in settled})
    articles = {slug: article(slug, (published or {}).get(slug, "2016-02-09")) for slug in slugs}
    corpus = Corpus({}, {}, {}, articles, tuple(settled))
    made = {
        name: Coder(name, {slug: tuple(each) for slug, each in claims.items()}, frozenset((flawed or {}).get(name, ())))
        for name, claims in coders.items()
    }
    return Coded(corpus, Coding(made), terms)


@st.composite
def claims(draw, prefix="c", most=8):
    """Some claims of one article, many of which overlap."""
    found = []
    for number in range(draw(st.integers(0, most))):
        start = draw(st.integers(0, 40))
        content = draw(
            st.sampled_from(
                [stance(h, t, k) for h in ACTORS[:2] for t in ACTORS[1:] for k in TYPES[:2]] + [event(), leverage()]
            )
        )
        said_by = draw(st.sampled_from([("gazette",), ("china",), ("china", "gazette")]))
        mode = draw(st.sampled_from(["reported", "forecast"]))
        found.append(
            claim(f"{prefix}{number}", start, start + draw(st.integers(1, 25)), content, said_by=said_by, mode=mode)
        )
    return found
