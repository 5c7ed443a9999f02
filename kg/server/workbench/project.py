"""The project as the page has it: its articles with what is left to do, the terms, actors, issues and events."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kg.model.fields import fields_of
from kg.model.records import Event, names_in
from kg.server.workbench.drafts import counted
from kg.server.workbench.fields import fields, scales
from kg.sources.yaml import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.records import Actor, Claim, Corpus, Issue
    from kg.model.vocabulary import Term, Vocabulary

FOLDER = "sources/articles"


def project(root: Path, corpus: Corpus, vocabulary: Vocabulary, findings: Sequence[Finding]) -> dict[str, Any]:
    """What the page knows of a project beside the article that is open; entries with mistakes as far as they are read.

    An actor, issue or event is its entry with its slug, and in how many claims it is named.
    """
    whole = corpus.partly or corpus
    named = Counter(name for claim in whole.claims for name in _names(claim))
    return {
        "title": corpus.description.title or root.resolve().name,
        "articles": [*_articles(root, corpus, findings)],
        "terms": _terms(vocabulary, whole.claims),
        "actors": _entries(whole.actors, named),
        "issues": _entries(whole.issues, named),
        "events": _entries({slug: event for slug, event in whole.events.items() if "/" not in slug}, named),
        "fields": fields(),
    }


def copied(corpus: Corpus) -> dict[str, list[tuple[int, int, str]]]:
    """By article the stretches of its text that stand in another, with that."""
    return {
        slug: [(passage.start, passage.end, article.copy_of) for passage in article.copied]
        for slug, article in corpus.articles.items()
        if article.copied
    }


def _articles(root: Path, corpus: Corpus, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """A row for each YAML file of an article, whether or not it can be read."""
    claims = Counter(claim.article for claim in corpus.claims)
    partly = Counter(claim.article for claim in (corpus.partly or corpus).claims)
    lost = Counter(name.split("/")[1] for name in corpus.unread if name.startswith("claim/"))
    told = Counter((finding.location.file.rpartition(".")[0], finding.severity) for finding in findings)
    for path in sorted((root / FOLDER).glob("*.yaml")):
        slug, article = path.stem, corpus.articles.get(path.stem)
        try:
            changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            continue
        yield {
            "slug": slug,
            "title": article.title if article is not None else slug,
            "publisher": article.publisher if article is not None else "",
            "published": article.published if article is not None else "",
            "language": article.language if article is not None else "",
            "claims": claims[slug],
            "unread": max(lost[slug], partly[slug] - claims[slug]),
            "errors": told[f"{FOLDER}/{slug}", "error"],
            "warnings": told[f"{FOLDER}/{slug}", "warning"],
            "drafts": counted(root, slug),
            "changed": changed.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "has_text": path.with_suffix(".txt").is_file(),
        }


def _terms(vocabulary: Vocabulary, claims: Iterable[Claim]) -> dict[str, list[dict[str, Any]]]:
    """The terms of every scale, each with its number under the key that gives another, and how many claims have it.

    Those for which another number can be given go by that, all others as the ontology lists them.
    """
    used = Counter(term for claim in claims for term in _terms_of(claim))
    return {
        scale: [_term(term, key or "number", used[scale, term.notation]) for term in _in_order(vocabulary, scale, key)]
        for scale, key in scales().items()
    }


def _in_order(vocabulary: Vocabulary, scale: str, key: str) -> list[Term]:
    terms = vocabulary.terms(scale)
    return [*terms.values()] if key else [terms[notation] for notation in vocabulary.labels.get(scale, ())]


def _term(term: Term, number: str, used: int) -> dict[str, Any]:
    numbers = {number: term.number, "lower": term.lower, "upper": term.upper}
    texts = {"example": term.example, "note": term.note, "quad_class": term.quad_class}
    return {
        "slug": term.notation,
        "label": term.label,
        "definition": term.definition,
        **{key: float(value) for key, value in numbers.items() if value is not None},
        **{key: text for key, text in texts.items() if text},
        "alternatives": [*term.alternatives],
        "used": used,
    }


def _terms_of(claim: Claim) -> Iterator[tuple[str, str]]:
    """The terms that a claim has, in its content and its hedges too, each with its scale."""
    records: tuple[Any, ...] = (claim, claim.content, *claim.hedges)
    for record in records:
        for field in fields_of(record.__class__):
            if field.kind == "term" and (value := getattr(record, field.name)):
                yield field.of, value


def _entries(records: Mapping[str, Actor | Issue | Event], named: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {**(plain(record.origin) if record.origin is not None else {}), "slug": slug, "used": named.get(slug, 0)}
        for slug, record in records.items()
    ]


def _names(claim: Claim) -> set[str]:
    """Everybody and everything that a claim names, by slug."""
    own = {claim.content.slug} if isinstance(claim.content, Event) else set()
    return {*claim.claimants, *claim.reported_by, *names_in(claim.content), *own, *claim.resolved_by}
