"""Fonts that stand in where the font of our pictures lacks a character, and what no font here has.

Needs the extra `plot`.
"""

from __future__ import annotations

import logging
import unicodedata
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.model.wording import RIGHT_TO_LEFT, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font

OWN = "DejaVu Sans"
# From this version on matplotlib orders and joins letters as their scripts want it (by libraqm).
SHAPING = "3.11"
SHOWN = 12
# The beginnings of the names of characters by whose scripts fonts are packaged apart, and the packages.
PACKAGES = {"CJK": "Noto Sans CJK", "HANGUL": "Noto Sans CJK", "HIRAGANA": "Noto Sans CJK", "KATAKANA": "Noto Sans CJK"}
# Scripts whose letters are joined, or change places with their neighbours.
SHAPED = ("ARABIC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")


class PictureWarning(UserWarning):
    """A picture does not show all that is written in it; the message says what, and what to do."""


class Candidate(NamedTuple):
    """A font of this machine: how suited it is, least first, where it is, its family, and which characters it has."""

    rank: tuple[bool, bool, bool, str]
    path: Path
    family: str
    characters: frozenset[str]


def stand_in(figure: Figure) -> None:
    """Let fonts of this machine draw what ours lacks in a figure; warns of what none of them has, or can be joined."""
    from matplotlib.text import Text  # noqa: PLC0415 - an extra, and slow to import

    texts = [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]
    written = {c for text in texts for c in text.get_text() if unicodedata.category(c)[0] not in "CZ"}
    lacking = _lacking(written)
    families, missing = _covering(lacking)
    for text in texts if families else ():
        text.set_fontfamily([OWN, *families])
    if missing:
        warnings.warn(_without_font(missing), PictureWarning, stacklevel=2)
    elif unshaped := _unshaped(written):
        warnings.warn(unshaped, PictureWarning, stacklevel=2)


@contextmanager
def without_remarks() -> Iterator[None]:
    """Keep to itself what matplotlib remarks of faces, such as that a font which stands in has no bold one."""
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _lacking(characters: Iterable[str]) -> frozenset[str]:
    """Those that our font does not have."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415

    own = get_font(findfont(OWN))
    return frozenset(c for c in characters if not own.get_char_index(ord(c)))


def _covering(characters: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """The families of as few fonts as have these characters, and the characters that none has.

    The same fonts give the same choice: those with most of them first, then plain ones, then by their paths.
    """
    if not characters:
        return [], characters
    from matplotlib import font_manager  # noqa: PLC0415

    candidates = list(_candidates(map(Path, font_manager.findSystemFonts()), characters))
    families, left = [], set(characters)
    while left:
        best = min(candidates, key=lambda each: (-len(each.characters & left), each.rank), default=None)
        if best is None or not best.characters & left:
            break
        # With its bold face, where it has one.
        for path in [each.path for each in candidates if each.family == best.family]:
            font_manager.fontManager.addfont(path)
        families.append(best.family)
        left -= best.characters
    return families, frozenset(left)


def _candidates(paths: Iterable[Path], characters: Collection[str]) -> Iterable[Candidate]:
    """The fonts among these files that have some of the characters as outlines."""
    from matplotlib.ft2font import FaceFlags, FT2Font  # noqa: PLC0415

    for path in sorted(set(paths)):
        try:
            font = FT2Font(str(path))
        except (OSError, RuntimeError, ValueError):
            continue
        held = frozenset(c for c in characters if font.get_char_index(ord(c)))
        if held and FaceFlags.SCALABLE in font.face_flags:
            yield Candidate(_rank(font, path), path, font.family_name, held)


def _rank(font: FT2Font, path: Path) -> tuple[bool, bool, bool, str]:
    family = font.family_name
    return "Sans" not in family, "Mono" in family or "UI" in family, font.style_name != "Regular", path.name


def _without_font(missing: frozenset[str]) -> str:
    characters = sorted(missing)
    shown = " ".join(characters[:SHOWN]) + (f" and {len(characters) - SHOWN} more" if len(characters) > SHOWN else "")
    packages = sorted({_package(character) for character in characters})
    return f"no font here has {shown}; the picture shows boxes: install {listed(packages[:4])}, or save it as .svg"


def _package(character: str) -> str:
    """The font that has a character, by the name of its script."""
    script = unicodedata.name(character, "").partition(" ")[0]
    return PACKAGES.get(script) or (f"Noto Sans {script.capitalize()}" if script.isalpha() else "Noto Sans")


def _unshaped(written: Collection[str]) -> str:
    """What this version of matplotlib cannot do with what is written, or nothing."""
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib import ft2font  # noqa: PLC0415

    if hasattr(ft2font, "__libraqm_version__"):
        return ""
    names = {unicodedata.name(character, "").partition(" ")[0] for character in written}
    if not names & set(SHAPED) and not any(map(RIGHT_TO_LEFT.search, written)):
        return ""
    return (
        f"matplotlib {mpl.__version__} neither joins letters nor orders them from right to left: "
        f"pip install 'matplotlib>={SHAPING}', or save it as .svg"
    )
