"""Filters with their counts, ego networks, paths of leverage, and what the address keeps of them."""

from __future__ import annotations

import pytest

from kg.measure.lens import Lens
from kg.questions.leverage.analysis import leverage_paths

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def passed(page):
    return set(page.evaluate("kgView.computed({}).passed"))


def nodes(page):
    return set(page.evaluate("kgView.drawn().nodes"))


def opened(page):
    page.get_by_role("button", name="Filters").click()
    return page.locator("#filters")


def choice(page, facet, value):
    return page.locator(f'#filters input[data-facet="{facet}"][data-value="{value}"]')


def count_of(box):
    return int(box.locator("xpath=..").locator(".facet-count").inner_text())


def test_a_choice_counts_what_it_would_leave_and_leaves_that(visit, shipped_page, shipped):
    page = visit(shipped_page)
    opened(page)
    article = min(shipped.corpus.articles)
    box = choice(page, "article", article)
    count = count_of(box)
    box.check()
    claims = {claim.key for claim in shipped.corpus.claims if claim.article == article}
    assert passed(page) == claims
    assert len(claims) == count
    assert page.locator("#chips .counted").inner_text() == f"{count} of 85 claims pass"
    assert page.get_by_role("button", name="Filters (1)").get_attribute("aria-expanded") == "true"


def test_choices_of_one_kind_add_up_and_of_two_kinds_narrow(visit, shipped_page, shipped):
    page = visit(shipped_page)
    opened(page)
    choice(page, "mode", "forecast").check()
    choice(page, "mode", "interpreted").check()
    wanted = {claim.key for claim in shipped.corpus.claims if claim.mode in ("forecast", "interpreted")}
    assert passed(page) == wanted
    left = count_of(choice(page, "standing", "denial"))
    choice(page, "standing", "denial").check()
    denied = {claim.key for claim in shipped.corpus.claims if claim.key in wanted and claim.polarity == "denied"}
    assert passed(page) == denied
    assert len(denied) == left
    assert count_of(choice(page, "mode", "reported")) > 0


def test_scores_rest_on_what_passes_alone(visit, shipped_page):
    page = visit(shipped_page, "#tie=china--north-korea")
    before = page.locator("#panel .figure").inner_text()
    opened(page)
    choice(page, "standing", "undisputed").check()
    panel = page.locator("#panel")
    assert panel.locator(".limits").inner_text().startswith(f"{len(passed(page))} of 85 claims pass.")
    assert panel.locator("section.part .badge.contested").count() == 0
    choice(page, "standing", "undisputed").uncheck()
    assert panel.locator(".figure").inner_text() == before
    assert panel.locator(".limits").count() == 0


def test_chips_and_reset_lead_back(visit, shipped_page):
    page = visit(shipped_page, "#claimant=ken-gause&mode=forecast&to=2016-06-01")
    chips = page.locator(".chip")
    assert [text.rstrip(" ×") for text in chips.all_inner_texts()] == [
        "Claimant: Ken Gause", "Mode: Forecast", "Happened or said until 1 June 2016"
    ]  # fmt: skip
    chips.nth(1).click()
    assert chips.count() == 2
    page.get_by_role("button", name="Reset all").click()
    assert not page.locator("#chips").is_visible()
    assert len(passed(page)) == 85
    assert page.evaluate("document.activeElement.id") == "filters-open"


def test_sign_and_size_of_tension_choose_the_lines_of_tension(visit, shipped_page):
    page = visit(shipped_page)
    opened(page)
    page.get_by_label("Friendly (below 0)").check()
    drawn = [line for line in page.evaluate("kgView.lines()") if line["layer"] == "tension"]
    assert {line["opens"] for line in drawn} == {"tie=china--north-korea", "tie=south-korea--united-states"}
    page.locator("#least").fill("0.1")
    drawn = [line for line in page.evaluate("kgView.lines()") if line["layer"] == "tension"]
    assert {line["opens"] for line in drawn} == {"tie=south-korea--united-states"}
    assert len(passed(page)) == 85
    page.locator("#filters-reset").click()
    assert len([line for line in page.evaluate("kgView.lines()") if line["layer"] == "tension"]) == 8


def test_long_lists_can_be_searched_and_unfolded_with_the_keyboard(visit, shipped_page):
    page = visit(shipped_page)
    opened(page)
    assert page.evaluate("document.activeElement.id") == "filters-title"
    assert choice(page, "claimant", "samantha-power").count() == 0
    page.locator("#find-claimant").focus()
    page.keyboard.type("tha pow")
    assert choice(page, "claimant", "samantha-power").is_visible()
    assert page.evaluate("document.activeElement.id") == "find-claimant"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("kgView.state().filters") == {"claimant": ["samantha-power"]}
    assert page.evaluate("document.activeElement.dataset.value") == "samantha-power"
    page.keyboard.press("Escape")
    assert not page.locator("#filters").is_visible()
    assert page.evaluate("document.activeElement.id") == "filters-open"


def around(node, lines):
    """A node and what it has a line to."""
    return {node} | {end for line in lines if node in (ends := {line["from"], line["to"]}) for end in ends}


