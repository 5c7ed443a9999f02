"""Dates as people write them, as exact and as vague as they were given."""

from __future__ import annotations

import re
from datetime import date

PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?", re.ASCII)
OPEN = ("", "..")
VAGUE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def when(edtf: str) -> str:
    """A date of ISO 8601-2 in words: about July 2016; until 7 February 2016; from February 2016.

    Rarer forms are left as they are.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(start)
    if start in OPEN:
        return f"until {_one(end)}"
    if end in OPEN:
        return f"from {_one(start)}"
    first, last = _one(start).split(" "), _one(end).split(" ")
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{' '.join(first)}{'–' if len(first) == 1 and len(last) > 1 else ' – '}{' '.join(last)}"


def _one(text: str) -> str:
    match = PLAIN.fullmatch(text)
    if match is None:
        return text
    year, month, day, mark = match.groups()
    try:
        named = f"{date(2000, int(month), 1):%B} " if month else ""
    except ValueError:
        return text
    return f"{VAGUE.get(mark or '', '')}{f'{int(day)} ' if day else ''}{named}{year}"
