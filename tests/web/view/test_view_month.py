"""A month's work on one conflict: what is said again and again is one entry, lists hold what is seen, nothing is lost."""

from __future__ import annotations

import pytest

from benchmarks.drawings import page_of
from benchmarks.generate import generate
from kg.measure.formula import Parameters, Statement, score
from tests.web.conftest import page_data

CLAIMS = 700
# The busiest panel, and all of the page with it: so many elements whatever is said.
MOST_IN_PANEL, MOST = 6_000, 7_500
BUSIEST = "kgView.computed({}).dyads.reduce((a, b) => (b.claims > a.claims ? b : a))"
SHOW_ALL = """
() => {
  const next = () => document.querySelector('#panel button[data-more]:not([hidden])');
  for (let button = next(); button; button = next()) button.click();
}
"""


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    root = tmp_path_factory.mktemp("month")
    file = root / "index.html"
    file.write_text(page_of(generate(root / "project", CLAIMS, focus=0.6)), encoding="utf-8")
    return file


@pytest.fixture
def opened(visit, month):
    """The page with the busiest dyad open, and what is computed of it."""
    page = visit(month)
    dyad = page.evaluate(BUSIEST)
    page.evaluate("id => kgView.select(id)", dyad["id"])
    assert dyad["claims"] > CLAIMS / 5
    return page, dyad


def test_the_busiest_dyad_has_a_bounded_number_of_elements(opened):
    page, _ = opened
    assert page.evaluate("document.querySelectorAll('#panel *').length") < MOST_IN_PANEL
    assert page.evaluate("document.querySelectorAll('*').length") < MOST


def test_what_an_entry_counts_is_what_it_opens(opened):
    page, _ = opened
    entry = page.locator("#panel .said").first
    count = int(entry.get_attribute("data-times"))
    assert count > 12
    assert entry.locator(".times").inner_text().startswith(f"Said {count} times, first ")
    entry.get_by_text(f"All {count}, one by one").click()
    cards = entry.locator(".each > .claims > [data-claim]")
    assert cards.count() == 12
    more = entry.locator(".each > button.more")
    assert more.inner_text() == f"Show {min(12, count - 12)} more: 12 of {count} shown"
    more.focus()
    while more.is_visible():
        page.keyboard.press("Enter")
    assert cards.count() == count
    assert page.evaluate("document.activeElement.dataset.claim")
    said = {tuple(card.locator("> .says").all_inner_texts()) for card in cards.all()[:5]}
    assert said == {tuple(entry.locator("> .claim > .says").all_inner_texts())}


def test_the_counts_of_the_entries_are_the_claims_that_count(opened):
    page, dyad = opened
    page.evaluate(SHOW_ALL)
    counts = "[...document.querySelectorAll('#panel > .part > .claims > *')].map((e) => Number(e.dataset.times || 1))"
    assert sum(page.evaluate(counts)) == dyad["claims"]


def test_on_paper_every_claim_is_there(opened):
    page, dyad = opened
    before = page.locator("#panel [data-claim]").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    printed = set(page.evaluate("[...document.querySelectorAll('#panel [data-claim]')].map((e) => e.dataset.claim)"))
    assert {each["claim"] for each in dyad["contributions"]} | set(dyad["beside"]) <= printed
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#panel [data-claim]").count() == before


def test_a_step_of_the_window_keeps_what_was_opened(opened):
    page, _ = opened
    page.evaluate("document.querySelector('#panel .each > summary').click()")
    page.locator("#panel .each[open] [data-claim]").first.wait_for()
    page.evaluate("kgView.change({ undated: !kgView.state().undated })")
    assert page.locator("#panel .each[open] [data-claim]").count() >= 12


@pytest.mark.parametrize("selection", ["node", "pair", "stance", "leverage"])
def test_other_panels_are_bounded_too(visit, month, selection):
    page = visit(month)
    dyad = page.evaluate(BUSIEST)
    ids = {"node": f"node={dyad['a']}", "pair": f"pair={dyad['a']}--{dyad['b']}"}
    id_ = ids.get(selection) or f"{selection}={dyad['a']}--{dyad['b']}"
    page.evaluate("id => kgView.select(id)", id_)
    assert page.evaluate("kgView.selection()") == id_
    assert page.evaluate("document.querySelectorAll('#panel *').length") < MOST_IN_PANEL


def test_the_map_draws_the_strongest_lines_and_the_table_has_all(visit, month):
    page = visit(month)
    lines = {line["opens"] for line in page.evaluate("kgView.lines()")}
    of = page.locator("#shown").inner_text()
    page.evaluate("kgView.change({ show: 'table' })")
    rows = page.locator("#table-count").inner_text()
    assert f", {len(lines)} of " in of
    total = int(of.partition(f", {len(lines)} of ")[2].split()[0])
    assert total > len(lines)
    assert rows == f"{total} rows; the map draws the strongest {len(lines)}"
    tension = [line for line in page.evaluate("kgView.lines()") if line["layer"] == "tension"]
    dyads = [dyad for dyad in page.evaluate("kgView.computed({}).dyads") if f"tie={dyad['a']}--{dyad['b']}" in lines]
    assert tension
    # As many as there is room for, the strongest, and of whoever has none of these the strongest of theirs.
    room = round(page_data(month)["room"]["tension"] * page.evaluate("kgView.state().most"))
    dyads.sort(key=strength, reverse=True)
    first = {node["id"] for node in page_data(month)["nodes"][: page.evaluate("kgView.state().most")]}
    every = page.evaluate("kgView.computed({}).dyads.filter((dyad) => dyad.passes)")
    shown = [dyad for dyad in every if {f"node={dyad['a']}", f"node={dyad['b']}"} <= first]
    assert [strength(dyad) for dyad in dyads[:room]] == near(sorted(map(strength, shown), reverse=True)[:room])
    besides = {f"tie={dyad['a']}--{dyad['b']}" for dyad in dyads[room:]}
    joined = {end for line in page.evaluate("kgView.lines()") if line["opens"] not in besides for end in ends(line)}
    alone = [line for line in tension if line["opens"] in besides and not set(ends(line)) <= joined]
    assert len({line["opens"] for line in alone}) == len(besides) < room


def strength(dyad):
    return max(dyad["hostile"], dyad["friendly"])


def ends(line):
    return line["from"], line["to"]


def test_whoever_is_selected_has_its_lines_drawn_as_far_as_there_is_room(visit, month):
    page = visit(month)
    weak = page.evaluate(
        "kgView.computed({}).dyads.find((d) => d.passes && !kgView.lines().some((l) => l.opens === d.id))"
    )
    page.evaluate("id => kgView.select(id)", weak["id"])
    assert weak["id"] in {line["opens"] for line in page.evaluate("kgView.lines()")}


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def test_what_claims_do_together_is_the_score_without_all_of_them(evaluate, month):
    (dyads,) = evaluate("heard", [[{}]], page_data(month))
    several = 0
    for dyad in dyads:
        everything = [each for group in dyad["groups"] for each in group["members"]]
        assert len(everything) == dyad["claims"] == len({each["claim"] for each in everything})
        assert sum(group["share"] for group in dyad["groups"]) == near(dyad["tension"])
        for group in dyad["groups"]:
            own = {each["claim"] for each in group["members"]}
            rest = [
                Statement(each["intensity"], each["probability"], each["weight"], each["cluster"])
                for each in everything
                if each["claim"] not in own
            ]
            assert group["without"] == near(score(rest, Parameters()).tension)
            assert group["effect"] == near(dyad["tension"] - group["without"])
            several += len(own) > 1
    assert several > 20
