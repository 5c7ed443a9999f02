"""Links between pages: always relative, so that they work under any address and in a folder of files.

They lead up to the top and down again, so that all pages as deep have the same links, and what is on many of them is
drawn once.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.model.vocabulary import DATA

if TYPE_CHECKING:
    from kg.web.pages.page_id import PageId

# The overview and the map have other names as files than on a server.
FILES = {"overview": "index.html", "map": "map.html"}
SERVED = {"overview": "overview", "map": ""}


@dataclass(frozen=True, slots=True)
class Links:
    """The links of the page at the path `here`; `live` on a server, which answers searches and knows every IRI."""

    here: str
    live: bool = False

    @property
    def up(self) -> str:
        """The way to the top, with which every link begins; nothing for a page that is there."""
        return "../" * self.here.count("/")

    def to(self, page_id: PageId, ending: str = "") -> str:
        """The address of a page, or with an ending such as `.ttl` of its data."""
        named = (SERVED if self.live else FILES).get(page_id.kind)
        if named is None or ending:
            named = page_id.path + (ending or ("" if self.live else ".html"))
        return self.file(named)

    def file(self, name: str) -> str:
        """The address of a file by its path from the top."""
        return f"{self.up}{name}" or "./"

    def thing(self, iri: str) -> str:
        """The address of the document about an IRI, on a server alone."""
        if not self.live:
            return ""
        rest = iri.removeprefix(DATA)
        plain = rest != iri and quote(rest, safe="/~") == rest and posixpath.normpath(rest) == rest
        return self.file(f"id/{rest}" if plain else f"id?iri={quote(iri, safe='')}")
