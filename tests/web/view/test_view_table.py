"""The table beside the map: the same rows as the map has lines, sorted, filtered, walked through and saved."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view

TIE = "tie=china--north-korea"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def table(visit, shipped_page):
    def go(fragment="#show=both", **options):
        page = visit(shipped_page, fragment, **options)
        page.locator("#table-room").wait_for()
        return page

    return go


def column(page, title):
    heads = [text.split("\n")[0].rstrip(" ↕▲▼") for text in page.locator("#table-head th").all_inner_texts()]
    return page.locator(f"#table-body tr > *:nth-child({heads.index(title) + 1})").all_inner_texts()


def ids(page):
    return page.locator("#table-body tr").evaluate_all("rows => rows.map(row => row.dataset.id)")


def press(page, title):
    page.locator("#table-head").get_by_role("button", name=title).click()


def order(page, title):
    return page.locator("#table-head th", has_text=title).first.get_attribute("aria-sort")


def test_it_has_a_row_for_every_line_of_the_map_and_follows_it(table):
    page = table()
    drawn = page.evaluate("[...new Set(kgView.lines().map(line => line.opens))]")
    assert ids(page) == drawn
    page.locator("#layers-leverage").uncheck(force=True)
    assert ids(page) == [each for each in drawn if not each.startswith("leverage=")]
    page.locator("#layers-tension").uncheck(force=True)
    page.locator("#layers-position").uncheck(force=True)
    assert ids(page) == []
    page.get_by_role("tab", name="Nodes").click()
    assert set(ids(page)) == set(page.evaluate("kgView.drawn().nodes"))
    page.get_by_role("tab", name="Claims").click()
    page.evaluate("kgView.change({ filters: { mode: ['forecast'] } })")
    assert set(ids(page)) == {f"claim={key}" for key in page.evaluate("kgView.computed({}).passed")}


def test_its_numbers_are_those_of_the_dyads(table, shipped_network):
    page = table("#show=table&layers=tension")
    dyads = tensions(shipped_network)
    words = [f"{d.tension:+.2f} {'hostile' if d.tension > 0 else 'friendly'}".replace("-", "\u2212") for d in dyads]
    assert column(page, "Tension (+ hostile)") == words
    assert column(page, "Claims") == [str(d.claims) for d in dyads]
    assert column(page, "Marks") == ["thin evidence" if d.thin else "" for d in dyads]


def test_it_sorts_up_down_and_back(table):
    page = table()
    first = ids(page)
    counts = [int(text) for text in column(page, "Claims")]
    press(page, "Claims")
    assert [int(text) for text in column(page, "Claims")] == sorted(counts)
    assert order(page, "Claims") == "ascending"
    press(page, "Claims")
    assert [int(text) for text in column(page, "Claims")] == sorted(counts, reverse=True)
    assert order(page, "Claims") == "descending"
    assert page.locator("#status").inner_text() == "Sorted by Claims, descending"
    press(page, "Claims")
    assert ids(page) == first
    press(page, "From")
    assert column(page, "From") == sorted(column(page, "From"))


def test_what_is_empty_stands_last_either_way(table):
    page = table()
    for _ in range(2):
        press(page, "90 % interval")
        intervals = column(page, "90 % interval")
        filled = [text for text in intervals if text]
        assert 0 < len(filled) < len(intervals)
        assert intervals[: len(filled)] == filled


def test_its_rows_are_filtered_by_words(table):
    page = table("#show=table")
    page.locator("#table-filter").fill("LEVERAGE south")
    assert 0 < len(ids(page)) < 7
    assert all("South Korea" in (a, b) for a, b in zip(column(page, "From"), column(page, "To"), strict=True))
    assert page.locator("#table-count").inner_text() == f"{len(ids(page))} of 25 rows"
    page.locator("#table-filter").press("Escape")
    assert page.locator("#table-count").inner_text() == "25 rows"
    assert page.locator("#show-table").is_checked()


def test_a_row_selects_and_the_map_selects_a_row(table):
    page = table()
    page.locator(f'#table-body tr[data-id="{TIE}"] a').click()
    assert page.locator("#panel h2").inner_text() == "China – North Korea"
    current = page.locator("#table-body [aria-current]")
    assert current.get_attribute("data-id") == TIE
    page.evaluate("kgView.select('leverage=south-korea--china')")
    assert current.get_attribute("data-id") == "leverage=south-korea--china"
    inside = current.evaluate(
        "row => { const [a, b] = [row, row.closest('.table-scroll')].map(e => e.getBoundingClientRect());"
        " return a.top >= b.top && a.bottom <= b.bottom + 1; }"
    )
    assert inside
    page.keyboard.press("Escape")
    assert current.count() == 0


def test_a_row_under_the_pointer_says_on_the_map_what_it_is(table):
    page = table()
    page.locator(f'#table-body tr[data-id="{TIE}"]').hover()
    assert page.locator("#hint").inner_text().startswith("China – North Korea: tension")
    page.mouse.move(5, 5)
    assert not page.locator("#hint").is_visible()


def test_the_keyboard_walks_through_rows_and_tabs(table):
    page = table()
    page.get_by_role("tab", name="Ties").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Nodes").get_attribute("aria-selected") == "true"
    page.keyboard.press("Home")
    names = column(page, "From")
    link = page.locator("#table-body a").first
    link.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == names[1]
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == names[-1]
    page.keyboard.press("Enter")
    assert page.evaluate("kgView.selection()") == ids(page)[-1]
    assert page.locator("#table-body a[tabindex='0']").count() == 1


def test_it_is_saved_as_it_stands(table, shipped):
    page = table("#show=table")
    page.get_by_role("tab", name="Claims").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    assert waiting.value.suggested_filename == "detente-all-ties-2016-07-31.csv"
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    quotes = {" […] ".join(passage.exact for passage in claim.passages) for claim in shipped.corpus.claims}
    assert {row["Quote"] for row in rows} == quotes
    assert len(rows) == 85


def test_no_cell_of_the_file_is_a_formula(visit, shipped, terms, tmp_path):
    label = '=HYPERLINK("http://evil","x")\n,"y"'
    actors = {**shipped.corpus.actors, "china": replace(shipped.corpus.actors["china"], label=label)}
    graph = network_of(replace(shipped.corpus, actors=actors), terms)
    file = tmp_path / "index.html"
    file.write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(file, "#show=table")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row]
    assert "'" + label in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "\t"))]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_many_rows_come_in_parts(visit, shipped, terms, tmp_path):
    claims = [replace(claim, slug=f"{claim.slug}-{n}") for n in range(4) for claim in shipped.corpus.claims]
    graph = network_of(replace(shipped.corpus, claims=tuple(claims)), terms)
    file = tmp_path / "index.html"
    file.write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(file, "#show=table")
    page.get_by_role("tab", name="Claims").click()
    assert len(ids(page)) == 200
    page.get_by_role("button", name="Show 140 more").click()
    assert len(ids(page)) == 340
    assert page.evaluate("document.activeElement.closest('tr').dataset.id") == ids(page)[200]


def test_in_a_low_window_both_is_the_table_and_a_phone_scrolls_to_it(table):
    page = table("#show=both", viewport={"width": 1200, "height": 600})
    assert not page.locator("#canvas").is_visible()
    page.set_viewport_size({"width": 1200, "height": 900})
    page.locator("#canvas").wait_for()
    phone = table("#show=both", **PHONE)
    assert phone.locator("#canvas").bounding_box()["height"] > 150
    assert phone.locator("#table-room").bounding_box()["y"] > phone.locator("#canvas").bounding_box()["y"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_the_map_alone_it_does_no_work(visit, shipped_page):
    page = visit(shipped_page)
    assert page.locator("#table-body tr").count() == 0
    assert not page.locator("#table-room").is_visible()
    page.get_by_role("radio", name="Table").check(force=True)
    assert page.locator("#table-body tr").count() == 25
    assert page.evaluate("kgView.address()") == "#show=table"
