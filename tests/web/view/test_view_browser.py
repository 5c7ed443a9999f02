"""The page in a real browser: what a reader sees, clicks and types."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from kg.model.records import Corpus
from kg.model.wording import LEAVING, LOWERING, RAISING, direction
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view

DESK = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
TIE = "tie=china--united-states"


def click_on(page, drawn):
    point = page.evaluate("id => kgView.point(id)", drawn)
    assert point, f"{drawn} cannot be clicked anywhere"
    page.mouse.click(point["x"], point["y"])


def selected(page, wanted):
    page.wait_for_function("wanted => document.getElementById('panel').dataset.selection === wanted", arg=wanted)
    return page.locator("#panel")


def overlapping(labels):
    return [
        (a["id"], b["id"])
        for a, b in combinations(labels, 2)
        if a["id"].removesuffix("#core") != b["id"].removesuffix("#core")
        and min(a["left"] + a["width"], b["left"] + b["width"]) > max(a["left"], b["left"])
        and min(a["top"] + a["height"], b["top"] + b["height"]) > max(a["top"], b["top"])
    ]


def test_a_click_on_the_line_between_two_states_shows_the_very_sentences(visit, shipped_page, shipped_network):
    page = visit(shipped_page)
    click_on(page, TIE)
    panel = selected(page, TIE)
    assert panel.locator("h2").inner_text() == "China – United States"
    (dyad,) = [d for d in tensions(shipped_network) if (d.a, d.b) == ("china", "united-states")]
    marked = panel.locator("section.part mark").all_inner_texts()
    # What raises the tension comes before what lowers it, and of each what moves it most comes first.
    ordered = sorted(dyad.contributions, key=lambda c: (RAISING, LOWERING, LEAVING).index(direction(c.effect)))
    assert marked == [c.claim.passages[0].exact for c in ordered]
    assert "Perceiving its growing encirclement in East Asia orchestrated by an anti-China U.S." in marked
    paragraph = panel.locator("blockquote").first.inner_text()
    assert paragraph.endswith("Beijing’s ability to do so has been exaggerated.")
    assert page.url.endswith("#tie=china--united-states")


def test_the_panel_of_a_dyad_gives_its_numbers(visit, shipped_page, shipped_network):
    panel = selected(visit(shipped_page, "#tie=china--north-korea"), "tie=china--north-korea")
    (dyad,) = [d for d in tensions(shipped_network) if (d.a, d.b) == ("china", "north-korea")]
    text = panel.inner_text()
    assert panel.locator(".figure").inner_text().startswith(f"\u2212{abs(dyad.tension):.2f}")
    for number in (dyad.hostile, dyad.friendly, dyad.mass):
        assert f"{number:.2f}" in text
    assert panel.locator("svg.large-score .interval").count() == 1
    assert panel.locator("section.part article.claim").count() == dyad.claims
    assert "Without contested claims" in text
    assert "Thin evidence" not in text
    effects = [float(t.replace("\u2212", "-")) for t in panel.locator(".share .number").all_inner_texts()]
    assert sorted(effects) == pytest.approx(sorted(part.effect for part in dyad.contributions), abs=0.0006)
    assert all(
        text.startswith("without it the tension would be ") for text in panel.locator(".share .sub").all_inner_texts()
    )
    coded = re.findall(r"a share of ([+\u2212]?\d\.\d{3})", panel.text_content())
    shares = [float(text.replace("\u2212", "-")) for text in coded]
    assert (len(shares), sum(shares)) == (dyad.claims, pytest.approx(dyad.tension, abs=0.01))


def test_thin_evidence_is_marked(visit, shipped_page):
    page = visit(shipped_page)
    assert page.locator("table.ranking .thin").count() == 5
    page.evaluate("id => kgView.select(id)", TIE)
    assert (
        "Thin evidence: 2 independent claimants (under three)."
        in selected(page, TIE).locator(".thin-note").inner_text()
    )


def test_a_dyad_with_much_of_both_can_be_clicked_too(visit, shipped_page):
    page = visit(shipped_page)
    click_on(page, "tie=china--north-korea")
    selected(page, "tie=china--north-korea")


def test_a_denial_stands_beside_what_it_denies(visit, shipped_page):
    panel = selected(visit(shipped_page, "#stance=china--south-korea"), "stance=china--south-korea")
    cards = panel.locator("section.part > .claims > article.claim")
    assert cards.count() == 1
    assert "Contested" in cards.first.locator("> .badges").inner_text()
    denials = cards.first.locator(".dispute article.claim")
    assert denials.count() == 2
    assert "Denial" in denials.first.inner_text()
    assert denials.first.locator("mark").inner_text() == "The Chinese government has vigorously denied this"
    assert "3 claims, 2 denials among them" in panel.locator(".lead").inner_text()


def test_a_claim_tells_who_said_it_how_sure_and_when(visit, shipped_page):
    name = "claim=2016-02-china-topix-thaad-talks/gause-go-along"
    panel = selected(visit(shipped_page, f"#{name}"), name)
    chain = panel.locator(".chain").inner_text()
    assert [part.strip() for part in chain.split("→")][:2] == ["Ken Gause", "China Topix"]
    assert "8–13 February 2016" in panel.locator(".source").inner_text()
    assert "most likely" in panel.locator(".hedges").inner_text()
    assert panel.locator(".hedge-interval").get_attribute("aria-label") == "80 to 95 percent"
    assert {"Forecast", "Fulfilled"} == set(panel.locator(".badge").all_inner_texts())
    panel.locator("summary", has_text="How it is coded").click()
    assert "The clock of the page" in panel.locator(".coding").inner_text()


def test_a_node_shows_every_claim_about_it(visit, shipped_page, shipped_network):
    page = visit(shipped_page)
    click_on(page, "node=south-korea")
    panel = selected(page, "node=south-korea")
    drawn = {each.get_attribute("data-claim") for each in panel.locator("article.claim").all()}
    ties = [tie for tie in shipped_network.ties if "south-korea" in (tie.source, tie.target)]
    assert {tie.claim.key for tie in ties} <= drawn


def test_labels_do_not_overlap(visit, shipped_page):
    for options in (DESK, PHONE):
        page = visit(shipped_page, **options)
        labels = page.evaluate("kgView.labels()")
        assert len(labels) > 10
        assert overlapping(labels) == []


def test_layers_and_kinds_can_be_switched(visit, shipped_page):
    page = visit(shipped_page)
    before = page.evaluate("kgView.drawn()")
    assert not any(edge.startswith(("event=", "part=")) for edge in before["edges"])
    page.get_by_label("Stances").check(force=True)
    page.locator("#layers-event").check(force=True)
    drawn = page.evaluate("kgView.drawn()")["edges"]
    assert "stance=china--united-states" in drawn
    assert "event=china--united-states" in drawn
    page.locator("#kinds-event").check(force=True)
    after = page.evaluate("kgView.drawn()")
    assert "node=thaad-talks-2016" in after["nodes"]
    assert "event=china--united-states" not in after["edges"]
    page.locator("#kinds-issue").uncheck(force=True)
    assert "node=thaad" not in page.evaluate("kgView.drawn()")["nodes"]
    assert page.locator("#shown").inner_text().startswith(f"{len(page.evaluate('kgView.drawn()')['nodes'])} of 63")


def test_what_is_selected_is_drawn_whatever_is_switched_off(visit, shipped_page):
    page = visit(shipped_page, "#event=china--united-states")
    assert "event=china--united-states" in page.evaluate("kgView.drawn()")["edges"]
    page.evaluate("kgView.select('node=ken-gause')")
    assert "node=ken-gause" in page.evaluate("kgView.drawn()")["nodes"]


def test_search_finds_by_alias_and_by_quote_with_the_keyboard_alone(visit, shipped_page):
    page = visit(shipped_page)
    page.keyboard.press("/")
    page.keyboard.type("pyongy")
    assert page.locator("#results [aria-selected=true]").inner_text().startswith("North Korea")
    page.keyboard.press("Enter")
    selected(page, "node=north-korea")
    page.keyboard.press("/")
    page.keyboard.type("soften the blow")
    assert page.locator("#search").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    name = "claim=2016-02-china-topix-thaad-talks/gause-soften-the-blow"
    assert selected(page, name).locator("mark").inner_text().endswith("soften the blow")
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    assert page.locator("#results").inner_text() == "Nothing found"
    assert page.locator("#status").inner_text() == "Nothing found"


def test_the_list_does_what_the_map_does_and_escape_leads_back(visit, shipped_page):
    page = visit(shipped_page)
    link = page.locator("table.ranking a", has_text="China – United States")
    link.focus()
    page.keyboard.press("Enter")
    selected(page, TIE)
    assert page.evaluate("document.activeElement.id") == "panel"
    assert "tension +0.36" in page.locator("#status").inner_text()
    page.keyboard.press("Escape")
    selected(page, "")
    assert page.evaluate("document.activeElement.textContent") == "China – United States"
    assert "#" not in page.url


def test_links_and_the_back_button_lead_where_they_should(visit, shipped_page):
    page = visit(shipped_page, "#tie=china--united-states")
    selected(page, TIE)
    page.locator("#panel a", has_text="Niklas Swanström").first.click()
    selected(page, "node=niklas-swanstrom")
    assert "Niklas Swanström" in page.title()
    page.go_back()
    selected(page, TIE)
    page.evaluate("location.hash = '#no-such-thing'")
    selected(page, "")


def test_the_help_gives_the_formula_and_the_parameters(visit, shipped_page):
    page = visit(shipped_page)
    page.get_by_role("button", name="How to read this").click()
    assert page.locator("#help math").count() == 3
    assert "180 days" in page.locator("#help-parameters").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_the_foot_says_what_this_is_made_of(visit, shipped_page):
    text = visit(shipped_page).locator("#footer").inner_text()
    for part in ("31 July 2016", "2 articles, 85 claims", "τ 0.25", "0123456789ab"):
        assert part in text


def test_it_is_dark_where_the_reader_wants_it_dark(visit, shipped_page):
    colour = "getComputedStyle(document.body).backgroundColor"
    light = visit(shipped_page, color_scheme="light").evaluate(colour)
    page = visit(shipped_page, color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(colour) != light
    page.emulate_media(color_scheme="light")
    assert page.evaluate(colour) == light


def test_a_phone_has_room_for_it(visit, shipped_page):
    page = visit(shipped_page, f"#{TIE}", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert selected(page, TIE).locator("mark").first.is_visible()


def test_foreign_scripts_do_not_run(browser, shipped_page):
    page = browser.new_page()
    page.goto(shipped_page.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s); }"
    )
    assert page.evaluate("window.hit") is None
    page.close()


def test_without_texts_the_quotes_stand_in_what_the_graph_has_of_them(visit, shipped_network, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(view(shipped_network, tensions(shipped_network), {}), encoding="utf-8")
    panel = selected(visit(file, f"#{TIE}"), TIE)
    assert "Perceiving its growing encirclement" in panel.locator("mark").first.inner_text()


def test_an_empty_network_is_a_page_too(visit, terms, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(view(network_of(Corpus({}, {}, {}, {}, ()), terms), (), {}), encoding="utf-8")
    assert "Nothing was said" in visit(file).locator("#panel").inner_text()
