"""SPARQL 1.1 Protocol: from a request to the query and the dataset that it asks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.http import parse_options_header

from kg.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
MOST_PARAMETERS = 1000
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
READ_ONLY = "this service is read-only; a graph is changed in its sources, and then `kg build`"

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs of its dataset, None where the request names none, and the format asked by word."""

    sparql: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    word: str = ""


def parameters(data: bytes) -> Parameters:
    """The parameters of a query string or a form; raises Problem where they are not UTF-8, or too many."""
    try:
        text = data.decode()
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Problem(400, "Not UTF-8", "the parameters must be percent-encoded UTF-8") from None
    except ValueError:
        raise Problem(400, "Too many parameters", f"at most {MOST_PARAMETERS:,} are read") from None


def refuse_update(given: Parameters, content_type: str) -> None:
    """Raises the Problem by which updates are refused, before anything else of the request is looked at."""
    if media_type(content_type) == UPDATE or any(name == "update" for name, _ in given):
        raise Problem(403, "Updates are refused", READ_ONLY)


def media_type(content_type: str) -> str:
    """The media type of a Content-Type, without its parameters."""
    return parse_options_header(content_type)[0].lower() if content_type else ""


def check_body_type(content_type: str, content_encoding: str) -> None:
    """Raises Problem where a body is of a kind that is not read."""
    if media_type(content_type) not in (FORM, QUERY):
        accepted = {"Accept-Post": f"{QUERY}, {FORM}"}
        raise Problem(415, "Unsupported media type", f"POST {QUERY} or {FORM}", headers=accepted)
    charset = parse_options_header(content_type)[1].get("charset", "utf-8")
    if charset.lower() not in UTF_8:
        raise Problem(415, "Unsupported charset", f"send UTF-8, not {charset[:40]}")
    if content_encoding.strip().lower() not in ("", "identity"):
        raise Problem(415, "Unsupported encoding", "send the query as it is, not compressed")


def question(given: Parameters, content_type: str = "", body: bytes | None = None) -> Question | None:
    """What is asked by the parameters of the address and, for POST, the body; None without a query.

    Raises Problem for updates, for no or several queries in a POST, several in a GET, text that is not UTF-8, and
    graphs that are not absolute IRIs.
    """
    direct = None
    if body is not None and media_type(content_type) == QUERY:
        direct = _text(body)
    elif body is not None:
        given = [*given, *parameters(body)]
        refuse_update(given, "")
    queries = [value for name, value in given if name == "query"] + ([direct] if direct is not None else [])
    if not queries and body is None:
        return None
    if len(queries) != 1:
        raise Problem(400, "One query is needed", f"the request has {len(queries)}; send exactly one")
    default, named = _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")
    word = next((value for name, value in given if name in ("format", "output") and value), "")
    if not default and not named:
        return Question(queries[0], word=word)
    return Question(queries[0], default, named, word)


def _graphs(given: Sequence[tuple[str, str]], parameter: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(value for name, value in given if name == parameter))
    for graph in graphs:
        if not ABSOLUTE.match(graph):
            raise Problem(400, "Not an absolute IRI", f"{parameter}: {graph[:200]!r}")
    return graphs


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Problem(400, "Not UTF-8", f"the query has no UTF-8 text at byte {error.start}") from None
