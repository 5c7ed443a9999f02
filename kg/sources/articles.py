"""`articles/<slug>.yaml` and `.txt` → Articles, with their claims handed on to be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kg.cache import key_of
from kg.model.findings import Finding, did_you_mean, shown
from kg.model.nearest import Names, nearest
from kg.model.records import Article
from kg.sources.differences import difference
from kg.sources.entries import FORMS, validated
from kg.sources.files import SourceFiles
from kg.sources.originals import original_named
from kg.sources.parts import readable_part
from kg.sources.passages import cut_off
from kg.sources.quotes import MOST_PLACES, FoldedText
from kg.sources.records import record_of
from kg.sources.registries import YAML_SUFFIXES
from kg.sources.schema import SLUG, ArticleEntry, is_slug, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.cache import Cache
    from kg.model.records import Node, Passage
    from kg.sources.claims import ClaimReader, ReadClaims


# What an article says whose date nobody knows.
UNKNOWN = "unknown"
ARTICLE_KEYS = {field.alias for field in ArticleEntry.model_fields.values()}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What the two files of an article come to by themselves: the article, its claims, and what is wrong with them.

    `key` is the hash of all that this depends on. `unread` names what has mistakes; an article that cannot be read at
    all is None.
    """

    key: str
    article: Article | None
    claims: ReadClaims
    unread: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ArticleReader:
    """Reads the articles of a project, each by itself; `key` is the hash of what all of them depend on.

    `claims` makes a reader for the claims of one article. An article that `cache` has kept is not read again.
    """

    files: SourceFiles
    claims: Callable[[], ClaimReader]
    key: str
    cache: Cache

    def articles(self) -> Iterator[ReadArticle]:
        """The articles, those with mistakes as far as they can be read, and then among the unread."""
        for slug, has_text in sorted(self._slugs().items()):
            path = self.files.folder / "articles" / f"{slug}.yaml"
            said = self.files.text(path)
            text = self.files.text(path.with_suffix(".txt")) if has_text else None
            parts = ("" if part is None else f"text {part}" for part in (said, text))
            key = key_of("article", self.key, slug, *parts)
            yield self.cache.get(key, partial(self._read, key, path, said, text))

    def _read(self, key: str, path: Path, said: str | None, text: str | None) -> ReadArticle:
        files, claims = SourceFiles(self.files.root), self.claims()
        article = _OneArticle(files, claims).article(path, said, text)
        unread = frozenset(files.unread | claims.unread)
        return ReadArticle(key, article, claims.read(path.stem), unread, tuple(files.findings + claims.findings))

    def _slugs(self) -> dict[str, bool]:
        """The articles that are described, and whether their texts exist; one without the other is a mistake."""
        there = self.files.listed(self.files.folder / "articles")
        described = {PurePath(name).stem for name in there if name.endswith(".yaml")}
        texts = {PurePath(name).stem for name in there if name.endswith(".txt")}
        for name in there:
            if PurePath(name).suffix.lower() in YAML_SUFFIXES and not name.endswith(".yaml"):
                self._fail(name, "file-name", f"is not read; rename it to '{PurePath(name).stem}.yaml'")
        alone = sorted(described - texts)
        names = Names(alone)
        nearly = {near: slug for slug in sorted(texts - described) if (near := nearest(slug, names))}
        for slug in sorted(texts - described):
            meant = next((near for near, text in nearly.items() if text == slug), "")
            hint = f"rename it to '{meant}.txt' if it is the text of '{meant}.yaml'" if meant else "write it"
            self._fail(f"{slug}.txt", "file-missing", f"there is no '{slug}.yaml' that describes this article; {hint}")
        for slug in sorted(described):
            if not is_slug(slug):
                meant = slug_of(slug)
                hint = f"; rename it to '{meant}.yaml', and its text alike" if meant else ""
                self._fail(f"{slug}.yaml", "file-name", f"the name is no slug; expected {FORMS[SLUG]}{hint}")
            elif slug not in texts and slug not in nearly:
                other = next((name for name in there if PurePath(name).stem == slug and name != f"{slug}.yaml"), "")
                hint = f"rename {other!r} if it is that" if other else "put it there"
                self._fail(f"{slug}.yaml", "file-missing", f"there is no '{slug}.txt' with the article's text; {hint}")
        return {slug: slug in texts for slug in described if is_slug(slug)}

    def _fail(self, name: str, rule: str, message: str) -> None:
        self.files.fail(f"sources/articles/{name}", rule, message)


