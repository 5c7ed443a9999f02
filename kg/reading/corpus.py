"""A project's `sources/` → Corpus, with everything that is wrong on the way as findings."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.diagnostics import Finding, did_you_mean, shown
from kg.model import Actor, Article, Corpus, Event, Issue, Node
from kg.reading.claims import ClaimReader
from kg.reading.contents import event_of
from kg.reading.entries import FORMS, validated
from kg.reading.files import SourceFiles
from kg.reading.quotes import FoldedText
from kg.reading.schema import MAX_SLUG, SLUG, ActorEntry, ArticleEntry, EventEntry, IssueEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Passage
    from kg.reading.entries import AnyEntry
    from kg.vocabulary import Vocabulary

REGISTRIES = {"actor": "actors.yaml", "issue": "issues.yaml", "event": "events.yaml"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of every entry needs: the files, the scales, and the slugs by the names people know them by."""

    files: SourceFiles
    vocabulary: Vocabulary
    names: dict[str, str]

    def entries(self, kind: str, tree: Node | None, schema: type[AnyEntry]) -> Iterator[tuple[str, Node, AnyEntry]]:
        """The entries of a registry, by slug."""
        if tree is None:
            self.files.unread.add(f"{kind}/")
            return
        for slug, value in sorted(tree.value.items()):
            node = Node(value.value, tree.keys[slug], value.keys)
            if not _is_slug(slug):
                message = f"{shown(slug)} is no slug; expected {FORMS[SLUG]}"
                self.files.findings.append(Finding(node.location, "schema", message))
                continue
            entry, findings = validated(schema, node, slug, self.names)
            self.files.findings += findings
            if entry is None:
                self.files.unread.add(f"{kind}/{slug}")
            else:
                yield slug, node, entry


def read(root: Path, vocabulary: Vocabulary) -> tuple[Corpus, list[Finding]]:
    """Everything in `root/sources` that can be read, and a finding for everything that cannot.

    An entry that is wrong is left out and named in the corpus as unread; its neighbours are read all the same.
    """
    files = SourceFiles(root)
    if not files.folder.is_dir():
        files.fail("sources", "file-missing", "there is no such folder; `kg init DIR` makes a project")
        return Corpus({}, {}, {}, {}, ()), files.findings
    trees = _registries(files)
    reading = Reading(files, vocabulary, _names(tree for tree in trees.values() if tree is not None))
    actors = {s: _actor(s, node, e) for s, node, e in reading.entries("actor", trees["actor"], ActorEntry)}
    issues = {s: _issue(s, node, e) for s, node, e in reading.entries("issue", trees["issue"], IssueEntry)}
    events: dict[str, Event] = {}
    for slug, node, entry in reading.entries("event", trees["event"], EventEntry):
        events[slug] = event_of(slug, entry, vocabulary, node)
    claims = ClaimReader(vocabulary, events, files.unread, reading.names)
    articles = {article.slug: article for article in _articles(reading, claims)}
    every_claim = claims.finish()
    files.unread.update(f"claim/{claim.key}" for claim in every_claim if claim.article not in articles)
    found = tuple(claim for claim in every_claim if claim.article in articles)
    inline = {claim.content.slug: claim.content for claim in found if isinstance(claim.content, Event)}
    every_event = dict(sorted((events | inline).items()))
    return Corpus(
        actors, issues, every_event, articles, found, frozenset(files.unread)
    ), files.findings + claims.findings


def _registries(files: SourceFiles) -> dict[str, Node | None]:
    """The trees of the registries, empty where one is not there; other YAML beside them is a mistake."""
    there = files.listed(files.folder)
    for name in there:
        if PurePath(name).suffix.lower() in (".yaml", ".yml") and name not in REGISTRIES.values():
            files.fail(f"sources/{name}", "file-name", f"is not read; expected {', '.join(REGISTRIES.values())}")
    return {
        kind: files.tree(files.folder / name) if name in there else files.empty(files.folder / name)
        for kind, name in REGISTRIES.items()
    }


def _names(trees: Iterable[Node]) -> dict[str, str]:
    """The slugs of entries by their labels and aliases, in lower case, whether or not the entries are right."""
    names: dict[str, str] = {}
    for tree in trees:
        for slug, node in sorted(tree.value.items()):
            found = [node.child(key) for key in ("label", "aliases")]
            for name in (inner for outer in found if outer for inner in (outer.value if _is_list(outer) else [outer])):
                if isinstance(name.value, str) and _is_slug(slug):
                    names.setdefault(name.value.casefold(), slug)
    return names


