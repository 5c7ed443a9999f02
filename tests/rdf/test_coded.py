"""What data sets of machine-coded events say, read back from the graph."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kg.rdf.event_datasets import CodedEvent, coded_tensions
from kg.rdf.store import in_memory

KG = "https://w3id.org/detente/ns#"
DATASET = "https://w3id.org/detente/id/dataset/icews"


@pytest.fixture(scope="module")
def dyad(rich_corpus):
    """The two actors of the data set."""
    return tuple(sorted(rich_corpus.actors)[:2])


def test_what_was_written_is_read_back(rich_dataset, dyad):
    (found,) = coded_tensions(in_memory(rich_dataset))[dyad]
    day = date(2016, 1, 1)
    assert (found.dataset, found.scale, found.at, found.events) == ("icews", "goldstein-icews", day, 7)
    assert (found.tension, found.low, found.high, found.hostile, found.friendly) == (0.2, -0.1, 0.5, 0.3, 0.1)
    assert found.largest == (CodedEvent(day, *dyad, "112", "Accuse", "AFP", "https://example.org/<a>", 0.2),)
    assert (found.others, found.rest) == (6, 0.0)
    assert found.iris == ("/".join(("https://w3id.org/detente/id/tension", *dyad, "icews")), DATASET)


def test_a_graph_without_data_sets_has_none(rich_quads):
    assert coded_tensions(in_memory(rich_quads)) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tension", "no number"), ("tension", "nan"), ("low", None), ("asOf", "soon"), ("eventCount", "many"),
        ("between", None), ("between", "one alone"), ("share", "inf"), ("date", "2016"),
    ],
)  # fmt: skip
def test_what_is_incomplete_or_makes_no_sense_is_left_out(rich_dataset, dyad, name, value):
    predicate = ox.NamedNode(KG + name)
    (found,) = coded_tensions(in_memory(rich_dataset))[dyad]
    whose = {found.iris[0], f"{found.iris[0]}/event/1"}
    wrong = [quad for quad in rich_dataset if quad.predicate == predicate and quad.subject.value in whose]
    quads = set(rich_dataset) - set(wrong)
    if value is not None:
        quads |= {ox.Quad(quad.subject, predicate, ox.Literal(value), quad.graph_name) for quad in wrong}
    assert wrong
    assert coded_tensions(in_memory(quads)) == {}
