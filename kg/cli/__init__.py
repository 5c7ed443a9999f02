"""The command line: parse, call, print. One file per command, imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

import click

from kg.questions import questions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

# What a question calls itself; one that is an option of another command, such as --sensitivity, is in its help.
OF_QUESTIONS = {question.command: question.help for question in questions() if " " not in question.command}
COMMANDS = {
    "build": "Check the sources and write everything in out/.",
    "check": "Report what is wrong with the sources, and where.",
    "query": "Ask the graph in SPARQL, or by a stored question.",
    "actors": "List who holds, does and says things.",
    "articles": "List the articles.",
    "claims": "List the claims, with filters.",
    "tension": OF_QUESTIONS["tension"],
    "explain": "Show why two actors are in tension, claim by claim.",
    **OF_QUESTIONS,
    "digest": "Show what is new since a day, and who moved because of it.",
    "export": "Write the graph for other tools.",
    "view": "Open the interactive view.",
    "serve": "Serve the graph over HTTP: SPARQL, the view, and tools for assistants.",
    "mcp": "Serve the graph to an assistant, over standard input and output.",
    "ask": "Ask in words, with a model; every sentence of the answer is cited.",
    "rename": "Rename an actor, issue, event, claim or article everywhere.",
    "annotate": "Code articles in the browser.",
    "draft": "Suggest claims for articles, to accept or refuse.",
    "agreement": "Show how far coders agree, claim by claim and field by field.",
    "codebook": "Write the codebook for coders: a sheet for each scale, to print.",
    "coders": "Show who codes what and how far each has come, or draw it.",
    "add": "Make articles of pages, PDF, mails, data bases and more.",
    "init": "Make a new project that builds at once.",
    "import": "Bring in what was coded in another program.",
    "events": "Import machine-coded event tables, and measure them.",
    "completion": "Print the completion script of a shell.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported from the modules of a package when they are called; `helps` is of each."""

    package = "kg.cli"
    helps: Mapping[str, str] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which one comes to need them."""
        return list(self.helps)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, imported now."""
        if name not in self.helps:
            return None
        module = f"{name}_" if iskeyword(name) else name
        if find_spec(f"{self.package}.{module}") is None:
            return _of_question(name)
        command: click.Command = import_module(f"{self.package}.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or wrong usage with the nearest name."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # noqa: PLC0415 - only on mistakes

            near = get_close_matches(args[0], self.helps, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(error.message.rstrip(".") + "." + hint, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.helps.items()))


def _of_question(name: str) -> click.Command:
    """The command of a question that has no file here, since it needs no options of its own."""
    from kg.cli.question import command_of  # noqa: PLC0415 - few have no file

    return command_of(next(question for question in questions() if question.command == name))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="detente", prog_name="kg")
def cli() -> None:
    """Turn articles about international politics into an evidence-first graph.

    Every edge opens the sentence behind it, keeps who said it and how it was hedged, and keeps denials beside what
    they deny.

    \b
    Examples:
      kg init my-project && cd my-project && kg build
      kg explain china "north korea"
      kg query --name denials
      kg tension --at 2016-03-01 --format csv

    \b
    Exit status:
      0  done
      1  nothing matched, files have errors, there is no graph, or something
         could not be read or written
      2  wrong usage: a command, option, name, day or query that is not one
    """


def main() -> None:
    """The entry point of the command."""
    _open_what_is_closed()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    # Ours are records that live to the end: looking for cycles among them costs a sixth of a large build.
    gc.set_threshold(200_000, 20, 20)
    try:
        cli()
    except OSError as error:
        # Of a file it would name the file, and the command would have said so.
        if error.filename is not None:
            raise
        _end_without(error)
    finally:
        _flush()


def _open_what_is_closed() -> None:
    """Have all three standard streams, so that no file of ours takes the number of one that was closed (`>&-`).

    Without standard output there is nowhere for an answer to go, which is said; what would be said where standard error
    is closed is not.
    """
    closed = [number for number in range(3) if not _is_open(number)]
    for number in closed:
        # The lowest number that is free is the one that is given.
        os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if 1 in closed:
        sys.stderr.write("kg: error: standard output is closed; for no output, give >/dev/null\n")
        sys.exit(1)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _flush() -> None:
    """Write what is left, and say in a line if it cannot be, as on a full disk; a reader who has gone needs no line."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            _end_without(error)


def _end_without(error: OSError) -> NoReturn:
    """End, since what is to be written cannot be."""
    if not isinstance(error, BrokenPipeError):
        with suppress(OSError):
            sys.stderr.write(f"kg: error: output: {(error.strerror or str(error)).lower()}\n")
            sys.stderr.flush()
    for stream in (sys.stdout, sys.stderr):
        _silence(stream)
    sys.exit(1)


def _silence(stream: TextIO) -> None:
    """Let what is left go nowhere, so that the interpreter does not complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
