"""What a question is: what asks it, what answers it for a whole network, and how its answer is written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from kg.network.network import Network
    from kg.questions.rows import Table
    from kg.rdf.store import Quad


class Question:
    """A question that is asked of every project, and what writes its answer.

    `name` is that of its folder, `command` what `kg` calls it, `help` a sentence for the list of commands. `methods`
    are those of the Python API. The rest are functions of the modules in the folder. `answer` is for the whole network,
    given its `Answers`, as a build asks; `tables` (by the names of files in `out/`), `summary` (for `build.json`) and
    `quads` are of that answer. `note`, `table` and `document` are of what the command finds, which may be a part: one
    dyad, one actor; a note that has lists takes how many entries of each it shows, as `top`.
    """

    def __init__(self, name: str, command: str, help: str, *methods: Callable[..., Any]) -> None:  # noqa: A002
        self.name, self.command, self.help, self.methods = name, command, help, methods
        folder = f"{__package__}.{name}"
        self.answer: Callable[[Any], Any] = _later(f"{folder}.analysis", "answer")
        self.tables: Callable[[Network, Any], Mapping[str, Table]] = _later(f"{folder}.tables", "tables")
        self.summary: Callable[[Any], Any] = _later(f"{folder}.tables", "summary")
        self.quads: Callable[[Any, date], Iterable[Quad]] = _later(f"{folder}.rdf", "quads")
        self.note: Callable[..., Iterable[str]] = _later(f"{folder}.note", "note")
        self.table: Callable[[Network, Any], Table] = _later(f"{folder}.tables", "table")
        self.document: Callable[[Network, Any], Any] = _later(f"{folder}.tables", "document")


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function that is imported when it is first called, so that a list of questions costs nothing."""

    def call(*given: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*given, **options)

    return call
