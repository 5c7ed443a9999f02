"""What moved between two days, and because of which claims."""

from kg.questions.answers import Question, later
from kg.questions.comparison import ask

QUESTION = Question(
    name="comparison",
    command="compare",
    help="Show what moved between two days, and why.",
    methods=(ask.compare,),
    answer=later("kg.questions.comparison.analysis", "answer"),
    tables=later("kg.questions.comparison.tables", "tables"),
    summary=later("kg.questions.comparison.tables", "summary"),
    quads=later("kg.questions.comparison.rdf", "quads"),
    note=later("kg.questions.comparison.note", "note"),
    table=later("kg.questions.comparison.tables", "table"),
    document=later("kg.questions.comparison.tables", "document"),
)