def _articles(reading: Reading, claims: ClaimReader) -> Iterator[Article]:
    """The articles that can be read; the claims of the others are read too, for the mistakes in them."""
    files = reading.files
    folder = files.folder / "articles"
    there = files.listed(folder)
    described = {PurePath(name).stem for name in there if name.endswith(".yaml")}
    texts = {PurePath(name).stem for name in there if name.endswith(".txt")}
    for name in there:
        if PurePath(name).suffix.lower() in (".yaml", ".yml") and not name.endswith(".yaml"):
            files.fail(f"sources/articles/{name}", "file-name", "is not read; end its name in '.yaml'")
    for slug in sorted(texts - described):
        files.fail(
            f"sources/articles/{slug}.txt", "file-missing", f"there is no '{slug}.yaml' that describes this article"
        )
    for slug in sorted(described):
        if not _is_slug(slug):
            files.fail(f"sources/articles/{slug}.yaml", "file-name", f"the name is no slug; expected {FORMS[SLUG]}")
            continue
        if slug not in texts:
            files.fail(
                f"sources/articles/{slug}.yaml", "file-missing", f"there is no '{slug}.txt' with the article's text"
            )
        article = _article(reading, slug, folder, claims, has_text=slug in texts)
        if article is None:
            files.unread.add(f"article/{slug}")
        else:
            yield article


def _article(reading: Reading, slug: str, folder: Path, claims: ClaimReader, *, has_text: bool) -> Article | None:
    """An article with all its claims, or None where it or its text cannot be read."""
    files = reading.files
    tree = files.tree(folder / f"{slug}.yaml")
    text = files.text(folder / f"{slug}.txt") if has_text else None
    if tree is None:
        files.unread.add(f"claim/{slug}/")
        return None
    folded = None if text is None else FoldedText.of(text)
    entry, node = _article_entry(reading, slug, tree)
    furniture = tuple(read_furniture(files, node, entry, folded)) if entry and folded else ()
    article = _described(slug, entry, node, text or "", furniture)
    for item in _claim_nodes(files, slug, tree):
        claims.add(article, folded, item)
    return None if entry is None or text is None else article


def _article_entry(reading: Reading, slug: str, tree: Node) -> tuple[ArticleEntry | None, Node]:
    files = reading.files
    for key, location in tree.keys.items():
        if key not in ("article", "claims"):
            hint = did_you_mean(key, ("article", "claims")) or "; expected 'article' and 'claims'"
            files.findings.append(Finding(location, "schema", f"unknown key {key!r}{hint}"))
    node = tree.child("article")
    if node is None:
        files.findings.append(Finding(tree.location, "schema", "the key 'article' is missing", subject=slug))
        return None, tree
    entry, findings = validated(ArticleEntry, node, slug, reading.names)
    files.findings += findings
    return entry, node


def _described(slug: str, entry: ArticleEntry | None, node: Node, text: str, furniture: tuple[Passage, ...]) -> Article:
    """The article of an entry, or one that has no more than its text, for its claims to belong to."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if entry is None:
        return Article(slug, slug, "", "", "", digest, text=text, origin=node)
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
        sha256=digest,
        text=text,
        furniture=furniture,
        origin=node,
    )


def read_furniture(files: SourceFiles, node: Node, entry: ArticleEntry, text: FoldedText) -> Iterator[Passage]:
    """What furniture is given stands in the text, and may do so more than once.

    Why: furniture that is not found protects nobody from quoting it.

    Good:
        article: {furniture: Follow us}

    Bad:
        article: {furniture: Subscribe}
    """
    for index, line in enumerate(entry.furniture):
        places = text.find(line)
        if not places:
            message = f"{shown(line)} does not stand in the text"
            files.findings.append(Finding(node.at("furniture", index), "furniture-missing", message))
        for start, end in places:
            yield text.passage(start, end)


def _claim_nodes(files: SourceFiles, slug: str, tree: Node) -> list[Node]:
    node = tree.child("claims")
    if node is None or node.value is None:
        return []
    if isinstance(node.value, list):
        return node.value
    files.findings.append(Finding(node.location, "schema", "'claims' must be a list"))
    files.unread.add(f"claim/{slug}/")
    return []


def _actor(slug: str, node: Node, entry: ActorEntry) -> Actor:
    return Actor(
        slug=slug,
        kind=entry.kind,
        label=entry.label,
        aliases=tuple(entry.aliases),
        iso3=entry.iso3 or "",
        wikidata=entry.wikidata or "",
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
        wikidata=entry.wikidata or "",
        origin=node,
    )


def _is_list(node: Node) -> bool:
    return isinstance(node.value, list)


def _is_slug(text: str) -> bool:
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None
