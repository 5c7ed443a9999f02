"""`kg events codes`."""

from __future__ import annotations

import click

from kg.cli.options import chosen_format, format_option, shows_errors

SPARE = ("notes", "plover_code")


@click.command("codes")
@click.argument("prefix", default="")
@click.option("--scheme", type=click.Choice(["cameo", "plover"]), default="cameo", show_default=True)
@format_option()
@shows_errors
def command(prefix: str, scheme: str, format_: str | None) -> None:
    """List the codes of CAMEO or PLOVER, and how each scale counts them, from -1 to 1.

    \b
    Examples:
      kg events codes 16
      kg events codes --scheme plover ASSAULT
      kg events codes --format csv
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.events.scales import SCALES, load  # noqa: PLC0415
    from kg.questions.rows import Table  # noqa: PLC0415

    scales = [scale.replace("-", "_") for scale in SCALES]
    found = [code for code in load().codes(scheme).values() if code.notation.lower().startswith(prefix.lower())]
    columns = ("code", "label", "quad_class", *scales, "plover_code", "notes")

    def noted(notes: tuple[str, ...]) -> str | None:
        return " ".join(notes) or None

    rows = tuple(
        (c.notation, c.label, c.quad_class, *map(c.intensities.get, SCALES), c.plover or None, noted(c.notes))
        for c in found
    )
    nothing = f"no code begins with {prefix!r}"
    print_rows(Table(columns, rows), chosen_format(format_), spare=SPARE, nothing=nothing)
