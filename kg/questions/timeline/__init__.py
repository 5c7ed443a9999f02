"""How the tension of a dyad came about."""

from kg.questions.answers import Question, later
from kg.questions.timeline import ask

QUESTION = Question(
    name="timeline",
    command="timeline",
    help="Follow a dyad over time, and what moved it.",
    methods=(ask.timeline,),
    answer=later("kg.questions.timeline.analysis", "answer"),
    tables=later("kg.questions.timeline.tables", "tables"),
    summary=later("kg.questions.timeline.tables", "summary"),
    quads=later("kg.questions.timeline.rdf", "quads"),
    note=later("kg.questions.timeline.note", "note"),
    table=later("kg.questions.timeline.tables", "table"),
    document=later("kg.questions.timeline.tables", "document"),
)
