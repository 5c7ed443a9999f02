"""A timeline as a picture for print: the score, its interval, and what moved it. Needs the extra `plot`."""

from __future__ import annotations

import io
import warnings
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from kg.analysis.actors import label
from kg.diagnostics import printable
from kg.outputs.briefings.prose import counted, named, signed
from kg.outputs.briefings.timeline import mover, spanned
from kg.outputs.tables import described

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.analysis.timeline import Point, Timeline
    from kg.graph.network import Network

# Inches, from the left edge and from the bottom.
WIDTH, AXES_HEIGHT = 7.5, 3.3
LEFT, RIGHT, TOP = 0.75, 0.45, 0.95
EDGE, LINE, KEY_BELOW = 0.2, 0.18, 0.55
# The years 1 and 9999 as the axis counts days, from 1970.
FIRST_DAY, LAST_DAY = (day.toordinal() - date(1970, 1, 1).toordinal() for day in (date.min, date.max))
# How many moves are told, and how many letters of each fit into a line.
MOVES, KEY, KEY_WHO = 6, 78, 26
# With more marks than these they are drawn smaller.
MANY = 40
# The height of the numbers on the scale of scores, and the least part of the axis between two of them.
NUMBERS_AT, LABEL_GAP = 1.09, 0.035
# Seen apart by the colour-blind (Okabe and Ito 2008); in grey the one is full and the other hollow.
INK, GREY, RAISED, LOWERED, BAND = "#1a1a1a", "#5f5f5f", "#d55e00", "#0072b2", "#c9d6e2"
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "text.color": INK,
    "text.parse_math": False,
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    # Else the ids of an SVG are random.
    "svg.hashsalt": "detente",
}
# What would make two files of one timeline differ: when, and by which program, they were made.
NO_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def timeline_plot(network: Network, timeline: Timeline, file_format: str) -> bytes:
    """The picture of a timeline that has points, as "png" (200 dots an inch), "svg" (text as outlines) or "pdf".

    The same timeline gives the same bytes with the same version of matplotlib. Raises ModuleNotFoundError where
    matplotlib is not installed.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415

    moves = _moves(timeline)
    content = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        # A script that the font does not have gives boxes, and a warning for each.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        bottom = KEY_BELOW + LINE * len(moves) + 0.25
        figure = Figure(figsize=(WIDTH, TOP + AXES_HEIGHT + bottom))
        _draw(figure, network, timeline, moves, bottom)
        figure.savefig(content, format=file_format, dpi=200, metadata=NO_METADATA[file_format])
    return content.getvalue()


def _draw(figure: Figure, network: Network, timeline: Timeline, moves: list[Point], bottom: float) -> None:
    width, height = figure.get_size_inches()
    box = (LEFT / width, bottom / height, (width - LEFT - RIGHT) / width, AXES_HEIGHT / height)
    axes = figure.add_axes(box)
    _scale(axes, timeline)
    _line(axes, timeline)
    _numbers(axes, moves)
    _words(figure, network, timeline, moves, bottom)


def _scale(axes: Axes, timeline: Timeline) -> None:
    """From -1 to 1 whatever the scores, so that two pictures can be laid side by side."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter  # noqa: PLC0415

    first, last = _number(timeline.points[0]), _number(timeline.points[-1])
    margin = max((last - first) * 0.03, 5.0)
    # Beyond these no axis of dates goes.
    axes.set_xlim(max(first - margin, FIRST_DAY), min(last + margin, LAST_DAY))
    axes.set_ylim(-1, 1)
    axes.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.set_ylabel("←  friendly            hostile  →", fontsize=8.5)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.6)
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=2)
    axes.tick_params(length=3)
    locator = AutoDateLocator(minticks=3, maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _line(axes: Axes, timeline: Timeline) -> None:
    """The band and the line, with a step and a mark on every day on which something enters."""
    scored = [
        (_number(point), dyad.tension, dyad.low, dyad.high)
        for point in timeline.points
        for dyad in ((point.without, point.dyad) if point.arrived else (point.dyad,))
    ]
    days, middle, low, high = zip(*scored, strict=True)
    axes.fill_between(days, low, high, color=BAND, linewidth=0, zorder=1, gid="band")
    axes.plot(days, middle, color=INK, linewidth=1.5, solid_joinstyle="miter", zorder=4, gid="line")
    arrivals = [point for point in timeline.points if point.arrived]
    size = 6.5 if len(arrivals) <= MANY else 4.5
    for point in arrivals:
        marker, colour, fill = ("^", RAISED, RAISED) if point.news > 0 else ("v", LOWERED, "white")
        x, y = [_number(point)], [point.dyad.tension]
        axes.plot(x, y, marker, color=colour, markerfacecolor=fill, markersize=size, zorder=5)
    _end(axes, timeline.points[-1])


def _end(axes: Axes, last: Point) -> None:
    """The last score with its interval, for which the band has no width where something enters on the last day."""
    x, dyad = _number(last), last.dyad
    axes.plot([x, x], [dyad.low, dyad.high], "_-", color=GREY, linewidth=1, markersize=6, zorder=3, gid="last")
    if not last.arrived:
        axes.plot([x], [dyad.tension], "o", color=INK, markersize=4, zorder=5)
    axes.annotate(
        _signed(dyad.tension), (x, dyad.tension), (7, 0), textcoords="offset points", va="center", fontweight="bold",
        annotation_clip=False,
    )  # fmt: skip


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
    """Ascending places moved apart to `gap` or more, none below `least` or, where there is room, above `most`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, least, moved[-1] + gap if moved else least))
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], most - gap * (len(moved) - 1 - index))
    return moved


def _words(figure: Figure, network: Network, timeline: Timeline, moves: list[Point], bottom: float) -> None:
    """The title above, below what the numbers stand for, and how it was computed."""
    width, height = figure.get_size_inches()

    def write(x: float, y: float, text: str, **style: Any) -> None:
        figure.text(x / width, y / height, printable(text), va="baseline", **style)

    pair = f"{label(network, timeline.a)} – {label(network, timeline.b)}"
    known = "as it was known on each day" if timeline.as_known else "on what is known now"
    span = spanned(timeline.points[0].day, timeline.points[-1].day)
    write(EDGE, height - 0.3, shorten(pair, 70, placeholder="…"), fontsize=12, fontweight="bold")
    write(EDGE, height - 0.5, f"Tension and its 90 % interval, {span}, {known}", fontsize=8.5, color=GREY)
    for index, point in enumerate(moves):
        y = bottom - KEY_BELOW - LINE * index
        write(EDGE + 0.1, y, str(index + 1), ha="right")
        write(EDGE + 0.22, y, f"{point.day.day} {point.day:%b %Y}")
        write(EDGE + 1.36, y, _signed(point.news), ha="right", fontweight="bold")
        write(EDGE + 1.48, y, _moved_by(network, point))
    write(EDGE, 0.12, _caption(timeline), fontsize=7, color=GREY)


def _moved_by(network: Network, point: Point) -> str:
    """What the largest mover of a day says and who says it; how many there are besides."""
    part = mover(point)
    more = f" (and {len(point.arrived) - 1:,} more)" if len(point.arrived) > 1 else ""
    who = shorten(named(network, part.claim.claimants), KEY_WHO, placeholder="…") + more
    room = KEY - len(who)
    says = described(network, part.claim)
    if len(says) > room:
        # Half a parenthesis says less than none.
        says = shorten(says.partition(" (")[0], room, placeholder="…")
    return f"{says} — {who}"


def _caption(timeline: Timeline) -> str:
    model, last = timeline.parameters, timeline.points[-1].dyad
    return (
        f"▲ raised, ▽ lowered by what entered that day · {timeline.track} claims, {timeline.level} level · "
        f"{counted(last.claims, 'claim')}, {counted(last.clusters, 'claimant')} · "
        f"half-life {model.half_life:g} days, τ {model.tau:g}, σ {model.sigma:g}, s₀ {model.prior:g}"
    )


def _moves(timeline: Timeline) -> list[Point]:
    """The days on which news moved the score most, in their order."""
    arrivals = [point for point in timeline.points if point.arrived]
    largest = sorted(arrivals, key=lambda point: (-round(abs(point.news), 9), point.day))[:MOVES]
    return sorted(largest, key=lambda point: point.day)


def _signed(number: float) -> str:
    return signed(number).replace("-", "−")


def _number(point: Point) -> float:
    """A day as the axis counts it."""
    from matplotlib.dates import date2num  # noqa: PLC0415

    return float(date2num(point.day))
