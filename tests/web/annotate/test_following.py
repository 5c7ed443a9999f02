"""What others change, what goes wrong on the way, and what is wrong in the file: nothing of anybody's is lost."""

from __future__ import annotations

from tests.web.annotate.conftest import ISDP

CONFLICT = ("409 (Conflict)",)
AWAY = ("ERR_EMPTY_RESPONSE", "ERR_CONNECTION", "Failed to load resource")
CLAIM = "China seeks closer ties with North Korea"
BROKEN = "  - id: broken\n    quote: [a measure\n    said-by: china\n"


def meanwhile(bench, claim="patch-up-relations", slug=ISDP, **changed):
    """Change a claim as somebody else does."""
    article = bench.articles[slug]
    at = next(number for number, entry in enumerate(article["claims"]) if entry["id"] == claim)
    article["claims"][at] = article["claims"][at] | changed
    article["version"] = next(bench.versions)


def found(severity, message, *path):
    """A finding of a claim."""
    return {
        "severity": severity,
        "rule": "a-rule",
        "message": message,
        "path": ["claims", 3, *path],
        "line": 5,
        "column": 5,
    }


def test_changes_of_different_keys_are_both_kept(visit, served):
    work = visit(served, ISDP, expected=CONFLICT)
    work.open(CLAIM)
    work.choose("certainty", "possible")
    meanwhile(served.bench, note="theirs")
    work.press("Control+Enter")
    work.page.locator("#note", has_text="both changes are kept").wait_for()
    work.page.wait_for_selector("#standing.saved")
    claim = work.claims(ISDP)["patch-up-relations"]
    assert (claim["certainty"], claim["note"]) == ("possible", "theirs")


def test_changes_of_the_same_key_are_shown_side_by_side(visit, served):
    work = visit(served, ISDP, expected=CONFLICT)
    work.open(CLAIM)
    work.choose("certainty", "possible")
    meanwhile(served.bench, certainty="certain")
    work.press("Control+Enter")
    choices = work.field("certainty").locator(".choices")
    choices.wait_for()
    assert "Yours: possible · now in the file: certain" in choices.inner_text()
    work.press("Control+Enter")
    assert work.claims(ISDP)["patch-up-relations"]["certainty"] == "certain"
    choices.get_by_role("button", name="Keep yours").click()
    work.press("Control+Enter")
    work.page.wait_for_selector("#standing.saved")
    assert work.claims(ISDP)["patch-up-relations"]["certainty"] == "possible"


def test_theirs_can_be_taken(visit, served):
    work = visit(served, ISDP, expected=CONFLICT)
    work.open(CLAIM)
    work.choose("certainty", "possible")
    work.choose("mode", "forecast")
    meanwhile(served.bench, certainty="certain")
    work.press("Control+Enter")
    work.field("certainty").get_by_role("button", name="Take theirs").click()
    work.press("Control+Enter")
    work.page.wait_for_selector("#standing.saved")
    claim = work.claims(ISDP)["patch-up-relations"]
    assert (claim["certainty"], claim["mode"]) == ("certain", "forecast")


def test_a_claim_that_is_gone_can_be_written_again(visit, served):
    work = visit(served, ISDP, expected=CONFLICT)
    work.open(CLAIM)
    work.choose("certainty", "possible")
    article = served.bench.articles[ISDP]
    article["claims"] = [entry for entry in article["claims"] if entry["id"] != "patch-up-relations"]
    work.press("Control+Enter")
    work.panel.get_by_text("has deleted this claim meanwhile").wait_for()
    work.press("Control+Enter")
    work.page.wait_for_selector("#standing.saved")
    assert work.claims(ISDP)["patch-up-relations"]["certainty"] == "possible"


def test_what_others_save_appears_and_leaves_what_is_being_written(visit, served):
    work = visit(served, ISDP)
    work.open(CLAIM)
    work.page.get_by_role("button", name="+ Note").click()
    work.type("mine")
    meanwhile(served.bench, claim="frosty-ties", stance={"holder": "japan", "target": "north-korea", "type": "opposes"})
    work.page.evaluate("window.dispatchEvent(new Event('focus'))")
    work.page.wait_for_selector("#claims >> text=Japan opposes North Korea")
    assert work.field("note").locator("textarea").input_value() == "mine"
    work.type(", too")
    assert work.field("note").locator("textarea").input_value() == "mine, too"


