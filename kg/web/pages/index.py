"""The pages that lead to the others: the whole at a glance, lists of every kind, and how to read all this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.measure.lens import Lens
from kg.model.dates import span
from kg.model.languages import tagged
from kg.model.records import Actor, Event
from kg.model.vocabulary import collation
from kg.model.wording import capital, counted, heading, published, when
from kg.network.copies import families
from kg.questions.counting import in_words, uncounted
from kg.web.claim_card import Name
from kg.web.pages.cards import Line
from kg.web.pages.disputes import pager
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from kg.model.records import Article
    from kg.web.pages.material import Day, Material
    from kg.web.pages.page import Frame


ON_A_PAGE = 100
FIRST_DYADS = 10
LEADS = {
    "actors": "Everybody who holds, does or says something, and for whom they act.",
    "issues": "What positions are about: policies, deployments, sanctions.",
    "events": "What happened, is said to have happened, or may.",
    "articles": "What was read. Each opens with its whole text, every coded passage marked.",
}


def overview_page(frame: Frame, day: Day) -> str:
    """The whole at a glance: what there is, the most tense dyads, the articles."""
    material = frame.material
    numbers = (
        ("articles", "article", len(material.articles)),
        ("claims", "claim", len(material.claims)),
        ("dyads", "dyad", len(day.dyads)),
        ("disputes", "dispute", len(day.disputes)),
        ("actors", "actor", len(material.of_kind("actor"))),
        ("issues", "issue", len(material.of_kind("issue"))),
        ("events", "event", len(material.of_kind("event"))),
    )
    return frame.page(
        "overview",
        frame.material.network.description.title or "Détente: who says what about whom",
        data=False,
        day=frame.as_of(day),
        numbers=[Name(counted(number, one), frame.links.to(PageId(kind))) for kind, one, number in numbers],
        counting=_counting(frame, day),
        dyads=frame.dyads(day.dyads[:FIRST_DYADS]),
        more=max(0, len(day.dyads) - FIRST_DYADS),
        all_dyads=frame.links.to(PageId("dyads")),
        articles=_articles(frame)[:FIRST_DYADS],
        map=frame.links.to(PageId("map")) if material.has_map else "",
    )


def dyads_page(frame: Frame, day: Day) -> str:
    """Every dyad with a score, most tense first, and the pairs about whom only other things are said."""
    scored = {(d.a, d.b) for d in day.dyads}
    label = frame.material.label
    pairs = frame.material.pairs(day) - scored
    others = sorted(pairs, key=lambda pair: (*(collation(label(slug)) for slug in pair), pair))
    return frame.page(
        "dyads",
        "Dyads",
        data=False,
        day=frame.as_of(day),
        counting=_counting(frame, day),
        dyads=frame.dyads(day.dyads),
        others=[
            Name(" – ".join(map(frame.material.in_sentence, pair)), frame.links.to(PageId("dyad", pair)))
            for pair in others
        ],
    )


def _counting(frame: Frame, day: Day) -> str:
    """How many claims count in a score on the day, and why the others do not."""
    network, lens = frame.material.network, Lens(at=day.at, parameters=frame.material.parameters)
    return in_words(uncounted(network, day.dyads, lens), network.claims)


def list_page(frame: Frame, kind: str) -> str:
    """A list of every actor, issue, event or article."""
    lines = _articles(frame) if kind == "articles" else _things(frame, kind.removesuffix("s"))
    return frame.page("list", capital(kind), data=False, lead=LEADS[kind], lines=lines)


def claims_page(frame: Frame, number: int) -> str:
    """A page of the list of all claims; the first has the number 1."""
    claims = tuple(frame.material.claims.values())
    last = pages_of(frame.material)
    title = "Claims" if last == 1 else f"Claims, page {number} of {last}"
    return frame.page(
        "claims",
        title,
        data=False,
        total=len(claims),
        rows=frame.rows(claims[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]),
        pager=pager(number, last, lambda at: frame.links.to(claims_page_id(at))),
    )


def claims_page_id(number: int) -> PageId:
    """The id of a page of the list of claims."""
    return PageId("claims", (str(number),) if number > 1 else ())


def pages_of(material: Material) -> int:
    """How many pages the list of claims has."""
    return max(1, -(-len(material.claims) // ON_A_PAGE))


def about_page(frame: Frame) -> str:
    """How to read the pages, how scores are computed, and what was built from what."""
    manifest = frame.material.manifest
    facts = [("Dataset (SHA-256)", str(manifest.get("dataset", ""))), ("As of", str(manifest.get("as_of") or ""))]
    versions = manifest.get("versions")
    if isinstance(versions, dict):
        facts.append(("Made by", ", ".join(f"{name} {version}" for name, version in versions.items())))
    parameters = frame.material.parameters
    return frame.page(
        "about",
        "About these pages",
        data=False,
        parameters=parameters,
        facts=[(name, text) for name, text in facts if text],
    )


def _articles(frame: Frame) -> list[Line]:
    """The articles, newest first, each with its copies below it."""
    material = frame.material
    copies = {family.original.slug: family.copies for family in families(material.articles)}
    below = {article.slug for group in copies.values() for article in group}

    def line(article: Article) -> Line:
        details = ", ".join(filter(None, (material.in_sentence(article.publisher), published(article.published))))
        number = len(material.in_article.get(article.slug, ()))
        name = Name(tagged(article.title, article.language), frame.links.to(PageId("article", (article.slug,))))
        return Line(name, details, number, tuple(map(line, copies.get(article.slug, ()))))

    listed = (article for article in material.articles.values() if article.slug not in below)
    return [line(article) for article in sorted(listed, key=_newest_first)]


def _newest_first(article: Article) -> tuple[int, str]:
    last = span(article.published).latest
    return -(last.toordinal() if last else 0), article.slug


def _things(frame: Frame, kind: str) -> list[Line]:
    material = frame.material
    found = []
    for slug in material.of_kind(kind):
        record = material.network.records[slug]
        acts_for = getattr(record, "acts_for", "")
        details = [frame.term("Class", record.kind)] if isinstance(record, Actor) else []
        details += [f"acts for {material.in_sentence(acts_for)}"] if acts_for else []
        details += [when(record.when)] if isinstance(record, Event) and record.when else []
        details += [material.network.for_sentences.words(getattr(record, "definition", ""))]
        number = len(material.about.get(slug, ())) + len(material.said_by.get(slug, ()))
        found.append(
            Line(
                Name(
                    material.label(slug) if kind == "actor" else heading(material.label(slug)),
                    frame.links.to(PageId(kind, (slug,))),
                ),
                ", ".join(filter(None, details)),
                number,
            )
        )
    return found
