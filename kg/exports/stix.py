"""The graph as a STIX 2.1 bundle, where STIX has terms: identities, notes, relationships, opinions and reports.

A claim is a note by its claimants on whom it names, inside the report that is its article. Only what is reported and
affirmed about two actors also becomes a relationship, since STIX would show any other claim as a fact. A denial is also
an opinion on the note of what it denies.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from kg.exports.spells import claim_spell
from kg.model.dates import DateError, span
from kg.model.records import Event, names_in
from kg.model.vocabulary import DATA
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.records import Article, Claim
    from kg.network.network import Network, Tie

Thing = dict[str, Any]
NAMESPACE = uuid5(NAMESPACE_URL, DATA)
IDENTITY_CLASSES = {
    "state": "organization", "international-body": "organization", "organization": "organization",
    "person": "individual", "group": "class",
}  # fmt: skip
# STIX requires a creation time; this fixed day stands in where nothing is dated, so that the bytes stay the same.
UNDATED = date(1970, 1, 1)
ONE_DAY = timedelta(days=1)
HAPPENED = ("occurred", "ongoing")


def stix(network: Network) -> str:
    """The bundle as JSON; the id of every object follows from the thing it describes, by UUID version 5.

    `created` and `modified` are the last day that the article's date means, or the newest article's for identities.
    """
    identities = {slug: _identity(network, slug) for slug in network.actors}
    notes = {claim.key: _note(network, claim, identities) for claim in network.claims.values()}
    notes = {key: note for key, note in notes.items() if note["object_refs"]}
    parts: dict[str, list[Thing]] = defaultdict(list)
    for key, note in notes.items():
        parts[network.claims[key].article].append(note)
    for tie in network.ties:
        if is_relationship(tie) and {tie.source, tie.target} <= identities.keys():
            parts[tie.claim.article].append(_relationship(network, tie, identities))
    for claim in network.claims.values():
        if claim.polarity == "denied" and claim.denies in notes:
            parts[claim.article].append(_opinion(network, claim, notes[claim.denies]))
    objects = [*identities.values(), *(thing for group in parts.values() for thing in group)]
    objects += [_report(network, network.articles[slug], group) for slug, group in parts.items()]
    return json.dumps(_bundle(objects), ensure_ascii=False, indent=1) + "\n"


def is_relationship(tie: Tie) -> bool:
    """Whether a tie is one that STIX may show as it shows facts."""
    happened = not isinstance(tie.claim.content, Event) or tie.claim.content.status in HAPPENED
    return tie.claim.mode == "reported" and tie.claim.polarity == "affirmed" and happened


def _bundle(objects: list[Thing]) -> Thing:
    found: Thing = {"type": "bundle", "id": _id("bundle", json.dumps(objects, sort_keys=True))}
    return found | ({"objects": objects} if objects else {})


def _identity(network: Network, slug: str) -> Thing:
    record = network.actors[slug]
    names = (("wikidata", record.wikidata), ("iso3166-1-alpha-3", record.iso3))
    return _known(
        _head("identity", f"actor/{slug}", network.newest_day),
        name=record.label,
        description="\n".join(
            [*filter(None, [record.note]), *([f"Also: {'; '.join(record.names[1:])}"] if record.names[1:] else [])]
        ),
        identity_class=IDENTITY_CLASSES.get(record.kind, "unknown"),
        labels=[record.kind],
        external_references=[{"source_name": source, "external_id": id_} for source, id_ in names if id_],
    )


def _note(network: Network, claim: Claim, identities: Mapping[str, Thing]) -> Thing:
    named = dict.fromkeys([*claim.claimants, *claim.reported_by, *sorted(names_in(claim.content))])
    lines = [
        *(f"“{passage.exact}”" for passage in claim.passages),
        *(f"Translation: “{passage.translation}”" for passage in claim.passages if passage.translation),
        *(f"Hedge: “{hedge.words}”" for hedge in claim.hedges),
        *([f"Condition: {claim.condition}"] if claim.condition else []),
        *([f"Reported by: {_labels(network, claim.reported_by)}"] if claim.reported_by else []),
    ]
    return _known(
        _head("note", f"claim/{claim.key}", _published(network, claim)),
        abstract=f"{'Denied: ' if claim.polarity == 'denied' else ''}{described(network, claim)}",
        content="\n".join(lines),
        authors=[network.label(slug) for slug in claim.claimants],
        confidence=_confidence(network, claim),
        labels=[claim.content.kind, claim.mode, claim.polarity, f"certainty:{claim.certainty}"],
        external_references=[{"source_name": "detente", "external_id": claim.key}],
    ) | {"object_refs": [identities[slug]["id"] for slug in named if slug in identities]}


def _relationship(network: Network, tie: Tie, identities: Mapping[str, Thing]) -> Thing:
    spell = claim_spell(tie.claim, tie.article) if tie.relation == "event" else None
    one_day = spell is not None and spell.earliest is not None and spell.latest is not None
    content = tie.claim.content
    name = "has-leverage-over" if tie.relation == "leverage" else str(getattr(content, "type", ""))
    return _known(
        _head("relationship", f"tie/{tie.key}", _published(network, tie.claim)),
        relationship_type=re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "related-to",
        description=described(network, tie.claim),
        source_ref=identities[tie.source]["id"],
        target_ref=identities[tie.target]["id"],
        start_time=_time(spell.earliest) if one_day and spell and spell.earliest else None,
        stop_time=_time(_after(spell.latest)) if one_day and spell and spell.latest else None,
        confidence=_confidence(network, tie.claim),
        external_references=[{"source_name": "detente", "external_id": tie.claim.key}],
    )


def _opinion(network: Network, claim: Claim, denied: Thing) -> Thing:
    return _known(
        _head("opinion", f"denial/{claim.key}", _published(network, claim)),
        explanation="\n".join(f"“{passage.exact}”" for passage in claim.passages),
        authors=[network.label(slug) for slug in claim.claimants],
        opinion="strongly-disagree",
        object_refs=[denied["id"]],
    )


def _report(network: Network, article: Article, parts: list[Thing]) -> Thing:
    day = _last(article.published)
    page = {"source_name": network.label(article.publisher), "url": article.url} if article.url else None
    return _known(
        _head("report", f"article/{article.slug}", day),
        name=article.title,
        description=f"{_labels(network, article.voice)}, {article.published or 'undated'}; {article.published_basis}",
        published=_time(day or UNDATED),
        external_references=[{"source_name": "detente", "external_id": article.slug}, *([page] if page else [])],
    ) | {"object_refs": [part["id"] for part in parts]}


def _labels(network: Network, slugs: tuple[str, ...]) -> str:
    return ", ".join(network.label(slug) for slug in slugs)


def _head(type_: str, name: str, day: date | None) -> Thing:
    made = _time(day or UNDATED)
    return {"type": type_, "spec_version": "2.1", "id": _id(type_, name), "created": made, "modified": made}


def _known(head: Thing, **properties: Any) -> Thing:
    """The properties that have a value: STIX forbids empty lists, and wants no empty text."""
    return head | {name: value for name, value in properties.items() if value is not None and value not in ("", [], ())}


def _id(type_: str, name: str) -> str:
    return f"{type_}--{uuid5(NAMESPACE, f'{type_}/{name}')}"


def _confidence(network: Network, claim: Claim) -> int:
    return round(100 * float(network.probabilities[claim.key]))


def _published(network: Network, claim: Claim) -> date | None:
    article = network.articles.get(claim.article)
    return _last(article.published) if article else None


def _last(text: str) -> date | None:
    try:
        return span(text).latest if text else None
    except DateError:
        return None


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


def _after(day: date) -> date:
    return day if day == date.max else day + ONE_DAY
