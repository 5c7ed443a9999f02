"""A timeline by machine-coded events as a picture for print: the score, its two sides, and how much it rests on.

Needs the extra `plot`.
"""

from __future__ import annotations

from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING

from kg.events.countries import load
from kg.exports.plots import picture
from kg.exports.plots.picture import GREY, LOWERED, RAISED
from kg.model.wording import counted, isolated, spanned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.events.tension import EventTension

# Inches: the bars of events, what is below them, and what is between them and the scores.
BARS_HEIGHT, BOTTOM, BETWEEN = 0.8, 0.6, 0.4
SIDES_AT = 7


def event_timeline_plot(points: Sequence[EventTension], title: str, file_format: str) -> bytes:
    """The picture of a dyad's points, oldest first and at least one, as "png", "svg" or "pdf"; see `picture`.

    `title` names the data set, scale and parameters of the scores.
    """
    caption = picture.caption(_caption(points[-1], title))
    below = BOTTOM + picture.CAPTION_LINE * (len(caption) - 1)
    bottom = below + BARS_HEIGHT + BETWEEN

    def draw(figure: Figure) -> None:
        axes = picture.axes_at(figure, bottom)
        picture.scale(axes, points[0].at, points[-1].at)
        axes.tick_params(axis="x", labelbottom=False)
        _sides(axes, points)
        picture.course(axes, [picture.number(point.at) for point in points], points)
        picture.end(axes, points[-1].at, points[-1], marked=False)
        _bars(picture.axes_at(figure, below, BARS_HEIGHT), points)
        _words(figure, points)
        picture.write_caption(figure, caption)

    return picture.picture(picture.TOP + picture.AXES_HEIGHT + bottom, file_format, draw)


def _sides(axes: Axes, points: Sequence[EventTension]) -> None:
    """What raises the score above the line of 0, what lowers it below."""
    on = [picture.number(point.at) for point in points]
    for side, colour, style, values in (
        ("hostile", RAISED, "-", [point.hostile for point in points]),
        ("friendly", LOWERED, "--", [-point.friendly for point in points]),
    ):
        axes.plot(on, values, linestyle=style, color=colour, linewidth=1, zorder=3, gid=side, label=side)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=SIDES_AT, borderpad=0)


def _bars(axes: Axes, points: Sequence[EventTension]) -> None:
    """How many events came in each month, except the first, whose score holds everything before it."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    picture.days(axes, points[0].at, points[-1].at)
    counts = [after.events - before.events for before, after in pairwise(points)]
    days = [picture.number(point.at) for point in points]
    widths = [0.8 * (after - before) for before, after in pairwise(days)]
    # A month's bar ends on its last day.
    axes.bar(days[1:], counts, width=[-width for width in widths], align="edge", color=GREY, gid="bars")
    axes.set_ylim(0, max([*counts, 1]) * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.set_ylabel("events", fontsize=8.5)


def _words(figure: Figure, points: Sequence[EventTension]) -> None:
    height, last = figure.get_size_inches()[1], points[-1]
    span = spanned(points[0].at, last.at)
    pair = shorten(f"{isolated(_name(last.a))} – {isolated(_name(last.b))}", picture.TITLE_LETTERS, placeholder="…")
    picture.write(figure, picture.EDGE, height - 0.3, pair, fontsize=12, fontweight="bold")
    what = f"Tension by machine-coded events and its 90 % interval, {span}"
    picture.write(figure, picture.EDGE, height - 0.5, what, fontsize=8.5, color=GREY)


def _caption(last: EventTension, title: str) -> str:
    rests = f"{counted(last.events, 'event')} in {counted(last.clusters, 'cluster')}"
    return f"{title} · {rests} · no person has read them"


def _name(slug: str) -> str:
    """The name of a country; any other actor has its name in place of a slug, or is the project's."""
    country = load().by_slug.get(slug)
    return country.label if country else slug
