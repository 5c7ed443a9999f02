"""Taking along what is shown: the link, the picture and the printed page, in a real browser."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest

from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view

DYAD = "#tie=china--united-states"
PIXELS = """async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [image.width, image.height];
    const pen = sheet.getContext("2d");
    pen.drawImage(image, 0, 0);
    const data = pen.getImageData(0, 0, sheet.width, sheet.height).data;
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return { width: image.width, height: image.height, colours: colours.size };
}"""


def saved(page, tmp_path):
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save picture").click()
    file = tmp_path / "picture.png"
    caught.value.save_as(file)
    return caught.value.suggested_filename, file.read_bytes()


def test_a_refused_clipboard_gives_a_selected_address(visit, shipped_page):
    page = visit(shipped_page, DYAD)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_selector("#link[open]")
    assert page.locator("#link-address").input_value() == shipped_page.as_uri() + DYAD
    chosen = "(() => { const { id, selectionStart, selectionEnd } = document.activeElement; return [id, selectionEnd - selectionStart]; })()"
    assert page.evaluate(chosen) == ["link-address", len(shipped_page.as_uri() + DYAD)]
    page.keyboard.press("Escape")
    assert page.evaluate("kgView.selection()") == DYAD[1:], "Escape closes the dialog and keeps what is selected"


def test_a_copied_link_opens_the_same(visit, shipped_page):
    page = visit(shipped_page, DYAD, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    page.get_by_role("button", name="Copy link").click()
    page.locator("#share-note", has_text="copied").wait_for()
    again = visit(shipped_page, "#" + page.evaluate("window.copied").partition("#")[2])
    assert again.evaluate("kgView.selection()") == DYAD[1:]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_twice_the_map_and_has_its_colours(visit, shipped_page, tmp_path, scheme):
    page = visit(shipped_page, DYAD, color_scheme=scheme)
    name, png = saved(page, tmp_path)
    assert name == "detente-china-united-states-2016-07-31.png"
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    box = page.locator("#canvas").bounding_box()
    assert width == 2 * round(box["width"])
    assert height > 2 * box["height"], "a title above, the legend and the foot below"


def test_the_picture_is_not_blank(visit, shipped_page, tmp_path):
    page = visit(shipped_page)
    _, png = saved(page, tmp_path)
    found = page.evaluate(PIXELS, "data:image/png;base64," + base64.b64encode(png).decode())
    assert found["colours"] > 100
    assert found["width"] > 1000


def test_hostile_names_make_plain_file_names(visit, shipped, shipped_network, tmp_path):
    actors = dict(shipped.corpus.actors)
    actors["china"] = replace(actors["china"], label='../../<img src=x onerror=alert(1)>\u202e "x"')
    network = network_of(replace(shipped.corpus, actors=actors), shipped.vocabulary)
    file = tmp_path / "page.html"
    file.write_text(view(network, tensions(network), {}), encoding="utf-8")
    page = visit(file, DYAD)
    name, _ = saved(page, tmp_path)
    assert re.fullmatch(r"[a-z0-9-]+\.png", name)


def test_the_printed_page_has_every_contribution_with_its_source(visit, shipped_page):
    page = visit(shipped_page, DYAD)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    text = page.locator("#panel").inner_text()
    for words in ("China – United States", "90 % interval", "Perceiving its growing encirclement", "a sharp division"):
        assert words in text
    assert "usually reliable" in text.lower()
    assert page.locator(".map").is_hidden()
    assert page.locator(".on-paper").count() == 1
    assert page.locator("details.list:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0


def test_without_a_selection_the_ranking_is_printed_black_on_white(visit, shipped_page):
    page = visit(shipped_page, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#panel table.ranking tbody tr").count() == 7
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert len(page.pdf()) > 10_000
