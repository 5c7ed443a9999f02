"""`kg query`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    NOTHING_MATCHED,
    Formats,
    built_project,
    chosen_format,
    fail,
    graph_options,
    named,
    note,
    shows_errors,
)
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper

    from kg.cli.options import GraphSource
    from kg.project import Project
    from kg.rdf.query import AnyResult

FORMATS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld"]


@click.command("query")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.File("r", encoding="utf-8"), help="Read the query from a file, or - .")
@click.option("--name", callback=named, help="Ask a stored question.")
@click.option("--list", "list_", is_flag=True, help="List the stored questions.")
@click.option("--show", is_flag=True, help="Print the SPARQL instead of asking it.")
@click.option(
    "--format", "format_", type=Formats(*FORMATS), default=None,
    help="How to print.  [default: table on a terminal, else csv; turtle for graphs]",
)  # fmt: skip
@graph_options
@shows_errors
def command(
    sparql: str | None,
    file: TextIOWrapper | None,
    name: str | None,
    list_: bool,
    show: bool,
    format_: str | None,
    graph: GraphSource,
) -> None:
    """Ask the graph in SPARQL 1.1, or by a stored question.

    The default graph is the union of all graphs; the prefixes of the vocabulary need no declaration. SELECT, ASK,
    CONSTRUCT and DESCRIBE are answered from the built graph alone: nothing is fetched from anywhere.

    With --endpoint the query goes there as it is, with those prefixes declared that it lacks, and the default graph is
    the endpoint's own; a stored question sees the union of its graphs all the same.

    \b
    Examples:
      kg query --list
      kg query --name denials
      kg query 'SELECT ?who ?words { ?c kg:claimant ?who ; kg:hedge/kg:words ?words }'
      kg query --file question.rq --format json
      kg query 'CONSTRUCT WHERE { ?c kg:denies ?d }' --format turtle
      kg query --name denials --endpoint https://example.org/sparql
    """
    project = built_project(graph)
    if list_:
        _list(project, format_)
        return
    if sum(given is not None for given in (sparql, file, name)) != 1:
        raise click.UsageError("give one of SPARQL, --file or --name; `kg query --list` lists the stored questions")
    from kg.rdf.guard import MAX_LENGTH  # noqa: PLC0415 - help does not need it

    text = file.read(MAX_LENGTH + 1) if file else _stored(project, name) if name else sparql or ""
    if show:
        echo(text.rstrip())
        return
    if sparql is not None and sparql.split() == [sparql]:
        fail(f"{sparql!r} is no SPARQL; a stored question is asked by --name, and --list lists them", 2)
    with nullcontext() if graph.endpoint else _time_limit(graph.timeout):
        _print(project.ask(name=name) if name else project.ask(text), format_)


def _print(result: AnyResult, format_: str | None) -> None:
    """Print the result in the format asked for; status 1 if there is nothing in it."""
    from kg.rdf.answer import BOOLEAN, answer, formats, is_empty, serialized  # noqa: PLC0415 - help does not need it

    kinds = formats(result)
    if kinds == BOOLEAN and format_ in (None, "table"):
        echo("true" if answer(result) else "false")
        return
    wanted = format_ or ("table" if sys.stdout.isatty() else kinds[0])
    if wanted == "table" and kinds[0] == "csv":
        from kg.cli.printing import print_rows  # noqa: PLC0415
        from kg.questions.rows import Table  # noqa: PLC0415

        found = answer(result)
        print_rows(Table(found.columns, found.rows), "table", each="row")
        return
    name = kinds[0] if wanted == "table" else wanted
    content = serialized(result, name)
    echo(content, nl=False)
    if is_empty(content, name):
        note("nothing matched")
        raise SystemExit(NOTHING_MATCHED)


def _list(project: Project, format_: str | None) -> None:
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.questions.rows import Table  # noqa: PLC0415
    from kg.rdf.stored_queries import stored_queries  # noqa: PLC0415

    rows = tuple((query.name, query.question) for query in stored_queries(project.vocabulary).values())
    print_rows(Table(("name", "question"), rows), chosen_format(format_), each="stored question")


def _stored(project: Project, name: str) -> str:
    from kg.rdf.stored_queries import stored_query  # noqa: PLC0415 - help does not need it

    return stored_query(project.vocabulary, name).sparql


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End the process when time is up: the engine has no way to stop a query that runs."""

    def end() -> None:
        note(f"error: no answer within {seconds:g} seconds; narrow the query, or give --timeout")
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    main = threading.current_thread() is threading.main_thread()
    # Python would note Ctrl-C only when the engine comes back; the default action ends the process at once.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL) if main else None
    try:
        yield
    finally:
        timer.cancel()
        if main:
            signal.signal(signal.SIGINT, before)
