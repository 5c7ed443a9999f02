"""The names and codes of event tables → actors of ours, and states."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.events import countries
from kg.rdf import ontology

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.records import Actor

COW_PREFIX = "cow:"
NEAR = 3
BODIES = ("state", "international-body")
# "Military Forces of Russia (2000-)", "Protesters (Argentina)", "Police Forces of Mali (2020-) Gendarmerie".
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
AFTER_OF = re.compile(r"\bof (?:the )?([^()]+?)\s*(?:\(|$)")


@dataclass(slots=True)
class Resolver:
    """Finds the actor and the state that a name and a country mean, by a project's actors first, then by countries.

    `actors` are the project's by slug. A name of an actor is a label, an alias or a slug; its state is the end of its
    chain of acting for others, if that is a state or an international body.
    """

    actors: Mapping[str, Actor]
    _names: dict[str, str] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.actors.values():
            for name in (actor.slug, actor.label, *actor.aliases):
                self._names.setdefault(countries.folded(name), actor.slug)
            if actor.iso3 and (slug := countries.load().by("iso3", actor.iso3)):
                self._states[slug] = actor.slug

    def resolve(self, name: str | None, country: str | None) -> tuple[str | None, str | None]:
        """The actor and the state; a name that means nobody is its own actor, without a state."""
        key = (name or "", country or "")
        if key not in self._found:
            self._found[key] = self._resolved(*key)
        return self._found[key]

    def _resolved(self, name: str, country: str) -> tuple[str | None, str | None]:
        ours = self._names.get(countries.folded(name)) if name else None
        if ours is not None:
            return ours, self._state_of_actor(ours)
        state = self._ours(_country(country)) if country else None
        if state is not None and name == country:
            return state, state
        itself = self._ours(_meant(name))
        if itself is not None and state in (None, itself):
            return itself, itself
        if state is not None and not name:
            return state, state
        # Any other name, such as an office or a person of a country, counts as that country.
        whose = state or self._named_within(name)
        apart = state is not None and not IN_BRACKETS.search(name)
        return (f"{name} ({state})" if apart else name) or None, whose

    def _ours(self, country: str | None) -> str | None:
        return self._states.get(country, country) if country else None

    def _named_within(self, name: str) -> str | None:
        parts = [*IN_BRACKETS.findall(name), *AFTER_OF.findall(name)]
        return next((found for part in parts if (found := self._ours(countries.load().by("name", part)))), None)

    def _state_of_actor(self, slug: str) -> str | None:
        seen = {slug}
        while (actor := self.actors.get(slug)) is not None and actor.acts_for and actor.acts_for not in seen:
            slug = actor.acts_for
            seen.add(slug)
        return slug if actor is not None and actor.kind in BODIES else None

    def named(self, name: str, level: str) -> str | None:
        """The project's actor or the country that a person means by a name or code, at a level; None if neither."""
        actor, state = self.resolve(name, name)
        if level == "state":
            return state
        return actor if actor in self.actors or actor in countries.load().by_slug else None

    def near(self, name: str) -> list[str]:
        """Names that look like one that means nobody, one for each actor, nearest first."""
        known = [*self._names, *(country.label.casefold() for country in countries.load().by_slug.values())]
        by_actor: dict[str | None, str] = {}
        for found in get_close_matches(name.casefold(), known, n=3 * NEAR):
            by_actor.setdefault(self.resolve(found, found)[0], found)
        return list(by_actor.values())[:NEAR]

    def digest(self) -> str:
        """The SHA-256 of everything about the project's actors by which names are resolved."""
        lines = [
            "\t".join((a.slug, a.kind, a.label, *a.aliases, a.iso3, a.acts_for))
            for a in sorted(self.actors.values(), key=lambda actor: actor.slug)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _country(code: str) -> str | None:
    """The country of a code or name; with the prefix of the Correlates of War, by their codes alone."""
    if not code.startswith(COW_PREFIX):
        return countries.load().slug(code)
    own = code.removeprefix(COW_PREFIX)
    return countries.load().by("cow", own) or countries.load().by("cow-number", own)


def _meant(name: str) -> str | None:
    """The country that a name means, or a code of CAMEO, which GDELT gives where there is no name."""
    return countries.load().by("name", name) or countries.load().by("cameo", name)


def project_actors(root: Path) -> tuple[dict[str, Actor], list[Finding]]:
    """The actors of a project, or none if it is not one, and what is wrong with their file."""
    if not (root / "sources" / "actors.yaml").is_file():
        return {}, []
    from kg.sources.files import SourceFiles  # noqa: PLC0415 - slow to import, and needed in projects alone
    from kg.sources.registries import Registries  # noqa: PLC0415

    files = SourceFiles(root)
    return Registries.of(files).actors(ontology.load()), list(files.findings)


def resolver_of(root: Path) -> Resolver:
    """The resolver for a project's actors, or for countries alone."""
    return Resolver(project_actors(root)[0])
