"""The view within another page: offline, apart from what is around it, and with room for the map in a small frame."""

from __future__ import annotations

import pytest

from kg.network.actors import OneActorError, UnknownActorError
from kg.web.view.embedding import SANDBOX, EmbeddedView


@pytest.fixture(scope="module")
def embedded(built, tmp_path_factory):
    """The file of a page around a frame, with what was asked for in the frame."""

    def make(**asked):
        file = tmp_path_factory.mktemp("cell") / "cell.html"
        frame = built.view(**asked)._repr_html_()
        file.write_text(
            f"<!DOCTYPE html><html data-ready><title>cell</title><body style='margin: 0'>{frame}", encoding="utf-8"
        )
        return file

    return make


def frame_of(page):
    frame = page.frames[1]
    frame.wait_for_function("document.documentElement.dataset.ready")
    return frame


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(600, 400), (900, 500)])
def test_the_map_has_room_in_a_small_frame(visit, embedded, width, height, scheme):
    file = embedded(height=height)
    page = visit(file, viewport={"width": width, "height": height}, color_scheme=scheme)
    frame = frame_of(page)
    box = frame.locator("#canvas").bounding_box()
    assert box["width"] >= 0.6 * width
    assert box["height"] >= 0.7 * height
    assert len(frame.evaluate("kgView.drawn().nodes")) > 3
    for hidden in (".tools", ".legend", ".time", ".bottom", ".take"):
        assert not frame.locator(hidden).is_visible()
    beside = frame.locator("#panel").bounding_box()["x"] > 0
    assert beside == (width > 860)
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_dyad_is_selected_by_any_name_of_its_two(visit, embedded):
    frame = frame_of(visit(embedded(selection=("Washington", "DPRK"))))
    assert frame.evaluate("kgView.selection()") == "tie=north-korea--united-states"
    assert "North Korea" in frame.locator("#panel-title").inner_text()
    frame.evaluate("kgView.select('node=china')")
    assert "China" in frame.locator("#panel-title").inner_text()


def test_an_actor_is_selected(visit, embedded):
    frame = frame_of(visit(embedded(selection="Beijing")))
    assert frame.evaluate("kgView.selection()") == "node=china"


def test_what_cannot_be_selected_or_is_no_height_says_so(built):
    with pytest.raises(UnknownActorError):
        built.view(selection="nobody")
    with pytest.raises(OneActorError):
        built.view(selection=("China", "Beijing"))
    with pytest.raises(ValueError, match="one actor or two"):
        built.view(selection=("china", "japan", "DPRK"))
    for height in (0, 100_000):
        with pytest.raises(ValueError, match="200 to 4000"):
            built.view(height=height)
    with pytest.raises(TypeError, match="whole number"):
        built.view(height='500px" onload="alert(1)')


def test_nothing_of_the_page_leaves_its_frame():
    piece = EmbeddedView("<script>\"'</script></iframe><b onclick=x>&quot;", 300)._repr_html_()
    assert piece.count("<") == 2
    assert piece.count('"') == 10
    assert "allow-same-origin" not in SANDBOX
    assert len(repr(EmbeddedView("x" * 10_000))) < 60
