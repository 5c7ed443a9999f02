"""Rows on the screen: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import shutil
import sys
import textwrap
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kg.cli.options import NOTHING_MATCHED
from kg.cli.options import note as tell
from kg.cli.terminal import echo, echo_note, echo_table, is_styled
from kg.model.findings import printable
from kg.model.signs import heads
from kg.model.wording import isolated, shown_of, unsigned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    from kg.network.network import Network
    from kg.questions.prose import Style
    from kg.questions.rows import Table

PIPED_WIDTH = 160
NOTE_WIDTH = 100
LONGEST_WORD = 24
GAP = 3
# Nobody reads more rows of a list on a screen; a treaty of 195 parties makes 18,915 dyads.
ON_SCREEN = 100


def print_rows(
    table: Table,
    format_: str,
    *,
    columns: tuple[str, ...] = (),
    spare: Sequence[str | tuple[str, ...]] = (),
    nothing: str = "nothing matched",
    each: str = "",
    top: int | None = None,
) -> None:
    """Print a table; end with status 1 where it has no rows.

    Where a row is `each` of something, such as a dyad, only the first are shown on the screen; `top` rows are printed
    instead, in every format, if it is given. How many of how many they are is said: below the table on the screen, and
    on standard error beside data of which some is left out.

    `columns` are those shown on the screen; if it is too narrow, those in `spare` are dropped, one after the other or
    several at once. CSV and JSON have all columns.
    """
    from kg.questions.rows import to_csv  # noqa: PLC0415 - help does not need it

    number = len(table.rows)
    if each:
        table = replace(table, rows=table.rows[: top or (ON_SCREEN if format_ == "table" else None)])
    count = shown_of(len(table.rows), number, each) if each else ""
    if format_ == "json":
        echo(rows_to_json(table), nl=False)
    elif format_ == "csv":
        echo(to_csv(table), nl=False)
    elif table.rows:
        more = "" if top or len(table.rows) == number else "; --format csv has all"
        below = "".join(f"{line}\n" for line in textwrap.wrap(f"{count}{more}", console().width))
        echo_table(_as_text(table, _fitting(table, columns or table.columns, spare)) + below)
    if format_ != "table" and len(table.rows) < number:
        tell(count)
    if not table.rows:
        tell(nothing)
        raise SystemExit(NOTHING_MATCHED)


def rows_to_json(table: Table) -> str:
    """A table as a list of one object a row, by the names of its columns."""
    from kg.questions.document import plain, to_json  # noqa: PLC0415 - networkx is slow to import

    return to_json([dict(zip(table.columns, map(plain, row), strict=True)) for row in table.rows])


def print_answer(
    name: str,
    network: Network,
    found: Any,
    format_: str,
    *,
    note: Callable[[Network, Any, Style], Iterable[str]] | None = None,
    table: Callable[[Network, Any], Table] | None = None,
    document: Callable[[Network, Any], Any] | None = None,
    top: int | None = None,
    nothing: str = "nothing matched",
) -> None:
    """Print the answer to the question `name`: its note on the screen, its table as CSV, all its claims as JSON.

    What is given takes the place of the question's own. That has at most `top` entries of each list, if it is given.
    Ends with status 1 and the word for it where the table has no rows.
    """
    from kg.questions import question  # noqa: PLC0415 - help does not need them
    from kg.questions.document import to_json  # noqa: PLC0415
    from kg.questions.rows import to_csv  # noqa: PLC0415

    asked = question(name)
    rows = (table or asked.table)(network, found)
    if format_ == "json":
        echo(to_json((document or asked.document)(network, found)), nl=False)
    elif format_ == "csv":
        echo(to_csv(rows), nl=False)
    elif rows.rows:
        own = note or (partial(asked.note, top=top) if top else asked.note)
        print_note(lambda bold: own(network.for_sentences, found, bold))
    if not rows.rows:
        tell(nothing)
        raise SystemExit(NOTHING_MATCHED)


def print_note(lines: Callable[[Style], Iterable[str]]) -> None:
    """Print the lines of a note, given what makes a heading bold, in a width that suits reading."""
    from kg.questions.prose import BOLD, laid_out, marked, plain  # noqa: PLC0415 - help does not need them

    terminal = sys.stdout.isatty()
    width = min(NOTE_WIDTH, shutil.get_terminal_size((NOTE_WIDTH, 50)).columns) if terminal else NOTE_WIDTH
    echo_note(laid_out(lines(marked if is_styled() else plain), width), BOLD)


def console() -> Console:
    """Where tables and notes are written: as wide as the terminal, or plain text without one."""
    from rich.console import Console  # noqa: PLC0415 - only screens need it

    width = shutil.get_terminal_size((PIPED_WIDTH, 50)).columns if sys.stdout.isatty() else PIPED_WIDTH
    return Console(
        file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False,
        force_terminal=is_styled(),
    )  # fmt: skip


def print_wrapped(text: str) -> None:
    """Print a line in as many as the screen needs."""
    echo("\n".join(textwrap.wrap(text, console().width)))


def _fitting(table: Table, columns: tuple[str, ...], spare: Sequence[str | tuple[str, ...]]) -> tuple[str, ...]:
    """The columns that fit the screen after dropping as few spare ones as possible; all of them if none fit."""
    for count in range(len(spare) + 1):
        out = {column for each in spare[:count] for column in ((each,) if isinstance(each, str) else each)}
        left = tuple(column for column in columns if column not in out)
        if _breadth(_least_widths(table, left)) <= console().width:
            return left
    return columns


def _least_widths(table: Table, columns: tuple[str, ...]) -> list[int]:
    """How wide each column must be for its longest word."""
    places = [table.columns.index(column) for column in columns]
    signs = heads(columns, table.columns)
    texts = [
        [column.replace("_", " "), *(cell(row[i]) for row in table.rows)]
        for column, i in zip(columns, places, strict=True)
    ]
    longest = [max(len(word) for text in each for word in (text.split() or [""])) for each in texts]
    return [max(min(LONGEST_WORD, most), len(sign)) for most, sign in zip(longest, signs.values(), strict=True)]


def _breadth(widths: list[int]) -> int:
    return sum(widths) + GAP * len(widths)


def _shared(least: list[int], wanted: list[int], room: int) -> list[int]:
    """The columns' widths: what they want if there is room, else the widest are narrowed until all fit."""
    cap = max(wanted, default=0)
    while True:
        widths = [max(low, min(most, cap)) for low, most in zip(least, wanted, strict=True)]
        if _breadth(widths) <= room or cap <= 0:
            return widths
        cap -= 1


