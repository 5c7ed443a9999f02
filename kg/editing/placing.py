"""Where new claims stand in the YAML of an article, and what goes with those that go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.editing.emitting import STEP
from kg.editing.text import Replacement
from kg.editing.written import BREAK, KEEPS
from kg.sources import yaml_parts as parts
from kg.sources.yaml import NULLS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.editing.articles import ArticleFile
    from kg.sources.quotes import FoldedText

AFTER_COLON = re.compile(r"([ \t]*)([^\s#][^\r\n#]*?)?([ \t]*(?:#[^\r\n]*)?)(?:\r\n|\n|\r|$)")
# Before all claims.
FIRST = -1


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new claim: what it says, and the id of the claim that it is to follow, "" for none; None where its quote says.

    `number` is what the caller knows it by.
    """

    number: int
    entry: Mapping[str, Any]
    follows: str | None = None


@dataclass(frozen=True)
class Places:
    """The places of the claims of a file, given the text of the article if it is at hand."""

    file: ArticleFile
    article: FoldedText | None

    @cached_property
    def indent(self) -> str:
        """What stands before the dashes."""
        if not self.file.claims:
            return STEP
        dash = self.file.claims[0].dash
        return " " * (self.file.file.text.index("-", dash) - dash)

    def following(self, new: Sequence[Newcomer], gone: Collection[int]) -> dict[int, list[Newcomer]]:
        """New claims in order, by the place of the claim that they stand behind, `FIRST` for none."""
        line = [
            (index, block.id, self._quoted(block.entry) if new else None)
            for index, block in enumerate(self.file.claims)
            if index not in gone
        ]
        # All that stay and that come, each with the one behind which it stands in the file and where its quote stands.
        row: list[tuple[int, str, int | None, Newcomer | None]] = [(*each, None) for each in line]
        for each in new:
            quoted = self._quoted(each.entry)
            at = self._index_among(each, quoted, row)
            anchor = row[at - 1][0] if at else FIRST
            named = each.entry.get("id")
            row.insert(at, (anchor, named if isinstance(named, str) else "", quoted, each))
        placed: dict[int, list[Newcomer]] = {}
        for anchor, _, _, newcomer in row:
            if newcomer is not None:
                placed.setdefault(anchor, []).append(newcomer)
        return placed

    def insertion(self, behind: int, texts: Sequence[str], *, alone: bool) -> Replacement:
        """The lines of new claims behind a claim; `alone` where no other stays below them."""
        text, newline = self.file.file.text, self.file.file.newline
        claims = self.file.claims
        if not claims:
            return self._first(texts)
        gap = newline if self._set_apart else ""
        if behind == FIRST:
            at = claims[0].start
            return Replacement(at, at, gap.join(texts) + ("" if alone else gap))
        block = claims[behind]
        if KEEPS.search(block.raw):
            gap = ""
        lead = "" if BREAK.fullmatch(text, block.end - 1, block.end) else newline
        return Replacement(block.end, block.end, lead + "".join(gap + each for each in texts))

    def removals(self, gone: Collection[int]) -> list[Replacement]:
        """The lines of claims that go, each with the empty lines that set it apart."""
        text, claims = self.file.file.text, self.file.claims
        found, leading = [], True
        for index, block in enumerate(claims):
            if index not in gone:
                leading = False
                continue
            start, end = block.start, block.end
            if not leading and not text[claims[index - 1].end : start].strip():
                start = claims[index - 1].end
            elif leading and index + 1 < len(claims) and not text[end : claims[index + 1].start].strip():
                end = claims[index + 1].start
            found.append(Replacement(start, end, ""))
        return found

    @cached_property
    def _set_apart(self) -> bool:
        """Whether an empty line stands between claims, as people write them."""
        text, claims = self.file.file.text, self.file.claims
        apart = [bool(BREAK.search(text, a.end, b.start)) for a, b in pairwise(claims)]
        return 2 * sum(apart) >= len(apart)

    @cached_property
    def _furniture(self) -> tuple[Any, ...]:
        lines = (self.file.head or {}).get("furniture") or ()
        texts = [line for line in ([lines] if isinstance(lines, str) else lines) if isinstance(line, str)]
        article = self.article
        if article is None:
            return ()
        return tuple(article.passage(*place) for place in sorted({p for line in texts for p in article.find(line)}))

    def _quoted(self, entry: Mapping[str, Any] | None) -> int | None:
        """Where the quote of a claim begins in the text of the article."""
        quote = entry.get("quote") if entry is not None else None
        first = next((each for each in ([quote] if isinstance(quote, str) else quote or ()) if each), None)
        if self.article is None or entry is None or not isinstance(first, str):
            return None
        said = entry.get("occurrence")
        occurrence = int(said) if isinstance(said, str) and re.fullmatch("[1-9][0-9]{0,2}", said) else 1
        places = self.article.find(first, self._furniture, occurrence)
        return places[-1][0] if places else None

    def _index_among(
        self, new: Newcomer, quoted: int | None, row: Sequence[tuple[int, str, int | None, Newcomer | None]]
    ) -> int:
        """The place of a new claim among those that stay and those that came before it."""
        if new.follows is not None:
            there = [place for place, each in enumerate(row) if each[1] == new.follows]
            if there or not new.follows:
                return there[-1] + 1 if there else 0
        if quoted is None:
            return len(row)
        known = [(each[2], place) for place, each in enumerate(row) if each[2] is not None]
        before = [each for each in known if each[0] is not None and each[0] <= quoted]
        return max(before)[1] + 1 if before else known[0][1] if known else len(row)

    def _first(self, texts: Sequence[str]) -> Replacement:
        """The lines of the first claims of a file that has none."""
        text, newline = self.file.file.text, self.file.file.newline
        body = newline.join(texts)
        part = next((each for each in parts.keys(text) if each.key == "claims"), None)
        key = parts.KEY.match(text, part.start) if part is not None else None
        if key is None:
            lead = "" if not text else newline if text.endswith(("\n", "\r")) else newline * 2
            return Replacement(len(text), len(text), f"{lead}claims:{newline}{body}")
        line = AFTER_COLON.match(text, key.end())
        if line is None or (line[2] or "") not in {*NULLS, "[]", "{}"}:
            at = len(text)
            return Replacement(at, at, body)
        comment = line[3] if line[2] else line[1] + line[3]
        return Replacement(key.end(), line.end(), f"{comment.rstrip()}{newline}{body}")
