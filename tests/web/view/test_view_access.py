"""Who does not see, point or like motion: axe over the page in all its states, the keyboard, zoom, and chosen colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ZOOMED = {"viewport": {"width": 700, "height": 450}}
DARK = {"color_scheme": "dark"}
DYAD, NODE = "#tie=china--united-states", "#node=china"
CLAIM = "#claim=2016-02-china-topix-thaad-talks/gause-go-along"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
UNFOLD = """async () => {
    for (;;) {
        const folded = [...document.querySelectorAll("#panel details:not([open])")];
        if (!folded.length) return document.querySelectorAll("#panel details").length;
        for (const each of folded) each.open = true;
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
}"""
FRAMES = "async () => { for (let at = 0; at < 3; at += 1) await new Promise(requestAnimationFrame); }"
# What has the focus: where it is, and how it looks, or what stands for it where it is itself not seen.
FOCUSED = """() => {
    window.stops ??= [];
    const element = document.activeElement;
    if (element === document.body) return false;
    if (element === stops.at(-1)?.element) return true;
    if (stops.some((each) => each.element === element)) return false;
    const { x, y, height } = element.getBoundingClientRect();
    const parts = ["header", ".layers", ".zoom", ".tools", "#canvas", ".map", "#panel", "#footer"];
    const shown = element.matches(".switch input") ? element.nextElementSibling : element;
    const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(shown);
    const look = `${outlineStyle === "none" ? "" : outlineColor} ${boxShadow}`;
    const place = { x, y: y + height / 2 };
    for (let own = element.parentElement; own; own = own.parentElement) {
        place.x += own.scrollLeft;
        place.y += own.scrollTop;
    }
    stops.push({ element, shown, look, ...place, part: parts.find((each) => element.closest(each)) });
    return true;
}"""
STOPS = """() => {
    document.activeElement.blur();
    return stops.map(({ element, shown, look, x, y, part }) => {
        const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(shown);
        const now = `${outlineStyle === "none" ? "" : outlineColor} ${boxShadow}`;
        const what = `${element.tagName}#${element.id}.${element.className} ${element.textContent.trim().slice(0, 40)}`;
        return { what, x, y, part, slider: element.type === "range", marked: now !== look };
    });
}"""
PAST_THE_EDGE = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    if (!box.width || !box.height || each.closest(".hidden, .skip, svg svg, math")) return false;
    for (let own = each.parentElement; own; own = own.parentElement) {
        if (own !== document.body && getComputedStyle(own).overflowX !== "visible" && own.id !== "panel") return false;
    }
    return box.right > innerWidth + 1 || box.left < -1;
}).map((each) => `${each.tagName} ${each.id || each.className.baseVal || each.className}`)"""
CUT = """() => [...document.querySelectorAll("#panel *")].filter((each) => {
    const hides = getComputedStyle(each).overflow === "hidden" && each.clientHeight > 1;
    return hides && each.scrollHeight > each.clientHeight + 1;
}).map((each) => each.className)"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap((each) => ["", "::before", "::after", "::backdrop"].map((part) => {
    const { transitionDuration, transitionProperty, animationName } = getComputedStyle(each, part);
    const moves = transitionProperty !== "none" && transitionDuration.split(", ").some((each) => parseFloat(each) > 0);
    return moves || animationName !== "none" ? `${each.tagName}${part} ${each.className}` : "";
})).filter(Boolean)"""


def told(violations):
    """Each violation with its weight and the first of the places where it is."""
    places = [(each, [node["target"][0] for node in each["nodes"][:4]]) for each in violations]
    return [f"{each['impact']}: {each['id']} ({each['help']}) at {where}" for each, where in places]


def assert_accessible(page):
    found = Axe().run(page, options=RULES).response
    assert told(found["violations"]) == []


def open_help(page):
    page.get_by_role("button", name="How to read this").click()
    page.wait_for_selector("#help[open]")


def open_reader(page):
    page.locator("#panel").get_by_role("button", name="In the article").first.click()
    page.wait_for_selector("#reader[open] mark")


def search(page):
    page.get_by_role("combobox", name="Search").fill("china")
    page.wait_for_selector("#results [role=option]")


def unfold(page):
    assert page.evaluate(UNFOLD) > 4


def open_filters(page):
    page.get_by_role("button", name="Filters", exact=True).click()
    page.wait_for_selector("#filters:not([hidden]) input")


def choose(page):
    page.evaluate("kgView.change({ filters: { mode: ['reported'] }, from: kgView.computed({}) && 16900 })")
    page.wait_for_selector("#chips:not([hidden]) button")


def show_alignment(page):
    page.evaluate("(({ a, b }) => kgView.select(`alignment=${a}--${b}`))(kgView.computed({}).alignments[0])")
    page.wait_for_selector("#panel[data-selection^='alignment='] .figure")


def show_table(page, show="table"):
    page.evaluate("show => kgView.change({ show })", show)
    page.wait_for_selector(".sheet table tbody tr, .map table tbody tr")


def show_claims(page):
    show_table(page)
    page.get_by_role("tab", name="Claims").click()
    page.wait_for_selector("[role=tab][aria-selected=true]:has-text('Claims')")


STATES = {
    "overview": ("", {}, None),
    "dyad": (DYAD, {}, None),
    "node": (NODE, {}, None),
    "claim": (CLAIM, {}, None),
    "path": ("#path=united-states--north-korea", {}, None),
    "pair": ("#pair=china--united-states", {}, None),
    "alignment": ("", {}, show_alignment),
    "help": ("", {}, open_help),
    "reader": (CLAIM, {}, open_reader),
    "search": ("", {}, search),
    "every list of the overview": ("", {}, unfold),
    "every list of a node": (NODE, {}, unfold),
    "filters": ("", {}, open_filters),
    "chips": ("", {}, choose),
    "table": ("", {}, show_table),
    "table of claims": ("", {}, show_claims),
    "map and table": (DYAD, {}, lambda page: show_table(page, "both")),
    "dark table": ("", DARK, show_table),
    "phone table": ("", PHONE, lambda page: show_table(page, "both")),
    "zoomed table": (DYAD, ZOOMED, show_claims),
    "dark overview": ("", DARK, None),
    "dark dyad": (DYAD, DARK, unfold),
    "dark claim": (CLAIM, DARK, None),
    "dark reader": (CLAIM, DARK, open_reader),
    "dark help": ("", DARK, open_help),
    "dark search": ("", DARK, search),
    "dark filters": ("", DARK, open_filters),
    "phone": ("", PHONE, None),
    "phone dyad": (DYAD, PHONE, None),
    "phone reader": (CLAIM, PHONE, open_reader),
    "phone filters": ("", PHONE, open_filters),
    "zoomed": (DYAD, ZOOMED, None),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, shipped_page, state):
    fragment, options, act = STATES[state]
    page = visit(shipped_page, fragment, bypass_csp=True, **options)
    if fragment:
        assert page.evaluate("kgView.selection()") == fragment[1:]
    if act:
        act(page)
    assert_accessible(page)


def test_axe_would_find_what_is_wrong(visit, shipped_page):
    page = visit(shipped_page, bypass_csp=True)
    page.evaluate(
        "document.querySelector('.lead').style.color = '#ccc'; document.querySelector('#search').labels[0].remove()"
    )
    page.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
    found = " ".join(told(Axe().run(page, options=RULES).response["violations"]))
    assert "serious: color-contrast" in found
    assert "critical: label" in found


def test_at_twice_the_size_the_tables_fit_too(visit, shipped_page):
    page = visit(shipped_page, **ZOOMED)
    for show in (show_table, show_claims):
        show(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 700
        assert page.evaluate(PAST_THE_EDGE) == []
        assert page.locator("#table-scroll").bounding_box()["height"] >= 120, "room for rows"


# To the fraction of a pixel, of which the lack of one costs letters.
NAME_IS_WHOLE = """() => {
    const name = document.querySelector(".name"), words = document.createRange();
    words.selectNodeContents(name);
    return words.getBoundingClientRect().width <= name.getBoundingClientRect().width;
}"""


@pytest.mark.parametrize("width", [640, 900, 1280, 1600])
def test_the_name_is_whole_whatever_the_motto_has_room_for(visit, shipped_page, width):
    page = visit(shipped_page, viewport={"width": width, "height": 800})
    assert page.evaluate(NAME_IS_WHOLE)


@pytest.mark.parametrize("fragment", ["", DYAD, NODE, CLAIM])
def test_at_twice_the_size_nothing_is_cut_off(visit, shipped_page, fragment):
    wide = visit(shipped_page, fragment).locator("#panel").inner_text()
    page = visit(shipped_page, fragment, **ZOOMED)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 700
    assert page.evaluate(PAST_THE_EDGE) == []
    assert page.locator("#panel").inner_text().split() == wide.split()
    assert page.evaluate(CUT) == []
    assert page.locator("#canvas").bounding_box()["height"] >= 240, "room for a map"


COVERED = """() => [...document.querySelectorAll("a[href], button, input, select, summary")].filter((each) => {
    if (!each.checkVisibility() || each.matches(".skip, [type=range]")) return false;
    each.scrollIntoView({ block: "center", inline: "center" });
    const box = each.getClientRects()[0];
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !each.contains(over) && !(over && over.closest("label")?.contains(each));
}).map((each) => `${each.id} ${each.textContent}`)"""


@pytest.mark.parametrize("show", ["map", "table", "both"])
@pytest.mark.parametrize("options", [{}, ZOOMED, PHONE], ids=["desk", "zoomed", "phone"])
def test_nothing_lies_over_what_can_be_pressed(visit, shipped_page, options, show):
    page = visit(shipped_page, **options)
    page.evaluate("show => kgView.change({ show })", show)
    assert page.evaluate(COVERED) == []


def walk(page):
    """Every stop of the Tab key from the top of the page until it leaves the page; a date has several in one."""
    for _ in range(500):
        page.keyboard.press("Tab")
        if not page.evaluate(FOCUSED):
            return page.evaluate(STOPS)
    raise AssertionError("the Tab key does not come to the end of the page")


@pytest.mark.parametrize("show", ["map", "table", "both"])
def test_the_focus_is_always_seen(visit, shipped_page, show):
    page = visit(shipped_page, DYAD)
    page.evaluate("show => kgView.change({ show })", show)
    stops = walk(page)
    assert len(stops) > 40
    assert [stop["what"] for stop in stops if not stop["marked"] and not stop["slider"]] == []


def test_the_thumb_of_a_slider_shows_its_focus(visit, shipped_page):
    page = visit(shipped_page)
    for slider in page.locator("input[type=range]:visible").all():
        box = slider.bounding_box()
        clip = {"x": box["x"] - 8, "y": box["y"] - 8, "width": box["width"] + 16, "height": box["height"] + 16}
        page.evaluate("document.activeElement.blur()")
        before = page.screenshot(clip=clip)
        slider.focus()
        page.keyboard.press("Shift")
        assert page.screenshot(clip=clip) != before


@pytest.mark.parametrize("options", [{}, PHONE])
def test_the_tab_key_goes_as_one_reads(visit, shipped_page, options):
    stops = walk(visit(shipped_page, **options))
    order = ["header", ".layers", ".zoom", "#canvas", ".map", "#panel", "#footer"]
    parts = [stop["part"] for stop in stops]
    assert parts == sorted(parts, key=order.index)
    assert set(parts) >= {"header", ".layers", ".zoom", "#canvas", ".map", "#panel"}
    for part in ("header", ".layers", ".zoom", ".map", "#panel"):
        own = [stop for stop in stops if stop["part"] == part and "skip" not in stop["what"]]
        for one, other in pairwise(own):
            same_line = abs(one["y"] - other["y"]) < 12
            assert other["x"] >= one["x"] if same_line else other["y"] > one["y"], (one["what"], other["what"])


def test_reduced_motion_leaves_none(visit, shipped_page):
    page = visit(shipped_page, DYAD, reduced_motion="reduce")
    open_help(page)
    assert page.evaluate(MOVING) == []
    assert page.evaluate("document.getAnimations().length") == 0
    page.keyboard.press("Escape")
    search(page)
    page.keyboard.press("Enter")
    place = page.evaluate("kgView.point('node=china')")
    page.evaluate(FRAMES)
    assert page.evaluate("kgView.point('node=china')") == place, "the map jumps"


def test_with_chosen_colours_switches_still_show_which_are_on(visit, shipped_page):
    page = visit(shipped_page)
    page.emulate_media(forced_colors="active")
    look = """() => [...document.querySelectorAll(".switch input")].map((each) => {
        const { backgroundColor, color } = getComputedStyle(each.nextElementSibling);
        return [each.checked, backgroundColor, color];
    })"""
    looks = page.evaluate(look)
    on, off = ({(b, c) for checked, b, c in looks if checked is wanted} for wanted in (True, False))
    assert len(on) == len(off) == 1
    assert on != off
    page.locator(".switch input:checked").first.focus()
    page.keyboard.press("Shift")
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
    assert page.evaluate(outline) == "solid"
