"""Who is in tension with whom, how sure that is, and which claims it rests on."""

from kg.questions.definition import Question
from kg.questions.tension import ask

QUESTION = Question("tension", "tension", "Rank the dyads by tension.", ask.tension, ask.explain)
