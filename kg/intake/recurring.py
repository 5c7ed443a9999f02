"""Lines that stand in the articles of one publisher again and again, and so are its page's: suggestions, too."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.intake.furniture import LONGEST, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# In so many other articles, copies of one counting once. What somebody lists as furniture in one of them is known.
OTHERS = 2
# Background is repeated in whole sentences, and appeals too; but these speak to the reader.
TO_THE_READER = re.compile(
    r"\b(?:you|your|our|us|uns|unser\w*|vous|votre|nous|notre|nosotros|nuestr[ao]s?|usted|вы|ваш\w*|нас|наш\w*)\b|您|我们",
    re.IGNORECASE,
)
QUOTED = re.compile('["“”«»„「『]')


@dataclass
class RecurringLines:
    """The lines of publishers' articles that may recur."""

    _origins: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _listed: set[tuple[str, str]] = field(default_factory=set)

    def add(self, publisher: str, origin: str, text: str, furniture: Iterable[str]) -> None:
        """Count the lines of an article; `origin` is what it is a copy of, or its own slug."""
        if not publisher:
            return
        for line in {" ".join(line.split()) for line in text.split("\n")}:
            if _may_recur(line):
                self._origins[publisher, line].add(origin)
        self._listed.update((publisher, line) for line in furniture)

    def among(self, publisher: str, lines: Iterable[str], own: str = "") -> Iterator[str]:
        """Which lines of an article of a publisher are listed as furniture in one of them, or stand in two others.

        `own` is the slug of the article, if it is there already.
        """
        for line in dict.fromkeys(lines):
            key = publisher, line
            if key in self._listed or len(self._origins.get(key, set()) - {own}) >= OTHERS:
                yield line


def _may_recur(line: str) -> bool:
    if not line or len(line) > LONGEST:
        return False
    return line[-1] not in SENTENCE or bool(TO_THE_READER.search(line) and not QUOTED.search(line))
