"""Two entries of a registry that are one: every name of the first becomes the second, and the first goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.editing.articles import ArticleFile
from kg.editing.changes import Change, changed
from kg.editing.emitting import one_or_many
from kg.editing.entries import Kind, entries_of, with_value
from kg.editing.naming import RECORDS, Files, RenamingError
from kg.editing.order import naming
from kg.editing.span import replacement
from kg.editing.text import FileText
from kg.model.fields import fields_of
from kg.model.findings import Finding, did_you_mean, shown
from kg.sources.registries import FILES
from kg.sources.yaml import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.editing.naming import Name
    from kg.editing.text import Replacement
    from kg.model.records import Node

KINDS: tuple[Kind, ...] = ("actor", "issue", "event")
# Of these both may say something else, since they describe; of others one of the two is wrong.
DESCRIBES = ("text", "label", "labels")
# These become aliases.
NAMES = ("label", "aliases")
# Of these both may say something, and then the two together do.
SEVERAL = ("links", "chain", "references", "parts")


@dataclass(frozen=True)
class Merging:
    """What merging two entries writes: the contents by file, and how many names became the other.

    `findings` tell what the two say differently: the second's stays. Errors are of what cannot both be right of one
    thing, as two Wikidata items; warnings of descriptions, of which the first's is lost.
    """

    contents: Mapping[FileText, bytes]
    places: int
    findings: tuple[Finding, ...]


def merging(root: Path, kind: Kind, old: str, into: str) -> Merging:
    """How an actor, issue or event becomes another one, in every file of the sources.

    Its label and aliases become aliases of the other, which takes what it does not say itself. In lists that named
    both the name stands once. Raises RenamingError if there is no such thing, or a file is no YAML; UnreadableError if
    a file cannot be read; EditingError if one is written in a way in which it cannot be changed.
    """
    files = Files.read(root)
    names = tuple(files.names())
    registry = f"sources/{FILES[kind]}"
    entries = {slug: _entry(files, registry, slug, names, kind) for slug in (old, into)}
    if old == into:
        raise RenamingError(f"{old!r} and {into!r} are the same; name another one")
    claims = {name.key for name in names if name.own and name.key}
    spans: dict[str, list[Replacement]] = {}
    for each in names:
        if not each.own and each.means(kind, old, claims):
            file = files.texts[each.location.file]
            spans.setdefault(each.location.file, []).append(replacement(file, each.location, each.word, into))
    spans.setdefault(registry, [])
    kinds: dict[str, Kind] = {f"sources/{FILES[each]}": each for each in KINDS}
    contents = {}
    for name, replaced in spans.items():
        file = files.texts[name]
        renamed = FileText(file.path, file.replaced(replaced))
        if name == registry:
            renamed = _merged(renamed, kind, old, into)
        if "/articles/" in name:
            contents[file] = _once_in_article(renamed, into).content
        else:
            contents[file] = _once_in_registry(renamed, kinds[name], into).content
    findings = tuple(_findings(kind, entries[old], entries[into], old, into))
    return Merging(contents, sum(map(len, spans.values())), findings)


def _entry(files: Files, registry: str, slug: str, names: tuple[Name, ...], kind: Kind) -> Node:
    """The entry of a slug; raises RenamingError if there is none."""
    tree = files.trees.get(registry)
    entry = tree.child(slug) if tree is not None else None
    if entry is None:
        known = [name.word for name in names if name.own and name.kinds == (kind,)]
        raise RenamingError(f"there is no {kind} {slug!r}{did_you_mean(slug, known)}")
    if not isinstance(entry.value, dict):
        raise RenamingError(f"{entry.location}: {slug!r} is no mapping of keys to values; mend it first")
    return entry


def _merged(file: FileText, kind: Kind, old: str, into: str) -> FileText:
    """The registry with the one entry gone, and the other saying what both do."""
    said = entries_of(file)
    first, second = said[old], said[into]
    fields = {field.key: field.kind for field in fields_of(RECORDS[kind])}
    after = _of_others(second, into)
    for key, value in _of_others(first, into).items():
        if key not in after and key not in NAMES:
            after[key] = value
        elif fields.get(key) in SEVERAL:
            both = [*_listed(after[key]), *_listed(value)]
            after[key] = one_or_many([each for place, each in enumerate(both) if each not in both[:place]])
    if "aliases" in fields:
        after |= _aliases(first, second, old, into)
    file = FileText(file.path, with_value(file, into, second, after, kind))
    return FileText(file.path, with_value(file, old, first, None, kind))


def _of_others(entry: Mapping[str, Any], slug: str) -> dict[str, Any]:
    """What an entry says without naming itself, as it does if it acted for what it has become."""
    said = {}
    for key, value in entry.items():
        others = [each for each in _listed(value) if each != slug] if key in naming() else value
        if others != []:
            said[key] = value if others in (value, [value]) else one_or_many(others)
    return said


def _aliases(first: Mapping[str, Any], second: Mapping[str, Any], old: str, into: str) -> dict[str, Any]:
    """The aliases of the second with the names of the first; by language where they are."""
    label = second.get("label")
    given = [each for each in (second.get("aliases"), first.get("label"), first.get("aliases")) if each is not None]
    if not any(isinstance(each, dict) for each in given):
        aliases = _new([text for each in given for text in _listed(each)], label)
        return {"aliases": one_or_many(aliases)} if aliases else {}
    if not all(isinstance(each, dict) for each in given):
        message = f"some names of {old!r} and {into!r} are by language and some are not; write them alike first"
        raise RenamingError(message)
    aliases_by: dict[str, Any] = {}
    for language in dict.fromkeys(language for each in given for language in each):
        texts = [text for each in given for text in _listed(each.get(language, []))]
        if new := _new(texts, label.get(language) if isinstance(label, dict) else label):
            aliases_by[language] = one_or_many(new)
    return {"aliases": aliases_by} if aliases_by else {}


def _new(texts: list[Any], label: Any) -> list[str]:
    """Each text once, whatever its case, without what is the label already; raises RenamingError if one is none."""
    if wrong := [each for each in texts if not isinstance(each, str)]:
        raise RenamingError(f"a label or alias is no text: {shown(str(wrong[0]))}; mend it first")
    folded = [label.casefold() if isinstance(label, str) else "", *(text.casefold() for text in texts)]
    return [text for place, text in enumerate(texts, 1) if folded[place] not in folded[:place]]


def _findings(kind: Kind, first: Node, second: Node, old: str, into: str) -> Iterator[Finding]:
    """What two entries say differently."""
    fields = [field for field in fields_of(RECORDS[kind]) if field.key]
    becomes = NAMES if any(field.key == "aliases" for field in fields) else ()
    for field in fields:
        one, other = first.child(field.key or ""), second.child(field.key or "")
        if one is None or other is None or field.key in becomes:
            continue
        named = field.key in naming() and any(plain(each) in (old, into) for each in (one, other))
        if field.kind in SEVERAL or named or plain(one) == plain(other):
            continue
        lost = field.kind in DESCRIBES
        message = f"{field.key!r} of {old!r} is {_shown(one)}, and that of {into!r} {_shown(other)}, which stays"
        fix = "" if lost else "; make them the same first if they are one"
        yield Finding(first.keys[field.key or ""], "merge", message + fix, "warning" if lost else "error")


def _shown(node: Node) -> str:
    value = plain(node)
    return shown(value if isinstance(value, str) else ", ".join(map(str, _listed(value))))


def _once_in_registry(file: FileText, kind: Kind, slug: str) -> FileText:
    """A registry in which no list names a thing twice."""
    for key, entry in entries_of(file).items():
        if isinstance(entry, dict) and (once := _once(entry, slug)) != entry:
            file = FileText(file.path, with_value(file, key, entry, once, kind))
    return file


def _once_in_article(file: FileText, slug: str) -> FileText:
    """The same of the file of an article."""
    article = ArticleFile.of(file)
    if article.head is not None and (once := _once(article.head, slug)) != article.head:
        file = FileText(file.path, with_value(file, "article", article.head, once, "article"))
        article = ArticleFile.of(file)
    changes = [
        Change(block.id, block.entry, once)
        for block in article.claims
        if block.entry is not None and (once := _once(block.entry, slug)) != block.entry
    ]
    return FileText(file.path, changed(article, changes)) if changes else file


def _once(value: Any, slug: str, key: str = "") -> Any:
    """A value whose lists name a thing once, at its first place."""
    if isinstance(value, dict):
        return {name: _once(inner, slug, name) for name, inner in value.items()}
    if isinstance(value, list):
        kept = [each for place, each in enumerate(value) if each != slug or slug not in value[:place]]
        return [_once(each, slug) for each in (kept if key in naming() else value)]
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
