"""The parts that can be looked at without a server."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.body import IN_MEMORY, Body, gzipped
from kg.server.cache import Cache
from kg.server.json_ld import compact
from kg.server.negotiation import ROWS, TRIPLES, choose

PREFIXES = {"x": "http://x/", "xy": "http://x/y/", "actor": "http://actor/"}
IRIS = st.sampled_from(
    ["http://x/a", "http://x/y/b", "http://x/", "http://x///c", "http://x/y/a:b", "actor:china", "urn:a", "x:plain", "http://actor/z"]
).map(ox.NamedNode)  # fmt: skip
LITERALS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).map(ox.Literal),
    st.integers(-9, 9).map(ox.Literal),
    st.just(ox.Literal("@id", language="en")),
    st.builds(lambda t, n: ox.Literal(t, datatype=n), st.text("ab@:", max_size=5), IRIS),
)
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TRIPLE = st.builds(
    ox.Triple,
    st.one_of(IRIS, st.just(ox.BlankNode("b"))),
    st.one_of(IRIS, st.just(RDF_TYPE)),
    st.one_of(IRIS, LITERALS),
)


@given(st.lists(TRIPLE, max_size=12))
def test_compact_json_ld_has_the_same_triples(triples):
    expanded = ox.serialize(triples, format=ox.RdfFormat.JSON_LD)
    made = compact(expanded, PREFIXES)
    parsed = {str(quad.triple) for quad in ox.parse(made, format=ox.RdfFormat.JSON_LD)}
    assert canonical(parsed) == canonical({str(triple) for triple in triples})


def canonical(triples):
    import re

    return {re.sub(r"_:\w+", "_:b", text) for text in triples}


def test_a_prefix_that_is_a_scheme_of_the_data_is_left_out():
    triples = [ox.Triple(ox.NamedNode("actor:china"), ox.NamedNode("http://actor/p"), ox.NamedNode("http://x/a"))]
    made = json.loads(compact(ox.serialize(triples, format=ox.RdfFormat.JSON_LD), PREFIXES))
    assert made["@context"] == {"x": "http://x/"}


def test_the_cache_keeps_within_its_room():
    cache = Cache(64_000)
    for number in range(100):
        cache.put(number, "value", 1000)
        cache.get(0)
    assert cache.used <= 64_000
    assert cache.get(0) == cache.get(99) == "value"
    assert cache.get(1) is None
    cache.put("large", "value", 10_000)
    assert cache.get("large") is None
    nothing = Cache(0)
    nothing.put(1, "value", 0)
    assert (nothing.get(1), nothing.used) == (None, 0)


@pytest.mark.parametrize("size", [0, 10, IN_MEMORY - 1, IN_MEMORY + 1, 3 * IN_MEMORY])
def test_a_body_is_what_was_put_in(size):
    import gzip

    body = Body()
    for start in range(0, size, 50_000):
        body.add(bytes(min(50_000, size - start)))
    assert (body.size, body.small is None) == (size, size > IN_MEMORY)
    assert b"".join(body.chunks()) == bytes(size)
    packed = gzipped(body)
    assert gzip.decompress(b"".join(packed.chunks())) == bytes(size)
    assert b"".join(gzipped(body).chunks()) == b"".join(packed.chunks())
    body.close()


@pytest.mark.parametrize(
    ("accept", "forms", "name"),
    [
        ("", ROWS, "json"),
        ("text/csv;q=1.0, */*;q=0.1", ROWS, "csv"),
        ("*/*;q=0.1, application/*", ROWS, "json"),
        ("text/html;q=0.2, text/turtle;q=0.1", TRIPLES, "html"),
        ('application/ld+json;profile="http://a,b;q=0"', TRIPLES, "jsonld"),
        ("TEXT/TURTLE", TRIPLES, "turtle"),
        ("text/turtle;q=0", TRIPLES, None),
        ("*/*;q=0", ROWS, None),
        ("image/png", ROWS, None),
        ("text/turtle;q=5, text/csv;q=0.3", ROWS, "csv"),
    ],
)
def test_choosing_among_forms(accept, forms, name):
    chosen = choose(accept, forms)
    assert (chosen and chosen[0].name) == name
