"""No two things go by one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diagnostics import Finding
from kg.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Actor, Corpus, Event, Issue
    from kg.vocabulary import Vocabulary

RULE = "label-unique"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Labels, aliases, ISO codes and slugs of actors are of one actor; a slug is of one actor, issue or event.

    Why: `kg explain korea japan` must know which Korea.

    Good:
        actors:
          seoul-government: {kind: organization, label: Government of the ROK, acts-for: japan}

    Bad:
        actors:
          tokyo-government: {kind: organization, label: China, acts-for: japan}
    """
    owners: dict[str, str] = {}
    for actor in corpus.actors.values():
        for name in dict.fromkeys(fold(n) for n in (actor.slug, actor.label, *actor.aliases, actor.iso3) if n):
            owner = owners.setdefault(name, actor.slug)
            if owner != actor.slug and actor.origin:
                message = f"{actor.slug!r} goes by the name {name!r} already taken by {owner!r}"
                yield Finding(actor.origin.location, RULE, message, subject=actor.slug)
    registries: tuple[dict[str, Actor | Issue | Event], ...] = (
        dict(corpus.actors), dict(corpus.issues), dict(corpus.events),
    )  # fmt: skip
    for index, registry in enumerate(registries):
        for slug, record in registry.items():
            if any(slug in earlier for earlier in registries[:index]) and record.origin:
                message = f"the slug {slug!r} is taken by another kind of thing"
                yield Finding(record.origin.location, RULE, message, subject=slug)
