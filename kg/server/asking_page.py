"""What a browser gets at `/sparql`: YASGUI with our prefixes and queries, or the plain form where it is not there."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.routing import Route

from kg.model.vocabulary import PREFIXES, OntologyError, load
from kg.rdf.stored_queries import stored_queries
from kg.server.exchange import Exchange
from kg.server.page import EXAMPLE, PAGE_POLICY, asking
from kg.server.problems import Problem
from kg.server.take_yasgui import FILES, FOLDER
from kg.web.view.html import safe_json

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from kg.rdf.stored_queries import StoredQuery
    from kg.server.service import Service

OWN = Path(__file__).resolve().parent / "asking"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
# Its files and ours alone, and the one style that this version of it writes into the page.
ITS_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {ITS_STYLE}; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ask the graph · Détente</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/yasgui/yasgui.min.css">
<link rel="stylesheet" href="/yasgui/ask.css">
</head>
<body>
<header><h1>Ask the graph</h1> <a href="/overview">The pages</a> <a href="/">The map</a></header>
<main>
<details open><summary>Stored queries</summary>
<ul id="examples">
{examples}
</ul></details>
<noscript><form action="/sparql" method="get"><p><label for="query">SPARQL</label></p>
<textarea id="query" name="query" required>{first}</textarea><p><button>Ask</button></p></form></noscript>
<div id="yasgui"></div>
</main>
<script type="application/json" id="known">{known}</script>
<script src="/yasgui/yasgui.min.js"></script>
<script src="/yasgui/ask.js"></script>
</body>
</html>
"""


def asking_page(ontology: Path, folder: Path = FOLDER) -> tuple[str, str]:
    """The page, and the policy that it is to be shown under; `ontology` is the folder of a project's own queries."""
    if not all((folder / name).is_file() for name in FILES):
        return asking(), PAGE_POLICY
    try:
        queries = stored_queries(load(ontology)).values()
    except OntologyError:
        queries = stored_queries(load()).values()
    examples = "\n".join(
        f'<li><a href="/sparql?{escape(urlencode({"query": each.sparql}))}">{escape(_title(each))}</a></li>'
        for each in queries
    )
    known = safe_json({"prefixes": PREFIXES, "first": _declared(EXAMPLE)})
    return PAGE.format(examples=examples, first=escape(EXAMPLE), known=known), POLICY


def _title(query: StoredQuery) -> str:
    """The question without what is said of it besides."""
    question, mark, _ = query.question.partition("? ")
    return f"{question}?" if mark else query.question or query.name


def _declared(sparql: str) -> str:
    """The query with the prefixes that it uses, for other tools to understand."""
    used = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in sparql]
    return "\n".join([*used, sparql])


class Assets:
    """The files of YASGUI and ours beside it, as an application; by their names and no others."""

    def __init__(self, service: Service, folder: Path = FOLDER) -> None:
        self.service = service
        self.files = {name: folder / name for name in FILES} | {name: OWN / name for name in ("ask.js", "ask.css")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        exchange.check_method("GET", "HEAD")
        file = self.files.get(exchange.path.removeprefix("/yasgui/"))
        if file is None or not file.is_file():
            raise Problem(404, "Not found", "there is no such file of YASGUI here")
        told = file.stat()
        headers = {
            "Content-Type": TYPES[file.suffix],
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
            "ETag": f'W/"{told.st_size:x}-{told.st_mtime_ns:x}"',
        }
        if headers["ETag"][2:] in exchange.header("if-none-match"):
            await exchange.respond(304, headers)
            return
        await exchange.respond(200, headers, file.read_bytes())


def asset_routes(service: Service) -> list[BaseRoute]:
    """The routes of the files that the page of `/sparql` loads."""
    return [Route("/yasgui/{name}", Assets(service))]
