"""Every place where a thing is named in people's files, and another name in these places."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.editing.span import replacement
from kg.editing.text import FileText
from kg.model.fields import fields_of
from kg.model.findings import Finding, Location, did_you_mean
from kg.model.records import Actor, Article, Claim, Event, Issue, Leverage, Node, Pursuit, Stance
from kg.publication import settle
from kg.sources.entries import FORMS
from kg.sources.registries import FILES
from kg.sources.schema import SLUG, is_slug, slug_of
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.editing.text import Replacement

Kind: TypeAlias = Literal["actor", "issue", "event", "claim", "article"]
RECORDS: Mapping[Kind, type] = {"actor": Actor, "issue": Issue, "event": Event}
CONTENTS: Mapping[str, type] = {"stance": Stance, "event": Event, "leverage": Leverage}
# By what a field is of.
NAMED: Mapping[str, tuple[Kind, ...]] = {"actor": ("actor",), "issue": ("issue",), "event": ("event",)}
PARTS: Mapping[str, type] = {"Pursuit": Pursuit}
# What a key may name whose field does not say of what kind it is: the target of a stance.
TARGETS: tuple[Kind, ...] = ("actor", "issue", "event")
# Keys of an article that name others, alone or in a mapping, and the files that have its name.
OF_ARTICLES = ("copy-of", "no-copy-of")
FOLDERS, ENDINGS = ("articles", "drafts"), (".yaml", ".txt")


class RenamingError(ValueError):
    """A thing cannot be renamed; the message says why, and what to do. `findings` are in files that must be read."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Name:
    """A place where a name stands: the kinds of things that it may be of, the word, and whether it is the thing's own.

    Of a claim the word is its slug, or `article/claim`; `key` is always the latter. An article's own name is that of
    its file, and its place the beginning of that.
    """

    kinds: tuple[Kind, ...]
    word: str
    location: Location
    own: bool = False
    key: str = ""

    def means(self, kind: Kind, slug: str, claims: Container[str]) -> bool:
        """Whether it names the thing of a kind, a claim by its key.

        What may be a claim or an event is the claim where there is one: `claims` are the keys of all. An article is
        named by what names anything within it, too.
        """
        if kind == "article" and "/" in self.word:
            return self.word.partition("/")[0] == slug
        if kind not in self.kinds:
            return False
        return self.key == slug if kind == "claim" else self.word == slug and self.key not in claims


@dataclass(frozen=True)
class Files:
    """The YAML files of a project's sources, with their trees, by their names as findings have them."""

    texts: Mapping[str, FileText]
    trees: Mapping[str, Node]

    @classmethod
    def read(cls, root: Path) -> Files:
        """All that there are; raises RenamingError if one is no YAML, and UnreadableError if it cannot be read."""
        sources = root / "sources"
        settle(sources)
        paths = [sources / name for name in FILES.values() if (sources / name).is_file()]
        paths += sorted((sources / "articles").glob("*.yaml"))
        return cls.of({path.relative_to(root).as_posix(): FileText.read(path, sources) for path in paths})

    @classmethod
    def of(cls, texts: Mapping[str, FileText]) -> Files:
        """These files, by their names; raises RenamingError if one is no YAML."""
        trees, findings = {}, list[Finding]()
        for name, file in texts.items():
            tree, wrong = parse(file.text, name)
            findings += (finding for finding in wrong if finding.severity == "error")
            if tree is not None:
                trees[name] = tree
        if findings:
            raise RenamingError("a file that may name it cannot be read; mend it first", findings)
        return cls(texts, trees)

    def names(self) -> Iterator[Name]:
        """Every name of an actor, issue, event or claim, file by file."""
        for kind, record in RECORDS.items():
            tree = self.trees.get(f"sources/{FILES[kind]}")
            if tree is not None and isinstance(tree.value, dict):
                for slug, entry in tree.value.items():
                    yield Name((kind,), slug, tree.keys[slug], own=True)
                    yield from _of_record(record, entry, "")
        for name, tree in self.trees.items():
            if name.startswith("sources/articles/"):
                slug = name.rpartition("/")[2].removesuffix(".yaml")
                yield Name(("article",), slug, Location(name), own=True)
                yield from _of_article(slug, tree)


def _of_article(slug: str, tree: Node) -> Iterator[Name]:
    head = tree.child("article")
    if head is not None:
        yield from _of_record(Article, head, slug)
        for key in OF_ARTICLES:
            value = head.child(key)
            value = value.child("article") if value is not None and isinstance(value.value, dict) else value
            for item in _scalars(value) if value is not None else ():
                yield Name(("article",), item.value, item.location)
    claims = tree.child("claims")
    for claim in claims.value if claims is not None and isinstance(claims.value, list) else ():
        own = claim.child("id")
        if own is not None and isinstance(own.value, str):
            yield Name(("claim",), own.value, own.location, own=True, key=f"{slug}/{own.value}")
        for key in ("denies", "affirms"):
            yield from _references(claim.child(key), ("claim",), slug)
        yield from _of_record(Claim, claim, slug)
        for key, content in CONTENTS.items():
            node = claim.child(key)
            if node is not None and isinstance(node.value, str):
                yield Name(("event",), node.value, node.location)
            elif node is not None:
                yield from _of_record(content, node, slug)


def _of_record(record: type, node: Node, article: str) -> Iterator[Name]:
    """The names in one mapping, by what is said of the fields of its record."""
    for field in fields_of(record):
        value = node.child(field.key) if field.key and isinstance(node.value, dict) else None
        if value is None:
            continue
        if field.kind == "references":
            yield from _references(value, ("claim", "event"), article)
        elif field.kind in ("link", "links") and field.of == "claim":
            yield from _references(value, ("claim",), article)
        elif field.kind in ("link", "links", "chain"):
            kinds = TARGETS if not field.of and field.kind != "chain" else NAMED.get(field.of or "actor", ())
            yield from (Name(kinds, item.value, item.location) for item in _scalars(value))
        elif field.kind == "parts" and field.of in PARTS:
            for part in value.value if isinstance(value.value, list) else (value,):
                yield from _of_record(PARTS[field.of], part, article)


