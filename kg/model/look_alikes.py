"""What looks alike and is not the same: letters of one script in the words of another, and what is not seen.

The pairs are from the confusables of Unicode (UTS 39, section 4 and its data file), those that a keyboard of the other
script types: letters of Cyrillic, Greek, Armenian and Cherokee that look like Latin ones, letters of Arabic as Persian
and Urdu have them, kana that look like characters of Chinese, and figures that look like letters. Pairs within Latin
(`rn` and `m`) are left out, since both are common in names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.vocabulary import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator


def _pairs(*pairs: tuple[str, str]) -> dict[str, str]:
    """Each letter of a text with the letter of the other text in its place."""
    return {letter: like for letters, likes in pairs for letter, like in zip(letters, likes, strict=True)}


# Capitals and small letters that look like Latin ones of the same case.
CAPITALS = _pairs(
    ("АВЕЅІЈКМНОРСТУҮХԌԜӀѴ", "ABESIJKMHOPCTYYXGWIV"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("ՍՏՕ", "USO"),
    ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ", "ABCDEGHJKLMPRSTVWYZ"),
)
SMALL = _pairs(("аеорсухіјѕһԁԛԝѵгүѡ", "aeopcyxijshdqwvryw"), ("ανικορυγσ", "avikopuyo"), ("օսոհցզա", "ounhgqw"))
# Letters of one script among themselves, which different keyboards give: kaf, yeh and heh; kana and characters.
WITHIN = _pairs(("كيىہە", "کییهه"), ("ニロエカタトハ", "二口工力夕卜八"))
FIGURES = {"0": "O", "1": "l", "I": "l", "|": "l"}
DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u02d7\u2043", "-")
# Small letters after the case of a text was folded: those of both cases that look like Latin ones in theirs.
FOLDED = {capital.casefold(): latin.casefold() for capital, latin in CAPITALS.items()} | SMALL
AS_WRITTEN = str.maketrans(CAPITALS | SMALL | WITHIN | DASHES | FIGURES)
WITHOUT_CASE = str.maketrans(FOLDED | WITHIN | DASHES | {"0": "o", "1": "l"})
# What has no width though it is no control of format: joiners of graphemes, fillers, variants.
WITHOUT_WIDTH = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
WORD = re.compile(r"[^\W\d_]+")
# Scripts that share the looks of some letters.
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


@dataclass(frozen=True, slots=True)
class Intruder:
    """A letter that is of another script than the rest of its word, its place from 0, and the letter it looks like."""

    letter: str
    place: int
    looks_like: str


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """What has no width in a text, with its place from 0."""
    for place, c in enumerate(text):
        if unicodedata.category(c) == "Cf" or WITHOUT_WIDTH.match(c):
            yield place, c


def skeletons(text: str) -> tuple[tuple[str, str], ...]:
    """What a text looks like, as it is written and whatever its case; texts that share one of the two look alike.

    Compatible forms are one (NFKC), what has no width and differences of white space are passed over.
    """
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    plain = " ".join(WITHOUT_WIDTH.sub("", unicodedata.normalize("NFKC", visible)).translate(STRAIGHT).split())
    return (
        ("as written", _one_case(plain.translate(AS_WRITTEN))),
        ("whatever the case", _one_case(plain).translate(WITHOUT_CASE)),
    )


def intruders(text: str) -> Iterator[Intruder]:
    """The letters that are of another script than the rest of their words, and look as if they were of the same.

    That is, where all letters of one script in a word look like letters of the other.
    """
    for word in WORD.finditer(text):
        letters = [(word.start() + offset, c, script_of(c)) for offset, c in enumerate(word[0])]
        for script in SCRIPTS[1:]:
            of_it = [(place, c) for place, c, other in letters if other == script]
            latin = [(place, c) for place, c, other in letters if other == "LATIN"]
            if not of_it or not latin:
                continue
            if len(of_it) <= len(latin) and all(c in CAPITALS or c in SMALL for _, c in of_it):
                yield from (Intruder(c, place, CAPITALS.get(c) or SMALL[c]) for place, c in of_it)
            elif twins := _twins(script, [c for _, c in latin]):
                yield from (Intruder(c, place, twins[c]) for place, c in latin)


def script_of(letter: str) -> str:
    """The script of a letter by its name in Unicode, LATIN or CYRILLIC, or the first word of that name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def named(character: str) -> str:
    """A character by its code point and name."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'without a name')})"


def _twins(script: str, latin: list[str]) -> dict[str, str]:
    """The letters of a script that look like these Latin ones, if all of them have one."""
    twins = {own: other for other, own in (CAPITALS | SMALL).items() if script_of(other) == script}
    return {c: twins[c] for c in latin} if all(c in twins for c in latin) else {}


def _one_case(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())
