"""Where the checkout is, and the reference data beside it, which are no part of the project."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# The shipped articles as they were first coded: what tests say of them stays true when their coding gets better.
ARTICLES = ROOT / "tests" / "data" / "two-articles"
