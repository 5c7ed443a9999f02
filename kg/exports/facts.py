"""Kinds of information that a format may be unable to carry, and how much of each a network has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.exports.spells import claim_spell
from kg.exports.stix import is_relationship
from kg.model.languages import language_of
from kg.model.records import Event
from kg.model.wording import counted
from kg.network.network import pairs
from kg.questions.counting import joint_dyads
from kg.questions.dyads import tensions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model.records import Article, Claim, Hedge
    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may get lost: its name in the singular and plural, and how many a network has.

    `fields` are those of the records that are lost with it, as "Article.copy_of".
    """

    one: str
    many: str
    count: Callable[[Network], int]
    fields: tuple[str, ...] = ()

    def counted(self, count: int) -> str:
        """A number of them in words."""
        return counted(count, self.one, self.many)


def _records(name: str) -> Callable[[Network], int]:
    """How many values of an attribute the actors, issues and events have."""
    return lambda network: _total(getattr(record, name, ()) for record in network.records.values())


def _articles(value: Callable[[Article], Any]) -> Callable[[Network], int]:
    return lambda network: _total(value(article) for article in network.articles.values())


def _claims(value: Callable[[Claim], Any]) -> Callable[[Network], int]:
    return lambda network: _total(value(claim) for claim in network.claims.values())


def _contents(name: str) -> Callable[[Network], int]:
    return _claims(lambda claim: getattr(claim.content, name, ""))


def _hedges(value: Callable[[Hedge], Any]) -> Callable[[Network], int]:
    return _claims(lambda claim: [hedge for hedge in claim.hedges if value(hedge)])


def _total(values: Iterable[Any]) -> int:
    """Lists count by their length, anything else once if it is there."""
    return sum(len(value) if isinstance(value, (list, tuple)) else bool(value) for value in values)


def _undated(network: Network) -> int:
    articles = network.articles
    return sum(
        claim.article not in articles or claim_spell(claim, articles[claim.article]) is None
        for claim in network.claims.values()
    )


def _claimless(network: Network) -> int:
    return len(network.articles.keys() - {claim.article for claim in network.claims.values()})


def _parallel(network: Network) -> int:
    """How many ties stand beside another of the same kind, direction and pair."""
    kinds = {(tie.source, tie.target, tie.relation) for tie in network.ties}
    return len(network.ties) - len(kinds)


def _nodes_of(*kinds: str) -> Callable[[Network], int]:
    return lambda network: sum(network.kind(slug) in kinds for slug in network)


