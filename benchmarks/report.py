"""The figures as tables of Markdown, with ratios, growth, and whether the aims are met."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Row = dict[str, Any]

BUILD_AIM = 1 / 5
QUERY_AIM = 1 / 10
GROWTH_AIM = 1.1
FIGURES = {"wall_s": "wall s", "cpu_s": "CPU s", "peak_mb": "peak MB", "out_mb": "out/ MB"}
UNKNOWN = "-"


def as_table(found: dict[str, Any]) -> str:
    """Everything that was measured, to read."""
    builds, queries = found["builds"], found["queries"]
    machine = found["machine"]
    parts = [
        f"{machine['system']}, {machine['cores']} cores, Python {machine['python']}, median of {found['runs']}",
        titled("Build", _build_table(builds)),
        titled("Our stages (CPU seconds, share)", _stage_table(builds, "ours")),
        titled("The plain way's stages (CPU seconds, share)", _stage_table(builds, "plain")),
        titled("Growth (CPU milliseconds a claim)", _growth_table(builds)),
        titled("One query in a fresh process", _query_table(queries)),
        titled("Aims", "\n".join(f"- {line}" for line in _aims(builds, queries))),
    ]
    return "\n\n".join(parts) + "\n"


def titled(title: str, body: str) -> str:
    """A part with its heading."""
    return f"### {title}\n\n{body}"


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown with its columns aligned."""
    cells = [list(columns), *map(list, rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(columns))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _build_table(builds: Sequence[Row]) -> str:
    columns = ("claims", "shapes", "figure", "ours", "plain", "plain / ours")
    rows = []
    for size in _sizes(builds):
        for shapes in (True, False):
            ours, plain = (_build(builds, size, way, shapes=shapes) for way in ("ours", "plain"))
            for key, name in FIGURES.items():
                figures = (number(ours[key]), number(plain[key]), f"{plain[key] / ours[key]:.1f}")
                rows.append((f"{size:,}", "yes" if shapes else "no", name, *figures))
    return markdown(columns, rows)


def _stage_table(builds: Sequence[Row], way: str) -> str:
    sizes = _sizes(builds)
    stages = {size: _build(builds, size, way, shapes=True)["stages"] for size in sizes}
    rows = [
        (name, *(f"{stages[s][name]:.2f} ({stages[s][name] / sum(stages[s].values()):.0%})" for s in sizes))
        for name in stages[sizes[0]]
    ]
    rows.append(("whole", *(f"{sum(stages[s].values()):.2f}" for s in sizes)))
    return markdown(("stage", *(f"{size:,} claims" for size in sizes)), rows)


def _growth_table(builds: Sequence[Row]) -> str:
    sizes = _sizes(builds)
    rows = []
    for way in ("ours", "plain"):
        for shapes in (True, False):
            found = [_build(builds, size, way, shapes=shapes) for size in sizes]
            each = [f"{1000 * build['cpu_s'] / build['claims']:.2f}" for build in found]
            rows.append((way, "yes" if shapes else "no", *each, _exponent(found)))
    return markdown(("way", "shapes", *(f"at {size:,}" for size in sizes), "exponent"), rows)


def _exponent(builds: Sequence[Row]) -> str:
    """Give k where the cost of the two largest projects, beyond start-up, grows like claims to the power of k."""
    if len(builds) < 2:
        return UNKNOWN
    less, more = builds[-2:]
    beyond = [build["cpu_s"] - build["stages"]["start-up"] for build in (less, more)]
    return f"{log(beyond[1] / beyond[0]) / log(more['claims'] / less['claims']):.2f}"


def _query_table(queries: Sequence[Row]) -> str:
    columns = ("claims", "query", "rows", "ours wall s", "plain wall s", "ours CPU s", "plain CPU s", "plain / ours")
    rows = []
    for ours, plain in _pairs(queries):
        known = "wall_s" in plain
        rows.append(
            (
                f"{ours['claims']:,}",
                ours["query"],
                " ≠ ".join(dict.fromkeys(str(way["rows"]) for way in (ours, plain) if "rows" in way)),
                number(ours["wall_s"]),
                number(plain["wall_s"]) if known else f"> {plain['timeout']:.0f}",
                number(ours["cpu_s"]),
                number(plain["cpu_s"]) if known else UNKNOWN,
                f"{plain['wall_s'] / ours['wall_s']:.0f}" if known else f"> {plain['timeout'] / ours['wall_s']:.0f}",
            )
        )
    return markdown(columns, rows)


def _aims(builds: Sequence[Row], queries: Sequence[Row]) -> Iterator[str]:
    size = max(_sizes(builds))
    for shapes in (True, False):
        ours, plain = (_build(builds, size, way, shapes=shapes)["cpu_s"] for way in ("ours", "plain"))
        name = f"{size:,} claims build in under 1/5 of the plain way's CPU time"
        aside = "" if shapes else ", both without shapes"
        yield f"{name}{aside}: {ours / plain:.2f}, {_met(ours / plain < BUILD_AIM)}"
    exponent = _exponent([_build(builds, each, "ours", shapes=True) for each in _sizes(builds)])
    if exponent != UNKNOWN:
        yield f"cost grows linearly: exponent {exponent}, {_met(float(exponent) <= GROWTH_AIM)}"
    ratios = [
        ours["cpu_s"] / plain.get("cpu_s", plain.get("timeout"))
        for ours, plain in _pairs(queries)
        if ours["claims"] == size
    ]
    if ratios:
        worst = max(ratios)
        yield f"a fresh process answers in under 1/10 of the CPU time: at most {worst:.3f}, {_met(worst < QUERY_AIM)}"


def _met(aim: bool) -> str:  # noqa: FBT001 - it is what it is about
    return "met" if aim else "NOT met"


def _pairs(queries: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Our row and the plain one of every query."""
    plain = {(row["claims"], row["query"]): row for row in queries if row["way"] == "plain"}
    return ((row, plain[row["claims"], row["query"]]) for row in queries if row["way"] == "ours")


def _build(builds: Sequence[Row], size: int, way: str, *, shapes: bool) -> Row:
    return next(b for b in builds if (b["claims"], b["way"], b["shapes"]) == (size, way, shapes))


def _sizes(builds: Sequence[Row]) -> list[int]:
    return sorted({build["claims"] for build in builds})


def number(value: float) -> str:
    """A figure with the digits that it deserves."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"
