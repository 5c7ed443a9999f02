"""What commands that draw share."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, named, note
from kg.cli.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

PLOTS = ("png", "svg", "pdf")


def picture(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback for options: the name of a file with the ending of a picture, or wrong usage."""
    if named(ctx, param, value) is not None and _ending(str(value)) not in PLOTS:
        raise click.BadParameter(f"{value!r} ends in none of .{', .'.join(PLOTS)}", ctx=ctx, param=param)
    return value


plot_option = click.option("--plot", metavar="FILE", callback=picture, help="Draw it too, as .png, .svg or .pdf.")


def write_picture(name: str, drawn: Callable[[str], bytes]) -> None:
    """Write a picture in the format of the name's ending, or say how to install what draws it."""
    from kg.exports.plots.fonts import PictureWarning  # noqa: PLC0415 - few commands draw

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            content = drawn(_ending(name))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        fail("--plot needs matplotlib; pip install 'detente[plot]'", 2)
    for warning in caught:
        # What libraries have to say to each other is nothing to who draws.
        if isinstance(warning.message, PictureWarning):
            note(str(warning.message))
    write_whole(name, content)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
