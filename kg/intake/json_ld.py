"""What a page says of its article in JSON-LD, by the vocabulary of schema.org."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = ("article", "blogposting", "report", "newsarticle", "posting")
REVIEW, PAGE = "claimreview", "webpage"
DEEPEST = 12
LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class ArticleData:
    """The fields that matter here, empty where they are not given; `free` is false where it says that one must pay.

    `check` has what it says of the claim that the article checks: who made it, what it is, and the verdict.
    """

    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    url: str = ""
    descriptions: tuple[str, ...] = ()
    free: bool = True
    check: tuple[str, str, str] = ("", "", "")


def article_data(tree: Any) -> ArticleData:
    """What a page's JSON-LD says of its first article, else of its first check of a claim, else of the page."""
    found = [item for script in tree.iter("script") if _is_json_ld(script) for item in _items(_loaded(script.text))]
    ranked = sorted(
        ((rank, index, item) for index, item in enumerate(found) if (rank := _rank(item)) is not None),
        key=lambda each: each[:2],
    )
    check = next((_check(item) for _, _, item in ranked if item.get("claimReviewed")), ("", "", ""))
    return replace(_data(ranked[0][2]), check=check) if ranked else ArticleData()


def _is_json_ld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _loaded(text: str | None) -> Any:
    """The data of a script; many have line ends in strings, which are let pass, and what is broken is nothing."""
    text = (text or "").strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    if len(text) > LONGEST:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every mapping in the data that has a type."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _items(each, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _items(data.get(key), depth + 1)


def _rank(item: dict[str, Any]) -> int | None:
    """0 for an article with a date, 1 for any, 2 for a check of a claim, 3 for a page; None for what is none."""
    types = item["@type"] if isinstance(item["@type"], list) else [item["@type"]]
    names = [str(each).rpartition("/")[2].rpartition(":")[2].lower() for each in types]
    if any(name.endswith(TYPES) for name in names):
        return 0 if item.get("datePublished") else 1
    return next((rank for rank, kind in ((2, REVIEW), (3, PAGE)) if any(name.endswith(kind) for name in names)), None)


def _data(item: dict[str, Any]) -> ArticleData:
    free = item.get("isAccessibleForFree")
    return ArticleData(
        headline=_text(item.get("headline") or item.get("name")),
        published=_text(item.get("datePublished")),
        authors=tuple(dict.fromkeys(_names(item.get("author") or item.get("creator")))),
        publisher=next(iter(_names(item.get("publisher"))), ""),
        language=_text(item.get("inLanguage")),
        url=_text(item.get("url") or item.get("mainEntityOfPage")),
        descriptions=tuple(filter(None, (_text(item.get(key)) for key in ("description", "claimReviewed")))),
        free=str(free).lower() not in {"false", "no"},
    )


def _check(item: dict[str, Any]) -> tuple[str, str, str]:
    """Who made the claim of a check, the claim, and the verdict, each empty where it is not given."""
    reviewed, rating = item.get("itemReviewed"), item.get("reviewRating")
    made = reviewed.get("author") if isinstance(reviewed, dict) else None
    verdict = rating.get("alternateName") or rating.get("name") if isinstance(rating, dict) else None
    return next(_names(made), ""), _text(item.get("claimReviewed")), _text(verdict)


def _names(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _names(each, depth + 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth + 1)
    elif isinstance(value, str) and (name := _text(value)) and "://" not in name:
        yield name


def _text(value: Any) -> str:
    """A text in one line, with entities resolved that some write into their data."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
