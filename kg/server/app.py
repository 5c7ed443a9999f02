"""The application: its routes, and what every request passes on the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route

from kg.server.description import Description
from kg.server.documents import document
from kg.server.files import Files
from kg.server.middleware import Outermost, client_gone, internal_error, middleware, problem_response
from kg.server.pages import Pages, page_of, search, style
from kg.server.query_form import Assets
from kg.server.site import CurrentSite
from kg.server.sparql import METHODS, Sparql
from kg.web.pages.page import STYLESHEET
from kg.web.pages.page_id import LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp

    from kg.server.service import Service

PLACES = (
    "/overview", "/about", *(f"/{kind}" for kind in LISTS), "/claims/{a}",
    "/actor/{a}", "/issue/{a}", "/event/{a}", "/article/{a}", "/dyad/{a}/{b}",
    "/dyad-part/{a}/{b}/{part}", "/claim/{a}/{b}", "/disputes", "/disputes/{a}", "/dispute/{a}/{b}",
)  # fmt: skip


def application(service: Service, mounted: Mapping[str, ASGIApp] | None = None) -> ASGIApp:
    """The whole, as uvicorn runs it: the endpoint, the pages, every IRI of the data, and the files of the build.

    What is `mounted`, by its path, is behind the same checks as all else.
    """
    description, pages = Description(service), Pages(CurrentSite(service))
    sparql = Sparql(service, description.service)
    endpoint = [Route(path, sparql.respond, methods=METHODS) for path in ("/sparql", "/sparql/")]
    routes = [
        *endpoint,
        *(Route(path, app) for path, app in (mounted or {}).items()),
        *(Route(path, description.data) for path in ("/void", "/.well-known/void")),
        Route("/yasgui/{name}", Assets().respond),
        Route(f"/{STYLESHEET}", pages.answering(style)),
        Route("/search", pages.answering(search)),
        *(Route(path, pages.answering(document)) for path in ("/id", "/id/{rest:path}", "/ns")),
        *(Route(path, pages.answering(page_of)) for path in PLACES),
        Route("/{name:path}", Files(service).respond),
    ]
    handlers = {HTTPException: problem_response, ClientDisconnect: client_gone, Exception: internal_error}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type] # each takes its own exception
    app.router.redirect_slashes = False
    # Around Starlette, so that what is asked for most need not go through it, and a mistake of ours has its headers and
    # its line of the log as well.
    whole: ASGIApp = app
    for each in reversed(middleware(service.settings, endpoint, handlers)):
        whole = each.cls(whole, *each.args, **each.kwargs)
    return Outermost(whole, service.settings)
