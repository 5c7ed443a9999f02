"""What a browser gets at `/sparql`: YASGUI with our prefixes and queries, or the plain form where it is not there."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import Response

from kg.model.vocabulary import PREFIXES, OntologyError
from kg.rdf.ontology import load
from kg.rdf.stored_queries import stored_queries
from kg.server.fetch_yasgui import FILES, FOLDER
from kg.server.negotiation import has_current
from kg.server.page import PAGE_POLICY, page
from kg.server.problems import Problem
from kg.web.inline import safe_json

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.rdf.stored_queries import StoredQuery

OWN = Path(__file__).resolve().parent / "assets"
TYPES = {".js": "text/javascript", ".css": "text/css"}
# YASGUI parses literals as HTML in an element beside the page, so that what stands in the graph could act: this policy
# alone keeps it from that, and tests/server/test_query_form.py fails in a browser where it is loosened.
# Its files and ours alone, and the one style that this version of it writes into the page.
ITS_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {ITS_STYLE}; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CHOICES = (
    ("html", "a page"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("csv", "CSV (rows)"),
    ("tsv", "TSV (rows)"),
    ("turtle", "Turtle (graphs)"),
    ("ntriples", "N-Triples (graphs)"),
    ("jsonld", "JSON-LD (graphs)"),
)
EXAMPLE = """SELECT ?claim ?who ?words {
  ?claim kg:claimant/rdfs:label ?who ;
         kg:hedge/kg:words ?words .
}
ORDER BY ?claim
LIMIT 20"""
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


def query_form(ontology: Path, folder: Path = FOLDER) -> tuple[str, str]:
    """The page, and the policy that it is to be shown under; `ontology` is the folder of a project's own queries."""
    if not all((folder / name).is_file() for name in FILES):
        return plain_form(), PAGE_POLICY
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


def plain_form(sparql: str = "", answer: str = "") -> str:
    """The page with the form; `answer` is the HTML of what the query gave."""
    options = "".join(f'<option value="{name}">{escape(label)}</option>' for name, label in CHOICES)
    form = (
        '<h1>Ask the graph</h1>\n<form action="/sparql" method="get">\n'
        '<p><label for="query">SPARQL</label></p>\n'
        f'<textarea id="query" name="query" spellcheck="false" required>\n{escape(sparql or EXAMPLE)}</textarea>\n'
        f'<p><label>Answer as <select name="format">{options}</select></label> <button>Ask</button></p>\n</form>\n'
        "<p>The prefixes of the vocabulary need no declaration; the default graph is the union of all graphs. "
        'Programs ask at <code>/sparql</code>, by the SPARQL 1.1 Protocol. <a href="/">The view</a></p>'
    )
    return page("Ask the graph", form + (f'\n<h2>Answer</h2>\n<div class="wide">\n{answer}</div>' if answer else ""))


def _title(query: StoredQuery) -> str:
    """The question without what is said of it besides."""
    question, mark, _ = query.question.partition("? ")
    return f"{question}?" if mark else query.question or query.name


def _declared(sparql: str) -> str:
    """The query with the prefixes that it uses, for other tools to understand."""
    used = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in sparql]
    return "\n".join([*used, sparql])


class Assets:
    """The files of YASGUI and ours beside it; by their names and no others."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.files = {name: folder / name for name in FILES} | {name: OWN / name for name in ("ask.js", "ask.css")}

    async def respond(self, request: Request) -> Response:
        """Answer one request."""
        file = self.files.get(request.path_params["name"])
        if file is None or not file.is_file():
            raise Problem(404, "Not found", "there is no such file of YASGUI here")
        about = file.stat()
        tag = f'W/"{about.st_size:x}-{about.st_mtime_ns:x}"'
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": tag}
        if has_current(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        return Response(file.read_bytes(), 200, headers, TYPES[file.suffix])
