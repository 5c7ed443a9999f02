"""Answers of endpoints → what the local engine would give: solutions, a truth value, or triples."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import islice, pairwise
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.vocabulary import PREFIXES
from kg.rdf.remote.address import EndpointError
from kg.rdf.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rdf.query import AnyResult
    from kg.rdf.remote.transport import Reply

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]

SOLUTIONS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
TRIPLES = "application/n-triples, text/turtle;q=0.8"
RESULT_TYPES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
TRIPLE_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
}
FORMS = {"SELECT": SOLUTIONS, "ASK": SOLUTIONS, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}
# Virtuoso answers ASK with a row, or with none.
ASKED = ["__ASK_RETVAL"]
# The engine's parsers call themselves for a triple within a triple, until the process ends.
MAX_DEPTH = 200
# They compare each column with every other, and fill each row with all of them: 10,000 names took 6 GB.
MAX_COLUMNS = 1_000
# A value takes some hundred bytes of memory, however few it has on the way.
MAX_VALUES = 6_000_000
MAX_PREFIXES = 10_000
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
NO_BRACE = bytes(set(range(256)) - set(b"{}"))
NO_STRUCTURE = bytes(set(range(256)) - set(b"{},"))
# Looked for in the last bytes alone, since comments that are never closed would be searched again and again.
TAIL = 1 << 16
END = re.compile(rb"</(?:[^<>\s]*:)?sparql\s*>(?:\s|<!--.*?-->)*\Z", re.DOTALL)
TRIPLE_ELEMENT = re.compile(rb"<(?:[^<>\s]*:)?triple\b")
COLUMN_ELEMENT = re.compile(rb"<(?:[^<>\s]*:)?variable\b")
PREFIX_WORD = re.compile(rb"prefix", re.IGNORECASE)


def accepted(query: str) -> str:
    """The media types to accept for a query, by its form; if it has none, anything that can be read."""
    words = (token.text.upper() for token in tokens(query) if token.is_word(*FORMS))
    form = next(words, "")
    return FORMS.get(form, f"{SOLUTIONS}, {TRIPLES}")


def is_limited(query: str) -> bool:
    """Whether a query limits its own number of rows."""
    return any(token.is_word("LIMIT") for token in tokens(query))


def with_prefixes(query: str) -> str:
    """The query with declarations of those prefixes of the vocabulary that it uses without declaring them.

    They go on its first line, so that the lines of the endpoint's messages are those of the query.
    """
    found = tokens(query)
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    declared = {after.text.rstrip(":") for token, after in pairwise(found) if token.is_word("PREFIX")}
    lacking = [prefix for prefix in PREFIXES if prefix in used - declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in lacking) + query


def parsed(reply: Reply, name: str, *, limited: bool = True) -> AnyResult:
    """The result in an answer, read to its end, so that a broken one is not taken for a short one.

    Unless the query was `limited` by itself, an answer with the most rows that the endpoint gives counts as broken too.
    Raises EndpointError, which calls the endpoint `name`, if the answer is broken or of another kind.
    """
    with _broken_answers_named(reply, name):
        if reply.media_type in TRIPLE_TYPES:
            return list(_triples(reply))
        result = _solutions(reply)
        if isinstance(result, ox.QuerySolutions):
            number = sum(1 for _ in _bounded(result))
            if [variable.value for variable in result.variables] == ASKED:
                return _truth(number > 0)
            if number == reply.most_rows and not limited:
                raise EndpointError(
                    f"{name}: gives no more than {number:,} rows, and this answer may have more; ask by ORDER BY, "
                    "LIMIT and OFFSET"
                )
            result = _solutions(reply)
        return result


def rows(reply: Reply, name: str, variables: Sequence[str]) -> list[Row]:
    """The rows of an answer with exactly these variables; raises EndpointError as `parsed` does."""
    with _broken_answers_named(reply, name):
        result = _solutions(reply)
        if isinstance(result, ox.QuerySolutions) and [v.value for v in result.variables] == list(variables):
            return [tuple(row) for row in _bounded(result)]
        raise ValueError("it has no rows of what was selected")


@contextmanager
def _broken_answers_named(reply: Reply, name: str) -> Iterator[None]:
    """Turn what is wrong with an answer into one line."""
    if reply.media_type not in RESULT_TYPES | TRIPLE_TYPES:
        kind = reply.media_type[:60] or "something without a media type"
        raise EndpointError(f"{name}: answers with {kind}, which is no result of SPARQL; is it an endpoint's address?")
    try:
        yield
    except EndpointError:
        raise
    except MemoryError:
        # By this the engine's parsers say that a value is longer than their buffer of 16 MiB.
        raise EndpointError(f"{name}: its answer has a value that is too long to be read; narrow the query") from None
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error.msg if isinstance(error, SyntaxError) else error).split())[:200]
        raise EndpointError(f"{name}: its answer is broken: {reason}") from None


def _solutions(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    if reply.media_type not in RESULT_TYPES:
        raise ValueError(f"it is {reply.media_type} where rows or a truth value were asked for")
    _refuse_depth(reply.content)
    _refuse_width(reply.content, RESULT_TYPES[reply.media_type])
    # The engine takes XML that ends between two rows to be complete.
    if RESULT_TYPES[reply.media_type] == ox.QueryResultsFormat.XML and END.search(reply.content[-TAIL:]) is None:
        raise ValueError("the end is missing")
    return ox.parse_query_results(reply.content, format=RESULT_TYPES[reply.media_type])


def _triples(reply: Reply) -> Iterator[ox.Triple]:
    """The triples of an answer; raises ValueError where they are more than can be held."""
    _refuse_depth(reply.content)
    if next(islice(PREFIX_WORD.finditer(reply.content), MAX_PREFIXES, None), None) is not None:
        raise ValueError("it declares prefixes without end")
    for number, quad in enumerate(ox.parse(reply.content, format=TRIPLE_TYPES[reply.media_type])):
        if 3 * number >= MAX_VALUES:
            raise ValueError(f"it holds more than {MAX_VALUES // 3:,} triples; narrow the query")
        yield quad.triple


def _bounded(result: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
    """The rows of a result; raises ValueError where they are more than can be held, even if they are empty."""
    most = MAX_VALUES // max(1, len(result.variables))
    for number, row in enumerate(result):
        if number >= most:
            raise ValueError(f"it holds more than {most:,} rows; narrow the query")
        yield row


def _truth(value: bool) -> ox.QueryBoolean:  # noqa: FBT001 - the value itself
    text = f'{{"head":{{}},"boolean":{"true" if value else "false"}}}'
    result = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(result, ox.QueryBoolean)
    return result


def _refuse_depth(content: bytes) -> None:
    """Refuse an answer whose terms are triples in triples without end."""
    deep = content.count(b"<<") > MAX_DEPTH and b"<<(" in content
    if deep or (_may_hold_triples(content) and (TRIPLE_ELEMENT.search(content) or _braces(content))):
        raise ValueError("it holds triples as terms (RDF 1.2), which are not read")


def _refuse_width(content: bytes, form: ox.QueryResultsFormat) -> None:
    """Refuse an answer with more columns than any query selects, before the engine sees it."""
    if form == ox.QueryResultsFormat.XML:
        wide = next(islice(COLUMN_ELEMENT.finditer(content), MAX_COLUMNS, None), None) is not None
    else:
        # The names, which hold no braces and no commas, stand in one array; a long text may look the same at first.
        many = b"," * MAX_COLUMNS
        wide = many in content.translate(None, NO_STRUCTURE)
        wide = wide and many in STRING.sub(b"", content).translate(None, NO_STRUCTURE)
    if wide:
        raise ValueError(f"it has more than {MAX_COLUMNS:,} columns")


def _may_hold_triples(content: bytes) -> bool:
    """Whether the word occurs, in letters or, as JSON can have it, in escapes; looking closer is slow."""
    return b"triple" in content or b"\\u" in content


def _braces(content: bytes) -> bool:
    """Whether the braces of a JSON text are nested too deep, or do not match."""
    left = STRING.sub(b"", content).translate(None, NO_BRACE)
    for _ in range(MAX_DEPTH):
        before, left = left, left.replace(b"{}", b"")
        if left == before:
            break
    return len(left) > MAX_DEPTH
