"""What was known by a day: from when on articles and events are, and claims without what came later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.dates import span
from kg.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kg.model.records import Article, Claim


def known_from(article: Article) -> date | None:
    """The day from which an article is known, or None without a date: the last it means, or the first if it is open."""
    if not article.published:
        return None
    days = span(article.published)
    return days.latest or days.earliest


def reported_event(claim: Claim) -> str:
    """The slug of the event that a claim makes known by reporting that it came about, or nothing.

    Forecasting an event, denying it, or giving it as the reading of something else makes it known to nobody.
    """
    if isinstance(claim.content, Event) and claim.mode == "reported" and claim.polarity == "affirmed":
        return claim.content.slug
    return ""


def without_note(claim: Claim) -> Claim:
    """The claim without its curator's note, which is written with all that is known now."""
    return replace(claim, note="") if claim.note else claim


def as_known(claim: Claim, known: Callable[[str], bool]) -> Claim:
    """The claim with only those of its resolutions, claims by key or events by slug, that were known."""
    if not claim.resolved_by:
        return claim
    evidence = tuple(name for name in claim.resolved_by if known(_key(claim, name)) or known(name))
    return replace(claim, resolved_by=evidence, resolution=claim.resolution if evidence else "pending")


def _key(claim: Claim, name: str) -> str:
    return name if "/" in name else f"{claim.article}/{name}"
