"""A project's `sources/` → Corpus, with everything that is wrong on the way as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Corpus, Event
from kg.sources.articles import ArticleReader
from kg.sources.claims import ClaimReader
from kg.sources.files import SourceFiles
from kg.sources.registries import Registries

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.vocabulary import Vocabulary


def read(root: Path, vocabulary: Vocabulary) -> tuple[Corpus, list[Finding]]:
    """Everything in `root/sources` that can be read, and a finding for everything that cannot.

    A wrong entry is left out and named in the corpus as unread; its neighbours are read all the same.
    """
    files = SourceFiles(root)
    if not files.folder.is_dir():
        files.fail("sources", "file-missing", "there is no such folder; `kg init DIR` makes a project")
        return Corpus({}, {}, {}, {}, ()), files.findings
    registries = Registries.of(files)
    actors, issues = registries.actors(vocabulary), registries.issues(vocabulary)
    events = registries.events(vocabulary)
    claims = ClaimReader(vocabulary, events, files.unread, registries.names)
    articles = {article.slug: article for article in ArticleReader(files, claims).articles()}
    every_claim = claims.finish()
    files.unread.update(f"claim/{claim.key}" for claim in every_claim if claim.article not in articles)
    found = tuple(claim for claim in every_claim if claim.article in articles)
    inline = {claim.content.slug: claim.content for claim in found if isinstance(claim.content, Event)}
    every_event = dict(sorted((events | inline).items()))
    corpus = Corpus(actors, issues, every_event, articles, found, frozenset(files.unread))
    return corpus, files.findings + claims.findings
