"""What moved between two days as an analyst's note: the verdict, what rose and fell, and the claims behind it."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from kg.model.wording import THIN, counted, dated, faded, shown_of, signed, within
from kg.questions.claim_groups import claim_groups
from kg.questions.comparison.analysis import STILL
from kg.questions.counting import left_out_as_joint
from kg.questions.prose import INDENT, ITEM, brief, is_long, item, plain, repeated, section, sourced, sureness
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.network.network import Network
    from kg.questions.comparison.analysis import Cause, Comparison, DyadShift
    from kg.questions.dyads import DyadTension
    from kg.questions.prose import Style

# So many causes of a change are shown, and so many dyads named in a sentence.
CAUSES = 3
NAMED = 5


def note(network: Network, comparison: Comparison, bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the note; of each list at most `top` dyads with what moved them most, or all with more of it."""
    shifts = comparison.shifts
    yield bold(f"{dated(comparison.first)} and {dated(comparison.second)} compared")
    yield ""
    yield _verdict(network, comparison)
    still = [shift for shift in shifts if abs(shift.change) < STILL]
    older = [shift for shift in shifts if _only_older(shift)]
    moved = [shift for shift in shifts if abs(shift.change) >= STILL and not _only_older(shift)]
    rose, fell = ([shift for shift in moved if shift.change * sign > 0] for sign in (1, -1))
    for title, listed_shifts in (("More tense", rose), ("Less tense", fell)):
        yield from section(_title(title, listed_shifts, top), shift_lines(network, listed_shifts, top), bold)
    title = _title("Moved by ageing alone; nothing new was said", older, top)
    yield from section(title, _aged(network, older, top), bold)
    yield from section(_title("Unchanged", still, top), _unchanged(network, still, top), bold)


def _title(title: str, shifts: Sequence[DyadShift], top: int | None) -> str:
    """A heading, with how many of the list are shown."""
    return f"{title}: {shown_of(len(shifts[:top]), len(shifts), 'dyad')}" if shifts else title


def _verdict(network: Network, comparison: Comparison) -> str:
    """What the numbers say, in sentences."""
    shifts, rose, fell = comparison.shifts, comparison.rose, comparison.fell
    sentences = [f"Of {counted(len(shifts), 'dyad')} {rose} rose, {fell} fell and {len(shifts) - rose - fell} stayed."]
    if rose or fell:
        largest = shifts[0]
        sentences.append(f"The largest change is that of {pair(network, largest)}, {signed(largest.change)}.")
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


def pair(network: Network, shift: DyadShift) -> str:
    """The two of a dyad by their labels."""
    return f"{network.label(shift.a)} – {network.label(shift.b)}"


def _pairs(network: Network, shifts: Sequence[DyadShift]) -> str:
    more = f" and {len(shifts) - NAMED:,} more" if len(shifts) > NAMED else ""
    return "; ".join(pair(network, shift) for shift in shifts[:NAMED]) + more


def shift_lines(network: Network, shifts: Sequence[DyadShift], top: int | None) -> Iterator[str]:
    """What moved at most `top` dyads: of each the change, the scores before and after, and the claims behind it."""
    long = is_long(shifts, top)
    for shift in shifts[:top]:
        scores = f"{_scored(shift.before)} → {_scored(shift.after)}"
        thin = f"; {THIN}" if shift.after.thin else ""
        yield f"{signed(shift.change)}  {pair(network, shift)}: {scores}, {_how_far(shift)}{thin}"
        yield from _cause_in_short(network, shift) if long else _causes(network, shift)


def _aged(network: Network, shifts: Sequence[DyadShift], top: int | None) -> Iterator[str]:
    """Dyads of which nothing new was said: where they are many a line each, since nothing that was said moved them."""
    if not is_long(shifts, top):
        yield from shift_lines(network, shifts, top)
        return
    for shift in shifts[:top]:
        yield f"{signed(shift.change)}  {pair(network, shift)}: {_scored(shift.before)} → {_scored(shift.after)}"


def _cause_in_short(network: Network, shift: DyadShift) -> Iterator[str]:
    """The cause that moved a dyad most the way it went, how often that is said, and in how many claims the rest is."""
    cause = next((each for each in shift.causes if each.change * shift.change > 0), None)
    if cause is None:
        return
    groups = claim_groups(network, [each.claim for each in shift.causes])
    own = next(group for group in groups if cause.claim in group.claims)
    mark = "  [contested]" if cause.contested else ""
    often = f"; {repeated(network, own)}" if len(own.claims) > 1 else ""
    yield f"{INDENT}{ITEM} {_share(cause)}: {described(network, cause.claim)}{mark}{often}"
    yield from brief(network, cause.claim)
    if len(groups) > 1:
        rest = fsum([shift.change, *(-each.change for each in shift.causes if each.claim in own.claims)])
        others = counted(len(shift.causes) - len(own.claims), "other claim")
        yield f"{INDENT}{others} together {signed(rest, 3)}"


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


def _unchanged(network: Network, shifts: Sequence[DyadShift], top: int | None) -> Iterator[str]:
    for shift in shifts[:top]:
        after = shift.after
        old = f"; {faded(after.newest, signed(after.unshrunk))}" if after.faded and after.newest else ""
        yield item(f"{pair(network, shift)}: {_scored(after)}{old}")
