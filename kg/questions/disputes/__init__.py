"""What is disputed, by whom, and what rests on it."""

from kg.questions.definition import Question
from kg.questions.disputes import ask

QUESTION = Question("disputes", "disputes", "Show what is disputed, by whom, and what rests on it.", ask.disputes)
