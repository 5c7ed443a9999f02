"""The file holds the data by columns: both readers, that of the tests and that of the page, give back what was there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.dyads import tensions
from kg.web.view.html import view
from kg.web.view.packing import column, packed, read, unpacked
from kg.web.view.payload import payload
from tests.web.conftest import page_data

SCALARS = st.none() | st.booleans() | st.integers(-200, 200) | st.sampled_from(["a", "b", "long enough", "0", "None"])
LISTS = st.lists(SCALARS, max_size=4)
RECORDS = st.dictionaries(st.sampled_from("xyz"), SCALARS.filter(lambda value: value is not None), min_size=1)


@given(st.lists(SCALARS) | st.lists(LISTS | st.none()) | st.lists(RECORDS) | st.lists(SCALARS | LISTS | RECORDS))
def test_a_column_gives_back_its_values(values):
    assert repr(read(json.loads(json.dumps(column(values))))) in (repr(values), repr(json.loads(json.dumps(values))))


def test_a_value_that_comes_again_is_written_once():
    names = ["a rather long name", "another"] * 50
    assert json.dumps(column(names)).count("a rather long name") == 1
    assert column(["the same"] * 9) == {"of": ["the same"], "at": 9}


@pytest.fixture(scope="module")
def whole(shipped_network):
    """The data of the shipped articles, as they are before they are packed."""
    data = json.loads(json.dumps(payload(shipped_network, tensions(shipped_network), {})))
    places = [{"id": node["id"], "label": "\n".join(node["lines"]), "x": 1} for node in data["nodes"]]
    edges = [
        {
            "id": tie["id"], "relation": tie["relation"], "from": f"node={tie['source']}", "to": f"node={tie['target']}",
            "claims": tie["claims"], "arrows": "to",
        }
        for tie in data.pop("ties")
    ]  # fmt: skip
    return {**data, "drawing": {"nodes": places, "edges": edges, "options": {}}}


def present(value):
    """Without what is empty in a record."""
    if isinstance(value, dict):
        return {key: present(item) for key, item in value.items() if item not in ("", [], None)}
    return [present(item) for item in value] if isinstance(value, list) else value


def test_nothing_of_the_data_is_lost(whole):
    found = unpacked(json.loads(json.dumps(packed(whole))))
    assert {key: present(claim) for key, claim in found.pop("claims").items()} == {
        key: present(claim) for key, claim in whole["claims"].items()
    }
    assert any(claim["agreeing"] for claim in whole["claims"].values())
    assert any(claim["against"] for claim in whole["claims"].values())
    assert found == {key: value for key, value in whole.items() if key != "claims"}


def test_the_page_reads_them_alike(evaluate, whole):
    stored = json.loads(json.dumps(packed(whole)))
    (found,) = evaluate("unpacked", [[stored]])
    assert present(found["claims"]) == present(unpacked(stored)["claims"])
    assert {**found, "claims": 0} == {**unpacked(stored), "claims": 0}


def test_a_tie_that_has_the_name_of_another_keeps_its_own(whole, evaluate):
    edges = [*whole["drawing"]["edges"], {**whole["drawing"]["edges"][0], "id": "stance=a--b~2"}]
    data = {**whole, "drawing": {**whole["drawing"], "edges": edges}}
    stored = json.loads(json.dumps(packed(data)))
    assert unpacked(stored)["drawing"]["edges"] == edges
    assert evaluate("unpacked", [[stored]])[0]["drawing"]["edges"] == edges


def test_the_page_holds_the_packed_data(shipped_network, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(view(shipped_network, tensions(shipped_network), {}), encoding="utf-8")
    assert page_data(file)["claims"].keys() == shipped_network.claims.keys()
