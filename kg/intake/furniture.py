"""Lines of a text that are probably the page's and not the article's: suggestions that a person may strike.

Rather none than a wrong one: a line that is suggested may not be quoted, and nobody looks twice at what is listed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.bylines import Bylines
from kg.intake.markup import text_of
from kg.intake.page_phrases import (
    APPEAL,
    CONTRIBUTED,
    CREDIT,
    CREDITED,
    DISCLAIMED,
    FIELD,
    LABEL,
    LEADS,
    REPORTED,
    RIGHTS,
    SECTION,
    SIGNED,
    WITHIN,
    is_buttons,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 240
# Captions with a credit tell whole stories.
LONGEST_CAPTION = 400
SENTENCE = ".!?…”\"'。！？»"
# A label has few words, even where it ends like a sentence ("Read more!").
FEW = 6
MOST_AFTER = 12
TITLE_AGAIN = 4
# What a link alone has where it is the title of another article: so many words, or letters of Chinese or Japanese.
UNFINISHED = ".…,;:。"
WORDS_OF_TITLE, LETTERS_OF_TITLE = 4, 8
EAST = re.compile(r"^[\W\d]*[\u3040-\u9fff]")
# An address that a text gives as its source, and how embedded messages are signed: no links to other articles.
ADDRESS = re.compile(r"^\W*(?:https?://|www\.)?[\w.-]+\.[a-z]{2,}(?:/\S*)?\W*$|^[—–-]\s.*\(@\w+\)", re.IGNORECASE)


def suggestions(
    paragraphs: Sequence[str], apart: Iterable[str] = (), *, title: str = "", bylines: Bylines | None = None
) -> Iterator[str]:
    """The lines that are probably furniture, each once, and of longer ones the credit of a picture at their beginning.

    `apart` are lines that the page itself sets apart: nothing but a link to another page, or in a part of the page
    that is no article's. `bylines` knows who wrote it.
    """
    apart, said, after = frozenset(apart), set[str](), 0
    bylines = bylines or Bylines()
    for number, line in enumerate(paragraphs):
        ends = line[-1:] in SENTENCE
        after = MOST_AFTER if SECTION.match(line) else after - 1 if not ends else 0
        if line in said:
            continue
        again = 0 < number < TITLE_AGAIN and line == title
        listed = len(line) <= LONGEST and (after > 0 or line in apart)
        if again or listed or is_furniture(line) or bylines.has(line, number, len(paragraphs)):
            said.add(line)
            yield line
        elif (match := CREDIT.match(line)) and match[0] not in said:
            said.add(match[0])
            yield match[0].strip()


def is_furniture(line: str) -> bool:
    """Whether a line says by its words alone that it is the page's."""
    if len(line) > LONGEST_CAPTION:
        return False
    if CREDITED.search(line):
        return True
    if len(line) > LONGEST:
        return False
    label = line[-1:] not in SENTENCE or len(line.split()) <= FEW
    return bool(
        APPEAL.match(line) or LEADS.match(line) or DISCLAIMED.match(line) or WITHIN.search(line)
        or FIELD.match(line) or RIGHTS.search(line) or SIGNED.match(line)
        or REPORTED.match(line) or CONTRIBUTED.search(line) or (label and LABEL.match(line)) or is_buttons(line)
    )  # fmt: skip


def link_lines(body: Any) -> Iterator[str]:
    """The lines of a body in trafilatura's terms that are a link and no more, and read like the title of what it is to.

    A single word, an address, or the end of a sentence is often of the article, link or not.
    """
    for element in body.iter("p", "item"):
        said = text_of(element)
        linked = " ".join(text_of(link) for link in element.iter("ref"))
        if said and len(said) <= LONGEST and len(linked) >= len(said) - 3 and _is_like_a_title(said):
            yield said


def _is_like_a_title(line: str) -> bool:
    if ADDRESS.match(line) or line[-1:] in UNFINISHED:
        return False
    return len(line.split()) >= WORDS_OF_TITLE or bool(EAST.match(line) and len(line) >= LETTERS_OF_TITLE)
