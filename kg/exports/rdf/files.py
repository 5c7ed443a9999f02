"""Quads → the files of the dataset: canonical to compare, readable to read."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.cache import key_of
from kg.model.vocabulary import DATA, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE
from kg.rdf.graphs import lines, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.cache import Cache
    from kg.rdf.graphs import Graph

CLAIM = f"{DATA}claim/".encode()
CLAIMED = re.compile(b"<" + re.escape(CLAIM) + rb"([^/<>]+)/")
HEAD = re.compile(rb"(?:@prefix [^\n]*\n)*")
# How the prefix for the claims of an article is declared, up to its name.
PREFIX = b"@prefix claim-"
# All of one subject: only its first line begins at the margin, since a string has no line breaks of its own.
BLOCK = re.compile(rb"[^\n\t][^\n]*\n(?:\t[^\n]*\n)*")
# In N-Quads all lines of one subject, and in TriG the same.
SAID = re.compile(rb"<([^>]*)> [^\n]*\n(?:<\1> [^\n]*\n)*")
NODE = re.compile(rb"\t[^\t][^\n]*\n(?:\t\t[^\n]*\n)*")
TYPE = f"<{RDF_TYPE}> ".encode()
# What no line of N-Quads has, since control characters are written by their numbers there.
END, FIRST = b"\x01", b"\x02"


def dataset(graphs: Sequence[Graph], others: Mapping[str, bytes], cache: Cache) -> dict[str, bytes]:
    """`graph.nq` and `graph.trig` of the graphs, and of others whose N-Quads are given by their names.

    What `cache` has kept is not written anew.
    """
    blocks = {f"<{graph.name}>": _kept_block(graph, cache) for graph in graphs}
    for name, content in others.items():
        blocks[name] = cache.recall(key_of("trig", name), Blocks).block(content) if cache.stays else block(content)
    texts = (*(graph.n_quads for graph in graphs), *others.values())
    return {"graph.nq": merged(texts), "graph.trig": whole(*(each for _, each in sorted(blocks.items())))}


def _kept_block(graph: Graph, cache: Cache) -> bytes:
    make = partial(block, graph.n_quads)
    return cache.get(key_of("trig", graph.key), make) if graph.key else make()


class Block(NamedTuple):
    """All that is said of a node as Turtle: its IRI, the lines of its prefixes, the rest."""

    iri: str
    prefixes: frozenset[bytes]
    text: bytes


def n_quads(quads: Iterable[ox.Quad]) -> bytes:
    """Canonical N-Quads (RDFC-1.0 of a dataset without blank nodes): each quad once, the lines sorted by code point."""
    return lines(quads)


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG to read: graph by graph, each subject together, its type first."""
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    return whole(*(block(lines(graph)) for _, graph in sorted(graphs.items())))


def block(n_quads: bytes) -> bytes:
    """One graph as TriG, in reading order; `whole` puts several together."""
    return _readable(n_quads, ox.RdfFormat.TRIG)


class Blocks:
    """One graph as TriG again and again, of which little differs: what is said of a node is kept while it is so."""

    def __init__(self) -> None:
        self._begin = b""
        self._of_lines: dict[bytes, bytes] = {}

    def block(self, n_quads: bytes) -> bytes:
        """The same as `block`."""
        if not n_quads:
            return block(n_quads)
        # A name comes before any other that goes on from it, as in `_readable`.
        said = dict(sorted((match[1], match[0]) for match in SAID.finditer(n_quads)))
        kept = self._of_lines
        new = [lines for lines in said.values() if lines not in kept]
        if new:
            written = block(b"".join(new))
            begin = written.index(b" {\n") + len(b" {\n")
            self._begin = written[written.rindex(b"\n", 0, begin - 1) + 1 : begin]
            kept = kept | dict(zip(new, NODE.findall(written, begin), strict=True))
        self._of_lines = {lines: kept[lines] for lines in said.values()}
        prefixes = sorted(_declared(PREFIXES | _claim_prefixes(n_quads)))
        return b"".join([*prefixes, self._begin, *self._of_lines.values(), b"}\n"])


