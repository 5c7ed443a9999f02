"""The text of one article, given the graph and the sources that it was built from."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from kg.sources.files import SourceFiles
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.records import Article, Node, Passage

# The key at the margin below which the claims stand; nothing else of YAML begins a line so.
CLAIMS = re.compile(r"^claims[ \t]*:", re.MULTILINE)


def article_text(root: Path, article: Article) -> tuple[str, tuple[Passage, ...]]:
    """The text of an article of the project in `root`, and its furniture, the words of the page around it.

    Both are empty if there is no such file, or its text is not the one that the graph was built from.
    """
    files = SourceFiles(root)
    path = files.folder / "articles" / f"{article.slug}.txt"
    if path.parent != files.folder / "articles" or not path.is_file():
        return "", ()
    text = files.text(path)
    if text is None or hashlib.sha256(text.encode()).hexdigest() != article.sha256:
        return "", ()
    described = path.with_name(f"{article.slug}.yaml")
    return text, _furniture(_head(files, described), text) if described.is_file() else ()


def _head(files: SourceFiles, described: Path) -> Node | None:
    """The tree of an article's file as far as the claims, which are most of it; all of it where they come first."""
    text = files.text(described)
    if text is None:
        return None
    tree = files.parsed(described, CLAIMS.split(text, maxsplit=1)[0])
    return tree if tree and tree.child("article") else files.parsed(described, text)


def _furniture(tree: Node | None, text: str) -> tuple[Passage, ...]:
    head = tree and tree.child("article")
    lines = head and head.child("furniture")
    if lines is None or not lines.value:
        return ()
    given = [line.value for line in lines.value] if isinstance(lines.value, list) else [lines.value]
    folded = FoldedText.of(text)
    places = {place for line in given if isinstance(line, str) for place in folded.lines(line)}
    return tuple(folded.passage(start, end) for start, end in sorted(places))
