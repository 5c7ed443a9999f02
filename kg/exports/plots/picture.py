"""What pictures of scores over time share: their bytes, their scale, and how a score and its interval are drawn."""

from __future__ import annotations

import io
import warnings
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kg.exports.plots.fonts import OWN, stand_in, without_remarks
from kg.model.findings import printable_sentence
from kg.model.wording import cut_short, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kg.measure.formula import Scored

# Inches, from the left edge and from the bottom.
WIDTH, AXES_HEIGHT = 7.5, 3.3
LEFT, RIGHT, TOP = 0.75, 0.45, 0.95
EDGE, CAPTION, CAPTION_LINE = 0.2, 0.12, 0.14
# How many letters of a title and of a line of the caption fit between the edges.
TITLE_LETTERS, CAPTION_LETTERS = 60, 118
# The years 1 and 9999 as the axis counts days, from 1970.
FIRST_DAY, LAST_DAY = (day.toordinal() - date(1970, 1, 1).toordinal() for day in (date.min, date.max))
# Distinct to the colour-blind (Okabe and Ito 2008); in grey one is filled and the other hollow.
INK, GREY, RAISED, LOWERED, BAND = "#1a1a1a", "#5f5f5f", "#d55e00", "#0072b2", "#c9d6e2"
STYLE: Any = {
    "font.family": OWN,
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
    # Text as text: a browser has the fonts and the order of letters that this machine may lack, and it can be searched.
    "svg.fonttype": "none",
    # Without this the ids of an SVG are random.
    "svg.hashsalt": "detente",
}
# Metadata by which two files of one timeline would differ: when, and by which program, they were made.
NO_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def picture(height: float, file_format: str, draw: Callable[[Figure], None]) -> bytes:
    """A drawing on a figure this many inches high, as "png" (200 dots an inch), "svg" (text as text) or "pdf".

    The same drawing gives the same bytes with the same version of matplotlib and, where our font lacks characters of
    it, with the same fonts. Warns (`PictureWarning`) of what cannot be drawn; raises ModuleNotFoundError if matplotlib
    is not installed.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.text import Text  # noqa: PLC0415

    content = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        # Of what no font has there is one warning, not one for each character.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(WIDTH, height))
        draw(figure)
        if file_format == "svg":
            for text in figure.findobj(Text):
                text.set_fontfamily([OWN, "sans-serif"])
        else:
            stand_in(figure)
        with without_remarks():
            figure.savefig(content, format=file_format, dpi=200, metadata=NO_METADATA[file_format])
    return content.getvalue()


def axes_at(figure: Figure, bottom: float, height: float = AXES_HEIGHT) -> Axes:
    """Axes at a height above the lower edge and of a height, both in inches."""
    width, whole = figure.get_size_inches()
    return figure.add_axes((LEFT / width, bottom / whole, (width - LEFT - RIGHT) / width, height / whole))


def scale(axes: Axes, first: date, last: date) -> None:
    """From -1 to 1 whatever the scores, so that two pictures can be laid side by side."""
    days(axes, first, last)
    axes.set_ylim(-1, 1)
    axes.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    # Spaces that no browser takes for one.
    axes.set_ylabel("←  friendly            hostile  →".replace(" ", "\u00a0"), fontsize=8.5)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.6)
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=2)


def days(axes: Axes, first: date, last: date) -> None:
    """An axis of days with a little room on both sides."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter  # noqa: PLC0415

    left, right = number(first), number(last)
    margin = max((right - left) * 0.03, 5.0)
    # No axis of dates goes beyond these.
    axes.set_xlim(max(left - margin, FIRST_DAY), min(right + margin, LAST_DAY))
    axes.tick_params(length=3)
    locator = AutoDateLocator(minticks=3, maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def course(axes: Axes, on: Sequence[float], scores: Sequence[Scored]) -> None:
    """The line of the scores on some days, and the band of their intervals."""
    low, high = [each.low for each in scores], [each.high for each in scores]
    axes.fill_between(on, low, high, color=BAND, linewidth=0, zorder=1, gid="band")
    middle = [each.tension for each in scores]
    axes.plot(on, middle, color=INK, linewidth=1.5, solid_joinstyle="miter", zorder=4, gid="line")


def end(axes: Axes, on: date, last: Scored, *, marked: bool) -> None:
    """The last score with its interval, since the band may have no width there; a dot if there is no mark."""
    x = number(on)
    axes.plot([x, x], [last.low, last.high], "_-", color=GREY, linewidth=1, markersize=6, zorder=3, gid="last")
    if not marked:
        axes.plot([x], [last.tension], "o", color=INK, markersize=4, zorder=5)
    axes.annotate(
        typeset(last.tension), (x, last.tension), (7, 0), textcoords="offset points", va="center",
        fontweight="bold", annotation_clip=False,
    )  # fmt: skip


def write(figure: Figure, x: float, y: float, text: str, **style: Any) -> None:
    """Write a line of text at a distance in inches from the left and lower edges."""
    width, height = figure.get_size_inches()
    figure.text(x / width, y / height, printable_sentence(cut_short(text)), va="baseline", **style)


def caption(text: str) -> list[str]:
    """What stands below as the lines that it takes, two at most."""
    return wrap(text, CAPTION_LETTERS, max_lines=2, placeholder=" …")


def write_caption(figure: Figure, lines: Sequence[str]) -> None:
    """Write the lines of a caption at the lower edge."""
    for index, line in enumerate(reversed(lines)):
        write(figure, EDGE, CAPTION + CAPTION_LINE * index, line, fontsize=7, color=GREY)


def number(day: date) -> float:
    """A day as the axis counts it."""
    from matplotlib.dates import date2num  # noqa: PLC0415

    return float(date2num(day))
