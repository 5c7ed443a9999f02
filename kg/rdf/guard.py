"""What a query may not do: leave this machine, change the graph, or end the process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

from kg.model.vocabulary import PREFIXES
from kg.rdf.tokens import readings, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.rdf.tokens import Token

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
FROM = ("FROM", "FROMNAMED")
MAX_DEPTH = 200
# Characters, as many as a server takes bytes. What is longer was written by no person, and reading it in several ways
# costs many times its memory.
MAX_LENGTH = 1 << 20
OPENING = ("(", "[", "{")
# The letters of all that may be refused; where none of them occurs, in any case, no token can be of it.
SUSPECT = ("SERVICE", "FROM", *UPDATES)
CERTAIN_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://|<[^')#]*>$")


class QueryError(ValueError):
    """The query cannot be answered; the message says why and, where it can, in which line and column."""


class QueryFailedError(QueryError):
    """The engine failed on the way: the fault is not the query's."""


class QueryRefusedError(QueryError):
    """The query would leave this machine, or change the graph."""


def refuse(store: ox.Store, query: str, *, held: bool = True) -> bool:
    """Refuse what the store must not be asked; True if the query names a dataset of its own.

    With `held`, FROM may name graphs of the store alone; without, the engine takes others for empty ones.

    pyoxigraph follows SERVICE and cannot be told not to. So the word is looked for among the tokens of the query, in
    every way in which an engine may read its escapes. If its letters occur and the tokens can be read in two ways, the
    query is refused; a query without them is never in doubt.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has more than {MAX_LENGTH:,} characters; ask in parts")
    if _is_plain(query):
        return False
    own_dataset = False
    for reading in readings(query):
        found = tokens(reading)
        _refuse_depth(found)
        if "service" in reading.lower():
            _refuse_service(found)
        own_dataset |= _refuse_dataset(store, found) if held else any(token.is_word(*FROM) for token in found)
        _refuse_update(found)
    return own_dataset


def _is_plain(query: str) -> bool:
    """Whether the letters alone say that nothing is to be refused: tokens cost as much as a small query does.

    A backslash may hide letters. Brackets cannot be nested deeper than there are of them.
    """
    letters = query.upper()
    few = sum(map(query.count, OPENING)) <= MAX_DEPTH
    return few and "\\" not in query and not any(word in letters for word in SUSPECT)


def _refuse_service(found: Sequence[Token]) -> None:
    """Refuse SERVICE wherever the engine may see it, which does not ask for white space around keywords."""
    for index, token in enumerate(found):
        prefix = token.text.partition(":")[0].upper() if token.kind == "name" else ""
        before, after = found[index - 1 : index], found[index + 1 : index + 2]
        group = after and after[0].text == "{" and not (before and before[0].is_word("GRAPH", "FROM", "NAMED"))
        if (token.kind == "word" and "SERVICE" in token.text.upper()) or ("SERVICE" in prefix and group):
            raise QueryRefusedError("SERVICE asks another server; queries are answered from this graph alone")
        if _doubtful(token, before):
            raise QueryRefusedError(
                f"near {token.text[:40]!r} this query can be read in two ways, and in one of them it may ask another "
                'server; quote with "…", and write \' ) # in an IRI as %27 %29 %23'
            )


def _doubtful(token: Token, before: Sequence[Token]) -> bool:
    """Whether another lexer could find other tokens from here on.

    A quotation mark that begins no string; two strings without a space, which may be one that a lexer gave up; and an
    IRI that could be "less than" and an expression, with a character that ends an expression or begins a string or
    comment.
    """
    match token.kind:
        case "other":
            return token.text in {"'", '"'}
        case "text":
            return token.glued and bool(before) and before[0].kind == "text"
        case "iri":
            return CERTAIN_IRI.match(token.text) is None
        case _:
            return False


def _refuse_depth(found: Sequence[Token]) -> None:
    depth = 0
    for token in found:
        if token.kind == "other":
            depth += (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})
        if depth > MAX_DEPTH:
            raise QueryError(f"nested more than {MAX_DEPTH} brackets deep")


def _refuse_update(found: Sequence[Token]) -> None:
    words = (token for token in found if token.kind == "word" and not token.is_word("PREFIX", "BASE"))
    first = next(words, None)
    if first is not None and first.is_word(*UPDATES):
        message = f"{first.text.upper()} changes a graph; queries only read, the sources are where to change"
        raise QueryRefusedError(message)


def _refuse_dataset(store: ox.Store, found: Sequence[Token]) -> bool:
    """Refuse FROM with a graph that is not there, which other engines would fetch; True if there is any FROM."""
    named = False
    for index, token in enumerate(found):
        if token.is_word(*FROM):
            named = True
            following = [t for t in found[index + 1 : index + 3] if not t.is_word("NAMED")]
            for graph in _graphs(following[:1], found[:index]):
                if not store.contains_named_graph(graph):
                    message = f"FROM {graph}: no graph of this dataset, and nothing is fetched; GRAPH ?g gives them"
                    raise QueryRefusedError(message)
    return named


def _graphs(following: Sequence[Token], before: Sequence[Token]) -> Iterator[ox.NamedNode]:
    """The graph that a token names by the prefixes and the base before it; None if the engine will complain."""
    for token in following:
        try:
            yield ox.NamedNode(_expanded(token, before))
        except ValueError:
            return


def _expanded(token: Token, before: Sequence[Token]) -> str:
    base = ""
    prefixes = dict(PREFIXES)
    for first, second, third in zip(before, before[1:], [*before[2:], token], strict=False):
        if first.is_word("BASE"):
            base = urljoin(base, second.text[1:-1])
        if first.is_word("PREFIX"):
            prefixes[second.text.rstrip(":")] = urljoin(base, third.text[1:-1])
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
