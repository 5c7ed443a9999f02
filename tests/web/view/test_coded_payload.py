"""What the page is told of machine-coded dyads."""

from __future__ import annotations

import json
import re

import pytest

from kg.questions.dyads import tensions
from kg.web.view.event_layer import coded_data
from kg.web.view.html import view
from kg.web.view.packing import unpacked
from tests.web.coded_datasets import DAY, LAST, WEB, dataset, dyad

ON_PAGE = {"china", "japan", "north-korea", "south-korea", "united-states"}


@pytest.fixture(scope="module")
def told(shipped, shipped_network):
    """The data in the page of the shipped project with some data sets, and the page without its scripts."""

    def go(*datasets):
        text = view(shipped_network, tensions(shipped_network), {}, datasets=datasets)
        scripts = re.compile(r"<script.*?</script>", re.DOTALL)
        return unpacked(json.loads(re.search(r'<script id="data"[^>]*>(.*?)</script>', text)[1])), scripts.sub("", text)

    return go


def test_each_data_set_has_its_day_its_scale_and_its_dyads():
    (found,) = coded_data([dataset()], ON_PAGE)
    assert {key: found[key] for key in ("name", "at", "last_day", "scale", "cluster", "half_life")} == {
        "name": "icews", "at": DAY.isoformat(), "last_day": LAST.isoformat(), "scale": "goldstein-icews",
        "cluster": "publisher", "half_life": 180.0,
    }  # fmt: skip
    assert [(each["a"], each["b"]) for each in found["dyads"]] == [
        ("china", "united-states"), ("north-korea", "south-korea"), ("china", "japan"),
    ]  # fmt: skip
    assert found["events"] == sum(each["events"] for each in found["dyads"]) == 12_348 + 9 + 1


def test_the_shares_of_a_dyad_and_the_rest_sum_to_its_score():
    for each in coded_data([dataset()], ON_PAGE)[0]["dyads"]:
        total = sum(event["share"] for event in each["top"]) + each["rest"]
        assert total == pytest.approx(each["tension"], abs=1e-8)
        assert each["hostile"] - each["friendly"] == pytest.approx(each["tension"], abs=1e-8)
        assert each["events"] == len(each["top"]) + each["others"]


def test_an_event_is_told_with_all_it_has_and_without_what_is_empty():
    (found,) = coded_data([dataset(dyads=(dyad("china", "japan", (0.1,), story="", publisher=""),))], ON_PAGE)
    assert found["dyads"][0]["top"] == [
        {
            "id": "e0", "day": "2014-05-01", "source": "china", "target": "japan", "code": "112", "text": "Accuse",
            "url": WEB, "cluster": "Xinhua", "intensity": -0.2, "weight": 0.63, "share": 0.1,
        }
    ]  # fmt: skip


def test_who_is_not_on_the_page_is_left_out_and_so_is_a_data_set_of_nobody():
    assert [[(d["a"], d["b"]) for d in each["dyads"]] for each in coded_data([dataset()], {"china", "japan"})] == [
        [("china", "japan")]
    ]
    assert coded_data([dataset(dyads=()), dataset()], {"japan"}) == []


def test_data_sets_of_one_name_are_told_apart_whatever_others_are_called():
    found = coded_data([dataset("icews"), dataset("icews"), dataset("icews-2"), dataset("icews")], ON_PAGE)
    assert [each["name"] for each in found] == ["icews", "icews-3", "icews-2", "icews-4"]


def test_the_page_has_them_and_is_otherwise_as_without(told):
    (plain, page), (coded, page_with) = told(), told(dataset(), dataset("gdelt"))
    assert "datasets" not in plain
    assert [each["name"] for each in coded.pop("datasets")] == ["icews", "gdelt"]
    assert coded == plain
    assert page_with == page
    assert told(dataset(dyads=())) == (plain, page)


def test_a_number_that_is_none_is_refused(told):
    with pytest.raises(ValueError, match="not JSON compliant"):
        told(dataset(dyads=(dyad("china", "japan", (float("nan"),)),)))
