"""A dyad over time as an analyst's note: the verdict, a chart in text, then what entered when, with what effect."""

from __future__ import annotations

from itertools import chain, count, groupby, pairwise
from typing import TYPE_CHECKING

from kg.model.dates import span
from kg.model.records import Leverage
from kg.model.wording import YEAR, counted, dated, reason_of_effect, shown_of, signed, spanned, thin_evidence, within
from kg.questions.claim_groups import claim_groups, group_key
from kg.questions.comparison.analysis import STILL, beyond
from kg.questions.counting import JOINT_ALONE, joint_dyads
from kg.questions.prose import INDENT, ROW, brief, is_long, item, plain, repeated, section, sourced, sureness
from kg.questions.saying import described, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.prose import Style
    from kg.questions.timeline.analysis import Point, Timeline

# Columns of the chart from -1 to +1, both included, with 0 in the middle.
CHART = 41
# More days in a row without anything new are one line of the chart; CSV and JSON have each.
MOST_QUIET = 3
# A chart that is to be short has no more lines, one for so many months, or for years.
MOST_ROWS = 16
PERIODS = (1, 3, 6, 12)
# A time without any claim is mentioned if it is longer: two months.
QUIET_DAYS = 60
EFFECTS = (
    "Before it stands its effect: the score of that day less the score without it. The effects of a day need not add "
    "up to the step, since claims take weight from each other."
)


