"""Which of the forms that a thing has suits who asks: Accept and Accept-Encoding, as RFC 9110 has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_RANGES = 64
RANGE = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+)\s*(?:;|$)", re.ASCII)
QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.ASCII | re.IGNORECASE)
ANY_QUALITY = re.compile(r";\s*q\s*=", re.ASCII | re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?')
ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a thing can be had: our name for it, its media type, and other types that mean the same."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of Content-Type."""
        return with_charset(self.media_type)


ROWS = (
    Form("json", "application/sparql-results+json", ("application/json",), ("srj",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",)),
    Form("csv", "text/csv"),
    Form("tsv", "text/tab-separated-values", (), ("tab",)),
    Form("html", "text/html", ("application/xhtml+xml",), ("page",)),
)
TRIPLES = (
    Form("turtle", "text/turtle", ("application/x-turtle",), ("ttl",)),
    Form("ntriples", "application/n-triples", (), ("nt", "n-triples")),
    Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "xml", "rdf+xml")),
    Form("jsonld", "application/ld+json", ("application/json",), ("json", "json-ld", "ld+json")),
    Form("html", "text/html", ("application/xhtml+xml",), ("page",)),
)
WORDS = tuple(dict.fromkeys(form.name for form in (*ROWS, *TRIPLES)))


def with_charset(media_type: str) -> str:
    """A media type with its charset where its kind has one; the application types are UTF-8 by their definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their qualities; what is malformed is passed over."""
    found = []
    for item in ITEM.findall(accept)[:MOST_RANGES]:
        item = QUOTED.sub("", item)  # noqa: PLW2901 - what is quoted is never a quality
        matched = RANGE.match(item)
        quality = QUALITY.search(item)
        if matched is None or (quality is None and ANY_QUALITY.search(item)):
            continue
        found.append((matched.group(1).lower(), float(quality.group(1)) if quality else 1.0))
    return found


def choose(accept: str | None, forms: Sequence[Form]) -> tuple[Form, str] | None:
    """The best form and the media type to call it by; None where none is acceptable.

    The greatest quality wins, then the range that names the type most exactly, then the order of the forms. A header
    that says nothing that can be read is taken for none.
    """
    asked = ranges(accept or "") or [("*/*", 1.0)]
    best: tuple[float, int, Form, str] | None = None
    for form in forms:
        for media_type in (form.media_type, *form.aliases):
            quality, exactness = _quality(media_type, asked)
            if quality > 0 and (best is None or (quality, exactness) > best[:2]):
                best = (quality, exactness, form, media_type)
    return best and (best[2], best[3])


def by_word(word: str, forms: Sequence[Form]) -> Form | None:
    """The form of a short name or media type, as `?format=` gives it."""
    low = word.strip().lower()
    return next((f for f in forms if low in (f.name, f.media_type, *f.words)), None) or next(
        (f for f in forms if low in f.aliases), None
    )


def wants_page(accept: str | None) -> bool:
    """Whether a browser asks: a page is named, and nothing else is named before it."""
    chosen = choose(accept, (Form("json", "application/json", ("application/problem+json",)), ROWS[-1]))
    return chosen is not None and chosen[0].name == "html"


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is welcome."""
    qualities = dict(_codings(accept_encoding or ""))
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def _codings(header: str) -> Iterable[tuple[str, float]]:
    for item in header.split(",")[:MOST_RANGES]:
        name, _, rest = item.partition(";")
        quality = QUALITY.search(";" + rest) if rest else None
        if rest and quality is None:
            continue
        yield name.strip().lower(), float(quality.group(1)) if quality else 1.0


def _quality(media_type: str, asked: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """The quality of a type by the most exact range that covers it, and how exact that is."""
    kind = media_type.partition("/")[0] + "/*"
    for exactness, wanted in ((2, media_type), (1, kind), (0, "*/*")):
        found = [quality for name, quality in asked if name == wanted]
        if found:
            return max(found), exactness
    return 0.0, 0
