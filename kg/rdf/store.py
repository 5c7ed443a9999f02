"""The store: the dataset on disk, opened read-only by every query in a few milliseconds."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.records import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

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
PIECE = 64 * 2**20
# The SHA-256 of the N-Quads that a store was made from, as a file beside those of the engine, which leaves it alone.
DATASET = "DATASET"


def create(folder: Path, n_quads: bytes) -> None:
    """Write a new store into `folder`, which must not exist, from canonical N-Quads."""
    store = ox.Store(str(folder))
    for piece in _pieces(n_quads):
        store.bulk_load(piece, format=ox.RdfFormat.N_QUADS)
    store.flush()
    (folder / DATASET).write_text(sha256(n_quads).hexdigest() + "\n", encoding="ascii")


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
        held.bulk_load(store.dump(format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
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
