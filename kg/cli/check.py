"""`kg check`."""

from __future__ import annotations

import inspect
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, named, note, root_option, shows_errors, today_option
from kg.cli.terminal import echo
from kg.cli.watch import (
    Failed,
    as_line,
    cache_option,
    chosen_cache,
    line_of_check,
    results,
    tell_of_findings,
    watch_option,
)
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from kg.cache import Cache
    from kg.model.findings import Finding


@click.command("check")
@root_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="github: annotations beside the lines of a change.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@today_option
@click.option("--rule", callback=named, help="Say what a rule asks for and why, and check nothing.")
@watch_option
@cache_option
@shows_errors
def command(
    root: Path, format_: str, strict: bool, today: date | None, rule: str | None, watch: bool, no_cache: bool
) -> None:
    """Report what is wrong with the sources, and where.

    Everything is reported in one run, sorted by place, with the name of the rule in brackets; the files of coders in
    coding/ are checked too, on which no build depends.

    With --watch what is new, and how much is gone, is told after each save; as JSON, a document in one line. Ctrl-C
    ends it with the status of the last check.

    \b
    Examples:
      kg check
      kg check --strict --format github
      kg check --today 2016-08-01
      kg check --rule forecast-interval
      kg check --watch
    """
    from kg.pipeline import check  # noqa: PLC0415 - help does not need it

    if rule:
        echo(_documentation(rule))
        return
    if root.is_file():
        fail("--root must be a project's folder; name the one that has sources/", 2)
    if watch and format_ == "github":
        fail("--watch has --format text and json", 2)
    root = root.resolve()
    cache = chosen_cache(root, no_cache=no_cache, watch=watch)

    def checked(kept: Cache) -> Outcome:
        made = check(root, today=today, cache=kept, coding=True)
        return Outcome(made.findings, len(made.corpus.claims))

    outcome = _watch(root, checked, cache, format_) if watch else _print(checked(cache), format_)
    if outcome is None or outcome.errors or (strict and outcome.findings):
        raise SystemExit(1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check told, without all that was read for it."""

    findings: tuple[Finding, ...]
    claims: int

    @property
    def errors(self) -> int:
        """How many findings keep the project from being built."""
        return sum(finding.severity == "error" for finding in self.findings)


def _print(outcome: Outcome, format_: str) -> Outcome:
    """Print the findings, and how many there are."""
    from kg.model.findings import FORMATS  # noqa: PLC0415 - help does not need them

    echo(FORMATS[format_](outcome.findings), nl=False)
    if format_ == "text":
        warnings = len(outcome.findings) - outcome.errors
        claims = counted(outcome.claims, "claim")
        echo(f"{claims}, {counted(outcome.errors, 'error')}, {counted(warnings, 'warning')}", err=True)
    return outcome


def _watch(root: Path, check: Callable[[Cache], Outcome], cache: Cache, format_: str) -> Outcome | None:
    """Print what each check finds until Ctrl-C; gives the last one, None where that came to no end."""
    last: Outcome | None = None
    before: Sequence[Finding] | None = None
    with suppress(KeyboardInterrupt):
        for result in results(root, check, cache, coding=True):
            last = None if isinstance(result, Failed) else result
            if isinstance(result, Failed):
                echo(as_line({"error": result.message})) if format_ == "json" else note(f"error: {result.message}")
                continue
            if format_ == "json":
                echo(line_of_check(before, result.findings, result.claims))
            elif before is None:
                _print(result, format_)
            else:
                tell_of_findings(before, result.findings)
            before = result.findings
    return last


def _documentation(rule: str) -> str:
    from kg.model.findings import did_you_mean  # noqa: PLC0415
    from kg.sources.coding import CODING_RULES  # noqa: PLC0415
    from kg.sources.reading_rules import RULES, SUMMARIES  # noqa: PLC0415
    from kg.sources.rules import CHECKS  # noqa: PLC0415

    rules = {**RULES, **CODING_RULES, **{module.RULE: module.check for module in CHECKS}}
    documented = {**{name: inspect.getdoc(function) or "" for name, function in rules.items()}, **SUMMARIES}
    if rule not in documented:
        fail(f"no rule {rule!r}{did_you_mean(rule, documented) or '; there are ' + ', '.join(sorted(documented))}", 2)
    return f"{rule}\n\n{documented[rule]}"
