"""The pages as a folder of files that needs no server: relative links, names for every system, the same bytes again."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.exports.rdf.about import Descriptions
from kg.publication import is_empty, publishing
from kg.web.pages.catalogue import page, page_ids
from kg.web.pages.data import HAVE_DATA, claims, subjects
from kg.web.pages.links import FILES
from kg.web.pages.page import DATA_ENDINGS, STYLESHEET, stylesheet
from kg.web.pages.quoting import Quoting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.web.pages.material import Material
    from kg.web.pages.page_id import PageId

    Progress = Callable[[int, int], None]

MARK = "site.json"
# So many pages have their data written together.
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of a site were written anew, the `names` of all that it has, and how many others were removed."""

    changed: int
    names: frozenset[str]
    removed: int = 0


class NotASiteError(ValueError):
    """The folder to write into has files that did not come from a site of ours; the message says what to do."""


def site(material: Material, map_page: bytes = b"") -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path, in a fixed order; `map_page` is the interactive view."""
    quoting = Quoting(material)
    descriptions = Descriptions(material.describer) if material.describer else None
    yield STYLESHEET, stylesheet()
    if map_page:
        yield FILES["map"], map_page
    every = list(page_ids(material))
    for start in range(0, len(every), TOGETHER):
        some = every[start : start + TOGETHER]
        described = [page_id for page_id in some if descriptions and page_id.kind in HAVE_DATA]
        wanted = ((subjects(material, page_id), claims(material, page_id)) for page_id in described)
        data = dict(zip(described, descriptions.files(wanted) if descriptions else (), strict=True))
        for page_id in some:
            yield _name(page_id), page(material, quoting, page_id, live=False).encode()
            if page_id in data:
                yield from ((page_id.path + ending, data[page_id][ending]) for ending in DATA_ENDINGS)
    mark = {"dataset": material.manifest.get("dataset", ""), "made-by": "kg export site"}
    yield MARK, json.dumps(mark, indent=2).encode() + b"\n"


def write_site(folder: Path, material: Material, map_page: bytes = b"", progress: Progress | None = None) -> Written:
    """Write what has changed of the site that is in `folder`, and remove what is not of it; gives how many files.

    `progress` is called with the number of files that are ready and about how many there will be. Raises NotASiteError
    if the folder holds something else, OSError if the disk or the permissions do not allow it; then what was there
    stays.
    """
    check_target(folder)
    gone: set[str] = set()
    with publishing(folder, gone=gone, within=True) as new:
        there = _names(folder)
        written = _fill(new, {name: folder / name for name in there}, material, map_page, progress)
        gone |= there - written.names
        return replace(written, removed=len(gone))


def check_target(folder: Path) -> None:
    """Raise NotASiteError if a site must not go there: in place of a file, or of a folder that is not a site."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotASiteError(f"{folder} is no folder; name one that is not there yet")
    if not is_empty(folder) and not (folder / MARK).is_file():
        raise NotASiteError(f"{folder} holds other files; name a folder that is not there yet, or an empty one")


def _fill(
    new: Path, there: Mapping[str, Path], material: Material, map_page: bytes, progress: Progress | None
) -> Written:
    """Write the files of the site that are not there as they are to be."""
    total = len(material.claims) * (1 + (len(DATA_ENDINGS) if material.describer else 0))
    made: set[Path] = set()
    names: set[str] = set()
    changed = 0
    for name, content in site(material, map_page):
        names.add(name)
        if name not in there or not _is_same(there[name], content):
            changed += 1
            file = new / name
            if file.parent not in made:
                file.parent.mkdir(parents=True, exist_ok=True)
                made.add(file.parent)
            file.write_bytes(content)
        if progress:
            progress(len(names), max(total, len(names)))
    return Written(changed, frozenset(names))


def _is_same(file: Path, content: bytes) -> bool:
    """Whether a file, and no link to one, has this content."""
    try:
        return not file.is_symlink() and file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _names(folder: Path) -> set[str]:
    """The files in a folder by their paths, but for hidden entries of the folder itself."""
    found: set[str] = set()
    for path, folders, files in os.walk(folder):
        below = Path(path).relative_to(folder)
        if below == Path():
            folders[:] = [name for name in folders if not name.startswith(".")]
            files = [name for name in files if not name.startswith(".")]  # noqa: PLW2901
        links = [name for name in folders if (Path(path) / name).is_symlink()]
        found |= {(below / name).as_posix() for name in (*files, *links)}
    return found


def _name(page_id: PageId) -> str:
    return FILES.get(page_id.kind, f"{page_id.path}.html")
