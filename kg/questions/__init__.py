"""One folder per question: its analysis, its tables, its note for the screen, its RDF.

A folder names itself in `QUESTIONS`, and is then in every build, its manifest and its RDF, in the Python API and on the
command line. Its `QUESTION` says what writes its answers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.questions.definition import Question

QUESTIONS = (
    "tension",
    "leverage",
    "disputes",
    "forecasts",
    "timeline",
    "comparison",
    "balance",
    "alignment",
    "sensitivity",
)


def question(name: str) -> Question:
    """The question of a name; raises KeyError for one that is not listed."""
    if name not in QUESTIONS:
        raise KeyError(name)
    found: Question = import_module(f"{__name__}.{name}").QUESTION
    return found


def questions() -> tuple[Question, ...]:
    """Every question, in the order in which one asks them."""
    return tuple(map(question, QUESTIONS))
