"""What a notebook shows of what it was given: HTML, by a package further up, since here nothing knows of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Shown:
    """What IPython shows as HTML once `draw_with` was told how, as `kg.project` does; before that as text."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return _draw[-1](self) if _draw else None


_draw: list[Callable[[Shown], str | None]] = []


def draw_with(draw: Callable[[Shown], str | None]) -> None:
    """Have whatever is shown be drawn by a function, which gives HTML, or None for what is better shown as text."""
    _draw[:] = [draw]
