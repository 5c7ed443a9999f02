"""Search by plain words in names, aliases, titles, quotes and what claims say; for a server alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.languages import tagged
from kg.model.vocabulary import searchable
from kg.web.claim_card import Name
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim
    from kg.web.pages.material import Material
    from kg.web.pages.page import Frame

MOST_LETTERS, MOST_WORDS, MOST_FOUND = 200, 12, 50


def search_page(frame: Frame, query: str) -> str:
    """Everything that has all words of the query; of each kind, as many as a page can hold."""
    asked = query[:MOST_LETTERS].strip()
    wanted = searchable(asked).split()[:MOST_WORDS]
    things = list(_things(frame, wanted)) if wanted else []
    claims = tuple(_claims(frame.material, wanted)) if wanted else ()
    return frame.page(
        "search",
        f"Search: {asked}" if asked else "Search",
        data=False,
        query=asked,
        things=things[:MOST_FOUND],
        more=max(0, len(things) - MOST_FOUND),
        count=len(claims),
        rows=frame.rows(claims),
    )


def _things(frame: Frame, wanted: list[str]) -> Iterator[tuple[Name, str]]:
    """Names and titles: those that begin as the query does come first."""
    material, found = frame.material, []
    for kind in ("actor", "issue", "event"):
        for slug in material.of_kind(kind):
            record = material.network.records[slug]
            name = material.label(slug)
            text = searchable(" ".join((name, slug, getattr(record, "iso3", ""), *getattr(record, "names", ())[1:])))
            if all(word in text for word in wanted):
                kind_label = frame.term("Class", getattr(record, "kind", kind) if kind == "actor" else kind)
                found.append(
                    (
                        not searchable(name).startswith(wanted[0]),
                        Name(name, frame.links.to(PageId(kind, (slug,)))),
                        kind_label,
                    )
                )
    for slug, article in material.articles.items():
        if all(word in searchable(f"{article.title} {slug}") for word in wanted):
            found.append(
                (
                    True,
                    Name(tagged(article.title, article.language), frame.links.to(PageId("article", (slug,)))),
                    "Article",
                )
            )
    return ((name, kind_label) for _, name, kind_label in sorted(found, key=lambda each: each[0]))


def _claims(material: Material, wanted: list[str]) -> Iterator[Claim]:
    for key, text in material.searched.items():
        if all(word in text for word in wanted):
            yield material.claims[key]
