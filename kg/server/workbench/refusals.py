"""What people's files, and others who write them, can keep the workbench from doing, as the page is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.editing.articles import EditingError
from kg.editing.changes import ConflictError, NoYamlError
from kg.editing.naming import RenamingError
from kg.editing.saving import ChangedError
from kg.model.files import UnreadableError
from kg.model.findings import rows
from kg.publication import BusyError
from kg.server.problems import Problem
from kg.server.workbench.session import NothingLeftError
from kg.sources.quoting import NoPassageError

if TYPE_CHECKING:
    from collections.abc import Callable


def _now(error: Any) -> dict[str, Any]:
    return {"now": getattr(error, "now", {})}


def _findings(error: Any) -> dict[str, Any]:
    return {"findings": rows(getattr(error, "findings", ()))}


# By the kind of error, the first that fits: status and title of the problem, and what else it has.
REFUSALS: tuple[tuple[type[Exception], int, str, Callable[[Any], dict[str, Any]]], ...] = (
    (ConflictError, 409, "Changed meanwhile", _now),
    (ChangedError, 409, "Changed meanwhile", _now),
    (NothingLeftError, 409, "Nothing left", _now),
    (NoYamlError, 422, "No YAML", _findings),
    (RenamingError, 422, "Not to be done", _findings),
    (NoPassageError, 422, "No quote", _findings),
    (EditingError, 409, "Not to be edited", lambda error: _now(error) | _findings(error)),
    (UnreadableError, 409, "Not to be read", _now),
)


# All that a problem stands for; everything else is a bug of ours.
REFUSED: tuple[type[Exception], ...] = (*(kind for kind, *_ in REFUSALS), BusyError, OSError)


def refusal(error: Exception) -> Problem:
    """The problem that stands for one of the REFUSED."""
    if isinstance(error, UnreadableError) and error.rule == "file-missing":
        return Problem(404, "Not found", str(error))
    for kind, status, title, more in REFUSALS:
        if isinstance(error, kind):
            return Problem(status, title, str(error), more=more(error))
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, BusyError):
        return Problem(503, "Busy", why, headers={"Retry-After": "1"})
    return Problem(500, "Not saved", f"the file cannot be written: {why.lower()}")
