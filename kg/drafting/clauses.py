"""The part of a sentence that a claim quotes: what is said, without who says so and what only leads to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.drafting.attribution import ACCORDING, BEFORE_NOUNS, SAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

# Within quotation marks stands what is said, if it is more than a word or two that are held at arm's length.
QUOTATION = re.compile(r"[“\"«„]([^“”\"«»„\n]+)[”\"»“]")
FEWEST_QUOTED, FEWEST = 6, 4
# A clause of more words is cut where it goes on; one of still more, wherever: what the gates refuse is longer.
MANY, MOST = 28, 40
# Where a dispatch was written, before its first sentence: TOKYO - , SEOUL, South Korea (AP) -- .
DATELINE = re.compile(r"[A-Z][A-Z .]{2,30}(?:, [A-Z][\w. ]{2,30})?(?: \([^()\n]{2,30}\))?\s+(?:[-–—]|--)\s+")
# After a verb of saying begins what is said; "told" has a listener before it.
SAID = re.compile(
    rf"(?:{SAYS.pattern})(?:\s+(?:that|how|in a [\w ]{{1,40}} that|on \w+day that|\w+day(?:,| that)?))?\s*[,:]?\s*"
    r"(?:that\s+)?[\"“]?(?=\w)",
    re.IGNORECASE,
)
# What stands after a verb of saying that is no clause: a part of its own, or a word for what was said before.
NO_CLAUSE = re.compile(
    r"(?:in|on|at|for|to|by|of|with|about|during|after|before)\b|(?:it|that|them|these|this|those)\s*[,.;]",
    re.IGNORECASE,
)
LEADS = re.compile(
    r"(?:(?:and|but|so|yet|or|however|meanwhile|moreover|furthermore|nevertheless|nonetheless|indeed|instead|still"
    r"|therefore|thus|also|in fact|in addition|in turn|as such|as a result|for (?:example|instance|its part)"
    r"|at the same time|that|on the (?:one|other)(?: hand)?|looking ahead|of course|in other words)\b,?\s+)+",
    re.IGNORECASE,
)
# A clause before the main one, as far as its comma.
BEFORE_MAIN = re.compile(
    r"(?:even (?:as|if|though)|after|although|amid|as|because|before|despite|following|given|if|in|over|since|though"
    r"|when|while|with)\b"
    r"[^,;:“”\"]{5,160},\s+(?=\S)",
    re.IGNORECASE,
)
# Where a long clause goes on: what follows is more about it, or something else.
GOES_ON = re.compile(
    r"(?:,? (?:which|who|where|whose|as evidenced by|thereby|compared to|so that|even if|while|whereas|although|because"
    r"|saying|arguing|adding|according to)\b|; | [–—] |, (?:and|but|or|with|not least)\b|, )",
    re.IGNORECASE,
)
# Its point is part of it.
ACRONYM = re.compile(r"(?:\b[^\W\d_]\.){2,}\Z")
MARKS = " \t\r\n,;:.–—-"
WORD = re.compile(r"\w+")
SPACE = re.compile(r"\s+")


def clause(text: str, sentence: tuple[int, int], speakers: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """The offsets of the clause of a sentence that says most; `speakers` are the places of the names of actors.

    What stands in quotation marks goes before all else, then what follows a verb of saying, then the sentence without
    what leads to it. It is never empty, and always of whole words.
    """
    dateline = DATELINE.match(text, *sentence)
    whole = sentence if dateline is None or dateline.end() >= sentence[1] else (dateline.end(), sentence[1])
    start, end = _said(text, *whole, speakers)
    start, end = _without_leads(text, start, end)
    start, end = _cut(text, start, end)
    return _trimmed(text, start, end, sentence)


def _said(text: str, start: int, end: int, speakers: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What somebody is said to say in a sentence, or all of it."""
    quoted = max(QUOTATION.finditer(text, start, end), key=lambda found: len(found[1]), default=None)
    if quoted is not None and _words(text, *quoted.span(1)) >= FEWEST_QUOTED:
        return quoted.span(1)
    for verb in SAID.finditer(text, start, end):
        # "The United States" says nothing by its name, and "demands" after "to" are a noun.
        named = any(first < verb.end() and verb.start() < last for first, last in speakers)
        before = text[max(start, verb.start() - 20) : verb.start()].split()
        noun = bool(before) and before[-1].casefold() in BEFORE_NOUNS
        subject = any(last <= verb.start() for _, last in speakers) and not named and not noun
        if subject and _words(text, verb.end(), end) >= FEWEST and not NO_CLAUSE.match(text, verb.end()):
            return verb.end(), end
    # A headline: ...: Experts
    if speakers and speakers[-1][1] == end and text[start : speakers[-1][0]].endswith(": "):
        return start, speakers[-1][0]
    for phrase in ACCORDING.finditer(text, start, end):
        if _words(text, start, phrase.start()) >= FEWEST:
            return start, phrase.start()
        comma = text.find(",", phrase.end(), end)
        if comma > 0 and _words(text, comma, end) >= FEWEST:
            return comma + 1, end
    return start, end


def _without_leads(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause without the words that join it to what was said before, and without one before its main one."""
    for pattern in (LEADS, BEFORE_MAIN, LEADS):
        while start < end and text[start] in MARKS:
            start += 1
        found = pattern.match(text, start, end)
        if found and _words(text, found.end(), end) >= FEWEST:
            start = found.end()
    return start, end


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause that is not too long, cut where it goes on, at the last such place that leaves it short enough."""
    if _words(text, start, end) <= MANY:
        return start, end
    places = [(found.start(), _words(text, start, found.start())) for found in GOES_ON.finditer(text, start, end)]
    for most in (MANY, MOST):
        if short := [place for place, words in places if 2 * FEWEST <= words <= most]:
            return start, short[-1]
    return start, _after_words(text, start, end, MOST)


def _after_words(text: str, start: int, end: int, number: int) -> int:
    """The offset of the space after so many words."""
    offset = start
    for _ in range(number):
        space = SPACE.search(text, offset + 1, end)
        if space is None:
            return end
        offset = space.start()
    return offset


def _trimmed(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    while start < end and text[start] in MARKS + "\"“”’'«»)":
        start += 1
    while start < end and text[end - 1] in MARKS + '"“”«»(!?' and not ACRONYM.search(text, max(start, end - 12), end):
        end -= 1
    return (start, end) if start < end else sentence


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, max(start, end)))
