"""The one way to standard output and error: what others wrote never steers the reader's terminal."""

from __future__ import annotations

import re
import sys

import click

from kg.model.findings import printable, printable_sentence

BOLD, REGULAR = "\x1b[1m", "\x1b[0m"
KEPT = "\n\t"
LINES = re.compile(f"([{KEPT}])")


def echo(content: str | bytes = "", *, nl: bool = True, err: bool = False) -> None:
    """Print text or UTF-8: into a pipe or file as it is, on a terminal with control characters made visible."""
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        text = content if isinstance(content, str) else content.decode(errors="replace")
        content = "".join(part if part in KEPT else printable_sentence(part) for part in LINES.split(text))
    # By itself click would take sequences of colour out of the data of a pipe.
    click.echo(content, nl=nl, err=err, color=True)


def echo_note(text: str, bold: tuple[str, str]) -> None:
    """Print text in which a pair of characters begins and ends what is bold; nothing is where there is no terminal."""
    terminal = sys.stdout.isatty()
    begin, end = bold
    parts = re.split(f"([{begin}{end}{KEPT}])", text)
    safe = "".join(part if part in (*KEPT, begin, end) else printable_sentence(part) for part in parts)
    shown = safe.replace(begin, BOLD if terminal else "").replace(end, REGULAR if terminal else "")
    click.echo(shown, nl=False, color=terminal)


def overwrite(text: str) -> None:
    """Write a line of progress over the last one, on a terminal alone; an empty text clears it."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{printable(text)}", nl=False, err=True, color=True)
