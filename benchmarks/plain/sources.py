"""Curated files as PyYAML gives them, where quotes stand in the texts, and which days dates mean."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from edtf import parse_edtf

if TYPE_CHECKING:
    from pathlib import Path

STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛′ʼ`", "'") | dict.fromkeys("“”„‟″«»", '"'))

Entry: TypeAlias = dict[str, Any]


class SourceError(ValueError):
    """Something in the sources is wrong; the plain way stops at the first mistake."""


@dataclass
class Sources:
    """What the files say, as PyYAML reads it; claims by `<article>/<id>`, texts by article."""

    actors: dict[str, Entry]
    issues: dict[str, Entry]
    events: dict[str, Entry]
    articles: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Entry] = field(default_factory=dict)


def read(root: Path) -> Sources:
    """All files of a project."""
    folder = root / "sources"
    found = Sources(*(_load(folder / f"{name}.yaml") for name in ("actors", "issues", "events")))
    for path in sorted((folder / "articles").glob("*.yaml")):
        loaded = _load(path)
        found.articles[path.stem] = loaded["article"]
        found.texts[path.stem] = path.with_suffix(".txt").read_text(encoding="utf-8")
        for claim in loaded.get("claims") or ():
            found.claims[f"{path.stem}/{claim['id']}"] = claim
    return found


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def listed(value: Any) -> list[Any]:
    """One or many values as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def voice(article: Entry) -> list[str]:
    """Who speaks where the article speaks for itself."""
    return listed(article.get("author")) or [article["publisher"]]


def located(quote: str, text: str, furniture: list[str], occurrence: int | None) -> tuple[int, int]:
    """Where a quote stands, white space, quotation marks and the case of its first letter aside."""
    wanted, whole = straight(quote), straight(text)
    if whole.count(wanted) == 1:
        places = [(whole.index(wanted), whole.index(wanted) + len(wanted))]
    else:
        pattern = r"\s+".join(map(re.escape, wanted.split()))
        initial = f"(?i:{pattern[0]}){pattern[1:]}" if pattern[0].isalpha() else pattern
        places = [match.span() for match in re.finditer(initial, whole)]
    taken = [(text.find(line), text.find(line) + len(line)) for line in furniture]
    places = [(start, end) for start, end in places if all(end <= a or start >= b for a, b in taken)]
    if len(places) != 1 and not (occurrence and occurrence <= len(places)):
        raise SourceError(f"{quote!r} stands in the text {len(places)} times")
    return places[(occurrence or 1) - 1]


@lru_cache(1024)
def straight(text: str) -> str:
    """The text with straight quotation marks, as long as it was."""
    return text.translate(STRAIGHT)


@cache
def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and last day that an EDTF date means; None where it is open."""
    if len(text) == len("2016-02-09"):
        with suppress(ValueError):
            return (date.fromisoformat(text),) * 2
    start, _, end = text.partition("/")
    if start == "..":
        return None, bounds(end)[1]
    if end == "..":
        return bounds(start)[0], None
    parsed = parse_edtf(text)
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


def full(reference: str, article: str) -> str:
    """The key of a claim that another one names, of the same article unless it says otherwise."""
    return reference if "/" in reference else f"{article}/{reference}"


def folded(words: object) -> str:
    """Words to compare, in lower case with single spaces."""
    return " ".join(str(words).split()).casefold()
