"""What moved between two days as an analyst's note: the verdict, what rose and fell, and the claims behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import THIN, counted, dated, faded, signed, within
from kg.questions.comparison.analysis import STILL
from kg.questions.counting import left_out_as_joint
from kg.questions.prose import INDENT, ITEM, item, plain, section, sourced, sureness
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.network.network import Network
    from kg.questions.comparison.analysis import Cause, Comparison, DyadShift
    from kg.questions.dyads import DyadTension
    from kg.questions.prose import Style

CAUSES = 3
DYADS = 20


def note(network: Network, comparison: Comparison, bold: Style = plain) -> Iterator[str]:
    """The lines of the note."""
    shifts = comparison.shifts
    yield bold(f"{dated(comparison.first)} and {dated(comparison.second)} compared")
    yield ""
    yield _verdict(network, comparison)
    still = [shift for shift in shifts if abs(shift.change) < STILL]
    older = [shift for shift in shifts if _only_older(shift)]
    moved = [shift for shift in shifts if abs(shift.change) >= STILL and not _only_older(shift)]
    yield from section("More tense", _shifts(network, [shift for shift in moved if shift.change > 0]), bold)
    yield from section("Less tense", _shifts(network, [shift for shift in moved if shift.change < 0]), bold)
    yield from section("Moved by ageing alone; nothing new was said", _shifts(network, older), bold)
    yield from section("Unchanged", _unchanged(network, still), bold)


def _verdict(network: Network, comparison: Comparison) -> str:
    """What the numbers say, in sentences."""
    shifts, rose, fell = comparison.shifts, comparison.rose, comparison.fell
    sentences = [f"Of {counted(len(shifts), 'dyad')} {rose} rose, {fell} fell and {len(shifts) - rose - fell} stayed."]
    if rose or fell:
        largest = shifts[0]
        sentences.append(f"The largest change is that of {_pair(network, largest)}, {signed(largest.change)}.")
    if fresh := sum(not shift.before.claims for shift in shifts):
        sentences.append(f"{counted(fresh, 'dyad was', 'dyads were')} first spoken of in between.")
    if older := sum(map(_only_older, shifts)):
        sentences.append(f"{counted(older, 'dyad')} moved by ageing alone: nothing new was said there.")
    clear = [shift for shift in shifts if shift.beyond == "beyond both intervals"]
    left = [shift for shift in shifts if shift.beyond == "beyond the earlier interval"]
    if clear:
        sentences.append(f"More than noise: {_pairs(network, clear)}, whose two intervals do not meet.")
    if left:
        sentences.append(f"Outside the earlier interval, but with intervals that meet: {_pairs(network, left)}.")
    if not rose and not fell:
        sentences.append("Nothing moved.")
    elif not clear and not left:
        sentences.append("Nothing moved beyond the intervals, so each change by itself may be none.")
    known = "had been published by then" if comparison.as_known else "is known now"
    sentences += [f"Each day is scored on what {known}.", left_out_as_joint(comparison.joint)]
    return " ".join(filter(None, sentences))


def _only_older(shift: DyadShift) -> bool:
    """Whether the score moved although the claims are the same on both days."""
    return abs(shift.change) >= STILL and all(cause.kind == "aged" for cause in shift.causes)


def _pair(network: Network, shift: DyadShift) -> str:
    return f"{network.label(shift.a)} – {network.label(shift.b)}"


def _pairs(network: Network, shifts: Sequence[DyadShift]) -> str:
    more = f" and {len(shifts) - DYADS:,} more" if len(shifts) > DYADS else ""
    return "; ".join(_pair(network, shift) for shift in shifts[:DYADS]) + more


def _shifts(network: Network, shifts: Sequence[DyadShift]) -> Iterator[str]:
    for shift in shifts[:DYADS]:
        scores = f"{_scored(shift.before)} → {_scored(shift.after)}"
        thin = f"; {THIN}" if shift.after.thin else ""
        yield f"{signed(shift.change)}  {_pair(network, shift)}: {scores}, {_how_far(shift)}{thin}"
        yield from _causes(network, shift)
    if len(shifts) > DYADS:
        yield item(f"and {counted(len(shifts) - DYADS, 'other dyad')}; --format csv lists all")


def _scored(dyad: DyadTension) -> str:
    return within(dyad.tension, dyad.low, dyad.high) if dyad.claims else "nothing said"


def _how_far(shift: DyadShift) -> str:
    if not shift.before.claims:
        return "first spoken of"
    return "within the intervals" if shift.beyond == "within" else shift.beyond


def _causes(network: Network, shift: DyadShift) -> Iterator[str]:
    causes = [cause for cause in shift.causes if abs(cause.change) >= STILL]
    for cause in causes[:CAUSES]:
        mark = "  [contested]" if cause.contested else ""
        yield f"{INDENT}{ITEM} {_share(cause)}: {described(network, cause.claim)}{mark}"
        yield from sourced(network, cause.claim)
        yield f"{INDENT}{sureness(network, cause.claim)} · {cause.claim.key}"
    if len(causes) > CAUSES:
        rest = sum(cause.change for cause in shift.causes[CAUSES:])
        yield f"{INDENT}{counted(len(shift.causes) - CAUSES, 'other claim')} together {signed(rest, 3)}"


def _share(cause: Cause) -> str:
    if cause.kind == "aged":
        return f"share {signed(cause.change, 3)}, said before ({signed(cause.before, 3)} → {signed(cause.after, 3)})"
    return f"share {signed(cause.change, 3)}, {cause.kind}"


def _unchanged(network: Network, shifts: Sequence[DyadShift]) -> Iterator[str]:
    for shift in shifts[:DYADS]:
        after = shift.after
        old = f"; {faded(after.newest, signed(after.unshrunk))}" if after.faded and after.newest else ""
        yield item(f"{_pair(network, shift)}: {_scored(after)}{old}")
    if len(shifts) > DYADS:
        yield item(f"and {counted(len(shifts) - DYADS, 'other dyad')}; --format csv lists all")
