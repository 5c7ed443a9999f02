"""What each coder of a project claims, beside what was settled, read from people's files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import sources
from kg.model.findings import did_you_mean
from kg.sources.coding import ADJUDICATED, Coder, Coding
from kg.sources.valid import valid_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.cache import Cache
    from kg.model.findings import Finding
    from kg.model.records import Claim, Corpus
    from kg.model.vocabulary import Vocabulary

NOBODY = "nobody has coded here; each coder has a folder, as in coding/anna/<article>.yaml"


class CodingError(ValueError):
    """What is asked of coders cannot be answered from what they have coded; the message says why."""


class UnknownNameError(CodingError):
    """A coder or an article is named that is not there; the message has the nearest name."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A project with its coders; `corpus` is what was settled, `findings` are those in the files of coders."""

    corpus: Corpus
    coding: Coding
    vocabulary: Vocabulary
    findings: tuple[Finding, ...] = ()

    def chosen(self, names: Sequence[str] = (), *, adjudicated: bool = False) -> tuple[Coder, ...]:
        """The coders of these names, or all, by name; what was settled first, as one more, where it is asked for.

        Raises CodingError where nobody has coded, or a name is that of no coder.
        """
        there = self.coding.coders
        if not there:
            raise CodingError(NOBODY)
        chosen = [there[name] for name in sorted(set(names or there)) if self._known(name, there, "coder")]
        return (self.settled(), *chosen) if adjudicated else tuple(chosen)

    def settled(self) -> Coder:
        """What was settled as if one more had coded it."""
        claims: dict[str, list[Claim]] = {slug: [] for slug in self.corpus.articles}
        for claim in self.corpus.claims:
            if claim.article in claims and claim.passages:
                claims[claim.article].append(claim)
        return Coder(ADJUDICATED, {slug: tuple(each) for slug, each in claims.items()})

    def articles(self, names: Sequence[str]) -> tuple[str, ...]:
        """The slugs of these articles, or of all; raises UnknownNameError where there is no such article."""
        there = self.corpus.articles
        return tuple(name for name in dict.fromkeys(names or there) if self._known(name, there, "article"))

    @staticmethod
    def _known(name: str, there: Mapping[str, object], kind: str) -> bool:
        if name not in there:
            hint = did_you_mean(name, there) or f"; there are {_listed(there)}"
            raise UnknownNameError(f"there is no {kind} {name!r}{hint}")
        return True


def read_coded(root: Path, vocabulary: Vocabulary, cache: Cache | None = None) -> Coded:
    """The project in a folder with what its coders have coded, as far as it can be read."""
    corpus, found = sources.read(root, vocabulary, cache)
    coding, wrong = sources.read_coding(root, corpus, vocabulary, cache)
    return Coded(valid_part(corpus, found), coding, vocabulary, tuple(wrong))


def _listed(names: Iterable[str], most: int = 8) -> str:
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most:,} more" if len(every) > most else "")
