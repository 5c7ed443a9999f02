"""How firm the ranking of the dyads is, and what it rests on."""

from kg.questions.answers import Question, later
from kg.questions.sensitivity import ask

QUESTION = Question(
    name="sensitivity",
    command="tension --sensitivity",
    help="Show how firm the ranking is, and what it rests on.",
    methods=(ask.sensitivity,),
    answer=later("kg.questions.sensitivity.analysis", "answer"),
    tables=later("kg.questions.sensitivity.tables", "tables"),
    summary=later("kg.questions.sensitivity.tables", "summary"),
    quads=later("kg.questions.sensitivity.rdf", "quads"),
    note=later("kg.questions.sensitivity.note", "note"),
    table=later("kg.questions.sensitivity.tables", "table"),
    document=later("kg.questions.document", "evident"),
)
