"""What is disputed, by whom, and what rests on it."""

from kg.questions.answers import Question, later
from kg.questions.disputes import ask

QUESTION = Question(
    name="disputes",
    command="disputes",
    help="Show what is disputed, by whom, and what rests on it.",
    methods=(ask.disputes,),
    answer=later("kg.questions.disputes.analysis", "answer"),
    tables=later("kg.questions.disputes.tables", "tables"),
    summary=later("kg.questions.disputes.tables", "summary"),
    quads=later("kg.questions.disputes.rdf", "quads"),
    note=later("kg.questions.disputes.note", "note"),
    table=later("kg.questions.disputes.tables", "table"),
    document=later("kg.questions.document", "evident"),
)
