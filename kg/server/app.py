"""The application: its routes, and what lives as long as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Mount, Route, Router

from kg.server.description import describe_data, describe_service
from kg.server.exchange import Exchange
from kg.server.files import Files
from kg.server.gate import Gate
from kg.server.sparql import Sparql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from kg.server.service import Service


def application(service: Service, pages: Sequence[BaseRoute] = ()) -> Gate:
    """The whole, as uvicorn runs it; `pages` are looked at after `/sparql` and before the files."""
    # starlette's own application would answer for what is raised inside; the gate does.
    inside = Router([*routes(service), *pages, Mount("", app=Files(service))], redirect_slashes=False)
    return Gate(inside, service.settings, service.log)


def routes(service: Service) -> list[BaseRoute]:
    """What the service itself answers."""
    sparql, void = Sparql(service, describe_service), Void(service)
    return [
        Route("/sparql", sparql),
        Route("/sparql/", sparql),
        Route("/void", void),
        Route("/.well-known/void", void),
    ]


class Void:
    """The description of the data, as an application."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        exchange.check_method("GET", "HEAD")
        self.service.workers.look()
        await describe_data(self.service, exchange)
