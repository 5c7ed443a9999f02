"""Which actor is meant by a name, and for whom each one stands."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.vocabulary import fold, searchable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Actor

NEAREST = 3
LIKE = 0.6


class UnknownActorError(LookupError):
    """No actor goes by that name; the message gives the nearest names."""


class OneActorError(ValueError):
    """Two names belong to one actor; the message says which."""


@dataclass(frozen=True, slots=True)
class Names:
    """The slugs of actors by their names: folded, and as a search compares them, where several may have one.

    `surnames` are the last words of the names of persons.
    """

    exact: Mapping[str, str]
    searched: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]


def slugs_by_name(actors: Iterable[Actor]) -> Names:
    """The names of actors; a slug goes before a label, a label before a code, a code before any other name."""
    everybody = tuple(actors)
    exact: dict[str, str] = {}
    for given in (
        ((actor.slug, actor.slug) for actor in everybody),
        ((actor.label, actor.slug) for actor in everybody),
        ((actor.iso3, actor.slug) for actor in everybody if actor.iso3),
        ((name, actor.slug) for actor in everybody for name in actor.names[1:]),
    ):
        for name, slug in given:
            exact.setdefault(fold(name), slug)
    searched: dict[str, dict[str, None]] = {}
    for name, slug in exact.items():
        searched.setdefault(searchable(name), {})[slug] = None
    surnames: dict[str, dict[str, None]] = {}
    for actor in everybody:
        for name in actor.names if actor.kind == "person" else ():
            first, _, last = searchable(name).rpartition(" ")
            if first:
                surnames.setdefault(last, {})[actor.slug] = None
    return Names(exact, *({name: tuple(slugs) for name, slugs in found.items()} for found in (searched, surnames)))


def slug_called(names: Names, name: str) -> str:
    """The slug that a name has among these; raises UnknownActorError, with the nearest names, if it has none.

    A name without its accents leads to an actor where only one has such a name, and so does the surname of a person.
    """
    slug = names.exact.get(fold(name))
    alike = names.searched.get(searchable(name), ()) or names.surnames.get(searchable(name), ())
    if slug or len(alike) == 1:
        return slug or alike[0]
    if alike:
        raise UnknownActorError(f"{name!r} is a name of several actors: {', '.join(alike)}")
    nearest = _nearest(names.searched, searchable(name))
    hint = f"; did you mean {' or '.join(nearest)}?" if nearest else "; `kg actors` lists them"
    raise UnknownActorError(f"unknown actor {name!r}{hint}")


def _nearest(searched: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """The actors whose names are most like this one, each once."""
    like = difflib.get_close_matches(name, searched, n=max(len(searched), 1), cutoff=LIKE)
    return tuple(dict.fromkeys(slug for match in like for slug in searched[match]))[:NEAREST]
