"""One article as the page has it: its text, what is no part of it, its sentences, its claims with their findings."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.drafting.sentences import sentences
from kg.editing.articles import ArticleFile
from kg.exports.manifest import digest
from kg.model.files import UnreadableError, content_of, decoded, stays_inside
from kg.sources.passages import passage
from kg.sources.quotes import MOST_PLACES, FoldedText
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.editing.articles import ClaimBlock
    from kg.model.records import Node, Passage

    Row = Mapping[str, Any]
    Steps = tuple[str | int, ...]
    Sought = tuple[str, tuple[tuple[int, int], ...], int | None]

# Of so many texts, and so many quotes of each, it is kept where they stand.
KEPT, MOST_FOUND = 8, 10_000
FOLDER = "sources/articles"
OCCURRENCE = re.compile("[1-9][0-9]{0,2}")
# Languages that are written from right to left in the script that they mostly have.
FROM_THE_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
SCRIPTS_FROM_THE_RIGHT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})
SCRIPT = 4
# Of a key that is not there, and of one that should not be, a finding stands at the entry, and names it.
OF_A_KEY = re.compile("(?:unknown key|the key) '([^']+)'")


@dataclass(frozen=True)
class Text:
    """The text of an article, folded to find quotes in, and the sentences of it; it keeps what was `found` in it."""

    original: str
    folded: FoldedText
    sentences: Sequence[tuple[int, int]]
    found: dict[Sought, tuple[int, int] | None] = field(default_factory=dict)

    def span_of(self, words: str, furniture: Sequence[Passage], occurrence: int | None) -> tuple[int, int] | None:
        """Where a quote stands, None where that is nowhere, or nobody knows."""
        sought = (words, tuple((each.start, each.end) for each in furniture), occurrence)
        if sought in self.found:
            return self.found[sought]
        found = passage(words, self.folded, furniture, occurrence)
        span = None if isinstance(found, tuple) else (found.start, found.end)
        if len(self.found) < MOST_FOUND:
            self.found[sought] = span
        return span


@lru_cache(maxsize=KEPT)
def text_of(content: bytes) -> Text:
    """The text that a file holds; raises UnreadableError if it is no text."""
    text = decoded(content)
    return Text(text, FoldedText.of(text), sentences(text))


def etag_of(yaml: str, text: str) -> str:
    """The tag of an article by the hashes of its two files; that of a text which is not there is empty."""
    return digest(f"{yaml} {text}".encode())[:32]


def etag_now(root: Path, slug: str) -> str:
    """The tag of the two files of an article as they are now, whether or not anybody can make sense of them."""
    return etag_of(*(_digest_of(root, f"{FOLDER}/{slug}{suffix}") for suffix in (".yaml", ".txt")))


def _digest_of(root: Path, name: str) -> str:
    """The hash of a file, empty where there is none; of one that may not be read, or cannot, what is said of it."""
    try:
        stays_inside(root / name, root / "sources")
        return digest(content_of(root / name))
    except UnreadableError as error:
        return "" if error.rule == "file-missing" else str(error)


@dataclass(frozen=True)
class ReadArticle:
    """The two files of an article as they were read; `text` is empty where there is none, `etag` is of both."""

    file: ArticleFile
    text: Text
    has_text: bool
    etag: str

    @classmethod
    def read(cls, root: Path, slug: str) -> ReadArticle:
        """The article of a slug; raises EditingError where it cannot be cut, UnreadableError where it is no text."""
        return cls.of(root, ArticleFile.read(root, slug))

    @classmethod
    def of(cls, root: Path, file: ArticleFile) -> ReadArticle:
        """The article of a YAML file that was read; raises UnreadableError where there is a text that is none."""
        path = root / FOLDER / f"{file.slug}.txt"
        try:
            stays_inside(path, root / "sources")
            content = content_of(path)
        except UnreadableError as error:
            if error.rule != "file-missing":
                raise
            return cls(file, text_of(b""), has_text=False, etag=etag_of(digest(file.file.content), ""))
        return cls(file, text_of(content), has_text=True, etag=etag_of(digest(file.file.content), digest(content)))

    @property
    def furniture(self) -> list[Passage]:
        """What of the text is no article, but the page around it, as the head says."""
        said = (self.file.head or {}).get("furniture")
        lines = said if isinstance(said, list) else [said]
        folded = self.text.folded
        places = [folded.find(line) for line in lines if isinstance(line, str)]
        every = {place for some in places if len(some) <= MOST_PLACES for place in some}
        return [folded.passage(*place) for place in sorted(every)]


def described(article: ReadArticle, kept: FindingsOfBlocks, copied: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    """An article as the page has it, but for what only the session knows of it."""
    file, text = article.file, article.text
    head = file.head or {}
    title, language = head.get("title"), head.get("language")
    furniture = article.furniture
    return {
        "etag": article.etag,
        "slug": file.slug,
        "title": title if isinstance(title, str) else file.slug,
        "head": head,
        "language": language if isinstance(language, str) else "",
        "direction": direction(language if isinstance(language, str) else ""),
        "text": text.original,
        "has_text": article.has_text,
        "furniture": [[each.start, each.end] for each in furniture],
        "copied": [[*each] for each in copied],
        "sentences": [[*each] for each in text.sentences],
        "claims": [
            {
                "id": block.id,
                "entry": block.entry,
                "raw": block.raw if block.entry is None else "",
                "line": block.line,
                "spans": [[*each] for each in spans_of(block.entry or {}, text, furniture)],
                "findings": kept.of_block(block),
            }
            for block in file.claims
        ],
        "findings": kept.others,
    }


def direction(language: str) -> str:
    """In which direction a language is written: ltr, rtl, or auto where no language is stated."""
    if not language:
        return "auto"
    script = next((part for part in language.split("-")[1:] if len(part) == SCRIPT and part.isalpha()), "")
    if script:
        return "rtl" if script.title() in SCRIPTS_FROM_THE_RIGHT else "ltr"
    return "rtl" if language.partition("-")[0].lower() in FROM_THE_RIGHT else "ltr"


def spans_of(entry: Mapping[str, Any], text: Text, furniture: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Where the quotes of a claim stand; those that stand nowhere, or nobody knows where, are left out."""
    said, given = entry.get("quote"), entry.get("occurrence")
    occurrence = int(given) if isinstance(given, str) and OCCURRENCE.fullmatch(given) else None
    for words in said if isinstance(said, list) else [said]:
        if isinstance(words, str) and words.strip():
            place = text.span_of(words.strip(), furniture, occurrence)
            if place is not None:
                yield place


