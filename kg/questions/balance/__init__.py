"""Friends and enemies as a signed graph: camps, balance, and who stands between."""

from kg.questions.answers import Question, later
from kg.questions.balance import ask

QUESTION = Question(
    name="balance",
    command="balance",
    help="Show who forms camps, and who stands between whom.",
    methods=(ask.balance,),
    answer=later("kg.questions.balance.analysis", "answer"),
    tables=later("kg.questions.balance.tables", "tables"),
    summary=later("kg.questions.balance.tables", "summary"),
    quads=later("kg.questions.balance.rdf", "quads"),
    note=later("kg.questions.balance.note", "note"),
    table=later("kg.questions.balance.tables", "triads_table"),
    document=later("kg.questions.document", "evident"),
)
