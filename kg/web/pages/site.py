"""The pages as a folder of files that needs no server: relative links, names for every system, the same bytes again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.exports.rdf.about import FORMS
from kg.publication import is_empty, publishing
from kg.web.pages.catalogue import page, page_ids
from kg.web.pages.data import HAVE_DATA, quads_of
from kg.web.pages.links import FILES
from kg.web.pages.page import DATA_ENDINGS, STYLESHEET, stylesheet
from kg.web.pages.quoting import Quoting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.web.pages.material import Material
    from kg.web.pages.page_id import PageId

    Progress = Callable[[int, int], None]

MARK = "site.json"


class NotASiteError(ValueError):
    """The folder to write into has files that did not come from a site of ours; the message says what to do."""


def site(material: Material, map_page: bytes = b"") -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path, in a fixed order; `map_page` is the interactive view."""
    quoting = Quoting(material)
    yield STYLESHEET, stylesheet()
    if map_page:
        yield FILES["map"], map_page
    for page_id in page_ids(material):
        yield _name(page_id), page(material, quoting, page_id, live=False).encode()
        if material.describer and page_id.kind in HAVE_DATA:
            quads = quads_of(material, page_id)
            yield from ((page_id.path + ending, FORMS[ending](quads)) for ending in DATA_ENDINGS)
    mark = {"dataset": material.manifest.get("dataset", ""), "made-by": "kg export site"}
    yield MARK, json.dumps(mark, indent=2).encode() + b"\n"


def write_site(folder: Path, material: Material, map_page: bytes = b"", progress: Progress | None = None) -> int:
    """Write the site and put it in place of the one that is in `folder`; gives the number of files.

    `progress` is called with the number of files written and about how many there will be. Raises NotASiteError if the
    folder holds something else, OSError if the disk or the permissions do not allow it; then what was there stays.
    """
    check_target(folder)
    with publishing(folder, whole=True) as new:
        return _fill(new, material, map_page, progress)


def check_target(folder: Path) -> None:
    """Raise NotASiteError if a site must not go there: in place of a file, or of a folder that is not a site."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotASiteError(f"{folder} is no folder; name one that is not there yet")
    if not is_empty(folder) and not (folder / MARK).is_file():
        raise NotASiteError(f"{folder} holds other files; name a folder that is not there yet, or an empty one")


def _fill(new: Path, material: Material, map_page: bytes, progress: Progress | None) -> int:
    total = len(material.claims) * (1 + (len(DATA_ENDINGS) if material.describer else 0))
    made: set[Path] = set()
    written = 0
    for name, content in site(material, map_page):
        file = new / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
        written += 1
        if progress:
            progress(written, max(total, written))
    return written


def _name(page_id: PageId) -> str:
    return FILES.get(page_id.kind, f"{page_id.path}.html")
