"""Answers of at most 6,000 characters: as many whole entries as fit, then how to ask for those that follow."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.assistant.refusals import Refusal
from kg.model.findings import printable_sentence
from kg.model.wording import counted, cut_short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Entry = Callable[[], str]

LIMIT = 6_000
# What an answer begins with, and each entry, may have so many characters, so that one entry always fits.
LONGEST_HEAD, LONGEST_ENTRY = 2_400, 3_300
APART = "\n\n"
# A cursor shows so many letters of the tag that it belongs to.
SHOWN = 8
CURSOR = re.compile(rf"(\d{{1,9}})-([0-9a-f]{{{SHOWN}}})")
# What a text may be beyond what is shown of it before even its beginning is not looked at as a whole.
MOST_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """What a tool found: a head, and entries that are drawn only where they are shown.

    `again` stands in place of the head on later pages; `what` an entry is, in the singular, with its plural if that is
    not regular.
    """

    head: str
    entries: Sequence[Entry]
    what: str = "claim"
    plural: str = ""
    again: str = ""


def clipped(text: str, most: int) -> str:
    """A name or title on one line, with control characters visible, cut to `most` characters with "…" at its end."""
    line = _line(text, most)
    return line if len(line) <= most else cut_short(line[: most - 1].rstrip()) + "…"


def quoted(text: str, most: int) -> str:
    """The same of words of an article: where they are cut, after `most` characters, it says how many more there are."""
    line = _line(text, most)
    if len(line) <= most:
        return line
    return cut_short(line[:most].rstrip()) + f"… [{max(len(line), len(text)) - most:,} characters more]"


def _line(text: str, most: int) -> str:
    """A text on one line, or a beginning of it that is longer than `most` characters."""
    line = printable_sentence(" ".join(text[: MOST_LOOKED_AT * most].split()))
    # Of a long text the beginning may be white space.
    return line if len(text) <= MOST_LOOKED_AT * most or len(line) > most else line.ljust(most + 1, "…")


def block(text: str, most: int) -> str:
    """Lines of ours, cut after `most` characters, which happens only where names are longer than any name."""
    return text if len(text) <= most else cut_short(text[: most - 30].rstrip()) + "\n… [cut: too long]"


def grouped(groups: Iterable[tuple[str, str, Sequence[Entry]]]) -> list[Entry]:
    """Entries of groups: the first of a group below its heading, the others below a short one; one without is it alone.

    Each group is its heading, its short heading, and its entries.
    """
    found: list[Entry] = []
    for heading, short, entries in groups:
        if not entries:
            found.append(_constant(heading))
        found += [_headed(short if place else heading, entry) for place, entry in enumerate(entries)]
    return found


def _constant(text: str) -> Entry:
    return lambda: text


def _headed(heading: str, entry: Entry) -> Entry:
    return lambda: f"{heading}\n{indented(entry())}"


def indented(text: str) -> str:
    """Every line two places further in."""
    return "\n".join(f"  {line}" for line in text.split("\n"))


def tag(tool: str, asked: Mapping[str, Any], dataset: str) -> str:
    """What a cursor belongs to: a tool, what it was asked besides the cursor, and the graph that answered.

    Whole it tells answers that are kept from each other; the few letters that a cursor shows could be forged.
    """
    others = {name: value for name, value in asked.items() if name != "cursor"}
    # Days are no JSON; that an argument was not given is not the word None.
    plain = json.dumps([tool, others, dataset], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def first_of(cursor: str | None, own: str) -> int:
    """The place of the first entry of a page; raises Refusal for a cursor of another question or graph."""
    if not cursor:
        return 0
    matched = CURSOR.fullmatch(cursor.strip())
    if matched is None:
        raise Refusal(
            "cursor must be copied from the last line of an answer, such as 5-3fa2b1c9; leave it out to begin"
        )
    if matched[2] != own[:SHOWN]:
        raise Refusal(
            "this cursor is of another question, or of a graph that was built anew since: ask with the very same other "
            "arguments, or without cursor to begin again"
        )
    return int(matched[1])


def page(listing: Listing, first: int, own: str, onward: Callable[[str], str]) -> str:
    """The page that begins with an entry: never longer than LIMIT, never without an entry where there are any.

    `own` is the tag of the answer; `onward` says how to ask for what follows, given its cursor.
    """
    total = len(listing.entries)
    if first and first >= total:
        raise Refusal(f"there are {counted(total, listing.what, listing.plural)}; leave cursor out to begin again")
    head = block(listing.again if first and listing.again else listing.head, LONGEST_HEAD)
    text, place = head, first
    room = LIMIT - len(_footer(listing, max(total - 1, 1), total, onward(_cursor(total, own)))) - len(APART)
    while place < total:
        entry = block(f"{place + 1}. {listing.entries[place]()}", LONGEST_ENTRY)
        # Entries of one line each are a list.
        before = "\n" if "\n" not in entry and place > first else APART
        if place > first and len(text) + len(before) + len(entry) > room:
            break
        text += before + entry
        place += 1
    following = onward(_cursor(place, own)) if place < total else ""
    return f"{text}{APART}{_footer(listing, first + 1, place, following)}" if total else text


def _cursor(last: int, own: str) -> str:
    return f"{last}-{own[:SHOWN]}"


def _footer(listing: Listing, first: int, last: int, following: str) -> str:
    of = counted(len(listing.entries), listing.what, listing.plural)
    these = f"{first:,}" if first == last else f"{first:,} to {last:,}"
    if not following:
        return f"— {these} of {of}: {'these are all' if first == 1 else 'the last'}."
    return f"— {these} of {of}. For the next: {following}"
