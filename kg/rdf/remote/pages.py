"""All rows of an endpoint: page by page, and counted, whatever limit it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf.guard import QueryError
from kg.rdf.remote.address import EndpointError
from kg.rdf.remote.results import SOLUTIONS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rdf.remote.client import Client
    from kg.rdf.remote.results import Row, Term
    from kg.rdf.remote.transport import Reply

# Below the 10,000 rows at which many endpoints cut their answers.
PAGE = 5_000
# Beyond this many rows, in all that is read of one graph, an endpoint makes up ever new ones, or has no place here.
MAX_ROWS = 20_000_000
DIGITS = 12


class Pages:
    """The matches of a pattern at an endpoint, checked against the endpoint's own count.

    Endpoints stop at an undisclosed number of rows, such as 10,000, so that an answer may be cut and look complete.
    """

    def __init__(self, client: Client, page: int = PAGE) -> None:
        self.client = client
        self.page = page
        self.given = 0

    def holds(self, pattern: str, dataset: Sequence[tuple[str, str]] = ()) -> bool:
        """Whether a pattern with `?s` matches anything; by SELECT, since Virtuoso answers ASK with a row."""
        return bool(self._select(("s",), f"SELECT ?s {{ {pattern} }} LIMIT 1", dataset))

    def nodes(self, variable: str, pattern: str) -> list[str]:
        """Every IRI that a variable of the pattern stands for, sorted; by keyset, until a page is empty.

        Each page begins after the last node of the one before, so that no page costs more than the first.
        """
        counted = self._count(f"DISTINCT ?{variable}", pattern)
        found: set[str] = set()
        after = ""
        while page := self._page(variable, pattern, after):
            before = len(found)
            found.update(page)
            after = page[-1]
            if len(found) == before:
                raise self._failure("gives the same rows again and again; they cannot be read page by page")
            if len(found) > counted:
                break
        if counted != len(found):
            raise self._failure(f"gives {len(found):,} of {counted:,} nodes; it may be changing; try again")
        return sorted(found)

    def _page(self, variable: str, pattern: str, after: str) -> list[str]:
        filtered = f"FILTER(STR(?{variable}) > {ox.Literal(after)})" if after else ""
        query = f"SELECT DISTINCT ?{variable} {{ {pattern} {filtered} }} ORDER BY STR(?{variable}) LIMIT {self.page}"
        return [self.iri(row[0]) for row in self._select((variable,), query)]

    def rows(self, variables: Sequence[str], pattern: str) -> Iterator[Row]:
        """Every row of a pattern with its count in one answer, or in pages if that was cut."""
        names = " ".join(f"?{name}" for name in variables)
        query = f"SELECT {names} ?n {{ {{ SELECT (COUNT(*) AS ?n) {{ {pattern} }} }} UNION {{ {pattern} }} }}"
        whole, counts = [], []
        for row in self._select((*variables, "n"), query):
            if row[-1] is None:
                whole.append(row[:-1])
            else:
                counts.append(row[-1])
        counted = self._whole_number(counts[0]) if counts else self._count("*", pattern)
        if len(whole) == counted:
            return iter(whole)
        return self._paged(variables, pattern, counted, max(1, min(len(whole), self.page)))

    def _paged(self, variables: Sequence[str], pattern: str, counted: int, page: int) -> Iterator[Row]:
        names = " ".join(f"?{name}" for name in variables)
        # Terms that are equal in value, such as 1 and 1.0, need an order too.
        order = f"{names} STR(?{variables[-1]}) DATATYPE(?{variables[-1]}) LANG(?{variables[-1]})"
        given = 0
        while given < counted:
            query = f"SELECT {names} {{ {pattern} }} ORDER BY {order} LIMIT {page} OFFSET {given}"
            found = self._select(variables, query)
            if not found:
                raise self._failure(f"gives {given:,} of {counted:,} rows; it may be changing; try again")
            given += len(found)
            yield from found

    def _count(self, what: str, pattern: str) -> int:
        found = self._select(("n",), f"SELECT (COUNT({what}) AS ?n) {{ {pattern} }}")
        return self._whole_number(found[0][0] if found else None)

    def _select(self, variables: Sequence[str], query: str, dataset: Sequence[tuple[str, str]] = ()) -> list[Row]:
        found = rows(self._asked(query, dataset), str(self.client.address), variables)
        self.given += len(found)
        if self.given > MAX_ROWS:
            raise self._failure(f"gives more than {MAX_ROWS:,} rows; such a graph is better read from a file")
        return found

    def _asked(self, query: str, dataset: Sequence[tuple[str, str]]) -> Reply:
        """The answer to a query of our own, whose failure the user cannot mend."""
        try:
            return self.client.ask(query, SOLUTIONS, dataset)
        except QueryError as error:
            raise EndpointError(str(error)) from None

    def iri(self, term: Term | None) -> str:
        """The IRI of a node, by which it can be asked about; raises EndpointError for any other term."""
        if isinstance(term, ox.NamedNode):
            return term.value
        raise self._failure(f"has {term}, which is no IRI, so that nothing can be asked about it")

    def _whole_number(self, term: Term | None) -> int:
        if (
            isinstance(term, ox.Literal)
            and term.value.isascii()
            and term.value.isdecimal()
            and len(term.value) <= DIGITS
        ):
            return int(term.value)
        raise self._failure("does not count")

    def _failure(self, what: str) -> EndpointError:
        return EndpointError(f"{self.client.address}: {what}")
