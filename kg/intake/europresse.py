"""Exports of Europresse (Cedrom-SNi, Eureka): HTML of two forms.

The older has a table for each article, the newer an element `article`; both name the paper, a header with section, day
and page, and the title by classes, and end with the number of the document, by which what was read is counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.markup import blocks, decoded_markup, html_tree, local, text_of
from kg.intake.names import people

if TYPE_CHECKING:
    from kg.intake.document import Input

MEDIA_TYPE = "text/html"
PAPER, HEADER, TITLE = "docpublicationname", "docheader", "titrearticlevisu"
NUMBER = re.compile(r"Num[ée]ro de document\s*:\s*(\S+)|Document number\s*:\s*(\S+)", re.IGNORECASE)
RIGHTS = re.compile(r"^\W*©|tous droits réservés|all rights reserved", re.IGNORECASE)
LOST = ("illustrations, notes and the certificate of the data base",)
ISSUE = re.compile(r",?\s+no?\.?\s*\d+$", re.IGNORECASE)
LONGEST_BYLINE = 80


def read(given: Input) -> Reading:
    """The articles of an export, and how many documents it numbers."""
    tree = html_tree(decoded_markup(given.content))
    numbers = {next(filter(None, found)) for found in NUMBER.findall("\n".join(blocks(tree)))}
    articles = list(tree.iter("article"))
    if articles:
        documents = [document for each in articles for document in [_newer(given, each)] if document]
    else:
        papers = [each for each in tree.iter("span") if _has(each, PAPER)]
        documents = [document for each in papers for document in [_older(given, each)] if document]
    if not documents:
        raise UnreadableInputError("add-unreadable", "it has no article of Europresse; export it again as HTML")
    return Reading(tuple(documents), announced=len(numbers) or None)


def _newer(given: Input, article: Any) -> Document | None:
    paper = next((text_of(each) for each in article.iter() if _has(each, PAPER)), "")
    headers = [text_of(each) for each in article.iter() if _has(each, HEADER)]
    title = next((text_of(each) for each in article.iter() if _has(each, TITLE)), "")
    if not title and not paper:
        return None
    heads = list(article.iter("header"))
    lines = [line for each in article.iter("section") for line in blocks(each)]
    byline = ""
    for head in heads:
        said = [text_of(each) for each in head if local(each) == "div" and not len(each)]
        byline = next((line for line in said[::-1] if line and len(line) <= LONGEST_BYLINE), byline)
    return _document(given, paper, headers, title, byline, lines)


def _older(given: Input, paper: Any) -> Document | None:
    """An article of the cell that names its paper: what follows the title is its text, up to the rights."""
    cell = paper.getparent()
    title = next((each for each in cell.iter() if _has(each, TITLE)), None)
    if title is None:
        return None
    headers = [text_of(each) for each in cell.iter() if _has(each, HEADER)]
    lines = list(blocks(cell))
    words = text_of(title)
    start = next((index for index, line in enumerate(lines) if line == words), None)
    if start is None:
        return None
    after = lines[start + 1 :]
    end = next((i for i, line in enumerate(after) if RIGHTS.search(line) or NUMBER.search(line)), len(after))
    body = after[:end]
    short = len(body) > 1 and len(body[0]) <= LONGEST_BYLINE and not body[0].rstrip().endswith((".", "!", "?", ":"))
    # A name stands alone between the title and the text, where there is one.
    byline = body.pop(0) if short and len(body[0].split()) <= 4 else ""  # noqa: PLR2004 - words of a name
    return _document(given, text_of(paper), headers, words, byline, body)


def _document(given: Input, paper: str, headers: list[str], title: str, byline: str, lines: list[str]) -> Document:  # noqa: PLR0917
    day = day_of(" ".join(headers))
    return Document(
        title=title,
        paragraphs=tuple(lines),
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by="detente",
        authors=tuple(people(byline)),
        publisher=ISSUE.sub("", paper).strip(),
        dates=(Dated("database", day.iso, day.words),) if day else (),
        retrieved=given.retrieved,
        lost=LOST,
    )


def _has(element: Any, name: str) -> bool:
    return name in (element.get("class") or "").lower().split() if local(element) else False
