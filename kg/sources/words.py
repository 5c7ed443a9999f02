"""Where words and numbers are cut: the boundaries of UAX 29, and what they miss of meaning.

Unicode Standard Annex 29 lets no word be cut in scripts that set words apart, nor a number. Beyond it, what is left out
may not negate what stays: the part of a word before its hyphen, "n't", a minus, and in scripts that set no words apart
a particle that touches the word. Against it, the possessive "'s" and the like may be left out, and an elided article.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

HYPHENS = "-\u2010\u2011\u058a\u05be\u1806\ufe63\uff0d"
MINUSES = "-\u2010\u2011\u2212\ufe63\uff0d"
DASHES = "\u2012\u2013"
# What a dash, which else joins equals, may follow as a part of the word.
NEGATING_PREFIXES = ("anti", "counter", "ex", "no", "non", "pseudo", "quasi", "un")
# Between two letters of one word (UAX 29, MidLetter, but for the colon and point of texts that lost a space).
MID_LETTERS = "\u00b7\u0387\u05f4\u2027"
# Between two digits of one number (UAX 29, MidNum and MidNumLet; a colon in times and ratios).
MID_DIGITS = ",.':\u066b\u066c\u2044"
# Spaces that group the digits of one number; an ordinary space does not.
GROUPING = "\u00a0\u2007\u2009\u202f"
# What may follow an apostrophe and be left out, and what may stand before one.
CLITICS = ("d", "ll", "m", "re", "s", "ve")
ELIDED = (
    "all", "bell", "c", "coll", "d", "dall", "dell", "gl", "j", "jusqu", "l", "lorsqu", "m", "nell", "puisqu", "qu",
    "quell", "quest", "quoiqu", "s", "sull", "t", "un",
)  # fmt: skip
# Scripts that set no words apart (UAX 29: Ideographic, Hiragana, and those whose words take a dictionary to part).
UNSPACED = ("AHOM", "CJK", "HIRAGANA", "KHMER", "LAO", "MYANMAR", "NUSHU", "TAI", "TANGUT", "THAI")
# Their words that negate what they touch: Chinese and Japanese, Thai, Lao, Khmer, Burmese; and after it, Japanese.
NEGATING = (
    "不", "未", "没", "沒", "无", "無", "非",
    "ไม่", "ไม่ได้", "ไม่ใช่", "ไม่เคย", "มิได้", "ບໍ່", "មិន", "မ",
)  # fmt: skip
NEGATING_AFTER = ("ない", "なかった", "なく", "ません")
ZERO_WIDTH_SPACE = "\u200b"
# No letter has more marks and joiners.
MOST_TRANSPARENT = 100


def cuts_before(text: str, start: int) -> bool:
    """Whether a quote that begins at a position of a text leaves out the beginning of a word or number."""
    if not 0 < start < len(text):
        return False
    before, after = text[start - 1], text[start]
    if before == "'" and _kind(after) == "letter" and _kind(_last(text, start - 1)) == "letter":
        return _word_before(text, start - 1).casefold() not in ELIDED
    return _inside(text, start) or _after_hyphen(text, start) or _negated(text, start)


def cuts_after(text: str, end: int) -> bool:
    """Whether a quote that ends at a position of a text leaves out the end of a word or number."""
    if not 0 < end < len(text):
        return False
    if text[end] == "'" and _kind(text[end - 1]) == "letter" and _kind(text[end + 1 : end + 2]) == "letter":
        rest = _word_after(text, end + 1).casefold()
        return text[end - 1] in "nN" if rest == "t" else rest not in CLITICS
    unspaced = not _kind(text[end - 1]) and text[end - 1].isalpha()
    return _inside(text, end) or (unspaced and text.startswith(NEGATING_AFTER, end))


def _inside(text: str, position: int) -> bool:
    """Whether a word or number goes on across a position."""
    before, after = text[position - 1], text[position]
    # A mark belongs to what it stands over, and a joiner to what follows.
    if unicodedata.category(after).startswith("M") and before != " ":
        return True
    first, second = _last(text, position), _next(text, position)
    if _continues(first, second):
        return True
    # One character that stands between the two parts of a word or number may be on either side of the position.
    return _linked(text, position - 1, _last(text, position - 1), second) or _linked(
        text, position, first, _next(text, position + 1)
    )


def _linked(text: str, position: int, one: str, other: str) -> bool:
    """Whether a character between two others links them to one word or number."""
    between = text[position]
    if one.isdecimal() and other.isdecimal():
        return between in MID_DIGITS
    if _kind(one) != "letter" or _kind(other) != "letter":
        return False
    if between == '"':
        return _is_hebrew(one) and _is_hebrew(other)  # an acronym (UAX 29, WB7b)
    if between == ".":
        # Of an abbreviation, which has one letter before each point; a sentence may lack the space after it.
        return not _kind(text[position - 2 : position - 1])
    return between in MID_LETTERS


def _after_hyphen(text: str, start: int) -> bool:
    """Whether the part of a word before a hyphen would be left out, or the minus of a number."""
    before, outer = text[start - 1], _last(text, start - 1)
    if not _kind(text[start]):
        return False
    if before in DASHES:
        return _word_before(text, start - 1).casefold() in NEGATING_PREFIXES
    if before in HYPHENS and _kind(outer):
        return True
    return before in MINUSES and text[start].isdecimal() and (outer in " (" or before == "\u2212")


def _negated(text: str, start: int) -> bool:
    """Whether a word that negates would be left out, in a script that sets no words apart."""
    return text[start].isalpha() and not _kind(text[start]) and text.endswith(NEGATING, 0, start)


def _continues(one: str, other: str) -> bool:
    """Whether two characters that touch are of one word or number."""
    kinds = _kind(one), _kind(other)
    if "fraction" in kinds:
        return one.isdecimal() or other.isdecimal()
    return kinds[0] == kinds[1] != ""


@lru_cache(maxsize=4096)
def _kind(c: str) -> str:
    """What a character is a part of: a word that is set apart, one of Katakana, a fraction, or nothing of these."""
    if not c:
        return ""
    if c.isdecimal() or unicodedata.category(c) == "Pc":
        return "letter"
    name = unicodedata.name(c, "")
    if name.startswith("VULGAR FRACTION"):
        return "fraction"
    if not c.isalpha() or name.startswith(UNSPACED):
        return ""
    return "katakana" if name.startswith(("KATAKANA", "HALFWIDTH KATAKANA")) else "letter"


def _is_hebrew(c: str) -> bool:
    return unicodedata.name(c, "").startswith("HEBREW LETTER")


def _is_transparent(c: str) -> bool:
    """Whether a character stands within words without parting them: marks, joiners, the soft hyphen."""
    category = unicodedata.category(c)
    return category.startswith("M") or (category == "Cf" and c != ZERO_WIDTH_SPACE)


def _last(text: str, end: int) -> str:
    """The last character before a position that is not transparent, or a space."""
    stop = max(0, end - MOST_TRANSPARENT)
    while end > stop and _is_transparent(text[end - 1]):
        end -= 1
    return text[end - 1] if end > 0 else " "


def _next(text: str, start: int) -> str:
    """The first character from a position on that is not transparent, or a space."""
    stop = min(len(text), start + MOST_TRANSPARENT)
    while start < stop and _is_transparent(text[start]):
        start += 1
    return text[start] if start < len(text) else " "


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and _kind(text[start - 1]) == "letter":
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and _kind(text[end]) == "letter":
        end += 1
    return text[start:end]


def word_at(text: str, position: int, most: int = 20) -> str:
    """What stands between two spaces around a position, cut to some characters on each side."""
    start, end = position, position
    while start > max(0, position - most) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), position + most) and not text[end].isspace():
        end += 1
    return text[start:end]
