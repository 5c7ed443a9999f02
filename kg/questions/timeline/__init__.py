"""How the tension of a dyad came about."""

from kg.questions.definition import Question
from kg.questions.timeline import ask

QUESTION = Question("timeline", "timeline", "Follow a dyad over time, and what moved it.", ask.timeline)
