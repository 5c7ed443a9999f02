"""The window of time: its handles, days, play and clocks, and that scores and nodes follow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from kg.measure.lens import Lens
from kg.model.records import Corpus, Event, contested, names_in
from kg.network.network import day, network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view

TIE = "tie=china--north-korea"
EPOCH = date(1970, 1, 1)
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def number(at):
    return (at - EPOCH).days


def scores(page):
    return {dyad["id"]: dyad["tension"] for dyad in page.evaluate("kgView.computed({}).dyads")}


def wait_for(page, **state):
    """Handles change the state with the next frame."""
    page.locator("html[data-ready]").evaluate(
        """(_, wanted) => new Promise((done) => {
          const look = () => Object.entries(wanted).every(([key, value]) => kgView.state()[key] === value)
            ? done() : requestAnimationFrame(look);
          look();
        })""",
        state,
    )


def expected(graph, at):
    return {f"tie={dyad.a}--{dyad.b}": pytest.approx(dyad.tension, abs=1e-9) for dyad in tensions(graph, Lens(at=at))}


def test_the_end_of_the_window_is_the_day_of_every_score(visit, shipped_page, shipped_network):
    page = visit(shipped_page, f"#{TIE}")
    page.locator("#to-day").fill("2016-03-15")
    wait_for(page, to=number(date(2016, 3, 15)))
    assert scores(page) == expected(shipped_network, date(2016, 3, 15))
    assert "15 March 2016" in page.locator("#footer").inner_text()
    assert "15 March 2016" in page.locator("#panel .numbers").inner_text()
    dyad = next(d for d in tensions(shipped_network, Lens(at=date(2016, 3, 15))) if f"tie={d.a}--{d.b}" == TIE)
    assert page.locator("#panel .figure").inner_text().startswith(f"{dyad.tension:+.2f}".replace("-", "\u2212"))


def test_handles_move_with_keys_and_say_the_day(visit, shipped_page):
    page = visit(shipped_page)
    handle = page.locator("#time-to")
    assert handle.get_attribute("aria-valuetext") == "End: 31 July 2016"
    handle.press("ArrowLeft")
    wait_for(page, to=number(date(2016, 7, 30)))
    assert handle.get_attribute("aria-valuetext") == "End: 30 July 2016"
    page.locator("#time-from").press("ArrowRight")
    wait_for(page, **{"from": number(date(2016, 2, 1))})
    assert page.locator(".chip").inner_text().startswith("Happened or said 1 February – 30 July 2016")
    handle.press("End")
    wait_for(page, to=None)


def test_a_handle_is_dragged_and_stops_at_the_other(visit, shipped_page):
    page = visit(shipped_page)
    box = page.locator(".time-axis").bounding_box()
    y = box["y"] + 36
    page.mouse.move(box["x"] + box["width"] + 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=8)
    page.mouse.up()
    middle = page.evaluate("kgView.state().to")
    assert abs(middle - number(date(2016, 5, 1))) < 5
    page.mouse.move(box["x"] - 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], y, steps=8)
    page.mouse.up()
    wait_for(page, **{"from": middle})
    assert page.evaluate("kgView.state().to") == middle
    assert page.locator("#time-from").input_value() == str(middle), "the handle stops where the window does"


@pytest.mark.parametrize("window", ["2016-01-31", "2016-05-01", "2016-07-31"])
@pytest.mark.parametrize("width", [1400, 390])
def test_both_handles_can_be_grabbed_in_a_window_of_one_day(visit, shipped_page, window, width):
    page = visit(shipped_page, f"#from={window}&to={window}", viewport={"width": width, "height": 900})
    axis = page.locator(".time-axis")
    axis.scroll_into_view_if_needed()
    box = axis.bounding_box()
    day = number(date.fromisoformat(window))
    first, last = number(date(2016, 1, 31)), number(date(2016, 7, 31))
    scale, y = box["width"] / (last - first + 1), box["y"] + 36
    begin, end = box["x"] + scale * (day - first), box["x"] + scale * (day - first + 1)
    assert box["x"] - 24 >= 0
    assert box["x"] + box["width"] + 24 <= width
    for handle, x in (("time-from", begin - 12), ("time-to", end + 12)):
        page.mouse.move(x, y)
        page.mouse.down()
        assert page.evaluate("document.activeElement.id") == handle
        page.mouse.up()
    page.mouse.move(begin - 12, y)
    page.mouse.down()
    page.mouse.move(begin - 12 - 0.2 * box["width"], y, steps=4)
    page.mouse.up()
    page.evaluate(DRAWN)
    axis.scroll_into_view_if_needed()  # what is asked for may take another row above
    y = axis.bounding_box()["y"] + 36
    page.mouse.move(end + 12, y)
    page.mouse.down()
    page.mouse.move(end + 12 + 0.2 * box["width"], y, steps=4)
    page.mouse.up()
    page.evaluate(DRAWN)
    state = page.evaluate("kgView.state()")
    assert (state["from"] or first) == pytest.approx(max(first, day - 0.2 * (last - first)), abs=3)
    assert (state["to"] or last) == pytest.approx(min(last, day + 0.2 * (last - first)), abs=3)


@pytest.mark.parametrize("began", ["2016-01", "2014", "2008", "1989", "1916", "1206"])
def test_words_under_the_axis_never_overlap(visit, shipped, terms, tmp_path, began):
    first = next(iter(shipped.corpus.articles))
    articles = shipped.corpus.articles | {first: replace(shipped.corpus.articles[first], published=began)}
    graph = network_of(replace(shipped.corpus, articles=articles), terms)
    file = tmp_path / "index.html"
    file.write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(file)
    for width in (1400, 800, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(DRAWN)
        boxes = page.evaluate(
            "[...document.querySelectorAll('#time-ticks span')].map((tick) => tick.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) >= 2
        assert all(one["right"] <= other["left"] for one, other in pairwise(boxes)), width
        assert boxes[-1]["right"] <= width


def test_the_whole_window_is_dragged_and_keeps_its_length(visit, shipped_page):
    first, last = number(date(2016, 2, 1)), number(date(2016, 3, 2))
    page = visit(shipped_page, "#from=2016-02-01&to=2016-03-02")
    box = page.locator("#time-band").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 2.5, box["y"] + 8, steps=8)
    page.mouse.up()
    state = page.evaluate("kgView.state()")
    assert state["to"] - state["from"] == last - first
    assert abs(state["from"] - (first + 2 * (last - first))) < 4
    page.locator("#time-from").press("Shift+ArrowLeft")
    wait_for(page, **{"from": state["from"] - 4, "to": state["to"] - 4})


def test_play_runs_to_the_last_day_and_can_be_stopped(visit, shipped_page):
    page = visit(shipped_page, reduced_motion="reduce")
    button = page.get_by_role("button", name="Play")
    button.click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play").wait_for()
    stopped = page.evaluate("kgView.state().to")
    assert stopped is not None
    assert page.locator("#status").inner_text().startswith("Stopped at ")
    page.evaluate("to => kgView.change({ to })", number(date(2016, 7, 29)))
    button.click()
    wait_for(page, to=None)
    page.get_by_role("button", name="Play").wait_for()


def test_nodes_without_ties_obey_the_window_too(visit, shipped_page, shipped):
    page = visit(shipped_page, "#kinds=issue,people,event,voices")
    everybody = set(page.evaluate("kgView.drawn().nodes"))
    assert len(everybody) == 63
    page.locator("#to-day").fill("2016-03-01")
    wait_for(page, to=number(date(2016, 3, 1)))
    named = set()
    for claim in shipped.corpus.claims:
        if day(claim, shipped.corpus.articles[claim.article]) <= date(2016, 3, 1):
            named |= {*names_in(claim.content), *claim.claimants, *claim.reported_by}
            named |= {claim.content.slug} if isinstance(claim.content, Event) else set()
    early = set(page.evaluate("kgView.drawn().nodes"))
    assert early == {f"node={slug}" for slug in named}
    assert early < everybody
    assert page.locator("#shown").inner_text().startswith(f"{len(early)} of 63")


def test_the_clock_of_publication_knows_no_denial_before_it_is_published(visit, terms, shipped, tmp_path):
    disputed = contested(shipped.corpus.claims)
    first, second = sorted(shipped.corpus.articles)
    article = {"affirmed": first, "denied": second}
    claims = [
        replace(claim, article=article[claim.polarity], said_on="2016-02-01")
        if claim.content_key in disputed
        else claim
        for claim in shipped.corpus.claims
    ]
    graph = network_of(replace(shipped.corpus, claims=tuple(claims)), terms)
    file = tmp_path / "index.html"
    file.write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(file, "#clock=publication&to=2016-03-01")
    assert scores(page) == expected(graph.as_known(date(2016, 3, 1)), date(2016, 3, 1))
    assert not any(tie["contested"] for tie in page.evaluate("kgView.computed({}).ties"))
    page.locator("#time-clock").select_option("event")
    assert scores(page) == expected(graph, date(2016, 3, 1))
    assert any(tie["contested"] for tie in page.evaluate("kgView.computed({}).ties"))


def test_undated_claims_stand_where_they_can_be_switched_off(visit, shipped, terms, tmp_path):
    articles = {
        slug: replace(article, published="" if slug < "2016-05" else article.published)
        for slug, article in shipped.corpus.articles.items()
    }
    graph = network_of(replace(shipped.corpus, articles=articles), terms)
    file = tmp_path / "index.html"
    file.write_text(view(graph, (), {}), encoding="utf-8")
    page = visit(file)
    claims = page.evaluate("Object.values(kgView.data().claims)")
    undated = sum("day" not in claim for claim in claims)
    assert 0 < undated < len(claims)
    box = page.get_by_label(f"{undated} undated claims too")
    assert len(page.evaluate("kgView.computed({}).passed")) == len(claims)
    box.uncheck()
    assert len(page.evaluate("kgView.computed({}).passed")) == len(claims) - undated
    assert "Without undated claims" in page.locator("#chips").inner_text()


def test_the_histogram_counts_every_claim_once_and_shows_what_its_article_dates(visit, shipped_page):
    page = visit(shipped_page)
    assert (
        page.locator("#time-bars title").text_content().startswith("85 claims by day, from 31 January 2016 to 31 July")
    )
    own = page.locator("#time-bars .own").count()
    article = page.locator("#time-bars .article").count()
    assert own >= 5
    assert article == 2
    page.locator("#to-day").fill("2016-03-01")
    wait_for(page, to=number(date(2016, 3, 1)))
    assert page.locator("#time-bars .out").count() >= 4
    assert page.locator("#time-ticks span").all_inner_texts() == ["Feb", "Mar", "Apr", "May", "Jun", "Jul"]


def test_a_network_without_a_day_has_no_strip(visit, terms, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(view(network_of(Corpus({}, {}, {}, {}, ()), terms), (), {}), encoding="utf-8")
    assert not visit(file).locator("#time").is_visible()
