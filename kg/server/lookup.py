"""Look-ups: queries of one triple pattern, which the server's own process answers without asking a worker.

A way to another process and back costs more than such an answer. The engine cannot be told to stop, but what matches
one pattern stands in an index, so that every step of its work gives a row; rows are written, and whoever is written to
may refuse more. So a look-up ends with its budget of processor time or of bytes, whatever it asks, and what goes beyond
is left to the workers. Anything else, such as one more pattern, a filter, an order or an offset, is theirs at once, and
so are look-ups while the workers have something to do, and all but one of those that come at the same moment: many on
one way cost little more than one, and more than one processor is at work on them.
"""

from __future__ import annotations

import asyncio
import re
import time
from io import RawIOBase
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from kg.model.records import GraphError
from kg.rdf.query import Asking, QueryError, run
from kg.rdf.results import kind, write
from kg.rdf.store import open_store
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


class Budget(RawIOBase):
    """What an answer is written into while there is time and room."""

    def __init__(self) -> None:
        super().__init__()
        self.data, self.until = bytearray(), time.thread_time() + SECONDS

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, given: Any) -> int:
        """Take bytes; raises OverBudgetError where they are too many or come too late."""
        self.data += given
        if len(self.data) > BYTES or time.thread_time() > self.until:
            raise OverBudgetError
        return len(given)


class Lookups:
    """Answers look-ups from a store of its own; those that were too much once are left to the workers at once."""

    def __init__(self) -> None:
        self.busy = False
        self.identity = ""
        self.store: Store | None = None
        self.large: LRUCache[str, bool] = LRUCache(REMEMBERED)

    def answer(self, build: Build, asked: Question, base: str, name: str | None) -> Reply | None:
        """The answer in the format of this name, where it is that of rows and the query a look-up; else None."""
        query = asked.sparql
        if self.busy or name in (None, "html") or asked.default is not None or not is_lookup(query):
            return None
        if build.identity != self.identity:
            self._open(build)
        if self.store is None or query in self.large:
            return None
        self.busy = True
        asyncio.get_running_loop().call_soon(self._next_turn)
        budget = Budget()
        try:
            result = run(self.store, query, Asking(base))
            form = kind(result)
            write(result, str(name), budget)  # type: ignore[arg-type] # a raw stream that takes all it is given
        except OverBudgetError:
            self.large[query] = True
            return None
        except QueryError:
            # It is theirs to say why.
            return None
        return Reply(form, bytes(budget.data), len(budget.data))

    def _next_turn(self) -> None:
        self.busy = False

    def _open(self, build: Build) -> None:
        """Open the store of a build; a file of RDF is left to the workers, which have it in memory."""
        self.identity, self.store = build.identity, None
        self.large.clear()
        if build.store.is_dir():
            try:
                store = open_store(build.store)
                if identity_of(build.store) == build.identity:
                    self.store = store
            except (GraphError, OSError):
                return


def is_lookup(query: str) -> bool:
    """Whether a query is of one triple pattern, each variable of which stands in it once."""
    matched = LOOKUP.fullmatch(query) if len(query) <= LONGEST else None
    if matched is None:
        return False
    variables = [name for name in matched.groups() if name is not None]
    return len(variables) == len(set(variables))
