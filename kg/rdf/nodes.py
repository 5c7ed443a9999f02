"""The nodes of the dataset: IRIs of records and of terms, and typed literals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.vocabulary import DATA, EDTF, KG, PREFIXES

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.model.records import Claim

DECIMAL = ox.NamedNode(PREFIXES["xsd"] + "decimal")
INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")
DATE = ox.NamedNode(PREFIXES["xsd"] + "date")
EDTF_TYPE = ox.NamedNode(EDTF)


@lru_cache(maxsize=100_000)
def iri(text: str) -> ox.NamedNode:
    """A node for an IRI; the same few thousand come again and again."""
    return ox.NamedNode(text)


def identifier(kind: str, slug: str) -> ox.NamedNode:
    """The IRI of a record of a kind: actor, issue, event, article, claim, stance or leverage."""
    return iri(f"{DATA}{kind}/{slug}")


def content_node(claim: Claim) -> ox.NamedNode:
    """The IRI of what a claim says."""
    return iri(DATA + claim.content_key)


def kg(name: str) -> ox.NamedNode:
    """A term of the vocabulary."""
    return iri(KG + name)


def decimal(number: Decimal) -> ox.Literal:
    """A decimal without an exponent, always with a point."""
    text = f"{number:f}"
    return ox.Literal(text if "." in text else text + ".0", datatype=DECIMAL)
