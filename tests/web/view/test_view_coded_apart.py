"""What machines coded changes nothing of what the articles say, follows no filter, and is only text."""

from __future__ import annotations

from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.coded_datasets import dataset, dyad

ICEWS = "coded:icews=china--united-states"
OF_STATES = "Machine-coded scores are of states"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\u2028\u202e{{7*7}}"
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt://news.example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    HOSTILE,
]
WITHOUT = "({ ...kgView.computed({}), lines: kgView.lines().filter((each) => !each.layer.startsWith('coded:')) })"


@pytest.fixture(scope="module")
def two(page_with):
    return page_with(dataset(), dataset("gdelt"))


def test_without_data_sets_nothing_says_so(visit, shipped_page):
    page = visit(shipped_page)
    assert sorted(page.evaluate("kgView.state().layers")) == [
        "alignment", "event", "leverage", "position", "stance", "tension",
    ]  # fmt: skip
    assert page.locator("#layer-switches .switch").count() == 6
    for address in ("#tie=china--united-states", "#node=china", "#level=actor", "#show=table"):
        page = visit(shipped_page, address)
        assert "achine" not in page.locator("body").inner_text() + page.locator("#help").text_content()


def test_what_the_articles_say_is_the_same_with_and_without(visit, two, shipped_page):
    for address in ("", "#lines=pair", "#lines=claim&layers=tension,stance,event", "#track=forecast"):
        assert visit(two, address).evaluate(WITHOUT) == visit(shipped_page, address).evaluate(WITHOUT)


@pytest.mark.parametrize("asked", ["to=2016-02-20", "mode=forecast", "sign=friendly", "least=0.9", "actor=japan"])
def test_neither_the_window_nor_a_filter_changes_it(visit, two, asked):
    page, narrowed = visit(two, f"#{ICEWS}"), visit(two, f"#{ICEWS}&{asked}")
    figure = page.locator("#panel .figure").inner_text()
    assert figure == narrowed.locator("#panel .figure").inner_text()
    shown = [
        [each for each in found.evaluate("kgView.lines()") if each["layer"].startswith("coded:")]
        for found in (page, narrowed)
    ]
    assert shown[0] == shown[1] != []


def test_at_the_level_of_every_actor_a_word_stands_in_its_place(visit, two):
    page = visit(two, "#level=actor")
    assert [each for each in page.evaluate("kgView.drawn().edges") if each.startswith("coded:")] == []
    assert "machine-coded: of states alone, not at this level" in page.locator("#legend").inner_text()
    assert OF_STATES in page.locator("#panel").inner_text()
    for address in (f"#{ICEWS}", "#tie=china--united-states", "#pair=china--united-states", "#node=china"):
        panel = visit(two, f"{address}&level=actor").locator("#panel")
        assert panel.inner_text().count(OF_STATES) == 1
        assert panel.locator("h3", has_text="Side by side").count() == 0


def test_the_one_line_of_a_pair_does_not_hold_it(visit, two):
    page = visit(two, "#lines=pair")
    assert {ICEWS, "pair=china--united-states"} <= set(page.evaluate("kgView.drawn().edges"))
    page.get_by_label("icews (machine-coded)").uncheck(force=True)
    assert ICEWS not in page.evaluate("kgView.drawn().edges")
    page.evaluate("id => kgView.select(id)", ICEWS)
    assert ICEWS in page.evaluate("kgView.drawn().edges")


def test_lines_that_machines_coded_take_no_room_from_those_of_claims(visit, page_with, shipped_page, shipped_network):
    actors = sorted(shipped_network.actors)
    dyads = tuple(dyad(a, b, (0.4,)) for a, b in combinations(actors, 2))
    page = visit(page_with(*(dataset(name, dyads) for name in ("icews", "gdelt", "phoenix"))))
    drawn = page.evaluate("kgView.lines()")
    coded = {each["opens"] for each in drawn if each["layer"].startswith("coded:")}
    assert 0 < len(coded) < 100 < 3 * len(dyads)
    assert {each["id"] for each in visit(shipped_page).evaluate("kgView.lines()")} <= {each["id"] for each in drawn}


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_an_event_says_is_only_text(visit, page_with, address):
    texts = dict.fromkeys(("source", "target", "text", "code", "publisher", "story", "id", "cluster"), HOSTILE)
    page = visit(page_with(dataset(url=address, **texts)), f"#{ICEWS}")
    card = page.locator("#panel .coded").first
    assert card.text_content().count("onerror=alert(1)>\u2028") >= 7
    assert address in card.text_content()
    assert page.locator("#panel img, #panel script, #panel .coded a").count() == 0


def test_a_data_set_may_have_any_name(visit, page_with):
    name = f"{HOSTILE}, a=b&c #"
    page = visit(page_with(dataset(name), dataset("gdelt")))
    label = page.get_by_label("gdelt (machine-coded)")
    label.uncheck(force=True)
    again = visit(page_with(dataset(name), dataset("gdelt")), page.evaluate("kgView.address()"))
    assert again.evaluate("kgView.state().layers") == page.evaluate("kgView.state().layers")
    again.evaluate("id => kgView.select(id)", f"coded:{name}=china--japan")
    assert name in again.locator("#panel .kind").text_content()
    last = visit(page_with(dataset(name)), again.evaluate("kgView.address()"))
    assert last.evaluate("kgView.selection()") == f"coded:{name}=china--japan"


def test_an_event_with_nothing_but_its_ends_is_told(visit, page_with):
    bare = dict.fromkeys(("text", "code", "publisher", "story", "url", "cluster", "id"), "")
    page = visit(page_with(dataset(dyads=(dyad("china", "japan", (0.0,), **bare),))), "#coded:icews=china--japan")
    assert page.locator("#panel .coded .says").inner_text() == "China → Japan: event intensity −0.20 (+ friendly)"
    assert page.locator("#panel .coded .source").inner_text() == "1 May 2014"


@pytest.mark.parametrize(
    "fragment", [f"#{ICEWS}", "#tie=china--united-states", "#node=japan", "#show=table", "#level=actor"]
)
def test_nobody_is_shut_out(visit, two, fragment):
    page = visit(two, fragment, bypass_csp=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, (scheme, found.generate_report())


def test_on_a_phone_nothing_sticks_out(visit, two):
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    page = visit(two, f"#{ICEWS}", **phone)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#panel .coded").count() == 3
