"""What each format cannot carry of a network: a report that is computed from the network itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.exports.facts import FACTS
from kg.model.wording import counted
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.exports.formats import Graph

SHOWN = 4
OF_NETWORKS = (
    "name-language", "other-definition", "translator", "actor-note", "membership", "pursuit", "directed-at",
    "claimless", "title", "publisher", "author", "copied", "agency", "basis", "url", "archived", "original", "hash",
    "reliability", "credibility", "hedge-reason", "no-interval", "surroundings", "offset", "condition", "claim-note",
    "denial", "resolved-by", "number-reason", "content-condition", "instrument-issue", "figure", "about", "status",
    "tieless", "joint-dyad",
)  # fmt: skip
OF_TABLES = (
    "name-language", "other-definition", "translator", "actor-note", "membership", "pursuit", "directed-at",
    "claimless", "title", "publisher", "author", "copied", "agency", "basis", "url", "archived", "original", "hash",
    "reliability", "credibility", "hedge-reason", "no-interval", "surroundings", "later-offset", "condition",
    "claim-note", "resolved-by", "number-reason", "content-condition", "instrument-issue", "figure", "about",
)  # fmt: skip
OF_CLAIM_TABLES = ("kind", "alias", "other-label", "iso3", "wikidata", "acts-for", "definition", *OF_TABLES, "dyad")
OF_PROPERTY_GRAPHS = (
    "name-language", "other-definition", "copied", "surroundings", "hedge-reason", "no-interval", "number-reason",
    "content-condition", "original", "joint-dyad",
)  # fmt: skip
LOST: dict[str, tuple[str, ...]] = {
    "graphml": OF_NETWORKS,
    "gexf": OF_NETWORKS,
    "cytoscape": OF_NETWORKS,
    "csv": OF_CLAIM_TABLES,
    "csv in a folder": (*OF_TABLES, "joint-dyad"),
    "neo4j": OF_PROPERTY_GRAPHS,
    "cypher": OF_PROPERTY_GRAPHS,
    "stix": (
        "name-language", "other-definition", "language", "quote-language", "translator", "membership", "acts-for",
        "definition", "pursuit", "directed-at", "issue", "event", "claimless", "copied", "agency", "archived",
        "original", "hash", "reliability", "credibility", "interval", "hedge-reason", "no-interval", "surroundings",
        "offset", "claim-note", "drafted-by", "resolved-by", "resolution", "number-reason", "content-condition",
        "instrument-issue", "figure", "about", "status", "number", "dyad",
    ),
    "json": (),
    # What a graph never had, such as scores of dyads of joint acts alone, it says itself, in these as well.
    "turtle": ("graph",),
    "trig": (),
    "nquads": (),
    "jsonld": (),
    "jsonld-framed": ("graph", "dyad"),
    "nanopub": (
        "kind", "label", "alias", "other-label", "name-language", "other-definition", "language", "actor-note", "iso3",
        "wikidata", "membership", "acts-for", "definition", "pursuit", "directed-at", "claimless", "title", "publisher",
        "author", "copy", "copied", "agency", "basis", "url", "archived", "original", "hash", "reliability",
        "credibility", "dyad",
    ),
}  # fmt: skip
# Facts that a format carries in a changed form, each with the sentence that its number begins.
BENT: dict[str, tuple[tuple[str, str, str], ...]] = {
    "gexf": (
        ("undated", "has no spell", "have no spell"),
        ("parallel", "is merged by Gephi unless told not to", "are merged by Gephi unless told not to"),
    ),
    "stix": (
        ("doubtful", "is only in a note", "are only in notes"),
        ("joint-tie", "is only in a note", "are only in notes"),
        ("undated", "is dated 1970, since STIX wants a day", "are dated 1970, since STIX wants a day"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format leaves out or, if `how` says so, shows differently; `count` is how many there are."""

    format: str
    what: str
    count: int
    how: str = "left out"

    @property
    def says(self) -> str:
        """The loss in words."""
        number = FACTS[self.what].counted(self.count)
        return number if self.how == "left out" else f"{number} {self.how}"


def losses(graph: Graph, format_: str) -> tuple[Loss, ...]:
    """Everything that a format loses of a graph, in a fixed order, including what the graph has none of.

    The name may be that of several files, "csv in a folder". For a format that loses nothing the graph is not read.
    """
    name = format_.partition(" ")[0]
    if not LOST[format_]:
        return ()
    network = graph.as_known()
    left_out = [Loss(name, what, FACTS[what].count(network)) for what in LOST[format_]]
    if name == "turtle":
        # It has every triple, so that it merges the graphs of what was computed and of the vocabulary, too.
        left_out[0] = replace(left_out[0], count=len({quad.graph_name for quad in graph.quads()}))
    bent = []
    for what, one, many in BENT.get(format_, ()):
        count = FACTS[what].count(network)
        bent.append(Loss(name, what, count, one if count == 1 else many))
    return (*left_out, *bent)


def summary(found: Sequence[Loss]) -> str:
    """The losses in one sentence: the largest omissions, and whatever is shown differently."""
    left_out = sorted((loss for loss in found if loss.count and loss.how == "left out"), key=lambda loss: -loss.count)
    bent = [loss.says for loss in found if loss.count and loss.how != "left out"]
    named = ", ".join(loss.says for loss in left_out[:SHOWN])
    others = len(left_out) - SHOWN
    more = f" and {counted(others, 'kind of thing', 'kinds of things')} more" if others > 0 else ""
    return "; ".join([*([f"leaves out {named}{more}"] if named else []), *bent])


def loss_table(found: Sequence[Loss]) -> Table:
    """One row a loss, in words and as a number."""
    rows = tuple((loss.format, loss.what, loss.count, loss.how, loss.says) for loss in found)
    return Table(("format", "what", "count", "how", "in_words"), rows)
