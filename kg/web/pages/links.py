"""Links between pages: always relative, so that they work under any address and in a folder of files."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.model.vocabulary import DATA

if TYPE_CHECKING:
    from kg.web.pages.page_id import PageId

# The overview and the map have other names as files than on a server.
FILES = {"overview": "index.html", "map": "map.html"}
SERVED = {"overview": "overview", "map": "./"}


@dataclass(frozen=True, slots=True)
class Links:
    """The links of the page at the path `here`; `live` on a server, which answers searches and knows every IRI."""

    here: str
    live: bool = False

    def to(self, page_id: PageId, ending: str = "") -> str:
        """The address of a page, or with an ending such as `.ttl` of its data."""
        named = (SERVED if self.live else FILES).get(page_id.kind)
        if named is None or ending:
            named = page_id.path + (ending or ("" if self.live else ".html"))
        return self.file(named)

    def file(self, name: str) -> str:
        """The address of a file by its path from the top."""
        return _relative(posixpath.dirname(self.here), name)

    def thing(self, iri: str) -> str:
        """The address of the document about an IRI, on a server alone."""
        if not self.live:
            return ""
        rest = iri.removeprefix(DATA)
        plain = rest != iri and quote(rest, safe="/~") == rest and posixpath.normpath(rest) == rest
        return self.file(f"id/{rest}" if plain else f"id?iri={quote(iri, safe='')}")


@lru_cache(maxsize=65536)
def _relative(folder: str, name: str) -> str:
    """The relative path from a folder to a file, both given from the top."""
    found = posixpath.relpath(f"/{name}", f"/{folder}")
    return f"{found}/" if name.endswith("/") else found