def kind_of(page, id_):
    return page.evaluate("id => kgView.data().nodes.find((n) => n.id === id).kind", id_)


def test_an_ego_network_is_what_stands_around_one_node(visit, shipped_page):
    page = visit(shipped_page)
    lines, whole = page.evaluate("kgView.lines()"), nodes(page)
    one = {node: around(node, lines) for node in sorted(whole)}
    two = {node: set.union(*(one[other] for other in near)) for node, near in one.items()}
    # An issue, since all ties of who is selected are drawn, and an issue has no others.
    node = next(id_ for id_ in one if one[id_] < two[id_] < whole and kind_of(page, id_) == "issue")
    page.evaluate("id => kgView.select(id)", node)
    page.get_by_role("button", name="One step", exact=True).click()
    assert nodes(page) == one[node]
    assert page.get_by_role("button", name="One step", exact=True).get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.activeElement.id") == "ego-1"
    page.get_by_role("button", name="Two steps", exact=True).click()
    wider = nodes(page)
    assert wider == two[node]
    page.keyboard.press("Escape")
    assert nodes(page) == wider
    page.get_by_role("button", name="Drop: Only two steps around").click()
    assert wider < nodes(page) == whole
    assert page.evaluate("kgView.state().ego") is None


def test_paths_over_leverage_are_those_of_the_program(visit, shipped_page, shipped_network):
    page = visit(shipped_page)
    page.locator("#path-from").select_option("united-states")
    page.locator("#path-to").select_option("north-korea")
    page.get_by_role("button", name="Show the paths").click()
    panel = page.locator("#panel")
    found = leverage_paths(shipped_network, "united-states", "north-korea", Lens(at=shipped_network.newest_day))
    names = [[found.source, *(hop.over for hop in path.hops)] for path in found.paths]
    label = {slug: shipped_network.label(slug) for slug in shipped_network}
    assert panel.locator(".path h3 bdi").all_inner_texts() == [" → ".join(label[n] for n in path) for path in names]
    assert panel.locator(".path .count").all_inner_texts() == [f"{path.power:.2f}" for path in found.paths]
    assert page.url.endswith("#path=united-states--north-korea")
    panel.get_by_role("link", name="the other way round").click()
    assert panel.locator("h2").inner_text() == "North Korea → … → United States"
    page.go_back()
    panel.locator(".path a").first.click()
    assert panel.locator(".figure.power").inner_text().startswith(f"{found.paths[0].hops[0].power:.2f}")


def test_where_no_path_leads_the_page_says_so(visit, shipped_page):
    page = visit(shipped_page, "#path=japan--north-korea")
    assert "Nobody says that one could move the other" in page.locator("#panel").inner_text()


def test_a_link_shows_another_what_one_sees_oneself(visit, shipped_page):
    page = visit(shipped_page, "#tie=china--united-states")
    opened(page)
    choice(page, "mode", "reported").check()
    page.get_by_label("Level").select_option("actor")
    page.locator("#layers-event").check(force=True)
    page.locator("#to-day").fill("2016-07-20")
    page.locator("#to-day").blur()
    page.locator("[data-zoom=in]").click()
    page.locator("#copy-link").click()
    page.evaluate("document.getElementById('link').close()")
    hash_ = page.evaluate("location.hash")
    assert hash_.startswith(
        "#tie=china--united-states&layers=tension,leverage,position,event&level=actor&to=2016-07-20"
    )
    assert "mode=reported" in hash_
    other = visit(shipped_page, hash_)
    assert other.evaluate("kgView.state()") == page.evaluate("kgView.state()")
    assert nodes(other) == nodes(page)
    assert other.evaluate("kgView.point('node=china')") == pytest.approx(
        page.evaluate("kgView.point('node=china')"), abs=2
    )


def test_a_link_of_the_page_leaves_the_filters_as_they_are(visit, shipped_page):
    page = visit(shipped_page, "#mode=reported")
    page.locator("#panel a", has_text="China – United States").click()
    assert page.evaluate("kgView.state().filters") == {"mode": ["reported"]}
    assert page.url.endswith("#tie=china--united-states&mode=reported")
    page.go_back()
    assert page.evaluate("kgView.selection()") == ""
    assert page.evaluate("kgView.state().filters") == {"mode": ["reported"]}


def test_the_kind_of_actor_is_that_of_whom_a_claim_involves(visit, shipped_page, shipped_network):
    page = visit(shipped_page, "#kind=person&level=actor&layers=position,stance,event,leverage")
    persons = {slug for slug in shipped_network if shipped_network.kind(slug) == "person"}
    keys = {tie.claim.key for tie in shipped_network.ties if {tie.source, tie.target} & persons}
    assert keys <= passed(page)
    assert len(passed(page)) < 85


def test_on_a_phone_the_drawer_fits_and_closes(visit, shipped_page):
    page = visit(shipped_page, **PHONE)
    drawer = opened(page)
    box = drawer.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.get_by_role("button", name="Close (Escape)").click()
    assert not drawer.is_visible()
