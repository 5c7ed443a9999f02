"""Makes a project of some claims, the same one for the same seed: `python -m benchmarks.generate DIR 1000`.

With `--focus 0.5` half of them are of one conflict, as in a month's work on it, and say again what others said.

Each article has about 33 claims in a text of its own; every quote stands in it once. A quarter of the texts is broken
into lines, apostrophes are typographic in the text and straight in the quotes, and some pages have furniture, so that
quotes must be looked for as in real articles.
"""

from __future__ import annotations

import argparse
import random as chances
import textwrap
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.cast import DAYS, FIRST_DAY, GRADES, Cast, Entry, cast
from benchmarks.statements import Writer
from benchmarks.words import FILLED, FILLERS, PLACES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

CLAIMS_PER_ARTICLE = 33
SENTENCES = 4
WIDTH = 100
FURNITURE = ("Share this page", "Sign up for the newsletter", "(Photo : Agency)")
SETTLED = ("fulfilled", "partly-fulfilled", "failed")
# Forecasts are settled by one of so many of the newest reports.
LATE = 40
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass
class Draft:
    """An article while it is written: its sentences, and what is claimed in them."""

    slug: str
    day: date
    entry: Entry
    sentences: list[str] = field(default_factory=list)
    claims: list[Entry] = field(default_factory=list)

    @property
    def voice(self) -> str:
        """Who speaks where the article speaks for itself."""
        return str(self.entry.get("author", self.entry["publisher"]))


def generate(
    root: Path, claims: int, seed: int = 1, *, focus: float = 0.0, per_article: int = CLAIMS_PER_ARTICLE
) -> Path:
    """Write a project into `root`, which must not have sources yet; the part `focus` of it is of one conflict.

    An article has `per_article` claims, a third more or less.
    """
    random = chances.Random(f"{seed}/{claims}")
    made = cast(random, claims)
    articles = root / "sources" / "articles"
    articles.mkdir(parents=True)
    drafts = list(_articles(random, made, claims, focus, per_article))
    _settle(random, drafts)
    for draft in drafts:
        (articles / f"{draft.slug}.txt").write_text(_text(random, draft), encoding="utf-8")
        _write(articles / f"{draft.slug}.yaml", {"article": draft.entry, "claims": draft.claims})
    for name, entries in made.registries().items():
        _write(root / "sources" / name, entries)
    return root


def _articles(random: Random, made: Cast, claims: int, focus: float, per_article: int) -> Iterator[Draft]:
    """Articles in the order of their days, each with some claims, until there are enough."""
    sizes: list[int] = []
    while sum(sizes) < claims:
        spread = per_article // 3
        size = per_article + random.randint(-spread, spread)
        sizes.append(min(size, claims - sum(sizes)))
    writer = Writer(random, made, focus)
    days = sorted(FIRST_DAY + timedelta(days=random.randrange(30, DAYS)) for _ in sizes)
    for number, (day, size) in enumerate(zip(days, sizes, strict=True), 1):
        draft = _begun(random, made, number, day)
        for index in range(1, size + 1):
            sentence, claim = writer.claim(draft, index)
            draft.sentences.append(sentence)
            draft.claims.append(claim)
        yield draft


def _settle(random: Random, drafts: Sequence[Draft]) -> None:
    """Have a fifth of the forecasts settled by what a later article reports in words of its own."""
    reports = [
        (draft, claim["id"]) for draft in drafts for claim in draft.claims
        if not {"mode", "said-on", "denies", "affirms"} & claim.keys()
    ]  # fmt: skip
    for draft in drafts:
        for claim in draft.claims:
            later = [report for report in reports[-LATE:] if report[0].day > draft.day + timedelta(days=7)]
            if claim.get("mode") == "forecast" and later and random.random() < 0.2:
                evidence, name = random.choice(later)
                claim |= {"resolution": random.choice(SETTLED), "resolved-by": f"{evidence.slug}/{name}"}


def _begun(random: Random, made: Cast, number: int, day: date) -> Draft:
    """An article without claims yet."""
    topic = random.choice(TOPICS)
    publisher = made.skewed([s for s, a in made.actors.items() if a["kind"] == "organization" and "acts-for" not in a])
    made.used.add(publisher)
    grade = random.choice(GRADES)
    entry: Entry = {"title": f"What is next for {topic}? Report {number}", "publisher": publisher}
    if random.random() < 0.6:
        entry["author"] = made.skewed([s for s, a in made.actors.items() if "note" in a])
        made.used.add(entry["author"])
    entry["published"] = day.isoformat() if random.random() < 0.85 else f"{day}/{day + timedelta(days=3)}"
    entry["published-basis"] = "the date line of the page"
    entry |= {"reliability": grade[0], "credibility": grade[1]}
    if random.random() < 0.3:
        entry["url"] = f"https://news.example/{day:%Y/%m}/report-{number}"
    if random.random() < 0.4:
        entry["furniture"] = random.sample(FURNITURE, 2)
    return Draft(f"{day:%Y-%m}-report-{number}", day, entry)


def _text(random: Random, draft: Draft) -> str:
    """The sentences in paragraphs, with others between them that nobody quotes."""
    sentences = []
    for sentence in draft.sentences:
        sentences.append(sentence.replace("'", "’"))
        if random.random() < 0.5:
            sentences.append(_filler(random))
    paragraphs = [" ".join(sentences[i : i + SENTENCES]) for i in range(0, len(sentences), SENTENCES)]
    if random.random() < 0.25:
        paragraphs = [textwrap.fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs]
    for line in draft.entry.get("furniture", ()):
        paragraphs.insert(random.randrange(len(paragraphs)), line)
    return "\n\n".join([draft.entry["title"], *paragraphs]) + "\n"


def _filler(random: Random) -> str:
    """A sentence that nobody quotes."""
    parts = {part: random.choice(ways) for part, ways in FILLED.items()}
    return FILLERS.format(**parts).format(place=random.choice(PLACES), topic=random.choice(TOPICS))


def _write(path: Path, content: Entry) -> None:
    text = yaml.dump(
        content, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )  # fmt: skip
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Make a project of a given number of claims.")
    parser.add_argument("root", type=Path, help="the folder to make")
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--focus", type=float, default=0.0, help="the part of the claims that is of one conflict [0]")
    given = parser.parse_args()
    generate(given.root, given.claims, given.seed, focus=given.focus)


if __name__ == "__main__":
    main()
