"""Small drawings of numbers as SVG, each with a description for those who do not see it; only numbers go in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import dated, side, typeset
from kg.questions.saying import scored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from kg.questions.dyads import DyadTension

TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
DIFFERS = 5e-7


def small_score(dyad: DyadTension) -> Markup:
    """In a row: friendly left of zero, hostile right of it, the interval as a line through the score."""
    x = _scale(132, 5)
    inside = (
        _line(x(0), x(0), 1, 21, "zero")
        + _bar(x(0), x(-dyad.friendly), 7, 8, "friendly")
        + _bar(x(0), x(dyad.hostile), 7, 8, "hostile")
        + _line(x(dyad.low), x(dyad.high), 11, 11, "whisker")
        + f'<circle cx="{x(dyad.tension):.1f}" cy="11" r="3.6" class="score"/>'
    )
    return _svg(132, 22, "small-score", scored(dyad), inside)


def large_score(dyad: DyadTension) -> Markup:
    """On the page of a dyad: the interval with the score on it, and below it what adds up to the score."""
    x = _scale(400, 16)
    hollow = abs(dyad.tension_without_contested - dyad.tension) > DIFFERS
    inside = "".join(
        _line(x(tick), x(tick), 8, 76, "tick" if tick else "zero")
        + _text(x(tick), 89, "middle", typeset(tick, 1) if tick else "0")
        for tick in TICKS
    )
    inside += (
        f'<rect x="{x(dyad.low):.1f}" y="16" width="{x(dyad.high) - x(dyad.low):.1f}" height="16" rx="8" '
        'class="interval"/>'
        + (f'<circle cx="{x(dyad.tension_without_contested):.1f}" cy="24" r="5" class="without"/>' if hollow else "")
        + f'<circle cx="{x(dyad.tension):.1f}" cy="24" r="7" class="{f"dot {side(dyad.tension)}".strip()}"/>'
        + _bar(x(0), x(-dyad.friendly), 50, 12, "friendly")
        + _bar(x(0), x(dyad.hostile), 50, 12, "hostile")
        + _text(x(-1), 103, "start", "friendlier")
        + _text(x(1), 103, "end", "more hostile")
    )
    return _svg(400, 106, "large-score", scored(dyad), inside)


def trajectory(dyads: Sequence[DyadTension]) -> Markup:
    """The scores of a dyad (at least one) over their days, hostile above zero, with the interval as a band."""
    first, last = (dyad.at.toordinal() for dyad in (dyads[0], dyads[-1]))
    y = _scale(160, 8)

    def place(dyad: DyadTension, score: float) -> str:
        part = (dyad.at.toordinal() - first) / (last - first) if last > first else 0.5
        return f"{48 + part * 576:.1f},{y(-score):.1f}"

    upper, lower = [place(dyad, dyad.high) for dyad in dyads], [place(dyad, dyad.low) for dyad in reversed(dyads)]
    inside = "".join(
        _line(48, 624, y(-tick), y(-tick), "tick" if tick else "zero")
        + _text(42, y(-tick) + 4, "end", typeset(tick, 1) if tick else "0")
        for tick in TICKS
    )
    inside += f'<polygon points="{" ".join((*upper, *lower))}" class="interval"/>'
    inside += f'<polyline points="{" ".join(place(dyad, dyad.tension) for dyad in dyads)}" class="course"/>'
    for dyad in dyads:
        across, down = place(dyad, dyad.tension).split(",")
        role = f"dot {side(dyad.tension)}".strip()
        inside += f'<circle cx="{across}" cy="{down}" r="3.5" class="{role}"><title>{dated(dyad.at)}: '
        inside += f"{typeset(dyad.tension)}</title></circle>"
    inside += _text(48, 176, "start", dated(dyads[0].at))
    inside += _text(624, 176, "end", dated(dyads[-1].at)) if last > first else ""
    words = f"{dated(dyads[0].at)}: {scored(dyads[0])}; {dated(dyads[-1].at)}: {scored(dyads[-1])}"
    return _svg(640, 182, "trajectory", words, inside)


def share_bar(share: float, largest: float, role: str) -> Markup:
    """A number as part of the largest of its kind; its words stand beside it. What has no role has no bar."""
    part = min(1.0, abs(share) / largest) if largest else 0.0
    inside = _bar(0, 100, 0, 6, "ground") + (_bar(0, 100 * part, 0, 6, role) if role else "")
    return _svg(100, 6, "share-bar", "", inside)


def hedge_interval(lower: Decimal, upper: Decimal) -> Markup:
    """The likelihoods that a scheme gives the words of a hedge, from 0 to 100 percent."""
    low, high = 100 * float(lower), 100 * float(upper)
    inside = _line(0, 100, 5, 5, "ground") + _bar(low, high, 1.5, 7, "range")
    return _svg(100, 10, "hedge-interval", f"{low:.0f} to {high:.0f} percent", inside)


def _svg(width: int, height: int, name: str, words: str, inside: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    label = f'role="img" aria-label="{words}"' if words else 'aria-hidden="true"'
    stretched = "" if words else ' preserveAspectRatio="none"'
    return Markup(  # noqa: S704 - numbers and our own words
        f'<svg viewBox="0 0 {width} {height}" class="{name}" {label}{stretched}>{inside}</svg>'
    )


def _scale(width: float, margin: float) -> Callable[[float], float]:
    def x(value: float) -> float:
        return margin + (min(1.0, max(-1.0, value)) + 1) / 2 * (width - 2 * margin)

    return x


def _bar(start: float, end: float, y: float, height: float, role: str) -> str:
    return (
        f'<rect x="{min(start, end):.1f}" y="{y:g}" width="{abs(end - start):.1f}" height="{height:g}" class="{role}"/>'
    )


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}" class="tick-label">{words}</text>'


def _line(x1: float, x2: float, y1: float, y2: float, role: str) -> str:
    return f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:g}" y2="{y2:g}" class="{role}"/>'
