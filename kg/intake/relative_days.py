"""Days that a text names by the day it was published ("last Sunday"), as suggestions for who codes it."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.intake.calendar import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DAYS = {name.casefold(): number for number, name in enumerate(day_name)}
MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
SHORT = {name[:3]: number for name, number in MONTHS.items() if name != "may"} | {"sept": 9}
COUNTED = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(COUNTED, 1)} | {"a": 1, "an": 1, "a couple of": 2}
_DAY, _MONTH = "|".join(DAYS), "|".join((*MONTHS, *(rf"{name}\b\.?" for name in SHORT)))
_COUNT = "|".join((*NUMBERS, r"\d{1,3}"))
_WHICH = "last|past|this past|next|coming|this coming|on|this|since|until|by"
_FIRST_OR_LAST = rf"(?:(?P<month>{_MONTH})\s+(?P<first>\d{{1,2}})|(?P<second>\d{{1,2}})\s+(?P<after>{_MONTH}))"
MOST = 20
# What is still to come; what was to come may have been since, so that it is not plain.
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|(?:am|is|are|be)\s+(?:\w+\s+)?(?:to|due|set|scheduled|expected|planned|going|slated|likely)"
    r"|(?:plans?|expects?|hopes?|intends?|wants?|prepares?|agreed|promised|vowed|pledged)\s+to"
    r"|when\s+(?:he|she|it|the\s+\w+)\s+(?!was\b|has\b|is\b|does\b)[a-z]+s)\b|['’]ll\b",
)
UNPLAIN = re.compile(
    r"\b(?:would|could|might|should|(?:was|were|been)\s+(?:\w+\s+)?(?:to|due|set|scheduled|expected|planned|going|slated|likely)"
    r"|planned\s+to|if|unless|before)\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|has|did|said|says|told|met|fled|took|came|went|became|began|left|held|made|gave|got|saw|sent|spoke|won|lost|led"
    r"|wrote|rose|fell|broke|brought|built|bought|sold|fought|found|kept|shot|stood|struck|swore|threw|flew|drew|drove|chose|grew|ran|sat"
    r"|withdrew|overthrew|died|(?!need|indeed|hundred|speed|seed|feed|bleed|exceed|proceed|succeed)[a-z]{2,}ed)\b",
)
# A weekday beside one of these is that of what was said, whatever was said.
REPORTED = re.compile(
    r"\b(?:said|says|told\s+(?:[\w’']+\s+){0,3}[\w’']+|announced|reported|wrote|tweeted|added|declared|confirmed|stated|argued|warned)"
    r"(?:\s+in\s+(?:a|an)\s+\w+)?,?(?:\s+(?:on|late|early|earlier))*\s+$"
)
NEAREST = 120
# Weekdays that are a part of names.
OF_NAMES = "".join(
    f"(?<!(?i:{name}) )"
    for name in ("black", "good", "super", "ash", "cyber", "bloody", "easter", "palm", "every", "each")
)
BEHIND_WHICH = re.compile(rf"\b(?:{_WHICH})\s+$", re.IGNORECASE)
# "Tuesday's vote" may be behind or ahead.
POSSESSED = r"(?!(?:\s+(?:morning|afternoon|evening|night))?['’]s)"
# What dates the weekday itself.
DATED = rf"(?!\s*,?\s*(?:\d|(?i:{_MONTH})\s+\d))"
QUOTED = re.compile(r"“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|«[^»]*(?:»|$)|(?<!\w)\"[^\"]*(?:\"|$)")
NEAR = r"the day before yesterday|yesterday|today|tonight|tomorrow|last night"


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Words of a text and the date that they mean, EDTF."""

    words: str
    date: str


def relative_days(paragraphs: Iterable[str], published: date) -> Iterator[RelativeDay]:
    """The phrases of an English text that mean a day by that of publication, each once, in the order of the text.

    A weekday is the last one up to the day of publication, that day included unless it is "last"; "next" and "coming"
    ones are after it. A day of a month without a year is in the year that brings it nearest to that of publication.
    A weekday alone, or "on" one, is the last or the next as the verbs of its sentence tell, and none where they do not
    tell it plainly; nor is that of "Tuesday's vote", which may be either. The modal "may" is no month,
    since a number must stand beside one. What somebody is quoted to say of "today" is of the day on which it was said,
    which is for a person to tell.
    """
    seen: set[str] = set()
    for paragraph in paragraphs:
        found = [
            (match.start(), match[0], said)
            for pattern, means in PATTERNS
            for match in pattern.finditer(paragraph)
            if (said := means(match, published))
        ]
        end = 0
        for start, words, said in sorted(found, key=lambda each: (each[0], -len(each[1]))):
            if start < end:
                continue
            end = start + len(words)
            if words.casefold() in seen:
                continue
            seen.add(words.casefold())
            yield RelativeDay(words, said)
            if len(seen) >= MOST:
                return


