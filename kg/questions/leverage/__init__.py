"""Who can move whom, by what, how strongly, and through whom."""

from kg.questions.definition import Question
from kg.questions.leverage import ask

QUESTION = Question(
    "leverage", "leverage", "Show who can move whom, by what, and through whom.", ask.leverage, ask.leverage_paths
)
