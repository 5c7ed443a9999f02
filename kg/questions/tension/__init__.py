"""Who is in tension with whom, how sure that is, and which claims it rests on."""

from kg.questions.answers import Question, later

QUESTION = Question(
    name="tension",
    command="tension",
    help="Rank the dyads by tension.",
    answer=later("kg.questions.tension.analysis", "answer"),
    tables=later("kg.questions.tension.tables", "tables"),
    summary=later("kg.questions.tension.tables", "summary"),
    quads=later("kg.questions.tension.rdf", "quads"),
    note=later("kg.questions.tension.note", "note"),
    table=later("kg.questions.tension.tables", "contribution_table"),
    document=later("kg.questions.tension.tables", "explanation_document"),
)