def _references(node: Node | None, kinds: tuple[Kind, ...], article: str) -> Iterator[Name]:
    for item in _scalars(node) if node is not None else ():
        key = item.value if "/" in item.value else f"{article}/{item.value}"
        yield Name(kinds, item.value, item.location, key=key)


def _scalars(node: Node) -> Iterator[Node]:
    """The words of a list, or the word that stands for one."""
    for item in node.value if isinstance(node.value, list) else (node,):
        if isinstance(item.value, str):
            yield item


@dataclass(frozen=True)
class Renaming:
    """What renaming a thing replaces: the spans by file, and where the old name stands still, as in comments.

    `moved` are the files of an article, each with its new path.
    """

    kind: Kind
    old: str
    new: str
    replaced: Mapping[FileText, tuple[Replacement, ...]]
    left: tuple[tuple[str, int], ...] = ()
    moved: Mapping[FileText, Path] = dataclasses.field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many names it replaces."""
        return sum(map(len, self.replaced.values()))

    def contents(self) -> dict[FileText, bytes]:
        """The files as they are to be, those that only get another path as they are."""
        changed = {file: file.replaced(spans) for file, spans in self.replaced.items()}
        return changed | {file: file.content for file in self.moved if file not in changed}


def renaming(root: Path, old: str, new: str) -> Renaming:
    """How an actor, issue, event, claim or article gets another name in every file of the sources.

    A claim is named `article/claim`, its new name without the article; an article by its slug, which its files have for
    a name. Raises RenamingError if there is no such thing,
    if the new name is none or is taken, or if a file is no YAML; UnreadableError if a file cannot be read.
    """
    files = Files.read(root)
    names = tuple(files.names())
    kind = _kind(names, old)
    article = old.rpartition("/")[0] if kind == "claim" else ""
    new = new.removeprefix(f"{article}/") if article else new
    if not is_slug(new):
        meant = slug_of(new)
        hint = f"; did you mean {meant!r}?" if meant else ""
        raise RenamingError(f"{new!r} is no slug; expected {FORMS[SLUG]}{hint}")
    if new == old.rpartition("/")[2]:
        raise RenamingError(f"{old!r} has that name already")
    claims = {name.key for name in names if name.own and name.key}
    moved = _moved(root, files, old, new) if kind == "article" else {}
    _refuse_taken(names, kind, f"{article}/{new}" if kind == "claim" else new, claims)
    spans: dict[str, list[Replacement]] = {}
    for name in names:
        if name.means(kind, old, claims) and not (name.own and kind == "article"):
            word = f"{article}/{new}" if kind == "claim" and "/" in name.word else new
            if kind == "article" and "/" in name.word:
                word = f"{new}/{name.word.partition('/')[2]}"
            file = files.texts[name.location.file]
            spans.setdefault(name.location.file, []).append(replacement(file, name.location, name.word, word))
    replaced = {files.texts[name]: tuple(sorted(each)) for name, each in spans.items()}
    plan = Renaming(kind, old, new, replaced, moved=moved)
    return replace(plan, left=tuple(_left(files, plan)))


def _moved(root: Path, files: Files, old: str, new: str) -> dict[FileText, Path]:
    """The files that have an article's name, each with its new path; raises RenamingError where one cannot move."""
    sources = root / "sources"
    moved = {}
    for folder in FOLDERS:
        for ending in ENDINGS:
            before, after = (sources / folder / f"{slug}{ending}" for slug in (old, new))
            if after.exists() or after.is_symlink():
                raise RenamingError(f"{new!r} is taken by {after.relative_to(root).as_posix()}; choose another name")
            name = before.relative_to(root).as_posix()
            if before.is_symlink():
                raise RenamingError(f"{name} is a link to another file; rename the article by hand")
            if before.is_file():
                moved[files.texts.get(name) or FileText.read(before, sources)] = after
    return moved


def _kind(names: Sequence[Name], old: str) -> Kind:
    """What it is that goes by a name."""
    own = [name for name in names if name.own and old == (name.key or name.word)]
    if not own:
        known = [name.key or name.word for name in names if name.own]
        raise RenamingError(f"there is no actor, issue, event, claim or article {old!r}{did_you_mean(old, known)}")
    if len(own) > 1:
        where = ", ".join(sorted(str(name.location) for name in own))
        raise RenamingError(f"{old!r} is several things ({where}), so what names it is not clear; rename one by hand")
    return own[0].kinds[0]


def _refuse_taken(names: Sequence[Name], kind: Kind, new: str, claims: Container[str]) -> None:
    """Refuse a name that something else has, or that is named without being there."""
    kinds: tuple[Kind, ...] = TARGETS if kind in TARGETS else (kind,)
    for name in names:
        if any(name.means(each, new, claims) for each in kinds):
            what = "is taken" if name.own else "is named already, and would mean this,"
            raise RenamingError(f"{new!r} {what} at {name.location}; choose another name")


def _left(files: Files, plan: Renaming) -> Iterator[tuple[str, int]]:
    """Where the old word stands still in a comment or a note: file and line."""
    word = re.compile(rf"(?<![\w-]){re.escape(plan.old)}(?![\w-])")
    for name, file in files.texts.items():
        spans = [(each.start, each.end) for each in plan.replaced.get(file, ())]
        for match in word.finditer(file.text):
            if not any(start <= match.start() <= end for start, end in spans):
                yield name, file.line(match.start())
