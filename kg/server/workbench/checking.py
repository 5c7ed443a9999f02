"""A process that checks the project at once and after every save, and suggests what claims may say.

`python -m kg.server.workbench.checking ROOT NICENESS` says, a line each:

    findings   those of reading and rules, or, where `whole` is set, all of them; with the hashes of what was read
    project    the project as the page has it, and which texts stand in others
    failed     why there are none
    suggested  what was asked for under a number

and is told `check`, that a save is over, or what to suggest.
"""

from __future__ import annotations

import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.cache import of_project
from kg.drafting.suggestions import Suggester
from kg.model.findings import rows
from kg.model.records import Article, GraphError
from kg.model.vocabulary import OntologyError
from kg.pipeline import check
from kg.server.workbench.parent import Parent
from kg.server.workbench.project import copied, project
from kg.watching import Inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model.findings import Finding
    from kg.model.records import Corpus
    from kg.rdf.ontology import Ontology

# Seconds without a save until the shapes are asked, so that whoever saves again is told the findings at once.
QUIET = 0.2
# What people's files and systems can cause.
MISTAKES = (GraphError, OntologyError, OSError)
KINDS = ("actors", "issues", "events")


class SupersededError(Exception):
    """Something was saved before the shapes were asked, so that they need not be."""


class Checker:
    """Checks again and again, and answers meanwhile by what was read last."""

    def __init__(self, parent: Parent) -> None:
        self.parent, self.cache = parent, of_project(parent.root, stays=True)
        self.saved = threading.Event()
        self.inputs = Inputs(parent.root)
        self.suggester: Suggester | None = None

    def run(self) -> None:
        """Check without end."""
        self.parent.listen(self.hear)
        while True:
            try:
                checked = check(self.parent.root, cache=self.cache, tell=self.tell)
            except SupersededError:
                pass
            except MISTAKES as error:
                self.parent.say("failed", message=str(error))
            else:
                self._say(checked.findings, whole=True)
            self.inputs.wait(self._wait)

    def hear(self, message: dict[str, Any]) -> None:
        """Take a save into account, or suggest something."""
        if message["do"] == "check":
            self.saved.set()
        else:
            self.parent.say("suggested", number=message["number"], suggestions=self._suggestions(message))

    def tell(self, corpus: Corpus, vocabulary: Ontology, findings: Sequence[Finding]) -> None:
        """Say what is known before the shapes are asked."""
        self.suggester = Suggester(corpus, vocabulary)
        found = sorted(set(findings))
        self._say(found, whole=False)
        self.parent.say("project", project=project(self.parent.root, corpus, vocabulary, found), copied=copied(corpus))
        if self.saved.wait(QUIET):
            raise SupersededError

    def _say(self, findings: Sequence[Finding], *, whole: bool) -> None:
        self.parent.say("findings", whole=whole, hashes=self.inputs.contents, findings=rows(findings))

    def _wait(self, seconds: float) -> bool:
        if self.saved.wait(seconds):
            self.saved.clear()
            return True
        return False

    def _suggestions(self, message: dict[str, Any]) -> dict[str, Any]:
        suggester, text = self.suggester, message["text"]
        if suggester is None:
            return {"fields": {}, "mentions": {kind: [] for kind in KINDS}, "id": ""}
        article = suggester.corpus.articles.get(message["slug"]) or Article(message["slug"], "", "", "", "", "")
        spans = [(start, end) for start, end in message["spans"]]
        made = suggester.suggest(article, text, spans, message["content"], frozenset(message["taken"]))
        return {
            "fields": {path: [asdict(each) for each in some] for path, some in made.fields.items()},
            "mentions": {kind: [*made.mentions.get(kind, ())] for kind in KINDS},
            "id": made.id,
        }


if __name__ == "__main__":
    Checker(Parent()).run()
