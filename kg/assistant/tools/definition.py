"""What a tool is: its name, what a model is told of it, what it can be asked, and what answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kg.assistant.parameters import schema
from kg.measure.lens import Lens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.assistant.graph import Snapshot
    from kg.assistant.pages import Listing
    from kg.assistant.parameters import Parameter


class Engine(Protocol):
    """Who answers SPARQL, in a process that can be ended."""

    async def ask(self, sparql: str) -> tuple[str, bytes]:
        """The kind of the answer, "rows", "truth" or "triples", and the answer as JSON, or as N-Triples."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `answer` gives a listing, of which pages are drawn, or a text that is within the limit by itself.

    Where it has a `listing`, its answer is a SPARQL query, and that makes a listing of what the engine says.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Snapshot, Mapping[str, Any]], Listing | str]
    listing: Callable[[str, bytes], Listing] | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return schema(self.parameters)


def lens(asked: Mapping[str, Any]) -> Lens:
    """The lens that the arguments `at`, `known_at`, `level` and `mode` mean, as far as they are there."""
    given = {name: asked[name] for name in ("at", "known_at", "level", "mode") if asked.get(name) is not None}
    return Lens(**given)
