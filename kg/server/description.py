"""What the service says of itself at `/sparql` without a query, and of its data at `/void`."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from kg.exports.rdf.service_description import Facts, serialized, service, void
from kg.model.vocabulary import PREFIXES
from kg.server.asking_page import asking_page
from kg.server.json_ld import compact
from kg.server.negotiation import TRIPLES, choose, with_charset
from kg.server.refusals import not_acceptable
from kg.server.sparql import endpoint

if TYPE_CHECKING:
    from kg.server.exchange import Exchange
    from kg.server.service import Service

DUMPS = ("graph.nq", "graph.trig")
JSON = {"rows": "json", "truth": "json", "triples": "turtle"}
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } FILTER(isIRI(?x)) } GROUP BY ?x ORDER BY ?x"
PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY ?x"
CLASSES = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x FILTER(isIRI(?x)) } GROUP BY ?x ORDER BY ?x"
HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}


async def describe_service(served: Service, exchange: Exchange) -> None:
    """Answer with the service description, or the form where a browser asks."""
    form, media_type = _chosen(exchange)
    if form == "html":
        content, policy = asking_page(served.settings.root / "ontology")
        headers = HEADERS | {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        await exchange.respond(200, headers, content.encode())
        return
    facts = await _facts(served, (ALL, GRAPHS))
    await _respond(exchange, serialized(service(endpoint(exchange), facts), form), form, media_type)


async def describe_data(served: Service, exchange: Exchange) -> None:
    """Answer with the VoID description."""
    form, media_type = _chosen(exchange)
    facts = await _facts(served, (ALL, GRAPHS, SUBJECTS, PROPERTIES, CLASSES))
    address = endpoint(exchange)
    dumps = tuple(address.removesuffix("sparql") + name for name in DUMPS if name in served.workers.built.outputs)
    form = "turtle" if form == "html" else form
    media_type = media_type if media_type != "text/html" else "text/turtle"
    await _respond(exchange, serialized(void(address, facts, dumps), form), form, media_type)


def _chosen(exchange: Exchange) -> tuple[str, str]:
    chosen = choose(exchange.headers.get("accept"), TRIPLES)
    if chosen is None:
        raise not_acceptable("triples")
    return chosen[0].name, chosen[1]


async def _respond(exchange: Exchange, body: bytes, form: str, media_type: str) -> None:
    content = compact(body, PREFIXES) if form == "jsonld" else body
    await exchange.respond(200, HEADERS | {"Content-Type": with_charset(media_type)}, content)


async def _facts(served: Service, queries: tuple[str, ...]) -> Facts:
    """The counts, asked once for each build."""
    key = (served.workers.built.identity, "facts", queries)
    known = served.cache.get(key)
    if isinstance(known, Facts):
        return known
    answers = await asyncio.gather(*(_counts(served, query) for query in queries))
    found = dict(zip(queries, answers, strict=True))
    facts = Facts(
        triples=sum(number for _, number in found[ALL]),
        subjects=sum(number for _, number in found.get(SUBJECTS, ())),
        graphs=found.get(GRAPHS, ()),
        properties=found.get(PROPERTIES, ()),
        classes=found.get(CLASSES, ()),
    )
    served.cache.put(key, facts, 100 * sum(map(len, answers)))
    return facts


async def _counts(served: Service, query: str) -> tuple[tuple[str, int], ...]:
    message = {"sparql": query, "default": None, "named": None, "base": None, "formats": JSON}
    reply = await served.ask(message)
    rows = json.loads(b"".join(reply.body.chunks()))["results"]["bindings"]
    reply.body.close()
    return tuple((row["x"]["value"] if "x" in row else "", int(row["n"]["value"])) for row in rows)
