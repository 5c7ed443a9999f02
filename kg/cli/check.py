"""`kg check`."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, named, root_option, shows_errors, today_option
from kg.cli.terminal import echo
from kg.model.wording import counted

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("check")
@root_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="github: annotations beside the lines of a change.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@today_option
@click.option("--rule", callback=named, help="Say what a rule asks for and why, and check nothing.")
@shows_errors
def command(root: Path, format_: str, strict: bool, today: date | None, rule: str | None) -> None:
    """Report what is wrong with the sources, and where.

    Everything is reported in one run, sorted by place, with the name of the rule in brackets.

    \b
    Examples:
      kg check
      kg check --strict --format github
      kg check --today 2016-08-01
      kg check --rule forecast-interval
    """
    from kg.model.findings import FORMATS  # noqa: PLC0415 - help does not need them
    from kg.pipeline import check  # noqa: PLC0415

    if rule:
        echo(_documentation(rule))
        return
    if root.is_file():
        fail("--root must be a project's folder; name the one that has sources/", 2)
    checked = check(root.resolve(), today=today)
    echo(FORMATS[format_](checked.findings), nl=False)
    if format_ == "text":
        warnings = len(checked.findings) - checked.errors
        claims = counted(len(checked.corpus.claims), "claim")
        echo(f"{claims}, {counted(checked.errors, 'error')}, {counted(warnings, 'warning')}", err=True)
    if checked.errors or (strict and checked.findings):
        raise SystemExit(1)


def _documentation(rule: str) -> str:
    from kg.model.findings import did_you_mean  # noqa: PLC0415
    from kg.sources.reading_rules import RULES, SUMMARIES  # noqa: PLC0415
    from kg.sources.rules import CHECKS  # noqa: PLC0415

    rules = {**RULES, **{module.RULE: module.check for module in CHECKS}}
    documented = {**{name: inspect.getdoc(function) or "" for name, function in rules.items()}, **SUMMARIES}
    if rule not in documented:
        fail(f"no rule {rule!r}{did_you_mean(rule, documented) or '; there are ' + ', '.join(sorted(documented))}", 2)
    return f"{rule}\n\n{documented[rule]}"
