"""Which of the forms that a thing has suits who asks, as RFC 9110 has it; werkzeug reads the headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header, parse_etags

from kg.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a thing can be had: our name for it, its media type, and other types that mean the same."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


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
PROBLEMS = (Form("json", "application/json", ("application/problem+json",)), ROWS[-1])
WORDS = tuple(dict.fromkeys(form.name for form in (*ROWS, *TRIPLES)))


def choose(accept: str | None, forms: Sequence[Form]) -> tuple[Form, str] | None:
    """The best form and the media type to call it by; None where none is acceptable.

    The greatest quality wins, then the range that names the type most exactly, then the order of the forms. A header
    that says nothing that can be read is taken for none.
    """
    offered = {media_type: form for form in reversed(forms) for media_type in (form.media_type, *form.aliases)}
    types = [media_type for form in forms for media_type in (form.media_type, *form.aliases)]
    best = _ranges((accept or "")[:LONGEST_HEADER]).best_match(types)
    return (offered[best], best) if best else None


@lru_cache(maxsize=256)
def _ranges(accept: str) -> MIMEAccept:
    """The media ranges of a header without their parameters: werkzeug takes `text/turtle;charset=utf-8` for another."""
    ranges = [(name.partition(";")[0].strip(), q) for name, q in parse_accept_header(accept, Accept) if "/" in name]
    return MIMEAccept(ranges or [("*/*", 1)])


def by_word(word: str, forms: Sequence[Form]) -> Form | None:
    """The form of a short name or media type, as `?format=` gives it."""
    low = word.strip().lower()
    return next((f for f in forms if low in (f.name, f.media_type, *f.words)), None) or next(
        (f for f in forms if low in f.aliases), None
    )


def not_acceptable(forms: Sequence[Form]) -> Problem:
    """The Problem of a request that accepts none of these forms."""
    offered = ", ".join(dict.fromkeys(form.media_type for form in forms))
    return Problem(406, "Not acceptable", f"this answer can be had as {offered}")


def wants_page(accept: str | None) -> bool:
    """Whether a browser asks: a page is named, and nothing else is named before it."""
    chosen = choose(accept, PROBLEMS)
    return chosen is not None and chosen[0].name == "html"


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is welcome."""
    return parse_accept_header((accept_encoding or "")[:LONGEST_HEADER], Accept).quality("gzip") > 0


def has_current(if_none_match: str | None, tag: str) -> bool:
    """Whether one of the entity tags of a request is this one, by the weak comparison."""
    if not if_none_match:
        return False
    tags = parse_etags(if_none_match)
    return not tags.star_tag and tags.contains_raw(tag)
