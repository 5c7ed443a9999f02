"""A document → the two files of an article: its text, and its head with comments that teach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.editing.emitting import as_block, scalar
from kg.intake.dates import UNKNOWN, publication
from kg.intake.document import CUT_OFF
from kg.intake.relative_days import relative_days
from kg.model.findings import printable
from kg.model.wording import counted
from kg.sources.originals import KEY
from kg.sources.rules.text_changed import text_hash
from kg.sources.schema import MAX_SLUG, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.intake.dates import Publication
    from kg.intake.document import Document
    from kg.intake.repetitions import Repetition

COMMENT = 116
WORDS_OF_TITLE, LETTERS_OF_TITLE = 8, 60
LONGEST_FURNITURE = 4_000
MOST_LISTED, SHORTEST_HIDDEN = 12, 30
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STOP = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "is", "are", "by", "as", "with", "from",
    "its",
})  # fmt: skip
STATED = "As stated by whoever added the article."
TEACHING = """\
claims:
# One entry a claim: who says what, in the shortest passage that suffices. `kg init` has an example of each kind.
#   - id: minister-condemns          # a name of your own, unique in this article
#     quote: the shortest verbatim passage
#     said-by: an-actor              # who says so: an entry of sources/actors.yaml
#     certainty: certain             # or probable, possible, unspecified
#     stance: {holder: an-actor, target: an-actor-or-issue, type: condemns}
"""


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The slugs of publisher, authors and agency, which of them were proposed, and which article it repeats."""

    publisher: str
    authors: tuple[str, ...] = ()
    agency: str = ""
    proposed: tuple[str, ...] = ()
    repetition: Repetition | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What whoever adds a file says of it, which goes before what the file says; empty where nothing is said."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    retrieved: str = ""


def text_of_article(document: Document) -> str:
    """The text: the title, then each paragraph, with an empty line between any two.

    What only stands for a title is no part of the text, since nobody published it.
    """
    if document.title.endswith(CUT_OFF) and document.paragraphs[:1]:
        return "\n\n".join(document.paragraphs) + "\n"
    return "\n\n".join([document.title, *document.paragraphs]) + "\n"


def base_slug(document: Document, publisher: str, published: str) -> str:
    """The name that an article would have: its date, who published it, and the beginning of its title."""
    day = published.split("/", maxsplit=1)[0].rstrip("~?%")
    day = day if re.fullmatch(r"\d{4}(-\d{2}){0,2}", day) else "undated"
    words = [word for word in (slug_of(each) for each in document.title.split()) if word]
    told = [word for word in words if word not in STOP] or words
    short = ""
    for word in told[:WORDS_OF_TITLE]:
        if short and len(short) + len(word) >= LETTERS_OF_TITLE:
            break
        short = f"{short}-{word}" if short else word[:LETTERS_OF_TITLE].rstrip("-")
    begin = f"{day}-{publisher[:40].strip('-')}"
    return f"{begin}-{short or document.sha256[:8]}"[: MAX_SLUG - 6].rstrip("-")


def published_of(document: Document, stated: Stated) -> Publication:
    """When the document was published, by whoever adds it or by its file."""
    found = publication(document.dates)
    if not stated.published:
        return found
    return type(found)(stated.published, STATED, sure=True)


def head_of_article(
    document: Document,
    parts: ArticleParts,
    when: Publication,
    stated: Stated,
    *,
    original: str,
    schema: str,
    name: str,
    today: str = "",
) -> str:
    """The YAML head: what is known, each with its basis, what is only likely as comments, and no claims yet."""
    text = text_of_article(document)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        *_comment(
            f"Taken from {name!r} by kg add. Read it once; what is only likely says so. Strike or mend anything."
        ),
        "",
        "article:",
        f"  title: {scalar(document.title)}",
    ]
    language = stated.language or document.language
    lines += [f"  language: {language}"] if language else ["  # language: en", *_comment("not known", "  ")]
    lines += [f"  publisher: {parts.publisher}{_new(parts.publisher, parts)}"]
    lines += _authors(document, parts)
    lines += _published(document, when)
    if document.url:
        lines.append(f"  url: {scalar(document.url)}")
    if document.archived:
        lines.append(f"  archived: {scalar(document.archived)}")
    if retrieved := stated.retrieved or document.retrieved:
        lines.append(f"  retrieved: {retrieved}")
    elif today and (when.published == UNKNOWN or when.published[:10] <= today):
        # The day of a file is that of its last copy, and proves nothing. A page of a later day is none of today.
        lines.append(f"  retrieved: ../{today}           # on the day of adding or before; say the day if you know it")
    if parts.agency:
        lines.append(f"  agency: {parts.agency}{_new(parts.agency, parts)}")
    lines += _copy_of(parts.repetition)
    lines += [
        "  # reliability: C                  # of the source, A to F (Admiralty code); left out: F, not known",
        "  # credibility: 3                  # of the information, 1 to 6; left out: 6, not known",
        f"  text-sha256: {text_hash(text)}",
        "  original:",
        f"    media-type: {document.media_type}",
        f"    sha256: {document.sha256}",
    ]
    if document.extracted_by:
        lines.append(f"    extracted-by: {scalar(document.extracted_by)}")
    if original:
        lines.append(f"    # kept in {original}")
    lines += _furniture(document)
    lines += ["", *_remarks(document, when)]
    return "\n".join(lines).rstrip() + f"\n\n{TEACHING}"


