"""Keys that are pressed while the page waits for its server, or while an end of a passage is being chosen: none is lost."""

from __future__ import annotations

import pytest

from tests.web.annotate.conftest import ISDP, TOPIX

PATCH_UP = "Beijing appears to want to patch up relations"


@pytest.fixture
def held(visit, served):
    """The page with no claims, and what was sent to a path and is let go by calling it."""

    def hold(path):
        served.bench.articles[ISDP]["claims"] = []
        work = visit(served, ISDP)
        sent, released = [], []
        work.page.route(f"**/{path}", lambda route: route.continue_() if released else sent.append(route))

        def release():
            released.append(True)
            sent.pop().continue_()

        return work, release

    return hold


def saving(work):
    """Begin a claim, and have the page wait until it is saved."""
    work.drag(PATCH_UP)
    work.press("1", "1")
    work.press_ahead("Control+Enter")
    work.page.wait_for_selector("#standing.saving", state="attached")


def test_a_key_that_comes_before_the_suggestions_is_meant_for_what_is_asked_then(held, served):
    served.bench.suggestions = {
        "said-by": [{"value": "china", "label": "China", "basis": "the sentence"}],
        "stance.holder": [{"value": "japan", "label": "Japan", "basis": ""}, {"value": "china", "label": "", "basis": ""}],
    }  # fmt: skip
    work, release = held("suggestions")
    work.drag(PATCH_UP)
    work.press_ahead("1", "1")
    assert work.page.locator("#panel .chips li").count() == 0
    release()
    work.field("stance/holder").locator(".chips li", has_text="Japan").wait_for()
    assert work.field("said-by").locator(".chips li").all_inner_texts() == ["China\n×"]


def test_two_saves_and_what_comes_between_them_follow_in_order(held):
    work, release = held("changes")
    saving(work)
    work.press_ahead("1", "2", "Control+Enter", "1", "n", "o")
    release()
    work.saved(2)
    work.page.wait_for_function("() => document.querySelector('#field-said-by')?.value === 'no'")
    first, second = sorted(work.claims(ISDP).values(), key=lambda claim: claim["quote"])
    assert first["quote"] == PATCH_UP
    assert second["quote"].startswith("The month of June saw")
    assert work.panel.locator("blockquote").inner_text().startswith("There also appears")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["1", "x", "y", "Backspace", "z"], "xz"),
        (["1", "x", "y", "ArrowLeft", "z"], "xzy"),
        (["1", "x", "y", "Home", "z", "End", "w"], "zxyw"),
        (["1", "x", "y", "z", "Shift+ArrowLeft", "Shift+ArrowLeft", "w"], "xw"),
        (["1", "x", "y", "ArrowLeft", "Delete"], "x"),
        (["1", "x", "y", "Control+z"], ""),
    ],
    ids=["backspace", "left", "home-and-end", "selecting", "delete", "undo"],
)
def test_keys_that_change_what_is_typed_do_so_afterwards(held, keys, expected):
    work, release = held("changes")
    saving(work)
    work.press_ahead(*keys)
    release()
    work.saved(1)
    work.page.wait_for_function(
        "value => document.querySelector('#field-said-by:focus')?.value === value", arg=expected
    )


def test_keys_that_move_the_focus_press_and_choose_do_so_afterwards(held):
    work, release = held("changes")
    saving(work)
    work.press_ahead("1", "Tab", "ArrowRight", "Tab", "Shift+Tab")
    release()
    work.page.wait_for_selector("#content-event:checked", state="attached")
    assert work.page.evaluate("document.activeElement.id") == "content-event"


def test_what_is_pasted_while_the_page_waits_is_there_afterwards(held):
    work, release = held("changes")
    saving(work)
    work.press_ahead("1")
    box = work.page.context.new_cdp_session(work.page)
    work.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    work.page.evaluate("navigator.clipboard.writeText('Japan')")
    box.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": "v", "code": "KeyV", "modifiers": 2, "commands": ["paste"]}
    )
    release()
    work.page.wait_for_function("() => document.querySelector('#field-said-by')?.value === 'Japan'")


def test_keys_pressed_as_the_page_begins_wait_for_the_text(visit, served):
    work = visit(served, ISDP)
    work.page.route("**/api/project", lambda route: (work.press_ahead("j"), route.continue_()))
    work.page.reload()
    work.page.wait_for_function("() => CSS.highlights.get('selected')?.size")
    assert work.marked("selected") == ["THAAD and Thawing Sino-DPRK Relations"]


def test_a_key_that_is_no_letter_takes_the_marked_word_and_does_what_it_does(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j", "s", "c", "1")
    work.page.wait_for_selector("#claims .new")
    assert work.panel.locator("blockquote").inner_text().startswith("China’s condemnation")
    assert work.page.locator("#jump").is_hidden()


def test_a_letter_with_which_no_word_goes_on_is_said_so_and_does_nothing_else(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j")
    before = work.marked("selected")
    work.press("s", "c", "x")
    assert "No word here goes on with “cx”" in work.page.locator("#jump").inner_text()
    assert work.page.locator("#status").inner_text() == "No word here goes on with “cx”"
    assert work.marked("selected") == before
    work.press("h")
    assert work.marked("selected")[0].startswith("China’s condemnation")


def test_before_a_letter_another_key_leaves_the_passage_as_it_is(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j")
    before = work.marked("selected")
    work.press("e", "]")
    assert work.page.locator("#jump").is_hidden()
    assert work.marked("selected") == [before[0].partition(" ")[2]]


def test_tab_goes_through_the_words_there_are_without_a_letter(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j", "s", "Tab", "Tab", "Enter")
    assert work.marked("selected")[0].startswith("a period of relatively frosty ties")


def test_a_passage_may_end_in_letters_with_stops(visit, served):
    work = visit(served, ISDP)
    work.drag("Perceiving its growing encirclement")
    work.press("e")
    work.type("u.")
    assert work.page.locator("#jump").is_visible()
    work.press("Enter")
    assert work.marked("selected")[0].endswith("anti-China U.S.")


def test_fields_are_gone_to_and_added_by_their_letters(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.text.focus()
    work.press("+")
    menu = work.page.get_by_role("menu")
    assert "Note" in menu.inner_text()
    work.press("n")
    work.page.wait_for_selector("[data-path=note] textarea:focus")
    work.type("1+1")
    assert work.field("note").locator("textarea").input_value() == "1+1"
    work.press("Escape", "+", "h")
    work.page.wait_for_selector("#field-stance-holder:focus")
    work.press("+", "ArrowDown", "ArrowDown", "Escape")
    work.page.wait_for_selector("#field-stance-holder:focus")
    assert menu.count() == 0


def test_a_claim_of_another_article_is_chosen_by_what_it_says(visit, served):
    work = visit(served, ISDP)
    work.drag("The Chinese government has vigorously denied this")
    work.press("d")
    work.page.wait_for_selector("[data-path=denies] input:focus")
    work.type("missile defense system")
    work.field("denies").get_by_role("option", name="claims of another article").first.click()
    work.type("opens")
    option = work.field("denies").locator(f"[role=option][data-value^='{TOPIX}/']").first
    option.wait_for()
    value = option.get_attribute("data-value")
    work.press("Enter")
    work.field("denies").locator(f".chips li[data-value='{value}']").wait_for()
