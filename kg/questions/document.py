"""Records and what analyses find as plain data, and plain data as JSON."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.model.languages import language_of
from kg.model.records import Article, Claim
from kg.network.network import Tie
from kg.questions.frames import OF_PROJECT
from kg.questions.saying import described

if TYPE_CHECKING:
    from kg.network.network import Network

PLACES = 6
LEFT_OUT = {"origin", "text", "furniture", *OF_PROJECT}


def plain(value: Any) -> Any:
    """A record as dicts, lists, text and numbers; decimals and floats rounded to 6 places, absent values None.

    Where languages were stated for texts of a record, `languages` has them under the same names; empty where not.
    """
    if is_dataclass(value) and not isinstance(value, type):
        found = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in LEFT_OUT}
        stated = {name: languages for name, each in found.items() if (languages := _languages(each))}
        return {name: plain(each) for name, each in found.items()} | ({"languages": stated} if stated else {})
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (float, Decimal)):
        return round(float(value), PLACES) + 0.0
    if isinstance(value, date):
        return value.isoformat()
    return value


def _languages(value: Any) -> str | list[str]:
    """The language of a text, or those of some texts, nothing where none is stated."""
    if isinstance(value, str):
        return language_of(value)
    texts = [each for each in value if isinstance(each, str)] if isinstance(value, tuple) else []
    found = [language_of(text) for text in texts]
    return found if any(found) else []


def evident(network: Network, value: Any) -> Any:
    """The result of an analysis as plain data, each claim with what it says, who says it, how surely, and its quote.

    Articles are named by slug and ties appear as their claims, so that a script needs no second look-up.
    """
    if isinstance(value, Claim):
        return claim_object(network, value)
    if isinstance(value, Article):
        return value.slug
    if isinstance(value, Tie):
        return claim_object(network, value.claim)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: evident(network, getattr(value, f.name)) for f in fields(value) if f.name not in OF_PROJECT}
    if isinstance(value, (list, tuple)):
        return [evident(network, item) for item in value]
    return plain(value)


def claim_object(network: Network, claim: Claim) -> dict[str, Any]:
    """A claim as plain data, with its key and what it says in one line."""
    return {"key": claim.key, "says": described(network, claim), **plain(claim)}


def to_json(value: Any) -> str:
    """JSON text with a line feed at its end; NaN is refused."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
