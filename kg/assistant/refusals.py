"""The one error that an assistant is shown: what is wrong with what it asked, and what to do."""

from __future__ import annotations

from kg.model.dates import DateError
from kg.model.records import GraphError
from kg.model.vocabulary import OntologyError
from kg.network.actors import OneActorError, UnknownActorError
from kg.questions.alignment.analysis import UnknownNameError
from kg.questions.timeline.analysis import SpanError
from kg.rdf.guard import QueryError
from kg.rdf.stored_queries import UnknownQueryError

# What can be wrong with what was asked, or with the graph; all else is a mistake of ours.
EXPECTED = (
    DateError, GraphError, OntologyError, OneActorError, UnknownActorError, UnknownNameError, SpanError, QueryError,
    UnknownQueryError,
)  # fmt: skip
# How the messages of commands read where there are tools.
IN_TOOLS = (
    ("`kg actors` lists them", "the resource kg://actors lists them"),
    ("`kg articles` lists them", "the resource kg://articles lists them"),
    ("--level actor keeps", 'level="actor" keeps'),
)


class Refusal(Exception):  # noqa: N818 - an answer, not a mistake of ours
    """A call that is not answered; the message says why, and what to ask in its place."""


def in_words(error: Exception) -> str:
    """What an assistant is told of an expected error."""
    message = str(error)
    for command, tool in IN_TOOLS:
        message = message.replace(command, tool)
    return message
