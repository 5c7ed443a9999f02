"""The store on disk and in memory, and files of RDF that others bring."""

from __future__ import annotations

import hashlib
import os
import shutil

import pyoxigraph as ox
import pytest

from kg.exports.rdf.files import n_quads
from kg.model.records import GraphError
from kg.rdf import store
from kg.rdf.read import records
from kg.rdf.store import FORMATS, Succession, create, file_quads, in_memory, load_file, open_store, quickest


def test_a_store_on_disk_holds_what_was_written_and_lets_nobody_change_it(tmp_path, rich_corpus, rich_dataset, terms):
    create(tmp_path / "store", n_quads(rich_dataset))
    opened = open_store(tmp_path / "store")
    assert len(opened) == len(rich_dataset)
    assert records(opened, terms) == rich_corpus
    with pytest.raises(RuntimeError, match="read-write"):
        opened.add(rich_dataset[0])


def test_a_large_dataset_goes_into_a_store_piece_by_piece(tmp_path, rich_corpus, rich_dataset, terms, monkeypatch):
    lines = n_quads(rich_dataset)
    monkeypatch.setattr(store, "PIECE", 5_000)
    pieces = list(store._pieces(lines))
    assert len(pieces) > 5
    assert b"".join(pieces) == lines
    assert all(piece.endswith(b"\n") for piece in pieces)
    assert max(map(len, pieces)) < 5_000 + max(map(len, lines.splitlines())) + 2
    create(tmp_path / "store", lines)
    assert records(open_store(tmp_path / "store"), terms) == rich_corpus


def test_a_small_store_is_taken_into_memory_and_gives_its_rows_in_the_same_order_every_time(tmp_path, rich_quads):
    create(tmp_path / "store", n_quads(rich_quads))
    one, other = (quickest(tmp_path / "store", 2**20) for _ in range(2))
    assert set(one) == set(open_store(tmp_path / "store"))
    rows = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    assert [str(row) for row in one.query(rows)] == [str(row) for row in other.query(rows)]
    # One on disk that is opened to be read alone says so.
    one.add(rich_quads[0])


def test_a_large_store_is_read_where_it_lies(tmp_path, rich_quads):
    create(tmp_path / "store", n_quads(rich_quads))
    opened = quickest(tmp_path / "store", 1000)
    with pytest.raises(RuntimeError, match="read-write"):
        opened.add(rich_quads[0])


def test_what_is_no_store_is_not_taken_into_memory(tmp_path):
    with pytest.raises(GraphError):
        quickest(tmp_path / "store", 2**20)


def test_several_readers_open_one_store(tmp_path, rich_quads):
    create(tmp_path / "store", n_quads(rich_quads))
    assert [len(each) for each in (open_store(tmp_path / "store"), open_store(tmp_path / "store"))] == [
        len(rich_quads)
    ] * 2


def line(subject, value, graph="g"):
    return f"<https://x/{subject}> <https://x/p> {value} <https://x/{graph}> .\n".encode()


FIRST = {
    "<https://x/g>": line("a", '"a text that is long enough to be kept apart"') + line("b", '"short"'),
    "<https://x/h>": line("c", '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>', "h"),
}
LONG = '"another text that is long enough to be kept apart"'


