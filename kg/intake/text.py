"""Plain text and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading
from kg.intake.markup import decoded_markup
from kg.intake.names import people, people_of_line
from kg.intake.page import LATER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.intake.document import Input

PLAIN, MARKDOWN = "text/plain", "text/markdown"
FRONT = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
PAIR = re.compile(r"^([A-Za-z][\w-]{0,30})\s*:\s*(.+?)\s*$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
UNDERLINE = re.compile(r"^(?:=+|-+)\s*$")
# Signs of Markdown around words that stay: emphasis, code, links and pictures by their words.
PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__|_|~~|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")
BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
# Lines of a mail's or a paper's width are broken within paragraphs; longer ones are paragraphs of their own.
WRAPPED = 100
FULL = 45
FIRST_LINES = 5
LONGEST_TITLE = 200
DATELINE = re.compile(r"^.{0,60}?[-–—:]\s")


def read(given: Input) -> Reading:
    """The text of a file, its first line as the title, its byline and date where its first lines say them."""
    text = decoded_markup(given.content).replace("\r\n", "\n").replace("\r", "\n")
    markdown = given.name.lower().endswith((".md", ".markdown", ".mdown"))
    front: dict[str, str] = {}
    if markdown and (match := FRONT.match(text)):
        front = {key.lower(): value.strip("\"'") for key, value in PAIR.findall(match[1])}
        text = text[match.end() :]
    lines = list(unmarked(text)) if markdown else paragraphs(text)
    title = front.get("title") or next(iter(lines), "")
    # A line alone is the text, for which its beginning stands as the title.
    title = title if len(title) <= LONGEST_TITLE and (lines[1:] or "title" in front) else ""
    body = lines[1:] if lines and lines[0] == title else lines
    day = day_of(front.get("date", ""))
    byline = byline_of(body)
    document = Document(
        title=title,
        paragraphs=tuple(body),
        media_type=MARKDOWN if markdown else PLAIN,
        sha256=given.sha256,
        extracted_by="detente",
        authors=tuple(people(front.get("author", ""))),
        possible_authors=authors_of(body),
        publisher=front.get("publisher", front.get("source", "")),
        language=front.get("lang", front.get("language", "")),
        dates=(*((Dated("meta", day.iso, day.words),) if day else ()), *((byline,) if byline else ())),
        url=given.url or front.get("url", ""),
        retrieved=given.retrieved,
        lost=("emphasis and links of Markdown",) if markdown else (),
    )
    return Reading((document,))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: between empty lines; within them lines are joined where they were broken.

    Where there are no empty lines, each line is a paragraph, unless nearly all have the width of a page.
    """
    parts = [part for part in re.split(r"\n[ \t\f]*\n+", text) if part.strip()]
    if len(parts) == 1 and "\n" in parts[0].strip():
        lines = [line for line in parts[0].split("\n") if line.strip()]
        return lines if not _is_broken(lines) else [" ".join(lines)]
    joined: list[str] = []
    for part in parts:
        lines = [line.strip() for line in part.strip().split("\n") if line.strip()]
        joined += [" ".join(lines)] if _is_broken(lines) else lines
    return joined


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether lines are one paragraph that was broken at the width of a page."""
    return len(lines) > 1 and max(map(len, lines)) <= WRAPPED and all(len(line) >= FULL for line in lines[:-1])


def unmarked(text: str) -> Iterator[str]:
    """The paragraphs of Markdown without its signs; the words stay as they are."""
    part: list[str] = []
    fenced = False

    def taken() -> Iterator[str]:
        if part:
            yield _inline(" ".join(part))
            part.clear()

    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            yield from taken()
        elif fenced:
            yield line
        elif match := HEADING.match(line):
            yield from taken()
            yield _inline(match[1])
        elif (UNDERLINE.match(line) and part) or not line.strip() or RULE.match(line):
            yield from taken()
        elif BULLET.match(line):
            yield from taken()
            part.append(BULLET.sub("", line).strip())
        else:
            part.append(line.strip().removeprefix(">").strip())
    yield from taken()


def _inline(text: str) -> str:
    text = LINK.sub(r"\1", PICTURE.sub(r"\1", text))
    return EMPHASIS.sub(r"\2", text).replace("\\*", "*").replace("\\_", "_")


def byline_of(lines: Sequence[str]) -> Dated | None:
    """The date that a short line at the beginning states, or a dateline; none from lines that tell of a change."""
    for line in lines[:FIRST_LINES]:
        if LATER.match(line):
            continue
        dateline = DATELINE.match(line)
        said = line if len(line) <= LONGEST_TITLE else dateline[0] if dateline else ""
        day = day_of(said) if said else None
        if day and len(day.iso) == len("2016-02-09") and (len(line) < 100 or dateline):  # noqa: PLR2004 - of a byline
            return Dated("byline", day.iso, day.words)
    return None


def authors_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Who a line "By Maria Holm" at the beginning names."""
    near = (line for line in lines[:FIRST_LINES] if len(line) <= LONGEST_TITLE)
    return tuple(name for line in near for name in people_of_line(line))
