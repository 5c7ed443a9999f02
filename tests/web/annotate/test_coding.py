"""Claims as a person makes and changes them, by pointer and by keys alone."""

from __future__ import annotations

from tests.web.annotate.conftest import ISDP

PATCH_UP = "Beijing appears to want to patch up relations"
SUGGESTED = {
    "said-by": [{"value": "niklas-swanstrom", "basis": "the author"}],
    "certainty": [{"value": "probable", "basis": "the hedge"}],
    "hedge": [{"value": "appears", "basis": "in the lexicon"}],
}


def empty(server, slug=ISDP):
    """Leave an article without claims."""
    server.bench.articles[slug]["claims"] = []


def test_a_stance_costs_twelve_keys_and_a_drag_at_most(visit, served):
    empty(served)
    served.bench.suggestions = SUGGESTED
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    work.page.wait_for_selector("[data-path='stance/holder'] input:focus")
    work.page.wait_for_selector(".suggested >> text=Niklas Swanström")
    work.press("1", "1")
    work.type("closer")
    work.press("Enter", "Control+Enter")
    work.saved(1)
    (claim,) = work.claims(ISDP).values()
    assert claim == {
        "id": "beijing-appears-want-patch",
        "quote": PATCH_UP,
        "said-by": "niklas-swanstrom",
        "certainty": "probable",
        "hedge": "appears",
        "stance": {"holder": "china", "target": "north-korea", "type": "seeks-closer-ties-with"},
    }
    assert list(claim) == ["id", "quote", "said-by", "certainty", "hedge", "stance"]
    assert work.keys <= 12


def test_a_stance_costs_eighteen_keys_by_keyboard_alone(visit, served):
    empty(served)
    served.bench.suggestions = SUGGESTED
    work = visit(served, ISDP)
    work.page.locator("body").press("Tab")
    work.press("j", "j", "j")
    work.press("s")
    work.type("be")
    work.press("1")
    work.page.wait_for_selector(".suggested >> text=Niklas Swanström")
    work.page.wait_for_selector("[data-path='stance/holder'] input:focus")
    work.press("1", "1")
    work.type("clo")
    work.press("Enter", "Control+Enter")
    work.saved(1)
    (claim,) = work.claims(ISDP).values()
    assert (claim["quote"], claim["stance"]["type"]) == (PATCH_UP, "seeks-closer-ties-with")
    assert work.keys <= 18


def test_after_a_new_claim_the_next_sentence_is_selected(visit, served):
    empty(served)
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("2", "1")
    work.field("event/label").locator("input").fill("A thaw")
    work.press("Control+Enter")
    work.saved(1)
    assert work.marked("selected")[0].startswith("The month of June saw")
    assert work.page.evaluate("document.activeElement.id") == "text"


