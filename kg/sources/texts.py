"""The text of one article, given the graph and the sources that it was built from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.sources.files import SourceFiles
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.records import Article, Node, Passage


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
    tree = files.tree(described) if described.is_file() else None
    return text, _furniture(tree, text)


def _furniture(tree: Node | None, text: str) -> tuple[Passage, ...]:
    head = tree and tree.child("article")
    lines = head and head.child("furniture")
    if lines is None or not lines.value:
        return ()
    given = [line.value for line in lines.value] if isinstance(lines.value, list) else [lines.value]
    folded = FoldedText.of(text)
    places = {place for line in given if isinstance(line, str) for place in folded.lines(line)}
    return tuple(folded.passage(start, end) for start, end in sorted(places))
