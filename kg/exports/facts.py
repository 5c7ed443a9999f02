"""Kinds of information that a format may be unable to carry, and how much of each a network has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.exports.spells import claim_spell
from kg.exports.stix import is_relationship
from kg.model.languages import language_of
from kg.model.wording import counted
from kg.network.network import pairs
from kg.questions.dyads import tensions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model.records import Article, Claim, Hedge
    from kg.network.network import Network


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that may get lost: its name in the singular and plural, and how many a network has."""

    one: str
    many: str
    count: Callable[[Network], int]

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


def _parallel(network: Network) -> int:
    """How many ties stand beside another of the same kind, direction and pair."""
    kinds = {(tie.source, tie.target, tie.relation) for tie in network.ties}
    return len(network.ties) - len(kinds)


def _nodes_of(*kinds: str) -> Callable[[Network], int]:
    return lambda network: sum(network.kind(slug) in kinds for slug in network)


FACTS = {
    "alias": Fact("alias", "aliases", _records("aliases")),
    "label": Fact("label", "labels", len),
    "name-language": Fact("language of another name", "languages of other names", lambda n: sum(
        bool(language_of(name)) for slug in n for name in n.other_names(slug))),
    "actor-note": Fact("note on an actor", "notes on actors", lambda n: _total(
        actor.note for actor in n.actors.values())),
    "iso3": Fact("country code", "country codes", _records("iso3")),
    "wikidata": Fact("link to Wikidata", "links to Wikidata", _records("wikidata")),
    "membership": Fact("membership", "memberships", _records("member_of")),
    "acts-for": Fact("link to whom one acts for", "links to whom one acts for", _records("acts_for")),
    "definition": Fact("definition of an issue", "definitions of issues", _records("definition")),
    "other-definition": Fact("definition in another language", "definitions in other languages", _records(
        "other_definitions")),
    "issue": Fact("issue as an object", "issues as objects", _nodes_of("issue")),
    "event": Fact("event as an object", "events as objects", _nodes_of("event")),
    "title": Fact("title of an article", "titles of articles", _articles(lambda a: a.title)),
    "language": Fact("article's language", "articles' languages", _articles(lambda a: a.language)),
    "publisher": Fact("publisher of an article", "publishers of articles", _articles(lambda a: a.publisher)),
    "basis": Fact("basis of a date", "bases of dates", _articles(lambda a: a.published_basis)),
    "url": Fact("article's address", "articles' addresses", _articles(lambda a: a.url)),
    "hash": Fact("hash of an article", "hashes of articles", _articles(lambda a: a.sha256)),
    "reliability": Fact("article's reliability", "articles' reliabilities", _articles(lambda a: a.reliability)),
    "interval": Fact("interval of a hedge", "intervals of hedges", _hedges(lambda h: h.lower is not None)),
    "hedge-reason": Fact("reading of a hedge", "readings of hedges", _hedges(lambda h: h.reason)),
    "no-interval": Fact("reason for no interval", "reasons for no interval", _claims(lambda c: c.no_interval)),
    "surroundings": Fact("passage's surroundings", "passages' surroundings", _claims(lambda c: c.passages)),
    "translation": Fact("translation of a passage", "translations of passages", _claims(
        lambda c: [passage for passage in c.passages if passage.translation])),
    "translator": Fact("translator of a passage", "translators of passages", _claims(
        lambda c: [passage for passage in c.passages if passage.translated_by])),
    "offset": Fact("passage's place in the text", "passages' places in the text", _claims(lambda c: c.passages)),
    "later-offset": Fact("place of a further passage", "places of further passages", _claims(lambda c: c.passages[1:])),
    "condition": Fact("condition", "conditions", _claims(lambda c: c.condition)),
    "claim-note": Fact("curator's note", "curators' notes", _claims(lambda c: c.note)),
    "denial": Fact("link to what is denied", "links to what is denied", _claims(lambda c: c.denies)),
    "resolved-by": Fact("link to what settled a forecast", "links to what settled forecasts", _claims(
        lambda c: c.resolved_by)),
    "resolution": Fact("resolution of a forecast", "resolutions of forecasts", _claims(lambda c: c.resolution)),
    "number-reason": Fact("reason for a number", "reasons for numbers", _contents("reason")),
    "content-condition": Fact("condition of leverage", "conditions of leverage", _contents("condition")),
    "figure": Fact("figure", "figures", _contents("quantities")),
    "status": Fact("event's status", "events' statuses", _contents("status")),
    "number": Fact("position or Goldstein value", "positions and Goldstein values", _claims(
        lambda c: c.content.kind != "leverage")),
    "tieless": Fact("claim that ties no two nodes", "claims that tie no two nodes", _claims(lambda c: not pairs(c))),
    "undated": Fact("claim without a date", "claims without a date", _undated),
    "parallel": Fact("tie beside another of its kind", "ties beside another of their kind", _parallel),
    "doubtful": Fact("tie that is no reported fact", "ties that are no reported facts", lambda n: sum(
        not is_relationship(tie) for tie in n.ties)),
    "graph": Fact("graph that says whence a triple is", "graphs that say whence a triple is", lambda n: len(
        n.articles)),
    "dyad": Fact("score of a dyad", "scores of dyads", lambda n: len(tensions(n))),
}  # fmt: skip
