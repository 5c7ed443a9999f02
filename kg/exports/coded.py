"""The claims of people's files with their passages and roles, for tools in which texts are coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import sources
from kg.editing.articles import ArticleFile, EditingError
from kg.model.fields import fields_of
from kg.model.files import UnreadableError
from kg.model.records import Claim
from kg.rdf import ontology
from kg.sources import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.records import Actor, Article, Corpus, Event, Issue
    from kg.model.vocabulary import Vocabulary

# The person who coded where no other name is known.
CODER = "detente"
SHOWN = ("links", "link", "term", "chain")


class CodedSourcesError(ValueError):
    """The sources cannot be passed on; `findings` say why."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Role:
    """A field of a claim and its value in words: `path` such as "stance.holder", `label` such as "China"."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A claim, its entry as the YAML has it, and the roles that it gives."""

    claim: Claim
    entry: dict[str, Any]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """An article and its claims, in the order of its file."""

    article: Article
    claims: tuple[CodedClaim, ...]


def coded_articles(root: Path) -> tuple[CodedArticle, ...]:
    """The articles of a project with their claims; raises CodedSourcesError where the sources have errors."""
    return coded(root)[0]


def coded(root: Path) -> tuple[tuple[CodedArticle, ...], Corpus]:
    """The same, with the records that their claims name."""
    terms = ontology.load(root / "ontology")
    corpus, findings = sources.read(root, terms)
    findings = [*findings, *rules.run(corpus, terms)]
    if errors := tuple(sorted({finding for finding in findings if finding.severity == "error"})):
        raise CodedSourcesError("the sources have errors; `kg check` says which", errors)
    records: tuple[Actor | Issue | Event, ...] = (
        *corpus.actors.values(),
        *corpus.issues.values(),
        *corpus.events.values(),
    )
    labels = {each.slug: each.label for each in records}
    claims: dict[str, list[Claim]] = {slug: [] for slug in corpus.articles}
    for claim in corpus.claims:
        claims[claim.article].append(claim)
    articles = (_coded(root, each, claims[each.slug], labels, terms) for each in corpus.articles.values())
    return tuple(articles), corpus


def _coded(
    root: Path, article: Article, claims: Sequence[Claim], labels: Mapping[str, str], terms: Vocabulary
) -> CodedArticle:
    try:
        blocks = ArticleFile.read(root, article.slug).claims
    except (EditingError, UnreadableError) as error:
        raise CodedSourcesError(str(error)) from None
    entries = {block.id: block.entry for block in blocks if block.entry is not None}
    return CodedArticle(
        article,
        tuple(CodedClaim(each, dict(entries[each.slug]), tuple(_roles(each, labels, terms))) for each in claims),
    )


def _roles(claim: Claim, labels: Mapping[str, str], terms: Vocabulary) -> Iterator[Role]:
    yield Role("kind", claim.content.kind)
    yield Role("polarity", claim.polarity)
    parts: tuple[tuple[str, Any], ...] = (("", claim), (f"{claim.content.kind}.", claim.content))
    for prefix, record in parts:
        for field in fields_of(record.__class__):
            if not field.key or field.kind not in SHOWN:
                continue
            value = getattr(record, field.name)
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, str) and each:
                    term = terms.terms(field.of).get(each) if field.kind == "term" else None
                    yield Role(prefix + field.key, term.label if term is not None else labels.get(each, each))
