"""What claims say → quads: stances, events, leverage, and the figures they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Event, Stance
from kg.rdf.nodes import identifier, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from kg.model.records import Content, Corpus, Leverage, Quantity
    from kg.rdf.pen import Pen
    from kg.rdf.scales import Scales


class ContentWriter:
    """Describes contents with a pen, in whatever graph it stands."""

    def __init__(self, pen: Pen, corpus: Corpus, scales: Scales) -> None:
        self.pen = pen
        self.corpus = corpus
        self.scales = scales

    def content(self, node: ox.NamedNode, content: Content) -> None:
        """The description of a content."""
        if isinstance(content, Event):
            self.event(node, content)
        elif isinstance(content, Stance):
            self.stance(node, content)
        else:
            self.leverage(node, content)

    def stance(self, node: ox.NamedNode, stance: Stance) -> None:
        """A stance of one or several holders toward one target."""
        pen = self.pen
        pen.a(node, "kg:Content", "kg:Stance")
        pen.links(node, "kg:holder", "actor", stance.holders)
        pen.write(node, "kg:target", self.target(stance.target))
        pen.write(node, "kg:stanceType", self.scales.term("StanceType", stance.type))
        pen.number(node, "kg:position", stance.position)
        pen.text(node, "kg:construedAs", stance.construed_as)
        pen.text(node, "kg:ground", stance.ground)
        pen.text(node, "kg:numberReason", stance.reason)

    def target(self, slug: str) -> ox.NamedNode:
        """The issue, event or actor of a slug; a check holds that it is one of them alone."""
        if slug in self.corpus.issues:
            return identifier("issue", slug)
        return identifier("event" if slug in self.corpus.events else "actor", slug)

    def event(self, node: ox.NamedNode, event: Event) -> None:
        """An event, named in the registry or by its one claim."""
        pen = self.pen
        pen.a(node, "kg:Content", "kg:Event")
        pen.english(node, "skos:prefLabel", event.label)
        pen.write(node, "kg:eventType", self.scales.term("EventType", event.type))
        pen.links(node, "kg:initiator", "actor", event.initiators)
        pen.links(node, "kg:recipient", "actor", event.recipients)
        pen.links(node, "kg:about", "issue", event.about)
        pen.write(node, "kg:status", self.scales.term("Status", event.status))
        pen.number(node, "kg:goldstein", event.goldstein)
        pen.dated(node, "kg:when", event.when)
        pen.bounds(node, event.when)
        pen.text(node, "kg:numberReason", event.reason)
        self.quantities(node, event.quantities)

    def leverage(self, node: ox.NamedNode, leverage: Leverage) -> None:
        """Leverage of one or several wielders over one or several actors."""
        pen = self.pen
        pen.a(node, "kg:Content", "kg:Leverage")
        pen.links(node, "kg:wielder", "actor", leverage.wielders)
        pen.links(node, "kg:over", "actor", leverage.over)
        pen.write(node, "kg:effect", self.scales.term("Effect", leverage.effect))
        pen.write(node, "kg:strength", self.scales.term("Strength", leverage.strength))
        pen.links(node, "kg:instrumentIssue", "issue", [leverage.instrument_issue])
        pen.text(node, "kg:instrument", leverage.instrument)
        pen.text(node, "kg:aim", leverage.aim)
        pen.text(node, "kg:condition", leverage.condition)
        self.quantities(node, leverage.quantities)

    def quantities(self, node: ox.NamedNode, quantities: Iterable[Quantity]) -> None:
        """Figures, in their order."""
        for index, quantity in enumerate(quantities, 1):
            figure = iri(f"{node.value}/quantity/{index}")
            self.pen.write(node, "kg:quantity", figure)
            self.pen.a(figure, "kg:Quantity")
            self.pen.number(figure, "kg:amount", quantity.amount)
            self.pen.text(figure, "kg:unit", quantity.unit)
            self.pen.text(figure, "kg:change", quantity.change)