def note(network: Network, timeline: Timeline, bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the note; none if there are no points.

    Without `top` every day stands there with all that entered. Where more than `top` days have something new, so many
    are shown, those that moved the score most, each with what moved it; the chart has a line a month, or longer.
    """
    if not timeline.points:
        return
    first, last = timeline.points[0], timeline.points[-1]
    a, b = network.label(timeline.a), network.label(timeline.b)
    yield bold(f"{a} – {b}, {spanned(first.day, last.day)}")
    yield ""
    yield _verdict(network, timeline)
    if last.dyad.joint:
        yield ""
        yield (
            f"All that is said of the two is of {JOINT_ALONE}. What many do together tells no two of them apart; of "
            f"timeline.csv and the RDF this leaves out {counted(joint_dyads(network, timeline.lens), 'dyad')}."
        )
    yield ""
    days = [point for point in timeline.points if point.arrived]
    long = is_long(days, top)
    yield from _chart(timeline, short=long)
    yield ""
    dated_by = "its article's date leaves open" if timeline.as_known else "its date leaves open"
    yield f"A claim enters on the last day that {dated_by}.{_lasting(timeline)} {EFFECTS}"
    if long:
        most = sorted(days, key=lambda point: (-round(abs(point.news), 9), point.day))[:top]
        yield from section(
            f"{shown_of(len(most), len(days), 'day')} with something new, what moved the score most first",
            (line for point in most for line in _in_short(network, point)),
            bold,
        )
    else:
        for point in days:
            yield from section(_what_it_did(point), _arrivals(network, point), bold)
    yield from section("What it rests on", _basis(timeline), bold)


def _lasting(timeline: Timeline) -> str:
    """How what lasts enters, if there is any: by the measure it counts from the day on which it was said."""
    parts = timeline.points[-1].dyad.contributions
    lasting = sum(_lasts(part.claim) for part in parts)
    if not lasting:
        return ""
    enters = "enters" if lasting == 1 else "enter"
    return (
        f" {counted(lasting, 'claim')} of what lasted for years or still does {enters} so too: at the end of that "
        "time, or when said if it had not ended, and not before; so the line says nothing of how it was in between."
    )


def _lasts(claim: Claim) -> bool:
    """Whether a content is said to have begun earlier than on the day on which it enters: since 1994, 1994 to 2020."""
    when = "" if isinstance(claim.content, Leverage) else claim.content.when
    days = span(when) if when else None
    if days is None or days.earliest is None:
        return False
    return days.latest is None or (days.latest - days.earliest).days > YEAR


def _verdict(network: Network, timeline: Timeline) -> str:
    """What the numbers say, in sentences."""
    first, last = timeline.points[0].dyad, timeline.points[-1].dyad
    sentences = [f"{_moved(network, timeline)}.", *_largest_step(network, timeline), *_sure(first, last)]
    if last.thin:
        sentences.append(f"{thin_evidence(last.clusters, last.articles).rstrip('.')} at the end.")
    known = "had been published by then" if timeline.as_known else "is known now"
    sentences.append(f"Each day is scored on what {known}.")
    return " ".join(sentences)


def _moved(network: Network, timeline: Timeline) -> str:
    """From where to where the score went."""
    first, last = timeline.points[0].dyad, timeline.points[-1].dyad
    change = last.tension - first.tension
    pair = f"{network.label(timeline.a)} – {network.label(timeline.b)}"
    if len(timeline.points) == 1:
        return f"On {dated(last.at)} {pair} stood at {_scored(last)}; there is no other day to compare with"
    span = spanned(first.at, last.at).replace(" to ", " and ")
    if abs(change) < STILL:
        return f"Between {span} {pair} ended where it began, at {_scored(last)}"
    start = _scored(first) if first.claims else "nothing said"
    return f"Between {span} {pair} {'rose' if change > 0 else 'fell'} from {start} to {_scored(last)}"


def _scored(dyad: DyadTension) -> str:
    return within(dyad.tension, dyad.low, dyad.high)


def _largest_step(network: Network, timeline: Timeline) -> Iterator[str]:
    """The largest change from one point to the next, and what entered then."""
    steps = timeline.points[1:]
    largest = max(steps, key=lambda point: round(abs(point.change), 9), default=None)
    if largest is None or abs(largest.change) < STILL:
        return
    if not largest.arrived:
        yield f"The largest step was {signed(largest.change)} by {dated(largest.day)}, all of it ageing."
        return
    part = mover(largest)
    entered = f"{counted(len(largest.arrived), 'claim')} entered"
    which = ", above all" if len(largest.arrived) > 1 else ":"
    yield (
        f"The largest step was {signed(largest.change)} on {dated(largest.day)}, when {entered}{which} "
        f"{described(network, part.claim)}, says {named(network, part.claim.claimants)}."
    )
    change = timeline.points[-1].dyad.tension - timeline.points[0].dyad.tension
    if change * largest.change < 0 and abs(change) >= STILL:
        ageing = sum(point.ageing for point in steps)
        yield f"Against it stand other claims and ageing, which gave {signed(ageing)} in all."


def mover(point: Point) -> Contribution:
    """The largest of that day's arrivals that moved the score the way it went."""
    return next((part for part in point.arrived if part.effect * point.news > 0), point.arrived[0])


def _sure(first: DyadTension, last: DyadTension) -> Iterator[str]:
    """Whether the change is larger than the intervals allow for."""
    match beyond(first, last):
        case "beyond both intervals":
            yield "The intervals at the two ends do not meet, so the change is more than noise."
        case "beyond the earlier interval":
            yield "The score has left the interval of the first day, but the intervals still meet."
        case _ if abs(last.tension - first.tension) >= STILL:
            yield "The change is within the interval of the first day, so it may be no change at all."
    if last.low <= 0 <= last.high:
        yield "At the end not even the sign is certain."


def _in_short(network: Network, point: Point) -> Iterator[str]:
    """What a day did, and which of what entered moved the score most that way."""
    yield item(_what_it_did(point))
    part = mover(point)
    groups = {group_key(group.claims[0]): group for group in claim_groups(network, [p.claim for p in point.arrived])}
    own = groups[group_key(part.claim)]
    mark = "  [contested]" if part.contested else ""
    often = f"; {repeated(network, own)}" if len(own.claims) > 1 else ""
    yield f"{INDENT}{signed(part.effect, 3)} {described(network, part.claim)}{mark}{often}"
    yield from brief(network, part.claim)
    if len(groups) > 1:
        others = len(point.arrived) - len(own.claims)
        things = f", {counted(len(groups) - 1, 'thing')} said" if others > len(groups) - 1 else ""
        yield f"{INDENT}and {counted(others, 'other claim')}{things}"


def _chart(timeline: Timeline, *, short: bool = False) -> Iterator[str]:
    """A line for each point, or where it is to be short the last of each month, quarter or year, or of some years."""
    scale = f"{'-1 friendly':<{CHART // 2}}0{'hostile +1':>{CHART // 2}}"
    yield f"{ROW}{'day':<12}{'tension':<22}{scale}  new"
    if short and len(timeline.points) > MOST_ROWS:
        for last, number in _periods(timeline.points):
            yield _row(last, number)
        return
    for run in _runs(timeline.points):
        if len(run) > MOST_QUIET:
            yield f"{ROW}…           {_quiet(run[:-1])}"
            run = run[-1:]  # noqa: PLW2901 - of a quiet run its end alone is drawn
        for point in run:
            yield _row(point, len(point.arrived))


def _row(point: Point, number: int) -> str:
    """A line of the chart, with the number of claims that entered."""
    entered = f"  {number:,}" if number else ""
    return f"{ROW}{point.day.isoformat()}  {_scored(point.dyad):<20}  {_bar(point.dyad)}{entered}"


def _periods(points: Sequence[Point]) -> list[tuple[Point, int]]:
    """The last point of each month, or of longer periods where these are too many, and how many claims entered."""

    def runs(months: int) -> list[list[Point]]:
        return [list(run) for _, run in groupby(points, key=lambda p: (p.day.year * 12 + p.day.month - 1) // months)]

    lengths = chain(PERIODS, count(24, 12))
    found = next(each for each in map(runs, lengths) if len(each) <= MOST_ROWS)
    return [(run[-1], sum(len(point.arrived) for point in run)) for run in found]


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """The points, those together that follow one another without anything new."""
    for _, run in groupby(points, key=lambda point: bool(point.arrived)):
        yield list(run)


def _quiet(run: Sequence[Point]) -> str:
    """What a run of days without anything new comes to, in place of a line for each."""
    first, last = run[0], run[-1]
    days = f"{first.day.isoformat()} to {last.day.isoformat()}, {counted(len(run), 'score')} by age alone"
    return f"{days}: {signed(first.dyad.tension)} to {signed(last.dyad.tension)}"


def _bar(dyad: DyadTension) -> str:
    """The score and its interval on a scale from -1 (friendly) to 1 (hostile); an arrow if it goes on beyond."""
    low, middle, high = (_column(number) for number in (dyad.low, dyad.tension, dyad.high))
    cells = ["─" if low < column < high else " " for column in range(CHART)]
    cells[CHART // 2] = "┼" if low < CHART // 2 < high else "┊"
    cells[low] = "◂" if dyad.low < -1 else "├"
    cells[high] = "▸" if dyad.high > 1 else "┤"
    cells[middle] = "●"
    return "".join(cells)


def _column(number: float) -> int:
    return round((min(max(number, -1), 1) + 1) / 2 * (CHART - 1))


def _what_it_did(point: Point) -> str:
    scores = f"{signed(point.without.tension)} without, {signed(point.dyad.tension)} with"
    return f"{dated(point.day)}: {signed(point.news)} by {counted(len(point.arrived), 'claim')} ({scores})"


def _arrivals(network: Network, point: Point) -> Iterator[str]:
    for part in point.arrived:
        yield from _arrival(network, part)


def _arrival(network: Network, part: Contribution) -> Iterator[str]:
    mark = "  [contested]" if part.contested else ""
    yield f"{signed(part.effect, 3)} {described(network, part.claim)}{mark}"
    if why := reason_of_effect(part.share, part.effect):
        yield INDENT + why
    yield from sourced(network, part.claim)
    yield f"{INDENT}{sureness(network, part.claim)} · {part.claim.key}"


def _basis(timeline: Timeline) -> Iterator[str]:
    """How many claims and articles there are, and the longest time without any, if it is long."""
    parts = timeline.points[-1].dyad.contributions
    articles = len({part.article.slug for part in parts})
    moves = (
        "the line moves when an article appears, not when something happens"
        if timeline.as_known
        else "what has no date of its own enters with its article"
    )
    yield f"{counted(len(parts), 'claim')} from {counted(articles, 'article')}; {moves}."
    days: list[date] = [point.day for point in timeline.points if point.arrived]
    end = timeline.points[-1].day
    before, after = max(pairwise(days), key=lambda pair: (pair[1] - pair[0]).days, default=(end, end))
    if (after - before).days > QUIET_DAYS:
        yield (
            f"Nothing entered in the {counted((after - before).days - 1, 'day')} between {dated(before)} and "
            f"{dated(after)}; the line there is the ageing of what was said before."
        )
    if days and (end - days[-1]).days > QUIET_DAYS:
        yield (
            f"Nothing entered in the {counted((end - days[-1]).days, 'day')} after {dated(days[-1])}; from there the "
            "line is ageing alone."
        )
