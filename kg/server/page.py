"""The pages of the service itself: a form to ask with, and its answer, without any script."""

from __future__ import annotations

import base64
import hashlib
from html import escape

STYLE = """
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
textarea { box-sizing: border-box; width: 100%; min-height: 12rem; font: .95rem/1.4 ui-monospace, monospace; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: .25rem .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; }
.wide { overflow-x: auto; }
"""
DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{DIGEST}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
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
  ?claim kg:claimant/skos:prefLabel ?who ;
         kg:hedge/kg:words ?words .
}
ORDER BY ?claim
LIMIT 20"""


def page(title: str, body: str) -> str:
    """A whole page around a body that is already HTML."""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def asking(sparql: str = "", answer: str = "") -> str:
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
