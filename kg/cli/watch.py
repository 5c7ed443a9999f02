"""What `--watch` and `--no-cache` are for commands that have them, and how results are printed one after another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kg.cli.options import mistake
from kg.cli.terminal import echo
from kg.model.findings import as_text, rows
from kg.model.wording import counted, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.cache import Cache
    from kg.model.findings import Finding
    from kg.pipeline import Built
    from kg.watching import Move

P = ParamSpec("P")
R = TypeVar("R")
Result = TypeVar("Result")

MOST_MOVES = 3


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result this time: what the system or a file that cannot be read says."""

    message: str


def cache_option(function: Callable[P, R]) -> Callable[P, R]:
    """`--no-cache`, given to the command as a flag."""
    return click.option(
        "--no-cache",
        is_flag=True,
        help="Use nothing that earlier runs kept, and keep nothing.  [kept in: KG_CACHE, none where it is empty, else"
        " the user's folder for caches]",
    )(function)


def watch_option(function: Callable[P, R]) -> Callable[P, R]:
    """`--watch`, given to the command as a flag."""
    return click.option("--watch", is_flag=True, help="Again after every save, until Ctrl-C.")(function)


def chosen_cache(root: Path, *, no_cache: bool, watch: bool) -> Cache:
    """The project's cache, or one that begins with nothing and ends with the process."""
    from kg.cache import Cache, of_project  # noqa: PLC0415 - help does not need it

    return Cache(stays=watch) if no_cache else of_project(root, stays=watch)


def results(
    root: Path, act: Callable[[Cache], Result], cache: Cache, also: Sequence[Path] = (), *, coding: bool = False
) -> Iterator[Result | Failed]:
    """What `act` gives, or why it gave nothing, at once and after every save, without end."""
    from kg.watching import Inputs, follow  # noqa: PLC0415 - help does not need it

    def attempted(kept: Cache) -> Result | Failed:
        try:
            return act(kept)
        except Exception as error:
            if (said := mistake(error)) is None:
                raise
            return Failed(said[0])

    return follow(Inputs(root, also, coding=coding), attempted, cache)


def tell_of_findings(before: Sequence[Finding] | None, after: Sequence[Finding], *, err: bool = False) -> None:
    """Print the findings that are new as compilers do, and how many came and went."""
    from kg.watching import changed_findings  # noqa: PLC0415 - help does not need it

    new, gone = changed_findings(before or (), after)
    echo(as_text(new), nl=False, err=err)
    if before is not None:
        echo(f"{len(new):,} new, {len(gone):,} gone, {len(after):,} in all", err=True)


def as_line(document: Mapping[str, object]) -> str:
    """A JSON document in one line, in ASCII, so that nothing in it ends or steers a line."""
    return json.dumps(document)


def line_of_check(before: Sequence[Finding] | None, after: Sequence[Finding], claims: int) -> str:
    """A check as a JSON document: how much there is, all findings, and which are new or gone since the last one."""
    from kg.watching import changed_findings  # noqa: PLC0415

    new, gone = changed_findings(before or (), after)
    errors = sum(finding.severity == "error" for finding in after)
    numbers = {"claims": claims, "errors": errors, "warnings": len(after) - errors}
    return as_line({**numbers, "new": rows(new), "gone": rows(gone), "findings": rows(after)})


def line_of_build(before: Built | None, built: Built, seconds: float) -> str:
    """A build in a line: the seconds it took, its counts with what they changed by, and which tensions moved most."""
    return f"built in {seconds:.1f} s: {_counts(before, built)}{_moves(before, built)}"


def _counts(before: Built | None, built: Built) -> str:
    """All counts of the first build, of a later one those that changed."""
    if before is None:
        return " · ".join(counted(number, what.removesuffix("s")) for what, number in built.counts.items())
    changes = {what: number - before.counts.get(what, 0) for what, number in built.counts.items()}
    parts = [
        f"{counted(built.counts[what], what.removesuffix('s'))} ({change:+,})"
        for what, change in changes.items()
        if change
    ]
    return " · ".join(parts) or "as many of everything"


def _moves(before: Built | None, built: Built) -> str:
    from kg.watching import moves  # noqa: PLC0415

    if before is None:
        return ""
    every = moves(before.tensions, built.tensions)
    labels = {**before.labels, **built.labels}
    shown = [f"{labels[move.a]} – {labels[move.b]} {_moved(move)}" for move in every[:MOST_MOVES]]
    more = [f"{len(every) - MOST_MOVES:,} more moved"] if len(every) > MOST_MOVES else []
    return "; " + "; ".join([*shown, *more] or ["no tension moved"])


def _moved(move: Move) -> str:
    """The tension as it is now, and its change: +0.36, +0.02."""
    if move.after is None:
        return f"no more, {signed(move.before or 0.0)} before"
    return f"{signed(move.after)}, {signed(move.change) if move.before is not None else 'new'}"
