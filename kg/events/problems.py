"""What can go wrong with event tables without a fault of the program; every message says what helps."""

from __future__ import annotations


class StoreError(ValueError):
    """A store of events is not there, not whole, or cannot answer."""


class EngineError(ValueError):
    """An engine is not known, not installed, or cannot be reached."""


class IntakeError(ValueError):
    """A file cannot be imported, or not into that store."""