def test_an_open_claim_that_nobody_has_touched_follows_the_file(visit, served):
    work = visit(served, ISDP)
    work.open(CLAIM)
    meanwhile(served.bench, note="theirs")
    work.page.evaluate("window.dispatchEvent(new Event('focus'))")
    work.field("note").wait_for()
    assert work.field("note").locator("textarea").input_value() == "theirs"


def test_while_the_server_is_away_nothing_is_lost(visit, served):
    work = visit(served, ISDP, expected=AWAY)
    work.open(CLAIM)
    work.choose("certainty", "possible")
    served.bench.away = True
    work.press("Control+Enter")
    work.panel.get_by_text("The server does not answer").wait_for()
    assert work.page.locator("#standing").inner_text() == "No answer: kept here, saved later"
    served.bench.away = False
    work.page.evaluate("window.dispatchEvent(new Event('focus'))")
    work.page.wait_for_selector("#standing.saved")
    assert work.claims(ISDP)["patch-up-relations"]["certainty"] == "possible"


def test_findings_stand_at_their_fields_and_beside_the_text(visit, served):
    served.bench.findings[f"{ISDP}/patch-up-relations"] = [
        found("error", "the hedge is not in the quote", "hedge"), found("warning", "the quote is long", "quote"),
    ]  # fmt: skip
    work = visit(served, ISDP)
    note = work.page.locator("#claims li", has_text=CLAIM).first
    assert "mistake" in note.inner_text()
    work.open(CLAIM)
    assert "the hedge is not in the quote" in work.field("hedge").inner_text()
    assert "the quote is long" in work.panel.locator("> .findings").inner_text()
    assert "1 mistake" in work.page.locator("#bottom").inner_text()
    work.choose("certainty", "possible")
    assert work.panel.locator(".findings").count() == 0, "what was found of the claim as it was says nothing now"


def test_an_item_that_is_no_yaml_is_mended_as_text(visit, served):
    served.bench.articles[ISDP]["raw"]["broken"] = (BROKEN, [found("error", "the list has no ]")])
    work = visit(served, ISDP)
    before = work.count()
    work.open("This item cannot be read")
    assert "the list has no ]" in work.panel.inner_text()
    box = work.panel.locator("textarea")
    assert box.input_value() == BROKEN
    box.fill(BROKEN.replace("[", ""))
    work.press("Control+Enter")
    work.page.wait_for_selector("#raw", state="detached")
    work.saved(before)
    path, body = served.bench.requests[-1]
    assert (path.endswith("/changes"), body["raw"]["before"], body["raw"]["start_line"]) == (True, BROKEN, 90)


def test_what_a_claim_does_to_a_dyad_is_said(visit, served):
    work = visit(served, ISDP)
    served.bench.moved = [
        {"a": "china", "b": "japan", "a_label": "China", "b_label": "Japan", "before": 0.34, "after": 0.36}
    ]
    work.page.evaluate("window.dispatchEvent(new Event('focus'))")
    work.page.locator("#bottom .moved").wait_for()
    assert work.page.locator("#bottom .moved").inner_text() == "China – Japan +0.36 (+0.02)"


def test_an_article_that_is_not_there_is_said_so(visit, served):
    work = visit(served, "nowhere", expected=("404 (Not Found)",))
    assert work.page.locator("#lists").inner_text().startswith("This article cannot be shown")
    work.page.get_by_role("link", name="All articles").click()
    work.page.wait_for_selector("#lists table")


def test_the_list_says_how_far_each_article_is(visit, served):
    served.bench.findings[f"{ISDP}/patch-up-relations"] = [found("error", "wrong", "hedge")]
    work = visit(served)
    row = work.page.locator("#lists tbody tr", has_text="THAAD and Thawing")
    assert f"{len(served.bench.articles[ISDP]['claims'])}" in row.inner_text()
    assert "1 mistake" in row.inner_text()
    work.press("/")
    work.type("thawing")
    assert work.page.locator("#lists tbody tr").count() == 1
    work.page.locator("#search").blur()
    work.press("j", "Enter")
    work.page.wait_for_selector("#text")
    assert work.page.url.endswith(ISDP)


