"""Feeds (RSS, Atom, RDF): each entry that has a text, as far as the feed has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.html import fragment
from kg.intake.markup import local, text_of, xml_tree
from kg.intake.names import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPES = {"feed": "application/atom+xml", "rss": "application/rss+xml", "RDF": "application/rdf+xml"}
# Where the text of an entry is, the whole of it before what sums it up; then when it was published.
TEXTS = ("encoded", "content", "description", "summary")
DATES = ("pubDate", "published", "issued", "date", "updated")
STUB = 400


def read(given: Input) -> Reading:
    """The entries of a feed; those that have but a summary say so."""
    root = xml_tree(given.content)
    if local(root) not in MEDIA_TYPES:
        raise UnreadableInputError("add-unreadable", "it is no feed")
    channel = next((each for each in root if local(each) == "channel"), root)
    site = _named(channel, "title")
    language = _named(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    entries = [each for each in root.iter() if local(each) in {"item", "entry"}]
    documents = tuple(_entry(each, given, site, language, MEDIA_TYPES[local(root)]) for each in entries)
    return Reading(documents, announced=len(entries))


def _entry(entry: Any, given: Input, site: str, language: str, media_type: str) -> Document:
    markup, name = next(((_inner(each), local(each)) for each in _in_order(entry) if _inner(each).strip()), ("", ""))
    lines = fragment(f"<div>{markup}</div>") if markup else ()
    day = next((day for name_ in DATES if (day := day_of(_named(entry, name_)))), None)
    short = name in {"description", "summary"} and sum(map(len, lines)) < STUB
    return Document(
        title=" ".join(fragment(f"<p>{_named(entry, 'title')}</p>")) if _named(entry, "title") else "",
        paragraphs=lines,
        media_type=media_type,
        sha256=given.sha256,
        extracted_by="detente",
        authors=tuple(_authors(entry)),
        publisher=site,
        language=language,
        # What a feed says in UTC may be the day before or after where the article was published.
        dates=(Dated("feed", day.iso, day.words, day.utc),) if day else (),
        url=_link(entry),
        retrieved=given.retrieved,
        lost=("the feed has a summary, and the text is at the address",) if short else (),
    )


def _in_order(entry: Any) -> Iterator[Any]:
    for name in TEXTS:
        yield from (child for child in entry if local(child) == name)


def _inner(element: Any) -> str:
    """The markup of a text, whether it is escaped or stands in the feed as elements."""
    if len(element):
        from lxml import etree  # noqa: PLC0415 - slow, and only few feeds have it

        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    text = element.text or ""
    return text if element.get("type") != "text" else text.replace("&", "&amp;").replace("<", "&lt;")


def _authors(entry: Any) -> Iterator[str]:
    for child in entry:
        if local(child) == "creator":
            yield from people(text_of(child))
        elif local(child) == "author":
            yield from people(_named(child, "name") or text_of(child).rpartition("(")[2].rstrip(")"))


def _link(entry: Any) -> str:
    links = [child for child in entry if local(child) == "link"]
    chosen = next((each for each in links if each.get("rel", "alternate") == "alternate"), None)
    address = "" if chosen is None else (chosen.get("href") or text_of(chosen))
    if not address:
        address = next((text_of(each) for each in entry if local(each) == "guid"), "")
    return address if address.startswith(("http://", "https://")) else ""


def _named(element: Any, name: str) -> str:
    return next((text_of(child) for child in element if local(child) == name), "")
