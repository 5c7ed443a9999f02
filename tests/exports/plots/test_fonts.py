"""Fonts that stand in: which are chosen, and what is said where none has a character; of whatever fonts a machine has."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli.pictures import write_picture
from kg.exports.plots.timeline import timeline_plot
from kg.network.network import network_of
from kg.questions.timeline.analysis import timeline

mpl = pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'detente[plot]'")

from matplotlib import font_manager  # noqa: E402 - only where it is installed

from kg.exports.plots import fonts, picture  # noqa: E402

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
# A letter that of the fonts of matplotlib only those of STIX have.
ONLY_STIX = "\u1d84"


@pytest.fixture
def drawn():
    """A picture of a line of text, and what was warned of."""

    def draw(text, file_format="png"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            made = picture.picture(1, file_format, lambda figure: picture.write(figure, 0.2, 0.4, text))
        return made, [str(warning.message) for warning in caught if warning.category is fonts.PictureWarning]

    return draw


@pytest.fixture
def installed(monkeypatch):
    """Let only these fonts be installed."""

    def install(*names):
        monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(FONTS / name) for name in names])

    return install


def test_what_no_font_has_is_said_once_with_what_to_do(drawn, installed):
    installed()
    _, said = drawn("中国 한국 ไทย")
    assert len(said) == 1
    assert said[0].startswith("no font here has ")
    assert "install Noto Sans CJK and Noto Sans Thai" in said[0]
    assert all(character in said[0] for character in "中国한국ไทย")


@pytest.mark.parametrize("file_format", ["png", "pdf"])
def test_a_font_that_has_the_character_stands_in_and_the_picture_is_the_same_again(drawn, installed, file_format):
    installed()
    boxes, said = drawn(ONLY_STIX, file_format)
    assert said
    installed("DejaVuSansMono.ttf", "STIXGeneral.ttf", "cmr10.ttf", "STIXGeneral.ttf")
    first, said = drawn(ONLY_STIX, file_format)
    assert said == []
    assert first != boxes
    assert drawn(ONLY_STIX, file_format) == (first, [])


def test_svg_has_text_that_a_browser_draws_whatever_fonts_are_here(drawn, installed):
    installed()
    made, said = drawn("中国", "svg")
    assert ">中国<" in made.decode()
    assert said == []


def test_names_that_run_from_right_to_left_are_set_apart_in_timelines(shipped):
    network = network_of(shipped.corpus, shipped.vocabulary)
    egypt = replace(network.actors["china"], label="مصر")
    renamed = replace(network, actors={**network.actors, "china": egypt})
    made = timeline_plot(renamed, timeline(network, "china", "united-states"), "svg").decode()
    assert ">\u2068مصر\u2069 – United States<" in made


def test_where_letters_cannot_be_joined_that_is_said(drawn, monkeypatch):
    monkeypatch.delattr("matplotlib.ft2font.__libraqm_version__", raising=False)
    assert drawn("China")[1] == []
    (said,) = drawn("مصر")[1]
    assert "neither joins letters nor orders them from right to left" in said


def test_files_that_are_no_fonts_are_passed_over(drawn, installed, tmp_path, monkeypatch):
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(
        font_manager, "findSystemFonts", lambda: [str(tmp_path / "broken.ttf"), str(tmp_path / "gone.ttf")]
    )
    assert len(drawn("中国")[1]) == 1


def test_the_command_line_says_it_on_standard_error(tmp_path, capsys):
    def draw(_format):
        warnings.warn("no font here has 한", fonts.PictureWarning, stacklevel=1)
        warnings.warn("'oneOf' deprecated", DeprecationWarning, stacklevel=1)
        return b"a picture"

    write_picture(str(tmp_path / "x.png"), draw)
    output = capsys.readouterr()
    assert output.out == ""
    assert "no font here has 한\n" in output.err
    assert "deprecated" not in output.err
    assert (tmp_path / "x.png").read_bytes() == b"a picture"
