"""The graph and its tensions as JSON, for scripts that would rather not speak RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.document import claim_object, plain, to_json
from kg.questions.tension.tables import tension_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.network.network import Network
    from kg.questions.dyads import DyadTension


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
