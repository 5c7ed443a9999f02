"""Entries of the registries: made, changed, taken away, renamed and made one; and those that are known already."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.editing.emitting import entry_of
from kg.editing.entries import with_entries, with_entry
from kg.editing.merging import merging
from kg.editing.naming import RenamingError, renaming
from kg.editing.saving import ChangedError, save
from kg.model.vocabulary import fold, searchable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.editing.entries import Kind
    from kg.editing.text import FileText
    from kg.registry import Known, Registry

    Entry = dict[str, Any]

KINDS: Mapping[str, Kind] = {"actors": "actor", "issues": "issue", "events": "event"}
TRIES = 20
MOST_KNOWN = 10


def changing(root: Path, kind: Kind, slug: str, before: Entry | None, after: Entry | None) -> Mapping[FileText, bytes]:
    """The files with an entry that is new, where there is nothing before, or another, or none after.

    Raises ConflictError if the entry is not as it was, EditingError where it cannot be written.
    """
    if before is None:
        return dict([with_entries(root, kind, {slug: after or {}})])
    return dict([with_entry(root, kind, slug, before, after)])


def renamed(root: Path, kind: Kind, old: str, new: str) -> Mapping[FileText, bytes]:
    """The files with another slug of an actor, issue or event wherever it is named.

    Raises RenamingError where that cannot be.
    """
    plan = renaming(root, old, new)
    if plan.kind != kind:
        raise RenamingError(f"{old!r} is no {kind}")
    return plan.contents()


def merged(root: Path, kind: Kind, old: str, into: str) -> Mapping[FileText, bytes]:
    """The files with every name of one become another, which takes its label and aliases as aliases.

    Raises RenamingError where that cannot be, with findings where the two say what cannot both be right.
    """
    plan = merging(root, kind, old, into)
    if errors := [finding for finding in plan.findings if finding.severity == "error"]:
        raise RenamingError(f"{old!r} and {into!r} say what cannot both be right of one {kind}", errors)
    return plan.contents


def write(root: Path, planned: Callable[[], Mapping[FileText, bytes]]) -> Mapping[FileText, bytes]:
    """Write what is planned, and plan it anew where somebody else has written meanwhile; what was written.

    Raises what saving does.
    """
    for _ in range(TRIES):
        with suppress(ChangedError):
            save(root / "sources", contents := planned())
            return contents
    save(root / "sources", contents := planned())
    return contents


def known(words: str, actors: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Entries of the packaged registry that go by these words, or by names that begin with them, with their slugs.

    Those that the project has among its `actors` are left out; those for whom they act go by its slugs.
    """
    packaged = _packaged()
    own = _own(actors)
    wanted = searchable(words)
    beginning = (slug for name, slug in _names() if name.startswith(wanted)) if wanted else iter(())
    slugs = dict.fromkeys([*(each.actor.slug for each in packaged.called(words)), *beginning])
    fresh = [packaged.by_slug[slug] for slug in slugs if not own(packaged.by_slug[slug])][:MOST_KNOWN]
    taken = [packaged.to_take(each, own)[-1] for each in fresh]
    return [{**entry_of(actor), "slug": actor.slug} for actor in taken]


def _own(actors: Iterable[Mapping[str, Any]]) -> Callable[[Known], str]:
    """A function that gives the slug under which a project has a packaged actor, or nothing."""
    names = {fold(name): str(actor["slug"]) for actor in actors for name in _names_of(actor)}

    def own(packaged: Known) -> str:
        wanted = (packaged.actor.slug, packaged.actor.iso3, *packaged.actor.names)
        return next((names[fold(name)] for name in wanted if name and fold(name) in names), "")

    return own


def _names_of(actor: Mapping[str, Any]) -> Iterator[str]:
    for key in ("slug", "iso3", "label", "aliases"):
        yield from _texts(actor.get(key))


def _texts(value: Any) -> Iterator[str]:
    """Every text of a value, whether it is given alone, in a list, or by language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@lru_cache(maxsize=1)
def _packaged() -> Registry:
    from kg.rdf import ontology  # noqa: PLC0415 - half a second that only new actors need
    from kg.registry import load  # noqa: PLC0415

    return load(ontology.load().countries)


@lru_cache(maxsize=1)
def _names() -> Sequence[tuple[str, str]]:
    """The names of the packaged actors as people look for them, with their slugs, the shortest first."""
    pairs = {(searchable(name), each.actor.slug) for each in _packaged().by_slug.values() for name in each.names}
    return sorted(pairs, key=lambda pair: (len(pair[0]), pair))
