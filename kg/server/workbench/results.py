"""What the last check said, as far as the page is told of it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.exports.manifest import digest
from kg.server.workbench.article import FOLDER, FindingsOfBlocks, etag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.workbench.article import ReadArticle

    Rows = list[dict[str, Any]]


class Results:
    """The findings by file, the hashes of the files that they are of, and the project as the page has it.

    They are `whole` once the shapes were asked; until then what these said of files that are as they were still stands.
    `read` are the hashes of what the project was read from. `failed` says why the last check came to no end, None where
    it did.
    """

    def __init__(self) -> None:
        self.project: dict[str, Any] = {}
        self.project_etag = ""
        self.hashes: Mapping[str, str] = {}
        self.read: Mapping[str, str] = {}
        self.whole = False
        self.failed: str | None = None
        self._findings: Mapping[str, Rows] = {}
        self._before_shapes: set[tuple[Any, ...]] = set()
        self._of_shapes: Rows = []
        self._copied: Mapping[str, list[tuple[int, int, str]]] = {}
        self._blocks: dict[str, FindingsOfBlocks] = {}
        self._first: dict[str, tuple[str, str]] = {}

    def take(self, said: Mapping[str, Any]) -> None:
        """Take in the findings that the process which checks has told."""
        self.failed = None
        rows, hashes = said["findings"], said["hashes"]
        if said["whole"]:
            self._of_shapes = [row for row in rows if tuple(row.values()) not in self._before_shapes]
        else:
            self._before_shapes = {tuple(row.values()) for row in rows}
            still = [row for row in self._of_shapes if hashes.get(row["file"]) == self.hashes.get(row["file"])]
            rows = [*rows, *still]
        by_file: dict[str, Rows] = defaultdict(list)
        for row in rows:
            by_file[row["file"]].append(row)
        self.hashes, self._findings, self.whole = hashes, by_file, said["whole"]

    def take_project(self, said: Mapping[str, Any]) -> None:
        """Take in what it has said of the project."""
        self.project, self._copied = said["project"], said["copied"]
        self.project_etag = tag(self.project)
        self.read = self.hashes

    def counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        rows = [row for rows in self._findings.values() for row in rows]
        errors = sum(row["severity"] == "error" for row in rows)
        return errors, len(rows) - errors

    def copied(self, slug: str) -> list[tuple[int, int, str]]:
        """The stretches of an article's text that stand in another, with that."""
        return self._copied.get(slug, [])

    def are_of(self, article: ReadArticle) -> bool:
        """Whether they are of an article as it was read."""
        return article.etag == self._etag(article.file.slug)

    def blocks(self, article: ReadArticle) -> FindingsOfBlocks:
        """The findings of an article by its claims; where it has changed since, of the claims that have not."""
        slug = article.file.slug
        if self.are_of(article):
            self._blocks[slug] = FindingsOfBlocks.sorted(article, self._rows(slug))
        return self._blocks.get(slug) or FindingsOfBlocks()

    def checked_etag(self, slug: str) -> str:
        """The tag of an article as it was checked; another one once other findings of the very same are known."""
        etag, said = self._etag(slug), tag(self._rows(slug))
        if self._first.get(slug, ("", ""))[0] != etag:
            self._first[slug] = etag, said
        return etag if self._first[slug][1] == said else f"{etag}-{said[:8]}"

    def _etag(self, slug: str) -> str:
        yaml, text = (self.hashes.get(name, "") for name in _files(slug))
        return etag_of(yaml, text)

    def _rows(self, slug: str) -> Rows:
        return [row for name in _files(slug) for row in self._findings.get(name, ())]


def tag(document: Any) -> str:
    """What differs where what JSON says does."""
    return digest(json.dumps(document).encode())[:32]


def _files(slug: str) -> tuple[str, str]:
    return f"{FOLDER}/{slug}.yaml", f"{FOLDER}/{slug}.txt"
