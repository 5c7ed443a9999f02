"""What was said to come, and what came of it."""

from kg.questions.definition import Question
from kg.questions.forecasts import ask

QUESTION = Question(
    "forecasts",
    "forecasts",
    "Keep the ledger of forecasts, and score the settled ones.",
    ask.forecasts,
    ask.forecast_scores,
)
