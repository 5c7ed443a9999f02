"""Words of the text as people select them, with pointer and keys, in texts of every kind."""

from __future__ import annotations

import pytest

from benchmarks.coder import PLACES
from tests.server.serving import until
from tests.web.annotate.conftest import ISDP, TOPIX
from tests.web.annotate.small_server import Served

HEAD = "article:\n  title: Talks\n  publisher: gazette\n  published: 2016-02-09\n"
MINISTRY = "gazette: {kind: organization, label: The Gazette}\nchina: {kind: state, label: China, aliases: [中国]}\n"


@pytest.fixture
def served_text(tmp_path):
    """Serve one article with a text, and with claims."""
    servers = []

    def serve(text, claims="", head=HEAD):
        folder = tmp_path / "sources" / "articles"
        folder.mkdir(parents=True)
        (folder.parent / "actors.yaml").write_text(MINISTRY, encoding="utf-8")
        for name in ("issues", "events"):
            (folder.parent / f"{name}.yaml").write_text("", encoding="utf-8")
        (folder / "talks.txt").write_bytes(text.encode())
        (folder / "talks.yaml").write_text(f"{head}{claims}", encoding="utf-8")
        servers.append(Served(tmp_path))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


def begun(work):
    """The quote of the claim that is begun on what is selected, as the server gives it."""
    work.press("1")
    work.page.wait_for_selector("#claims .new")
    work.page.wait_for_function("() => !CSS.highlights.get('selected')?.size")
    until(lambda: any(path.endswith("/quote") for path, _ in work.bench.requests))
    path, body = next((path, body) for path, body in reversed(work.bench.requests) if path.endswith("/quote"))
    slug = path.split("/")[3]
    return work.bench.quote(slug, body["spans"])


def test_a_drag_takes_in_the_words_in_which_it_begins_and_ends(visit, served):
    work = visit(served, ISDP)
    work.drag("Beijing appears to want to patch up relations", begin=22, end=25)
    assert begun(work)["quote"] == "Beijing appears to want to patch up relations"


def test_a_double_click_takes_a_word_and_a_triple_click_its_paragraph(visit, served):
    work = visit(served, ISDP)
    work.click("Perceiving", click_count=2)
    work.page.wait_for_function("() => document.querySelector('#panel blockquote')?.textContent === 'Perceiving'")
    work.click("Perceiving", click_count=3)
    work.page.wait_for_function(
        "() => document.querySelector('#panel blockquote')?.textContent.endsWith('exaggerated.')"
    )
    assert work.marked("selected")[0].startswith("Perceiving its growing encirclement")


def test_shift_and_click_goes_on_from_what_is_selected(visit, served):
    work = visit(served, ISDP)
    work.click("Perceiving", click_count=2)
    work.page.keyboard.down("Shift")
    work.click("encirclement")
    work.page.keyboard.up("Shift")
    work.page.wait_for_function(
        "() => document.querySelector('#panel blockquote')?.textContent.endsWith('encirclement')"
    )
    assert begun(work)["quote"] == "Perceiving its growing encirclement"