class FindingsOfBlocks:
    """The findings of an article by the claims that they are in, each with the path to what is wrong in its entry.

    A claim that stands as it did when it was checked keeps its findings, on whatever lines it stands now.
    """

    def __init__(self) -> None:
        self.others: list[dict[str, Any]] = []
        self._of: dict[str, list[dict[str, Any]]] = {}

    @classmethod
    def sorted(cls, article: ReadArticle, findings: Sequence[Row]) -> FindingsOfBlocks:
        """The findings of the two files of an article, by claims."""
        made = cls()
        yaml = f"{FOLDER}/{article.file.slug}.yaml"
        file = article.file.file
        lines = {n: block for block in article.file.claims for n in range(block.line, file.line(block.end - 1) + 1)}
        within: dict[int, list[Row]] = defaultdict(list)
        for row in findings:
            block = lines.get(row["line"]) if row["file"] == yaml else None
            if block is None:
                made.others.append(_said(row, row["line"], ()))
            else:
                within[block.start].append(row)
        for block in article.file.claims:
            if block.start in within:
                places = _places(block)
                rows = [(row, row["line"] - block.line) for row in within[block.start]]
                made._of[block.raw] = [_said(row, line, _path(places, line, row)) for row, line in rows]
        return made

    def of_block(self, block: ClaimBlock) -> list[dict[str, Any]]:
        """The findings of a claim, none where it has changed since it was checked."""
        return [{**row, "line": row["line"] + block.line} for row in self._of.get(block.raw, ())]


def _said(row: Row, line: int, path: Steps) -> dict[str, Any]:
    shown = {key: row[key] for key in ("severity", "rule", "message", "column", "file")}
    return {**shown, "line": line, "path": [*path]}


def _places(block: ClaimBlock) -> list[tuple[tuple[int, int], Steps]]:
    """Where the values and keys of a claim stand, by line from 0 and column; what is within goes first."""
    node, _ = parse(block.raw, "")
    item = node.child(0) if node is not None and isinstance(node.value, list) else None
    return list(_within(item, ())) if item is not None else []


def _within(node: Node, path: Steps) -> Iterator[tuple[tuple[int, int], Steps]]:
    inner = node.value
    pairs: list[tuple[str | int, Node]] = []
    if isinstance(inner, dict):
        pairs = [*inner.items()]
    elif isinstance(inner, list):
        pairs = [*enumerate(inner)]
    for step, value in pairs:
        yield from _within(value, (*path, step))
    yield (node.location.line - 1, node.location.column), path
    for key, place in node.keys.items():
        yield (place.line - 1, place.column), (*path, key)


def _path(places: Sequence[tuple[tuple[int, int], Steps]], line: int, row: Row) -> Steps:
    """The path to what a finding is about."""
    at = (line, row["column"])
    path = next((path for place, path in places if place == at), None)
    if path is None:
        # Within a value of several lines, or beside it.
        before = [(place, path) for place, path in places if place <= at]
        return max(before, key=lambda each: (each[0], len(each[1])))[1] if before else ()
    key = OF_A_KEY.match(row["message"])
    return (*path, key[1]) if key and path[-1:] != (key[1],) else path
