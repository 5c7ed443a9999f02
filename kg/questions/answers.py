"""What a question is: what answers it for a whole network, and how an answer is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.measure.lens import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.measure.lens import Lens
    from kg.network.network import Network
    from kg.questions.prose import Style
    from kg.questions.tables import Table
    from kg.rdf.store import Quad


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked of every project, and what writes its answer.

    `command` is what `kg` calls it, `help` a sentence for the list of commands; `methods` are those of the Python API,
    functions of what is asked. `answer` is for the whole network, as a
    build asks it; `tables` (by the names of files in `out/`), `summary` (for `build.json`) and `quads` are of that
    answer. `note`, `table` and `document` are of what the command finds, which may be a part: one dyad, one actor.
    """

    name: str
    command: str
    help: str
    methods: tuple[Callable[..., Any], ...]
    answer: Callable[[Answers], Any]
    tables: Callable[[Network, Any], Mapping[str, Table]]
    summary: Callable[[Any], Any]
    quads: Callable[[Any, date], Iterable[Quad]]
    note: Callable[[Network, Any, Style], Iterable[str]]
    table: Callable[[Network, Any], Table]
    document: Callable[[Network, Any], Any]


class Answers:
    """The answers to all questions about a network, each found once, when it is asked for.

    The day is that of the lens, or of the newest article.

    Without a dated article nothing is of any day, and every answer is empty.
    """

    def __init__(self, network: Network, lens: Lens = DEFAULT) -> None:
        self.network = network
        self.lens = lens if lens.at else lens.on(network.newest_day or date.min)
        self._answers: dict[str, Any] = {}

    @property
    def at(self) -> date:
        """The day that they are about."""
        return self.lens.day

    def __getitem__(self, name: str) -> Any:
        """The answer to the question of that name."""
        if name not in self._answers:
            self._answers[name] = _question(name).answer(self)
        return self._answers[name]

    def tables(self) -> dict[str, Table]:
        """The tables of every answer, by the names of their files."""
        tables: dict[str, Table] = {}
        for each in _questions():
            tables |= each.tables(self.network, self[each.name])
        return tables

    def summary(self) -> dict[str, Any]:
        """Each answer in a few numbers, by the name of its question."""
        return {each.name: each.summary(self[each.name]) for each in _questions()}

    def quads(self) -> Iterator[Quad]:
        """Every answer as RDF; numbers are rounded to 12 places."""
        for each in _questions():
            yield from each.quads(self[each.name], self.at)


def _question(name: str) -> Question:
    from kg.questions import question  # noqa: PLC0415 - the registry lists what is made of this

    return question(name)


def _questions() -> tuple[Question, ...]:
    from kg.questions import questions  # noqa: PLC0415 - as above

    return questions()


def later(module: str, name: str) -> Callable[..., Any]:
    """A function that is imported when it is first called, so that a list of questions costs nothing."""

    def call(*given: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*given, **options)

    return call
