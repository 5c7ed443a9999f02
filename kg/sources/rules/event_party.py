"""An event has a party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "event-party"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """An event has an initiator or a recipient.

    Why: an event that nobody does to nobody is in no tension and no timeline of anybody.

    Good:
        events:
          test: {label: A missile is tested, type: MOBILIZE, initiator: japan, when: 2016-01}
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, event: test}

    Bad:
        events:
          test: {label: A missile is tested, type: MOBILIZE, when: 2016-01}
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, event: test}
    """
    for event in corpus.events.values():
        if not event.initiators and not event.recipients and event.origin is not None:
            message = f"{event.label!r} has no party; say 'initiator' or 'recipient'"
            yield Finding(event.origin.location, RULE, message, "warning", event.slug)
