"""Look-ups: queries of one triple pattern, which the server's own process answers without asking a worker.

A way to another process and back costs more than such an answer. The engine cannot be told to stop, but what matches
one pattern stands in an index, so that every step of its work gives a row; rows are written, and whoever is written to
may refuse more. So a look-up ends with its budget of processor time or of bytes, whatever it asks, and what goes beyond
is left to the workers. All that come in the same turn of the loop have one such time together, so that nobody else
waits for longer; those that come after wait for the next turn, which costs less than a way to a worker. Anything else,
such as one more pattern, a filter, an order or an offset, is the workers' at once.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from cachetools import LRUCache

from kg.model.records import GraphError
from kg.model.vocabulary import DATA
from kg.rdf.query import Asking, QueryError, run
from kg.rdf.results import kind, write
from kg.rdf.store import quickest
from kg.server.build import identity_of
from kg.server.worker_process import Reply

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.server.build import Build
    from kg.server.protocol import Question

SECONDS = 0.002
BYTES = 65536
LONGEST = 2048
REMEMBERED = 1024
GAP, SPACE = r"[ \t\r\n]*+", r"[ \t\r\n]++"
IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
PREFIX = r"(?:[A-Za-z][A-Za-z0-9_-]*+)?+:"
VARIABLE = r"[?$][A-Za-z0-9_]++"
TERM = rf"(?:{IRI}|{PREFIX}[A-Za-z0-9_][A-Za-z0-9_-]*+|[?$]([A-Za-z0-9_]++))"
LOOKUP = re.compile(
    rf"(?:{GAP}PREFIX{SPACE}{PREFIX}{GAP}{IRI})*+{GAP}"
    rf"(?:ASK|SELECT{SPACE}(?:\*|{VARIABLE}(?:{SPACE}{VARIABLE})*)){GAP}(?:WHERE{GAP})?"
    rf"\{{{GAP}{TERM}{SPACE}(?:a|{TERM}){SPACE}(?:{TERM}|\"[A-Za-z0-9_. -]*+\"){GAP}\.?{GAP}\}}"
    rf"{GAP}(?:LIMIT{SPACE}[0-9]++{GAP})?",
    re.IGNORECASE,
)


class OverBudgetError(Exception):
    """More was asked than a look-up may take."""


class Budget:
    """What an answer is written into while there is time, in seconds of this thread, and room."""

    __slots__ = ("begun", "data", "until")

    def __init__(self, seconds: float) -> None:
        self.data, self.begun = bytearray(), time.thread_time()
        self.until = self.begun + seconds

    @property
    def spent(self) -> float:
        """The seconds of this thread that have gone by."""
        return time.thread_time() - self.begun

    def flush(self) -> None:
        """All is where it is to be."""

    def write(self, given: bytes) -> int:
        """Take bytes; raises OverBudgetError where they are too many or come too late."""
        self.data += given
        if len(self.data) > BYTES or time.thread_time() > self.until:
            raise OverBudgetError
        return len(given)


class Lookups:
    """Answers look-ups from a store of its own; those that were too much once are left to the workers at once.

    A store of up to `held` bytes is taken into memory; `opening` is the task that opens it. `spent` are the seconds
    that look-ups have had since a turn of the loop; once they are half of all, the others wait for the next, which
    begins anew. Not every turn does, since to be woken for it costs.
    """

    def __init__(self, held: int) -> None:
        self.held, self.spent = held, 0.0
        self.renewing = False
        self.identity = ""
        self.store: Store | None = None
        self.opening: asyncio.Task[None] | None = None
        self.large: LRUCache[str, bool] = LRUCache(REMEMBERED)

    async def answer(self, build: Build, asked: Question, base: str, name: str | None) -> Reply | None:
        """The answer in the format of this name, where it is that of rows and the query a look-up; else None."""
        query = asked.sparql
        if build.identity != self.identity:
            self._open(build)
        if name in (None, "html") or asked.default is not None or not is_lookup(query):
            return None
        while self.spent >= SECONDS / 2:  # noqa: ASYNC110 - a turn of the loop, which may be spent by others before
            await asyncio.sleep(0)
        if self.store is None or build.identity != self.identity or query in self.large:
            return None
        budget = Budget(SECONDS - self.spent)
        try:
            result = run(self.store, query, Asking(base))
            form = kind(result)
            write(result, str(name), budget)  # type: ignore[arg-type] # no more of a stream than is asked of it
        except OverBudgetError:
            # What takes half of it is too much, however little was left to it.
            if budget.spent >= SECONDS / 2 or len(budget.data) > BYTES:
                self.large[query] = True
            return None
        except QueryError:
            # It is theirs to say why.
            return None
        finally:
            self.spend(budget.spent)
        return Reply(form, bytes(budget.data), len(budget.data))

    def spend(self, seconds: float) -> None:
        """Count seconds as had."""
        self.spent += seconds
        if self.spent >= SECONDS / 2 and not self.renewing:
            self.renewing = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        self.spent, self.renewing = 0.0, False

    async def open(self, build: Build) -> None:
        """Open the store of a build; a file of RDF is left to the workers, which have it in memory."""
        self._open(build)
        if self.opening is not None:
            await self.opening

    def _open(self, build: Build) -> None:
        self.identity, self.store = build.identity, None
        self.large.clear()
        if build.store.is_dir():
            self.opening = asyncio.get_running_loop().create_task(self._opened(build))

    async def _opened(self, build: Build) -> None:
        """Open the store beside the loop, since to take it into memory may take a second; workers answer until then."""
        try:
            store = await asyncio.to_thread(quickest, build.store, self.held)
            # The first question takes longer than any other, and no budget is for that.
            write(run(store, "ASK { ?s ?p ?o }", Asking(DATA)), "json", Budget(1.0))  # type: ignore[arg-type] # as above
            if identity_of(build.store) == build.identity == self.identity:
                self.store = store
        except (GraphError, OSError, MemoryError):
            return


def is_lookup(query: str) -> bool:
    """Whether a query is of one triple pattern, each variable of which stands in it once."""
    matched = LOOKUP.fullmatch(query) if len(query) <= LONGEST else None
    if matched is None:
        return False
    variables = [name for name in matched.groups() if name is not None]
    return len(variables) == len(set(variables))
