"""A graph that is built anew while it is asked."""

from __future__ import annotations

import shutil
import threading

from kg.publication import publish
from tests.server.serving import until, write_build

QUERY = "SELECT ?o { <http://x/s> <http://x/p> ?o }"


def graph(number):
    """One telling quad, and enough others for a store of some size."""
    lines = [f'<http://x/s> <http://x/p> "{number}" <http://x/g> .\n']
    lines += [f'<http://x/{n}> <http://x/q> "{n} of {number}" <http://x/g> .\n' for n in range(2000)]
    return "".join(sorted(lines)).encode()


def value(server):
    got = server.ask(query=QUERY)
    assert got.status == 200, (got.status, got.body)
    return int(got.json["results"]["bindings"][0]["o"]["value"]), got.headers.get("etag", "")


def test_a_new_build_is_picked_up_without_a_failed_request(serve, tmp_path):
    write_build(tmp_path / "out", graph(0), {"index.html": b"<p>0</p>"})
    server = serve(tmp_path, "--workers", 2)
    failed, seen, tags, done = [], [], {}, threading.Event()

    def keep_asking(path):
        while not done.is_set():
            try:
                if path == "/":
                    assert server.ask(path="/").status == 200
                    continue
                found, tag = value(server)
                seen.append(found)
                if tag:
                    tags.setdefault(found, set()).add(tag)
            except Exception as error:  # noqa: BLE001 - all of them are counted
                failed.append(error)

    threads = [threading.Thread(target=keep_asking, args=(path,)) for path in ("/sparql", "/sparql", "/")]
    for thread in threads:
        thread.start()
    try:
        for number in range(1, 6):
            write_build(tmp_path / "out", graph(number), {"index.html": f"<p>{number}</p>".encode()})
            until(lambda number=number: number in seen, f"build {number}")
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert set(seen) == set(range(6))
    # No tag of one build is given out for another.
    assert all(len(each) == 1 for each in tags.values())
    assert len(set.union(*tags.values())) == len(tags)
    until(lambda: len(server.workers()) == 2, "two workers")
    assert server.stop() == 0


def test_the_first_answer_after_a_build_is_of_it(serve, tmp_path):
    out = tmp_path / "out"
    write_build(out, graph(0), {"index.html": b"<p>0</p>"})
    server = serve(tmp_path, "--workers", 2)
    assert value(server)[0] == 0
    for number in range(1, 5):
        write_build(out, graph(number), {"index.html": b"<p>", f"{number}.html": f"<p>{number}</p>".encode()})
        # One after the other asks first, with nothing in between and no waiting.
        if number % 2:
            assert server.ask(path=f"/{number}.html").body.decode() == f"<p>{number}</p>"
        assert value(server)[0] == number
    assert server.stop() == 0


def test_a_build_that_cannot_be_opened_keeps_nobody_waiting(serve, tmp_path):
    out = tmp_path / "out"
    write_build(out, graph(1), {"index.html": b"<p>1</p>"})
    server = serve(tmp_path, "--workers", 1)
    assert value(server)[0] == 1
    beside = tmp_path / "beside"
    write_build(beside, graph(2), {"index.html": b"<p>2</p>"})
    for file in (beside / "store").glob("MANIFEST-*"):
        file.write_bytes(b"nonsense")
    publish(
        out,
        {name: (beside / name).read_bytes() for name in ("build.json", "index.html")},
        {"store": lambda path: shutil.copytree(beside / "store", path)},
    )
    assert {value(server)[0] for _ in range(20)} == {1}
    write_build(out, graph(3), {"index.html": b"<p>3</p>"})
    until(lambda: value(server)[0] == 3, "the build after it")
    assert server.stop() == 0


def test_a_single_file_is_served_and_read_again_when_it_changes(serve, tmp_path):
    file = tmp_path / "graph.nq"
    file.write_bytes(graph(1))
    server = serve(file, "--workers", 1)
    assert value(server)[0] == 1
    assert server.ask(path="/").headers["location"] == "/sparql"
    new = tmp_path / "new.nq"
    new.write_bytes(graph(2))
    new.replace(file)
    until(lambda: value(server)[0] == 2, "the new graph")
    assert server.stop() == 0


def test_graphs_of_any_kind_are_described(serve, tmp_path):
    file = tmp_path / "graph.trig"
    file.write_text(
        "<http://x/s> a <http://x/C> . _:g { <http://x/s> <http://x/p> _:b . _:b a _:c } <http://x/g> { <http://x/s> a 1 }"
    )
    server = serve(file, "--workers", 1)
    described = server.ask(headers={"Accept": "application/n-triples"}).body.decode()
    assert "service-description#name> <http://x/g>" in described
    assert described.count("service-description#name>") == 1
    void = server.ask(path="/void", headers={"Accept": "application/n-triples"}).body.decode()
    assert 'void#triples> "4"' in void
    assert server.stop() == 0
