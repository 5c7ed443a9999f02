"""The pages that the view is measured on, and that a browser measures them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from benchmarks import view
from benchmarks.measuring import CHECKOUT
from benchmarks.pages import distinct_ties, generated, our_page, plain_page
from benchmarks.window import BROWSERS, CHROMIUM
from kg.web.view.payload import payload

ACTORS, TIES = 40, 120


@pytest.mark.parametrize(("actors", "ties"), [(2, 1), (ACTORS, TIES), (60, 59), (6, 30)])
def test_a_network_has_as_many_actors_and_ties_as_asked_for(actors, ties):
    network = generated(actors, ties)
    assert len(network) == actors
    assert len(distinct_ties(network)) == ties
    assert {end for _, *pair in distinct_ties(network) for end in pair} == set(network)


@pytest.mark.parametrize(("actors", "ties"), [(1, 0), (10, 8), (10, 91)])
def test_ties_that_cannot_be_are_refused(actors, ties):
    with pytest.raises(ValueError, match="actors"):
        generated(actors, ties)


def test_quotes_stand_where_they_are_said_to_stand():
    network = generated(ACTORS, TIES)
    claims = network.claims.values()
    assert all(
        network.articles[claim.article].text[each.start : each.end] == each.exact
        for claim in claims
        for each in claim.passages
    )


def test_the_same_seed_gives_the_same_pages():
    assert our_page(generated(ACTORS, TIES)) == our_page(generated(ACTORS, TIES))
    assert distinct_ties(generated(ACTORS, TIES, seed=2)) != distinct_ties(generated(ACTORS, TIES))


def test_both_pages_hold_the_same_ties():
    network = generated(ACTORS, TIES)
    ours = payload(network, (), {})
    assert sorted((tie["relation"], tie["source"], tie["target"]) for tie in ours["ties"]) == distinct_ties(network)
    assert plain_page(network).count('"from": "actor-') == TIES


@pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason=f"none of {', '.join(BROWSERS)} is on the path")
def test_a_browser_measures_both_pages(tmp_path):
    """In a process of its own, since this one may have the tests' browser, and can have no other beside it."""
    file = tmp_path / "view.json"
    asked = ["--sizes", str(ACTORS), "--runs", "1", "--cap", "20", "--format", "json", "-o", str(file)]
    subprocess.run([sys.executable, "-m", "benchmarks.view", *asked], cwd=CHECKOUT, check=True, capture_output=True)
    found = json.loads(file.read_text(encoding="utf-8"))
    rows = [row for row in found["pages"] if row["way"] != view.SHIPPED]
    assert [row["way"] for row in rows] == [view.OURS, view.WHOLE, view.PLAIN]
    for row in rows:
        assert 0 < row["first_frame_s"] <= row["still_s"]
        assert all(row[key] > 0 for key in view.COLUMNS if key not in ("pan_script_ms", "week_ms"))
        assert (row["week_ms"] is None) == (row["way"] == view.PLAIN)
    table = view.as_table(found)
    assert f"### {ACTORS} actors, {TIES} ties" in table
    assert "1/20 of plain pyvis's time" in table
