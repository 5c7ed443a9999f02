"""The store: the dataset on disk, opened read-only by every query in a few milliseconds."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg.model.records import GraphError
from kg.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    Stamp = tuple[int, ...]

Store: TypeAlias = ox.Store
Quad: TypeAlias = ox.Quad

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}


# So many bytes of N-Quads are loaded at once; smaller pieces would leave a store of many files.
PIECE = 32 * 2**20
# The SHA-256 of the N-Quads that a store was made from, as a file beside those of the engine, which leaves it alone.
DATASET = "DATASET"
# The engine's tables, which it writes once.
TABLE = ".sst"
# To change more quads one by one takes as long as to load all of them.
MOST_CHANGES = 20_000
# So many stores may come from each other, since what was changed again and again takes room until it is made anew.
MOST_ANCESTORS = 200
# The place of the graph in a quad.
GRAPH = 3
# Datatypes of which the engine keeps the values in the quads.
WITHIN = frozenset(PREFIXES["xsd"] + name for name in ("boolean", "date", "dateTime", "decimal", "double", "integer"))


class Succession:
    """The stores that a process publishes in a folder, each made from the one before it where little differs.

    Such a store gives the same answers as one that was made from nothing, and has nothing in it that its dataset does
    not have, but for numbers and days.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._graphs: Mapping[str, bytes] = {}
        self._digest = ""
        self._stamps: Mapping[str, Stamp] = {}
        # How many stores the last one comes from, each from the one before.
        self._ancestors = self._now = 0

    def fill(self, folder: Path, n_quads: bytes, graphs: Mapping[str, bytes], digest: str = "") -> None:
        """Write a new store into `folder`, which must not exist, from canonical N-Quads, given whole and by graph.

        `digest` is the SHA-256 of the N-Quads, for who knows it already.
        """
        digest = digest or sha256(n_quads).hexdigest()
        self._now = self._ancestors + 1
        if self._stamps and self._now <= MOST_ANCESTORS:
            try:
                if self._follow(folder, n_quads, graphs):
                    _say(folder, digest)
                    return
            except (OSError, ValueError, RuntimeError):
                # What is wrong with the store from which it was to be made is not worth knowing.
                pass
            shutil.rmtree(folder, ignore_errors=True)
        self._now = 0
        create(folder, n_quads, digest)

    def published(self, graphs: Mapping[str, bytes]) -> None:
        """Take it that the store of these graphs, which was filled last, stands in its folder now."""
        self._graphs, self._ancestors = graphs, self._now
        self._digest, self._stamps = dataset_of(self.folder), _stamps(self.folder)

    def _follow(self, folder: Path, n_quads: bytes, graphs: Mapping[str, bytes]) -> bool:
        """Make a store from the one before by removing and adding quads; whether that has led to the right one."""
        names = [name for name in self._graphs.keys() | graphs.keys() if self._graphs.get(name) != graphs.get(name)]
        old, new = (_lines(each.get(name, b"") for name in names) for each in (self._graphs, graphs))
        gone, come = old - new, new - old
        if len(gone) + len(come) > MOST_CHANGES or dataset_of(self.folder) != self._digest:
            return False
        if _stamps(self.folder) != self._stamps:
            return False
        folder.mkdir()
        for name in self._stamps:
            _take(self.folder / name, folder / name)
        store = ox.Store(str(folder))
        removed, added = (parsed(b"".join(each)) for each in (gone, come))
        for quads, change, there in ((removed, store.remove, True), (added, store.add, False)):
            for quad in quads:
                if (quad in store) is not there:
                    return False
                change(quad)
        # To count takes long. What follows from a store that was counted has a quad for each line as well.
        if self._now == 1 and len(store) != n_quads.count(b"\n"):
            return False
        if not all(_is_there(store, *kept) for kept in _terms(removed)):
            return False
        store.flush()
        return True


def parsed(n_quads: bytes) -> list[ox.Quad]:
    """The quads of N-Quads that the engine wrote itself, whose IRIs it need not check again."""
    return list(ox.parse(n_quads, format=ox.RdfFormat.N_QUADS, lenient=True))


