"""Every page, and how each is made from its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.web.pages.actor import actor_page
from kg.web.pages.article import article_page
from kg.web.pages.claim import claim_page
from kg.web.pages.disputes import (
    dispute_of,
    dispute_page,
    dispute_page_id,
    disputes_page,
    disputes_page_id,
    disputes_pages,
    long_disputes,
)
from kg.web.pages.dyad import Parts, dyad_page, dyad_part_page, has_part
from kg.web.pages.index import about_page, claims_page, claims_page_id, dyads_page, list_page, overview_page, pages_of
from kg.web.pages.issue import event_page, issue_page
from kg.web.pages.links import Links
from kg.web.pages.material import claim_page_id
from kg.web.pages.page import Frame, NoPageError
from kg.web.pages.page_id import LISTS, PageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.web.pages.material import Day, Material
    from kg.web.pages.quoting import Quoting

    Maker = Callable[[Frame, PageId, Day], str]

THINGS = ("actor", "issue", "event")
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def page_ids(material: Material) -> Iterator[PageId]:
    """The id of every page, in a fixed order; a dyad has one if there is something to show."""
    yield PageId("overview")
    yield PageId("about")
    yield from (PageId(kind) for kind in ("dyads", "actors", "issues", "events", "articles"))
    yield from (claims_page_id(number) for number in range(1, pages_of(material) + 1))
    yield from (disputes_page_id(number) for number in range(1, disputes_pages(material) + 1))
    yield from (dispute_page_id(dispute) for dispute in long_disputes(material.today))
    yield from (PageId("article", (slug,)) for slug in sorted(material.articles))
    for pair in sorted(material.pairs(material.today)):
        yield PageId("dyad", pair)
        yield from (PageId("dyad-part", (*pair, name)) for name in Parts(material, *pair, material.today).long())
    yield from (PageId(kind, (slug,)) for kind in THINGS for slug in sorted(material.of_kind(kind)))
    yield from (claim_page_id(claim) for claim in material.claims.values())


def page(
    material: Material, quoting: Quoting, page_id: PageId, *, live: bool, here: str = "", day: Day | None = None
) -> str:
    """The page of an id as HTML; raises NoPageError if there is nothing there.

    `here` is the path that the links start from, if not that of the page; `day` is the day of the scores, if not the
    newest article's.
    """
    if not exists(material, page_id):
        raise NoPageError(f"there is no {page_id.kind} {'/'.join(page_id.parts)}".strip())
    frame = Frame(
        material, quoting, Links(here or ("index" if page_id.kind == "overview" else page_id.path), live), page_id
    )
    return MAKERS[page_id.kind](frame, page_id, day or material.today)


def exists(material: Material, page_id: PageId) -> bool:
    """Whether there is anything that this would be the page of; for two different actors there always is."""
    parts, kind = page_id.parts, page_id.kind
    if not parts:
        return kind in ("overview", "about", "disputes", *LISTS)
    if len(parts) == 1:
        return _exists_one(material, page_id, parts[0])
    if len(parts) == 2:  # noqa: PLR2004 - two parts, as the kinds have them
        return _exists_two(material, page_id, *parts)
    return kind == "dyad-part" and exists(material, PageId("dyad", parts[:2])) and has_part(material, *parts)


def _exists_two(material: Material, page_id: PageId, a: str, b: str) -> bool:
    if page_id.kind == "dyad":
        return a < b and all(material.ends.get(part) == part for part in (a, b))
    if page_id.kind == "dispute":
        return dispute_of(material.today, page_id) is not None
    claim = material.claims.get(f"{a}/{b}") if page_id.kind == "claim" else None
    return claim is not None and claim_page_id(claim) == page_id


def _exists_one(material: Material, page_id: PageId, part: str) -> bool:
    if page_id.kind in ("claims", "disputes"):
        last = pages_of(material) if page_id.kind == "claims" else disputes_pages(material)
        return PAGE_NUMBER.fullmatch(part) is not None and 1 < int(part) <= last
    if page_id.kind == "article":
        return part in material.articles
    return page_id.kind in THINGS and material.page_id(part) == page_id


def _dispute_page(frame: Frame, page_id: PageId) -> str:
    """The page of a dispute of the newest day, the only day on which there are pages of disputes."""
    today = frame.material.today
    found = dispute_of(today, page_id)
    assert found is not None
    return dispute_page(frame, found, today)


MAKERS: dict[str, Maker] = {
    "overview": lambda frame, _, day: overview_page(frame, day),
    "about": lambda frame, _, __: about_page(frame),
    "dyads": lambda frame, _, day: dyads_page(frame, day),
    **{
        kind: lambda frame, page_id, _: list_page(frame, page_id.kind)
        for kind in ("actors", "issues", "events", "articles")
    },
    "claims": lambda frame, page_id, _: claims_page(frame, int(page_id.parts[0]) if page_id.parts else 1),
    "disputes": lambda frame, page_id, day: disputes_page(frame, int(page_id.parts[0]) if page_id.parts else 1, day),
    "dispute": lambda frame, page_id, _: _dispute_page(frame, page_id),
    "actor": lambda frame, page_id, day: actor_page(frame, page_id.parts[0], day),
    "dyad": lambda frame, page_id, day: dyad_page(frame, page_id.parts[0], page_id.parts[1], day),
    "dyad-part": lambda frame, page_id, day: dyad_part_page(
        frame, page_id.parts[0], page_id.parts[1], page_id.parts[2], day
    ),
    "article": lambda frame, page_id, _: article_page(frame, page_id.parts[0]),
    "claim": lambda frame, page_id, day: claim_page(frame, "/".join(page_id.parts), day),
    "issue": lambda frame, page_id, day: issue_page(frame, page_id.parts[0], day),
    "event": lambda frame, page_id, day: event_page(frame, page_id.parts[0], day),
}
