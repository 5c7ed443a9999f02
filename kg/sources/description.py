"""`project.yaml` → what a project says of itself, and its language stated for labels that have none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model.description import Author, Description
from kg.model.fields import fields_of
from kg.model.files import UnreadableError, content_of, decoded, stays_inside
from kg.model.findings import Finding, Location
from kg.model.languages import language_of, tagged
from kg.model.records import Event
from kg.sources.entries import validated
from kg.sources.parts import readable_part
from kg.sources.schema import ProjectEntry
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.records import Actor, Claim, Corpus, Issue

    Named = TypeVar("Named", Actor, Issue, Event)

FILE = "project.yaml"


def read_description(root: Path) -> tuple[Description, list[Finding]]:
    """What the project in a folder says of itself, as far as it can be read, and what is wrong with it."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        return Description(), []
    try:
        stays_inside(path, root)
        text = decoded(content_of(path), "utf-8-sig")
    except UnreadableError as error:
        return Description(), [Finding(Location(FILE, error.line, error.column), error.rule, str(error))]
    node, findings = parse(text, FILE)
    if node is None:
        return Description(), findings
    entry, wrong = validated(ProjectEntry, node, "")
    entry = readable_part(ProjectEntry, node) if entry is None else entry
    return (Description() if entry is None else _description(entry)), [*findings, *wrong]


def _description(entry: ProjectEntry) -> Description:
    return Description(
        title=entry.title or "",
        authors=tuple(Author(author.name, author.orcid or "") for author in entry.authors if author.name),
        licence=entry.licence or "",
        language=entry.language or "",
        version=entry.version or "",
        texts=entry.texts,
        context=entry.context,
    )


def in_its_language(corpus: Corpus) -> Corpus:
    """The corpus with labels, aliases and definitions in the project's language where none is stated for them.

    Titles and quotes are in the language of their articles or in none, whatever the project's is.
    """
    language = corpus.description.language
    if not language:
        return corpus
    events = {slug: _tagged(event, language) for slug, event in corpus.events.items()}
    return replace(
        corpus,
        actors={slug: _tagged(actor, language) for slug, actor in corpus.actors.items()},
        issues={slug: _tagged(issue, language) for slug, issue in corpus.issues.items()},
        events=events,
        claims=tuple(_of_claim(claim, events) for claim in corpus.claims),
    )


def _of_claim(claim: Claim, events: dict[str, Event]) -> Claim:
    content = claim.content
    event = events.get(content.slug) if isinstance(content, Event) else None
    return claim if event is None else replace(claim, content=event)


def _tagged(record: Named, language: str) -> Named:
    said: dict[str, Any] = {}
    kind: Any = record.__class__
    for field in fields_of(kind):
        value = getattr(record, field.name)
        if field.kind == "label" and value and not language_of(value):
            said[field.name] = tagged(value, language)
        elif field.kind == "labels":
            said[field.name] = tuple(text if language_of(text) else tagged(text, language) for text in value)
    return replace(record, **said)
