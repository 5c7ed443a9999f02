"""Cypher and the tables for Neo4j: one graph in both, and nothing in a text that can leave its string."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from antlr4 import CommonTokenStream, InputStream, Token
from antlr4_cypher import CypherLexer, CypherParser
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports.cypher import cypher, literal
from kg.exports.neo4j import neo4j
from kg.exports.property_graph import arcs, vertices

TEXTS = st.text(
    st.one_of(st.sampled_from("\\'\"uU0027`\n\r;/*"), st.characters(exclude_categories=["Cs"])), max_size=30
)
SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def tokens(text):
    stream = CommonTokenStream(CypherLexer(InputStream(text)))
    stream.fill()
    return [token for token in stream.tokens if token.channel == Token.DEFAULT_CHANNEL and token.type != Token.EOF]


def unescaped(string):
    """What a string literal of Cypher means."""
    return re.sub(
        r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))",
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else SHORT.get(m[3], m[3]),
        string[1:-1],
        flags=re.DOTALL,
    )


def resolved_early(text):
    """The statement as Neo4j reads it, which takes escapes of code points for characters before anything else."""
    return re.sub(
        r"\\\\|\\u+([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)) if m[1] else m[0], text
    )  # fmt: skip


@settings(max_examples=200)
@given(TEXTS)
def test_a_string_means_its_text_and_nothing_follows_it(text):
    written = literal(text)
    strings = re.findall(r"'(?:[^'\\]|\\.)*'", written, flags=re.DOTALL)
    assert " + ".join(strings) == written
    assert "".join(map(unescaped, strings)) == text
    assert written.isprintable() or not text.isprintable()
    assert len(written.splitlines()) == 1


@settings(max_examples=200)
@given(TEXTS)
def test_escapes_that_are_resolved_before_parsing_close_no_string(text):
    for reading in (
        resolved_early(literal(text)),
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), literal(text)),
    ):
        assert re.fullmatch(r"'(?:[^'\\]|\\.)*'(?: \+ '(?:[^'\\]|\\.)*')*", reading, flags=re.DOTALL)


@pytest.mark.parametrize(
    "text", ["'}) DETACH DELETE n //", "\\'}) DETACH DELETE n //", "\\u0027}) DETACH DELETE n //", "a\\", "\n;\nMATCH (n) DETACH DELETE n;"]
)  # fmt: skip
def test_an_injection_adds_no_token_but_joined_strings(text, labelled):
    def kinds(content):
        plain = (token.text for token in tokens(cypher(labelled(content).as_known(), ())))
        # Where a passage ends is a number that depends on the text.
        return ["0" if word.isdigit() else word for word in plain if word[:1] not in ("'", "+", " ")]

    assert kinds(text) == kinds("Plain")


def test_statements_are_cypher_to_an_independent_parser(labelled):
    made = labelled("it's")
    for line in cypher(made.as_known(), made.tension()).splitlines():
        if line.startswith("UNWIND"):
            parser = CypherParser(CommonTokenStream(CypherLexer(InputStream(line))))
            parser.removeErrorListeners()
            parser.script()
            assert parser.getNumberOfSyntaxErrors() == 0, line


def test_constraints_come_first_then_nodes_then_relationships(shipped_graph):
    lines = cypher(shipped_graph.as_known(), shipped_graph.tension()).splitlines()
    order = [0 if "CONSTRAINT" in line else 1 if "MERGE (n:" in line else 2 for line in lines]
    assert order == sorted(order)
    assert "$" not in "".join(re.sub(r"'(?:[^'\\]|\\.)*'", "", line) for line in lines)


def test_values_of_other_kinds():
    assert literal([True, 2, -0.5, date(2016, 2, 9)]) == "[true, 2, -0.5, date('2016-02-09')]"


def test_every_relationship_has_both_ends_in_the_tables(shipped_graph):
    files = neo4j(shipped_graph.as_known(), shipped_graph.tension())
    read = {name: list(csv.DictReader(io.StringIO(content.decode(), newline=""))) for name, content in files.items()}
    keys = [row["key:ID"] for name, rows in read.items() if name.startswith("nodes-") for row in rows]
    drawn = [row for name, rows in read.items() if name.startswith("relationships-") for row in rows]
    assert len(set(keys)) == len(keys) == len(list(vertices(shipped_graph.as_known())))
    assert {row[end] for row in drawn for end in (":START_ID", ":END_ID")} <= set(keys)
    assert len(drawn) == len(list(arcs(shipped_graph.as_known(), shipped_graph.tension())))
    assert len({(row[":TYPE"], row["key:string"]) for row in drawn}) == len(drawn)


def test_the_headers_say_what_the_import_reads(shipped_graph):
    files = neo4j(shipped_graph.as_known(), shipped_graph.tension())
    claims = files["nodes-claim.csv"].decode().splitlines()[0].split(",")
    assert {"key:ID", "quotes:string[]", "starts:long[]", "probability:double", "earliest:date", ":LABEL"} <= set(
        claims
    )
    command = files["import.sh"].decode()
    assert all(name in command for name in files if name.endswith(".csv"))


def test_what_a_claim_says_is_linked(shipped_graph):
    found = {(arc.type, arc.source, arc.target) for arc in arcs(shipped_graph.as_known(), ())}
    claim = "claim/2016-07-isdp-thaad-thawing/china-denies-retaliation"
    assert ("CLAIMANT", claim, "node/china") in found
    assert ("REPORTED_BY", claim, "node/niklas-swanstrom") in found
    assert ("DENIES", claim, "claim/2016-07-isdp-thaad-thawing/critics-see-retaliation") in found
    assert ("TARGET", claim, "node/south-korea") in found
