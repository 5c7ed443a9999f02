"""What the packaged registry has for names that are nowhere in a project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg import registry

if TYPE_CHECKING:
    from kg.model.vocabulary import Vocabulary
    from kg.registry import Registry

TAKE = "`kg actors --known {} --add`"


@dataclass(frozen=True)
class Offers:
    """The packaged entries for unknown names; they are read when the first is asked for."""

    vocabulary: Vocabulary

    def entry(self, slug: str) -> str:
        """The slug of the only entry that goes by a name, or nothing."""
        known = self._registry.called(slug) or self._registry.called(slug.replace("-", " "))
        return known[0].actor.slug if len(known) == 1 else ""

    def hint(self, slug: str) -> str:
        """The entry of another slug that a name means, and how to take it, or nothing."""
        entry = self.entry(slug)
        if entry in ("", slug):
            return ""
        return f"that is {entry!r} in the packaged registry; name it so, and add it by {TAKE.format(entry)}"

    def how(self, slug: str) -> str:
        """How to add the entry of this very slug, to go on with after the name of the file; or nothing."""
        return f", or by {TAKE.format(slug)}" if self.entry(slug) == slug else ""

    @cached_property
    def _registry(self) -> Registry:
        return registry.load(self.vocabulary.countries)
