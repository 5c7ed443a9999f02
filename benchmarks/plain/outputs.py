"""What the plain way writes: N-Quads and TriG by rdflib, tables, GraphML by networkx, a page by pyvis."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyvis.network import Network
from rdflib import RDF, SKOS

from benchmarks.plain.sources import listed
from benchmarks.plain.terms import ID, KG, OA

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset, Graph

    from benchmarks.plain.sources import Entry, Sources
    from benchmarks.plain.tension import Dyad

PAIRS = (
    ("stance", KG.holder, KG.target, KG.position),
    ("event", KG.initiator, KG.recipient, KG.goldstein),
    ("leverage", KG.wielder, KG.over, KG.effect),
)
PAGE_QUOTES = 20


def write_dataset(dataset: Dataset, out: Path) -> None:
    """`graph.nq` with its lines sorted, `graph.trig`, `ontology.ttl`."""
    lines = dataset.serialize(format="nquads").splitlines(keepends=True)
    (out / "graph.nq").write_text("".join(sorted(line for line in lines if line.strip())), encoding="utf-8")
    dataset.serialize(out / "graph.trig", format="trig", encoding="utf-8")
    ontology: Graph = dataset.graph(f"{ID}graph/ontology")
    ontology.serialize(out / "ontology.ttl", format="turtle", encoding="utf-8")


def write_tables(sources: Sources, tensions: dict[Dyad, dict[str, Any]], out: Path) -> None:
    """`tension.csv` and `claims.csv`."""
    columns = ["a", "b", *next(iter(tensions.values()), {})]
    with (out / "tension.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({"a": a, "b": b} | {k: _cell(v) for k, v in row.items()} for (a, b), row in tensions.items())
    rows = [_claim_row(key, claim) for key, claim in sources.claims.items()]
    with (out / "claims.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _cell(value: object) -> object:
    return f"{value:.6f}" if isinstance(value, float) else value


def _claim_row(key: str, claim: Entry) -> dict[str, object]:
    content: Entry = next(
        (claim[kind] for kind in ("stance", "event", "leverage") if isinstance(claim.get(kind), dict)), {}
    )
    return {
        "claim": key,
        "said_by": "; ".join(listed(claim["said-by"])),
        "reported_by": "; ".join(listed(claim.get("reported-by"))),
        "mode": claim.get("mode", "reported"),
        "certainty": claim.get("certainty", "unspecified"),
        "hedge": "; ".join(map(str, listed(claim.get("hedge")))),
        "said_on": claim.get("said-on", ""),
        "denies": claim.get("denies", ""),
        "type": content.get("type", content.get("effect", "")),
        "from": content.get("holder", content.get("initiator", content.get("wielder", ""))),
        "to": content.get("target", content.get("recipient", content.get("over", ""))),
        "quote": " […] ".join(listed(claim["quote"])),
    }


def network(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """Actors and issues, and an edge for each claim about two of them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind in (KG.Actor, KG.Issue, KG.Event):
        for node in dataset.subjects(RDF.type, kind):
            graph.add_node(str(node), label=str(dataset.value(node, SKOS.prefLabel)), kind=str(kind).removeprefix(KG))
    claims: list[tuple[Any, Any]] = list(dataset.subject_objects(KG.content))
    for claim, content in claims:
        quotes = [
            str(exact)
            for passage in dataset.objects(claim, KG.evidence)
            for selector in dataset.objects(passage, OA.hasSelector)
            for exact in dataset.objects(selector, OA.exact)
        ]
        for relation, sender, receiver, number in PAIRS:
            for source in dataset.objects(content, sender):
                for target in dataset.objects(content, receiver):
                    about = {"number": str(dataset.value(content, number)), "quote": " […] ".join(quotes)}
                    graph.add_edge(str(source), str(target), claim=str(claim), relation=relation, **about)
    return graph


def write_network(graph: nx.MultiDiGraph[str], tensions: dict[Dyad, dict[str, Any]], out: Path) -> None:
    """`network.graphml` and `index.html`; the page joins the claims about a pair into one edge."""
    nx.write_graphml(graph, out / "network.graphml", encoding="utf-8")
    page = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        if data["kind"] != "Event":
            page.add_node(node, label=data["label"], group=data["kind"])
    quotes: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for source, target, data in graph.edges(data=True):
        quotes[source, target, data["relation"]].append(data["quote"])
    drawn = set(page.get_nodes())
    for (source, target, relation), found in quotes.items():
        if {source, target} <= drawn:
            page.add_edge(source, target, label=relation, value=len(found), title="\n".join(found[:PAGE_QUOTES]))
    for (a, b), row in tensions.items():
        title = f"tension {row['tension']:+.2f} [{row['low']:+.2f}, {row['high']:+.2f}]"
        page.add_edge(f"{ID}actor/{a}", f"{ID}actor/{b}", title=title, value=abs(row["tension"]), arrows="")
    (out / "index.html").write_text(page.generate_html(), encoding="utf-8")
