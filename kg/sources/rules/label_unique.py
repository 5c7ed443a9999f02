"""No two things go by one name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.languages import language_of
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Actor, Corpus, Event, Issue
    from kg.model.vocabulary import Vocabulary

RULE = "label-unique"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Labels, aliases, ISO codes and slugs of actors are of one actor; a slug is of one actor, issue or event.

    Why: `kg explain korea japan` must know which Korea.

    Good:
        actors:
          tokyo-government: {kind: organization, label: Government of Japan, acts-for: japan}
        article: {author: tokyo-government}

    Bad:
        actors:
          tokyo-government: {kind: organization, label: China, acts-for: japan}
        article: {author: tokyo-government}
    """
    owners: dict[str, str] = {}
    for actor in corpus.actors.values():
        for path, name in _names(actor):
            owner = owners.setdefault(fold(name), actor.slug)
            if owner != actor.slug and actor.origin:
                message = f"the name {str(name)!r} of {actor.slug!r} is taken by {owner!r}; give one of them another"
                yield Finding(actor.origin.at(*path), RULE, message, subject=actor.slug)
    yield from _slugs(corpus)


def _names(actor: Actor) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every name that an actor goes by, with where it stands."""
    yield (), actor.slug
    yield ("label",), actor.label
    for name in actor.other_labels:
        yield ("label", language_of(name)), name
    counts: Counter[str] = Counter()
    for alias in actor.aliases:
        language = language_of(alias)
        yield ("aliases", *([language] if language else []), counts[language]), alias
        counts[language] += 1
    if actor.iso3:
        yield ("iso3",), actor.iso3


def _slugs(corpus: Corpus) -> Iterator[Finding]:
    """Slugs that two kinds of thing share."""
    registries: tuple[dict[str, Actor | Issue | Event], ...] = (
        dict(corpus.actors), dict(corpus.issues), dict(corpus.events),
    )  # fmt: skip
    for index, registry in enumerate(registries):
        for slug, record in registry.items():
            if any(slug in earlier for earlier in registries[:index]) and record.origin:
                message = f"the slug {slug!r} is taken by another kind of thing; rename one of them"
                yield Finding(record.origin.location, RULE, message, subject=slug)
