"""Every name of actors, issues, events and articles, with where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.languages import language_of
from kg.model.records import Actor, Event, Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.findings import Location
    from kg.model.records import Corpus


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the record `slug` of a kind; `location` is its place, None where the record stands in no file."""

    text: str
    kind: str
    slug: str
    location: Location | None


def names_of(record: Actor | Issue | Event) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every label and alias of a record, with the path to it."""
    yield ("label",), record.label
    for name in record.other_labels:
        yield ("label", language_of(name)), name
    counts: Counter[str] = Counter()
    for alias in () if isinstance(record, Event) else record.aliases:
        language = language_of(alias)
        yield ("aliases", *([language] if language else []), counts[language]), alias
        counts[language] += 1


def every_name(corpus: Corpus) -> Iterator[Name]:
    """The labels and aliases of every actor, issue and event, those that stand in one claim alone too."""
    for kind, registry in registries(corpus):
        for slug, record in registry.items():
            for path, text in names_of(record):
                yield Name(text, kind, slug, record.origin.at(*path) if record.origin else None)


def every_title(corpus: Corpus) -> Iterator[Name]:
    """The title of every article."""
    for slug, article in corpus.articles.items():
        yield Name(article.title, "article", slug, article.origin.at("title") if article.origin else None)


def every_slug(corpus: Corpus) -> Iterator[Name]:
    """The slug of every actor, issue and named event."""
    for kind, registry in registries(corpus):
        for slug, record in registry.items():
            if "/" not in slug:
                yield Name(slug, kind, slug, record.origin.location if record.origin else None)


def registries(corpus: Corpus) -> tuple[tuple[str, dict[str, Actor | Issue | Event]], ...]:
    """What has names, by kind."""
    return ("actor", dict(corpus.actors)), ("issue", dict(corpus.issues)), ("event", dict(corpus.events))
