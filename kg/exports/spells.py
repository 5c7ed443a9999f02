"""The days for which ties and dyads hold, as spans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model.dates import DateError, Span, span
from kg.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Article, Claim
    from kg.network.network import Tie
    from kg.questions.dyads import DyadTension

ONE_DAY = timedelta(days=1)


def claim_spell(claim: Claim, article: Article) -> Span | None:
    """The days that a claim is about: those of its event, else those on which it was said; None without a date."""
    when = claim.content.when if isinstance(claim.content, Event) else ""
    for text in (when, claim.said_on, article.published):
        if text:
            try:
                return span(text)
            except DateError:
                continue
    return None


def tie_spell(tie: Tie) -> Span | None:
    """The days for which a tie holds, those of its claim."""
    return claim_spell(tie.claim, tie.article)


def dyad_spell(dyad: DyadTension) -> Span:
    """From the first day of what a dyad's score rests on to the day of the score."""
    return Span(min((part.day for part in dyad.contributions), default=dyad.at), dyad.at)


def merged(spells: Iterable[Span]) -> list[Span]:
    """The same days in as few spells as can be, sorted; those that touch or overlap become one."""
    found: list[Span] = []
    for spell in sorted(set(spells), key=lambda s: (s.earliest or date.min, s.latest or date.max)):
        last = found[-1] if found else None
        if last is not None and _touch(last, spell):
            latest = None if last.latest is None or spell.latest is None else max(last.latest, spell.latest)
            found[-1] = Span(last.earliest, latest)
        else:
            found.append(spell)
    return found


def _touch(first: Span, then: Span) -> bool:
    """Whether the second spell begins by the day after the first ends; the first begins no later than the second."""
    if first.latest is None or then.earliest is None:
        return True
    return then.earliest == date.min or then.earliest - ONE_DAY <= first.latest
