"""The types of a kind of content, those that fit a passage first."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model.vocabulary import searchable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model.records import Claim
    from kg.model.vocabulary import Term, Vocabulary

SCALES = {"stance": "StanceType", "event": "EventType", "leverage": "Effect"}
WORD = re.compile(r"[^\W_]+")
SHORTEST_WORD = 3
ENDINGS = ("ingly", "edly", "ing", "ies", "ied", "es", "ed", "ly", "s")
SHORTEST_STEM = 3
# What a word of the codebook weighs beside the words of claims that were coded before, and what being usual weighs.
BY_CODEBOOK, BY_USE = 1.0, 0.05


@dataclass(frozen=True, slots=True)
class Ranked:
    """A type and on what its place rests."""

    term: Term
    score: float
    basis: str


@dataclass(frozen=True)
class Types:
    """Ranks types by the codebook's words for them and by the quotes of the claims that have them."""

    vocabulary: Vocabulary
    claims: Sequence[Claim]

    def ranked(self, kind: str, words: str) -> list[Ranked]:
        """Every type of a kind ("stance", "event", "leverage"), the one that fits these words best first.

        What has equal reason stands in the order of use, then in that of the scale.
        """
        stems = Counter(stems_of(words))
        terms = self.vocabulary.terms(SCALES[kind])
        used = self._used[kind]
        ranked = []
        for term in terms.values():
            cue = self._cue(term, stems)
            similar = self._similar(kind, term.notation, stems)
            often = used[term.notation]
            score = BY_CODEBOOK * bool(cue) + similar + BY_USE * math.log1p(often)
            reasons = [f"“{cue}” in the codebook"] if cue else []
            reasons += ["like claims coded before"] if similar >= BY_USE else []
            reasons += [f"used {often:,} time{'s' * (often != 1)}"] if often and not reasons else []
            ranked.append(Ranked(term, score, "; ".join(reasons)))
        return sorted(ranked, key=lambda each: -each.score)

    def _cue(self, term: Term, stems: Mapping[str, int]) -> str:
        """The first name of a term of which all words that mean something stand in a text, in any order."""
        for name in (term.label, *term.alternatives):
            needed = [stem for stem in stems_of(name) if stem not in EMPTY]
            if needed and all(stem in stems for stem in needed):
                return name
        return ""

    def _similar(self, kind: str, notation: str, stems: Mapping[str, int]) -> float:
        """The cosine between a text and the quotes of a type's claims, each word weighed by how few types have it."""
        weights, norms = self._weights[kind]
        own = {stem: count * self._rarity[kind].get(stem, 0.0) for stem, count in stems.items()}
        length = math.sqrt(sum(weight * weight for weight in own.values()))
        if not length or notation not in weights:
            return 0.0
        product = sum(weight * weights[notation].get(stem, 0.0) for stem, weight in own.items())
        return product / (length * norms[notation])

    @cached_property
    def _used(self) -> Mapping[str, Counter[str]]:
        used: dict[str, Counter[str]] = {kind: Counter() for kind in SCALES}
        for claim in self.claims:
            used[claim.content.kind][_type_of(claim)] += 1
        return used

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[str, Counter[str]]]:
        """By kind and type, how often each stem stands in the quotes of its claims."""
        counts: dict[str, dict[str, Counter[str]]] = {kind: defaultdict(Counter) for kind in SCALES}
        for claim in self.claims:
            counts[claim.content.kind][_type_of(claim)].update(stems_of(claim.quote))
        return counts

    @cached_property
    def _rarity(self) -> Mapping[str, Mapping[str, float]]:
        rarity = {}
        for kind, types in self._counts.items():
            having = Counter(stem for counts in types.values() for stem in counts)
            rarity[kind] = {stem: math.log((1 + len(types)) / count) for stem, count in having.items()}
        return rarity

    @cached_property
    def _weights(self) -> Mapping[str, tuple[Mapping[str, Mapping[str, float]], Mapping[str, float]]]:
        weights = {}
        for kind, types in self._counts.items():
            each = {
                notation: {stem: math.log1p(count) * self._rarity[kind][stem] for stem, count in counts.items()}
                for notation, counts in types.items()
            }
            norms = {n: math.sqrt(sum(w * w for w in vector.values())) or 1.0 for n, vector in each.items()}
            weights[kind] = (each, norms)
        return weights


def _type_of(claim: Claim) -> str:
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
