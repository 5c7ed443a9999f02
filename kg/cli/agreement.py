"""`kg agreement`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import chosen_format, fail, format_option, named, note, root_option, shows_errors, top_option

if TYPE_CHECKING:
    from kg.coders.agreement import Agreement, By
    from kg.questions.rows import Table

FIELDS = (
    "kind", "type", "claimants", "reported_by", "from", "to", "mode", "polarity", "certainty", "position", "goldstein",
    "status", "strength", "when",
)  # fmt: skip
WHAT = ("fields", "claims", "confusion", "differences")
PAPER = ("method", "latex", "html")
# What is written into a file of such a name, where no format is given.
SUFFIXES = {".html": "page", ".htm": "page", ".tex": "latex", ".csv": "csv", ".json": "json"}
SHOWN = {
    "fields": ("field", "level", "units", "agreement", "alpha", "low", "high", "judged", "undefined"),
    "claims": ("articles", "first", "second", "matched", "half", "exact", "precision", "recall", "f1", "f1_exact"),
}
SPARE = ("level", "undefined", "exact", "articles", "low", "high")


@click.command("agreement")
@click.argument("articles", nargs=-1)
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Only these coders; repeatable.  [default: all]")
@click.option("--adjudicated", is_flag=True, help="Compare with what was settled, too.")
@click.option(
    "--by", type=click.Choice(["pair", "article", "month"]), help="Apart for each pair of coders, article, or month."
)
@click.option("--field", "fields", multiple=True, type=click.Choice(FIELDS), help="Only these fields; repeatable.")
@click.option(
    "--what", type=click.Choice(WHAT), default=None,
    help="Which table: fields, claims found, values confused, or everything on which coders differ.  [default: fields]",
)  # fmt: skip
@click.option(
    "--resamples", type=click.IntRange(0, 100_000), default=1_000, show_default=True, help="Of the bootstrap."
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Of the bootstrap.")
@click.option(
    "-o", "--output", callback=named, help="A file: .html a page with pictures; .tex, .csv, .json the others."
)
@format_option(*PAPER)
@top_option
@root_option
@shows_errors
def command(
    articles: tuple[str, ...],
    coders: tuple[str, ...],
    adjudicated: bool,
    by: By | None,
    fields: tuple[str, ...],
    what: str | None,
    resamples: int,
    seed: int,
    output: str | None,
    format_: str | None,
    top: int | None,
    root: Path,
) -> None:
    """Show how far coders agree, claim by claim and field by field.

    Claims of coding/<coder>/<article>.yaml are matched, one to one, by how far their passages overlap and how alike
    what they say is. How well coders find the same claims is said as precision, recall and F1; how far they say the
    same of those by Krippendorff's alpha for each field, with an interval from drawing the articles again. Alpha of
    .800 and more is good, of .667 and more allows tentative conclusions (Krippendorff 2004, p. 241); without any
    variation it is undefined.

    For a paper: `--format method` a paragraph, `latex` a table, `html` the same to paste into Word.

    \b
    Examples:
      kg agreement
      kg agreement --by article --what claims --format csv
      kg agreement --field type --field position --by pair
      kg agreement --what differences --format csv
      kg agreement --adjudicated -o agreement.html
      kg agreement --format latex
    """
    if root.is_file():
        fail("--root must be a project's folder; name the one that has coding/", 2)
    from kg.coders.coded import CodingError, UnknownNameError  # noqa: PLC0415 - help does not need it
    from kg.project import open_project  # noqa: PLC0415

    wanted = _format(output, format_)
    if by and what in ("confusion", "differences"):
        raise click.UsageError(f"--what {what} is of all; drop --by")
    if wanted in ("page", *PAPER) and (by or what or top):
        raise click.UsageError("--by, --what and --top are for tables; a page and what is for a paper have all")
    project = open_project(root)
    try:
        found = project.agreement(
            *articles, coders=coders, fields=fields, adjudicated=adjudicated, seed=seed, resamples=resamples
        )
    except UnknownNameError as error:
        fail(str(error), 2)
    except CodingError as error:
        fail(str(error))
    for coder, slug in found.flawed:
        note(f"coding/{coder}/{slug}.yaml has errors and is left out; run `kg check`")
    if wanted in ("page", *PAPER) or output:
        _write(found, wanted, output, by, what, top)
        return
    _print(found, wanted, by, what, top)


def _format(output: str | None, format_: str | None) -> str:
    """What is written or printed: the format that was asked for, or the one that suits the file or the screen."""
    if format_ is None and output is not None:
        suffix = Path(output).suffix.lower()
        if suffix not in SUFFIXES:
            raise click.UsageError(f"-o FILE ends in {', '.join(SUFFIXES)}, or give a --format")
        return SUFFIXES[suffix]
    if format_ == "table" and output is not None:
        raise click.UsageError("--format table is for the screen; write csv, json, latex or html, or a page as .html")
    return format_ or chosen_format(None)


def _write(found: Agreement, wanted: str, output: str | None, by: By | None, what: str | None, top: int | None) -> None:
    """Write one of the texts into the file, or print it."""
    from kg.cli.printing import rows_to_json  # noqa: PLC0415 - help does not need them
    from kg.cli.terminal import echo  # noqa: PLC0415
    from kg.cli.writing import write_whole  # noqa: PLC0415
    from kg.coders.document import document  # noqa: PLC0415
    from kg.coders.method import latex, method, word  # noqa: PLC0415
    from kg.questions.document import to_json  # noqa: PLC0415
    from kg.questions.rows import to_csv  # noqa: PLC0415
    from kg.web.agreement import page  # noqa: PLC0415

    def rows() -> Table:
        table = _table(found, by, what or "fields")
        return replace(table, rows=table.rows[:top])

    texts = {
        "page": lambda: page(found),
        "method": lambda: f"{method(found)}\n",
        "latex": lambda: latex(found),
        "html": lambda: word(found),
        "json": lambda: rows_to_json(rows()) if by or what else to_json(document(found)),
        "csv": lambda: to_csv(rows()),
    }
    text = texts[wanted]()
    if output is None or output == "-":
        echo(text, nl=False)
    else:
        write_whole(output, text.encode())


def _table(found: Agreement, by: By | None, what: str) -> Table:
    from kg.coders.rows import (  # noqa: PLC0415 - help does not need them
        claim_table,
        confusion_table,
        difference_table,
        field_table,
    )

    if what == "confusion":
        return confusion_table(found)
    if what == "differences":
        return difference_table(found)
    return claim_table(found, by) if what == "claims" else field_table(found, by)


def _print(found: Agreement, wanted: str, by: By | None, what: str | None, top: int | None) -> None:
    from kg.cli.printing import print_note, print_rows  # noqa: PLC0415 - help does not need them
    from kg.cli.terminal import echo  # noqa: PLC0415
    from kg.coders.document import document  # noqa: PLC0415
    from kg.coders.note import note as lines  # noqa: PLC0415
    from kg.questions.document import to_json  # noqa: PLC0415

    if wanted == "json" and not (by or what):
        echo(to_json(document(found)), nl=False)
        return
    if wanted == "table" and not (by or what):
        print_note(lambda bold: lines(found, bold))
        return
    which = what or "fields"
    shown = SHOWN.get(which, ())
    columns = (*((by,) if by else ()), *shown) if shown else ()
    nothing = "they differ in nothing" if which in ("confusion", "differences") else "nothing matched"
    each = "confusion" if which == "confusion" else "row"
    spare = [name for name in SPARE if name in shown]
    table = _table(found, by, which)
    print_rows(table, wanted, columns=columns, spare=spare, nothing=nothing, each=each, top=top)
