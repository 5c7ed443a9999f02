"""What was said to come, and what came of it."""

from kg.questions.answers import Question, later
from kg.questions.forecasts import ask

QUESTION = Question(
    name="forecasts",
    command="forecasts",
    help="Keep the ledger of forecasts, and score the settled ones.",
    methods=(ask.forecasts, ask.forecast_scores),
    answer=later("kg.questions.forecasts.scores", "answer"),
    tables=later("kg.questions.forecasts.tables", "tables"),
    summary=later("kg.questions.forecasts.tables", "summary"),
    quads=later("kg.questions.forecasts.rdf", "quads"),
    note=later("kg.questions.forecasts.note", "note"),
    table=later("kg.questions.forecasts.tables", "table"),
    document=later("kg.questions.document", "evident"),
)
