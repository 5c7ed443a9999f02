"""Who can move whom, by what, how strongly, and through whom."""

from kg.questions.answers import Question, later
from kg.questions.leverage import ask

QUESTION = Question(
    name="leverage",
    command="leverage",
    help="Show who can move whom, by what, and through whom.",
    methods=(ask.leverage, ask.leverage_paths),
    answer=later("kg.questions.leverage.analysis", "answer"),
    tables=later("kg.questions.leverage.tables", "tables"),
    summary=later("kg.questions.leverage.tables", "summary"),
    quads=later("kg.questions.leverage.rdf", "quads"),
    note=later("kg.questions.leverage.note", "note"),
    table=later("kg.questions.leverage.tables", "table"),
    document=later("kg.questions.leverage.tables", "document"),
)