@dataclass(frozen=True, slots=True)
class _OneArticle:
    """Reads an article, and gives its claims to `claims`; what is wrong with it goes to `files`."""

    files: SourceFiles
    claims: ClaimReader

    def article(self, path: Path, said: str | None, text: str | None) -> Article | None:
        """An article with all its claims, or None if nothing of it can be read, from what stands in its two files."""
        slug = path.stem
        tree = None if said is None else self.files.parsed(path, said)
        if tree is None:
            self.files.unread.update((f"article/{slug}", f"claim/{slug}/"))
            return None
        entry, node, whole = self._entry(slug, tree)
        # Without the head nobody knows what of the text is furniture.
        folded = None if text is None or "article" in tree.lost else FoldedText.of(text)
        if not whole or text is None:
            self.files.unread.add(f"article/{slug}")
        furniture = tuple(read_furniture(self.files, node, entry, folded)) if entry and folded else ()
        about: dict[str, Any] = {
            "slug": slug,
            "sha256": hashlib.sha256((text or "").encode()).hexdigest(),
            "text": text or "",
        }
        if entry:
            about |= {"furniture": furniture, "copy_of": original_named(entry), "origin": node}
            article = record_of(Article, entry, self.claims.vocabulary, **about)
            article = replace(article, published="") if article.published == UNKNOWN else article
            if article.originals and entry.retrieved:
                kept = tuple(replace(original, retrieved=entry.retrieved) for original in article.originals)
                article = replace(article, originals=kept)
        else:
            # For its claims to belong to, so that their mistakes are found too.
            article = Article(**about, title=slug, publisher="", published="", published_basis="", origin=node)
        for item in claim_nodes(self.files, slug, tree):
            self.claims.add(article, folded, item)
        return article

    def _entry(self, slug: str, tree: Node) -> tuple[ArticleEntry | None, Node, bool]:
        """The head of an article, or what can be read of it, where it stands, and whether it is whole."""
        check_keys(self.files, tree)
        node = tree.child("article")
        if node is None and {"article", ""} & {*tree.lost}:
            return None, tree, False
        if node is None:
            message = "the key 'article' is missing; add it, with title, publisher, published and published-basis"
            self.files.findings.append(Finding(tree.location, "schema", message, subject=slug))
            return None, tree, False
        entry, findings = validated(ArticleEntry, node, slug, self.claims.names)
        self.files.findings += findings
        return (readable_part(ArticleEntry, node) if entry is None else entry), node, entry is not None


def check_keys(files: SourceFiles, tree: Node) -> None:
    """Tell of keys of an article's file that it has none of."""
    for key, location in tree.keys.items():
        if key not in ("article", "claims"):
            hint = did_you_mean(key, ("article", "claims")) or "; expected 'article' and 'claims'"
            if key in ARTICLE_KEYS:
                hint = "; indent it under 'article'"
            files.findings.append(Finding(location, "schema", f"unknown key {key!r}{hint}"))


def claim_nodes(files: SourceFiles, slug: str, tree: Node) -> list[Node]:
    """The claims of an article as they stand in its file; what of them cannot be read is among the unread."""
    node = tree.child("claims")
    lost = node.lost if node is not None else ()
    if {"claims", ""} & {*tree.lost, *lost}:
        files.unread.add(f"claim/{slug}/")
    files.unread.update(f"claim/{slug}/{name}" for name in lost)
    if node is None or node.value is None:
        return []
    if isinstance(node.value, list):
        return node.value
    files.findings.append(Finding(node.location, "schema", "'claims' must be a list; begin each claim with '- id: '"))
    files.unread.add(f"claim/{slug}/")
    return []


def read_furniture(files: SourceFiles, node: Node, entry: ArticleEntry, text: FoldedText) -> Iterator[Passage]:
    """What furniture is given stands in the text, and may do so more than once, up to a thousand times.

    Where it is a line of its own it is that line alone, and its words may be quoted elsewhere.

    Why: furniture that is not found protects nobody from quoting it.

    Good:
        article: {furniture: Follow us}

    Bad:
        article: {furniture: Subscribe}
    """
    for index, line in enumerate(entry.furniture):
        places = text.lines(line)
        cut = cut_off(line, node.child("furniture"), index, text)
        if cut:
            files.findings.append(Finding(node.at("furniture", index), "yaml-plain", cut))
        elif not places:
            message = f"{shown(line)} does not stand in the text{difference(line, text)}"
            files.findings.append(Finding(node.at("furniture", index), "furniture-missing", message))
        elif len(places) > MOST_PLACES:
            message = f"{shown(line)} stands in the text over {MOST_PLACES:,} times, as no line of a page does"
            message += "; give the whole line"
            files.findings.append(Finding(node.at("furniture", index), "furniture-missing", message))
        for start, end in places:
            yield text.passage(start, end)
