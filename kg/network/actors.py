"""Which actor is meant by a name, and for whom each one stands."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.network.network import Network

NEAREST = 3


class UnknownActorError(LookupError):
    """No actor goes by that name; the message gives the nearest names."""


class OneActorError(ValueError):
    """Two names are those of one actor; the message says which."""


def actor_slug(network: Network, name: str) -> str:
    """The slug of the actor with this slug, label, alias or ISO code, in any case.

    Raises UnknownActorError with the nearest names where there is none.
    """
    names = _names(network)
    found = names.get(fold(name))
    if found:
        return found
    near = difflib.get_close_matches(fold(name), names, n=NEAREST, cutoff=0.6)
    slugs = list(dict.fromkeys(names[match] for match in near))
    hint = f"; did you mean {' or '.join(slugs)}?" if slugs else "; `kg actors` lists them"
    raise UnknownActorError(f"unknown actor {name!r}{hint}")


def label(network: Network, slug: str) -> str:
    """The label of a node, or its slug where the network does not have it."""
    return str(network.nodes[slug].get("label", slug)) if slug in network else slug


def stands_for(network: Network, level: str) -> dict[str, str]:
    """For every actor the one that it counts as: itself, or at level "state" the end of its chain of `acts_for`.

    A chain ends where it leaves the network; an actor whose chain runs in a circle counts as itself.
    """
    acts_for = {slug: data["acts_for"] for slug, data in network.nodes(data=True) if is_actor(data)}
    return {slug: _end(slug, acts_for) if level == "state" else slug for slug in acts_for}


def is_actor(data: Mapping[str, object]) -> bool:
    """Whether the attributes of a node are those of an actor; a node that only a tie names has none."""
    return data.get("kind", "issue") not in ("issue", "event")


def _end(slug: str, acts_for: Mapping[str, str]) -> str:
    end, seen = slug, {slug}
    while (following := acts_for.get(end, "")) in acts_for:
        if following in seen:
            return slug
        seen.add(following)
        end = following
    return end


def _names(network: Network) -> dict[str, str]:
    """The slug of every name; a slug goes before a label, a label before a code, a code before an alias."""
    actors = [data["record"] for _, data in network.nodes(data=True) if is_actor(data)]
    names: dict[str, str] = {}
    for given in (
        ((actor.slug, actor.slug) for actor in actors),
        ((actor.label, actor.slug) for actor in actors),
        ((actor.iso3, actor.slug) for actor in actors if actor.iso3),
        ((alias, actor.slug) for actor in actors for alias in actor.aliases),
    ):
        for name, slug in given:
            names.setdefault(fold(name), slug)
    return names