def test_words_within_what_is_selected_can_be_selected(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j")
    work.drag("China’s condemnation")
    assert begun(work)["quote"] == "China’s condemnation"


def test_a_click_opens_the_innermost_claim_and_the_next_click_the_one_around_it(visit, served):
    work = visit(served, ISDP)
    work.click("joint")
    work.page.wait_for_selector("#claims .current >> text=decide")
    work.click("joint")
    work.page.wait_for_selector("#claims .current >> text=South Korea supports")


def test_sentences_go_past_the_furniture(visit, served):
    work = visit(served, TOPIX)
    work.press("j")
    first = work.marked("selected")
    assert first[0].startswith("Talks to Deploy US Missile Defense System")
    assert "Make CT Your Homepage" in work.marked("furniture")
    work.press("j", "k")
    assert work.marked("selected") == first


def test_ends_by_first_letters_and_steps(visit, served):
    work = visit(served, ISDP)
    work.press("j", "j", "j", "s")
    assert len(work.marked("offered")) > 10
    work.type("ch")
    work.press("e")
    work.type("te")
    assert work.marked("selected") == ["China’s condemnation of North Korea’s nuclear and missile tests"]
    work.press("]", "}", "[", "{")
    assert work.marked("selected") == ["China’s condemnation of North Korea’s nuclear and missile tests"]
    work.press("s")
    work.type("re")
    assert work.page.locator("#jump").inner_text().startswith("Begins at the word re")
    work.press("Tab", "Enter")
    assert work.marked("selected")[0].startswith(("relatively", "relations"))
    work.press("e", "Escape")
    assert work.page.locator("#jump").is_hidden()


def test_a_stop_that_belongs_to_a_word_stays(visit, served_text):
    work = visit(served_text("It spoke of the U.S.\n\nThen it ended.\n"), "talks")
    work.press("j")
    assert work.marked("selected") == ["It spoke of the U.S."]
    work.press("j")
    assert work.marked("selected") == ["Then it ended"]


def test_characters_of_two_units_shift_nothing(visit, served_text):
    text = "🇨🇳🦀 China 🦀 sees it as a threat 🦀. 🦀 Japan denied it.\n"
    claims = "claims:\n  - id: denied\n    quote: Japan denied it\n    said-by: gazette\n    stance: {holder: china}\n"
    work = visit(served_text(text, claims), "talks")
    assert work.marked("lane-0-reported") == ["Japan denied it"]
    work.drag("China 🦀 sees it as a threat")
    assert begun(work)["quote"] == "China 🦀 sees it as a threat"
    assert begun(work)["spans"] == [[4, 31]]


def test_lines_that_end_in_two_characters_shift_nothing(visit, served_text):
    work = visit(served_text("Talks\r\n\r\nChina sees it\r\nas a threat.\r\n"), "talks")
    work.drag(
        "sees it\r\nas a threat"
        if "\r" in work.page.evaluate("document.getElementById('text').textContent")
        else "sees it\nas a threat"
    )
    assert begun(work)["quote"] == "sees it as a threat"


def test_words_from_right_to_left_are_selected_by_how_they_are_written(visit, served_text):
    work = visit(
        served_text("שגריר סין אמר כי סין מתנגדת\n\nChina opposes it.\n", head=f"{HEAD}  language: he\n"), "talks"
    )
    assert work.text.get_attribute("lang") == "he"
    work.press("j")
    assert work.marked("selected") == ["שגריר סין אמר כי סין מתנגדת"]
    work.press("]")
    assert work.marked("selected") == ["סין אמר כי סין מתנגדת"]
    assert begun(work)["quote"] == "סין אמר כי סין מתנגדת"


def test_a_quote_that_stands_twice_says_which(visit, served_text):
    work = visit(served_text("China denied it. Japan met. China denied it.\n"), "talks")
    work.press("j", "j", "j")
    assert work.marked("selected") == ["China denied it"]
    quote = begun(work)
    assert (quote["quote"], quote["occurrence"]) == ("China denied it", "2")


def test_text_and_names_stay_text(visit, served_text):
    text = "<img src=x onerror='window.hit=1'> said <b>no</b>.\n\n<script>window.hit=1</script> followed.\n"
    claims = (
        "claims:\n  - id: script\n    quote: <script>window.hit=1</script> followed\n    said-by: '<i>me</i>'\n"
        "    note: <img src=x onerror=window.hit=1>\n    event: {label: '<img src=x onerror=window.hit=1>', type: CONSULT}\n"
    )
    work = visit(served_text(text, claims), "talks")
    work.open("onerror")
    work.press("n")
    work.drag("said <b>no")
    work.press("1")
    work.page.wait_for_selector("#claims .new")
    assert work.page.evaluate("window.hit") is None
    assert work.page.locator("#work img, #work script, #work b:has(script)").count() == 0
    assert work.text.text_content() == text


def test_a_search_marks_every_place_and_enter_selects_the_next(visit, served):
    work = visit(served, ISDP)
    work.press("/")
    work.type("consternation")
    assert work.marked("found") == ["consternation"]
    work.press("Enter")
    assert work.marked("selected") == ["consternation"]
    work.press("Escape")
    assert work.marked("found") == []
    assert work.page.evaluate("document.activeElement.id") == "text"


def pull(work, which, words):
    """Drag the knob of a handle, above its line or below, to the middle of a word."""
    x, y, u, _ = work.page.evaluate(PLACES, [words, 1])
    box = work.page.locator(f".handle.{which}").bounding_box()
    work.page.mouse.move(box["x"] + 1, box["y"] - 4 if which == "start" else box["y"] + box["height"] + 4)
    work.page.mouse.down()
    work.page.mouse.move((x + u) / 2, y, steps=3)
    work.page.mouse.up()


def test_handles_move_the_ends_of_what_is_selected_and_never_turn_it_round(visit, served):
    work = visit(served, ISDP)
    work.drag("Beijing appears to want to patch up relations")
    work.page.wait_for_selector(".handle.end")
    pull(work, "end", "want")
    assert work.marked("selected") == ["Beijing appears to want"]
    pull(work, "start", "appears")
    assert work.marked("selected") == ["appears to want"]
    pull(work, "start", "patch up")
    assert work.marked("selected") == ["want"]
    assert begun(work)["quote"] == "want"


def test_a_drag_that_begins_where_the_passage_does_selects_anew(visit, served):
    work = visit(served, ISDP)
    work.drag("Beijing appears to want to patch up relations")
    work.page.wait_for_selector(".handle.start")
    work.drag("Beijing appears to want")
    assert begun(work)["quote"] == "Beijing appears to want"


def test_handles_move_the_ends_of_the_claim_that_is_open(visit, served):
    work = visit(served, ISDP)
    work.open("China seeks closer ties with North Korea")
    work.page.wait_for_selector(".handle.start")
    pull(work, "start", "appears")
    work.page.wait_for_function("() => document.querySelector('#panel blockquote').textContent.startsWith('appears')")
    work.press("Control+Enter")
    work.page.wait_for_selector("#claims .current >> text=Trade between China")
    assert work.claims(ISDP)["patch-up-relations"]["quote"] == "appears to want to patch up relations"
    assert work.page.locator(".handle.start").is_visible()