def whole(*blocks: bytes) -> bytes:
    """A TriG file of some graphs, with every prefix that they use in its head."""
    heads = [HEAD.match(each) for each in blocks]
    declared = {line for head in heads if head for line in head[0].splitlines(keepends=True)}
    bodies = (each[head.end() if head else 0 :] for each, head in zip(blocks, heads, strict=True))
    return b"".join([*sorted(declared or _declared(PREFIXES)), *bodies])


def turtle(quads: Iterable[ox.Quad], graph: str = "") -> bytes:
    """Turtle of the triples of one graph, or of all, in reading order."""
    name = ox.NamedNode(graph) if graph else None
    chosen = (quad.triple for quad in quads if name is None or quad.graph_name == name)
    return _readable(lines(ox.Quad(t.subject, t.predicate, t.object) for t in chosen), ox.RdfFormat.TURTLE)


def turtle_blocks(about: Mapping[ox.NamedNode, Iterable[ox.Quad]]) -> dict[ox.NamedNode, Block]:
    """All the quads about each of some nodes as Turtle, of whatever graph; `turtle_document` puts blocks together."""
    triples = lines(ox.Quad(q.subject, q.predicate, q.object) for quads in about.values() for q in quads)
    text = _readable(triples, ox.RdfFormat.TURTLE)
    head = HEAD.match(text)
    end = head.end() if head else 0
    declared = text[:end].splitlines(keepends=True)
    of_claims = {line.partition(b": ")[0][len(PREFIX) :]: line for line in declared if line.startswith(PREFIX)}
    always = frozenset(declared) - frozenset(of_claims.values())
    articles: dict[bytes, set[bytes]] = {}
    for line in triples.splitlines():
        articles.setdefault(line[1 : line.index(b"> ")], set()).update(CLAIMED.findall(line))
    bodies = BLOCK.findall(text, end)
    nodes = sorted(about, key=lambda node: node.value)
    found = {}
    for node, body in zip(nodes, bodies, strict=True):
        own = (of_claims[article] for article in articles[node.value.encode()])
        found[node] = Block(node.value, always.union(own), body)
    return found


def turtle_document(blocks: Iterable[Block]) -> bytes:
    """A Turtle file of some blocks, as `turtle` has it of their quads together."""
    listed = sorted(blocks)
    prefixes: frozenset[bytes] = frozenset().union(*(block.prefixes for block in listed))
    return b"".join((*sorted(prefixes), *(block.text for block in listed)))


def ontology_turtle(quads: Iterable[ox.Quad]) -> bytes:
    """The ontology as one Turtle file."""
    return turtle(quads, ONTOLOGY_GRAPH)


def _readable(n_quads: bytes, format_: ox.RdfFormat) -> bytes:
    """Sorted by subject, predicate and object, types first; a claim comes before its passages.

    The order is that of the lines, in which a name ends before any other that goes on from it.
    """
    text = n_quads.replace(b"> ", END).replace(TYPE.replace(b"> ", END), FIRST)
    ordered = b"".join(sorted(text.splitlines(keepends=True)))
    text = ordered.replace(FIRST, TYPE.replace(b"> ", END)).replace(END, b"> ")
    prefixes = PREFIXES | _claim_prefixes(n_quads)
    # The engine takes triples for Turtle, quads for TriG.
    # What the engine has written need not be checked again.
    statements = ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True)
    items = statements if format_ == ox.RdfFormat.TRIG else (quad.triple for quad in statements)
    written = ox.serialize(items, format=format_, prefixes=prefixes) or b""
    head = HEAD.match(written)
    end = head.end() if head else 0
    # The engine writes its prefixes in no particular order.
    return b"".join([*sorted(written[:end].splitlines(keepends=True)), written[end:]])


def _claim_prefixes(n_quads: bytes) -> dict[str, str]:
    """A prefix for the claims of each article, since a local name may not hold the slash between the two."""
    articles = sorted({match.decode() for match in CLAIMED.findall(n_quads)})
    return {f"claim-{article}": f"{CLAIM.decode()}{article}/" for article in articles}


def _declared(prefixes: Mapping[str, str]) -> list[bytes]:
    return [f"@prefix {name}: <{iri}> .\n".encode() for name, iri in prefixes.items()]
