"""Every page, and how each is made from its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.web.pages.actor import actor_page
from kg.web.pages.article import article_page
from kg.web.pages.claim import claim_page
from kg.web.pages.dyad import dyad_page
from kg.web.pages.index import about_page, claims_page, claims_place, dyads_page, list_page, overview_page, pages_of
from kg.web.pages.issue import event_page, issue_page
from kg.web.pages.links import Links
from kg.web.pages.material import claim_place
from kg.web.pages.page import Frame, NoPageError
from kg.web.pages.places import LISTS, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.web.pages.material import Day, Material
    from kg.web.pages.quoting import Quoting

    Maker = Callable[[Frame, Place, Day], str]

THINGS = ("actor", "issue", "event")
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def places(material: Material) -> Iterator[Place]:
    """The place of every page, in a fixed order; a dyad has one if there is something to show."""
    yield Place("overview")
    yield Place("about")
    yield from (Place(kind) for kind in ("dyads", "actors", "issues", "events", "articles"))
    yield from (claims_place(number) for number in range(1, pages_of(material) + 1))
    yield from (Place("article", (slug,)) for slug in sorted(material.articles))
    yield from (Place("dyad", pair) for pair in sorted(material.pairs(material.today)))
    yield from (Place(kind, (slug,)) for kind in THINGS for slug in sorted(material.of_kind(kind)))
    yield from (claim_place(claim) for claim in material.claims.values())


def page(
    material: Material, quoting: Quoting, place: Place, *, live: bool, here: str = "", day: Day | None = None
) -> str:
    """The page of a place as HTML; raises NoPageError if there is nothing there.

    `here` is the path that the links start from, if not that of the place; `day` is the day of the scores, if not the
    newest article's.
    """
    if not exists(material, place):
        raise NoPageError(f"there is no {place.kind} {'/'.join(place.parts)}".strip())
    frame = Frame(material, quoting, Links(here or ("index" if place.kind == "overview" else place.path), live), place)
    return MAKERS[place.kind](frame, place, day or material.today)


def exists(material: Material, place: Place) -> bool:
    """Whether there is anything that this would be the page of; for two different actors there always is."""
    parts, kind = place.parts, place.kind
    if not parts:
        return kind in ("overview", "about", *LISTS)
    if len(parts) == 1:
        return _exists_one(material, place, parts[0])
    if len(parts) != 2 or kind not in ("claim", "dyad"):  # noqa: PLR2004 - two parts, as the kinds have them
        return False
    if kind == "dyad":
        return parts[0] < parts[1] and all(material.ends.get(part) == part for part in parts)
    claim = material.claims.get("/".join(parts))
    return claim is not None and claim_place(claim) == place


def _exists_one(material: Material, place: Place, part: str) -> bool:
    if place.kind == "claims":
        return PAGE_NUMBER.fullmatch(part) is not None and 1 < int(part) <= pages_of(material)
    if place.kind == "article":
        return part in material.articles
    return place.kind in THINGS and material.place(part) == place


MAKERS: dict[str, Maker] = {
    "overview": lambda frame, _, day: overview_page(frame, day),
    "about": lambda frame, _, __: about_page(frame),
    "dyads": lambda frame, _, day: dyads_page(frame, day),
    **{
        kind: lambda frame, place, _: list_page(frame, place.kind)
        for kind in ("actors", "issues", "events", "articles")
    },
    "claims": lambda frame, place, _: claims_page(frame, int(place.parts[0]) if place.parts else 1),
    "actor": lambda frame, place, day: actor_page(frame, place.parts[0], day),
    "dyad": lambda frame, place, day: dyad_page(frame, place.parts[0], place.parts[1], day),
    "article": lambda frame, place, _: article_page(frame, place.parts[0]),
    "claim": lambda frame, place, day: claim_page(frame, "/".join(place.parts), day),
    "issue": lambda frame, place, day: issue_page(frame, place.parts[0], day),
    "event": lambda frame, place, day: event_page(frame, place.parts[0], day),
}
