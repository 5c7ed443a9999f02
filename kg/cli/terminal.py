"""The one way to standard output and error: what others wrote never steers the reader's terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys

import click

from kg.model.findings import printable, printable_sentence

BOLD, REGULAR = "\x1b[1m", "\x1b[0m"
KEPT = "\n\t"
LINES = re.compile(f"([{KEPT}])")


def is_styled() -> bool:
    """Whether what is printed has styles: on a terminal that knows them, or anywhere by FORCE_COLOR; never by NO_COLOR.

    Of both variables an empty one counts as none, as no-color.org has it.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def echo(content: str | bytes = "", *, nl: bool = True, err: bool = False) -> None:
    """Print text or UTF-8: into a pipe or file as it is, on a terminal with control characters made visible."""
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        text = content if isinstance(content, str) else content.decode(errors="replace")
        content = "".join(part if part in KEPT else printable_sentence(part) for part in LINES.split(text))
    # By itself click would take sequences of colour out of the data of a pipe.
    click.echo(content, nl=nl, err=err, color=True)


def echo_note(text: str, bold: tuple[str, str]) -> None:
    """Print text in which a pair of characters begins and ends what is bold; nothing is where there are no styles.

    On a terminal a text that is longer than the screen goes through the reader's pager.
    """
    styled = is_styled()
    begin, end = bold
    parts = re.split(f"([{begin}{end}{KEPT}])", text)
    safe = "".join(part if part in (*KEPT, begin, end) else printable_sentence(part) for part in parts)
    shown = safe.replace(begin, BOLD if styled else "").replace(end, REGULAR if styled else "")
    _page(shown)


def echo_table(text: str) -> None:
    """Print a table that is already safe but for its bold heads, which are the program's own; long ones are paged."""
    parts = re.split(f"({re.escape(BOLD)}|{re.escape(REGULAR)}|[{KEPT}])", text)
    _page("".join(part if part in (*KEPT, BOLD, REGULAR) else printable_sentence(part) for part in parts))


def _page(text: str) -> None:
    """Print text that is safe: through a pager if it is longer than the screen of somebody who can turn its pages."""
    terminal = sys.stdout.isatty()
    if terminal and sys.stdin.isatty() and text.count("\n") >= shutil.get_terminal_size().lines and _has_pager():
        click.echo_via_pager(text.removesuffix("\n"))
    else:
        click.echo(text, nl=False, color=is_styled())


def _has_pager() -> bool:
    """Whether the reader wants one: not on a dumb terminal, nor where PAGER is empty or names what passes all on."""
    dumb = os.environ.get("TERM", "dumb") in ("", "dumb")
    return not dumb and os.environ.get("PAGER", "less").strip() not in ("", "cat")


def overwrite(text: str) -> None:
    """Write a line of progress over the last one, on a terminal alone; an empty text clears it."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{printable(text)}", nl=False, err=True, color=True)
