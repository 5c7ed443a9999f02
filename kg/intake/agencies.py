"""Wire services in bylines, credits and datelines: facts about who they are, by the names that papers print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The name of each, and what stands for it in a credit line; short forms count only in brackets or alone in a line.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("Reuters", "Thomson Reuters", "RTRS"),
    "Associated Press": ("Associated Press", "The Associated Press", "AP"),
    "Agence France-Presse": ("Agence France-Presse", "Agence France Presse", "AFP"),
    "Xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "新華社"),
    "Yonhap": ("Yonhap", "Yonhap News Agency", "연합뉴스"),
    "Kyodo News": ("Kyodo", "Kyodo News", "共同通信"),
    "Jiji Press": ("Jiji", "Jiji Press"),
    "TASS": ("TASS", "ITAR-TASS", "ТАСС"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Interfax": ("Interfax", "Интерфакс"),
    "Deutsche Presse-Agentur": ("dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "United Press International": ("UPI", "United Press International"),
    "Press Trust of India": ("PTI", "Press Trust of India"),
    "Asian News International": ("ANI", "Asian News International"),
    "Anadolu Agency": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı"),
    "Korean Central News Agency": ("KCNA", "Korean Central News Agency"),
    "Islamic Republic News Agency": ("IRNA",),
    "Saudi Press Agency": ("SPA", "Saudi Press Agency"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "PA Media": ("PA Media", "Press Association"),
    "Austria Presse Agentur": ("APA", "Austria Presse Agentur"),
    "Polska Agencja Prasowa": ("PAP",),
    "Ukrinform": ("Ukrinform", "Укринформ"),
    "Canadian Press": ("The Canadian Press", "Canadian Press"),
    "Australian Associated Press": ("AAP", "Australian Associated Press"),
}
NAMES = {name: agency for agency, names in AGENCIES.items() for name in names}
_ANY = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
# "SEOUL (Reuters) -", "BEIJING, Feb. 9 (Xinhua) --", "TOKYO — AP".
DATELINE = re.compile(rf"^[^!?\n]{{0,60}}?[(（【\[]\s*({_ANY})\s*[)）】\]](?:\s*[-–—:]|$)")
BYLINE = re.compile(rf"^\W*(?:by|from|source|von|par|por|quelle|来源|來源)?\W*({_ANY})\W*$", re.IGNORECASE)
CLOSING = re.compile(rf"(?:^|[(（\[—–-])\s*({_ANY})\s*[)）\]]?\W*$")
ENDS = 2


def agency_of(paragraphs: Sequence[str], authors: Sequence[str], publisher: str) -> str:
    """The wire service that a text came from by its authors, its dateline, or a credit at its end; or nothing.

    An agency that publishes its own text is its publisher and no agency of it.
    """
    found = next(
        (
            agency
            for agency in (
                *(agency_named(author) for author in authors),
                *(_matched(DATELINE, line) or _matched(BYLINE, line) for line in paragraphs[:4]),
                *(_matched(CLOSING, line) for line in paragraphs[-ENDS:] if len(line) < 80),  # noqa: PLR2004
            )
            if agency
        ),
        "",
    )
    return "" if found and agency_named(publisher) == found else found


def agency_named(name: str) -> str:
    """The agency that a name in a byline stands for, or nothing."""
    folded = re.sub(r"\s+(?:news(?:\s+agency)?|staff|wire|international|en español)$", "", name, flags=re.IGNORECASE)
    exact = NAMES.get(name.strip()) or NAMES.get(folded.strip())
    return exact or next((a for n, a in NAMES.items() if len(n) > 4 and n.casefold() == folded.casefold()), "")  # noqa: PLR2004


def _matched(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.search(line)
    if not match:
        return ""
    return NAMES.get(match[1]) or next((a for n, a in NAMES.items() if n.casefold() == match[1].casefold()), "")
