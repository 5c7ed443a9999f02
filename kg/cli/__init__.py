"""The command line: parse, call, print. One file per command, imported when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from typing import TYPE_CHECKING

import click

from kg.questions import questions

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "export": "Write the graph for other tools.",
    "view": "Open the interactive view.",
    "serve": "Serve the graph over HTTP: SPARQL and the view.",
    "init": "Make a new project that builds at once.",
    "import": "Make a new project of what was coded in another program.",
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
    """


def main() -> None:
    """The entry point of the command."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    # Ours are records that live to the end: looking for cycles among them costs a sixth of a large build.
    gc.set_threshold(200_000, 20, 20)
    cli()
