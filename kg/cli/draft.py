"""`kg draft`, with `kg draft accept` and `kg draft reject`."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.draft_decisions import accept, reject
from kg.cli.draft_files import known, queues, read, text_of, tried
from kg.cli.draft_model import draft_by_model, model_options
from kg.cli.options import chosen_format, fail, format_option, note, root_option, shows_errors, top_option
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.cli.draft_model import ModelOptions
    from kg.drafting.draft import Draft
    from kg.drafting.evaluation import Evaluation
    from kg.drafting.grammar import Grammar
    from kg.drafting.queue import Queue
    from kg.drafting.rules import Drafted
    from kg.questions.rows import Table

# The commands within, which no article can have the name of.
WITHIN = {"accept": accept, "reject": reject}
STATES = ("waiting", "accepted", "refused", "any")
COLUMNS = ("id", "article", "state", "rank", "drafted_by", "quote", "said_by", "kind", "type", "flags")
SHOWN = ("id", "rank", "quote", "said_by", "type", "flags")
SCORES = ("what", "of", "first", "in_three", "precision", "recall", "baseline", "baseline_is")
SETUP = """\
`kg draft` works as it is: who says something is told by the verbs and phrases of reporting, as patterns. Grammar tells
it in sentences, too, that no pattern foresaw. For that install

    pip install 'detente[draft]'                  spaCy
    python -m spacy download en_core_web_sm       its small model of English (12 MB), from its makers

