"""PDF: lines of pages in reading order → paragraphs, without what repeats at the edges of pages.

pdfium gives the lines in the order of columns; paragraphs are told by gaps, indents and short last lines, words that
were cut are mended, and lines that nothing shows of are left out.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.mending import Mending
from kg.intake.text import authors_of, byline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.intake.document import Input

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 400
# In shares of the height of a page, of a line, and of the width of a column.
EDGE, GAP, SHORT = 0.09, 1.6, 0.82
INDENT, COLUMN, LEAST_SIZE, WHITE, HEADING = 6.0, 60.0, 2.0, 250, 60
LARGER = 1.15
STOPS = (".", "!", "?", "”", '"', ":", "»", "。", "’", "…", ")")
FIGURES = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*$", re.IGNORECASE)
TITLE_OF_PROGRAM = re.compile(
    r"^(?:microsoft word\s*-|untitled|document\d*$|.*\.(?:docx?|indd|qxd|pdf|html?)$)", re.IGNORECASE
)
SCREEN, UNSEEN = 2.0, 12
MOST_LINES_OF_TITLE = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, its box from the left and the bottom in points, the size of its letters."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    height: float

    @property
    def is_at_edge(self) -> bool:
        """Whether it stands where running heads and page numbers do."""
        return self.top > self.height * (1 - EDGE) or self.bottom < self.height * EDGE


# By what a reader prints a page: its day is the clock of that reader.
PRINTED = re.compile(
    r"skia|chrom(?:e|ium)|print\W?to\W?pdf|mozilla|firefox|webkit|safari|wkhtmlto|phantomjs|edge|opera"
    r"|quartz pdfcontext|puppeteer",
    re.IGNORECASE,
)


def read(given: Input) -> Reading:
    """The text of a PDF; raises UnreadableInputError where it is locked, damaged, or has pictures of pages alone."""
    import pypdfium2  # noqa: PLC0415 - slow, and only PDF needs it

    try:
        pdf = pypdfium2.PdfDocument(given.content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password" if locked else "it is damaged, or no PDF"
        raise UnreadableInputError("add-unreadable", f"{why}; open it and print it into a new PDF") from None
    try:
        pages = len(pdf)
        lines, hidden, damaged = _lines(pdf, min(pages, MOST_PAGES))
        about = pdf.get_metadata_dict()
    finally:
        pdf.close()
    if not lines:
        raise UnreadableInputError("add-empty", "its pages are pictures without text; have them read (OCR) first")
    body: Sequence[Line]
    body, left_out = _without_edges(lines)
    mending = Mending.of(line.text for line in body)
    title, body = _title(about.get("Title", ""), body)
    paragraphs = [text for text in _paragraphs(body, mending) if text]
    printed = PRINTED.search(f"{about.get('Creator', '')} {about.get('Producer', '')}")
    made = None if printed else day_of(about.get("CreationDate", "").removeprefix("D:")[:8])
    byline = byline_of(paragraphs)
    lost = [f"page heads and numbers: {text!r}" for text in left_out]
    if damaged:
        lost.append(f"pages that are damaged: {', '.join(map(str, damaged))}")
    if pages > MOST_PAGES:
        lost.append(f"pages {MOST_PAGES + 1} to {pages}")
    document = Document(
        title=title,
        paragraphs=tuple(paragraphs),
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by=f"pypdfium2 {version('pypdfium2')}",
        possible_authors=tuple(filter(None, [about.get("Author", "").strip(), *authors_of(paragraphs)])),
        dates=(*((byline,) if byline else ()), *((Dated("file", made.iso, made.words),) if made else ())),
        url=given.url,
        retrieved=given.retrieved,
        hidden=tuple(hidden),
        mended=tuple(mending.mended.items()),
        lost=("pictures, and tables as tables", *lost),
    )
    return Reading((document,))


def _lines(pdf: Any, pages: int) -> tuple[list[Line], list[str], list[int]]:
    """The lines of all pages that somebody sees, in reading order, those that nobody does, and damaged pages."""
    import pypdfium2  # noqa: PLC0415 - slow, and only PDF needs it

    lines: list[Line] = []
    hidden: list[str] = []
    damaged: list[int] = []
    for number in range(pages):
        try:
            page = pdf[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            damaged.append(number + 1)
            continue
        doubtful = []
        for line, doubt in _of_page(text, number, page.get_height()):
            if doubt:
                doubtful.append(line)
            lines.append(line)
        if doubtful:
            unseen = _unseen(page, doubtful)
            hidden += [line.text for line in unseen]
            lines = [line for line in lines if line not in unseen]
        text.close()
        page.close()
    return lines, hidden, damaged


def _of_page(page: Any, number: int, height: float) -> Iterator[tuple[Line, bool]]:
    """The lines of a page, and whether their letters are white or too small to be read."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    whole = page.get_text_range()
    start = 0
    for raw in re.split("(\r\n|\r|\n|(?<=\ufffe))", whole):
        begin, start = start, start + len(raw)
        words = raw.strip()
        if not words:
            continue
        first = begin + len(raw) - len(raw.lstrip())
        last = begin + len(raw.rstrip()) - 1
        try:
            boxes = [page.get_charbox(index, loose=True) for index in (first, max(first, last - 1), last)]
        except Exception:  # noqa: BLE001, S112 - a character without a box is no line that anybody sees
            continue
        box = min(b[0] for b in boxes), max(b[2] for b in boxes), min(b[1] for b in boxes), max(b[3] for b in boxes)
        # By the boxes of the font, since a size is in units of its own where a matrix scales it.
        size = max(box[3] - box[2], 0.1)
        line = Line(words, number, *box, size=size, height=height)
        yield line, size < LEAST_SIZE or _is_pale(pdfium, page, first)