class Publishes:
    """Publishes one dataset after the other as a build does; `made` says which stores were made from nothing."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.stores, self.made = folder, Succession(folder / "store"), []
        monkeypatch.setattr(store, "create", lambda *given: self.made.append(given) or create(*given))

    def __call__(self, graphs):
        self.made.clear()
        n_quads = b"".join(sorted(each for text in graphs.values() for each in text.splitlines(keepends=True)))
        self.stores.fill(self.folder / "new", n_quads, graphs)
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        (self.folder / "new").rename(self.folder / "store")
        self.stores.published(graphs)
        opened = open_store(self.folder / "store")
        assert {str(quad) + " .\n" for quad in opened} == set(n_quads.decode().splitlines(keepends=True))
        assert {str(name) for name in opened.named_graphs()} == {name for name, text in graphs.items() if text}
        assert store.dataset_of(self.folder / "store") == hashlib.sha256(n_quads).hexdigest()
        return bool(self.made)

    def holds(self, text):
        return any(text.encode() in path.read_bytes() for path in (self.folder / "store").iterdir())


def test_a_store_follows_from_the_one_before_and_keeps_nothing_that_has_gone(tmp_path, monkeypatch):
    publish = Publishes(tmp_path, monkeypatch)
    assert publish(FIRST)
    more = FIRST | {"<https://x/g>": FIRST["<https://x/g>"] + line("d", LONG) + line("b", LONG)}
    assert not publish(more)
    assert not publish(more)
    # The text still stands elsewhere, and a number is of no matter.
    less = {
        "<https://x/g>": FIRST["<https://x/g>"] + line("d", LONG),
        "<https://x/h>": line("c", '"2"^^<http://www.w3.org/2001/XMLSchema#decimal>', "h"),
    }
    assert not publish(less)
    assert publish.holds("another text")
    assert publish(FIRST)
    assert not publish.holds("another text")


@pytest.mark.parametrize(
    "after",
    [
        FIRST | {"<https://x/g>": line("a", '"a text that is long enough to be kept apart"')},
        {name: FIRST[name] for name in ["<https://x/g>"]},
        FIRST | {"<https://x/h>": b""},
    ],
    ids=["a short text", "a graph", "all of a graph"],
)
def test_what_would_stay_behind_makes_a_store_anew(tmp_path, monkeypatch, after):
    publish = Publishes(tmp_path, monkeypatch)
    publish(FIRST)
    assert publish(after)
    assert not publish(FIRST)


DAMAGES = {
    "gone": shutil.rmtree,
    "cut": lambda folder: [path.write_bytes(path.read_bytes()[:-9]) for path in folder.glob("*.sst")],
    "a file less": lambda folder: (folder / "CURRENT").unlink(),
    "of another dataset": lambda folder: (folder / "DATASET").write_text("0" * 64),
    "another one": lambda folder: shutil.rmtree(folder) or create(folder, b""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_that_is_not_as_it_was_published_is_followed_by_one_made_anew(tmp_path, monkeypatch, damage):
    publish = Publishes(tmp_path, monkeypatch)
    publish(FIRST)
    DAMAGES[damage](tmp_path / "store")
    assert publish(FIRST)


def test_a_store_that_cannot_be_changed_is_followed_by_one_made_anew(tmp_path, monkeypatch):
    publish = Publishes(tmp_path, monkeypatch)
    publish(FIRST)
    # Damaged as if nobody had written it since.
    for path in (tmp_path / "store").glob("MANIFEST-*"):
        times = path.stat()
        with path.open("r+b") as file:
            file.write(b"\0" * 40)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert publish(FIRST)


def test_a_store_is_made_anew_in_the_end_and_where_much_differs(tmp_path, monkeypatch):
    publish = Publishes(tmp_path, monkeypatch)
    monkeypatch.setattr(store, "MOST_ANCESTORS", 2)
    assert [publish(FIRST) for _ in range(5)] == [True, False, False, True, False]
    monkeypatch.setattr(store, "MOST_CHANGES", 1)
    two = line("e", "<https://x/e>", "h") + line("f", "<https://x/e>", "h")
    assert publish(FIRST | {"<https://x/h>": FIRST["<https://x/h>"] + two})


def test_where_files_cannot_be_linked_they_are_copied(tmp_path, monkeypatch):
    publish = Publishes(tmp_path, monkeypatch)

    def refuse(*_):
        raise OSError("no such links here")

    monkeypatch.setattr(os, "link", refuse)
    assert [publish(FIRST) for _ in range(3)] == [True, False, False]


def test_a_store_in_memory_is_the_same(rich_corpus, rich_quads, terms):
    assert records(in_memory(rich_quads), terms) == rich_corpus


def test_no_store_and_a_damaged_one_are_told_of(tmp_path, rich_quads):
    with pytest.raises(GraphError, match=r"is no store that can be opened: .*; run `kg build` again"):
        open_store(tmp_path / "nowhere")
    create(tmp_path / "store", n_quads(rich_quads))
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(GraphError, match="run `kg build` again"):
        open_store(tmp_path / "store")


@pytest.mark.parametrize("suffix", FORMATS)
def test_files_of_every_kind_come_back(tmp_path, rich_corpus, rich_quads, terms, suffix):
    format_ = FORMATS[suffix]
    items = rich_quads if format_.supports_datasets else [quad.triple for quad in rich_quads]
    file = tmp_path / f"graph{suffix.upper()}"
    file.write_bytes(ox.serialize(items, format=format_))
    assert records(file_quads(file), terms) == rich_corpus
    assert len(load_file(file)) == len(rich_quads)


def test_a_file_keeps_its_literals_as_they_are_written(tmp_path):
    file = tmp_path / "graph.nt"
    file.write_text('<https://x/s> <https://x/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n')
    assert [quad.object.value for quad in file_quads(file)] == ["1.50"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("graph.txt", b"", r"graph\.txt: unknown kind of graph; expected one of \.nq, \.trig"),
        ("graph", b"", r"graph: unknown kind of graph"),
        ("graph.nq", b"<https://x/s> <https://x/p> .\n", r"graph\.nq:1:\d+: "),
        ("graph.ttl", b"\n\n<https://x/s> nope:p 1 .\n", r"graph\.ttl:3:\d+: "),
        ("graph.ttl", b'<https://x/s> <https://x/p> "\xff" .', r"graph\.ttl:1:\d+: .*UTF-8"),
        ("graph.rdf", b"<rdf", r"graph\.rdf:\d+:\d+: "),
        ("absent.nq", None, r"absent\.nq: cannot be read: "),
    ],
)
def test_files_that_are_no_graph_are_told_of_with_their_place(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=message):
        load_file(tmp_path / name)
