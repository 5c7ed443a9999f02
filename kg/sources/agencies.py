"""The wire services that an article names in its dateline, its byline or a line of credit.

What somebody says in the text ("Xinhua reported that …") is no credit, nor is whose a photograph is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.sources.shingles import without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Passage

Way = Literal["dateline", "byline", "credit", "contribution"]

# Wire services by the name that they are known by, with what they sign as.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("Reuters", "Thomson Reuters", "路透社", "路透", "ロイター", "Рейтер"),
    "Associated Press": ("Associated Press", "The Associated Press", "AP", "美联社", "AP通信"),
    "Agence France-Presse": ("Agence France-Presse", "Agence France Presse", "AFP", "法新社", "AFP通信", "Франс Пресс"),
    "Xinhua News Agency": ("Xinhua", "Xinhua News Agency", "新华社", "新華社", "新华网", "Синьхуа"),
    "TASS": ("TASS", "ITAR-TASS", "ТАСС", "ИТАР-ТАСС", "塔斯社"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Interfax": ("Interfax", "Интерфакс", "Interfax-Ukraine"),
    "Ukrinform": ("Ukrinform", "Укринформ", "Укрінформ"),
    "Kyodo News": ("Kyodo", "Kyodo News", "共同社", "共同通信", "共同"),
    "Jiji Press": ("Jiji", "Jiji Press", "時事通信", "時事", "时事社"),
    "Yonhap News Agency": ("Yonhap", "Yonhap News Agency", "Yonhap News", "연합뉴스", "韩联社"),
    "Korean Central News Agency": ("KCNA", "Korean Central News Agency", "조선중앙통신", "朝中社"),
    "Central News Agency": ("CNA", "Central News Agency", "中央社"),
    "Deutsche Presse-Agentur": ("dpa", "dpa-AFX", "Deutsche Presse-Agentur"),
    "Austria Presse Agentur": ("APA", "Austria Presse Agentur"),
    "Keystone-SDA": ("SDA", "Keystone-SDA", "sda"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press",),
    "ANSA": ("ANSA",),
    "Lusa": ("Lusa", "Agência Lusa"),
    "Belga": ("Belga",),
    "ANP": ("ANP",),
    "Ritzau": ("Ritzau",),
    "NTB": ("NTB",),
    "TT": ("TT", "TT-Reuters"),
    "STT": ("STT",),
    "Polish Press Agency": ("PAP", "Polish Press Agency"),
    "Czech News Agency": ("ČTK", "CTK"),
    "Anadolu Agency": ("Anadolu", "Anadolu Agency", "AA", "Anadolu Ajansı"),
    "Press Trust of India": ("PTI", "Press Trust of India"),
    "Asian News International": ("ANI", "Asian News International"),
    "Indo-Asian News Service": ("IANS",),
    "Associated Press of Pakistan": ("APP", "Associated Press of Pakistan"),
    "Bernama": ("Bernama",),
    "Antara": ("Antara", "ANTARA"),
    "Vietnam News Agency": ("VNA", "TTXVN", "Vietnam News Agency"),
    "Philippine News Agency": ("PNA", "Philippine News Agency"),
    "Islamic Republic News Agency": ("IRNA", "ایرنا"),
    "Saudi Press Agency": ("SPA", "Saudi Press Agency", "واس"),
    "Emirates News Agency": ("WAM", "وام"),
    "Middle East News Agency": ("MENA", "أ ش أ"),
    "Australian Associated Press": ("AAP", "Australian Associated Press"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press", "CP"),
    "PA Media": ("PA", "Press Association", "PA Media"),
    "United Press International": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Inter Press Service": ("IPS", "Inter Press Service"),
}
# A dateline stands this near the beginning of one of the first paragraphs, and credits in the last.
DATELINE, FIRST, LAST = 120, 6, 6
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


def _credits(text: str) -> Iterator[Credit]:
    lines = list(_lines(text))
    for number, (begin, line) in enumerate(lines):
        first, last = number < FIRST, number >= len(lines) - LAST
        if not first and not last:
            continue
        short = len(line.strip()) <= SHORT and not PHOTOGRAPH.search(line)
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
                agency = _agencies()[match["agency"]]
                yield Credit(agency, match["agency"], way, begin + start, begin + end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that have words, each with where it begins."""
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            yield begin, line
        begin += len(line) + 1


@cache
def _agencies() -> dict[str, str]:
    """Agencies by what they sign as."""
    return {name: agency for agency, names in AGENCIES.items() for name in names}


@cache
def _patterns() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    """How each way reads; the longest name first, and none within another word."""
    longest = sorted(_agencies(), key=lambda name: (-len(name), name))
    spaced = [name for name in longest if not re.match(r"[\u3040-\u9fff\uac00-\ud7af]", name)]
    name = f"(?P<agency>{'|'.join(map(re.escape, longest))})"
    apart = f"(?P<agency>(?<!\\w)(?:{'|'.join(map(re.escape, spaced))})(?!\\w))"
    flag = re.IGNORECASE
    east = "|".join(re.escape(each) for each in longest if each not in spaced)
    return (
        # BEIJING, Feb 9 (Reuters) - …; (Xinhua) …; with slashes as TASS has it
        ("dateline", re.compile(rf"[(（]\s*{name}(?:\s*/[^)）]{{1,30}})?\s*[)）](?=\s*(?:[-–—―]|$))")),
        ("dateline", re.compile(rf"^\s*[(（]\s*{name}(?:\s*/[^)）]{{1,30}})?\s*[)）]")),
        ("dateline", re.compile(f"/{name}/")),
        # AP — …; Paris, 9 February - AFP - …
        ("dateline", re.compile(rf"^\s*{apart}\s*[-–—―]+\s")),
        ("dateline", re.compile(rf"^\s*[^\n.]{{2,60}}[,.]\s[^\n]{{0,30}}?[-–—/]\s*{apart}\s*[-–—/.]")),
        # What papers of Japan and China begin with.
        ("dateline", re.compile(f"[【［\\[][^】］\\]]{{0,24}}?(?P<agency>{east})[】］\\]]")),
        ("dateline", re.compile(rf"^\s*【?(?P<agency>{east})[^。，,]{{1,20}}?[电電]")),
        # By Reuters Staff; a line of its own
        ("byline", re.compile(
            rf"^\s*(?:By|Von|Par|Por|Da|De)\s[^\n.]{{0,60}}?{apart}(?:\s(?:Staff|Writer|correspondent)s?)?\s*$", flag)),
        ("byline", re.compile(rf"^\s*[-–—―(]?\s*{name}\s*\)?\s*$")),
        # Source: AFP; © 2016 AFP
        ("credit", re.compile(
            rf"^\W?\s*(?:Sources?|Quellen?|Fuentes?|Fonte|Источник|来源|來源|出典)\s*[:：]\s*{name}(?!\w)", flag)),
        ("credit", re.compile(rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?:by\s*)?{apart}", flag)),
        # AFP contributed to this report; with reporting by AFP
        ("contribution", re.compile(rf"{apart}[^\n.]{{0,80}}\b(?:contributed|contribué|trug bei|contribuyó)\b", flag)),
        ("contribution", re.compile(
            r"\b(?:with (?:additional |agency )?(?:reporting|inputs?|material|files) (?:by|from)|mit Material von)"
            rf"\s[^\n.]{{0,60}}?{apart}", flag)),
    )  # fmt: skip