def _weekday(match: re.Match[str], day: date) -> str:
    before = (day.weekday() - DAYS[match["day"].casefold()]) % 7
    match match["which"].casefold():
        case "next" | "coming" | "this coming":
            return (day + timedelta(days=7 - before)).isoformat()
        case "last" | "past" | "this past":
            return (day - timedelta(days=before or 7)).isoformat()
        case "since":
            return (day - timedelta(days=before)).isoformat()
        case _:
            return _by_sentence(match, day)


def _bare(match: re.Match[str], day: date) -> str:
    return "" if BEHIND_WHICH.search(match.string[: match.start()]) else _by_sentence(match, day)


def _by_sentence(match: re.Match[str], day: date) -> str:
    """The weekday before or after, as the verbs around it tell; nothing where they do not tell it plainly."""
    before = (day.weekday() - DAYS[match["day"].casefold()]) % 7
    said = re.split(r"[.;!?]\s", match.string[max(0, match.start() - NEAREST) : match.start()])[-1]
    follows = re.split(r"[.;!?](?:\s|$)", match.string[match.end() : match.end() + NEAREST])[0]
    way = "past" if REPORTED.search(said) else _way(said) or _way_behind(follows)
    if way == "ahead":
        return (day + timedelta(days=-before % 7)).isoformat()
    return (day - timedelta(days=before)).isoformat() if way == "past" else ""


def _way(words: str) -> str:
    """What the words before a weekday make of it: "ahead", "past", "unplain", or nothing where they have no verb."""
    if UNPLAIN.search(words):
        return "unplain"
    ahead = [match.end() for match in AHEAD.finditer(words)]
    past = [match.end() for match in PAST.finditer(words)]
    if ahead:
        # Behind a verb of what is to come, one of what was may have the weekday for its own.
        return "unplain" if past and past[-1] > ahead[-1] else "ahead"
    return "past" if past else ""


def _way_behind(words: str) -> str:
    """The same by the first verb behind it."""
    found = [
        (match.start(), way)
        for way, verbs in (("unplain", UNPLAIN), ("ahead", AHEAD), ("past", PAST))
        if (match := verbs.search(words))
    ]
    return min(found, key=lambda each: each[0])[1] if found else ""


def _near(match: re.Match[str], day: date) -> str:
    # "USA Today" is a paper; at the beginning of a sentence it is a day.
    if match[0][0].isupper() and re.search(r"\w\s*$", match.string[: match.start()]):
        return ""
    if any(quoted.start() < match.start() < quoted.end() for quoted in QUOTED.finditer(match.string)):
        return ""
    steps = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "the day before yesterday": -2, "last night": -1}
    return (day + timedelta(days=steps[match[0].casefold()])).isoformat()


def _ago(match: re.Match[str], day: date) -> str:
    said = match["count"].casefold()
    count = int(said) if said.isdigit() else NUMBERS[said]
    match match["unit"].casefold().rstrip("s"):
        case "day":
            return (day - timedelta(days=count)).isoformat()
        case "week":
            return f"{(day - timedelta(weeks=count)).isoformat()}~"
        case "month":
            return _month(day, -count)
        case _:
            return f"{day.year - count:04}" if day.year > count else ""


def _unit(match: re.Match[str], day: date) -> str:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
    match match["unit"].casefold():
        case "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        case "month":
            return _month(day, step)
        case _:
            return f"{day.year + step:04}"


def _month(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _in_month(match: re.Match[str], day: date) -> str:
    number = int(match["first"] or match["second"])
    named = match["month"] or match["after"]
    if named in VERBS:
        return ""
    month = (MONTHS | SHORT)[named.casefold().rstrip(".")]
    near = [each for year in (day.year - 1, day.year, day.year + 1) if (each := _date(year, month, number))]
    return min(near, key=lambda each: abs(each - day)).isoformat() if near else ""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = (
    (_pattern(rf"(?P<which>{_WHICH})\s+(?P<day>{_DAY})\b{POSSESSED}{DATED}"), _weekday),
    (re.compile(rf"{OF_NAMES}\b(?P<day>{'|'.join(map(str.capitalize, DAYS))})\b{POSSESSED}{DATED}"), _bare),
    (_pattern(NEAR), _near),
    (_pattern(rf"(?P<count>{_COUNT})\s+(?P<unit>days?|weeks?|months?|years?)\s+ago"), _ago),
    (_pattern(r"(?P<which>last|this|next)\s+(?P<unit>week|month|year)"), _unit),
    (_pattern(_FIRST_OR_LAST + r"(?!\s*,?\s*\d|\d)"), _in_month),
)  # fmt: skip
