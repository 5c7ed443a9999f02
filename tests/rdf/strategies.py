"""Any corpus that reading could give, with texts that break naive writers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from kg.model.languages import LanguageString, by_language, same_text, shown, tagged
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
    Passage,
    Quantity,
    Stance,
)
from tests.rdf.corpora import SHA

ACTORS = ("a", "b-2", "c3", "d")
KINDS = ("state", "international-body", "person", "organization", "group")
HOSTILE = (
    "\"'\\", "a\nb\r\nc\td", "\\u0041 \\n", "שלום עולם", "\u202eevil\u202c", "𐍈🕊️", "<b>&amp;", "}} SERVICE <x> {",
    "\x00\x01\x7f", "\u2028\u2029\ufeff", "#\n# '''\"\"\"", " led and trailed ", "e\u0301", "@en", "^^<x>",
)  # fmt: skip
DATES = (
    "2016-02-09", "2016-02", "2016-02~", "2016", "2016-02/2016-03", "../2016-02-07", "2016-01/..", "201X", "2016-21",
)  # fmt: skip

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
maybe = st.one_of(st.just(""), texts)
dates = st.sampled_from(DATES)
TAGS = ("en", "zh-Hant-TW", "de-1996", "en-x-foo", "ar")
languages = st.sampled_from(["", *TAGS])
# Texts in a stated language or in none.
spoken = st.builds(tagged, texts, languages)


# The same in other languages, in the order in which a graph gives them back.
others = st.lists(st.builds(LanguageString, texts, st.sampled_from(("fr", "ja"))), max_size=3).map(by_language)


def canonical(number: Decimal) -> Decimal:
    """One number in one way: no exponent, no trailing zeros, no negative zero."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".") if number % 1 else int(number)) + 0


decimals = st.decimals(-1, 1, places=4).map(canonical)
amounts = st.decimals(-(10**15), 10**15, places=3).map(canonical)
offsets = st.integers(0, 10**7)
copied = st.lists(st.builds(CopiedPassage, offsets, offsets, offsets, offsets), max_size=12).map(tuple)
quantities = st.lists(st.builds(Quantity, amounts, texts, maybe), max_size=3).map(tuple)


def some(names, least: int = 0):
    """A few of these, sorted as the graph gives them back."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=3, unique=True).map(
        lambda found: tuple(sorted(found))
    )


def actors(slug: str):
    aliases = st.lists(spoken, max_size=3).map(by_language)
    return st.builds(
        Actor, slug=st.just(slug), kind=st.sampled_from(KINDS), label=spoken, aliases=aliases, other_labels=others,
        iso3=st.sampled_from(["", "ABC"]), wikidata=st.sampled_from(["", "Q7"]), member_of=some(ACTORS),
        acts_for=st.sampled_from(["", *ACTORS]), note=maybe,
    )  # fmt: skip


def articles(slug: str):
    urls = st.sampled_from(["", "https://example.org/ü?q=1#x", "https://example.org/?q[]=1"])
    return st.builds(
        Article, slug=st.just(slug), title=texts, publisher=st.sampled_from(ACTORS), published=dates, published_basis=texts,
        sha256=st.just(SHA), authors=some(ACTORS), reliability=st.sampled_from("ABCDEF"),
        credibility=st.sampled_from("123456"), url=urls, language=languages, copied=copied,
    )  # fmt: skip


@st.composite
def issues(draw) -> Issue:
    """An issue; of several definitions that in the language of its label is the one that is shown."""
    label, definition = draw(spoken), draw(spoken)
    definitions = (definition, *draw(others))
    definition = shown(definitions, label)
    rest = by_language(each for each in definitions if not same_text(each, definition))
    return Issue("i", label, definition, other_labels=draw(others), other_definitions=rest)


events = st.builds(
    Event, slug=st.just("e"), label=spoken, other_labels=others, type=st.sampled_from(["AGREE", "ASSAULT"]), goldstein=decimals,
    initiators=some(ACTORS), recipients=some(ACTORS), about=some(["i"]), when=st.one_of(st.just(""), dates),
    status=st.sampled_from(["occurred", "proposed"]), reason=maybe, quantities=quantities,
)  # fmt: skip
stances = st.builds(
    Stance, holders=some(ACTORS, 1), target=st.sampled_from([*ACTORS, "i", "e"]), type=st.sampled_from(["opposes", "supports"]),
    position=decimals, construed_as=maybe, ground=maybe, reason=maybe, kind=st.just("stance"),
)  # fmt: skip
leverages = st.builds(
    Leverage, wielders=some(ACTORS, 1), over=some(ACTORS, 1), instrument=texts, effect=st.sampled_from(["pressure", "constraint"]),
    strength=st.sampled_from(["strong", "none"]), instrument_issue=st.sampled_from(["", "i"]), aim=maybe, condition=maybe,
    quantities=quantities, kind=st.just("leverage"),
)  # fmt: skip
passages = st.builds(
    Passage,
    texts,
    st.integers(0, 10**6),
    st.integers(10**6, 10**7),
    maybe,
    maybe,
    st.one_of(st.just(""), spoken),
    maybe,
)
bounded = st.builds(Hedge, texts, st.just("likely"), st.just(Decimal("0.55")), st.just(Decimal("0.8")), maybe)
hedges = st.one_of(st.builds(Hedge, texts), bounded)


@st.composite
def claims(draw, index: int, event: Event, earlier: list[Claim]) -> Claim:
    """A claim about something new, about the named event, or against an earlier claim."""
    article = draw(st.sampled_from(["p", "q"]))
    key = f"{article}/c{index}"
    denied = draw(st.sampled_from([None, *earlier]))
    own = draw(st.one_of(stances, leverages, st.just(event), events.map(lambda found: replace(found, slug=key))))
    content = denied.content if denied else own
    named = content.slug if isinstance(content, Event) else key
    return Claim(
        slug=f"c{index}", article=article, claimants=draw(some(ACTORS, 1)),
        passages=tuple(draw(st.lists(passages, min_size=1, max_size=2))),
        content=content, content_key=denied.content_key if denied else f"{content.kind}/{named}",
        mode=draw(st.sampled_from(["reported", "forecast", "interpreted", "conditional"])),
        certainty=draw(st.sampled_from(["certain", "probable", "possible", "unspecified"])),
        polarity="denied" if denied and denied.polarity == "affirmed" else "affirmed",
        reported_by=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=3, unique=True))),
        denies=denied.key if denied else "", hedges=tuple(draw(st.lists(hedges, max_size=2))),
        said_on=draw(st.one_of(st.just(""), dates)), condition=draw(maybe), no_interval=draw(maybe),
        resolution=draw(st.sampled_from(["", "pending", "partly-fulfilled"])),
        language=draw(st.sampled_from(["", "ko"])),
        resolved_by=draw(some(["e", *(claim.key.removeprefix(f"{article}/") for claim in earlier)])), note=draw(maybe),
        drafted_by=draw(maybe),
    )  # fmt: skip


@st.composite
def corpora(draw) -> Corpus:
    named = draw(events)
    found: list[Claim] = []
    for index in range(draw(st.integers(0, 3))):
        found.append(draw(claims(index, named, found)))
    told = {claim.content.slug: claim.content for claim in found if isinstance(claim.content, Event)}
    return Corpus(
        actors={slug: draw(actors(slug)) for slug in ACTORS},
        issues={"i": draw(issues())},
        events=dict(sorted(({"e": named} | told).items())),
        articles={slug: draw(articles(slug)) for slug in ("p", "q")},
        claims=tuple(sorted(found, key=lambda claim: (claim.article, claim.passages[0].start, claim.slug))),
    )
