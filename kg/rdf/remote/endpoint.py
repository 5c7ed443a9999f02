"""An endpoint as a graph: what it answers, its records, its quads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.rdf.remote.client import TIMEOUT, Client
from kg.rdf.remote.pages import PAGE, Pages
from kg.rdf.remote.reading import Reading
from kg.rdf.remote.results import accepted, is_limited, parsed, with_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rdf.query import AnyResult
    from kg.rdf.remote.address import Address
    from kg.rdf.store import Quad


class Endpoint:
    """A graph behind a SPARQL 1.1 endpoint; `timeout` in seconds for each query, `page` in rows.

    Every method raises EndpointError if the endpoint cannot be asked or its answer makes no sense.
    """

    def __init__(self, address: Address, *, timeout: float = TIMEOUT, page: int = PAGE) -> None:
        self.client = Client(address, timeout=timeout)
        self.page = page

    @cached_property
    def _reading(self) -> Reading:
        return Reading(Pages(self.client, self.page), min(200, self.page))

    def ask(self, query: str) -> AnyResult:
        """The answer to anybody's query over the endpoint's own default graph; known prefixes are declared for it.

        Raises QueryError if the endpoint finds it wrong.
        """
        return self._ask(query)

    def ask_union(self, query: str) -> AnyResult:
        """The answer to a query that takes the default graph for the union of all, even if the endpoint does not."""
        return self._ask(query, self._reading.union())

    def _ask(self, query: str, dataset: Sequence[tuple[str, str]] = ()) -> AnyResult:
        sent = with_prefixes(query)
        reply = self.client.ask(sent, accepted(sent), dataset)
        return parsed(reply, str(self.client.address), limited=is_limited(query))

    def records(self) -> Iterator[Quad]:
        """The quads that records are read from, a part of the graph."""
        return self._reading.records()

    def quads(self) -> Iterator[Quad]:
        """Every quad; numbers may come in another form than they were written in."""
        return self._reading.quads()
