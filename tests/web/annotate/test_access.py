"""Who does not see or point well: axe over the page in all its states, keys alone, zoom, a phone, no motion."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.annotate.conftest import ISDP

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ZOOMED = {"viewport": {"width": 700, "height": 450}}
MIDDLE = {"viewport": {"width": 1100, "height": 800}}
DARK = {"color_scheme": "dark"}
CLAIM = "China seeks closer ties with North Korea"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}
PAST_THE_EDGE = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    if (!box.width || !box.height || each.closest(".hidden, .skip, [hidden]")) return false;
    for (let own = each.parentElement; own; own = own.parentElement) {
        if (own !== document.body && getComputedStyle(own).overflowX !== "visible") return false;
    }
    return box.right > innerWidth + 1 || box.left < -1;
}).map((each) => `${each.tagName} ${each.id} ${each.className}`)"""
STOPS = """() => {
    const stop = document.activeElement;
    if (stop === document.body) return null;
    const shown = stop.matches(".switch input") ? stop.nextElementSibling : stop.closest(".combo") || stop;
    const seen = stop.id === "text" ? document.getElementById("reading") : shown;
    const { outlineStyle, boxShadow, borderColor } = getComputedStyle(seen);
    const part = stop.closest(".top, #text, #claims, #panel, #lists")?.id || stop.closest(".top")?.className || stop.id;
    return { id: stop.id || stop.textContent.trim().slice(0, 30), part, marked: outlineStyle !== "none" || boxShadow !== "none" };
}"""


def select(work):
    work.press("j", "j", "j")


def begin(work):
    select(work)
    work.press("1")
    work.page.wait_for_selector("[data-path='said-by'] input:focus")


def suggested(work):
    work.bench.suggestions = {"said-by": [{"value": "niklas-swanstrom", "basis": "the author"}]}
    select(work)
    work.press("1")
    work.page.wait_for_selector(".suggested")


def opened(work):
    work.open(CLAIM)


def wrong(work):
    finding = {"severity": "error", "rule": "a-rule", "message": "wrong", "path": ["hedge"], "line": 1, "column": 1}
    work.bench.findings[f"{ISDP}/patch-up-relations"] = [finding, {**finding, "severity": "warning", "path": []}]
    work.page.reload()
    work.page.wait_for_selector("html[data-ready]", state="attached")
    opened(work)


def unread(work):
    work.bench.articles[ISDP]["raw"]["broken"] = ("- id: [\n", [])
    work.page.reload()
    work.page.wait_for_selector("html[data-ready]", state="attached")
    work.open("cannot be read")


def keys(work):
    work.page.locator("#show-keys").click()
    work.page.wait_for_selector("#help[open]")


def new_actor(work):
    begin(work)
    work.type("Wikistrat")
    work.page.get_by_role("option", name="New actor").click()
    work.page.wait_for_selector("#entry[open]")


def empty(work):
    work.bench.articles[ISDP]["claims"] = []
    work.page.reload()
    work.page.wait_for_selector("html[data-ready]", state="attached")


def jump(work):
    select(work)
    work.press("s")


STATES = {
    "the list": ("", {}, None),
    "an article": (ISDP, {}, None),
    "an empty article": (ISDP, {}, empty),
    "selected": (ISDP, {}, select),
    "jump": (ISDP, {}, jump),
    "a new claim": (ISDP, {}, begin),
    "suggested": (ISDP, {}, suggested),
    "an open claim": (ISDP, {}, opened),
    "findings": (ISDP, {}, wrong),
    "unread": (ISDP, {}, unread),
    "keys": (ISDP, {}, keys),
    "a new actor": (ISDP, {}, new_actor),
    "dark list": ("", DARK, None),
    "dark article": (ISDP, DARK, select),
    "dark form": (ISDP, DARK, suggested),
    "dark findings": (ISDP, DARK, wrong),
    "dark keys": (ISDP, DARK, keys),
    "middle": (ISDP, MIDDLE, wrong),
    "phone list": ("", PHONE, None),
    "phone": (ISDP, PHONE, None),
    "phone form": (ISDP, PHONE, opened),
    "zoomed": (ISDP, ZOOMED, None),
    "zoomed form": (ISDP, ZOOMED, begin),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, served, state):
    slug, options, act = STATES[state]
    work = visit(served, slug, bypass_csp=True, **options)
    if act:
        act(work)
    found = Axe().run(work.page, options=RULES).response
    places = [(each, [node["target"][0] for node in each["nodes"][:4]]) for each in found["violations"]]
    assert [f"{each['impact']}: {each['id']} ({each['help']}) at {where}" for each, where in places] == []


@pytest.mark.parametrize("state", ["the list", "an article", "selected", "a new claim", "an open claim", "keys"])
@pytest.mark.parametrize("options", [ZOOMED, PHONE, MIDDLE], ids=["zoomed", "phone", "middle"])
def test_nothing_is_past_the_edge(visit, served, state, options):
    slug, _, act = STATES[state]
    work = visit(served, slug, **options)
    if act:
        act(work)
    assert work.page.evaluate("document.scrollingElement.scrollWidth") <= options["viewport"]["width"]
    assert work.page.evaluate(PAST_THE_EDGE) == []


def test_the_tab_key_goes_from_the_head_to_the_text_its_claims_and_the_form(visit, served):
    work = visit(served, ISDP)
    work.open(CLAIM)
    work.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    work.page.evaluate("document.querySelector('.skip').focus()")
    stops = []
    for _ in range(80):
        work.page.keyboard.press("Tab")
        stop = work.page.evaluate(STOPS)
        if stop is None:
            break
        stops.append(stop)
    parts = list(dict.fromkeys(stop["part"] for stop in stops))
    assert parts == ["top", "text", "claims", "panel"]
    assert [stop["part"] for stop in stops].count("claims") == 1, "one stop for all the claims"
    assert [stop["id"] for stop in stops if not stop["marked"]] == []


def test_the_claims_are_walked_by_arrows(visit, served):
    work = visit(served, ISDP)
    work.page.locator("#claims button").first.focus()
    work.press("ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    work.page.wait_for_selector("#claims li:nth-child(2).current")


def test_nothing_moves_for_who_asks_for_no_motion(visit, served):
    work = visit(served, ISDP, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((each) => {
        const { transitionDuration, animationName } = getComputedStyle(each);
        return animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
    }).length"""
    assert work.page.evaluate(moving) == 0
