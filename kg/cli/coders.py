"""`kg coders`."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import click

from kg.cli.options import chosen_format, fail, format_option, note, root_option, shows_errors, top_option

if TYPE_CHECKING:
    from pathlib import Path

    from kg.coders.coded import Coded
    from kg.questions.rows import Table
    from kg.sources.coding_plan import Plan


@click.command("coders")
@click.option("--articles", "by_article", is_flag=True, help="By article: who is to code it, and who has.")
@click.option("--draw", is_flag=True, help="Give the articles that nobody has to coders, in coding/plan.yaml.")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="With --draw, for a new plan: who codes.")
@click.option(
    "--double-coded", "share", type=click.FloatRange(0, 1), metavar="SHARE",
    help="With --draw, for a new plan: the share of articles that two code.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 999_999_999), help="With --draw, for a new plan: of the draw.")
@click.option("--dry-run", is_flag=True, help="With --draw: print what would be drawn, and write nothing.")
@format_option()
@top_option
@root_option
@shows_errors
def command(
    by_article: bool,
    draw: bool,
    coders: tuple[str, ...],
    share: float | None,
    seed: int | None,
    dry_run: bool,
    format_: str | None,
    top: int | None,
    root: Path,
) -> None:
    """Show who codes what and how far each has come, or draw it.

    Coders, the share of articles that two code, the seed and who codes what stand in coding/plan.yaml. `--draw` gives
    the articles that nobody has yet to coders: as many as the share asks for to two, those drawn by the seed, and all
    so that everybody has as much text and every two coders share some. What was given stays.

    \b
    Examples:
      kg coders
      kg coders --draw --coder anna --coder ben --double-coded 0.2 --seed 7
      kg coders --draw --dry-run
      kg coders --articles --format csv
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.coders.coded import CodingError  # noqa: PLC0415
    from kg.project import open_project  # noqa: PLC0415

    if root.is_file():
        fail("--root must be a project's folder; name the one that has coding/", 2)
    new = bool(coders) or share is not None or seed is not None
    if (new or dry_run) and not draw:
        raise click.UsageError("--coder, --double-coded, --seed and --dry-run are for --draw")
    project = open_project(root)
    try:
        coded = project.coded()
        table = _drawn(project.root, coded, coders, share, seed, dry_run=dry_run) if draw else None
    except CodingError as error:
        fail(str(error))
    if table is None:
        table = _articles(coded) if by_article else _progress(coded)
    each = "article" if draw or by_article else "coder"
    if draw and not table.rows:
        note("every article has its coders")
        return
    nothing = "nobody codes here; `kg coders --draw --coder NAME` makes a plan"
    print_rows(table, chosen_format(format_), each=each, top=top, nothing=nothing)


def _progress(coded: Coded) -> Table:
    from kg.coders.assignment import Progress, progress  # noqa: PLC0415 - help does not need them
    from kg.questions.rows import Table  # noqa: PLC0415

    return Table(tuple(field.name for field in fields(Progress)), tuple(map(astuple, progress(coded))))


def _articles(coded: Coded) -> Table:
    from kg.questions.rows import Table  # noqa: PLC0415 - help does not need it

    plan, there = coded.coding.plan, coded.coding.coders
    rows = []
    for slug in coded.corpus.articles:
        assigned = plan.assignments.get(slug, ()) if plan else ()
        done = [name for name, coder in there.items() if slug in coder.claims]
        left = [name for name in assigned if name not in done]
        flawed = [name for name, coder in there.items() if slug in coder.flawed]
        lists = ("; ".join(names) or None for names in (assigned, done, left, flawed))
        rows.append((slug, *lists))
    return Table(("article", "assigned", "coded", "left", "flawed"), tuple(rows))


def _drawn(
    root: Path, coded: Coded, coders: tuple[str, ...], share: float | None, seed: int | None, *, dry_run: bool
) -> Table:
    """What was drawn, written into the plan unless it is a dry run."""
    from kg.coders.assignment import drawn, lengths_of, new_plan, save_assignments  # noqa: PLC0415
    from kg.editing.articles import EditingError  # noqa: PLC0415 - help does not need them
    from kg.editing.saving import ChangedError  # noqa: PLC0415
    from kg.model.files import UnreadableError  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415
    from kg.sources.coding_plan import FOLDER, PLAN  # noqa: PLC0415

    plan, there = coded.coding.plan, (root / FOLDER / PLAN).exists()
    if plan is None and there:
        fail(f"{FOLDER}/{PLAN} has errors; run `kg check`")
    if plan is not None and (coders or share is not None or seed is not None):
        fail(f"there is {FOLDER}/{PLAN} already; change coders, share and seed in it", 2)
    plan = plan or _new(coders, share, seed)
    found = drawn(plan, lengths_of(coded))
    if not dry_run and (found or not there):
        try:
            if not there:
                new_plan(root, plan)
            if found:
                save_assignments(root, found)
        except (EditingError, ChangedError, UnreadableError) as error:
            fail(str(error))
    if found:
        done = "would be given" if dry_run else "given"
        twice = sum(len(each) > 1 for each in found.values())
        note(f"{counted(len(found), 'article')} {done} to coders, {twice:,} of them to two; {FOLDER}/{PLAN}")
    return Table(("article", "coders"), tuple((slug, "; ".join(each)) for slug, each in found.items()))


def _new(coders: tuple[str, ...], share: float | None, seed: int | None) -> Plan:
    """A plan of what was asked for."""
    from kg.sources.coding import ADJUDICATED  # noqa: PLC0415 - help does not need them
    from kg.sources.coding_plan import Plan  # noqa: PLC0415
    from kg.sources.schema import is_slug  # noqa: PLC0415

    if not coders:
        raise click.UsageError("there is no plan yet; name each coder with --coder NAME")
    for name in coders:
        if not is_slug(name) or name == ADJUDICATED:
            raise click.UsageError(f"{name!r} cannot name a coder; use lower-case letters, digits and single hyphens")
    return Plan(tuple(dict.fromkeys(coders)), share or 0.0, seed or 0)
