"""The options of `kg draft` by which a model drafts, and what the command does with them."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.draft_files import known, read, text_of, tried
from kg.cli.options import chosen_format, fail, finite, named, note
from kg.cli.terminal import echo, overwrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.drafting.draft import Draft
    from kg.drafting.gates import Gates
    from kg.drafting.models.answers import Answers
    from kg.drafting.models.client import Client
    from kg.drafting.models.cost import Spent
    from kg.drafting.models.protocols import Model, Speaks
    from kg.drafting.models.transcript import Transcript

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model drafts, and how it is asked; the key is in none of these."""

    model: str
    url: str
    protocol: Speaks | None = None
    dry_run: bool = False
    transcript: bool = False
    yes: bool = False
    most_tokens: int | None = None
    timeout: float = 300.0


OPTIONS = (
    click.option("--model", metavar="NAME", callback=named,
                 help="Draft by this model in place of the rules; then --url. Its key is read from KG_MODEL_KEY; for "
                 "api.openai.com and api.anthropic.com from OPENAI_API_KEY and ANTHROPIC_API_KEY, too."),
    click.option("--url", metavar="URL", callback=named, envvar="KG_MODEL_URL",
                 help="Where it is asked, or KG_MODEL_URL: https://api.example.org/v1, http://localhost:11434/v1."),
    click.option("--protocol", type=click.Choice(["openai", "anthropic"]),
                 help="What it speaks: chat completions or messages.  [default: as the address says]"),
    click.option("--transcript", is_flag=True,
                 help="With --model: keep what was asked and answered beside the drafts."),
    click.option("--yes", is_flag=True, help="With --model: ask it without asking you whether it may cost that much."),
    click.option("--most-tokens", type=click.IntRange(min=1, max=1_000_000_000), metavar="N",
                 help="With --model: ask no more once it has cost N tokens.  [default: three times the estimate]"),
    click.option("--timeout", type=click.FloatRange(min=0.001), callback=finite, default=300.0, show_default=True,
                 help="With --model: seconds that an answer may take."),
)  # fmt: skip


def model_options(function: Callable[..., R]) -> Callable[..., R]:
    """`--model` and what belongs to it, given to the command as `by_model`, None where no model is named."""

    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> R:
        # The rules have a dry run, too.
        given = {name: kwargs[name] if name == "dry_run" else kwargs.pop(name) for name in ModelOptions.__slots__}
        return function(*args, by_model=_chosen(**given), **kwargs)

    asked: Callable[..., R] = command
    for option in reversed(OPTIONS):
        asked = option(asked)
    return asked


def _chosen(model: str | None, url: str | None, **others: Any) -> ModelOptions | None:
    if model is not None and url is not None:
        return ModelOptions(model, url, **others)
    if model is not None:
        raise click.UsageError("--model needs --url: where the model is asked")
    typed = [f"--{name.replace('_', '-')}" for name in ("transcript", "most_tokens", "protocol")
             if others[name]]  # fmt: skip
    if typed:
        raise click.UsageError(f"{typed[0]} needs --model")
    return None


def draft_by_model(
    root: Path, articles: Sequence[str], options: ModelOptions, format_: str | None, top: int | None
) -> None:
    """Draft articles by a model, write what was drafted of each, and say what is next."""
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.drafting.gates import Gates  # noqa: PLC0415
    from kg.drafting.queue import Queue, update  # noqa: PLC0415
    from kg.drafting.suggestions import Suggester  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415
    from kg.sources.quotes import FoldedText  # noqa: PLC0415

    corpus, terms = read(root)
    suggester = Suggester(corpus, terms)
    slugs = known(articles, corpus)
    for slug in slugs:
        # What could not be written would be paid for all the same.
        tried(Queue.read(root, slug).check)
    gates = [Gates(corpus.articles[slug], FoldedText.of(text_of(root, slug)), suggester) for slug in slugs]
    rows = []
    for of, drafts in drafts_by_model(root, gates, options):
        slug, sha256 = of.article.slug, hashlib.sha256(of.text.original.encode()).hexdigest()
        queue = tried(partial(update, root, slug, methodcaller("merged", drafts, options.model, sha256)))
        rows.append((slug, len(drafts), len(queue.with_state("waiting")), f"sources/drafts/{slug}.yaml"))
    if not options.dry_run:
        table = Table(("article", "drafted", "waiting", "file"), tuple(rows))
        print_rows(table, chosen_format(format_), each="article", top=top)
        note("next: `kg draft --list`, or `kg annotate`")


