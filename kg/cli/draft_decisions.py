"""`kg draft accept` and `kg draft reject`."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.draft_files import queues, read, tried
from kg.cli.options import chosen_format, fail, format_option, note, root_option, shows_errors
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.drafting.draft import Draft

IDS = click.argument("ids", nargs=-1, metavar="ID…")
FILTERS = (
    click.option("--article", "articles", multiple=True, help="Only drafts of this article; may be given again."),
    click.option("--min-rank", type=click.FloatRange(0, 1), help="All that wait and have this rank or more."),
    click.option("--max-rank", type=click.FloatRange(0, 1), help="All that wait and have this rank or less."),
    click.option("--without-flags", is_flag=True, help="All that wait and have nothing to look at."),
    click.option("--drafted-by", help="All that wait and were drafted by this: rules, or a model's name."),
    click.option("--yes", is_flag=True, help="Do not ask before many are changed."),
    click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing."),
)  # fmt: skip


def filters(function: Any) -> Any:
    """The options by which drafts are chosen."""
    for option in reversed((IDS, root_option, *FILTERS, format_option(), shows_errors)):
        function = option(function)
    return function


@click.command("accept")
@filters
def accept(root: Path, format_: str | None, **chosen: Any) -> None:
    """Make claims of drafts.

    Each is checked as `kg check` does before it is written: one with an error is not, and its findings are printed.
    Claims say by `drafted-by` what drafted them. Without IDs all that wait and pass the filters are meant; they are
    printed first.

    \b
    Examples:
      kg draft accept d-1f3c9a20 d-77aa0042
      kg draft accept --without-flags --min-rank 0.8 --dry-run
      kg draft accept --article 2016-02-china-topix-thaad-talks --without-flags --yes
    """
    from kg.cache import of_project  # noqa: PLC0415 - help does not need them
    from kg.cli.printing import print_rows  # noqa: PLC0415
    from kg.drafting import accepting  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415

    root = root.resolve()
    by_article = _chosen(root, chosen, "accept")
    _, terms = read(root)
    rows, mistakes = [], 0
    done = "would be accepted" if chosen["dry_run"] else "accepted"
    for slug, ids in by_article.items():
        made = tried(partial(accepting.accept, root, slug, ids, terms, of_project(root), dry=chosen["dry_run"]))
        for findings in (*made.mistakes.values(), *made.warnings.values()):
            echo(as_text(findings), nl=False, err=True)
        mistakes += len(made.mistakes)
        rows += [
            (name, slug, done, made.claims[name], "")
            if name in made.claims
            else (name, slug, "not written", "", made.mistakes[name][0].message)
            if name in made.mistakes
            else (name, slug, "accepted before", "", "")
            for name in ids
        ]
    table = Table(("id", "article", "status", "claim", "finding"), tuple(rows))
    print_rows(table, chosen_format(format_))
    accepted = sum(row[2] == done for row in rows)
    note(
        f"{counted(accepted, 'draft')} {done}"
        + (f", {mistakes} not written; edit them in `kg annotate`" if mistakes else "")
    )
    if mistakes:
        raise SystemExit(1)


@click.command("reject")
@filters
def reject(root: Path, format_: str | None, **chosen: Any) -> None:
    """Refuse drafts, so that they are not suggested again.

    Without IDs all that wait and pass the filters are meant; they are printed first. Deleting the file of an article in
    sources/drafts/ forgets what was refused.

    \b
    Examples:
      kg draft reject d-1f3c9a20
      kg draft reject --max-rank 0.5 --dry-run
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.drafting import accepting  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415

    root = root.resolve()
    by_article = _chosen(root, chosen, "refuse")
    rows: list[tuple[str, str, str]] = []
    for slug, ids in by_article.items():
        if chosen["dry_run"]:
            rows += [(name, slug, "would be refused") for name in ids]
            continue
        queue = tried(partial(accepting.refuse, root, slug, ids))
        states = {draft.id: draft.state for draft in queue.drafts}
        rows += [(name, slug, "accepted before" if states[name] == "accepted" else "refused") for name in ids]
    print_rows(Table(("id", "article", "status"), tuple(rows)), chosen_format(format_))
    refused = sum(row[2] != "accepted before" for row in rows)
    note(f"{counted(refused, 'draft')} {'would be refused' if chosen['dry_run'] else 'refused'}")


def _chosen(root: Path, chosen: dict[str, Any], verb: str) -> dict[str, list[str]]:
    """The ids of the drafts that are meant, by article; ends where there are none, or a person says no."""
    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root", 2)
    ids = list(dict.fromkeys(chosen["ids"]))
    given = [
        name
        for name in ("min_rank", "max_rank", "without_flags", "drafted_by")
        if chosen[name] is not None and chosen[name] is not False
    ]
    if ids and given:
        raise click.UsageError(f"IDs say which drafts; --{given[0].replace('_', '-')} is for many without them")
    if not ids and not given and not chosen["articles"]:
        raise click.UsageError("name drafts by their IDs, or say which by --article, --min-rank, --without-flags")
    drafts = [(slug, draft) for slug, queue in queues(root, chosen["articles"]) for draft in queue.drafts]
    if ids:
        return _by_ids(ids, drafts)
    wanted = [(slug, draft) for slug, draft in drafts if draft.state == "waiting" and _passes(draft, chosen)]
    if not wanted:
        fail("no draft that waits passes the filters; `kg draft --list` shows them")
    _ask(wanted, verb, asked=not (chosen["yes"] or chosen["dry_run"]))
    found: dict[str, list[str]] = {}
    for slug, draft in wanted:
        found.setdefault(slug, []).append(draft.id)
    return found


def _passes(draft: Draft, chosen: dict[str, Any]) -> bool:
    return (
        (chosen["min_rank"] is None or draft.rank >= chosen["min_rank"])
        and (chosen["max_rank"] is None or draft.rank <= chosen["max_rank"])
        and not (chosen["without_flags"] and draft.flags)
        and chosen["drafted_by"] in (None, draft.drafted_by)
    )


def _by_ids(ids: Iterable[str], drafts: Sequence[tuple[str, Draft]]) -> dict[str, list[str]]:
    """The ids by article; one that is nowhere, or in several articles, is a mistake."""
    from kg.model.findings import shown  # noqa: PLC0415 - help does not need it

    found: dict[str, list[str]] = {}
    for name in ids:
        having = [slug for slug, draft in drafts if draft.id == name]
        if not having:
            fail(f"there is no draft {shown(name)}; `kg draft --list --state any` shows all")
        if len(having) > 1:
            fail(f"the draft {shown(name)} is of {' and '.join(having)}; say which by --article")
        found.setdefault(having[0], []).append(name)
    return found


def _ask(drafts: Sequence[tuple[str, Draft]], verb: str, *, asked: bool) -> None:
    """Say which drafts are meant, and ask whether that is right where somebody is there to answer."""
    from kg.model.findings import printable  # noqa: PLC0415 - help does not need them
    from kg.model.wording import clipped, counted  # noqa: PLC0415

    for slug, draft in drafts:
        echo(printable(f"{draft.id} {draft.rank:.2f} {slug}: {clipped(draft.quote, 80)}"), err=True)
    if not asked:
        return
    if not sys.stdin.isatty():
        fail(f"to {verb} {counted(len(drafts), 'draft')} at once, say --yes, or see first by --dry-run", 2)
    if not click.confirm(f"{verb} {counted(len(drafts), 'draft')}?", err=True):
        fail("nothing was written")
