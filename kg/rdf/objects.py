"""The dataset as objects of rdflib, for those who know that library."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
import rdflib

from kg.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

Dataset: TypeAlias = rdflib.Dataset


def rdflib_dataset(quads: Iterable[ox.Quad]) -> Dataset:
    """An `rdflib.Dataset` of the quads, whose default graph is the union of all; about 40 µs a quad."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
