"""Every name of an actor is in actors.yaml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.nearest import Meanings
from kg.model.records import Leverage, Stance
from kg.model.vocabulary import fold
from kg.model.wording import counted
from kg.sources.offers import Offers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Actor, Article, Claim, Corpus, Event, Issue, Node
    from kg.model.vocabulary import Vocabulary

RULE = "actor-known"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Who is named as an actor is listed in actors.yaml.

    Why: a misspelt name would make a second actor, and half of its ties would be missing.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: chima,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    names = _names(corpus)
    offers = Offers(vocabulary)
    for slug, findings in unknown(corpus).items():
        words = slug.replace("-", " ")
        # A name that the packaged registry knows is no misspelling of another.
        meant = names.get(words) or (names.meant(words) if not offers.entry(slug) else "")
        hint = f"did you mean {meant!r}?" if meant else kind_of(slug, corpus) or offers.hint(slug)
        yield from told(findings, hint, f"actors.yaml{offers.how(slug)}")


def unknown(corpus: Corpus) -> dict[str, list[Finding]]:
    """Every place where somebody is named who is not listed, by who that is."""
    found: dict[str, list[Finding]] = {}
    for node, path, slug, subject in mentions(corpus):
        if slug and slug not in corpus.actors and not corpus.may_have(f"actor/{slug}"):
            place = node.at(*node.find(path, slug))
            found.setdefault(slug, []).append(Finding(place, RULE, f"unknown actor {slug!r}", subject=subject))
    return found


def told(findings: Iterable[Finding], hint: str, file: str) -> Iterator[Finding]:
    """The findings on a name that is nowhere: each with a hint, or one, if the name is missing in a file."""
    if hint:
        yield from (replace(finding, message=f"{finding.message}; {hint}") for finding in findings)
        return
    first, *others = sorted(set(findings))
    where = f", here and in {counted(len(others), 'other place')}" if others else ""
    yield replace(first, message=f"{first.message}{where}; add it to {file}")


def kind_of(slug: str, corpus: Corpus) -> str:
    """That a slug is of another kind of thing than is needed, or nothing."""
    kinds = {"an actor": corpus.actors, "an issue": corpus.issues, "an event": corpus.events}
    return next((f"that is {kind}, which cannot stand here" for kind, known in kinds.items() if slug in known), "")


def _names(corpus: Corpus) -> Meanings:
    """The slugs of the actors by every name they go by, of two with one name the first."""
    names = Meanings()
    for actor in corpus.actors.values():
        for name in filter(None, (*actor.names[1:], actor.iso3, actor.label, actor.slug.replace("-", " "))):
            names.setdefault(fold(name), actor.slug)
    return names


Mention = tuple["Node", tuple[str | int, ...], str, str]


def mentions(corpus: Corpus) -> Iterator[Mention]:
    """Every name of an actor, with the key under which it stands and the record it belongs to."""
    yield from _of_registries(corpus)
    for article in corpus.articles.values():
        if article.origin:
            yield from _article(article, article.origin)
    for claim in corpus.claims:
        if claim.origin:
            yield from _claim(claim, claim.origin, corpus)


def _of_registries(corpus: Corpus) -> Iterator[Mention]:
    for actor in corpus.actors.values():
        if actor.origin:
            yield from _actor(actor, actor.origin)
    for issue in corpus.issues.values():
        if issue.origin:
            yield from _issue(issue, issue.origin)
    for event in corpus.events.values():
        if event.origin:
            yield from _event(event, event.origin)


def _actor(actor: Actor, node: Node) -> Iterator[Mention]:
    yield from _each(node, ("member-of",), actor.member_of, actor.slug)
    yield from _each(node, ("acts-for",), (actor.acts_for,) * bool(actor.acts_for), actor.slug)


def _claim(claim: Claim, node: Node, corpus: Corpus) -> Iterator[Mention]:
    yield from _each(node, ("said-by",), claim.claimants, claim.key)
    article = corpus.articles[claim.article]
    chain = tuple(slug for slug in claim.reported_by if slug not in article.voice)
    yield from _each(node, ("reported-by",), chain, claim.key)
    if isinstance(claim.content, Stance) and "stance" in node.value:
        yield from _each(node, ("stance", "holder"), claim.content.holders, claim.key)
    if isinstance(claim.content, Leverage) and "leverage" in node.value:
        yield from _each(node, ("leverage", "wielder"), claim.content.wielders, claim.key)
        yield from _each(node, ("leverage", "over"), claim.content.over, claim.key)


def _article(article: Article, node: Node) -> Iterator[Mention]:
    yield from _each(node, ("publisher",), (article.publisher,), article.slug)
    yield from _each(node, ("author",), article.authors, article.slug)
    yield from _each(node, ("agency",), (article.agency,) * bool(article.agency), article.slug)


def _issue(issue: Issue, node: Node) -> Iterator[Mention]:
    yield from _each(node, ("directed-at",), issue.directed_at, issue.slug)
    for index, pursuit in enumerate(issue.pursued_by):
        yield node, ("pursued-by", index, "actor"), pursuit.pursuer, issue.slug


def _event(event: Event, node: Node) -> Iterator[Mention]:
    yield from _each(node, ("initiator",), event.initiators, event.slug)
    yield from _each(node, ("recipient",), event.recipients, event.slug)


def _each(node: Node, path: tuple[str, ...], slugs: tuple[str, ...], subject: str) -> Iterator[Mention]:
    for slug in slugs:
        yield node, path, slug, subject
