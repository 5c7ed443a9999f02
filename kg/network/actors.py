"""Which actor is meant by a name, and for whom each one stands."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kg.model.vocabulary import fold, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.records import Actor

NEAREST = 3


class UnknownActorError(LookupError):
    """No actor goes by that name; the message gives the nearest names."""


class OneActorError(ValueError):
    """Two names belong to one actor; the message says which."""


def slugs_by_name(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The slug of every folded name; a slug goes before a label, a label before a code, a code before others.

    After all of them come the names without their accents, which lead to an actor where only one has such a name.
    """
    everybody = tuple(actors)
    names: dict[str, str] = {}
    for given in (
        ((actor.slug, actor.slug) for actor in everybody),
        ((actor.label, actor.slug) for actor in everybody),
        ((actor.iso3, actor.slug) for actor in everybody if actor.iso3),
        ((name, actor.slug) for actor in everybody for name in actor.names[1:]),
    ):
        for name, slug in given:
            names.setdefault(fold(name), slug)
    bare: dict[str, set[str]] = {}
    for name, slug in names.items():
        bare.setdefault(without_accents(name), set()).add(slug)
    return {name: next(iter(slugs)) for name, slugs in bare.items() if len(slugs) == 1} | names


def slug_called(slugs: Mapping[str, str], name: str) -> str:
    """The slug that a name has among these; raises UnknownActorError, with the nearest names, if it has none."""
    slug = slugs.get(fold(name)) or slugs.get(without_accents(fold(name)))
    if slug:
        return slug
    near = difflib.get_close_matches(fold(name), slugs, n=NEAREST, cutoff=0.6)
    nearest = list(dict.fromkeys(slugs[match] for match in near))
    hint = f"; did you mean {' or '.join(nearest)}?" if nearest else "; `kg actors` lists them"
    raise UnknownActorError(f"unknown actor {name!r}{hint}")


def ends_of_chains(acts_for: Mapping[str, str]) -> dict[str, str]:
    """For every actor the last in its chain of acting for somebody, or itself where that runs in a circle."""
    return {slug: _end(slug, acts_for) for slug in acts_for}


def _end(slug: str, acts_for: Mapping[str, str]) -> str:
    end, passed = slug, {slug}
    while (following := acts_for.get(end, "")) in acts_for:
        if following in passed:
            return slug
        passed.add(following)
        end = following
    return end
