"""`kg ask`."""

from __future__ import annotations

import asyncio
import os
import shlex
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    NOTHING_MATCHED,
    Formats,
    GraphSource,
    built_project,
    fail,
    finite,
    named,
    note,
    root_option,
    shows_errors,
)
from kg.cli.terminal import echo, echo_note

if TYPE_CHECKING:
    from kg.assistant.asking.conversation import Answer, Bounds
    from kg.assistant.asking.model import Model
    from kg.assistant.graph import Evidence, Graph
    from kg.drafting.models.protocols import Speaks
    from kg.project import Project


@click.command("ask")
@click.argument("question", callback=named)
@click.option("--model", metavar="NAME", callback=named, envvar="KG_MODEL", help="The model that answers, or KG_MODEL.")
@click.option(
    "--url", metavar="URL", callback=named, envvar="KG_MODEL_URL",
    help="Where it is asked, or KG_MODEL_URL: https://api.example.org/v1, http://localhost:11434/v1.",
)  # fmt: skip
@click.option(
    "--protocol", type=click.Choice(["openai", "anthropic"]),
    help="What it speaks: chat completions or messages.  [default: as the address says]",
)  # fmt: skip
@click.option("--turns", type=click.IntRange(1, 100), default=14, show_default=True, help="How often it may be asked.")
@click.option(
    "--most-tokens", type=click.IntRange(1_000, 1_000_000_000), metavar="N", default=200_000, show_default=True,
    help="Ask it no more once it has cost so many tokens.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0.001), callback=finite, default=300.0, show_default=True,
    help="Seconds that a reply may take.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=Formats("text", "json"), default="text", show_default=True,
    help="How to print.",
)  # fmt: skip
@root_option
@shows_errors
def command(
    question: str,
    model: str | None,
    url: str | None,
    protocol: Speaks | None,
    turns: int,
    most_tokens: int,
    timeout: float,
    format_: str,
    root: Path,
) -> None:
    """Ask in words, with a model; every sentence of the answer is cited.

    The model uses the tools of `kg mcp`, and reads nothing else. Each sentence must cite claims that it has read and
    that are in the graph, quote only what they quote, and give no number that it has not read; what does not is left
    out, and you are told. The claims are printed with their quotes. A citation that holds says where a sentence is
    from, not that it is fair to it: read the quote.

    What the model reads of the graph is sent to its address. Its key is read from KG_MODEL_KEY; for api.openai.com and
    api.anthropic.com from OPENAI_API_KEY and ANTHROPIC_API_KEY, too. Without a model the commands and stored queries
    that fit the words are shown, and nothing is sent anywhere.

    \b
    Examples:
      kg ask "Why are China and the United States in tension?"
      kg ask "Who denies what?" --model llama3.1 --url http://localhost:11434/v1
      KG_MODEL_KEY=… kg ask "What was forecast?" --model NAME --url https://api.example.org/v1 --format json
    """
    if model and not url:
        raise click.UsageError("--model needs --url: where the model is asked")
    project = built_project(GraphSource(root))
    if not model:
        _offer(project, question, format_, "" if root == Path() else f" --root {shlex.quote(str(root))}")
        return
    from kg.assistant.asking.conversation import Bounds  # noqa: PLC0415 - help does not need them
    from kg.assistant.asking.model import ModelFailedError  # noqa: PLC0415
    from kg.assistant.asking.vendor import VendorModel  # noqa: PLC0415
    from kg.assistant.graph import Graph  # noqa: PLC0415
    from kg.assistant.refusals import Refusal  # noqa: PLC0415

    graph = Graph(project.root, project.out)
    # What is printed is of the build against which the answer was checked, whatever is built meanwhile.
    evidence = graph.current().seen()
    try:
        asked = VendorModel(model, url or "", os.environ, protocol, timeout)
        note(f"asking {asked.name}: at most {turns} turns and {most_tokens:,} tokens")
        try:
            answer = asyncio.run(_answer(graph, question, asked, Bounds(turns=turns, tokens=most_tokens)))
        finally:
            asked.close()
    except (ModelFailedError, Refusal) as error:
        fail(str(error))
    _print(evidence, answer, format_)


async def _answer(graph: Graph, question: str, model: Model, bounds: Bounds) -> Answer:
    from kg.assistant.asking.conversation import ask  # noqa: PLC0415 - help does not need them
    from kg.assistant.toolbox import Toolbox  # noqa: PLC0415
    from kg.assistant.workers import OwnWorkers  # noqa: PLC0415

    workers = OwnWorkers(graph.root, graph.out)
    try:
        return await ask(question, model, Toolbox(graph, workers), bounds, lambda called: note(f"it calls {called}"))
    finally:
        await workers.close()


def _print(evidence: Evidence, answer: Answer, format_: str) -> None:
    from kg.assistant.asking.note import answered, cost, document  # noqa: PLC0415 - help does not need them
    from kg.questions.document import to_json  # noqa: PLC0415

    if format_ == "json":
        echo(to_json(document(evidence, answer)), nl=False)
    else:
        echo_note("".join(f"{line}\n" for line in answered(evidence, answer)), ("\x0e", "\x0f"))
    note(cost(answer))
    if not answer.sentences:
        raise SystemExit(NOTHING_MATCHED)


def _offer(project: Project, question: str, format_: str, where: str) -> None:
    """What to run in place of a model, with the option that says where the project is, if it is not here."""
    from kg.assistant.asking.note import NO_MODEL, offered  # noqa: PLC0415 - help does not need them
    from kg.assistant.asking.offers import offers  # noqa: PLC0415
    from kg.questions.document import to_json  # noqa: PLC0415

    fitting = offers(project.as_known(), project.vocabulary, question)
    found = [replace(offer, command=offer.command + where) for offer in fitting]
    note(NO_MODEL)
    if format_ == "json":
        echo(to_json([asdict(offer) for offer in found]), nl=False)
    else:
        echo("\n".join(offered(found)))
    if not found:
        raise SystemExit(NOTHING_MATCHED)
