"""Who agrees and who conflicts with whom on the issues."""

from kg.questions.alignment import ask
from kg.questions.definition import Question

QUESTION = Question("alignment", "alignment", "Show who agrees and who conflicts on the issues.", ask.alignment)
