"""The answers to all questions about a network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kg.measure.lens import DEFAULT
from kg.questions import question, questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.measure.lens import Lens
    from kg.network.network import Network
    from kg.questions.rows import Table
    from kg.rdf.store import Quad


class Answers:
    """The answers to all questions about a network, each found once, when it is asked for.

    The day is that of the lens or, if it has none, of the newest article. If no article is dated either, nothing is of
    any day, and every answer is empty.
    """

    def __init__(self, network: Network, lens: Lens = DEFAULT) -> None:
        self.network = network
        lens = network.focus(lens)
        self.lens = lens if lens.at else lens.on(date.min)
        self._answers: dict[str, Any] = {}

    @property
    def at(self) -> date:
        """The day that they are about."""
        return self.lens.day

    def __getitem__(self, name: str) -> Any:
        """The answer to the question of that name; raises KeyError for one there is not."""
        if name not in self._answers:
            self._answers[name] = question(name).answer(self)
        return self._answers[name]

    def tables(self) -> dict[str, Table]:
        """The tables of every answer, by the names of their files."""
        tables: dict[str, Table] = {}
        for each in questions():
            tables |= each.tables(self.network, self[each.name])
        return tables

    def summary(self) -> dict[str, Any]:
        """Each answer in a few numbers, by the name of its question."""
        return {each.name: each.summary(self[each.name]) for each in questions()}

    def quads(self) -> Iterator[Quad]:
        """Every answer as RDF; numbers are rounded to 12 places."""
        for each in questions():
            yield from each.quads(self[each.name], self.at)
