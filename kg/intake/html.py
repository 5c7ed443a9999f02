"""Pages of the web: HTML as browsers save it, or as a server sends it.

trafilatura takes the body; title, authors, dates and publisher are read by `page.py`, since it takes clocks of pages
for dates, and names authors where there are none.
"""

from __future__ import annotations

import logging
import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kg.intake.barriers import barrier
from kg.intake.document import Document, Reading
from kg.intake.furniture import link_lines
from kg.intake.hidden import without_hidden
from kg.intake.markup import blocks, decoded_markup, html_tree, local, text_of
from kg.intake.page import Page
from kg.intake.page_parts import lines_apart
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPE = "text/html"
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
LINES = frozenset({"p", "head", "item", "quote", "code", "ab", "row", "dt", "dd"})


def read(given: Input) -> Reading:
    """The article of a page; raises UnreadableInputError where it has no text at all."""
    said = CHARSET.search(given.media_type)
    source = decoded_markup(given.content, said[1] if said else "")
    tree = html_tree(source)
    page = Page(tree, source[:200_000], given.url)
    # Before anything is taken out of the tree, since what is asked once is kept.
    title, dates, _ = page.title, page.dates, page.possible_authors
    hidden = without_hidden(tree)
    bare = list(blocks(tree))
    apart = lines_apart(tree, bare)
    body = _body(tree, page.url)
    paragraphs = tuple(_paragraphs(body)) if body is not None else ()
    document = Document(
        title=title,
        paragraphs=paragraphs,
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by=f"trafilatura {version('trafilatura')}",
        authors=page.authors or page.possible_authors,
        publisher=page.publisher,
        language=(tree.get("lang") or page.data.language or "").strip(),
        dates=dates,
        url=page.url,
        archived=page.archived,
        retrieved=given.retrieved or page.saved_on,
        furniture=(*apart, *link_lines(body)) if body is not None else (),
        hidden=hidden,
        lost=tuple(_lost(tree)),
        barrier=barrier(title, paragraphs, bare, free=page.data.free),
    )
    return Reading((document,))


def fragment(markup: str) -> tuple[str, ...]:
    """The paragraphs of a piece of HTML that is all text, such as the body of a mail or the entry of a feed."""
    if not markup.strip():
        return ()
    tree = html_tree(markup)
    without_hidden(tree)
    return tuple(blocks(tree))


def _body(tree: Any, url: str) -> Any:
    """The tree of the article's body in trafilatura's terms, or None where it takes nothing for it."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow, and only pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    return None if found is None else found.body


def _paragraphs(body: Any) -> Iterator[str]:
    """The lines of the body, one a paragraph, item or row of a table."""
    for element in body.iter():
        name = local(element)
        if name not in LINES or any(local(parent) in LINES for parent in element.iterancestors()):
            continue
        if name == "row":
            yield "\t".join(filter(None, (text_of(cell) for cell in element)))
            continue
        yield from _broken(element)


def _broken(element: Any) -> Iterator[str]:
    """The text of an element, in as many lines as its breaks and the paragraphs in it make."""
    line: list[str] = []
    lines: list[str] = []

    def take() -> None:
        said = " ".join("".join(line).split())
        line.clear()
        if said:
            lines.append(said)

    def walk(inner: Any) -> None:
        ends = local(inner) == "lb" or local(inner) in LINES
        if ends:
            take()
        line.append(inner.text or "")
        for child in inner:
            walk(child)
            line.append(child.tail or "")
        if ends:
            take()

    walk(element)
    take()
    yield from lines


def _lost(tree: Any) -> Iterator[str]:
    """What the page has beside words."""
    kinds = ((("img", "picture"), ("picture",)), (("video", "audio", "iframe"), ("video or frame", "videos or frames")))
    for names, names_of in kinds:
        count = sum(1 for _ in tree.iter(*names))
        if count:
            yield counted(count, *names_of)
