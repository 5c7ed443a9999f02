"""What the registries list is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Event, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "entry-used"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Every actor, issue and event of the registries is named by an article, a claim or another entry.

    Why: an orphan is a misspelling elsewhere, or a relic.

    Good:
        actors:
          observer: {kind: person, label: The observer}
        claims:
          - {id: one, quote: sees it as a threat, said-by: observer,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        actors:
          observer: {kind: person, label: The observer}
    """
    if corpus.unread:
        return  # what could not be read may use it
    used = _used(corpus)
    for kind, registry in (("actor", corpus.actors), ("issue", corpus.issues), ("event", corpus.events)):
        for slug, record in registry.items():
            if slug not in used and record.origin:
                message = f"the {kind} {slug!r} is used nowhere; name it in a claim, or delete it"
                yield Finding(record.origin.location, RULE, message, "warning", slug)


def _used(corpus: Corpus) -> set[str]:
    used: set[str] = set()
    for actor in corpus.actors.values():
        used.update(actor.member_of, (actor.acts_for,))
    for article in corpus.articles.values():
        used.update(article.authors, (article.publisher, article.agency))
    for issue in corpus.issues.values():
        used.update(issue.directed_at, (pursuit.pursuer for pursuit in issue.pursued_by))
    for event in corpus.events.values():
        used.update(event.initiators, event.recipients, event.about)
    for claim in corpus.claims:
        used.update(claim.claimants, claim.reported_by, claim.resolved_by, names_in(claim.content))
        if isinstance(claim.content, Event):
            used.add(claim.content.slug)
    return used