def drafts_by_model(root: Path, gates: Sequence[Gates], options: ModelOptions) -> Iterator[tuple[Gates, list[Draft]]]:
    """The drafts of each article by a model, once somebody agrees to what it costs, which is told before and after.

    With `--dry-run` the questions are printed, and there are none. Ends with a message where the model cannot be asked,
    or costs too much; what was answered until then is kept for the next run.
    """
    from kg.drafting.models.answers import of_user  # noqa: PLC0415 - help does not need them
    from kg.drafting.models.client import Client  # noqa: PLC0415
    from kg.drafting.models.cost import MOST_TIMES, CostError, Spent, estimate  # noqa: PLC0415
    from kg.drafting.models.transport import ModelError  # noqa: PLC0415

    model = _model(options)
    if options.dry_run:
        for each in gates:
            _print_questions(each)
    about = estimate(gates)
    if options.dry_run:
        note(f"{model}: {about}; nothing was asked")
        return
    _agreed(f"{model}: {about}", yes=options.yes)
    spent = Spent(options.most_tokens or MOST_TIMES * about.tokens)
    client = Client(model, options.timeout)
    answers = of_user()
    try:
        for each in gates:
            yield each, _drafts(root, each, client, answers, spent, keep=options.transcript)
    except (ModelError, CostError) as error:
        _note_cost(spent)
        fail(str(error))
    finally:
        client.transport.close()
        answers.sweep()
    _note_cost(spent)


def _model(options: ModelOptions) -> Model:
    from kg.drafting.draft import RULES  # noqa: PLC0415 - help does not need them
    from kg.drafting.models.protocols import model_at  # noqa: PLC0415
    from kg.drafting.models.transport import ModelError  # noqa: PLC0415

    if options.model == RULES:
        fail(f"a model named {RULES!r} would be taken for the rules", 2)
    try:
        return model_at(options.model, options.url, os.environ, options.protocol)
    except ModelError as error:
        fail(str(error), 2)


def _print_questions(gates: Gates) -> None:
    """Print what a model is asked first of an article; what it is asked then follows from its answers."""
    from kg.drafting.models.prompts import Prompts  # noqa: PLC0415 - help does not need them
    from kg.drafting.models.schema import KINDS  # noqa: PLC0415
    from kg.drafting.models.transcript import as_text  # noqa: PLC0415

    prompts = Prompts(gates)
    for number, question in enumerate(prompts.of_passages(), 1):
        echo(f"# {gates.article.slug}: passages, part {number}\n\n{as_text(question)}")
    for kind in KINDS:
        echo(f"# {gates.article.slug}: contents of each {kind}, with the passages that it gave\n")
        echo(as_text(prompts.of_contents(kind, [])))


def _agreed(said: str, *, yes: bool) -> None:
    """End unless somebody agrees to what it costs."""
    note(said)
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        fail("nobody is there to agree to that; give --yes", 2)
    if not click.confirm("Ask it?", err=True):
        fail("nothing was asked")


def _drafts(root: Path, gates: Gates, client: Client, answers: Answers, spent: Spent, *, keep: bool) -> list[Draft]:
    from kg.drafting.models.passes import Asking, Passes  # noqa: PLC0415 - help does not need them
    from kg.drafting.models.transcript import Transcript  # noqa: PLC0415

    slug = gates.article.slug
    transcript = Transcript(client.model)
    asking = Asking(
        client, answers, spent, transcript,
        tell=lambda line: note(f"{slug}: {line}"),
        progress=lambda about: overwrite(f"{slug}: {about}"),
    )  # fmt: skip
    try:
        return list(Passes(gates, asking).drafts())
    finally:
        overwrite("")
        if keep:
            _save(transcript, root, slug)


def _save(transcript: Transcript, root: Path, slug: str) -> None:
    """Keep a transcript; a reason why it cannot be kept does not hide why a run ended."""
    from kg.editing.saving import ChangedError  # noqa: PLC0415 - help does not need them
    from kg.model.files import UnreadableError  # noqa: PLC0415

    try:
        note(f"what was asked and answered is in {transcript.save(root, slug)}")
    except (UnreadableError, ChangedError) as error:
        note(f"the transcript is not kept: {error}")
    except OSError as error:
        note(f"the transcript is not kept: {(error.strerror or str(error)).lower()}")


def _note_cost(spent: Spent) -> None:
    note(f"it has cost {spent}")
