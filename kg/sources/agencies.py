"""The wire services that an article names in its dateline, its byline or a line of credit.

What somebody says in the text ("Xinhua reported that …") is no credit, nor is whose a photograph is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.registry.agencies import agencies
from kg.sources.shingles import without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Passage

Way = Literal["dateline", "byline", "credit", "contribution"]

# A dateline stands this near the beginning of one of the first paragraphs, and credits in the last.
DATELINE, FIRST, LAST = 120, 6, 6
# Behind the last sentence a name stands only in one of the last few, which are short.
ENDING, SHORT_ENDING = 2, 80
# A name of so many letters is meant however it is written; shorter ones are initials, which are words in lower case.
LONG_NAME = 5
# What stands behind the name of an agency in a byline.
STAFF = re.compile(
    r"\s+(?:news(?:\s+agency)?|staff(?:\s+writers?)?|writers?|correspondents?|wire|international|en español)$",
    re.IGNORECASE,
)
# A byline or a line of credit is short.
SHORT = 160
PHOTOGRAPH = re.compile(
    r"\b(?:photo|picture|image|file|video|graphic|foto|bild|crédit photo)s?\b|照片|写真|사진|Фото", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Credit:
    """That an article names a wire service: which, what it signs as, in which way, and where."""

    agency: str
    words: str
    way: Way
    start: int
    end: int


def credits_of(text: str, furniture: Iterable[Passage] = ()) -> tuple[Credit, ...]:
    """The wire services that an article names as its source, each once, in the order of the text.

    "contribution" is said where a service only contributed.
    """
    named: dict[str, Credit] = {}
    for credit in sorted(_credits(without(text, furniture)), key=lambda each: (each.way == "contribution", each.start)):
        named.setdefault(credit.agency, credit)
    return tuple(sorted(named.values(), key=lambda each: each.start))


def agency_named(name: str) -> str:
    """The wire service that the whole of a byline stands for ("Reuters Staff"), or nothing."""
    plain = " ".join(name.split())
    return _agency(plain) or _agency(STAFF.sub("", plain))


def _agency(words: str) -> str:
    """The agency that signs with these words, or nothing."""
    return _signed().get(words) or _signed_in_any_case().get(words.casefold(), "")


def _credits(text: str) -> Iterator[Credit]:
    lines = list(_lines(text))
    for number, (begin, line) in enumerate(lines):
        first, last = number < FIRST, number >= len(lines) - LAST
        if not first and not last:
            continue
        length, photograph = len(line.strip()), PHOTOGRAPH.search(line)
        short = length <= SHORT and not photograph
        for way, pattern in _patterns():
            if way == "dateline" and not first:
                continue
            if way != "dateline" and not short:
                continue
            head = line[:DATELINE] if way == "dateline" else line
            for match in pattern.finditer(head):
                if way == "dateline" and PHOTOGRAPH.search(head[: match.end()]):
                    continue
                start, end = match.span("agency")
                yield Credit(_agency(match["agency"]), match["agency"], way, begin + start, begin + end)
        if number >= len(lines) - ENDING and length <= SHORT_ENDING and not photograph:
            for match in _ending().finditer(line):
                start, end = match.span("agency")
                yield Credit(_agency(match["agency"]), match["agency"], "credit", begin + start, begin + end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that have words, each with where it begins."""
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            yield begin, line
        begin += len(line) + 1


@cache
def _signed() -> dict[str, str]:
    """The labels of agencies by what they sign as."""
    return {name: agency.label for agency in agencies() for name in agency.signs}


@cache
def _signed_in_any_case() -> dict[str, str]:
    """The labels of agencies by the longer of the names that they sign as, in lower case."""
    return {name.casefold(): label for name, label in _signed().items() if len(name) >= LONG_NAME}


@cache
def _names() -> tuple[str, ...]:
    """What agencies sign as, the longest first."""
    return tuple(sorted(_signed(), key=lambda name: (-len(name), name)))


