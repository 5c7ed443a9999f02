"""The names and codes of event tables → actors of ours, and states."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from kg.cache import key_of, of_project
from kg.events import countries, sectors
from kg.model import packaged
from kg.model.files import UnreadableError, content_of, stays_inside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from kg.events.countries import Countries
    from kg.events.sectors import Sector, Sectors
    from kg.model.findings import Finding
    from kg.model.records import Actor

COW_PREFIX = "cow:"
TABLES = ("countries.ttl", "sectors.ttl")
NEAR = 3
BODIES = ("state", "international-body")
# "Military Forces of Russia (2000-)", "Protesters (Argentina)", "Police Forces of Mali (2020-) Gendarmerie".
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
AFTER_OF = re.compile(r"\bof (?:the )?([^()]+?)\s*(?:\(|$)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The actor that an end of an event means, and the state for which it counts.

    An armed group in a country counts for no state; `group_in` is the state in which it is.
    """

    actor: str | None
    state: str | None = None
    group_in: str | None = None


class Named(Protocol):
    """What of an actor decides whom a name means."""

    @property
    def slug(self) -> str:
        """Its name in the project."""

    @property
    def kind(self) -> str:
        """What kind of actor it is."""

    @property
    def label(self) -> str:
        """The name that is shown."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""

    @property
    def iso3(self) -> str:
        """Its code of ISO 3166-1, or ""."""

    @property
    def acts_for(self) -> str:
        """The slug of whom it speaks or acts for, or ""."""


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor with no more than decides whom a name means."""

    slug: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    iso3: str
    acts_for: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The countries and sectors that event tables are read by."""

    countries: Countries
    sectors: Sectors


def tables() -> Tables:
    """Those that come with the package."""
    return Tables(countries.load(), sectors.load())


@dataclass(slots=True)
class Resolver:
    """Finds the actor and the state that a name and a country mean, by a project's actors first, then by countries.

    `actors` are the project's by slug. A name of an actor is a label, an alias or a slug; its state is the end of its
    chain of acting for others, if that is a state or an international body. A country is the project's state with its
    code of ISO 3166-1, or with one of its names.
    """

    actors: Mapping[str, Named]
    tables: Tables = field(default_factory=tables)
    _names: dict[str, str] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)
    _meanings: dict[tuple[str, str, str, date | None], Meaning] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.tables.countries
        for actor in self.actors.values():
            for name in (actor.slug, actor.label, *actor.aliases):
                self._names.setdefault(countries.folded(name), actor.slug)
            if actor.iso3 and (slug := known.by("iso3", actor.iso3)):
                self._states[slug] = actor.slug
        for actor in self.actors.values():
            called = (actor.slug, actor.label, *actor.aliases) if actor.kind in BODIES else ()
            for slug in filter(None, (known.by("name", name) for name in called)):
                self._states.setdefault(slug, actor.slug)

    def resolve(
        self, name: str | None, country: str | None, sectors_: str | None = None, day: date | None = None
    ) -> Meaning:
        """Whom a name, a country and sectors mean on a day; a name that means nobody is its own actor."""
        key = (name or "", country or "", sectors_ or "", day)
        if key not in self._meanings:
            self._meanings[key] = self._meaning(*key)
        return self._meanings[key]

    def _meaning(self, name: str, country: str, sectors_: str, day: date | None) -> Meaning:
        armed = self.tables.sectors.armed(sectors_, name)
        ours = self._names.get(countries.folded(name)) if name else None
        # Rebels whom a table calls by their country are not that country, though a project knows it by that name.
        if ours is not None and not (armed and self.actors[ours].kind in BODIES):
            return Meaning(ours, self._state_of_actor(ours))
        state = self._ours(self._country(country, day)) if country else None
        itself = ours or self._ours(self._meant(name, day))
        if armed:
            return self._group(name, state or itself or self._named_within(name, day), armed)
        if state is not None and name == country:
            return Meaning(state, state)
        if itself is not None and state in {None, itself}:
            return Meaning(itself, itself)
        if state is not None and not name:
            return Meaning(state, state)
        # Any other name, such as an office or a person of a country, counts as that country.
        actor = _apart(name, state) if name else country.removeprefix(COW_PREFIX)
        return Meaning(actor or None, state or self._named_within(name, day))

    def _group(self, name: str, state: str | None, armed: Sector) -> Meaning:
        """An armed group, which has a name of its own even where the table calls it by its country."""
        if state is None:
            return Meaning(name or armed.label)
        own = (
            name
            if name and self._ours(self._meant(name, None)) is None and countries.folded(name) not in self._names
            else ""
        )
        return Meaning(_apart(own or armed.label, state), None, state)

    def _ours(self, country: str | None) -> str | None:
        return self._states.get(country, country) if country else None

    def _named_within(self, name: str, day: date | None) -> str | None:
        parts = [*IN_BRACKETS.findall(name), *AFTER_OF.findall(name)]
        known = self.tables.countries
        return next((state for part in parts if (state := self._ours(known.by("name", part, day)))), None)

    def _country(self, code: str, day: date | None) -> str | None:
        """The country of a code or name; with the prefix of the Correlates of War, by their codes alone."""
        known = self.tables.countries
        if not code.startswith(COW_PREFIX):
            return known.slug(code, day)
        own = code.removeprefix(COW_PREFIX)
        return known.by("cow", own, day) or known.by("cow-number", own, day)

    def _meant(self, name: str, day: date | None) -> str | None:
        """The country that a name means, or a code of CAMEO, which GDELT gives where there is no name."""
        return self.tables.countries.by("name", name, day) or self.tables.countries.by("cameo", name, day)

    def _state_of_actor(self, slug: str) -> str | None:
        seen = {slug}
        while (actor := self.actors.get(slug)) is not None and actor.acts_for and actor.acts_for not in seen:
            slug = actor.acts_for
            seen.add(slug)
        return slug if actor is not None and actor.kind in BODIES else None

    def named(self, name: str, level: str) -> str | None:
        """The project's actor or the country that a person means by a name or code, at a level; None if neither."""
        meant = self.resolve(name, name)
        if level == "state":
            return meant.state
        return meant.actor if meant.actor in self.actors or meant.actor in self.tables.countries.by_slug else None

    def near(self, name: str) -> list[str]:
        """Names that look like one that means nobody, one for each actor, nearest first."""
        from difflib import get_close_matches  # noqa: PLC0415 - only on mistakes

        known = [*self._names, *(country.label.casefold() for country in self.tables.countries.by_slug.values())]
        by_actor: dict[str | None, str] = {}
        for each in get_close_matches(name.casefold(), known, n=3 * NEAR):
            by_actor.setdefault(self.resolve(each, each).actor, each)
        return list(by_actor.values())[:NEAR]

    def digest(self) -> str:
        """The SHA-256 of everything about the project's actors by which names are resolved."""
        lines = [
            "\t".join((a.slug, a.kind, a.label, *a.aliases, a.iso3, a.acts_for))
            for a in sorted(self.actors.values(), key=lambda actor: actor.slug)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _apart(name: str, state: str | None) -> str:
    """A name with its state in brackets, unless it says in brackets whose it is."""
    return f"{name} ({state})" if state is not None and not IN_BRACKETS.search(name) else name


def project_actors(root: Path) -> tuple[dict[str, Actor], list[Finding]]:
    """The actors of a project, or none if it is not one, and what is wrong with their file."""
    if not _file(root).is_file():
        return {}, []
    from kg.rdf import ontology  # noqa: PLC0415 - slow to import, and needed in projects alone
    from kg.sources.files import SourceFiles  # noqa: PLC0415
    from kg.sources.registries import Registries  # noqa: PLC0415

    files = SourceFiles(root)
    return Registries.of(files).actors(ontology.load()), list(files.findings)


def resolver_of(root: Path) -> Resolver:
    """The resolver for a project's actors, or for countries alone; what was read is kept for the next process."""
    known = _kept_tables()
    if (key := _key(root)) is None:
        return Resolver(_named_actors(root), known)
    actors, key_after = of_project(root).get(key, lambda: (_named_actors(root), _key(root)))
    # A file that was saved while it was read is read again.
    return Resolver(actors if key_after == key else _named_actors(root), known)


def _kept_tables() -> Tables:
    """The packaged tables, which take longer to read than a store takes to answer."""
    folder = packaged.ontology() / "event-tables"
    kept = of_project(folder)

    def read_anew() -> Tables:
        kept.sweep()
        return tables()

    return kept.get(key_of("tables of events", *((folder / file).read_bytes() for file in TABLES)), read_anew)


def _named_actors(root: Path) -> dict[str, NamedActor]:
    return {
        slug: NamedActor(slug, actor.kind, actor.label, actor.aliases, actor.iso3, actor.acts_for)
        for slug, actor in project_actors(root)[0].items()
    }


def _file(root: Path) -> Path:
    return root / "sources" / "actors.yaml"


def _key(root: Path) -> str | None:
    """The key of what stands in the file of a project's actors; None where there is none that can be read."""
    file = _file(root)
    try:
        stays_inside(file, file.parent)
        return key_of("actors of events", content_of(file))
    except UnreadableError:
        return None
