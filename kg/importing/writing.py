"""The records of a project as plain data → its folder, written wholly or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from kg.publication import is_empty, publishing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

WIDTH = 120
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
SCHEMA = "# yaml-language-server: $schema={}out/schema/{}.json\n"


class OccupiedError(ValueError):
    """The folder for the project exists and is not empty; the message names it."""


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """The two files of an article: its text, and its entry with its claims; `remark` is a comment at their head."""

    slug: str
    text: str
    remark: str
    entry: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The entries of a project by slug, in the order in which they are written."""

    actors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    issues: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    articles: tuple[ArticleFiles, ...] = ()

    def write(self, root: Path, readme: str) -> None:
        """Write the files below `root`, with the texts exactly as they are, code point by code point."""
        articles = root / "sources" / "articles"
        articles.mkdir(parents=True)
        _write(root / ".gitignore", "/out/\n")
        _write(root / "README.md", readme)
        for name, entries in (("actors", self.actors), ("issues", self.issues)):
            blocks = [as_yaml({slug: entry}) for slug, entry in entries.items()]
            _write(root / "sources" / f"{name}.yaml", SCHEMA.format("../", name) + "".join(f"\n{b}" for b in blocks))
        for article in self.articles:
            _write(articles / f"{article.slug}.txt", article.text)
            _write(articles / f"{article.slug}.yaml", article_yaml(article.entry, article.remark, article.claims))


def as_yaml(data: Any) -> str:
    """Plain data as YAML that our reader takes: no tags, no anchors, in the order of the keys."""
    return str(yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=WIDTH))


def one_or_many(items: Sequence[str]) -> str | list[str]:
    """A list as people write it: its only item, or all of them."""
    return items[0] if len(items) == 1 else list(items)


def article_yaml(entry: Mapping[str, Any], remark: str = "", claims: Sequence[Mapping[str, Any]] = ()) -> str:
    """The file of an article with its claims; `remark` is a comment at its head."""
    head = SCHEMA.format("../../", "article") + (f"# {remark}\n" if remark else "")
    listed = "".join(f"\n{as_yaml([claim])}" for claim in claims)
    return f"{head}\n{as_yaml({'article': entry})}" + (f"\nclaims:\n{listed}" if listed else "")


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def target_of(folder: Path) -> Path:
    """Where a new project is to go; raises OccupiedError if something is there already."""
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise OccupiedError(f"{folder} is not a folder; name a new one")
    if not is_empty(target):
        raise OccupiedError(f"{folder} is not empty; name a new folder")
    return target


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """An empty folder whose entries are those of `folder` at the end; an error in the block leaves nothing.

    Raises OccupiedError if `folder` exists and is not empty, OSError if it cannot be made.
    """
    with publishing(target_of(folder)) as new:
        yield new