def _any(names: Iterable[str], *, any_case: bool = False) -> str:
    """A pattern for any of some names; the longer ones in any case if that is wanted."""
    return "|".join(
        f"(?i:{re.escape(name)})" if any_case and len(name) >= LONG_NAME else re.escape(name) for name in names
    )


@cache
def _ending() -> re.Pattern[str]:
    """A name behind the last sentence, in brackets or after a dash."""
    return re.compile(rf"[.!?…。！？»”\"]\s*[(（\[—–-]+\s*(?P<agency>{_any(_names())})\s*[)）\]]?\W*$")


@cache
def _patterns() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    """How each way reads; the longest name first, and none within another word."""
    spaced = [name for name in _names() if not re.match(r"[\u3040-\u9fff\uac00-\ud7af]", name)]
    east = _any(name for name in _names() if name not in spaced)
    name = f"(?P<agency>{_any(_names())})"
    apart = f"(?P<agency>(?<!\\w)(?:{_any(spaced)})(?!\\w))"
    any_name = f"(?P<agency>{_any(_names(), any_case=True)})"
    any_apart = f"(?P<agency>(?<!\\w)(?:{_any(spaced, any_case=True)})(?!\\w))"
    return (
        # BEIJING, Feb 9 (Reuters) - …; (Xinhua) …; with slashes as TASS has it; SEOUL [Yonhap]: …
        ("dateline", re.compile(rf"[(（]\s*{name}(?:\s*/[^)）]{{1,30}})?\s*[)）](?=\s*(?:[-–—―]|$))")),
        ("dateline", re.compile(rf"^\s*[(（]\s*{name}(?:\s*/[^)）]{{1,30}})?\s*[)）]")),
        ("dateline", re.compile(rf"^[^!?\n]{{0,60}}?[(（【［\[]\s*{name}\s*[)）】］\]](?=\s*[-–—―:：])")),
        ("dateline", re.compile(f"/{name}/")),
        # AP — …; Paris, 9 February - AFP - …
        ("dateline", re.compile(rf"^\s*{apart}\s*[-–—―]+\s")),
        ("dateline", re.compile(rf"^\s*[^\n.]{{2,60}}[,.]\s[^\n]{{0,30}}?[-–—/]\s*{apart}\s*[-–—/.]")),
        # What papers of Japan and China begin with.
        ("dateline", re.compile(f"[【［\\[][^】］\\]]{{0,24}}?(?P<agency>{east})[】］\\]]")),
        ("dateline", re.compile(rf"^\s*【?(?P<agency>{east})[^。，,]{{1,20}}?[电電]")),
        # By Reuters Staff; a line of its own
        ("byline", re.compile(
            rf"^\s*(?i:By|From|Von|Par|Por|Da|De)\s[^\n.]{{0,60}}?{any_apart}(?i:\s(?:Staff|Writer|correspondent)s?)?\s*$")),
        ("byline", re.compile(rf"^[^\w\n]{{0,6}}{any_name}[^\w\n]{{0,6}}$")),
        # Source: AFP; © 2016 AFP
        ("credit", re.compile(
            rf"^\W?\s*(?i:Sources?|Quellen?|Fuentes?|Fonte|Источник|来源|來源|出典)\s*[:：]\s*{any_name}(?!\w)")),
        ("credit", re.compile(rf"(?i:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?i:by\s*)?{any_apart}")),
        # AFP contributed to this report; with reporting by AFP
        ("contribution", re.compile(
            rf"{any_apart}[^\n.]{{0,80}}\b(?i:contributed|contribué|trug bei|contribuyó)\b")),
        ("contribution", re.compile(
            r"\b(?i:with (?:additional |agency )?(?:reporting|inputs?|material|files) (?:by|from)|mit Material von)"
            rf"\s[^\n.]{{0,60}}?{any_apart}")),
    )  # fmt: skip