The makers do not publish their models where pip looks; what has their name there is by others. Any model of English
that is installed is used, the smaller first. Nothing is sent anywhere, with it or without.
"""
MANY = 5


class DraftCommand(click.Command):
    """`kg draft ARTICLE…`, which also has commands of its own; an article cannot have the name of one."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command, or that of the one within that is named first."""
        within = WITHIN.get(args[0]) if args else None
        if within is None:
            return super().make_context(info_name, args, parent, **extra)
        return within.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the commands within."""
        super().format_options(ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(each.name or "", each.get_short_help_str(80)) for each in WITHIN.values()])


@click.command("draft", cls=DraftCommand)
@click.argument("articles", nargs=-1, metavar="ARTICLE…")
@model_options
@root_option
@click.option("--all", "everything", is_flag=True, help="Draft every sentence, however unlikely it holds a claim.")
@click.option(
    "--dry-run", is_flag=True, help="Print the drafts, or what a model would be asked; write nothing, and ask nothing."
)
@click.option(
    "--list", "listed", is_flag=True, help="List the drafts that there are, of all articles if none is named."
)
@click.option(
    "--state", type=click.Choice(STATES), default="waiting", show_default=True, help="With --list: only in this state."
)
@click.option("--evaluate", is_flag=True, help="Measure the rules on the articles that are coded; writes nothing.")
@click.option("--setup", is_flag=True, help="Say what is installed for grammar, and what to install.")
@format_option()
@top_option
@shows_errors
def command(
    articles: tuple[str, ...],
    root: Path,
    everything: bool,
    dry_run: bool,
    listed: bool,
    state: str,
    evaluate: bool,
    setup: bool,
    format_: str | None,
    top: int | None,
    by_model: ModelOptions | None,
) -> None:
    """Suggest claims for articles, which a person accepts or refuses.

    By rules, without a network: sentences that are likely to hold a claim become drafts in
    sources/drafts/ARTICLE.yaml, each value with what it rests on. Nothing of them is built or checked before it is
    accepted, here or in `kg annotate`. What was refused is not suggested again; deleting the file forgets.

    With --model a model drafts, whoever makes it: the article is sent to --url, once you agree to about what it costs.
    What it answers is compared with the text: a quote that does not stand there is refused, and what else is doubtful
    has a flag.

    \b
    Examples:
      kg draft 2016-02-china-topix-thaad-talks
      kg draft --model llama3.1 --url http://localhost:11434/v1 2016-02-china-topix-thaad-talks
      kg draft --list
      kg draft accept d-1f3c9a20 d-77aa0042
      kg draft accept --without-flags --min-rank 0.8
      kg draft reject d-1f3c9a20
      kg draft --evaluate
    """
    if sum((listed, evaluate, setup)) > 1:
        raise click.UsageError("--list, --evaluate and --setup are three things; ask for one")
    if by_model is not None and any((listed, evaluate, setup, everything)):
        raise click.UsageError("--model drafts by a model, without --list, --evaluate, --setup or --all")
    if within := next((name for name in articles if name in WITHIN), ""):
        raise click.UsageError(f"options come after {within}: kg draft {within} ID …")
    if setup:
        _print_setup()
        return
    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root", 2)
    root = root.resolve()
    if listed:
        _print_list(root, articles, state, format_, top)
    elif evaluate:
        _print_evaluation(root, format_)
    elif not articles:
        fail("name articles to draft; `kg articles` lists them, and `kg draft --list` the drafts", 2)
    elif by_model is not None:
        draft_by_model(root, articles, by_model, format_, top)
    else:
        _draft(root, articles, everything=everything, dry=dry_run, format_=format_, top=top)


def _draft(
    root: Path, articles: Sequence[str], *, everything: bool, dry: bool, format_: str | None, top: int | None
) -> None:
    """Draft articles, and say what was drafted and what is next."""
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.drafting.rules import THRESHOLD, drafted  # noqa: PLC0415
    from kg.drafting.suggestions import Suggester  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415

    corpus, terms = read(root)
    slugs = known(articles, corpus)
    grammar = _grammar()
    suggester = Suggester(corpus, terms, grammar)
    rows, all_refused = [], Counter[str]()
    made: list[tuple[str, Draft]] = []
    for slug in _with_progress(slugs):
        taken = {claim.slug for claim in corpus.claims if claim.article == slug}
        result = drafted(
            corpus.articles[slug], text_of(root, slug), suggester, taken, threshold=0.0 if everything else THRESHOLD
        )
        all_refused.update(refused.rule for _, refused in result.refused)
        queue = tried(partial(_merged if dry else _updated, root, slug, result))
        waiting = queue.with_state("waiting")
        made += [(slug, draft) for draft in waiting]
        rows.append(
            (slug, len(result.drafts), len(result.refused), result.below, len(waiting), f"sources/drafts/{slug}.yaml")
        )
    if dry:
        print_rows(_table(made), chosen_format(format_), columns=SHOWN, spare=("flags",), each="draft", top=top)
    else:
        table = Table(("article", "drafted", "refused", "unlikely", "waiting", "file"), tuple(rows))
        print_rows(table, chosen_format(format_), each="article", top=top)
    for rule, number in sorted(all_refused.items()):
        note(f"{counted(number, 'draft')} refused before you see it: {rule}; `kg check --rule {rule}` says why")
    below = sum(row[3] for row in rows)
    if below:
        note(f"{counted(below, 'sentence')} unlikely to hold a claim; --all drafts them too")
    note("would be drafted; nothing was written" if dry else "next: `kg draft --list`, or `kg annotate`")


def _merged(root: Path, slug: str, result: Drafted) -> Queue:
    """The drafts of an article as they would be after a run."""
    from kg.drafting.draft import RULES  # noqa: PLC0415 - help does not need them
    from kg.drafting.queue import Queue  # noqa: PLC0415

    queue = Queue.read(root, slug)
    queue.check()
    return queue.merged(result.drafts, RULES, result.text_sha256)


def _updated(root: Path, slug: str, result: Drafted) -> Queue:
    """The drafts of an article after a run, written."""
    from kg.drafting.draft import RULES  # noqa: PLC0415 - help does not need them
    from kg.drafting.queue import update  # noqa: PLC0415

    return update(root, slug, lambda queue: queue.merged(result.drafts, RULES, result.text_sha256))


def _grammar() -> Grammar | None:
    """The grammar that is installed; says so where there is none."""
    from kg.drafting.grammar import Grammar  # noqa: PLC0415 - help does not need it

    grammar = Grammar.load()
    if grammar is None:
        note("who says something is told by plain patterns; `kg draft --setup` says what tells it better")
    return grammar


def _with_progress(slugs: Sequence[str]) -> Iterator[str]:
    """Each article, with a bar on a terminal where there are many."""
    if len(slugs) < MANY or not sys.stderr.isatty():
        yield from slugs
        return
    with click.progressbar(slugs, label="drafting", file=sys.stderr, item_show_func=lambda slug: slug or "") as bar:
        yield from bar


def _print_list(root: Path, articles: Sequence[str], state: str, format_: str | None, top: int | None) -> None:
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need it

    drafts = [
        (slug, draft)
        for slug, queue in queues(root, articles)
        for draft in queue.drafts
        if state in ("any", draft.state)
    ]
    nothing = "no drafts; `kg draft ARTICLE` makes some" if state in ("any", "waiting") else f"no draft was {state}"
    print_rows(
        _table(drafts), chosen_format(format_), columns=SHOWN, spare=("flags",), nothing=nothing, each="draft", top=top
    )


def _table(drafts: Iterable[tuple[str, Draft]]) -> Table:
    """Drafts as rows."""
    from kg.drafting.suggestions import TYPE_KEY  # noqa: PLC0415 - help does not need them
    from kg.questions.rows import Table  # noqa: PLC0415

    rows = []
    for slug, draft in drafts:
        kind = next((each for each in (*TYPE_KEY, "denies", "affirms") if each in draft.claim), "")
        content = draft.claim.get(kind)
        typed = content.get(TYPE_KEY[kind]) if isinstance(content, dict) and kind in TYPE_KEY else content
        said = draft.claim.get("said-by")
        flags = "; ".join(f"{flag.field}: {flag.says}" if flag.field else flag.says for flag in draft.flags)
        who = ", ".join(map(str, said)) if isinstance(said, list) else str(said or "")
        rows.append(
            (draft.id, slug, draft.state, f"{draft.rank:.2f}", draft.drafted_by, draft.quote, who, kind,
             str(typed or ""), flags)
        )  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def _print_setup() -> None:
    from kg.drafting.grammar import installed  # noqa: PLC0415 - help does not need it

    there = installed()
    echo(SETUP)
    echo(f"spaCy is {'installed' if there.spacy else 'not installed'}.")
    echo(f"Models of English: {', '.join(there.models) if there.models else 'none'}.")


def _print_evaluation(root: Path, format_: str | None) -> None:
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.drafting.evaluation import evaluate  # noqa: PLC0415

    corpus, terms = read(root)
    coded = sorted({claim.article for claim in corpus.claims})
    if not coded:
        fail("no article is coded yet; the rules are measured on those that are")
    evaluation = evaluate(corpus, terms, {slug: text_of(root, slug) for slug in coded}, _grammar())
    chosen = chosen_format(format_)
    print_rows(_scores(evaluation), chosen, columns=SCORES, spare=("precision", "recall"))
    saved = evaluation.saved / evaluation.keys if evaluation.keys else 0.0
    note(
        f"of {evaluation.keys:,} keys that these values take in YAML by hand {evaluation.saved:,} ({saved:.0%}) are"
        " filled in right"
    )


def _scores(evaluation: Evaluation) -> Table:
    """What was measured as rows: finding claims, ranking sentences, then the fields."""
    from kg.questions.rows import Table  # noqa: PLC0415 - help does not need it

    finding = evaluation.finding
    rows: list[tuple[Any, ...]] = [
        ("drafts that hold a claim", finding.drafts, "", "", _share(finding.precision), _share(finding.recall), "", ""),
        ("sentences ranked (AUC)", finding.sentences, _share(finding.auc), "", "", "", _share(finding.auc_length),
         "how long it is"),
        ("sentences ranked (AUC)", finding.sentences, _share(finding.auc), "", "", "", _share(finding.auc_verb),
         "a verb of saying"),
    ]  # fmt: skip
    rows += [
        (
            field.field,
            field.claims,
            _share(field.first / field.claims),
            _share(field.three / field.claims),
            _share(field.precision),
            _share(field.recall),
            _share(field.baseline / field.claims),
            field.baseline_is,
        )
        for field in evaluation.fields
    ]
    return Table(SCORES, tuple(rows))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
