"""Who agrees and who conflicts with whom on the issues."""

from kg.questions.alignment import ask
from kg.questions.answers import Question, later

QUESTION = Question(
    name="alignment",
    command="alignment",
    help="Show who agrees and who conflicts on the issues.",
    methods=(ask.alignment,),
    answer=later("kg.questions.alignment.analysis", "answer"),
    tables=later("kg.questions.alignment.tables", "tables"),
    summary=later("kg.questions.alignment.tables", "summary"),
    quads=later("kg.questions.alignment.rdf", "quads"),
    note=later("kg.questions.alignment.note", "note"),
    table=later("kg.questions.alignment.tables", "table"),
    document=later("kg.questions.alignment.tables", "document"),
)
