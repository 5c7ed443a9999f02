"""How well claims of two coders are matched, whether α is right, and what agreement costs.

    python -m benchmarks.agreement                      a minute
    python -m benchmarks.agreement --claims 0           without the 10,000 claims
    python -m benchmarks.agreement --seeds 5 --root DIR of another project

The second coder is simulated from the first: of the claims some are passed over, others added, many on the same words;
ends of passages are moved by up to six words; types and other fields are wrong. Which claims are the same is known.
"""

from __future__ import annotations

import argparse
import random as chances
import re
import tempfile
import time
from bisect import bisect_left
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generate import generate
from benchmarks.measuring import CHECKOUT
from kg import sources
from kg.coders.agreement import agreement
from kg.coders.alpha import alpha
from kg.coders.coded import Coded
from kg.coders.matching import matched
from kg.model.records import Event, Passage, Stance
from kg.rdf import ontology
from kg.sources.coding import Coder, Coding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from kg.model.records import Claim, Content, Corpus
    from kg.model.vocabulary import Vocabulary

WORD = re.compile(r"\w+")
MOST_WORDS = 6
LEVELS = ("nominal", "ordinal", "interval", "ratio")
TABLES = 200


@dataclass(frozen=True, slots=True)
class Mistakes:
    """How often a second coder does otherwise: of each claim, from 0 to 1; `added` by the number of claims."""

    moved: float = 0.0
    dropped: float = 0.0
    added: float = 0.0
    retyped: float = 0.0
    otherwise: float = 0.0


KINDS: Mapping[str, Mistakes] = {
    "ends moved": Mistakes(moved=0.6),
    "claims passed over": Mistakes(dropped=0.25),
    "claims added": Mistakes(added=0.25),
    "types wrong": Mistakes(retyped=0.3),
    "other fields wrong": Mistakes(otherwise=0.3),
    "everything": Mistakes(moved=0.4, dropped=0.2, added=0.2, retyped=0.15, otherwise=0.1),
}


