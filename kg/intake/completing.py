"""What every document gets, whatever format it came in: clean characters, its language, suggestions, oddities."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.intake.bylines import Bylines
from kg.intake.characters import Cleaning, odd_letters
from kg.intake.document import CUT_OFF, UnreadableInputError
from kg.intake.furniture import suggestions
from kg.intake.languages import language_of
from kg.intake.names import NOBODY, OF_BODIES, ROLE, is_person
from kg.sources.agencies import agency_named, credits_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.intake.document import Document

LONGEST_TITLE = 500
# A first line may be the title where there is none; of a whole paragraph the beginning stands for one.
LONGEST_LINE, CLIPPED = 200, 90
LONGEST_TEXT = 2_000_000


def completed(document: Document) -> Document:
    """The document as it is written down; raises UnreadableInputError where no text is left."""
    cleaning = Cleaning()
    title = cleaning.line(document.title)[:LONGEST_TITLE].strip()
    lines = [line for line in map(cleaning.line, document.paragraphs) if line]
    stands_for_it = not title and bool(lines)
    if stands_for_it:
        whole = len(lines[0]) <= LONGEST_LINE and not (len(lines[0]) > CLIPPED and lines[0].endswith("."))
        title = lines[0] if whole else f"{lines[0][:CLIPPED].rpartition(' ')[0]}{CUT_OFF}"
    if lines and _same(lines[0], title):
        del lines[0]
    if not lines and not stands_for_it and not document.is_reference and document.barrier != "wall":
        raise UnreadableInputError("add-empty", "there is no text in it")
    if sum(map(len, lines)) > LONGEST_TEXT:
        raise UnreadableInputError("add-large", f"over {LONGEST_TEXT:,} characters of text; split it by article")
    publisher = cleaning.line(document.publisher)
    named = tuple(dict.fromkeys(cleaning.line(name) for name in document.authors))
    agency = (agency_named(document.agency) or document.agency) or agency_of(lines, named, publisher)
    authors = tuple(name for name in named if _is_author(name, publisher) and is_person(name) and not ROLE.search(name))
    possible = tuple(
        name
        for each in (*named, *document.possible_authors)
        if _is_author(name := cleaning.line(each), publisher) and name not in authors
    )
    apart = [cleaning.line(line) for line in document.furniture]
    return replace(
        document,
        title=title,
        paragraphs=tuple(lines),
        authors=authors,
        possible_authors=possible,
        publisher=publisher,
        agency=agency,
        language=language_of(document.language, "\n".join(lines)),
        furniture=tuple(suggestions(lines, apart, title=title, bylines=Bylines((*authors, *possible), publisher))),
        hidden=(*(cleaning.line(text) for text in document.hidden), *cleaning.hidden()),
        mended=(*document.mended, *sorted(cleaning.mended.items())),
        missed=tuple(cleaning.line(text) for text in document.missed),
        odd=(*document.odd, *odd_letters([title, *authors, *lines])),
    )


def agency_of(paragraphs: Sequence[str], authors: Iterable[str], publisher: str) -> str:
    """The wire service that a text came from by its authors, or by its dateline, byline or line of credit; or nothing.

    An agency that publishes its own text is its publisher and no agency of it.
    """
    credits_ = (credit.agency for credit in credits_of("\n".join(paragraphs)) if credit.way != "contribution")
    agency = next(filter(None, map(agency_named, authors)), "") or next(credits_, "")
    return "" if agency_named(publisher) == agency else agency


# Firms, hosts and lines of rights that stand where an author should.
NO_NAME = re.compile(
    r"www\.|://|@|\.(?:com|org|net|de|at|ch|fr|info)\b|©|copyright|rights reserved|\bgmbh\b|\binc\b|_", re.IGNORECASE
)


def _is_author(name: str, publisher: str) -> bool:
    """Whether a name is of an author beside the publisher and the agencies."""
    if not name or len(name) > 100 or NOBODY.match(name) or agency_named(name):  # noqa: PLR2004 - no name is so long
        return False
    if OF_BODIES.search(name) and not is_person(name) and not ROLE.search(name):
        return False
    return not NO_NAME.search(name) and name.casefold() != publisher.casefold()


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