def test_what_was_typed_and_not_chosen_is_nobody(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    work.type("Wikistratt")
    work.press("Tab", "Control+Enter")
    told = work.panel.locator("[role=alert]")
    assert "“Wikistratt” is not chosen yet" in told.inner_text()
    assert not any("/changes" in path for path, _ in work.bench.requests)


def test_a_new_actor_is_made_by_an_explicit_choice(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    work.type("Wikistrat")
    option = work.page.get_by_role("option", name="New actor “Wikistrat”…")
    option.click()
    dialog = work.page.get_by_role("dialog")
    dialog.get_by_label("organization").check(force=True)
    dialog.get_by_role("button", name="Make this actor").click()
    work.field("said-by").locator(".chips li", has_text="Wikistrat").wait_for()
    assert work.bench.registries["actors"]["wikistrat"] == {"label": "Wikistrat", "kind": "organization"}
    assert work.page.evaluate("document.activeElement.id") == "field-stance-holder"


def test_another_name_is_learnt_from_the_text(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    work.type("Zhongnanhai")
    work.page.get_by_role("option", name="“Zhongnanhai” is another name of…").click()
    work.type("china")
    work.press("Enter")
    work.field("said-by").locator(".chips li", has_text="China").wait_for()
    assert work.bench.registries["actors"]["china"]["aliases"][-1] == "Zhongnanhai"


def test_a_claim_that_was_opened_shows_what_the_file_has(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    assert work.marked("current") == [PATCH_UP]
    assert work.marked("hedge") == ["appears"]
    assert work.field("stance/type").inner_text().split("\n")[0].startswith("Type")
    assert "Counts as +0.5." in work.field("stance/type").inner_text()
    work.choose("mode", "reported")
    work.press("Control+Enter")
    work.page.wait_for_selector("#claims .current >> text=Trade between China")
    assert work.claims(ISDP)["patch-up-relations"]["mode"] == "reported"
    assert set(work.claims(ISDP)["patch-up-relations"]) == {
        "id", "quote", "said-by", "mode", "certainty", "hedge", "stance",
    }  # fmt: skip


def test_a_comma_goes_back_for_another_value(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1", "1")
    work.page.wait_for_selector("[data-path='stance/holder'] input:focus")
    work.press(",")
    assert work.page.evaluate("document.activeElement.id") == "field-said-by"
    work.type("japan")
    work.press("Enter")
    assert work.field("said-by").locator(".chips li").all_inner_texts() == ["China\n×", "Japan\n×"]
    work.press(",")
    work.press("Backspace")
    assert work.field("said-by").locator(".chips li").all_inner_texts() == ["China\n×"]
    assert work.field("said-by").get_by_role("option").count() > 3


def test_to_leave_a_claim_saves_it(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.choose("mode", "reported")
    work.open("China is estranged from North Korea")
    work.page.wait_for_selector("#claim-id[value='frosty-ties'], #panel blockquote:has-text('frosty ties')")
    assert work.claims(ISDP)["patch-up-relations"]["mode"] == "reported"


def test_ends_move_by_words_while_the_claim_is_open(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.text.focus()
    work.press("]")
    work.page.wait_for_function("() => document.querySelector('#panel blockquote').textContent.startsWith('appears')")
    work.press("{", "{")
    work.page.wait_for_function("() => document.querySelector('#panel blockquote').textContent.endsWith('to patch')")
    work.press("Control+Enter")
    work.page.wait_for_selector("#claims .current >> text=Trade between China")
    assert work.claims(ISDP)["patch-up-relations"]["quote"] == "appears to want to patch"


def test_a_piece_joins_a_passage_and_is_cut_out_of_it(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.drag("After a period of relatively frosty ties")
    work.press("m")
    work.page.wait_for_function("() => document.querySelectorAll('#panel blockquote span').length === 2")
    work.drag("to want to ")
    work.press("m")
    work.page.wait_for_function("() => document.querySelectorAll('#panel blockquote span').length === 3")
    assert work.marked("current") == [
        "After a period of relatively frosty ties",
        "Beijing appears",
        "patch up relations",
    ]
    work.press("Control+Enter")
    work.page.wait_for_selector("#standing.saved")
    work.page.wait_for_function("() => document.querySelector('#undo').title.includes('patch-up-relations')")
    assert len(work.claims(ISDP)["patch-up-relations"]["quote"]) == 3


def test_a_claim_denies_another_that_is_clicked_in_the_text(visit, served):
    work = visit(served, ISDP)
    before = work.count()
    work.drag("The Chinese government has vigorously denied this")
    work.press("d")
    work.page.wait_for_selector("[data-path=denies] input:focus")
    work.click("undercutting")
    work.field("denies").locator(".chips li", has_text="China is reluctant toward UN sanctions").wait_for()
    work.field("said-by").locator("input").focus()
    work.type("china")
    work.press("Enter", "Control+Enter")
    work.saved(before + 1)
    made = [entry for entry in work.claims(ISDP).values() if entry["id"].startswith("chinese-government")]
    assert made[0]["denies"] == "undercutting-sanctions"


def test_a_copy_has_the_fields_and_no_name(visit, served):
    work = visit(served, ISDP)
    before = work.count()
    work.open("China seeks closer ties with North Korea")
    work.drag("After a period of relatively frosty ties")
    work.press("c")
    work.page.wait_for_selector("#claims .new")
    work.press("Control+Enter")
    work.saved(before + 1)
    copy = next(entry for entry in work.claims(ISDP).values() if entry["id"].startswith("after-period"))
    assert copy["stance"] == {"holder": "china", "target": "north-korea", "type": "seeks-closer-ties-with"}
    assert copy["quote"] == "After a period of relatively frosty ties"


def test_what_was_deleted_comes_back_and_goes_again(visit, served):
    work = visit(served, ISDP)
    before = work.count()
    work.open("China seeks closer ties with North Korea")
    work.text.focus()
    work.press("x")
    work.saved(before - 1)
    work.press("u")
    work.saved(before)
    assert "patch-up-relations" in work.claims(ISDP)
    work.press("Shift+u")
    work.saved(before - 1)
    work.page.reload()
    work.page.wait_for_selector("html[data-ready]", state="attached")
    work.press("Control+z")
    work.saved(before)


def test_in_a_field_undo_is_the_fields_own(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.page.get_by_role("button", name="+ Note").click()
    work.type("one")
    work.press("Control+z")
    assert not any(path.endswith("/undo") for path, _ in work.bench.requests)


def test_a_note_is_added_by_its_first_letter(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.page.locator(".more-fields button").first.focus()
    work.press("n")
    if not work.page.locator("[data-path=note]").count():
        work.press("Enter")
    work.page.wait_for_selector("[data-path=note] textarea:focus")
    work.type("A thaw")
    work.press("Control+Enter")
    work.page.wait_for_selector("#claims .current >> text=Trade between China")
    assert work.claims(ISDP)["patch-up-relations"]["note"] == "A thaw"


def test_dates_say_which_days_they_mean(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.page.get_by_role("button", name="+ When").click()
    field = work.field("stance/when")
    field.locator("input").fill("2016-01~/2016-04~")
    field.get_by_text("2016-01-01 to 2016-04-30").wait_for()
    field.locator("input").fill("2016-13")
    field.locator(".wrong").wait_for()


def test_what_was_not_saved_is_back_after_a_reload(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1", "1")
    work.page.wait_for_selector("#claims .new")
    work.page.reload()
    work.page.wait_for_selector("#claims .new")
    assert "China" in work.field("said-by").inner_text()


def test_escape_leaves_the_form_then_closes_it_and_offers_it_back(visit, served):
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1", "1")
    work.press("Escape")
    work.page.wait_for_function(
        "() => document.activeElement.id === 'text' || document.activeElement.role === 'combobox'"
    )
    work.press("Escape", "Escape")
    work.page.wait_for_selector("#claims .new", state="detached")
    work.page.get_by_role("button", name="Bring it back").click()
    work.page.wait_for_selector("#claims .new")


def test_suggestions_are_shown_as_such_and_can_be_refused(visit, served):
    served.bench.suggestions = SUGGESTED
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    field = work.field("certainty")
    field.get_by_text("Suggested: the hedge").wait_for()
    assert "Save with 3 suggestions" in work.panel.locator(".primary").inner_text()
    work.press("Escape")
    field.get_by_role("button", name="Not so").click()
    assert field.locator("input:checked").count() == 0
    assert "Save with 2 suggestions" in work.panel.locator(".primary").inner_text()


def test_plain_fills_in_nothing(visit, served):
    served.bench.suggestions, served.bench.plain = SUGGESTED, True
    work = visit(served, ISDP)
    work.drag(PATCH_UP)
    work.press("1")
    work.page.wait_for_selector("[data-path='said-by'] input:focus")
    assert work.panel.locator(".suggested, .chips li").count() == 0
