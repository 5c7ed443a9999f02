"""`kg completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kg.cli.options import fail
from kg.cli.terminal import echo

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      eval "$(kg completion bash)"        in ~/.bashrc
      eval "$(kg completion zsh)"         in ~/.zshrc
      kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from kg.cli import cli  # noqa: PLC0415 - this module is imported by it

    found = get_completion_class(shell)
    if found is None:
        fail(f"no completion for {shell}")
    try:
        echo(found(cli, {}, "kg", "_KG_COMPLETE").source())
    except RuntimeError as error:
        fail(str(error))
