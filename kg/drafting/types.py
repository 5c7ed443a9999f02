"""The types of a kind of content, those that fit a passage first."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.drafting.lexicon import kind_words, words_of
from kg.model.vocabulary import searchable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model.records import Claim
    from kg.model.vocabulary import Term, Vocabulary

SCALES = {"stance": "StanceType", "event": "EventType", "leverage": "Effect"}
WORD = re.compile(r"[^\W_]+")
SHORTEST_WORD = 3
ENDINGS = ("ingly", "edly", "ing", "ies", "ied", "es", "ed", "ly", "s")
SHORTEST_STEM = 3
# What a word of the lexicon weighs, a name in the codebook, likeness to its definition, likeness to the nearest of the
# claims that were coded before, and being usual.
BY_LEXICON, BY_CODEBOOK, BY_DEFINITION, BY_CLAIMS, BY_USE = 1.0, 1.0, 2.0, 1.0, 0.05
NEIGHBOURS = 5
MOST_WORDS = 2
# The same for kinds of content: words of leverage are rarer than those of stances.
WEIGHTS_OF_KINDS: Mapping[str, float] = {"stance": 1.0, "event": 1.0, "leverage": 1.3}
BY_KIND, MOST_KIND_WORDS = 0.3, 3
# From here on a text is said to be like what is defined, or was coded.
LIKE = 0.1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A type and on what its place rests."""

    term: Term
    score: float
    basis: str


@dataclass(frozen=True)
class Types:
    """Ranks types by a lexicon, by the codebook's words for them, and by the quotes of the claims that have them."""

    vocabulary: Vocabulary
    claims: Sequence[Claim]

    def ranked(self, kind: str, words: str) -> list[Ranked]:
        """Every type of a kind ("stance", "event", "leverage"), the one that fits these words best first.

        What has equal reason stands in the order of use, then in that of the scale.
        """
        stems = Counter(stems_of(words))
        near = self._near(kind, stems)
        definitions = {of: likeness for likeness, of in self._definitions.nearest(stems, kind=kind)}
        ranked = []
        for term in self.vocabulary.terms(SCALES[kind]).values():
            said = words_of(kind, term.notation, words)
            cue = self._cue(kind, term.notation, stems)
            defined = definitions.get((kind, term.notation), 0.0)
            similar = near.get(term.notation, 0.0)
            often = self._used[kind][term.notation]
            score = BY_LEXICON * math.sqrt(min(len(said), MOST_WORDS)) + BY_CODEBOOK * bool(cue)
            score += BY_DEFINITION * defined + BY_CLAIMS * similar + BY_USE * math.log1p(often)
            reasons = [f"“{cue}” in the codebook"] if cue else [f"“{said[0]}”"] if said else []
            reasons += ["like its definition"] if defined >= LIKE and not reasons else []
            reasons += ["like claims coded before"] if similar >= LIKE else []
            reasons += [f"used {often:,} time{'s' * (often != 1)}"] if often and not reasons else []
            ranked.append(Ranked(term, score, "; ".join(reasons)))
        return sorted(ranked, key=lambda each: -each.score)

    def kinds(self, words: str) -> list[tuple[str, float, str]]:
        """The kinds of content, the one that fits these words best first, each with its score and on what it rests."""
        stems = Counter(stems_of(words))
        near = self._claims.nearest(stems, NEIGHBOURS)
        found = []
        for kind in SCALES:
            said = kind_words(kind, words)
            similar = sum(likeness for likeness, (of, _) in near if of == kind)
            often = sum(self._used[kind].values())
            score = WEIGHTS_OF_KINDS[kind] * min(len(said), MOST_KIND_WORDS) + similar + BY_KIND * math.log1p(often)
            reasons = [f"“{said[0]}”"] if said else ["like claims coded before"] if similar >= LIKE else []
            found.append((kind, score, reasons[0] if reasons else "the usual kind"))
        return sorted(found, key=lambda each: -each[1])

    def names_some(self, words: str) -> bool:
        """Whether a text has all words of a name that the codebook gives to some type of stance or event."""
        stems = Counter(stems_of(words))
        return any(self._cue(kind, notation, stems) for kind, notation in self._names)

    def _cue(self, kind: str, notation: str, stems: Mapping[str, int]) -> str:
        """The first name of a type of which all words that mean something stand in a text, in any order."""
        for name, needed in self._names[kind, notation]:
            if all(stem in stems for stem in needed):
                return name
        return ""

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], Sequence[tuple[str, Sequence[str]]]]:
        """The names that the codebook gives to each type of a kind, with the stems that mean something."""
        named = {}
        for kind, scale in SCALES.items():
            for term in self.vocabulary.terms(scale).values():
                stems = {
                    name: [s for s in stems_of(name) if s not in EMPTY] for name in (term.label, *term.alternatives)
                }
                named[kind, term.notation] = [(name, needed) for name, needed in stems.items() if needed]
        return named

    def _near(self, kind: str, stems: Mapping[str, int]) -> Mapping[str, float]:
        """By type how like a text the nearest claims of a kind are, of those that have the type."""
        near: dict[str, float] = defaultdict(float)
        for likeness, (_, notation) in self._claims.nearest(stems, NEIGHBOURS, kind):
            near[notation] += likeness
        return near

    @cached_property
    def _used(self) -> Mapping[str, Counter[str]]:
        used: dict[str, Counter[str]] = {kind: Counter() for kind in SCALES}
        for claim in self.claims:
            used[claim.content.kind][type_of(claim)] += 1
        return used

    @cached_property
    def _definitions(self) -> _Texts:
        """What the codebook says of each type."""
        said = {
            (kind, term.notation): " ".join((term.label, *term.alternatives, term.definition, term.note))
            for kind, scale in SCALES.items()
            for term in self.vocabulary.terms(scale).values()
        }
        return _Texts.of(said.items())

    @cached_property
    def _claims(self) -> _Texts:
        """The quotes of the claims, each with its kind and type."""
        return _Texts.of(((claim.content.kind, type_of(claim)), claim.quote) for claim in self.claims)


