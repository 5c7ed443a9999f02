"""What the gates of drafts catch: `python -m benchmarks.gates`, see README.md here.

The coded claims of a project are spoilt in every way in which a suggestion can be wrong, one at a time, and given to
the gates; so are the claims as they are coded, of which each flag is one too many. A flag catches only what it is of:
one of the claimant no hedge.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.measuring import CHECKOUT
from kg.drafting.draft import Flag
from kg.drafting.gates import Gates, Refused
from kg.drafting.modality import hedges
from kg.drafting.suggestions import Suggester
from kg.pipeline import check
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model.records import Article, Claim, Corpus
    from kg.model.vocabulary import Vocabulary

Entry = dict[str, Any]
Outcome = Refused | tuple[Flag, ...]
QUOTE, CLAIMANT, HEDGE, POLARITY, NAMES = "the quote", "the claimant", "the hedges", "the polarity", "who is named"
# By what is wrong, the fields whose flags tell of it.
TOLD: Mapping[str, tuple[str, ...]] = {
    QUOTE: ("quote",),
    CLAIMANT: ("said-by",),
    HEDGE: ("hedge", "certainty"),
    POLARITY: ("polarity",),
    NAMES: ("stance", "event", "leverage"),
}
OPPOSITES = {"denies": "affirms", "affirms": "denies"}
PARTY = {"stance": "holder", "event": "initiator", "leverage": "wielder"}
# What is left of a quote that is cut has so many words.
FEWEST = 3
NEGATING = re.compile(r"\b(?:not|no|won['’]t)\b ")


@dataclass(frozen=True)
class Spoiling:
    """How the claims of an article are spoilt, each by what the claims beside it and its article have.

    `here` are the claimants of the article, `elsewhere` those that only others have, `unnamed` actors that it nowhere
    names.
    """

    entries: Sequence[Entry]
    text: str
    here: Sequence[str]
    elsewhere: Sequence[str]
    unnamed: Sequence[str]
    vocabulary: Vocabulary

    def every(self) -> Iterator[tuple[int, str, str, Entry]]:
        """Which claim, what is wrong, in which way, and the claim that is wrong so."""
        for index, entry in enumerate(self.entries):
            for wrong, ways in (
                (QUOTE, self.quotes(index, entry)),
                (CLAIMANT, self.claimants(index, entry)),
                (HEDGE, self.hedges(entry)),
                (POLARITY, self.polarities(entry)),
                (NAMES, self.parties(index, entry)),
            ):
                yield from ((index, wrong, how, spoilt) for how, spoilt in ways)

    def quotes(self, index: int, entry: Entry) -> Iterator[tuple[str, Entry]]:
        """Quotes that do not stand in the text, or are too long."""
        first, *rest = listed(entry["quote"])
        words = first.split()
        middle = len(words) // 2
        for how, changed in (
            ("a word is left out", [*words[:middle], *words[middle + 1 :]]),
            ("“not” is put in", [*words[:middle], "not", *words[middle:]]),
            ("a word is another", [*words[:middle], f"{words[middle]}ish", *words[middle + 1 :]]),
            ("two words have changed places", [*words[:-2], words[-1], words[-2]]),
        ):
            yield how, {**entry, "quote": [" ".join(changed), *rest]}
        other = listed(self.entries[(index + 1) % len(self.entries)]["quote"])[0].split()
        half = " ".join([*words[:middle], *other[len(other) // 2 :]])
        if half != first:
            yield "spliced with that of another claim", {**entry, "quote": [half, *rest]}
        paragraphs = (" ".join(each.split()) for each in re.split(r"\n\s*\n", self.text))
        paragraph = next((each for each in paragraphs if first in each), "")
        if len(paragraph.split()) > 2 * len(words):
            yield "the whole paragraph", {**entry, "quote": paragraph}

    def claimants(self, index: int, entry: Entry) -> Iterator[tuple[str, Entry]]:
        """Somebody else says it."""
        for how, actors in (("of another article", self.elsewhere), ("another of the article", self.here)):
            wrong = [each for each in actors if each not in listed(entry["said-by"])]
            if wrong:
                yield how, {**entry, "said-by": wrong[index % len(wrong)]}

    def hedges(self, entry: Entry) -> Iterator[tuple[str, Entry]]:
        """Hedges that are not there, and those that are and are left out."""
        first = listed(entry["quote"])[0]
        bare = {key: each for key, each in entry.items() if key not in {"hedge", "occurrence"}}
        if entry.get("hedge"):
            yield "dropped", {key: each for key, each in entry.items() if key != "hedge"}
        else:
            words = first.split()
            yield "invented", {**entry, "hedge": "reportedly"}
            yield "a word of the quote that is none", {**entry, "hedge": words[len(words) // 2].strip(",.")}
        for hedge in hedges(first, self.vocabulary)[:1]:
            rest = first.partition(hedge.words)[2].strip()
            if len(rest.split()) >= FEWEST:
                yield "cut off with the beginning of the quote", {**bare, "quote": rest}

    @staticmethod
    def polarities(entry: Entry) -> Iterator[tuple[str, Entry]]:
        """The opposite is said."""
        first = listed(entry["quote"])[0]
        yield "flipped", flipped(entry)
        negation = NEGATING.search(first)
        if negation and len(first[negation.end() :].split()) >= FEWEST:
            yield "“not” cut off with the beginning of the quote", {**entry, "quote": first[negation.end() :]}

    def parties(self, index: int, entry: Entry) -> Iterator[tuple[str, Entry]]:
        """Somebody whom the article does not name does it."""
        kind = next((each for each in PARTY if isinstance(entry.get(each), dict)), "")
        wrong = [each for each in self.unnamed if kind and each not in listed(entry[kind].get(PARTY[kind]))]
        if wrong:
            content = {**entry[kind], PARTY[kind]: wrong[index % len(wrong)]}
            yield "one that the article does not name does it", {**entry, kind: content}


def flipped(entry: Entry) -> Entry:
    """A claim that says the opposite."""
    for key, opposite in OPPOSITES.items():
        if key in entry:
            return {opposite if each == key else each: value for each, value in entry.items()}
    if entry.get("polarity") == "denied":
        return {key: each for key, each in entry.items() if key != "polarity"}
    return {**entry, "polarity": "denied"}


def listed(value: Any) -> list[Any]:
    """What stands in the file as one or several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def told(outcome: Outcome, wrong: str) -> str:
    """Whether the gates refuse a claim, or flag what is wrong with it, or neither."""
    if isinstance(outcome, Refused):
        return "refused"
    return "flagged" if any(flag.field.partition(".")[0] in TOLD[wrong] for flag in outcome) else ""


