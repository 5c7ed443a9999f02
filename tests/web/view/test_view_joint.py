"""A treaty on the page: one node with a line to each party, and any dyad of it for the asking."""

from __future__ import annotations

import pytest

from kg.network.network import network_of
from kg.questions.dyads import tension, tensions
from kg.web.view.html import view
from tests.network.test_joint import act, corpus, names
from tests.web.texts import with_texts

PARTIES = 30


@pytest.fixture
def treaty(terms):
    everybody = names(*range(PARTIES))
    return network_of(corpus([act(everybody, everybody)], PARTIES), terms)


@pytest.fixture
def opened(visit, treaty, tmp_path):
    def go(fragment=""):
        file = tmp_path / "index.html"
        file.write_text(view(with_texts(treaty, {"talks": "x" * 40}), tensions(treaty), {}), encoding="utf-8")
        return visit(file, fragment)

    return go


def test_a_treaty_is_one_node_with_a_line_to_each_party(opened):
    page = opened()
    lines = page.evaluate("kgView.lines()")
    assert len(lines) == PARTIES
    assert all("node=treaty" in (line["from"], line["to"]) for line in lines)
    assert len(page.evaluate("kgView.computed({}).dyads")) == 0
    assert "1 of 1 claims count." in page.inner_text("#panel")
    assert "30 parties, 435 dyads" in page.inner_text("#panel")
    assert "part in a joint act" in page.inner_text("#legend")


def test_its_panel_opens_the_score_of_any_two_parties(opened, treaty):
    page = opened("#node=treaty")
    assert "30 parties are 435 dyads" in page.inner_text("#panel")
    page.select_option("#joint-one", "s17")
    page.locator("form:has(#joint-one) button").click()
    assert "Choose two parties" in page.inner_text("#panel")
    page.select_option("#joint-other", "s3")
    page.locator("form:has(#joint-one) button").click()
    page.wait_for_function("document.querySelector('#panel-title').textContent.includes('State 17')")
    expected = tension(treaty, "s17", "s3")
    assert f"−{abs(expected.tension):.2f}" in page.inner_text("#panel")


def test_the_address_of_such_a_dyad_opens_it(opened):
    page = opened("#tie=s17--s3")
    assert "State 17 – State 3" in page.inner_text("#panel-title")
