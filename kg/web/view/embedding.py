"""The view within another page, such as a cell of a notebook: a frame that holds the whole page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

# The frame may run its own scripts, apart from the page around it, whose contents and cookies it does not reach.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
LEAST_HEIGHT, MOST_HEIGHT = 200, 4_000


@dataclass(frozen=True, slots=True)
class EmbeddedView:
    """A page (by `kg.web.view.html.view`, embedded) as a notebook shows it, so many pixels high.

    Raises ValueError for a height that is not from 200 to 4,000.
    """

    page: str = field(repr=False)
    height: int = 500

    def __post_init__(self) -> None:
        if isinstance(self.height, bool) or not isinstance(self.height, int):
            raise TypeError(f"the height is a whole number of pixels, not {self.height!r}")
        if not LEAST_HEIGHT <= self.height <= MOST_HEIGHT:
            raise ValueError(f"the height is from {LEAST_HEIGHT} to {MOST_HEIGHT} pixels, not {self.height}")

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="{SANDBOX}" title="Map of ties" '
            f'referrerpolicy="no-referrer" style="width: 100%; height: {self.height}px; border: 0"></iframe>'
        )