@dataclass(frozen=True)
class _Texts:
    """Texts by their stems, each of which weighs the more the fewer texts have it."""

    names: Sequence[tuple[str, str]]
    lengths: Sequence[float]
    having: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, texts: Iterable[tuple[tuple[str, str], str]]) -> _Texts:
        """Texts, each with the kind and type that it is of."""
        names, stems = [], []
        for name, text in texts:
            names.append(name)
            stems.append(set(stems_of(text)) - EMPTY)
        having: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(stems):
            for stem in sorted(each):
                having[stem].append(number)
        made = cls(names, [], having)
        lengths = [math.sqrt(sum(made.weight(stem) ** 2 for stem in sorted(each))) for each in stems]
        return cls(names, lengths, having)

    def weight(self, stem: str) -> float:
        """How much a stem weighs, the least where every text has it."""
        return math.log((1 + len(self.names)) / (len(self.having.get(stem, ())) + 0.5))

    def nearest(
        self, stems: Iterable[str], most: int | None = None, kind: str = ""
    ) -> list[tuple[float, tuple[str, str]]]:
        """The texts that share some stems, with the cosines, the most alike first; those of a `kind` alone."""
        wanted = sorted(set(stems) - EMPTY)
        length = math.sqrt(sum(self.weight(stem) ** 2 for stem in wanted))
        products: dict[int, float] = defaultdict(float)
        for stem in wanted:
            square = self.weight(stem) ** 2
            for number in self.having.get(stem, ()):
                if not kind or self.names[number][0] == kind:
                    products[number] += square
        alike = [(product / (length * self.lengths[number]), number) for number, product in products.items()]
        return [(likeness, self.names[number]) for likeness, number in sorted(alike, key=_first)[:most]]


def _first(pair: tuple[float, int]) -> tuple[float, int]:
    return -pair[0], pair[1]


def type_of(claim: Claim) -> str:
    """The type of a claim's content: its effect if it is leverage."""
    return claim.content.effect if claim.content.kind == "leverage" else claim.content.type  # type: ignore[union-attr]


def stems_of(text: str) -> list[str]:
    """The words of a text without their endings; short ones are left out."""
    return [_stem(word) for word in WORD.findall(searchable(text)) if len(word) >= SHORTEST_WORD]


def _stem(word: str) -> str:
    """A word without its ending, so that sanctions, sanctioned and sanctioning are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending).rstrip("ei")
    return word.rstrip("ei") if len(word) > SHORTEST_STEM else word


EMPTY = frozenset(
    stems_of("is are has have with against from for toward towards the and its into over about off down out")
)
