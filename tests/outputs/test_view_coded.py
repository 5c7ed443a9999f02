"""Machine-coded dyads as a layer of the page: apart from the articles' scores, with the events that weigh most."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kg.analysis.tension import tensions
from kg.events.beside import DatasetTension
from kg.events.tension import EventContribution, EventExplanation, EventTension
from kg.graph.network import network
from kg.outputs.coded import coded_data
from kg.outputs.html import view

DAY = date(2016, 7, 31)
HOSTILE = "</script><img src=x onerror=alert(1)>\u2028\u202e{{7*7}}"


def dyad(a, b, shares, *, rest=0.0, others=0, text="Accuse", url="https://example.org/a?b=c"):
    tension = sum(shares) + rest
    score = EventTension(
        a,
        b,
        DAY,
        tension,
        tension - 0.2,
        tension + 0.2,
        max(tension, 0.0),
        max(-tension, 0.0),
        3.0,
        4,
        len(shares) + others,
        thin=False,
    )
    parts = tuple(
        EventContribution(
            f"id {n} {text}", DAY, f"{a} {text}", b, "112", text, f"Xinhua {text}", "9", url, "Xinhua", -0.2, 0.6, share
        )
        for n, share in enumerate(shares)
    )
    return EventExplanation(score, parts, rest, others)


def dataset(name="icews", text="Accuse", url="https://example.org/a?b=c"):
    dyads = (
        dyad("china", "united-states", (0.2, -0.05), rest=0.01, others=12_345, text=text, url=url),
        dyad("china", "japan", (-0.3,), text=text, url=url),
        dyad("atlantis", "china", (0.5,), text=text),
    )
    return DatasetTension(name, DAY, date(2016, 12, 31), "goldstein-icews", "publisher", 180.0, dyads)


@pytest.fixture(scope="module")
def page_of(shipped, tmp_path_factory):
    def made(*datasets):
        web = network(shipped.corpus, shipped.vocabulary)
        texts = {article.slug: article.text for article in shipped.corpus.articles.values()}
        file = tmp_path_factory.mktemp("coded") / "index.html"
        file.write_text(view(web, tensions(web), texts, {}, datasets=datasets), encoding="utf-8")
        return file

    return made


@pytest.fixture(scope="module")
def two(page_of):
    return page_of(dataset(), dataset("gdelt"))


def test_dyads_of_those_who_are_not_on_the_page_are_left_out_and_names_are_told_apart():
    found = coded_data(
        [dataset(), dataset(), DatasetTension("empty", DAY, DAY, "given", "month", 180.0, ())], {"china", "japan"}
    )
    assert [each["name"] for each in found] == ["icews", "icews-2"]
    assert [[(d["a"], d["b"]) for d in each["dyads"]] for each in found] == [[("china", "japan")]] * 2
    json.dumps(found, allow_nan=False)


def test_without_data_sets_the_page_has_no_such_layer(visit, page_of):
    page = visit(page_of())
    assert page.locator("#layers-coded").count() == 0
    assert "coded" not in page.evaluate("kgView.state().layers")


def test_the_layer_is_drawn_dashed_and_can_be_switched_off(visit, two):
    page = visit(two)
    ids = ["coded:icews=china--united-states", "coded:gdelt=china--japan"]
    lines = {each["id"]: each for each in page.evaluate("kgView.lines()")}
    assert all(lines[each]["dashes"] for each in ids)
    assert lines[ids[0]]["label"] == "icews +0.16"
    assert (lines[ids[0]]["side"], lines[ids[1]]["side"]) == ("hostile", "friendly")
    page.locator("label.layers-coded").click()
    assert not [each for each in page.evaluate("kgView.drawn().edges") if each.startswith("coded:")]
    assert "layers=" in page.evaluate("kgView.address()")


def test_the_scores_of_the_articles_are_as_without_it(visit, two, page_of):
    with_it, without = (visit(file).evaluate("kgView.computed({})") for file in (two, page_of()))
    assert with_it["dyads"] == without["dyads"]
    assert with_it["powers"] == without["powers"]


def test_a_dyad_opens_its_events_whose_shares_sum_to_the_score(visit, two):
    page = visit(two, "#coded:icews=china--united-states")
    text = page.locator("#panel").inner_text()
    assert "No person has read these" in text
    assert "+0.16" in text
    assert "12,345 together come to +0.01" in text
    assert page.locator("#panel .coded").count() == 2
    assert [a.get_attribute("href") for a in page.locator("#panel .coded a").all()] == ["https://example.org/a?b=c"] * 2
    assert "share +0.200" in text
    assert "share −0.050" in text


def test_the_articles_score_stands_beside_and_leads_there_and_back(visit, two):
    page = visit(two, "#tie=china--united-states")
    beside = page.locator("#panel section", has_text="Machine-coded, and in no score above")
    assert beside.locator("a").all_inner_texts() == ["icews +0.16", "gdelt +0.16"]
    beside.locator("a").first.click()
    assert page.evaluate("kgView.selection()") == "coded:icews=china--united-states"
    page.locator("#panel a", has_text="+0.35").click()
    assert page.evaluate("kgView.selection()") == "tie=china--united-states"


def test_the_window_and_the_filters_do_not_change_it(visit, two):
    page = visit(two, "#coded:icews=china--united-states&to=2016-02-20&mode=forecast")
    assert "+0.16" in page.locator("#panel .figure").inner_text()


def test_at_the_level_of_every_actor_scores_of_states_are_not_drawn(visit, two):
    page = visit(two, "#level=actor")
    assert not [each for each in page.evaluate("kgView.drawn().edges") if each.startswith("coded:")]


def test_one_line_a_pair_does_not_swallow_it(visit, two):
    page = visit(two, "#lines=pair")
    drawn = page.evaluate("kgView.drawn().edges")
    assert "coded:icews=china--united-states" in drawn


def test_the_table_has_it_and_its_row_opens_it(visit, two):
    page = visit(two, "#show=table")
    row = page.locator("#table-body tr", has_text="Machine-coded, gdelt").filter(has_text="Japan")
    assert "−0.30 friendly" in row.inner_text()
    row.locator("a").first.click()
    assert page.evaluate("kgView.selection()") == "coded:gdelt=china--japan"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", HOSTILE])
def test_what_events_say_is_only_text(visit, page_of, url):
    page = visit(page_of(dataset(text=HOSTILE, url=url)), "#coded:icews=china--united-states")
    assert "onerror=alert(1)" in page.locator("#panel").inner_text()
    assert page.locator("#panel img").count() == 0
    assert page.locator("#panel .coded a").count() == 0


def test_nobody_is_shut_out(visit, two):
    from axe_playwright_python.sync_playwright import Axe

    for fragment in ("#coded:icews=china--united-states", "#show=table"):
        found = Axe().run(visit(two, fragment, bypass_csp=True))
        assert found.violations_count == 0, found.generate_report()
