"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What stands before a point that ends no sentence, in lower case.
ABBREVIATIONS = frozenset({
    "adm", "ag", "apr", "art", "aug", "ave", "bros", "brig", "ca", "capt", "cf", "cmdr", "co", "col", "corp", "dec",
    "dept", "dr", "e.g", "est", "feb", "fig", "fr", "fri", "ft", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "jul",
    "jun", "lt", "ltd", "maj", "mar", "messrs", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "p",
    "pp", "pres", "prof", "rep", "reps", "rev", "sat", "sec", "sen", "sens", "sept", "sep", "sgt", "sr", "st", "sun",
    "supt", "thu", "thurs", "tue", "tues", "viz", "vol", "vs", "wed",
})  # fmt: skip
# What a sentence begins with, rather than a name that goes on after an abbreviation with points: the U.S. Navy.
BEGINNINGS = frozenset({
    "a", "after", "although", "among", "an", "and", "as", "at", "because", "before", "both", "but", "by", "during",
    "each", "even", "for", "from", "he", "her", "here", "his", "how", "however", "i", "if", "in", "it", "its", "last",
    "many", "meanwhile", "moreover", "most", "no", "nor", "not", "now", "of", "on", "one", "or", "our", "she", "since",
    "so", "some", "such", "that", "the", "their", "then", "there", "these", "they", "this", "those", "though", "to",
    "under", "until", "we", "what", "when", "where", "whether", "while", "who", "why", "with", "yet", "you",
})  # fmt: skip
# Two characters that end a line together are no paragraph's end.
LINE_END = r"(?:\r\n|\r(?!\n)|\n)"
PARAGRAPH = re.compile(rf"{LINE_END}[^\S\r\n]*{LINE_END}\s*")
CLOSING = "\"'”’»)\\]"
# An end: marks of scripts with spaces need one after them, with what closes before it; those of others need none.
END = re.compile(rf"([.!?…]+)[{CLOSING}]*(?=\s)|[。！？।॥؟۔]+[{CLOSING}」』）]*")
WORD_BEFORE = re.compile(r"[^\s\"'“‘«(\[—–]+\Z")
NEXT = re.compile(r"\s+[\"'“‘«(\[]*([^\W_]+)?")
ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
LONGEST_WORD = 40
# No sentence is longer; what has no end before that is cut at a space, so that no work grows with such a text.
LONGEST = 2_000


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as (start, end) in code points, without the white space around them; paragraphs end them, too."""
    return [bounds for start, end in _paragraphs(text) for bounds in _within(text, start, end)]


def sentence_at(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The indexes of the sentences that a passage touches, the last exclusive; the same twice where it touches none."""
    touched = [index for index, (first, last) in enumerate(sentences) if first < end and start < last]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _within(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for end in END.finditer(text, start, stop):
        if not end[1] or _ends(text, end, stop):
            yield from _cut(text, start, end.end())
            start = end.end()
    yield from _cut(text, start, stop)


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is too long to be one."""
    while stop - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        end = space if space > start else start + LONGEST
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sentence = text[start:end]
    if sentence.strip():
        yield start + len(sentence) - len(sentence.lstrip()), end - len(sentence) + len(sentence.rstrip())


def _ends(text: str, end: re.Match[str], stop: int) -> bool:
    """Whether a point or its like ends a sentence, by the words on either side."""
    following = NEXT.match(text, end.end(), stop)
    after = following[1] or "" if following else ""
    if after[:1].islower():
        return False
    if end[1] != "." or end.end() != end.end(1):
        return True
    before = WORD_BEFORE.search(text, max(0, end.start() - LONGEST_WORD), end.start())
    word = before[0] if before else ""
    if word.lower() in ABBREVIATIONS:
        return False
    if ACRONYM.fullmatch(word) and word != "I":
        return "." in word and after.lower() in BEGINNINGS
    return True
