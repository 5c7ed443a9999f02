"""Text of other programs → labels, slugs and names that a project can have, each for one thing only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING

from kg.model.vocabulary import fold
from kg.sources.schema import CONTROL

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 80
LONGEST_LABEL = 500
# Letters that have no decomposition into a letter of ASCII and a mark.
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
    | {"&": " and ", "'": "", "’": ""}
)


def clean(text: str, length: int = LONGEST_LABEL) -> str:
    """A text on one line, without control characters and bytes that are not UTF-8, cut if it is too long."""
    return " ".join(CONTROL.sub(" ", text).split())[:length].rstrip()


def slugged(label: str) -> str:
    """A label as a slug of at most 80 characters; empty if none of its letters is, or is based on, a Latin one."""
    letters = unicodedata.normalize("NFKD", label.translate(LETTERS)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    if len(slug) <= LONGEST:
        return slug
    whole, hyphen, _ = slug[: LONGEST + 1].rpartition("-")
    return whole if hyphen else slug[:LONGEST]


@dataclass(slots=True)
class Names:
    """The slugs that are taken, and the names of actors, each of which belongs to one actor whatever its case."""

    slugs: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def actor(self, label: str, kind: str, id_: int) -> tuple[str, str]:
        """A slug and a label that no actor has yet; `kind` and then `id_` tell it from its namesake."""
        labels = chain((label, f"{label} ({kind})"), (f"{label} ({kind} {n})" for n in count(id_)))
        unique = next(one for one in labels if fold(one) not in self.names)
        slug = next(
            one
            for one in _candidates(slugged(unique), kind, id_)
            if one not in self.slugs and (fold(one) not in self.names or fold(one) == fold(unique))
        )
        self.slugs.add(slug)
        self.names.update((fold(unique), fold(slug)))
        return slug, unique

    def issue(self, label: str, id_: int) -> str:
        """A slug for an issue, which may share its label with others."""
        slug = next(one for one in _candidates(slugged(label), "issue", id_) if one not in self.slugs)
        self.slugs.add(slug)
        return slug

    def article(self, title: str, id_: int) -> str:
        """A slug of an article, which names two files."""
        plain = slugged(title)
        slugs = chain((plain,) if plain else (), (f"{plain or 'document'}-{n}" for n in count(id_)))
        slug = next(one for one in slugs if one not in self.slugs)
        self.slugs.add(slug)
        return slug

    def take(self, name: str) -> bool:
        """Whether a further name of an actor is free; then it is taken."""
        if not name or fold(name) in self.names:
            return False
        self.names.add(fold(name))
        return True


def _candidates(slug: str, kind: str, id_: int) -> Iterator[str]:
    """Slugs, the plainest first; those with the id depend on no other entry, so that they never change."""
    named = f"{slug}-{kind}" if slug else kind
    return chain((slug, named) if slug else (), (f"{named}-{n}" for n in count(id_)))
