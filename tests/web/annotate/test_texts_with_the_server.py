"""Passages of texts of every kind, chosen as people do before the workbench's own server: what comes into the file."""

from __future__ import annotations

import pytest
import yaml

from benchmarks.coder import Screen
from tests.server.workbench.serving import Workbench as Annotate
from tests.web.annotate.conftest import DESK

ACTORS = "gazette: {kind: organization, label: The Gazette}\nchina: {kind: state, label: China, aliases: [中国, סין]}\n"
HEAD = "article:\n  title: Talks\n  publisher: gazette\n  published: 2016-02-09\n"
PLAIN = "Talks\n\nChina denied it. Japan met. China denied it.\n\nFollow us here\n\nChina sees it as a threat.\n"


@pytest.fixture
def coded(browser, tmp_path):
    """Serve a text, choose words of it in the browser, and give the quotes of the claims that are in the file then."""
    running, contexts = [], []

    def code(text, choose, head=HEAD, kind="1"):
        folder = tmp_path / "sources" / "articles"
        folder.mkdir(parents=True)
        (folder.parent / "actors.yaml").write_text(ACTORS, encoding="utf-8")
        for name in ("issues", "events"):
            (folder.parent / f"{name}.yaml").write_text("", encoding="utf-8")
        (folder / "talks.txt").write_bytes(text.encode())
        (folder / "talks.yaml").write_text(f"{head}claims:\n", encoding="utf-8")
        server = Annotate(tmp_path)
        running.append(server)
        contexts.append(browser.new_context(**DESK))
        contexts[-1].set_default_timeout(30_000)
        page = contexts[-1].new_page()
        page.goto(server.address)
        page.goto(f"{server.origin}/article/talks")
        page.wait_for_selector("html[data-ready]", state="attached")
        screen = Screen(page, server.get("project").json)
        choose(screen)
        page.keyboard.press(kind)
        page.wait_for_selector("#claims .new")
        page.wait_for_selector("#panel[aria-busy=false]")
        page.wait_for_function("() => !CSS.highlights.get('selected')?.size")
        with page.expect_response("**/changes"):
            page.keyboard.press("Control+Enter")
        page.wait_for_selector("#claims .new", state="detached")
        (claim,) = yaml.load((folder / "talks.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["claims"]
        return claim

    yield code
    for context in contexts:
        context.close()
    for server in running:
        server.stop()


def keys(*pressed):
    """Choose by keys."""

    def choose(screen):
        for key in pressed:
            screen.page.keyboard.press(key)

    return choose


def clicks(word, count, after=""):
    """Choose by clicks on a word, and by one with Shift on another."""

    def choose(screen):
        _click(screen, word, click_count=count)
        if after:
            screen.page.keyboard.down("Shift")
            _click(screen, after)
            screen.page.keyboard.up("Shift")

    return choose


def _click(screen, word, **options):
    x, y, u = screen.page.evaluate(
        """word => {
            const node = document.getElementById("text").firstChild;
            const range = document.createRange();
            range.setStart(node, node.data.indexOf(word));
            range.setEnd(node, node.data.indexOf(word) + word.length);
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2, box.right];
        }""",
        word,
    )
    screen.page.mouse.click((x + u) / 2, y, **options)


def test_a_double_click_takes_a_word(coded):
    assert coded(PLAIN, clicks("sees", 2))["quote"] == "sees"


def test_a_triple_click_takes_a_paragraph(coded):
    assert coded(PLAIN, clicks("sees", 3))["quote"] == "China sees it as a threat."


def test_shift_and_a_click_go_on(coded):
    assert coded(PLAIN, clicks("sees", 2, "threat"))["quote"] == "sees it as a threat"


def test_a_quote_that_stands_twice_says_which(coded):
    claim = coded(PLAIN, keys("j", "j", "j", "j"))
    assert (claim["quote"], claim["occurrence"]) == ("China denied it", "2")


def test_sentences_go_past_the_furniture(coded):
    claim = coded(PLAIN, keys("j", "j", "j", "j", "j"), head=f"{HEAD}  furniture: Follow us here\n")
    assert claim["quote"] == "China sees it as a threat"


def test_a_quote_leaves_out_the_furniture_within_it(coded):
    text = "Talks\n\nChina sees it\n\nFollow us here\n\nas a threat. Japan met.\n"

    def choose(screen):
        screen.drag("China sees it\n\nFollow us here\n\nas a threat")

    claim = coded(text, choose, head=f"{HEAD}  furniture: Follow us here\n")
    assert "Follow us" not in " ".join(claim["quote"])


def test_characters_of_two_units_shift_nothing(coded):
    def choose(screen):
        screen.drag("China 🦀 sees it as a threat")

    assert (
        coded("🇨🇳🦀 China 🦀 sees it as a threat 🦀. 🦀 Japan met.\n", choose)["quote"]
        == "China 🦀 sees it as a threat"
    )


def test_lines_that_end_in_two_characters_shift_nothing(coded):
    assert (
        coded("Talks\r\n\r\nChina sees it\r\nas a threat.\r\n", keys("j", "j"))["quote"] == "China sees it as a threat"
    )


def test_words_from_right_to_left_are_as_they_are_written(coded):
    claim = coded("שגריר סין אמר כי סין מתנגדת\n\nChina met.\n", keys("j", "]"), head=f"{HEAD}  language: he\n")
    assert claim["quote"] == "סין אמר כי סין מתנגדת"
