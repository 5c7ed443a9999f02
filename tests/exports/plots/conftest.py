"""Where the words of a picture stand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest


@pytest.fixture
def extents(monkeypatch):
    """The boxes of the texts of the next picture, and its left and right edge, all in dots; filled as it is saved."""
    figures = pytest.importorskip("matplotlib.figure")
    seen, save = SimpleNamespace(boxes=[], left=0, right=0), figures.Figure.savefig

    def measured(figure, *args, **options):
        seen.boxes = [text.get_window_extent() for text in figure.texts]
        seen.right = figure.bbox.x1
        return save(figure, *args, **options)

    monkeypatch.setattr(figures.Figure, "savefig", measured)
    return seen
