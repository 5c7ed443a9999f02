"""What the service says of itself at `/sparql` without a query, and of its data at `/void`."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from starlette.responses import Response

from kg.exports.rdf.service_description import DESCRIBED, Facts, described, serialized, service, void
from kg.server.negotiation import TRIPLES, choose, not_acceptable
from kg.server.query_form import query_form
from kg.server.sparql import endpoint

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.server.service import Service

DUMPS = ("graph.nq", "graph.trig")
JSON = {"rows": "json", "truth": "json", "triples": "turtle"}
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } FILTER(isIRI(?x)) } GROUP BY ?x ORDER BY ?x"
PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x"
CLASSES = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x FILTER(isIRI(?x)) } GROUP BY ?x ORDER BY ?x"
HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
Counts = tuple[tuple[str, int], ...]


class Description:
    """Answers with what the service says of itself, and with the VoID description; the counts are kept by build."""

    def __init__(self, served: Service) -> None:
        self.served = served
        self.known: LRUCache[tuple[str, str], Counts] = LRUCache(10)

    async def service(self, request: Request) -> Response:
        """The service description, or the form where a browser asks."""
        form, media_type = _chosen(request)
        if form == "html":
            content, policy = query_form(self.served.settings.root / "ontology")
            return Response(content, 200, HEADERS | {"Content-Security-Policy": policy}, "text/html")
        facts = Facts(triples=_total(await self._counts(ALL)), graphs=await self._counts(GRAPHS))
        return Response(serialized(service(endpoint(request.scope), facts), form), 200, HEADERS, media_type)

    async def data(self, request: Request) -> Response:
        """The description of the data."""
        form, media_type = _chosen(request)
        await self.served.pool.current()
        queries = (ALL, GRAPHS, SUBJECTS, PROPERTIES, CLASSES)
        total, graphs, subjects, properties, classes = await asyncio.gather(*map(self._counts, queries))
        facts = Facts(_total(total), _total(subjects), graphs, properties, classes)
        address, outputs = endpoint(request.scope), self.served.pool.build.outputs
        dumps = tuple(address.removesuffix("sparql") + name for name in DUMPS if name in outputs)
        form, media_type = ("turtle", "text/turtle") if form == "html" else (form, media_type)
        said = described((await self._rows(DESCRIBED))["results"]["bindings"])
        return Response(serialized(void(address, facts, dumps, said), form), 200, HEADERS, media_type)

    async def _rows(self, query: str) -> Any:
        message = {"sparql": query, "default": None, "named": None, "base": None, "formats": JSON}
        return json.loads((await self.served.ask(message)).read())

    async def _counts(self, query: str) -> Counts:
        key = (self.served.pool.build.identity, query)
        known = self.known.get(key)
        if known is None:
            rows = (await self._rows(query))["results"]["bindings"]
            known = tuple((row["x"]["value"] if "x" in row else "", int(row["n"]["value"])) for row in rows)
            self.known[key] = known
        return known


def _chosen(request: Request) -> tuple[str, str]:
    chosen = choose(request.headers.get("accept"), TRIPLES)
    if chosen is None:
        raise not_acceptable(TRIPLES)
    return chosen[0].name, chosen[1]


def _total(counts: Counts) -> int:
    return sum(number for _, number in counts)
