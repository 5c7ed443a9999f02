"""Labels in lines, and the boxes around them."""

from __future__ import annotations

import unicodedata

Size = tuple[float, float]

LARGE_KINDS = ("state", "international-body")
LINE_CHARACTERS = 18
LABEL_LINES = 3
# Width of a letter, height of a line, and what the box adds to the sides: those of DejaVu Sans, wider than most, at 17
# and 13 pixels, which are the sizes of the view (`theme.js`), with some room since the view lets letters grow.
LARGE, SMALL = (11.0, 23.0, 34.0), (7.6, 17.0, 24.0)
MARGIN = 18.0


def wrapped(label: str) -> tuple[str, ...]:
    """A label in at most three short lines, with an ellipsis where something is left out."""
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_CHARACTERS:
            lines[-1] += " " + word
        else:
            lines.append(word)
    clipped = [line if len(line) <= LINE_CHARACTERS + 4 else line[: LINE_CHARACTERS + 3] + "…" for line in lines]
    if len(clipped) > LABEL_LINES:
        clipped = [*clipped[: LABEL_LINES - 1], clipped[LABEL_LINES - 1].rstrip("…") + "…"]
    return tuple(clipped) or ("·",)


def box(label: str, kind: str) -> Size:
    """About how wide and high the box around a label is, in pixels at the map's own scale."""
    wide, high, padding = LARGE if kind in LARGE_KINDS else SMALL
    lines = wrapped(label)
    cells = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    return cells * wide + padding, len(lines) * high + MARGIN