def create(folder: Path, n_quads: bytes, digest: str = "") -> None:
    """Write a new store into `folder`, which must not exist, from canonical N-Quads, whose SHA-256 may be known."""
    store = ox.Store(str(folder))
    for piece in _pieces(n_quads):
        store.bulk_load(piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    _say(folder, digest or sha256(n_quads).hexdigest())


def _say(folder: Path, digest: str) -> None:
    (folder / DATASET).write_text(digest + "\n", encoding="ascii")


def _lines(texts: Iterable[bytes]) -> set[bytes]:
    return {line for text in texts for line in text.splitlines(keepends=True)}


def _terms(quads: Iterable[ox.Quad]) -> set[tuple[int, ox.NamedNode | ox.Literal]]:
    """What the engine would go on to keep of quads that were removed, each once, and graphs with their place in a quad.

    It keeps numbers and days in the quads themselves.
    """
    found = set()
    for quad in quads:
        for place, term in enumerate(quad):
            if not (isinstance(term, ox.Literal) and term.datatype.value in WITHIN):
                found.add((place if place == GRAPH else 0, term))
    return found


def _is_there(store: ox.Store, place: int, term: ox.NamedNode | ox.Literal) -> bool:
    """Whether a term still stands in some quad of a store; one that was the name of a graph, as that."""
    places = (GRAPH,) if place == GRAPH else (2,) if isinstance(term, ox.Literal) else (0, 1, 2, GRAPH)
    patterns: list[list[Any]] = [[term if at == each else None for at in range(4)] for each in places]
    return any(next(store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)


def _take(source: Path, target: Path) -> None:
    """Have a file at another place too: as itself where the engine never writes into it again, else as a copy."""
    if source.suffix == TABLE:
        # Some file systems have no such links.
        with suppress(OSError):
            os.link(source, target)
            return
    shutil.copyfile(source, target)


def _stamps(folder: Path) -> dict[str, Stamp]:
    """The files that make up a store, but for its lock, its logs and what it was made from, each with what tells it."""
    found: dict[str, Stamp] = {}
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.suffix in (TABLE, ".log") or path.name.startswith(("CURRENT", "IDENTITY", "MANIFEST", "OPTIONS")):
                status = path.stat()
                found[path.name] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return found


def _pieces(n_quads: bytes) -> Iterator[bytes]:
    """The lines in pieces of a bounded size, since the engine holds what it is given several times over."""
    start = 0
    while start < len(n_quads):
        end = n_quads.find(b"\n", start + PIECE) + 1 or len(n_quads)
        yield n_quads[start:end]
        start = end


def dataset_of(folder: Path) -> str:
    """The SHA-256 of the N-Quads that the store in `folder` was made from; empty where it does not say."""
    try:
        return (folder / DATASET).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def open_store(folder: Path) -> ox.Store:
    """The store in `folder`, read-only; raises GraphError if there is none or it is damaged."""
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphError(f"{folder} is no store that can be opened: {error}; run `kg build` again") from None


def quickest(folder: Path, most: int) -> ox.Store:
    """The store in `folder` for who asks often: in memory if it takes at most so many bytes on disk, else as it lies.

    It takes more than twice as many there, and a query costs a third; without ORDER BY its rows come in another order,
    always the same one. Raises GraphError if there is no store or it is damaged.
    """
    store = open_store(folder)
    try:
        if sum(file.stat().st_size for file in folder.iterdir()) > most:
            return store
        held = ox.Store()
        held.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS, lenient=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphError(f"{folder} is no store that can be read: {error}; run `kg build` again") from None
    return held


def in_memory(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store of these quads that lives as long as the process."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def load_file(file: Path) -> ox.Store:
    """A store in memory of an RDF file; the format follows from its name.

    Raises GraphError if the name or the content is not that of RDF.
    """
    return in_memory(file_quads(file))


def file_quads(file: Path) -> list[ox.Quad]:
    """The quads of an RDF file as they are written; raises GraphError if the name or the content is not RDF."""
    if file.suffix.lower() not in FORMATS:
        raise GraphError(f"{file}: unknown kind of graph; expected one of {', '.join(FORMATS)}")
    try:
        return list(ox.parse(path=str(file), format=FORMATS[file.suffix.lower()]))
    except SyntaxError as error:
        raise GraphError(f"{file}:{error.lineno or 1}:{error.offset or 1}: {error.msg}") from None
    except MemoryError:
        # So the engine's parsers say that a value is longer than their buffer.
        raise GraphError(f"{file}: has a value of more than 16 MiB, which cannot be read") from None
    except OSError as error:
        raise GraphError(f"{file}: cannot be read: {error}") from None