def _as_text(table: Table, columns: tuple[str, ...]) -> str:
    """A table in lines, if each column can be as wide as its longest word, else one record below the other."""
    shown = {column.replace("_", " "): table.columns.index(column) for column in columns}
    rows = [[cell(row[index]) for index in shown.values()] for row in table.rows]
    signs = heads(columns, table.columns)
    least = _least_widths(table, columns)
    if _breadth(least) > console().width:
        named = zip(shown, signs.values(), strict=True)
        return _records([f"{heading} ({sign})" if sign else heading for heading, sign in named], rows)
    from rich import box  # noqa: PLC0415 - only screens need it
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    natural = [max(map(len, each)) for each in zip(shown, signs.values(), *rows, strict=True)]
    tight = _breadth(natural) > console().width
    numbers = [all(_is_number(row[i]) or row[i] is None for row in table.rows) for i in shown.values()]
    # Widths are given, since rich, left to narrow columns itself, may make a table wider than the screen, and cut it.
    wanted = [low if numeric and tight else most for numeric, low, most in zip(numbers, least, natural, strict=True)]
    widths = _shared(least, wanted, console().width)
    screen = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading, sign, width, numeric in zip(shown, signs.values(), widths, numbers, strict=True):
        # Columns of numbers keep their width, so their headings are broken here.
        above = heading.replace(" ", "\n") if numeric and tight else heading
        screen.add_column(
            f"{sign}\n{above}" if sign else above,
            justify="right" if numeric else "left",
            no_wrap=numeric,
            overflow="fold",
            width=width,
        )
    for row in rows:
        screen.add_row(*map(Text, row))
    drawn = console()
    with drawn.capture() as captured:
        drawn.print(screen)
    return captured.get()


def _records(headings: list[str], rows: list[list[str]]) -> str:
    """Each row as lines of heading and value, for a terminal too narrow for the table."""
    width = max(map(len, headings))
    room = max(console().width - width - 2, LONGEST_WORD)
    lines = []
    for row in rows:
        for heading, text in zip(headings, row, strict=True):
            first, *more = textwrap.wrap(text, room) or [""]
            lines += [f"{heading:<{width}}  {first}".rstrip(), *(f"{'':<{width}}  {line}" for line in more)]
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def cell(value: Any) -> str:
    """A value as the screen shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return unsigned(value, 3)
    return isolated(printable(str(value)))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
