"""`kg serve`."""

from __future__ import annotations

import ipaddress
import re
import socket
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

import click

from kg.cli.options import fail, finite, named, note, root_option, shows_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.server.run import Mounted
    from kg.server.service import Service
    from kg.server.settings import Settings

MIB = 1024 * 1024
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
EXTRA = "{} is not installed; pip install 'detente[server]'"
PACKAGES = ("starlette", "uvicorn", "anyio", "werkzeug", "cachetools")


def without_extra(error: ModuleNotFoundError) -> NoReturn:
    """End with what is to be installed, where a package of the extra is missing; raises the error otherwise."""
    package = (error.name or "").partition(".")[0]
    if package not in PACKAGES:
        raise error
    fail(EXTRA.format(package))


ORIGIN = re.compile(r"\*|https?://[^/\s]+")
HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


def _hosts(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """A callback: names of hosts, none of them a pattern that lets in others, or wrong usage."""
    for name in value:
        if not HOST.fullmatch(name):
            raise click.BadParameter(f"{name!r} is no host such as graph.example", ctx=ctx, param=param)
    return value


def _origins(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """A callback: origins as browsers send them, without a path, or wrong usage."""
    for origin in value:
        if not ORIGIN.fullmatch(origin):
            raise click.BadParameter(f"{origin!r} is no origin such as https://example.org", ctx=ctx, param=param)
    return value


@click.command("serve")
@root_option
@click.option("--host", default="127.0.0.1", show_default=True, callback=named, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="The port; 0 takes a free one."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.05), callback=finite, default=30.0, show_default=True,
    help="The seconds that a query may take.",
)  # fmt: skip
@click.option(
    "--patience", type=click.FloatRange(min=0.05), callback=finite, default=15.0, show_default=True,
    help="The seconds that a client may take to send a request, or to take in a part of an answer.",
)  # fmt: skip
@click.option(
    "--max-result", type=click.IntRange(1), default=64, show_default=True, help="The MiB that an answer may have."
)
@click.option(
    "--max-memory", type=click.IntRange(256), default=2048, show_default=True,
    help="The MiB of memory that a worker may use.",
)  # fmt: skip
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=None,
    help="Processes that answer.  [default: one a core, at least two]",
)
@click.option(
    "--queue", type=click.IntRange(0, 10_000), default=128, show_default=True, help="Queries that may wait for one."
)
@click.option("--cache", type=click.IntRange(0), default=32, show_default=True, help="MiB of answers to keep; 0 none.")
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    callback=_origins,
    help="An origin whose scripts may read, or *; repeatable.",
)
@click.option(
    "--token", default="", envvar="KG_TOKEN", help="Ask for this bearer token; better by the variable KG_TOKEN."
)
@click.option(
    "--allow-host", multiple=True, metavar="NAME", callback=_hosts,
    help="A further name to answer to, as behind a proxy.",
)  # fmt: skip
@click.option("--insecure", is_flag=True, help="Listen beyond this machine without a token.")
@click.option("--log-queries", is_flag=True, help="Write the text of queries into the log, too.")
@shows_errors
def command(root: Path, insecure: bool, **given: object) -> None:
    """Serve the built graph over HTTP: SPARQL at /sparql, the view at /, the files of out/ by their names.

    Where the extra `mcp` is installed, assistants have the tools of `kg mcp` at /mcp (stateless streamable HTTP).

    Read-only, and for this machine alone unless --host says otherwise. A query that takes too long, or whose answer is
    too large, is ended; others go on meanwhile. A new build is picked up by itself, and a view that is open renews
    itself. Each request is a line on standard error, but for a view's that asks for news when there are none.

    \b
    Examples:
      kg serve
      kg serve --port 0 --timeout 10
      KG_TOKEN=… kg serve --host 0.0.0.0
      curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?c kg:denies ?d }' http://127.0.0.1:7878/sparql
    """
    settings = _settings(root, given)
    if not _is_loopback(settings.host) and not settings.token and not insecure:
        fail(f"--host {settings.host} is open to others; give --token (or KG_TOKEN), or --insecure to do without", 2)
    try:
        from kg.server.build import NotBuiltError  # noqa: PLC0415 - help does not need them
        from kg.server.run import serve  # noqa: PLC0415
        from kg.server.running import StartError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        without_extra(error)
    try:
        serve(settings, lambda address: note(f"Serving {root} at {address} (Ctrl-C ends it)"), _assistant())
    except (NotBuiltError, StartError) as error:
        fail(str(error))


def _assistant() -> Callable[[Service], Mounted] | None:
    """What serves /mcp, or nothing where its extra is not installed."""
    if find_spec("mcp") is None:
        return None
    from kg.assistant.http import Assistant  # noqa: PLC0415 - help does not need it

    return Assistant


def _settings(root: Path, given: dict[str, object]) -> Settings:
    from kg.project import open_project  # noqa: PLC0415 - help does not need them
    from kg.server.settings import Settings  # noqa: PLC0415

    project = open_project(root)
    options = {name: value for name, value in given.items() if value is not None}
    for name in ("max_result", "max_memory", "cache"):
        options[name] = int(str(options[name])) * MIB
    allowed = tuple(str(name).lower() for name in options.pop("allow_host"))  # type: ignore[attr-defined]
    host = str(options["host"]).strip("[]")
    bound = f"[{host}]" if ":" in host else host
    names = tuple(dict.fromkeys((*LOOPBACK_NAMES, bound.lower(), *allowed))) if _is_loopback(host) or allowed else ()
    return Settings(root=project.root, out=project.out, names=names, **options | {"host": host})  # type: ignore[arg-type]


def _is_loopback(host: str) -> bool:
    """Whether an address, or every address of a name, is of this machine alone."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError as error:
        fail(f"--host {host}: {(error.strerror or str(error)).lower()}", 2)
    return all(ipaddress.ip_address(address.partition("%")[0]).is_loopback for address in found)
