"""The YAML of one article as blocks: its head, and its claims one by one, each with the lines that it stands on.

A file that is YAML is cut where its parser says; one with a mistake where people begin anew (`kg.sources.yaml_parts`),
so that the claims without mistakes can be told, and changed, beside those that have some.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.editing.text import FileText
from kg.editing.written import KEEPS, Written, line_end
from kg.model.files import UnreadableError
from kg.publication import settle
from kg.sources import yaml_parts as parts
from kg.sources.schema import is_slug
from kg.sources.yaml import parse, parse_parts, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.records import Node
    from kg.sources.yaml_parts import Part

AFTER_BREAK = "(?<![^\n\r\x85\u2028\u2029])"
LINE = re.compile("[^\n\r]*(?:\r\n|\n|\r|$)")
ONE_BELOW = "the claims are not written one below the other; begin each with '  - ' in a line"
# A file that others are writing is read so often, with so many seconds between; then what is there is taken.
READINGS = 5
PAUSE = 0.005
# What may be wrong with a file for a moment while it is written.
PASSING = frozenset({"file-missing", "file-encoding"})
# Of so many files, the newest, what they say is kept: that of before a change, and that of after it.
KEPT = 16


class EditingError(ValueError):
    """A file cannot be changed; the message says why, and what to do. `findings` are what must be mended first."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """A claim as it stands in its file, with the comment lines directly above it.

    `entry` is what it says, every scalar a string or None, or None where it is no YAML by itself or no mapping;
    `findings` then say why. `id` is that of the entry, or of what cannot be read what is probably its id, or "".
    `start` and `end` are offsets into the text of the file in code points, `raw` is what stands between them, and
    `line` the line, from 1, in which that begins. `dash` is where the line of its dash begins. What is read is kept,
    so nobody may change it.
    """

    id: str
    entry: dict[str, Any] | None
    start: int
    end: int
    line: int
    raw: str
    dash: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ArticleFile:
    """The YAML file of an article: what was read of it, what its head says, and its claims in its order.

    `head` is None where it cannot be read or is not there. `findings` are all that reading gave, those of claims too.
    """

    slug: str
    file: FileText
    head: dict[str, Any] | None
    claims: tuple[ClaimBlock, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, root: Path, slug: str) -> ArticleFile:
        """The YAML of an article of a project.

        Raises EditingError where its claims cannot be told from each other, UnreadableError if it cannot be read.
        """
        if not is_slug(slug):
            raise EditingError(f"{slug!r} is the name of no article")
        sources = root / "sources"
        settle(sources)
        return cls.of(_at_rest(sources / "articles" / f"{slug}.yaml", sources))

    @classmethod
    def of(cls, file: FileText) -> ArticleFile:
        """The same of a file that was read, or that is to be; raises EditingError."""
        return _cut(file)

    def called(self, slug: str) -> list[ClaimBlock]:
        """The claims of an id; several where it was given twice, or where they have none."""
        return [block for block in self.claims if block.id == slug]


def _at_rest(path: Path, sources: Path) -> FileText:
    """A file that is the same when it is read once more, and not empty, as one is that an editor is about to write."""
    for left in reversed(range(READINGS)):
        try:
            file = FileText.read(path, sources)
            if file.content and FileText.read(path, sources) == file:
                break
        except UnreadableError as error:
            if not left or error.rule not in PASSING:
                raise
        time.sleep(PAUSE)
    return file


@lru_cache(maxsize=KEPT)
def _cut(file: FileText) -> ArticleFile:
    slug = file.path.stem
    name = f"sources/articles/{file.path.name}"
    text = file.text
    tree, findings = parse(text, name)
    whole = tree is not None or not findings
    if not whole:
        tree, findings = parse_parts(text, name, findings)
        if tree is None:
            raise EditingError(f"{findings[-1].location}: {findings[-1].message}; mend it first", findings)
    if tree is not None and (not isinstance(tree.value, dict) or text[file.offset(tree.location) :][:1] == "{"):
        message = f"{name} has no lines 'article:' and 'claims:' that begin alike; write it so first"
        raise EditingError(message, findings)
    head = tree.child("article") if tree is not None else None
    said = plain(head) if head is not None else None
    items = _items_of(file, tree) if whole else _items_in_parts(file, name, findings)
    return ArticleFile(
        slug, file, said if isinstance(said, dict) else None, tuple(_blocks(file, items, findings)), tuple(findings)
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the list of claims: where its lines begin, where the next one's do, and what it says."""

    start: int
    stop: int
    value: Any
    readable: bool = True
    name: str = ""