FACTS = {
    "kind": Fact("kind of an actor", "kinds of actors", lambda n: len(n.actors), ("Actor.kind",)),
    "alias": Fact("alias", "aliases", _records("aliases"), ("Actor.aliases", "Issue.aliases")),
    "other-label": Fact("name in another language", "names in other languages", _records("other_labels"), (
        "Actor.other_labels", "Issue.other_labels", "Event.other_labels")),
    "label": Fact("label", "labels", len, ("Actor.label", "Issue.label")),
    "name-language": Fact("language of another name", "languages of other names", lambda n: sum(
        bool(language_of(name)) for slug in n for name in n.other_names(slug))),
    "actor-note": Fact("note on an actor", "notes on actors", lambda n: _total(
        actor.note for actor in n.actors.values()), ("Actor.note",)),
    "iso3": Fact("country code", "country codes", _records("iso3"), ("Actor.iso3",)),
    "wikidata": Fact("link to Wikidata", "links to Wikidata", _records("wikidata"), (
        "Actor.wikidata", "Issue.wikidata")),
    "membership": Fact("membership", "memberships", _records("member_of"), ("Actor.member_of",)),
    "acts-for": Fact("link to whom one acts for", "links to whom one acts for", _records("acts_for"), (
        "Actor.acts_for",)),
    "definition": Fact("definition of an issue", "definitions of issues", _records("definition"), (
        "Issue.definition",)),
    "other-definition": Fact("definition in another language", "definitions in other languages", _records(
        "other_definitions"), ("Issue.other_definitions",)),
    "pursuit": Fact("link from an issue to who pursues it", "links from issues to who pursues them", _records(
        "pursued_by"), ("Issue.pursued_by", "Pursuit.pursuer", "Pursuit.said_by")),
    "directed-at": Fact("link from an issue to whom it is directed at",
        "links from issues to whom they are directed at", _records("directed_at"), ("Issue.directed_at",)),
    "issue": Fact("issue as an object", "issues as objects", _nodes_of("issue"), (
        "Issue.aliases", "Issue.wikidata", "Issue.other_labels")),
    "event": Fact("event as an object", "events as objects", _nodes_of("event"), ("Event.other_labels",)),
    "claimless": Fact("article without claims", "articles without claims", _claimless),
    "title": Fact("title of an article", "titles of articles", _articles(lambda a: a.title), ("Article.title",)),
    "language": Fact("article's language", "articles' languages", _articles(lambda a: a.language), (
        "Article.language",)),
    "quote-language": Fact("language of a quote", "languages of quotes", _claims(lambda c: c.language), (
        "Claim.language",)),
    "publisher": Fact("publisher of an article", "publishers of articles", _articles(lambda a: a.publisher), (
        "Article.publisher",)),
    "author": Fact("author of an article", "authors of articles", _articles(lambda a: a.authors), (
        "Article.authors",)),
    "copy": Fact("link from a copy to its original", "links from copies to their originals", _articles(
        lambda a: a.copy_of), ("Article.copy_of",)),
    "copied": Fact("copied passage", "copied passages", lambda n: sum(
        len(article.copied) for article in n.articles.values()), (
        "Article.copied", "CopiedPassage.start", "CopiedPassage.end", "CopiedPassage.original_start",
        "CopiedPassage.original_end")),
    "agency": Fact("wire service of an article", "wire services of articles", _articles(lambda a: a.agency), (
        "Article.agency",)),
    "basis": Fact("basis of a date", "bases of dates", _articles(lambda a: a.published_basis), (
        "Article.published_basis",)),
    "url": Fact("article's address", "articles' addresses", _articles(lambda a: a.url), ("Article.url",)),
    "archived": Fact("address in a web archive", "addresses in web archives", _articles(lambda a: a.archived), (
        "Article.archived",)),
    "original": Fact("original of an article", "originals of articles", _articles(lambda a: a.originals), (
        "Article.originals", "Original.media_type", "Original.sha256", "Original.extracted_by",
        "Original.retrieved")),
    "hash": Fact("hash of an article", "hashes of articles", _articles(lambda a: a.sha256), ("Article.sha256",)),
    "reliability": Fact("article's reliability", "articles' reliabilities", _articles(lambda a: a.reliability), (
        "Article.reliability",)),
    "credibility": Fact("article's credibility", "articles' credibilities", _articles(lambda a: a.credibility), (
        "Article.credibility",)),
    "interval": Fact("interval of a hedge", "intervals of hedges", _hedges(lambda h: h.lower is not None), (
        "Hedge.lower", "Hedge.upper")),
    "hedge-reason": Fact("reading of a hedge", "readings of hedges", _hedges(lambda h: h.likelihood or h.reason), (
        "Hedge.likelihood", "Hedge.reason")),
    "no-interval": Fact("reason for no interval", "reasons for no interval", _claims(lambda c: c.no_interval), (
        "Claim.no_interval",)),
    "surroundings": Fact("passage's surroundings", "passages' surroundings", _claims(lambda c: c.passages), (
        "Passage.prefix", "Passage.suffix")),
    "translation": Fact("translation of a passage", "translations of passages", _claims(
        lambda c: [passage for passage in c.passages if passage.translation]), ("Passage.translation",)),
    "translator": Fact("translator of a passage", "translators of passages", _claims(
        lambda c: [passage for passage in c.passages if passage.translated_by]), ("Passage.translated_by",)),
    "offset": Fact("passage's place in the text", "passages' places in the text", _claims(lambda c: c.passages), (
        "Passage.start", "Passage.end")),
    "later-offset": Fact("place of a further passage", "places of further passages", _claims(lambda c: c.passages[1:])),
    "condition": Fact("condition", "conditions", _claims(lambda c: c.condition), ("Claim.condition",)),
    "drafted-by": Fact("name of what suggested a claim", "names of what suggested claims", _claims(
        lambda c: c.drafted_by), ("Claim.drafted_by",)),
    "claim-note": Fact("curator's note", "curators' notes", _claims(lambda c: c.note), ("Claim.note",)),
    "denial": Fact("link to what is denied", "links to what is denied", _claims(lambda c: c.denies), ("Claim.denies",)),
    "resolved-by": Fact("link to what settled a forecast", "links to what settled forecasts", _claims(
        lambda c: c.resolved_by), ("Claim.resolved_by",)),
    "resolution": Fact("resolution of a forecast", "resolutions of forecasts", _claims(lambda c: c.resolution), (
        "Claim.resolution",)),
    "number-reason": Fact("reason for a number", "reasons for numbers", _contents("reason"), (
        "Stance.reason", "Event.reason")),
    "content-condition": Fact("condition of leverage", "conditions of leverage", _contents("condition"), (
        "Leverage.condition",)),
    "instrument-issue": Fact("issue that is an instrument", "issues that are instruments", _contents(
        "instrument_issue"), ("Leverage.instrument_issue",)),
    "figure": Fact("figure", "figures", _contents("quantities"), (
        "Event.quantities", "Leverage.quantities", "Quantity.amount", "Quantity.unit", "Quantity.change")),
    "status": Fact("event's status", "events' statuses", _contents("status"), ("Event.status",)),
    "about": Fact("issue that an event with recipients is about", "issues that events with recipients are about",
        _claims(lambda c: c.content.about if isinstance(c.content, Event) and c.content.recipients else ()), (
        "Event.about",)),
    "number": Fact("position or Goldstein value", "positions and Goldstein values", _claims(
        lambda c: c.content.kind != "leverage"), ("Stance.position", "Event.goldstein")),
    "tieless": Fact("claim that ties no two nodes", "claims that tie no two nodes", _claims(lambda c: not pairs(c))),
    "undated": Fact("claim without a date", "claims without a date", _undated),
    "parallel": Fact("tie beside another of its kind", "ties beside another of their kind", _parallel),
    "doubtful": Fact("tie that is no reported fact", "ties that are no reported facts", lambda n: sum(
        not is_relationship(tie) for tie in n.ties)),
    "graph": Fact("graph that says whence a triple is", "graphs that say whence a triple is", lambda n: len(
        n.articles)),
    "dyad": Fact("score of a dyad", "scores of dyads", lambda n: len(tensions(n))),
    "joint-dyad": Fact("score of a dyad that rests on joint acts alone",
        "scores of dyads that rest on joint acts alone", joint_dyads),
    "joint-tie": Fact("tie of a party to its joint act", "ties of parties to their joint acts", lambda n: sum(
        tie.joint and is_relationship(tie) for tie in n.ties)),
}  # fmt: skip
