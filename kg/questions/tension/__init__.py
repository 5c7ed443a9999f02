"""Who is in tension with whom, how sure that is, and which claims it rests on."""

from kg.questions.answers import Question, later
from kg.questions.tension import ask

QUESTION = Question(
    name="tension",
    command="tension",
    help="Rank the dyads by tension.",
    methods=(ask.tension, ask.explain),
    answer=later("kg.questions.tension.analysis", "answer"),
    tables=later("kg.questions.tension.tables", "tables"),
    summary=later("kg.questions.tension.tables", "summary"),
    quads=later("kg.questions.tension.rdf", "quads"),
    note=later("kg.questions.tension.note", "note"),
    table=later("kg.questions.tension.tables", "contribution_table"),
    document=later("kg.questions.tension.tables", "explanation_document"),
)
