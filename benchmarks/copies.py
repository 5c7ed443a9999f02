"""Whether copies are told from articles that only share background or quotes, and what that costs.

    python -m benchmarks.copies                         recall and false pairs, and 20,000 articles: two minutes
    python -m benchmarks.copies --articles 0            without the many articles
    python -m benchmarks.copies --data DIR --list       also which pairs were missed, asked about or false

The articles are those of web pages with their texts by hand (`bodies`) and the paragraphs of pages in several languages
(`labelled`); copies of them are edited in thirteen ways, by chance of one seed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random as chances
import re
import sys
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import CHECKOUT, run
from kg.model.records import Article
from kg.sources.copies import SAYS, TextIndex
from kg.sources.shingles import WordNumbers, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

DATA = CHECKOUT.parent / "shared" / "data" / "pages"
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])\s*|\n+")
# Articles shorter than this are no articles but captions.
SHORTEST = 600
TYPOGRAPHY = str.maketrans({"'": "’", "-": "–", "\u00a0": " ", "“": '"', "”": '"', "„": '"', "’": "'"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of some pairs: how many are said to be copies, asked about, passed over, and said of others."""

    kind: str
    pairs: int
    said: int
    asked: int
    false: int


def texts(data: Path) -> dict[str, str]:
    """The articles by name: those with a text by hand, then the paragraphs of the other pages."""
    from lxml import html  # noqa: PLC0415 - of the tests' extra

    bodies = json.loads((data / "bodies" / "truth.json").read_text(encoding="utf-8"))
    named = {f"body-{name[:12]}": each["articleBody"] for name, each in sorted(bodies.items())}
    for path in sorted((data / "labelled").glob("*.html.gz")):
        page = html.fromstring(gzip.decompress(path.read_bytes()))
        for each in page.xpath("//script|//style|//nav|//footer|//aside|//form"):
            each.drop_tree()
        paragraphs = (" ".join(each.text_content().split()) for each in page.xpath("//p|//h1|//h2"))
        named[f"page-{path.name.partition('.')[0]}"] = "\n\n".join(dict.fromkeys(filter(None, paragraphs)))
    return {name: text for name, text in named.items() if len(text) >= SHORTEST}


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly."""
    return [each for each in SENTENCE.split(text) if each and each.strip()]


@dataclass(frozen=True, slots=True)
class Editor:
    """Who edits copies; `others` are sentences of other articles, of which what an editor adds is made."""

    random: Random
    others: list[str]

    def own(self, length: int) -> str:
        """Words of the editor's own, so many characters: sentences with their words in another order."""
        written: list[str] = []
        while sum(map(len, written)) < length:
            words = self.random.choice(self.others).split(" ")
            unspaced = len(words) == 1
            words = list(words[0]) if unspaced else words
            self.random.shuffle(words)
            written.append(("" if unspaced else " ").join(words))
        return " ".join(written)[:length]

    def replaced(self, text: str, every: int) -> str:
        """The text with another word in the place of every so manieth; where words are not set apart, of signs."""
        words = text.split(" ")
        if not _spaced(text):
            step = every * 2
            return "".join("某" if index % step == step - 1 else c for index, c in enumerate(text))
        start = self.random.randrange(every)
        return " ".join("another" if index % every == start else word for index, word in enumerate(words))


def part(text: str, begin: float, end: float) -> str:
    """The text from one share of its length to another."""
    return text[int(len(text) * begin) : int(len(text) * end)]


def reordered(text: str, editor: Editor) -> str:
    """The sentences in another order."""
    listed = sentences(text)
    editor.random.shuffle(listed)
    return " ".join(listed)


def rewritten(text: str, editor: Editor) -> str:
    """Every third sentence in other words."""
    return " ".join(editor.own(len(each)) if index % 3 == 1 else each for index, each in enumerate(sentences(text)))


def set_otherwise(text: str, _editor: Editor) -> str:
    """Other quotation marks and dashes, lines of 60 characters, some words hyphenated, and headings in capitals."""
    lines = re.sub(r"(.{60}\S*) ", r"\1\n", text.translate(TYPOGRAPHY)).split("\n")
    cut = [re.sub(r"(\w{4})(\w{4})$", r"\1-\n\2", line) if index % 5 == 0 else line for index, line in enumerate(lines)]
    return "\n".join([cut[0].upper(), *cut[1:]])