class SecondCoder:
    """Codes an article again, with mistakes; the same claims, text and seed give the same."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary, random: Random) -> None:
        self.random = random
        self.actors = sorted(corpus.actors)
        self.terms = {name: sorted(vocabulary.terms(name)) for name in ("StanceType", "EventType", "Effect")}

    def coded(self, claims: Sequence[Claim], text: str, mistakes: Mistakes) -> tuple[list[Claim], dict[str, str]]:
        """The second coder's claims in no order, and of the first's that it has the slugs by theirs."""
        random, words = self.random, [found.span() for found in WORD.finditer(text)]
        found, same = [], {}
        for number, claim in enumerate(claims):
            if random.random() < mistakes.dropped:
                continue
            other = replace(claim, slug=f"second-{number}")
            if random.random() < mistakes.moved:
                other = replace(other, passages=tuple(self._moved(p, text, words) for p in other.passages))
            if random.random() < mistakes.retyped:
                other = replace(other, content=self._retyped(other.content))
            while random.random() < mistakes.otherwise:
                other = self._otherwise(other, claims)
            same[claim.slug] = other.slug
            found.append(other)
        for number in range(round(len(claims) * mistakes.added)):
            # Half of them on words that somebody has coded already, with what another claim says.
            said, place = random.choice(claims), random.choice(claims)
            first = random.randrange(len(words))
            anywhere = (Passage("", words[first][0], words[min(first + 8, len(words) - 1)][1]),)
            where = place.passages if random.random() < 0.5 else anywhere
            moved = tuple(self._moved(passage, text, words) for passage in where)
            found.append(replace(said, slug=f"added-{number}", passages=moved))
        random.shuffle(found)
        return found, same

    def _moved(self, passage: Passage, text: str, words: Sequence[tuple[int, int]]) -> Passage:
        """A passage whose ends are some words further or nearer."""
        first = min(bisect_left(words, (passage.start,)), len(words) - 1)
        last = min(bisect_left(words, passage.end, key=lambda word: word[1]), len(words) - 1)
        ends = [place + self.random.randint(-MOST_WORDS, MOST_WORDS) for place in (first, last)]
        begin, end = (min(max(place, 0), len(words) - 1) for place in ends)
        if begin > end:
            begin, end = first, last
        start, stop = words[begin][0], words[end][1]
        return Passage(text[start:stop], start, stop)

    def _retyped(self, content: Content) -> Content:
        if isinstance(content, Stance):
            return replace(content, type=self.random.choice(self.terms["StanceType"]))
        if isinstance(content, Event):
            return replace(content, type=self.random.choice(self.terms["EventType"]))
        return replace(content, effect=self.random.choice(self.terms["Effect"]))

    def _otherwise(self, claim: Claim, others: Sequence[Claim]) -> Claim:
        what = self.random.choice(("mode", "claimants", "whom", "whom"))
        if what == "mode":
            return replace(claim, mode=self.random.choice(("reported", "interpreted", "forecast")))
        if what == "claimants":
            return replace(claim, claimants=self.random.choice(others).claimants)
        content, actor = claim.content, self.random.choice(self.actors)
        if isinstance(content, Stance):
            return replace(claim, content=replace(content, target=actor))
        if isinstance(content, Event):
            return replace(claim, content=replace(content, recipients=(actor,)))
        return replace(claim, content=replace(content, over=(actor,)))


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of matching: pairs that are one claim, pairs that were taken for one, and how many of these are."""

    true: int
    taken: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the pairs taken that are right."""
        return self.right / self.taken if self.taken else 1.0

    @property
    def recall(self) -> float:
        """The share of the right pairs that were taken."""
        return self.right / self.true if self.true else 1.0


def matching(corpus: Corpus, vocabulary: Vocabulary, mistakes: Mistakes, seeds: int) -> Matched:
    """How well the claims of every article are matched with those of second coders of so many seeds."""
    true = taken = right = 0
    for seed in range(seeds):
        second = SecondCoder(corpus, vocabulary, chances.Random(seed))
        for article in corpus.articles.values():
            claims = [claim for claim in corpus.claims if claim.article == article.slug]
            others, same = second.coded(claims, article.text, mistakes)
            pairs = matched(claims, others)
            true, taken = true + len(same), taken + len(pairs)
            right += sum(same.get(pair.first.slug) == pair.second.slug for pair in pairs)
    return Matched(true, taken, right)


def two_coders(corpus: Corpus, vocabulary: Vocabulary, seed: int = 1) -> Coded:
    """A project that two have coded whole: as it was settled, and with all kinds of mistakes."""
    second = SecondCoder(corpus, vocabulary, chances.Random(seed))
    first, other = {}, {}
    for slug, article in corpus.articles.items():
        first[slug] = tuple(claim for claim in corpus.claims if claim.article == slug)
        other[slug] = tuple(second.coded(first[slug], article.text, KINDS["everything"])[0])
    return Coded(corpus, Coding({"first": Coder("first", first), "second": Coder("second", other)}), vocabulary)


def random_table(random: Random, level: str) -> list[list[Any]]:
    """A table of some coders by some units, in which values are missing."""
    coders, units, values = random.randint(2, 5), random.randint(2, 40), random.randint(2, 7)
    missing = random.choice((0.0, 0.1, 0.3))
    low = 0 if level != "ratio" else 1
    return [
        [float("nan") if random.random() < missing else random.randint(low, values) for _ in range(units)]
        for _ in range(coders)
    ]


def units_of(table: Sequence[Sequence[float]]) -> list[list[float]]:
    """The values of each unit that are there."""
    return [[value for value in unit if value == value] for unit in zip(*table, strict=True)]  # noqa: PLR0124 - NaN


def furthest_from_referee(tables: int = TABLES, seed: int = 1) -> float:
    """The largest difference of α from that of the package krippendorff, over random tables of every level."""
    import krippendorff  # noqa: PLC0415 - of the tests' extra
    import numpy as np  # noqa: PLC0415

    random, worst = chances.Random(seed), 0.0
    for number in range(tables):
        level = LEVELS[number % len(LEVELS)]
        table = random_table(random, level)
        ours = alpha(units_of(table), level)
        if ours is None:
            continue
        theirs = krippendorff.alpha(reliability_data=np.array(table), level_of_measurement=level)
        worst = max(worst, abs(ours - theirs))
    return worst


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the project whose claims are coded again")
    parser.add_argument("--seeds", type=int, default=20, help="how many second coders of each kind")
    parser.add_argument("--claims", type=int, default=10_000, help="of the project whose cost is measured; 0 for none")
    given = parser.parse_args()
    vocabulary = ontology.load()
    corpus, _ = sources.read(given.root, vocabulary)
    print("| second coder | precision | recall |\n| --- | --- | --- |")
    for name, mistakes in KINDS.items():
        found = matching(corpus, vocabulary, mistakes, given.seeds)
        print(f"| {name} | {found.precision:.3f} | {found.recall:.3f} |")
    print(f"\nα: furthest from the referee on {TABLES} tables: {furthest_from_referee():.1e}")
    if given.claims:
        with tempfile.TemporaryDirectory() as folder:
            corpus, _ = sources.read(generate(Path(folder), given.claims), vocabulary)
        found = matching(corpus, vocabulary, KINDS["everything"], 1)
        print(f"\n{len(corpus.claims):,} claims, everything: {found.precision:.3f}, {found.recall:.3f}")
        coded = two_coders(corpus, vocabulary)
        begun = time.process_time()
        result = agreement(coded)
        compared = time.process_time() - begun
        for part in (result.whole, result.pairs, result.articles, result.months, result.confusions, result.differences):
            assert part
        print(f"matched in {compared:.1f} s of CPU time, with everything else {time.process_time() - begun:.1f} s")


if __name__ == "__main__":
    main()
