"""Friends and enemies as a signed graph: camps, balance, and who stands between."""

from kg.questions.balance import ask
from kg.questions.definition import Question

QUESTION = Question("balance", "balance", "Show who forms camps, and who stands between whom.", ask.balance)
