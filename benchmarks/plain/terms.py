"""The names of the vocabulary, and its files, for rdflib."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Dataset, Graph, Literal, Namespace, URIRef

ONTOLOGY = Path(__file__).resolve().parent.parent.parent / "ontology"
KG = Namespace("https://w3id.org/detente/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
ID = "https://w3id.org/detente/id/"
WIKIDATA = "http://www.wikidata.org/entity/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
KINDS = {
    "state": KG.State,
    "international-body": KG.InternationalBody,
    "person": KG.Person,
    "organization": KG.Organization,
    "group": KG.Group,
}
PREFIXES: dict[str, Any] = {
    "kg": KG,
    "actor": ID + "actor/",
    "article": ID + "article/",
    "event": ID + "event/",
    "graph": ID + "graph/",
    "issue": ID + "issue/",
    "dct": DCTERMS,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "oa": OA,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "wd": WIKIDATA,
    "xsd": XSD,
}


def iri(kind: str, slug: str) -> URIRef:
    """The IRI of an actor, issue, event, article, claim, stance or leverage."""
    return URIRef(f"{ID}{kind}/{slug}")


def decimal(value: object) -> Literal:
    """A decimal in one form: no zeros at the end, always a point."""
    number = Decimal(str(value)).normalize()
    text = f"{number or Decimal(0):f}"
    return Literal(text if "." in text else text + ".0", datatype=XSD.decimal, normalize=False)


def ontology() -> Graph:
    """Every triple of the ontology but for the shapes."""
    graph = Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


def new_dataset() -> Dataset:
    """An empty dataset whose default graph is the union of all, with the prefixes of the vocabulary."""
    dataset = Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