EDITS: dict[str, Callable[[str, Editor], str]] = {
    "whole": lambda text, _: text,
    "first 70 %": lambda text, _: part(text, 0, 0.7),
    "first 50 %": lambda text, _: part(text, 0, 0.5),
    "first 30 %": lambda text, _: part(text, 0, 0.3),
    "the middle half": lambda text, _: part(text, 0.25, 0.75),
    "another beginning": lambda text, editor: editor.own(len(text) // 5) + " " + part(text, 0.2, 1),
    "every 12th word another": lambda text, editor: editor.replaced(text, 12),
    "every 8th word another": lambda text, editor: editor.replaced(text, 8),
    "sentences in another order": reordered,
    "every third sentence rewritten": rewritten,
    "as much of its own after it": lambda text, editor: text + " " + editor.own(len(text)),
    "first half within twice as much": lambda text, editor: (
        editor.own(len(text) // 2) + " " + part(text, 0, 0.5) + " " + editor.own(len(text) // 2)
    ),
    "set otherwise": set_otherwise,
}


def article(name: str, text: str, published: str = "") -> Article:
    """An article of which only the text matters."""
    return Article(name, name, "paper", published, "given", "0" * 64, text=text)


def of_copies(named: dict[str, str], random: Random) -> Iterator[tuple[Judged, list[str]]]:
    """For each way of editing what comes of the copies of all articles, each beside all originals."""
    index = TextIndex.of(article(name, text) for name, text in named.items())
    for kind, edit in EDITS.items():
        said = asked = false = 0
        remarks = []
        for name, text in named.items():
            others = [each for other, whole in named.items() if other != name for each in sentences(whole)]
            resembling = index.resembling(edit(text, Editor(random, others)))
            own = [each for each in resembling if each.original == name]
            said += any(each.certain for each in own)
            asked += any(not each.certain for each in own)
            wrong = [each.original for each in resembling if each.original != name and each.certain]
            false += len(wrong)
            if wrong or not any(each.certain for each in own):
                remarks.append(f"{kind}: {name} {own} {wrong}")
        yield Judged(kind, len(named), said, asked, false), remarks


def of_originals(named: dict[str, str]) -> tuple[Judged, list[str]]:
    """What comes of all pairs of articles that are none of the other."""
    index = TextIndex.of(article(name, text) for name, text in named.items())
    pairs = [(name, each) for name, found in index.repetitions() for each in found]
    said = [f"{name} {each}" for name, each in pairs if each.certain]
    count = len(named) * (len(named) - 1) // 2
    return Judged("articles as they are", count, len(said), len(pairs) - len(said), len(said)), said


def of_shared(named: dict[str, str], random: Random, *, quoted: bool) -> tuple[Judged, float, list[str]]:
    """What comes of pairs of articles into which the same background was put, or the same quotation.

    Also which share of the pairs reaches the containment that says a copy.
    """
    numbering = WordNumbers()
    said = asked = reached = count = 0
    remarks = []
    for one, two in combinations(sorted(named), 2):
        if random.random() > 0.12:
            continue
        alike = [name for name in named if len({_spaced(named[each]) for each in (one, two, name)}) == 1]
        others = [name for name in alike if name not in (one, two)]
        if not others:
            continue
        source = random.choice(others)
        length = int(min(len(named[one]), len(named[two])) * random.uniform(0.2, 0.9))
        shared = part(named[source], 0.2, 1)[:length]
        shared = "“" + re.sub('[“”"]', "", shared)[:1400] + "”" if quoted else shared
        made = [_with(named[each], shared, random) for each in (one, two)]
        numbers = [set(shingles(text, (), numbering).tolist()) for text in made]
        reached += len(numbers[0] & numbers[1]) / min(map(len, numbers)) >= SAYS
        index = TextIndex.of([article("one", made[0])])
        resembling = index.resembling(made[1])
        count += 1
        said += any(each.certain for each in resembling)
        asked += any(not each.certain for each in resembling)
        if any(each.certain for each in resembling):
            remarks.append(f"{one} {two} {resembling}")
    kind = "the same quotation in both" if quoted else "the same background in both"
    return Judged(kind, count, said, asked, said), reached / count, remarks


def _spaced(text: str) -> bool:
    """Whether the words of a text are set apart: nobody puts a paragraph of Chinese into one of English."""
    return text.count(" ") > len(text) / 30


def _with(text: str, shared: str, random: Random) -> str:
    """A text with another put between two of its sentences, in its second half or at its end."""
    listed = sentences(text)
    at = random.randint(max(1, len(listed) // 2), len(listed))
    return " ".join([*listed[:at], shared, *listed[at:]])


def many(count: int, random: Random) -> Iterator[Article]:
    """So many articles of about 600 words; a fifth are copies of earlier ones in whole or part, most share a little."""
    weights = [1 / (rank + 3) for rank in range(30_000)]
    words = random.choices([f"w{rank}" for rank in range(30_000)], weights, k=2_000_000)
    background = [" ".join(words[start : start + 80]) for start in range(0, 40_000, 80)]
    earlier: list[str] = []
    for number in range(count):
        if earlier and random.random() < 0.2:
            kept = random.choice(earlier)
            text = part(kept, 0, random.uniform(0.3, 1))
        else:
            start = random.randrange(len(words) - 700)
            text = " ".join(words[start : start + random.randrange(300, 700)]) + f" n{number} "
            text = " ".join(random.sample(text.split(" "), k=text.count(" ") + 1)) + " " + random.choice(background)
            earlier.append(text)
        yield article(f"a{number}", text, "2016-01-01")


def main() -> None:
    """Print what comes of all pairs, then what many articles cost in a process of their own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--only-many", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.only_many and not arguments.data.is_dir():
        parser.exit(2, f"{arguments.data} is not there; name the folder of the pages with --data\n")
    if arguments.only_many:
        made = list(many(arguments.articles, chances.Random(1)))
        begun = time.process_time()
        found = list(TextIndex.of(made).repetitions())
        certain = sum(any(each.certain for each in alike) for _, alike in found)
        print(json.dumps({"cpu": time.process_time() - begun, "copies": certain, "asked": len(found) - certain}))
        return
    named, random = texts(arguments.data), chances.Random(1)
    rows = list(of_copies(named, random))
    others = [of_originals(named)]
    shares = {}
    for quoted in (False, True):
        judged, share, remarks = of_shared(named, random, quoted=quoted)
        others.append((judged, remarks))
        shares[judged.kind] = share
    print(f"{len(named)} articles\n")
    print("| pairs | number | said | asked | false |\n| --- | --- | --- | --- | --- |")
    for judged, _ in [*rows, *others]:
        print(f"| {judged.kind} | {judged.pairs:,} | {judged.said:,} | {judged.asked:,} | {judged.false:,} |")
    pairs, said = sum(each.pairs for each, _ in rows), sum(each.said for each, _ in rows)
    asked = sum(each.asked for each, _ in rows)
    print(f"\nrecall {said / pairs:.3f}, with those that are asked about {(said + asked) / pairs:.3f}")
    print(f"false pairs {sum(each.false for each, _ in [*rows, *others])}")
    for kind, share in shares.items():
        print(f"{kind}: {share:.2f} of the pairs reach a containment of {SAYS}")
    if arguments.list:
        for _, remarks in [*rows, *others]:
            print(*remarks, sep="\n")
    if arguments.articles:
        command = [sys.executable, "-m", "benchmarks.copies", "--only-many", "--articles", str(arguments.articles)]
        cost = run(command)
        inside = json.loads(cost.output.splitlines()[-1])
        print(f"\n{arguments.articles:,} articles: {inside['cpu']:.1f} CPU seconds, {cost.peak:.0f} MB,", end=" ")
        print(f"{inside['copies']:,} said to be copies, {inside['asked']:,} asked about")


if __name__ == "__main__":
    main()