def _is_pale(pdfium: Any, page: Any, index: int) -> bool:
    colours = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(page, index, *(ctypes.byref(each) for each in colours)):
        return False
    red, green, blue, alpha = (each.value for each in colours)
    return min(red, green, blue) >= WHITE or alpha < UNSEEN


def _unseen(page: Any, lines: Sequence[Line]) -> list[Line]:
    """The lines of which the drawn page shows nothing: all is of one colour where they stand."""
    picture = page.render(scale=SCREEN, grayscale=True).to_numpy()
    height, width = picture.shape[:2]
    unseen = []
    for line in lines:
        top, bottom = (max(0, min(height, int((line.height - y) * SCREEN))) for y in (line.top, line.bottom))
        left, right = (max(0, min(width, int(x * SCREEN))) for x in (line.left, line.right))
        part = picture[top : bottom + 1, left : right + 1]
        if part.size == 0 or int(part.max()) - int(part.min()) < UNSEEN or line.top - line.bottom < LEAST_SIZE:
            unseen.append(line)
    return unseen


def _without_edges(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines without page numbers, and without those at the edges that several pages have, and what these are."""
    pages = {line.page for line in lines}
    counts = Counter((FIGURES.sub("#", line.text)) for line in lines if line.is_at_edge)
    body, left_out = [], []
    for line in lines:
        shape = FIGURES.sub("#", line.text)
        repeated = len(pages) > 1 and counts[shape] > 1 and counts[shape] >= len(pages) / 2
        if line.is_at_edge and (repeated or (PAGE_NUMBER.match(line.text) and len(pages) > 1)):
            left_out.append(line.text)
        else:
            body.append(line)
    return body, list(dict.fromkeys(left_out))


def _title(stated: str, lines: Sequence[Line]) -> tuple[str, Sequence[Line]]:
    """The largest lines of the first page, and the lines without them.

    Where none is larger than the others, what the file says is the title.
    """
    first = [line for line in lines if line.page == lines[0].page]
    usual = median(line.size for line in lines)
    largest = max((line.size for line in first), default=0.0)
    if largest > usual * LARGER:
        chosen = [line for line in first if line.size > largest * 0.98]
        if len(chosen) <= MOST_LINES_OF_TITLE and len(chosen) < len(lines):
            mending = Mending.of(line.text for line in lines)
            title = ""
            for line in chosen:
                title = mending.joined(title, line.text) if title else line.text
            return title, [line for line in lines if line not in chosen]
    stated = " ".join(stated.split())
    return "" if TITLE_OF_PROGRAM.match(stated) else stated, lines


def _paragraphs(lines: Sequence[Line], mending: Mending) -> Iterator[str]:
    """Lines as paragraphs; a paragraph goes on over the end of a column or a page where its last line is full."""
    text, before = "", None
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines) if _follows(a, b)]
    pitch = median(gaps) if gaps else 12.0
    rights = _right_edges(lines)
    for line in lines:
        if before is not None and _begins(line, before, pitch, rights):
            yield text
            text = ""
        text = mending.joined(text, line.text) if text else line.text
        before = line
    yield text


def _follows(above: Line, below: Line) -> bool:
    """Whether a line stands right below another, in its column."""
    return above.page == below.page and 0 < above.bottom - below.bottom < 4 * above.size and (
        abs(above.left - below.left) < 4 * above.size
    )  # fmt: skip


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """How far most lines of a column reach, by page and by the place of its left edge in steps of half an inch."""
    edges: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        edges.setdefault((line.page, round(line.left / 36)), []).append(line.right)
    return {key: sorted(found)[int(len(found) * 0.8)] for key, found in edges.items()}


def _begins(line: Line, before: Line, pitch: float, rights: dict[tuple[int, int], float]) -> bool:
    """Whether a paragraph begins with a line."""
    if abs(line.size - before.size) > before.size * (LARGER - 1):
        return True
    width = rights[before.page, round(before.left / 36)] - before.left
    short = before.right - before.left < width * SHORT
    ended = before.text.endswith(STOPS)
    if not _follows(before, line):
        # Another column, or another page.
        return short or (ended and not line.text[:1].islower())
    if before.bottom - line.bottom > pitch * GAP:
        return True
    indented = line.left - before.left > INDENT and line.left - before.left < COLUMN
    return (
        (ended and (short or indented))
        or (short and indented)
        or (short and line.text[:1].isupper() and len(before.text) < HEADING)
    )