def _items_of(file: FileText, tree: Node | None) -> list[_Item]:
    """The items of a file that is YAML."""
    claims = tree.child("claims") if tree is not None else None
    if tree is None or claims is None or claims.value is None or claims.value == []:
        return []
    if not isinstance(claims.value, list) or file.text[file.offset(claims.location)] != "-":
        raise EditingError(f"{claims.location}: {ONE_BELOW}")
    after = [place for place in tree.keys.values() if place > claims.location]
    stop = file.offset(min(after)) if after else len(file.text)
    return list(_dashes(file, claims, stop))


def _dashes(file: FileText, claims: Node, stop: int) -> Iterator[_Item]:
    """The items of a list, each from its dash on."""
    dash = re.compile(rf"{AFTER_BREAK}[ ]{{{claims.location.column - 1}}}-(?=\s|$)")
    starts, after = [], file.offset(replace(claims.location, column=1))
    for node in claims.value:
        at = file.offset(node.location)
        begun = [found.start() for found in dash.finditer(file.text, after, at + 1)]
        if not begun:
            raise EditingError(f"{node.location}: {ONE_BELOW}")
        starts.append(begun[-1])
        after = at
    for node, start, end in zip(claims.value, starts, [*starts[1:], stop], strict=True):
        yield _Item(start, end, plain(node))


def _items_in_parts(file: FileText, name: str, findings: Sequence[Finding]) -> list[_Item]:
    """The items of a file that is not YAML in some place."""
    part = next((each for each in parts.keys(file.text) if each.key == "claims"), None)
    if part is None:
        return []
    items = parts.items(file.text, part)
    if not items:
        tree, errors = _alone(file, name, part)
        claims = tree.child("claims") if tree is not None else None
        if claims is None:
            raise EditingError("the claims cannot be told from each other; mend the file first", errors or findings)
        if claims.value is not None:
            raise EditingError(f"{claims.location}: {ONE_BELOW}")
        return []
    return [item for each in items for item in _items_in_part(file, name, each)]


def _items_in_part(file: FileText, name: str, part: Part) -> Iterator[_Item]:
    """The items that begin within one that people began: itself, or some whose dash stands alone in its line."""
    tree, _ = _alone(file, name, part)
    if tree is None:
        yield _Item(part.start, part.end, None, readable=False, name=next(iter(parts.ids(file.text, part)), ""))
        return
    text = FileText(file.path, file.text[part.start : part.end].encode())
    for item in _dashes(text, tree, len(text.text)):
        yield replace(item, start=item.start + part.start, stop=item.stop + part.start)


def _alone(file: FileText, name: str, part: Part) -> tuple[Node | None, list[Finding]]:
    return parse(file.text[part.start : part.end], name)


def _blocks(file: FileText, items: Sequence[_Item], findings: Sequence[Finding]) -> Iterator[ClaimBlock]:
    """The blocks of the items, with the comments above them and the findings within them."""
    last = 0
    for item in items:
        start = _above(file.text, last, item.start)
        end = _end(file.text, item)
        first, behind = file.line(item.start), file.line(end - 1)
        entry = item.value if isinstance(item.value, dict) else None
        named = entry.get("id") if entry is not None else item.name
        yield ClaimBlock(
            id=named if isinstance(named, str) else "",
            entry=entry,
            start=start,
            end=end,
            line=file.line(start),
            raw=file.text[start:end],
            dash=item.start,
            findings=tuple(each for each in findings if first <= each.location.line <= behind),
        )
        last = end


def _above(text: str, last: int, dash: int) -> int:
    """Where the comment lines begin that stand directly above a dash."""
    start = dash
    for line in reversed(list(LINE.finditer(text, last, dash))):
        if line[0].lstrip(" \t").startswith("#"):
            start = line.start()
        elif line[0]:
            break
    return start


def _end(text: str, item: _Item) -> int:
    """Where the lines of an item end: with those of its last value, and comments right below that are further in."""
    end = item.start + len(text[item.start : item.stop].rstrip())
    last = text[max(text.rfind("\n", item.start, end), text.rfind("\r", item.start, end)) + 1 : end].lstrip(" \t")
    if not last.startswith("#") and KEEPS.search(text, item.start, end) is None:
        return line_end(text, end)
    if not item.readable:
        lines = [line for line in LINE.finditer(text, item.start, end) if line[0]]
        while len(lines) > 1 and (not lines[-1][0].strip() or lines[-1][0].lstrip(" \t").startswith("#")):
            lines.pop()
        return line_end(text, lines[-1].end() - 1)
    # What looks like a comment may be text, and empty lines too.
    end = line_end(text, max(item.start + Written.of(text[item.start : item.stop]).last - 1, item.start))
    indent = text.index("-", item.start) - item.start
    for line in LINE.finditer(text, end, item.stop):
        comment = line[0].lstrip(" \t")
        if not comment.startswith("#") or len(line[0]) - len(comment) <= indent:
            break
        end = line.end()
    return end
