"""What is said in a line names so many actors, and of more how many there are."""

from __future__ import annotations

import pytest

from kg.questions.saying import MOST_NAMED, described, named


@pytest.mark.parametrize("size", [1, 2, MOST_NAMED, MOST_NAMED + 1, MOST_NAMED + 2, 195])
def test_of_many_actors_a_line_says_how_many_there_are(network, size):
    many = {f"party-{i:03}": {"kind": "state", "label": f"Party {i:03}"} for i in range(size)}
    claim = {
        "id": "one", "quote": "sees it as a threat", "said-by": "gazette", "certainty": "certain",
        "stance": {"holder": [*many], "target": "japan", "type": "opposes"},
    }  # fmt: skip
    net = network(claim, actors=many)
    words = named(net, many)
    assert words.count("Party") == (size if size <= MOST_NAMED + 1 else MOST_NAMED)
    assert words.endswith(f" and {size - MOST_NAMED} more") is (size > MOST_NAMED + 1)
    assert described(net, net.claims["talks/one"]).startswith(words)
