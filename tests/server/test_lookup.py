"""Look-ups: which queries are, that they end with their budget, and that their answers are those of the workers."""

from __future__ import annotations

import asyncio

import pytest

from kg.server import lookup
from kg.server.build import read_build
from kg.server.lookup import Lookups, is_lookup
from kg.server.protocol import Question
from tests.server.serving import ENDLESS

PREFIX = "PREFIX kg: <https://w3id.org/detente/ns#>\n"
HELD = 32 * 2**20
BASE = "http://127.0.0.1/sparql"


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o }",
        "SELECT ?p ?o { <https://example.org/a> ?p ?o }",
        "select * where { ?s a kg:Actor . } limit 5",
        PREFIX + "SELECT ?c WHERE{?c kg:mode kg:Reported}",
        'SELECT ?s { ?s kg:quote "some words" }',
    ],
)
def test_one_pattern_is_a_lookup(query):
    assert is_lookup(query)


@pytest.mark.parametrize(
    "query",
    [
        ENDLESS,
        "SELECT * { ?s ?p ?o . ?a ?b ?c }",
        "SELECT * { ?s ?p ?o ; ?q ?r }",
        "SELECT ?x { ?x ?x ?o }",
        "SELECT ?x { $x ?p ?x }",
        "SELECT * { ?s ?p ?o } OFFSET 100000",
        "SELECT * { ?s ?p ?o } ORDER BY ?o",
        "SELECT DISTINCT ?p { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT * { ?s kg:denies* ?o }",
        "SELECT * { ?s kg:denies/kg:mode ?o }",
        "SELECT * { ?s !kg:denies ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o > 1) }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <https://example.org/> { ?s ?p ?o }",
        "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o } # ?s ?p ?o",
        'SELECT * { ?s ?p "a\\u0022" }',
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "DESCRIBE <https://example.org/>",
        "SELECT * { ?s ?p ?o } VALUES ?s { <a:b> }",
        "SELECT ?a " + "?a " * 1000 + "{ ?s ?p ?o }",
        "",
    ],
)
def test_anything_more_is_not(query):
    assert not is_lookup(query)


async def opened(root, lookups=None):
    """The build in a folder, and look-ups that have its store open."""
    build, lookups = read_build(root, root / "out"), lookups or Lookups(HELD)
    if lookups.identity != build.identity:
        await lookups.open(build)
    return build, lookups


def answered(root, *queries, lookups=None, name="json"):
    """What is answered to each query, in a turn of a loop of its own."""

    async def ask():
        build, asked = await opened(root, lookups)
        return [await asked.answer(build, Question(query), BASE, name) for query in queries]

    return asyncio.run(ask())


@pytest.mark.parametrize("query", ["SELECT ?c { ?c kg:mode kg:Reported }", "ASK { ?s a kg:Nothing }"])
@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_the_answer_is_that_of_the_workers(strict, served_root, query, name):
    (reply,) = answered(served_root, query, name=name)
    # A comment makes it a query for the workers.
    got = strict.ask(query=query + " # ", format=name)
    assert got.status == 200
    assert (sorted(reply.read().split(b"},{")), reply.size) == (sorted(got.body.split(b"},{")), len(got.body))


@pytest.fixture(scope="module")
def strict(serve, served_root):
    """A server without cache."""
    return serve(served_root, "--workers", 1, "--cache", 0)


def test_what_is_no_lookup_or_has_another_form_is_left(served_root):
    assert answered(served_root, "SELECT * { ?s ?p ?o . ?a ?b ?c }") == [None]
    assert answered(served_root, "ASK { ?s ?p ?o }", name="html") == [None]
    assert answered(served_root, "ASK { ?s ?p ?o }", name=None) == [None]
    assert answered(served_root, "ASK { ?s un:known ?o }") == [None]


@pytest.mark.parametrize(("bound", "value"), [("SECONDS", 1e-9), ("BYTES", 1000)])
def test_one_that_takes_more_than_its_budget_is_ended_and_then_left_to_the_workers(
    served_root, monkeypatch, bound, value
):
    monkeypatch.setattr(lookup, bound, value)
    lookups = Lookups(HELD)
    assert answered(served_root, "SELECT * { ?s ?p ?o }", lookups=lookups) == [None]
    monkeypatch.undo()
    few = "SELECT ?c { ?c kg:mode kg:Reported } LIMIT 1"
    again, other = answered(served_root, "SELECT * { ?s ?p ?o }", few, lookups=lookups)
    assert again is None
    assert other is not None


def test_those_that_come_together_have_one_budget_and_the_others_the_next_turn(served_root, monkeypatch):
    monkeypatch.setattr(lookup, "SECONDS", 60.0)

    async def ask():
        build, lookups = await opened(served_root)
        question, turns, done = Question("ASK { ?s ?p ?o }"), [], asyncio.Event()

        async def one():
            reply = await lookups.answer(build, question, BASE, "json")
            turns[-1] += 1
            # Each takes a third of it.
            lookups.spend(lookup.SECONDS / 3)
            return reply

        async def count():
            while not done.is_set():
                turns.append(0)
                await asyncio.sleep(0)

        counting = asyncio.create_task(count())
        replies = await asyncio.gather(*(one() for _ in range(7)))
        done.set()
        await counting
        return replies, turns

    replies, turns = asyncio.run(ask())
    assert None not in replies
    # None is begun once half of it is gone.
    assert (sum(turns), max(turns)) == (7, 2)


def test_workers_answer_until_the_store_is_open(served_root):
    async def ask():
        build, lookups = read_build(served_root, served_root / "out"), Lookups(HELD)
        before = await lookups.answer(build, Question("ASK { ?s ?p ?o }"), BASE, "json")
        await lookups.opening
        return before, await lookups.answer(build, Question("ASK { ?s ?p ?o }"), BASE, "json")

    before, after = asyncio.run(ask())
    assert before is None
    assert after is not None


def test_everything_is_too_much_for_a_lookup_and_comes_whole_all_the_same(strict):
    got = strict.ask(query="SELECT * { ?s ?p ?o }", format="csv")
    again = strict.ask(query="SELECT * { ?s ?p ?o } # ", format="csv")
    assert got.status == again.status == 200
    assert sorted(got.body.splitlines()) == sorted(again.body.splitlines())
