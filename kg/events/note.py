"""A dyad by its machine-coded events as an analyst's note: the verdict, then the events that weigh most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.signs import SHARES
from kg.model.wording import UNDECIDED, counted, signed, thin_coded, within
from kg.questions.prose import INDENT, plain, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.events.tension import EventContribution, EventExplanation
    from kg.questions.prose import Style

# A smaller share would be 0.000 with three places, and is written with an exponent.
NEGLIGIBLE = 5e-4


def note(found: EventExplanation, title: str, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    dyad = found.tension
    yield bold(f"{dyad.a} – {dyad.b}")
    yield title
    yield ""
    score = within(dyad.tension, dyad.low, dyad.high)
    yield f"tension {score}   hostile {dyad.hostile:.2f} · friendly {dyad.friendly:.2f} · mass {dyad.mass:.2f}"
    yield ""
    yield " ".join(_verdict(found))
    for heading, parts in (
        (f"What raises it ({SHARES})", [part for part in found.contributions if part.share > 0]),
        (f"What lowers it ({SHARES})", [part for part in found.contributions if part.share <= 0]),
    ):
        yield from section(heading, _events(parts), bold)


def _verdict(found: EventExplanation) -> Iterator[str]:
    dyad = found.tension
    yield f"On {counted(dyad.events, 'machine-coded event')} in {counted(dyad.clusters, 'cluster')}."
    if dyad.low <= 0 <= dyad.high:
        yield UNDECIDED
    if dyad.thin:
        yield thin_coded(dyad.clusters)
    if found.others:
        number = len(found.contributions)
        shown = "is the one that weighs" if number == 1 else f"are the {number} that weigh"
        yield f"Shown {shown} most; the other {found.others:,} together come to {signed(found.rest, 3)}."
    yield "No person has read these: a machine coded them from the news."


def _events(parts: Iterable[EventContribution]) -> Iterator[str]:
    for part in parts:
        share = signed(part.share, 3) if abs(part.share) >= NEGLIGIBLE else f"{part.share:+.0e}"
        what = " ".join((part.text or "event").split())
        place = part.url or (f"story {part.story}" if part.story else "")
        reported = " · ".join(filter(None, (part.publisher or part.cluster, place)))
        yield f"{share} {part.source} → {part.target}: {what} ({part.code or '–'})"
        yield f"{INDENT}{part.day} · {reported} · intensity {signed(part.intensity)} · id {part.id}"
