"""What refers to each other comes together, and after all that it refers to."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.circles import circles

NAMES = [f"a{number}" for number in range(7)]
GRAPHS = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES)) for name in NAMES})


@given(GRAPHS)
def test_any_graph_falls_apart_as_another_implementation_has_it(referred):
    found = list(circles(referred))
    graph = nx.DiGraph([(name, other) for name, others in referred.items() for other in others])
    graph.add_nodes_from(referred)
    assert sorted(map(sorted, found)) == sorted(map(sorted, nx.strongly_connected_components(graph)))
    before = set()
    for circle in found:
        before |= circle
        assert all(referred[name] <= before for name in circle)


def test_a_chain_may_have_any_length():
    referred = {str(number): {str(number + 1)} for number in range(20_000)} | {"20000": set()}
    assert list(circles(referred))[::20_000] == [{"20000"}, {"0"}]
