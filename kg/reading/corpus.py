"""A project's `sources/` → Corpus, with everything that is wrong on the way as findings."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.diagnostics import Finding, Location
from kg.model import Actor, Article, Corpus, Event, Issue
from kg.reading.claims import ClaimReader, event_of
from kg.reading.entries import validated
from kg.reading.quotes import FoldedText
from kg.reading.schema import SLUG, ActorEntry, ArticleEntry, EventEntry, IssueEntry
from kg.reading.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Node, Passage
    from kg.reading.entries import AnyEntry
    from kg.vocabulary import Vocabulary

MAX_BYTES = 8_000_000
SLUG_HINT = "lower-case letters, digits and single hyphens"


@dataclass
class Reading:
    """What has been read so far of the project in `root`."""

    root: Path
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)

    def text(self, path: Path) -> str | None:
        """The text of a file exactly as it is, or None with a finding."""
        name = path.relative_to(self.root).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            self.fail(name, "file-missing", f"cannot be read: {(error.strerror or str(error)).lower()}")
            return None
        if len(content) > MAX_BYTES:
            self.fail(
                name, "file-size", f"{len(content):,} bytes, more than the {MAX_BYTES:,} that are read; split the file"
            )
            return None
        try:
            return content.decode("utf-8-sig" if path.suffix == ".yaml" else "utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
            self.findings.append(
                Finding(Location(name, line, column), "file-encoding", "not UTF-8; save the file as UTF-8")
            )
            return None

    def tree(self, path: Path) -> Node | None:
        """The tree of a YAML file whose top is a mapping, or None with findings."""
        text = self.text(path)
        if text is None:
            return None
        name = path.relative_to(self.root).as_posix()
        node, findings = parse(text, name)
        self.findings += findings
        if node is not None and not isinstance(node.value, dict):
            self.fail(name, "schema", "the file must be a mapping of keys to values")
            return None
        return node

    def fail(self, file: str, rule: str, message: str) -> None:
        """Note what is wrong with a file as a whole."""
        self.findings.append(Finding(Location(file), rule, message))

    def entries(self, name: str, schema: type[AnyEntry]) -> Iterable[tuple[str, Node, AnyEntry]]:
        """The entries of a registry, by slug; a registry that is absent is empty."""
        path = self.root / "sources" / name
        tree = self.tree(path) if path.exists() else None
        for slug, node in sorted(tree.value.items()) if tree is not None else ():
            if not _is_slug(slug):
                self.findings.append(
                    Finding(tree.keys[slug], "schema", f"{slug!r} is no slug; expected {SLUG_HINT}")
                )
                continue
            entry, findings = validated(schema, node, slug)
            self.findings += findings
            if entry is not None:
                yield slug, node, entry


def read(root: Path, vocabulary: Vocabulary) -> tuple[Corpus, list[Finding]]:
    """Everything in `root/sources` that can be read, and a finding for everything that cannot.

    An entry that is wrong is left out; its neighbours are read all the same.
    """
    reading = Reading(root, vocabulary)
    if not (root / "sources").is_dir():
        reading.fail("sources", "file-missing", "there is no such folder; `kg init DIR` makes a project")
    actors = {slug: _actor(slug, node, entry) for slug, node, entry in reading.entries("actors.yaml", ActorEntry)}
    issues = {slug: _issue(slug, node, entry) for slug, node, entry in reading.entries("issues.yaml", IssueEntry)}
    events: dict[str, Event] = {}
    for slug, node, entry in reading.entries("events.yaml", EventEntry):
        events[slug] = event_of(slug, entry, vocabulary, node)
    claims = ClaimReader(vocabulary, events)
    articles = dict(_articles(reading, claims))
    found = claims.finish()
    reading.findings += claims.findings
    inline = {c.content.slug: c.content for c in found if isinstance(c.content, Event)}
    corpus = Corpus(actors, issues, dict(sorted((events | inline).items())), articles, found)
    return corpus, reading.findings


def _articles(reading: Reading, claims: ClaimReader) -> Iterable[tuple[str, Article]]:
    folder = reading.root / "sources" / "articles"
    described = {path.stem: path for path in folder.glob("*.yaml")}
    texts = {path.stem: path for path in folder.glob("*.txt")}
    for slug in sorted(set(texts) - set(described)):
        name = texts[slug].relative_to(reading.root).as_posix()
        reading.fail(name, "file-missing", f"there is no {slug}.yaml that describes this article")
    for slug, path in sorted(described.items()):
        if not _is_slug(slug):
            reading.fail(path.relative_to(reading.root).as_posix(), "schema", f"the file's name is no slug: {SLUG_HINT}")
            continue
        tree = reading.tree(path)
        text = reading.text(path.with_suffix(".txt"))
        if tree is not None and text is not None:
            article = _article(reading, slug, tree, text)
            if article is not None:
                yield slug, article
                _claims(reading, claims, article, tree)


def _article(reading: Reading, slug: str, tree: Node, text: str) -> Article | None:
    for key in set(tree.value) - {"article", "claims"}:
        reading.findings.append(
            Finding(tree.keys[key], "schema", f"unknown key {key!r}; expected 'article' and 'claims'")
        )
    if "article" not in tree.value:
        reading.fail(tree.location.file, "schema", "the key 'article' is missing")
        return None
    node = tree.value["article"]
    entry, findings = validated(ArticleEntry, node, slug)
    reading.findings += findings
    if entry is None:
        return None
    return Article(
        slug=slug,
        title=entry.title,
        publisher=entry.publisher,
        authors=tuple(entry.author),
        published=entry.published,
        published_basis=entry.published_basis,
        reliability=entry.reliability,
        credibility=entry.credibility,
        url=entry.url or "",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        furniture=tuple(_furniture(reading, node, entry, FoldedText.of(text))),
        origin=node,
    )


def _furniture(reading: Reading, node: Node, entry: ArticleEntry, text: FoldedText) -> Iterable[Passage]:
    for index, line in enumerate(entry.furniture):
        places = text.find(line)
        if not places:
            location = node.at("furniture", index)
            reading.findings.append(Finding(location, "furniture-missing", f"{line!r} does not stand in the text"))
        for start, end in places:
            yield text.passage(start, end)


def _claims(reading: Reading, claims: ClaimReader, article: Article, tree: Node) -> None:
    node = tree.value.get("claims")
    if node is None or node.value is None:
        return
    if not isinstance(node.value, list):
        reading.findings.append(Finding(node.location, "schema", "'claims' must be a list"))
        return
    text = FoldedText.of(article.text)
    for item in node.value:
        claims.add(article, text, item)


def _actor(slug: str, node: Node, entry: ActorEntry) -> Actor:
    return Actor(
        slug=slug,
        kind=entry.kind,
        label=entry.label,
        aliases=tuple(entry.aliases),
        iso3=entry.iso3,
        wikidata=entry.wikidata,
        member_of=tuple(entry.member_of),
        acts_for=entry.acts_for or "",
        note=entry.note or "",
        origin=node,
    )


def _issue(slug: str, node: Node, entry: IssueEntry) -> Issue:
    return Issue(
        slug=slug,
        label=entry.label,
        definition=entry.definition,
        aliases=tuple(entry.aliases),
        wikidata=entry.wikidata,
        origin=node,
    )


def _is_slug(text: str) -> bool:
    return re.fullmatch(SLUG, text) is not None
