"""A timeline as a picture for print: the score, its interval, and what moved it. Needs the extra `plot`."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from kg.exports.plots import picture
from kg.exports.plots.picture import GREY, LOWERED, RAISED
from kg.model.wording import counted, cut_short, spanned, typeset
from kg.questions.saying import described, named
from kg.questions.timeline.note import mover

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.network.network import Network
    from kg.questions.timeline.analysis import Point, Timeline

# Inches: between the lines of the key, and from the axes to its first.
LINE, KEY_BELOW = 0.18, 0.55
# How many moves are described, and how many letters of each fit on a line.
MOVES, KEY, KEY_WHO = 6, 78, 26
# With more marks than this they are drawn smaller.
MANY = 40
# The height of the numbers on the scale of scores, and the least part of the axis between two of them.
NUMBERS_AT, LABEL_GAP = 1.09, 0.035


def timeline_plot(network: Network, timeline: Timeline, file_format: str) -> bytes:
    """The picture of a timeline that has points, as "png" (200 dots an inch), "svg" (text as text) or "pdf".

    What it warns of and raises, and when it is the same bytes, is said at `picture`.
    """
    moves = _moves(timeline)
    caption = picture.caption(_caption(timeline))
    bottom = KEY_BELOW + LINE * len(moves) + 0.11 + picture.CAPTION_LINE * len(caption)

    def draw(figure: Figure) -> None:
        axes = picture.axes_at(figure, bottom)
        picture.scale(axes, timeline.points[0].day, timeline.points[-1].day)
        _line(axes, timeline)
        _numbers(axes, moves)
        _words(figure, network.for_sentences, timeline, moves, bottom)
        picture.write_caption(figure, caption)

    return picture.picture(picture.TOP + picture.AXES_HEIGHT + bottom, file_format, draw)


def _line(axes: Axes, timeline: Timeline) -> None:
    """The band and the line, with a step and a mark on every day on which something enters."""
    scored = [
        (_number(point), dyad)
        for point in timeline.points
        for dyad in ((point.without, point.dyad) if point.arrived else (point.dyad,))
    ]
    picture.course(axes, [day for day, _ in scored], [dyad for _, dyad in scored])
    arrivals = [point for point in timeline.points if point.arrived]
    size = 6.5 if len(arrivals) <= MANY else 4.5
    for point in arrivals:
        marker, colour, fill = ("^", RAISED, RAISED) if point.news > 0 else ("v", LOWERED, "white")
        x, y = [_number(point)], [point.dyad.tension]
        axes.plot(x, y, marker, color=colour, markerfacecolor=fill, markersize=size, zorder=5)
    last = timeline.points[-1]
    picture.end(axes, last.day, last.dyad, marked=bool(last.arrived))


def _numbers(axes: Axes, moves: list[Point]) -> None:
    """A number above each of the moves, side by side where the days are close, with a thin line to its mark."""
    left, right = axes.get_xlim()
    gap = (right - left) * LABEL_GAP
    places = spread([_number(point) for point in moves], gap, left + gap / 2, right - gap / 2)
    for number, (point, x) in enumerate(zip(moves, places, strict=True), 1):
        axes.annotate(
            str(number), (_number(point), min(point.dyad.high, 1)), (x, NUMBERS_AT), ha="center", va="center",
            fontsize=7.5, zorder=6, annotation_clip=False,
            bbox={"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": GREY, "linewidth": 0.7},
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "linestyle": ":", "shrinkB": 0},
        )  # fmt: skip


def spread(places: list[float], gap: float, least: float, most: float) -> list[float]:
    """Ascending places moved apart to `gap` or more, none below `least` or, if there is room, above `most`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, least, moved[-1] + gap if moved else least))
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], most - gap * (len(moved) - 1 - index))
    return moved


def _words(figure: Figure, network: Network, timeline: Timeline, moves: list[Point], bottom: float) -> None:
    """The title above; below, what the numbers stand for."""
    height = figure.get_size_inches()[1]

    def write(x: float, y: float, text: str, **style: Any) -> None:
        picture.write(figure, x, y, text, **style)

    pair = f"{network.label(timeline.a)} – {network.label(timeline.b)}"
    known = "as it was known on each day" if timeline.as_known else "on what is known now"
    span = spanned(timeline.points[0].day, timeline.points[-1].day)
    write(
        picture.EDGE,
        height - 0.3,
        shorten(pair, picture.TITLE_LETTERS, placeholder="…"),
        fontsize=12,
        fontweight="bold",
    )
    write(picture.EDGE, height - 0.5, f"Tension and its 90 % interval, {span}, {known}", fontsize=8.5, color=GREY)
    for index, point in enumerate(moves):
        y = bottom - KEY_BELOW - LINE * index
        write(picture.EDGE + 0.1, y, str(index + 1), ha="right")
        write(picture.EDGE + 0.22, y, f"{point.day.day} {point.day:%b %Y}")
        write(picture.EDGE + 1.36, y, typeset(point.news), ha="right", fontweight="bold")
        write(picture.EDGE + 1.48, y, _moved_by(network, point))


def _moved_by(network: Network, point: Point) -> str:
    """What the largest mover of a day says and who says it; how many there are besides."""
    part = mover(point)
    more = f" (and {len(point.arrived) - 1:,} more)" if len(point.arrived) > 1 else ""
    who = cut_short(shorten(named(network, part.claim.claimants), KEY_WHO, placeholder="…")) + more
    room = KEY - len(who)
    says = described(network, part.claim)
    if len(says) > room:
        # Half a parenthesis says less than none.
        says = cut_short(shorten(says.partition(" (")[0], room, placeholder="…"))
    return f"{says} — {who}"


def _caption(timeline: Timeline) -> str:
    """What the signs mean and how the scores were computed."""
    model, last = timeline.lens.parameters, timeline.points[-1].dyad
    return (
        f"▲ raised, ▽ lowered by what entered that day · {timeline.lens.mode} claims, {timeline.lens.level} level · "
        f"{counted(last.claims, 'claim')}, {counted(last.clusters, 'claimant')} · "
        f"{model.in_words}, τ {model.tau:g}, σ {model.sigma:g}, s₀ {model.prior:g}"
    )


def _moves(timeline: Timeline) -> list[Point]:
    """The days on which news moved the score most, in their order."""
    arrivals = [point for point in timeline.points if point.arrived]
    largest = sorted(arrivals, key=lambda point: (-round(abs(point.news), 9), point.day))[:MOVES]
    return sorted(largest, key=lambda point: point.day)


def _number(point: Point) -> float:
    """A day as the axis counts it."""
    return picture.number(point.day)