def test_actors_are_changed_from_their_list(visit, served):
    work = visit(served)
    work.page.get_by_role("link", name="Actors").click()
    work.page.get_by_role("button", name="Japan", exact=True).click()
    dialog = work.page.get_by_role("dialog")
    dialog.get_by_label("Aliases").fill("Tokyo, Nippon")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="hidden")
    assert served.bench.registries["actors"]["japan"]["aliases"] == ["Tokyo", "Nippon"]
    (sent,) = [body for path, body in served.bench.requests if path == "/api/registry/actors"]
    assert sent["before"]["aliases"] == "Tokyo" or sent["before"]["aliases"] == ["Tokyo"]


def test_keys_are_shown_and_changed(visit, served):
    work = visit(served, ISDP)
    work.press("?")
    dialog = work.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Change the key: Select the next sentence").click()
    work.press("k")
    assert "k is already: Select the sentence before" in dialog.inner_text()
    dialog.get_by_role("button", name="Change the key: Select the next sentence").click()
    work.press("b")
    work.press("Escape")
    work.press("b")
    assert work.marked("selected") == ["THAAD and Thawing Sino-DPRK Relations"]
    work.page.reload()
    work.page.wait_for_selector("html[data-ready]", state="attached")
    work.press("j")
    assert work.marked("selected") == []
    work.press("b")
    assert work.marked("selected") == ["THAAD and Thawing Sino-DPRK Relations"]


def test_keys_pressed_while_a_claim_is_saved_come_after_it(visit, served):
    served.bench.articles[ISDP]["claims"] = []
    work = visit(served, ISDP)
    sent = []
    work.page.route("**/changes", lambda route: sent.append(route))  # noqa: PLW0108 - a builtin has no attributes, which Playwright sets
    work.drag("Beijing appears to want to patch up relations")
    work.press("1", "1")
    work.page.wait_for_selector("[data-path='stance/holder'] input:focus")
    work.press_ahead("Control+Enter")
    work.page.wait_for_selector("#standing.saving", state="attached")
    work.press_ahead("1", "J", "a", "p")
    sent.pop().continue_()
    work.page.wait_for_function("() => document.querySelector('#field-said-by')?.value === 'Jap'")
    assert work.count() == 1
    assert work.panel.locator("blockquote").inner_text().startswith("The month of June saw")
    work.press("Enter")
    assert work.field("said-by").locator(".chips li").all_inner_texts() == ["Japan\n×"]


def test_words_selected_while_a_claim_is_saved_stay_selected(visit, served):
    served.bench.articles[ISDP]["claims"] = []
    work = visit(served, ISDP)
    sent = []
    work.page.route("**/changes", lambda route: sent.append(route))  # noqa: PLW0108 - a builtin has no attributes, which Playwright sets
    work.drag("Beijing appears to want to patch up relations")
    work.press("1", "1")
    work.press_ahead("Control+Enter")
    work.page.wait_for_selector("#standing.saving", state="attached")
    work.drag("After a period of relatively frosty ties")
    work.page.wait_for_function("() => CSS.highlights.get('selected')?.size")
    sent.pop().continue_()
    work.page.wait_for_selector("#claims .new", state="detached")
    assert work.marked("selected") == ["After a period of relatively frosty ties"]


def test_a_list_is_as_it_was_when_others_change_the_file(visit, served):
    work = visit(served, ISDP)
    work.drag("Beijing appears to want to patch up relations")
    work.press("1", "1", ",")
    work.press("ArrowDown", "ArrowDown", "ArrowDown")
    marked = work.field("said-by").locator("[aria-selected=true]").inner_text()
    meanwhile(served.bench, note="theirs")
    with work.page.expect_response(f"**/api/articles/{ISDP}"):
        work.page.evaluate("dispatchEvent(new Event('focus'))")
    work.page.wait_for_function("() => document.querySelector('#bottom')")
    assert work.field("said-by").locator("[aria-selected=true]").inner_text() == marked
    work.press("Enter")
    assert work.field("said-by").locator(".chips li").count() == 2