def _authors(document: Document, parts: ArticleParts) -> Iterator[str]:
    if len(parts.authors) == 1:
        yield f"  author: {parts.authors[0]}{_new(parts.authors[0], parts)}"
    elif parts.authors:
        yield "  author:"
        yield from (f"    - {slug}{_new(slug, parts)}" for slug in parts.authors)
    elif document.possible_authors:
        yield from _comment(f"author: perhaps {', '.join(document.possible_authors[:4])}; add an actor to say so", "  ")


def _published(document: Document, when: Publication) -> Iterator[str]:
    said = f"  published: {when.published}"
    if not when.sure:
        said += "  # EDTF; a date alone where you know it" if when.published == "unknown" else (
            "  # '~': approximate, since one basis alone says so or bases differ; take it off to confirm"
        )  # fmt: skip
    yield said
    yield f"  published-basis: {scalar(when.basis)}"
    if not when.sure and len(document.dates) > 1:
        yield from _comment("dates: " + "; ".join(f"{each.basis} {each.day}" for each in document.dates), "  ")


def _copy_of(repetition: Repetition | None) -> Iterator[str]:
    if repetition is None:
        return
    if repetition.certain:
        said = {"article": repetition.original, "passages": list(repetition.passages)}
        yield from as_block({KEY: said}, "  ").splitlines()
        return
    if repetition.later:
        yield from _comment(f"It {repetition.words}; if so, say copy-of there.", "  ")
        return
    ask = f"It {repetition.words}. Is it a copy? Or say no-copy-of: {repetition.original} if that is background."
    yield from _comment(ask, "  ")
    yield f"  # copy-of: {repetition.original}"


def _furniture(document: Document) -> Iterator[str]:
    lines = [line for line in document.furniture if len(line) <= LONGEST_FURNITURE]
    if not lines:
        yield "  # furniture: []                   # lines of the page that are not the article"
        return
    yield "  furniture:                        # suggested; strike what is the article's: quoting these is an error"
    yield from (f"    - {scalar(line)}" for line in lines)


def _remarks(document: Document, when: Publication) -> Iterator[str]:
    """What is lost, mended, hidden and odd, and which days the text names."""
    yield from _listed("Left out, since a text cannot have it", document.lost)
    # Buttons and menus that open are hidden too; what could be taken for the article is longer.
    long = [text for text in document.hidden if len(text) >= SHORTEST_HIDDEN]
    few = len(document.hidden) - len(long)
    yield from _listed(
        "Left out, since a reader cannot see it", [*long, *([counted(few, "short line")] if few else [])]
    )
    yield from _listed("Mended", [f"{before} → {after}" for before, after in document.mended])
    yield from _listed("Look at", document.odd)
    yield from _listed("After the heading of the page, and not in the text", document.missed)
    if document.barrier == "stub":
        yield from _comment("The page is the beginning of a text for subscribers; the rest is not here.")
    if not DAY.fullmatch(day := when.published.rstrip("~")):
        return
    if document.language == "en":
        told = relative_days(document.paragraphs, date.fromisoformat(day))
        yield from _listed(f"Days by that of publication, {day}", [f"{each.words!r}: {each.date}" for each in told])
    elif document.language:
        yield from _comment("Days such as 'last Sunday' are looked for in English texts alone, so not in this one.")


def _listed(heading: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        return
    yield from _comment(f"{heading}:")
    for item in items[:MOST_LISTED]:
        short = item if len(item) <= COMMENT else f"{item[:COMMENT]}…"
        yield from _comment(f"  {short}", wrapped=False)
    if len(items) > MOST_LISTED:
        yield f"#   and {len(items) - MOST_LISTED:,} more"


def _comment(text: str, indent: str = "", *, wrapped: bool = True) -> Iterable[str]:
    """A text as lines of comment, in which nothing can end the comment."""
    plain = printable(text.replace("\n", " "))
    if not wrapped:
        return [f"{indent}# {plain}"]
    lines, line = [], ""
    for word in plain.split():
        if line and len(line) + len(word) >= COMMENT - len(indent):
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [f"{indent}# {each}" for each in (*lines, line)]


def _new(slug: str, parts: ArticleParts) -> str:
    return "  # new in sources/actors.yaml: look at it" if slug in parts.proposed else ""
