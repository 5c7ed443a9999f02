"""Pages of the web: HTML as browsers save it, or as a server sends it.

trafilatura takes the body; title, authors, dates and publisher are read by `page.py`, since it takes clocks of pages
for dates, and names authors where there are none.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kg.intake.barriers import barrier
from kg.intake.body import Body, body_of
from kg.intake.document import Document, Reading
from kg.intake.furniture import link_lines
from kg.intake.hidden import without_hidden
from kg.intake.markup import blocks, decoded_markup, html_tree, replaced
from kg.intake.page import Page
from kg.intake.page_parts import lines_apart
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPE = "text/html"
# Among so few lines at the beginning, the name of the section is no heading of the text.
LINES_ABOVE = 4
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def read(given: Input) -> Reading:
    """The article of a page; raises UnreadableInputError where it has no text at all."""
    said = CHARSET.search(given.media_type)
    source = decoded_markup(given.content, said[1] if said else "")
    tree = html_tree(source)
    page = Page(tree, source[:200_000], given.url)
    # Before anything is taken out of the tree, since what is asked once is kept.
    title, dates, agency, _ = page.title, page.dates, page.agency, page.authors
    hidden = without_hidden(tree)
    bare = list(blocks(tree))
    apart = lines_apart(tree, bare)
    body = body_of(tree, page)
    sections = page.sections.intersection(body.paragraphs[:LINES_ABOVE])
    document = Document(
        title=title,
        paragraphs=body.paragraphs,
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by=f"trafilatura {version('trafilatura')}",
        authors=page.authors,
        agency=agency,
        publisher=page.publisher,
        language=(tree.get("lang") or page.data.language or "").strip(),
        dates=dates,
        url=page.url,
        archived=page.archived,
        retrieved=given.retrieved or page.saved_on,
        furniture=tuple(line for line in (*apart, *_links(body), *sections) if line not in body.lead),
        missed=body.missed,
        hidden=hidden,
        odd=tuple(filter(None, [replaced(source, given.content)])),
        lost=tuple(_lost(tree)),
        barrier=barrier(title, body.paragraphs, bare, free=page.data.free),
    )
    return Reading((document,))


def _links(body: Body) -> Iterator[str]:
    return link_lines(body.tree) if body.tree is not None else iter(())


def fragment(markup: str) -> tuple[str, ...]:
    """The paragraphs of a piece of HTML that is all text, such as the body of a mail or the entry of a feed."""
    if not markup.strip():
        return ()
    tree = html_tree(markup)
    without_hidden(tree)
    return tuple(blocks(tree))


def _lost(tree: Any) -> Iterator[str]:
    """What the page has beside words."""
    kinds = ((("img", "picture"), ("picture",)), (("video", "audio", "iframe"), ("video or frame", "videos or frames")))
    for names, names_of in kinds:
        count = sum(1 for _ in tree.iter(*names))
        if count:
            yield counted(count, *names_of)
