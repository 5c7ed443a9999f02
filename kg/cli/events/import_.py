"""`kg events import`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.events.options import STORE_OPTION, events_installed, progress_shown, store_of
from kg.cli.options import fail, named, root_option, shows_errors
from kg.cli.terminal import echo
from kg.model.findings import printable
from kg.model.wording import clipped, counted

if TYPE_CHECKING:
    from kg.events.intake import Imported
    from kg.model.records import Actor

NAMES = ("auto", "icews", "gdelt1", "gdelt2", "polecat", "phoenix", "phoenix-historical", "acled", "plain")
MOST_NAMED = 10


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@STORE_OPTION
@click.option("--format", "format_", type=click.Choice(NAMES), default="auto", show_default=True, help="Of all files.")
@click.option(
    "--name", callback=named, help="The data set's name.  [default: the format's; of your own table the folder's]"
)
@click.option("--again", is_flag=True, help="Make the store anew, of these files alone.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@root_option
@shows_errors
def command(
    files: tuple[Path, ...],
    folder: Path | None,
    format_: str,
    name: str | None,
    again: bool,
    as_json: bool,
    root: Path,
) -> None:
    """Import event tables into a store: ICEWS, GDELT 1.0 and 2.0, POLECAT, Phoenix, ACLED, or a table of your own.

    Files may be packed (.gz, .zip), in UTF-16, or a workbook of Excel. A table of your own is CSV, Excel or Parquet
    with columns date, source, target, and code (CAMEO or PLOVER), intensity (-1 to 1) or goldstein (-10 to 10);
    publisher, id, story, text, url, source_country, target_country, source_sectors and target_sectors where it has
    them; several actors between semicolons. Actors become those of the project in --root, by any of their names, or
    states, by ISO, COW or CAMEO code or name; armed groups in a country do not count for it. Rows
    that are no events go into rejects/, with line and reason.

    Rows equal in day, dyad, code and story are one event reported again: the one with the smallest id counts, the
    others stay, marked. A file that is in the store already is skipped; an import that was broken off goes on.

    \b
    Examples:
      kg events import events.2014.20160121105408.tab --store icews
      kg events import 20140101.export.CSV.zip 20140102.export.CSV.zip --store gdelt
      kg events import mine.parquet --store mine --name my-events
    """
    from kg.questions.document import to_json  # noqa: PLC0415

    events_installed()
    from kg.events.intake import import_files  # noqa: PLC0415

    store, actors = store_of(folder, root), _actors(root)
    with progress_shown() as progress:
        made = import_files(
            files, store, format_=format_, name=name or "", actors=actors, again=again, progress=progress
        )
    if as_json:
        echo(to_json(_document(made)), nl=False)
    else:
        echo("\n".join(map(printable, _report(made))))
    if not made.manifest["months"] or any(not outcome.rows for outcome in made.files):
        raise SystemExit(1)


def _actors(root: Path) -> list[Actor]:
    from kg.events.resolve import project_actors  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415 - help does not need them

    actors, findings = project_actors(root)
    if findings:
        echo(as_text(findings), nl=False, err=True)
        fail("the project's actors have mistakes; mend them, or give another --root")
    return list(actors.values())


def _document(made: Imported) -> dict[str, Any]:
    from kg.events.intake.sources import name_of  # noqa: PLC0415 - help does not need it

    files = [
        {
            "file": name_of(outcome.path),
            "format": outcome.format,
            "rows": outcome.rows,
            "events": outcome.events,
            "rejected": outcome.rejected,
            "rejects": str(outcome.rejects) if outcome.rejects else None,
            "encoding": outcome.encoding,
            "unused": list(outcome.unused),
            "notes": list(outcome.notes),
        }
        for outcome in made.files
    ]
    store = {key: made.manifest.get(key) for key in ("dataset", "scheme", "first_day", "last_day", "counts")}
    return {
        "files": files,
        "skipped": [name_of(path) for path in made.skipped],
        "months": list(made.months),
        "merged": made.merged,
        "differing": made.differing,
        "overlapping": made.overlapping,
        "store": store,
    }


def _report(made: Imported) -> list[str]:
    from kg.events.intake.sources import name_of  # noqa: PLC0415 - help does not need it

    lines = []
    for outcome in made.files:
        pairs = f" from {counted(outcome.rows, 'row')}" if outcome.rows != outcome.events else ""
        lines.append(f"{name_of(outcome.path)}: {counted(outcome.events, 'event')}{pairs} ({outcome.format})")
        lines += [f"  {note}" for note in outcome.notes]
        if outcome.unused:
            first = [clipped(column) for column in outcome.unused[:MOST_NAMED]]
            more = [f"{len(outcome.unused) - MOST_NAMED:,} more"] if len(outcome.unused) > MOST_NAMED else []
            lines.append(f"  columns that mean nothing here: {', '.join([*first, *more])}")
        if outcome.encoding != "utf-8":
            lines.append(f"  what in it is not UTF-8 was read as {outcome.encoding.upper()}")
        lines += [f"  {counted(number, 'row')} rejected: {reason}" for reason, number in outcome.rejected.items()]
        if outcome.rejects:
            lines.append(f"  see {outcome.rejects}")
    if made.merged:
        verb = "has" if made.merged == 1 else "have"
        lines.append(f"{counted(made.merged, 'event')} {verb} the id and actors of another, so that one is kept")
    if made.differing:
        lines.append(f"{counted(made.differing, 'id')} of a month have rows that differ, of which one is kept; where a")
        lines.append("file corrects another, --again makes the store anew of the files you name")
    if made.overlapping:
        lines.append(f"{counted(made.overlapping, 'row')} without an id stand in more than one file and count in each;")
        lines.append("where files overlap, --again makes the store anew of those you name, or give the rows ids")
    lines += [f"{name_of(path)}: is in the store already" for path in made.skipped]
    lines += ["", *stored(made.store, made.manifest)]
    asked = "" if str(made.store) == "events" else f" --store {shlex.quote(str(made.store))}"
    # People and groups of one country alone, as ACLED often has them, are nothing among states.
    asked += "" if made.manifest["counts"]["between"] else " --level actor"
    return [*lines, "", f"next: kg events tension{asked}"] if made.manifest["months"] else lines


def stored(store: Path, manifest: dict[str, Any]) -> list[str]:
    """What is in a store, in words."""
    from kg.events.intake.rejects import ARMED_GROUPS, UNRESOLVED, read_csv  # noqa: PLC0415 - help does not need them

    counts = manifest["counts"]
    if not manifest["months"]:
        return [f"{store}: no events"]
    span = f"{manifest['first_day']} to {manifest['last_day']}"
    between, repeats = counts["between"], counts["repeats"]
    verb = "repeats" if repeats == 1 else "repeat"
    without = counts["events"] - between - counts["within"]
    lines = [
        f"{store}: {manifest['dataset']}, {counted(counts['events'], 'event')}, {span}",
        f"  {between:,} between two different states, of which {repeats:,} {verb} another: {between - repeats:,} count",
        f"  {counts['within']:,} within one state, {without:,} with somebody of no state",
    ]
    if counts["rejected"]:
        lines.append(f"  {counted(counts['rejected'], 'row')} rejected; samples in {store / 'rejects'}")
    missing = ", ".join(
        f"{number:,} on {scale.replace('_', '-')}" for scale, number in counts["without_number"].items() if number
    )
    if missing:
        lines.append(f"  of those that count, without a number: {missing}")
    unresolved = read_csv(store / UNRESOLVED, MOST_NAMED)
    if unresolved:
        lines.append(f"  names of no state, most often: {_by_frequency(unresolved)}; all in {store / UNRESOLVED}")
    groups = read_csv(store / ARMED_GROUPS, MOST_NAMED)
    if groups:
        most = _by_frequency([[name, number] for name, _, number in groups])
        lines.append(
            f"  armed groups, which count for no state, in {counted(counts['of_groups'], 'event')}, most often:"
        )
        lines.append(f"    {most}; all in {store / ARMED_GROUPS}")
    return lines + _unknown_codes(store)


def _unknown_codes(store: Path) -> list[str]:
    from kg.events.intake.rejects import UNKNOWN_CODES, read_csv  # noqa: PLC0415 - help does not need them

    unknown = read_csv(store / UNKNOWN_CODES, MOST_NAMED)
    if not unknown:
        return []
    from kg.events.scales import load  # noqa: PLC0415 - slow to read

    lines = [f"  codes on no scale, most often: {_by_frequency(unknown)}; all in {store / UNKNOWN_CODES}"]
    robbed = [code for code, _ in unknown if f"0{code}" in load().codes("cameo")]
    if robbed:
        lines.append(
            f"  they look robbed of a zero in front ({robbed[0]} for 0{robbed[0]}), which spreadsheets and pandas"
        )
        lines.append("  do to numbers, and what was 020 then counts as 20; write codes as text and import with --again")
    return lines


def _by_frequency(rows: list[list[str]]) -> str:
    return ", ".join(f"{clipped(name)} ({int(number):,})" for name, number in rows)
