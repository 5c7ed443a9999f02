"""Questions already written in SPARQL: `ontology/queries/<question>.rq`, each headed by what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.findings import did_you_mean
from kg.rdf.ontology import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.vocabulary import Vocabulary


class UnknownQueryError(LookupError):
    """There is no stored query of that name; the message gives the nearest."""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A question and its SPARQL; `text` is the comment at its head, `file` its path."""

    name: str
    question: str
    sparql: str
    file: str


def stored_queries(vocabulary: Vocabulary) -> Mapping[str, StoredQuery]:
    """Every stored query by name; a project's own come after the packaged ones and replace their namesakes."""
    found = {}
    for file in vocabulary.files(QUERIES):
        sparql = vocabulary.text(file)
        found[file.stem] = StoredQuery(file.stem, _comment(sparql), sparql, str(file))
    return found


def stored_query(vocabulary: Vocabulary, name: str) -> StoredQuery:
    """The stored query of a name; raises UnknownQueryError if there is none."""
    queries = stored_queries(vocabulary)
    if name not in queries:
        hint = did_you_mean(name, queries) or f"; there are {', '.join(sorted(queries)) or 'none'}"
        raise UnknownQueryError(f"no stored query {name!r}{hint}")
    return queries[name]


def _comment(sparql: str) -> str:
    lines = []
    for line in sparql.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").rstrip())
    return " ".join(lines)
