"""The graph, and what analyses find, as JSON, for scripts that would rather not speak RDF."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.model.records import Article, Claim
from kg.network.network import Tie
from kg.questions.tables import described

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.network.network import Network
    from kg.questions.tension.analysis import DyadTension
    from kg.questions.tension.explanation import Explanation

PLACES = 6
LEFT_OUT = {"origin", "text", "furniture"}


def document(network: Network, tensions: Iterable[DyadTension]) -> str:
    """Actors, issues, events, articles, claims and tensions as JSON arrays of objects, in the order of their slugs."""
    claims = network.claims.values()
    content = {
        "actors": [plain(actor) for actor in network.actors.values()],
        "issues": [plain(issue) for issue in network.issues.values()],
        "events": [plain(event) for event in network.events.values()],
        "articles": [plain(article) for article in network.articles.values()],
        "claims": [claim_object(network, claim) for claim in claims],
        "tensions": [tension_object(dyad) for dyad in tensions],
    }
    return to_json(content)


def tension_object(dyad: DyadTension) -> dict[str, Any]:
    """A dyad as plain data; its contributions name their claims by key."""
    row: dict[str, Any] = plain(dyad)
    for part, contribution in zip(row["contributions"], dyad.contributions, strict=True):
        part["claim"] = contribution.claim.key
        part["article"] = contribution.article.slug
    return row


def plain(value: Any) -> Any:
    """A record as dicts, lists, text and numbers; decimals and floats are rounded to 6 places, absent values None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in LEFT_OUT}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (float, Decimal)):
        return round(float(value), PLACES) + 0.0
    if isinstance(value, date):
        return value.isoformat()
    return value


def evident(network: Network, value: Any) -> Any:
    """What an analysis found as plain data, every claim in it with what it says, who says it, how sure, and its quote.

    Articles are named by slug and ties stand for their claims, so that a script needs no second look-up.
    """
    if isinstance(value, Claim):
        return claim_object(network, value)
    if isinstance(value, Article):
        return value.slug
    if isinstance(value, Tie):
        return claim_object(network, value.claim)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: evident(network, getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (list, tuple)):
        return [evident(network, item) for item in value]
    return plain(value)


def claim_object(network: Network, claim: Claim) -> dict[str, Any]:
    """A claim as plain data, with its key and what it says in one line."""
    return {"key": claim.key, "says": described(network, claim), **plain(claim)}


def to_json(value: Any) -> str:
    """JSON text with a line feed at its end; NaN is refused."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def explanation_document(network: Network, explanation: Explanation) -> str:
    """A dyad with other modes, disputes and leverage as a JSON object; claims are written out where they contribute."""

    def dyad(found: DyadTension) -> dict[str, Any]:
        row = tension_object(found)
        for part, contribution in zip(row["contributions"], found.contributions, strict=True):
            part["claim"] = claim_object(network, contribution.claim)
        return row

    content = {
        **dyad(explanation.headline),
        "modes": {mode: dyad(found) for mode, found in explanation.modes},
        "disputes": evident(network, explanation.disputes),
        "leverage": evident(network, explanation.leverage),
    }
    return to_json(content)
