"""Names of publishers, authors and agencies → actors of the project's registry, or proposals for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.intake.scalars import scalar
from kg.sources.registries import Registries
from kg.sources.schema import MAX_SLUG, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.sources.files import SourceFiles

NAMELESS = "unknown-publisher"
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
# An entry of a registry that is packaged, by a name that people use: its slug, and what the entry says. None is known
# here; whoever has such a registry gives a function.
Known = "Callable[[str], tuple[str, Mapping[str, Any]] | None]"


def no_known(_name: str) -> tuple[str, Mapping[str, Any]] | None:
    """Nothing is known of anybody: what stands where no packaged registry is at hand."""
    return None


@dataclass
class Actors:
    """The actors of a project by slug and name, and those that are proposed on the way."""

    slugs: set[str]
    names: dict[str, str]
    known: Callable[[str], tuple[str, Mapping[str, Any]] | None] = no_known
    proposed: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: SourceFiles, known: Callable[[str], tuple[str, Mapping[str, Any]] | None] = no_known) -> Actors:
        """Those of the registries of a project; names of issues and events are taken, too."""
        registries = Registries.of(files)
        slugs = {slug for tree in registries.trees.values() if tree is not None for slug in tree.value}
        actors = registries.trees["actor"]
        own = set(actors.value) if actors is not None else set()
        names = {_folded(name): slug for name, slug in registries.names.items() if slug in own}
        return cls(slugs, {**names, **{_folded(slug.replace("-", " ")): slug for slug in own}}, known)

    def slug(self, name: str, kind: str, *, host: str = "") -> str:
        """The actor of a name, or of the host of an address, as it is in the registry or has been proposed.

        One that is new is proposed, with its name as it stands in the file as the label.
        """
        for each in (name, host, host.rsplit(".", 1)[0] if host else ""):
            if each and (slug := self.names.get(_folded(each)) or self.names.get(_folded(each.replace(".", " ")))):
                return slug
        if not name:
            return self._propose(NAMELESS, {"kind": kind, "label": "Publisher not known"}, "Publisher not known")
        entry = self.known(name)
        if entry is not None:
            return self._propose(*entry, name)
        label = _plain(name)
        return self._propose(self._free(slug_of(label) or slug_of(host.replace(".", "-"))), _entry(kind, label), name)

    def _propose(self, slug: str, entry: Mapping[str, Any], name: str) -> str:
        if slug not in self.slugs:
            self.slugs.add(slug)
            self.proposed[slug] = entry
        self.names[_folded(name)] = slug
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
        return "".join(
            f"\n{slug}:\n" + "".join(f"  {key}: {_value(value)}\n" for key, value in self.proposed[slug].items())
            for slug in slugs
            if slug in self.proposed
        )


def _entry(kind: str, label: str) -> Mapping[str, Any]:
    return {"kind": kind, "label": label}


def _value(value: Any) -> str:
    """A text, or a list of texts, as it stands behind its key."""
    return f"[{', '.join(map(scalar, value))}]" if isinstance(value, (list, tuple)) else scalar(str(value))


def _plain(name: str) -> str:
    return " ".join(name.split())[:200]


def _folded(name: str) -> str:
    """A name whatever its case, signs and article, so that "The Gazette" is "gazette"."""
    return " ".join(re.findall(r"\w+", ARTICLE.sub("", name.strip()))).casefold()
