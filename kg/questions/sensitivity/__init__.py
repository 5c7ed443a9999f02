"""How firm the ranking of the dyads is, and what it rests on."""

from kg.questions.definition import Question
from kg.questions.sensitivity import ask

QUESTION = Question(
    "sensitivity", "tension --sensitivity", "Show how firm the ranking is, and what it rests on.", ask.sensitivity
)
