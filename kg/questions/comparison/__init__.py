"""What moved between two days, and because of which claims."""

from kg.questions.comparison import ask
from kg.questions.definition import Question

QUESTION = Question("comparison", "compare", "Show what moved between two days, and why.", ask.compare)
