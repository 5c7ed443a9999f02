"""The options of everything that weighs claims by their age."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import day, finite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

R = TypeVar("R")

DAY_OPTIONS = (
    click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest article's]"),
    click.option(
        "--known-at", metavar="DATE", callback=day, help="Use only what had been published by then.  [default: all]"
    ),
    click.option(
        "--half-life", type=click.FloatRange(min=0, min_open=True), callback=finite, default=180.0, show_default=True,
        help="Days after which an event counts half, and whatever has no half-life of its own.",
    ),
    click.option(
        "--level", type=click.Choice(["state", "actor"]), default="state", show_default=True,
        help="state: people count as whom they act for.",
    ),
)  # fmt: skip
SCORE_OPTIONS = (
    click.option(
        "--stance-half-life", type=click.FloatRange(min=0, min_open=True), callback=finite, default=730.0,
        show_default=True, help="Days after which a stance counts half.",
    ),
    click.option(
        "--issue-weight", type=click.FloatRange(min=0, max=1), callback=finite, default=0.5, show_default=True,
        help="How much a position on somebody's policy counts; 0 leaves these out.",
    ),
    click.option(
        "--mode", type=click.Choice(["reported", "interpreted", "forecast", "conditional"]), default="reported",
        show_default=True, help="Which mode of claims counts.",
    ),
)  # fmt: skip
PARAMETERS = ("half_life", "stance_half_life", "issue_weight")


def day_options(function: Callable[..., R]) -> Callable[..., R]:
    """`--at`, `--known-at`, `--half-life` and `--level`, for what is weighed by age and has no mode."""
    return _asked(function, DAY_OPTIONS)


def measure_options(function: Callable[..., R]) -> Callable[..., R]:
    """All options of the measure, for what scores tension on one day."""
    return _asked(function, (*DAY_OPTIONS, *SCORE_OPTIONS))


def span_options(function: Callable[..., R]) -> Callable[..., R]:
    """All options of the measure but `--at`, for what scores tension on more days than one."""
    return _asked(function, (*DAY_OPTIONS[1:], *SCORE_OPTIONS))


def _asked(
    function: Callable[..., R], options: Iterable[Callable[[Callable[..., R]], Callable[..., R]]]
) -> Callable[..., R]:
    """Options given to the command as `asked`, by the names that the methods of a project have for them."""

    @functools.wraps(function)
    def command(*args: Any, **given: Any) -> R:
        from kg.measure.formula import Parameters  # noqa: PLC0415 - help does not need it

        asked = {name: given.pop(name) for name in ("at", "known_at", "level", "mode") if name in given}
        numbers = {name: given.pop(name) for name in PARAMETERS if name in given}
        return function(*args, asked=asked | {"parameters": Parameters(**numbers)}, **given)

    wanted: Callable[..., R] = command
    for option in reversed((*options,)):
        wanted = option(wanted)
    return wanted
