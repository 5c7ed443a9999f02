"""Names of publishers, authors and agencies → actors of the project's registry, or entries for it.

Whom the packaged registry knows comes with its entry there; of anybody else only the name is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.editing.emitting import as_block, entry_of
from kg.model.vocabulary import fold
from kg.rdf import ontology
from kg.registry import load
from kg.sources.agencies import agency_named
from kg.sources.registries import Registries
from kg.sources.schema import MAX_SLUG, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.records import Actor
    from kg.registry import Known, Registry
    from kg.sources.files import SourceFiles

NAMELESS = "unknown-publisher"
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass
class Actors:
    """The actors of a project by slug and name, and those that are proposed on the way."""

    slugs: set[str]
    names: dict[str, str]
    proposed: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: SourceFiles) -> Actors:
        """Those of the registries of a project; names of issues and events are taken, too."""
        registries = Registries.of(files)
        slugs = {slug for tree in registries.trees.values() if tree is not None for slug in tree.value}
        actors = registries.trees["actor"]
        own = set(actors.value) if actors is not None else set()
        names = {_folded(name): slug for name, slug in registries.names.items() if slug in own}
        return cls(slugs, {**names, **{_folded(slug.replace("-", " ")): slug for slug in own}})

    @cached_property
    def registry(self) -> Registry:
        """The packaged registry, read when a name comes that the project does not know."""
        return load(ontology.load().countries)

    def slug(self, name: str, kind: str, *, host: str = "") -> str:
        """The actor of a name, or of the host of an address, as it is in the registry or has been proposed.

        One that is new is proposed as the packaged registry has it, or else with its name as it stands in the file.
        """
        for each in (name, host, host.rsplit(".", 1)[0] if host else ""):
            if each and (slug := self.names.get(_folded(each)) or self.names.get(_folded(each.replace(".", " ")))):
                return slug
        known = self.registry.at(host) if host else None
        if known is None and not name:
            return self._propose(NAMELESS, {"kind": kind, "label": "Publisher not known"}, ["Publisher not known"])
        known = known or self._known(name, kind)
        if known is not None:
            slug = self._own(known) or self._take(known)
            self.names[_folded(name or host)] = slug
            return slug
        label = _plain(name)
        wanted = slug_of(label) or slug_of(host.replace(".", "-"))
        return self._propose(self._free(wanted), {"kind": kind, "label": label}, [name])

    def _known(self, name: str, kind: str) -> Known | None:
        """The packaged actor whom a name means, if only one; a person may be called like a place, and is none."""
        wanted = agency_named(name) or name
        matches = self.registry.called(wanted) or self.registry.called(ARTICLE.sub("", wanted))
        if len(matches) != 1:
            return None
        actor = matches[0].actor
        if kind == "person" and (actor.kind != "organization" or actor.acts_for):
            return None
        # The capital and the people of a state lead to it, but are no name under which it publishes.
        if actor.kind == "state" and fold(name) not in {fold(actor.slug), fold(actor.label)}:
            return None
        # For whom it acts would be taken for what has that slug here.
        others = self.registry.to_take(matches[0], self._own)[:-1]
        return None if any(other.slug in self.slugs for other in others) else matches[0]

    def _own(self, known: Known) -> str:
        """The slug under which the project has a packaged actor already, or nothing."""
        names = (known.actor.slug.replace("-", " "), *known.actor.names)
        return next((self.names[_folded(each)] for each in names if _folded(each) in self.names), "")

    def _take(self, known: Known) -> str:
        """Propose a packaged actor, and before it for whom it acts and of what it is part."""
        slug = ""
        for actor in self.registry.to_take(known, self._own):
            slug = actor.slug if actor.slug not in self.slugs else self._free(actor.slug)
            self._propose(slug, entry_of(actor), _names(actor))
        return slug

    def _propose(self, slug: str, entry: Mapping[str, Any], names: Iterable[str]) -> str:
        if slug not in self.slugs:
            self.slugs.add(slug)
            self.proposed[slug] = entry
        for name in names:
            self.names.setdefault(_folded(name), slug)
        return slug

    def _free(self, wanted: str) -> str:
        """A slug like the wanted one that names nothing yet."""
        wanted = wanted[: MAX_SLUG - 10].strip("-") or "actor"
        slug, number = wanted, 2
        while slug in self.slugs:
            slug, number = f"{wanted}-{number}", number + 1
        return slug

    def entries(self, slugs: Iterable[str]) -> str:
        """The entries of what was proposed, as they are written at the end of `actors.yaml`."""
        return "".join(f"\n{as_block({slug: self.proposed[slug]})}" for slug in slugs if slug in self.proposed)


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.slug.replace("-", " "), *actor.names)


def _plain(name: str) -> str:
    return " ".join(name.split())[:200]


def _folded(name: str) -> str:
    """A name whatever its case, signs and article, so that "The Gazette" is "gazette"."""
    return " ".join(re.findall(r"\w+", ARTICLE.sub("", name.strip()))).casefold()
