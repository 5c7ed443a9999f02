"""`kg mcp`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import GraphSource, built_project, fail, root_option, shows_errors

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = "{} is not installed; pip install 'detente[mcp]'"
PACKAGES = ("mcp", "mcp_types", "anyio")


@click.command("mcp")
@root_option
@shows_errors
def command(root: Path) -> None:
    """Serve the built graph to an assistant, over standard input and output.

    By the Model Context Protocol: read-only tools (search_claims, explain_dyad, tension, leverage, disputes, forecasts,
    timeline, alignment, read_article, sparql), resources (codebook, actors, issues, articles, claims, stored queries)
    and a prompt for a briefing with citations. An answer has at most 6,000 characters, and says how to ask for more.
    Drafts are never served, and what articles say is marked as data. A new build is picked up by itself.

    An assistant starts this command itself; `kg serve` has the same at /mcp for those that speak HTTP.

    \b
    Examples:
      kg mcp --root /path/to/project
      claude mcp add detente -- kg mcp --root /path/to/project

    \b
    In the configuration of other clients:
      {"mcpServers": {"detente": {"command": "kg", "args": ["mcp", "--root", "/path/to/project"]}}}
    """
    project = built_project(GraphSource(root))
    try:
        from kg.assistant.stdio import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PACKAGES:
            raise
        fail(EXTRA.format(package))
    # Whether there is a graph at all is better said now than by every tool.
    _ = project.store
    serve(project.root, project.out)
