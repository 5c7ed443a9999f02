"""Articles about international politics → an evidence-first knowledge graph.

    sources/*.txt, *.yaml ─▶ model ─▶ checks ─▶ RDF dataset ─▶ network ─▶ analysis ─▶ outputs
        reading               (findings)        graph           (networkx)            (html, graphml, …)

`kg.pipeline` is that journey, one line a stage. The public API:

    project = kg.open(".")             a project's folder, a file of RDF, or the address of a SPARQL endpoint
    project.build()                    check the sources and write out/
    project.query("SELECT …")          SPARQL; rows of plain values
    project.tension(at="2016-07-31")   dyads, most tense first; .to_polars(), .to_pandas(), .to_arrow()
    project.explain("china", "DPRK")   one dyad with every claim behind it
    project.view(height=500)           the map, in a cell of a notebook
    project.network()                  networkx.MultiDiGraph
    project.dataset                    rdflib.Dataset

Machine-coded event tables, by the same measure, are in `kg.events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.measure.formula import Parameters
    from kg.project import Project
    from kg.project import open_project as open  # noqa: A004 - kg.open reads as gzip.open does

__all__ = ["Parameters", "Project", "open"]

EXPORTS = {
    "open": ("kg.project", "open_project"),
    "Project": ("kg.project", "Project"),
    "Parameters": ("kg.measure.formula", "Parameters"),
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for, so that `kg --help` stays fast."""
    if name not in EXPORTS:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    module, attribute = EXPORTS[name]
    return getattr(import_module(module), attribute)
