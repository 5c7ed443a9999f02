"""What data sets of machine-coded events say of dyads, as RDF beside what the claims come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.vocabulary import PREFIXES
from kg.rdf.analysis import about_two, described, part, result, value_of, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.events.datasets import DatasetTension
    from kg.rdf.store import Quad

TITLE, SOURCE = PREFIXES["dct"] + "title", PREFIXES["dct"] + "source"
NUMBERS = ("tension", "low", "high", "hostile", "friendly", "mass")
NUMBERS_OF_EVENT = ("share", "intensity", "weight")
TEXTS_OF_EVENT = {
    "eventId": "id", "actedBy": "source", "actedOn": "target", "eventCode": "code", "eventText": "text",
    "outlet": "publisher", "reportAddress": "url",
}  # fmt: skip


def dataset_quads(datasets: Iterable[DatasetTension]) -> Iterator[Quad]:
    """Each data set with its dyads, whose source it is, each of them with the events that weigh most."""
    for each in datasets:
        source = result("dataset", each.dataset)
        yield from described(source, "EventDataset", eventScale=each.scale, halfLife=each.half_life)
        yield from value_of(source, TITLE, each.dataset)
        for found in each.dyads:
            dyad = found.tension
            node = result("tension", dyad.a, dyad.b, each.dataset)
            yield from about_two(node, "DyadTension", dyad.a, dyad.b, dyad.at)
            yield from value_of(node, SOURCE, source)
            yield from values(node, **{name: getattr(dyad, name) for name in NUMBERS})
            yield from values(node, eventCount=dyad.events)
            for place, event in enumerate(found.contributions, 1):
                inner = part(node, "event", str(place))
                yield from values(node, contribution=inner)
                yield from described(inner, "EventContribution", date=event.day, cluster=event.cluster)
                yield from values(inner, **{name: getattr(event, name) for name in NUMBERS_OF_EVENT})
                texts = {name: getattr(event, key) for name, key in TEXTS_OF_EVENT.items()}
                yield from values(inner, **{name: text for name, text in texts.items() if text})
