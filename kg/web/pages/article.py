"""The page of an article: its whole text, with every coded passage marked and numbered beside what is claimed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.measure.lens import MODES
from kg.model.dates import span
from kg.model.languages import tagged
from kg.questions.saying import saying
from kg.web.claim_card import Name
from kg.web.pages.material import claim_page_id
from kg.web.segments import NEW, REPEATED, cut, has_news, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.model.records import Article, Claim
    from kg.network.network import Network
    from kg.web.pages.page import Frame
    from kg.web.segments import Segment


WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Note:
    """What is claimed with a passage: its number, what it says, who says so, and its mode unless it is reported."""

    number: int
    says: Name
    claimants: tuple[Name, ...]
    mode: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: how it is marked, if at all, which passages begin with it, and which numbers follow it.

    `copied` is set where it is repeated from another article, `opens` and `closes` where such words begin and end in
    the paragraph; `heard` is what is heard before it.
    """

    text: str
    look: str
    beginning: tuple[int, ...]
    ending: tuple[Note, ...]
    furniture: bool
    copied: bool
    opens: bool
    closes: bool
    heard: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces that together are a paragraph, and the claims that begin in it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def article_page(frame: Frame, slug: str) -> str:
    """The page of an article that the graph has."""
    read = frame.quoting.read(slug)
    claims = frame.material.in_article.get(slug, ())
    notes = {c.key: _note(frame, c, read.numbers[c.key]) for c in claims if c.key in read.numbers}
    spans = spans_of(read.text, claims)
    cuts = cut(read.text, spans, read.furniture, read.article.copied)
    marked = any(each.copying.copied for segments in cuts for each in segments)
    repeats = frame.cards.repeats(read.article, new=has_news(read.text, cuts)) if marked else ()
    return frame.page(
        "article",
        tagged(read.article.title, read.article.language),
        article=read.article,
        citation=list(citation(frame.material.network, read.article)),
        facts=frame.cards.about_article(read.article),
        has_text=bool(read.text),
        count=len(claims),
        passages=len(spans),
        repeats=repeats,
        paragraphs=list(_paragraphs(cuts, read.text, notes)),
        lost=[frame.cards.card(claim) for claim in claims if claim.key not in read.numbers],
    )


def citation(network: Network, article: Article) -> Iterator[tuple[str, str]]:
    """What reference managers and search engines take from a page: the tags of Highwire Press, with their contents."""
    yield "citation_title", article.title
    for slug in article.authors:
        yield "citation_author", network.label(slug)
    days = span(article.published) if article.published else None
    if days and days.earliest:
        yield "citation_publication_date", _tag_of_day(article.published, days.earliest)
    yield "citation_journal_title", network.label(article.publisher)
    if article.language:
        yield "citation_language", article.language
    if article.url:
        yield "citation_public_url", article.url


def _tag_of_day(published: str, day: date) -> str:
    """A day as the tags have it, 2016/02/09; the year alone where no more is said."""
    return f"{day:%Y/%m/%d}" if WHOLE_DAY.fullmatch(published) else f"{day.year:04}"


def _note(frame: Frame, claim: Claim, number: int) -> Note:
    says = Name(saying(frame.material.network.for_sentences, claim), frame.links.to(claim_page_id(claim)))
    return Note(number, says, frame.cards.named(claim.claimants), frame.cards.mode(claim), claim.polarity == "denied")


def _paragraphs(cuts: Sequence[Sequence[Segment]], text: str, notes: dict[str, Note]) -> Iterator[Paragraph]:
    begun: set[int] = set()
    for segments in cuts:
        pieces, beside = [], []
        for segment in segments:
            fresh = [notes[claim.key] for claim in segment.beginning if notes[claim.key].number not in begun]
            begun |= {note.number for note in fresh}
            beside += fresh
            numbers = tuple(note.number for note in fresh)
            ending = tuple(sorted((notes[claim.key] for claim in segment.ending), key=lambda note: note.number))
            copying = segment.copying
            heard = REPEATED if copying.begins else NEW if copying.resumes else ""
            pieces.append(
                Piece(
                    text[segment.start : segment.end],
                    _look(segment),
                    numbers,
                    ending,
                    segment.furniture,
                    copying.copied,
                    copying.begins,
                    copying.ends,
                    heard,
                )
            )
        yield Paragraph(tuple(pieces), tuple(sorted(beside, key=lambda note: note.number)))


def _look(segment: Segment) -> str:
    """Drawn by the firmest of the claims; as denied if all of them are; heavier if there are several."""
    found = segment.claims
    if not found:
        return ""
    affirmed = [claim for claim in found if claim.polarity != "denied"]
    modes = {claim.mode for claim in affirmed or found}
    firmest = next((mode for mode in MODES if mode in modes), "reported")
    return " ".join(filter(None, (firmest, "" if affirmed else "denied", "several" if len(found) > 1 else "")))
