"""Machine-coded dyads as layers of the page: drawn apart, with their events, and in no score of the articles."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web.coded_datasets import WEB, dataset, dyad

PAIR = "china--united-states"
ICEWS, GDELT = f"coded:icews={PAIR}", f"coded:gdelt={PAIR}"


@pytest.fixture(scope="module")
def two(page_with):
    return page_with(dataset(), dataset("gdelt"))


def coded_lines(page):
    return {each["id"]: each for each in page.evaluate("kgView.lines()") if each["layer"].startswith("coded:")}


def legend(page):
    return [text for text in page.locator("#legend li").all_inner_texts() if "machine-coded" in text]


def part(page, title):
    return page.locator("#panel section.part", has=page.locator("h3", has_text=title))


def test_each_data_set_has_lines_of_its_own_hollow_and_beside_the_others(visit, two):
    lines = coded_lines(page := visit(two))
    assert len(lines) == 2 * 2 * 3
    outer, inner = lines[ICEWS], lines[f"{ICEWS}#core"]
    assert (outer["side"], inner["side"], inner["ink"]) == ("hostile", "paper", "hostile")
    assert (inner["label"], outer["fade"], inner["width"] < outer["width"]) == ("icews +0.16", 0, True)
    assert lines["coded:icews=china--japan"]["side"] == "friendly"
    assert lines["coded:icews=china--japan"]["fade"] == 0.5
    lanes = [(lines[each]["smooth"]["type"], lines[each]["smooth"]["roundness"]) for each in (ICEWS, GDELT)]
    assert lanes[0] != lanes[1]
    places = [page.evaluate("id => kgView.point(id)", each) for each in (ICEWS, GDELT, f"tie={PAIR}")]
    assert len({(round(place["x"]), round(place["y"])) for place in places}) == 3


def test_they_lie_under_all_other_lines_even_when_switched_on_again(visit, two):
    page = visit(two)
    for _ in range(2):
        drawn = page.evaluate("kgView.drawn().edges")
        last = max(place for place, each in enumerate(drawn) if each.startswith("coded:"))
        assert last == len(coded_lines(page)) - 1
        page.get_by_label("icews (machine-coded)").uncheck(force=True)
        page.get_by_label("icews (machine-coded)").check(force=True)


def test_each_data_set_has_a_switch_that_the_address_keeps(visit, two):
    page = visit(two)
    page.get_by_label("gdelt (machine-coded)").uncheck(force=True)
    assert {each["layer"] for each in coded_lines(page).values()} == {"coded:icews"}
    assert page.evaluate("kgView.address()") == "#layers=tension,leverage,position,coded:icews"
    again = visit(two, page.evaluate("kgView.address()"))
    assert again.evaluate("kgView.state()") == page.evaluate("kgView.state()")
    assert not again.get_by_label("gdelt (machine-coded)").is_checked()
    assert coded_lines(visit(two, "#layers=tension")) == {}


def test_the_legend_says_of_which_day_and_how_much(visit, two):
    page = visit(two)
    assert legend(page) == [
        "machine-coded, icews, 31 July 2016, 12,358 events",
        "machine-coded, gdelt, 31 July 2016, 12,358 events",
        "machine-coded: the window and the filters do not change it",
    ]
    page.get_by_label("icews (machine-coded)").uncheck(force=True)
    assert [text for text in legend(page) if "icews" in text] == []


def test_a_click_on_its_line_opens_its_events(visit, two):
    page = visit(two, "#layers=coded:icews")
    place = page.evaluate("id => kgView.point(id)", ICEWS)
    page.mouse.click(place["x"], place["y"])
    assert page.evaluate("kgView.selection()") == ICEWS
    text = page.locator("#panel").inner_text()
    for words in (
        "Machine-coded, icews", "+0.16", "90 % interval −0.04 to +0.36", "12,348", "No person has read these",
        "As of 31 July 2016; the window and the filters do not change it", "Scale goldstein-icews",
        "The newest event of icews is of 31 December 2014",
    ):  # fmt: skip
        assert words in text
    assert "Thin evidence" not in text
    assert "Thin evidence" in visit(two, "#coded:icews=china--japan").locator("#panel .thin-note").inner_text()


def test_the_shares_shown_sum_to_the_score(visit, two):
    page = visit(two, f"#{ICEWS}")
    events = part(page, "The events that weigh most")
    shares = [float(text.replace("−", "-")) for text in events.locator(".share .number").all_inner_texts()]
    assert shares == [0.2, -0.05, 0.0014, 0.0092, 0.1606]
    assert sum(shares[:-1]) == pytest.approx(shares[-1])
    assert "the other 12,345 events together" in events.inner_text()
    whole = part(visit(two, "#coded:icews=china--japan"), "All its events")
    assert whole.locator(".share .number").all_inner_texts() == ["−0.300", "−0.300"]


def test_an_event_says_who_did_what_to_whom_when_and_who_reported_it(visit, page_with):
    acting = dyad("china", "japan", (0.1,), source="xi-jinping", target="Shinzo Abe (japan)", cluster="2014-05")
    page = visit(page_with(dataset(dyads=(acting,))), "#coded:icews=china--japan")
    card = page.locator("#panel .coded")
    assert (
        card.locator(".says").inner_text()
        == "Xi Jinping → Shinzo Abe (Japan): Accuse (112) intensity −0.20 (+ friendly)"
    )
    details = "1 May 2014 · Xinhua · report at news.example.org · story story-9 · cluster 2014-05 · id e0"
    assert card.locator(".source").inner_text() == details
    link = card.get_by_role("link", name="report at news.example.org")
    assert link.get_attribute("href") == WEB
    assert set(link.get_attribute("rel").split()) == {"noopener", "noreferrer"}


def test_the_articles_and_each_data_set_stand_side_by_side_and_lead_to_each_other(visit, two):
    page = visit(two, f"#tie={PAIR}")
    rows = part(page, "Side by side").locator("tr")
    assert rows.locator("th > :first-child").all_inner_texts() == [
        "By the articles", "By icews, machine-coded", "By gdelt, machine-coded",
    ]  # fmt: skip
    assert rows.locator("td.number").all_inner_texts() == ["+0.36", "+0.16", "+0.16"]
    assert "−0.09 to +0.81 · 4 claims" in rows.nth(0).inner_text()
    assert "−0.04 to +0.36 · 12,348 events in 4 clusters" in rows.nth(1).inner_text()
    rows.nth(1).get_by_role("link").click()
    assert page.evaluate("kgView.selection()") == ICEWS
    part(page, "Side by side").get_by_role("link", name="By the articles").click()
    assert page.evaluate("kgView.selection()") == f"tie={PAIR}"
    assert part(visit(two, f"#pair={PAIR}"), "Side by side").locator("tr").count() == 3
    silent = part(visit(two, "#coded:icews=china--japan"), "Side by side").locator("tr").first
    assert "nothing that bears on it" in silent.inner_text()


def test_an_actor_and_the_list_of_all_have_their_machine_coded_dyads(visit, two):
    page = visit(two, "#node=japan")
    own = part(page, "Tension, machine-coded").locator("th a")
    assert own.all_inner_texts() == ["China – Japan"] * 2
    page = visit(two)
    page.locator("#panel summary", has_text="Machine-coded, gdelt").click()
    page.locator("#panel .rows a", has_text="China – Japan").click()
    assert page.evaluate("kgView.selection()") == "coded:gdelt=china--japan"
    page.locator("#search").fill("japan icews")
    page.locator("#results [role=option]").first.click()
    assert page.evaluate("kgView.selection()") == "coded:icews=china--japan"


def test_the_table_and_its_file_have_a_row_for_each(visit, two):
    page = visit(two, "#show=table&layers=tension,coded:icews,coded:gdelt")
    page.locator("#table-head").get_by_role("button", name="Tension (+ hostile)").click()
    kinds = page.locator("#table-body tr > :nth-child(3)").all_inner_texts()
    assert kinds[:3] == ["Machine-coded, icews", "Machine-coded, gdelt", "Tension"]
    page.locator("#table-filter").fill("machine-coded, gdelt")
    assert page.locator("#table-body tr").count() == 3
    with page.expect_download() as download:
        page.locator("#table-save").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert {row["Kind of tie"] for row in rows} == {"Machine-coded, gdelt"}
    first = rows[0]
    assert (first["From"], first["To"], first["Tension (+ hostile)"], first["Tension means"]) == (
        "China",
        "Japan",
        "-0.300000",
        "friendly",
    )
    assert first["Marks"] == "thin evidence, 1 event, as of 31 July 2016"
    assert (first["Claims"], first["Newest day"], first["Address"]) == ("", "", "coded:gdelt=china--japan")
    page.locator("#table-body a").first.click()
    assert page.evaluate("kgView.selection()") == "coded:gdelt=china--japan"
