"""The terms of the scales as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.nodes import iri, kg

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.model.vocabulary import Vocabulary


class Scales:
    """The node of a term by the class of its scale and its notation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.nodes: dict[tuple[str, str], ox.NamedNode] = {}

    def term(self, class_name: str, notation: str) -> ox.NamedNode:
        """The node; for a word that is no term one that no shape accepts."""
        found = self.nodes.get((class_name, notation))
        if found is None:
            term = self.vocabulary.terms(class_name).get(notation)
            found = self.nodes[class_name, notation] = iri(term.iri) if term else kg(f"unknown-{class_name}")
        return found
