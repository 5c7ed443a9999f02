"""The options of everything that weighs claims by their age."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kg.cli.options import day, finite

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.measure.formula import Parameters

P = ParamSpec("P")
R = TypeVar("R")

DAY_OPTIONS = (
    click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest article's]"),
    click.option(
        "--known-at", metavar="DATE", callback=day, help="Use only what had been published by then.  [default: all]"
    ),
    click.option(
        "--half-life", type=click.FloatRange(min=0, min_open=True), callback=finite, default=180.0, show_default=True,
        help="Days after which a claim counts half.",
    ),
    click.option(
        "--level", type=click.Choice(["state", "actor"]), default="state", show_default=True,
        help="state: people count as whom they act for.",
    ),
)  # fmt: skip
MODE_OPTION = click.option(
    "--mode",
    type=click.Choice(["reported", "interpreted", "forecast", "conditional"]),
    default="reported",
    show_default=True,
    help="Which mode of claims counts.",
)


def day_options(function: Callable[P, R]) -> Callable[P, R]:
    """`--at`, `--known-at`, `--half-life` and `--level`, for what is weighed by age and has no mode."""
    for option in reversed(DAY_OPTIONS):
        function = option(function)
    return function


def measure_options(function: Callable[P, R]) -> Callable[P, R]:
    """`--at`, `--known-at`, `--half-life`, `--level` and `--mode`."""
    return day_options(MODE_OPTION(function))


def span_options(function: Callable[P, R]) -> Callable[P, R]:
    """`--known-at`, `--half-life`, `--level` and `--mode`, for what is about more days than one."""
    for option in reversed((*DAY_OPTIONS[1:], MODE_OPTION)):
        function = option(function)
    return function


def parameters(half_life: float) -> Parameters:
    """The default parameters with another half-life."""
    from kg.measure.formula import Parameters  # noqa: PLC0415 - help does not need it

    return Parameters(half_life=half_life)