def measured(root: Path) -> tuple[dict[tuple[str, str], list[tuple[str, bool]]], list[Outcome]]:
    """By what is wrong and how, of each spoilt claim what the gates do, and whether they flag it when it is right, too.

    Then what they say of the right ones.
    """
    result = check(root)
    corpus, suggester = result.corpus, Suggester(result.corpus, result.vocabulary)
    outcomes: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    right: list[Outcome] = []
    for article in corpus.articles.values():
        entries = entries_of(root, article)
        gates = Gates(article, FoldedText.of(article.text), suggester)
        as_coded = [gates.gate(entry) for entry in entries]
        right += as_coded
        here, elsewhere = claimants_of(corpus, article)
        unnamed = unnamed_in(article, suggester)
        spoiling = Spoiling(entries, article.text, here, elsewhere, unnamed, result.vocabulary)
        for index, wrong, how, entry in spoiling.every():
            outcomes[wrong, how].append((told(gates.gate(entry), wrong), bool(told(as_coded[index], wrong))))
    return outcomes, right


def entries_of(root: Path, article: Article) -> list[Entry]:
    """The claims of an article as its file has them."""
    path = root / "sources" / "articles" / f"{article.slug}.yaml"
    return list(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).get("claims") or ())


def claimants_of(corpus: Corpus, article: Article) -> tuple[list[str], list[str]]:
    """The claimants of an article, and those that only others have."""
    of = {key: {who for each in claims for who in each.claimants} for key, claims in by_article(corpus).items()}
    here = of.pop(article.slug, set())
    return sorted(here), sorted(set().union(*of.values()) - here)


def unnamed_in(article: Article, suggester: Suggester) -> list[str]:
    """The actors of a project that an article does not name."""
    named = {each.slug for each in suggester.names.mentions(article.text)}
    return sorted(suggester.corpus.actors.keys() - named)


def by_article(corpus: Corpus) -> dict[str, list[Claim]]:
    """The claims of each article."""
    claims = defaultdict(list)
    for claim in corpus.claims:
        claims[claim.article].append(claim)
    return claims


def main() -> None:
    """Print both tables in Markdown."""
    parser = argparse.ArgumentParser(description="What the gates of drafts catch.")
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the project whose claims are spoilt")
    outcomes, right = measured(parser.parse_args().root)
    print("| what is wrong | how | claims | refused | flagged | of these when right, too | neither |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (wrong, how), each in sorted(outcomes.items(), key=lambda pair: [*TOLD].index(pair[0][0])):
        counts = Counter(does for does, _ in each)
        anyway = each.count(("flagged", True))
        said = (len(each), counts["refused"], counts["flagged"], anyway, counts[""])
        print(f"| {wrong} | {how} | {' | '.join(map(str, said))} |")
    print(
        f"\nOf {len(right)} right claims {sum(isinstance(each, Refused) for each in right)} are refused, and flagged:\n"
    )
    print("| of what | claims |")
    print("| --- | --- |")
    for wrong in TOLD:
        print(f"| {wrong} | {sum(told(each, wrong) == 'flagged' for each in right)} |")
    print(f"| anything | {sum(bool(each) and not isinstance(each, Refused) for each in right)} |")


if __name__ == "__main__":
    main()
