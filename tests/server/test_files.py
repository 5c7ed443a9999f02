"""The files of the build, and nothing beside them."""

from __future__ import annotations

import json
import os
from hashlib import sha256

import pytest

from kg.server.build import NotBuiltError, read_build
from kg.server.files import open_inside
from tests.server.serving import write_build


def test_the_view_and_the_files_that_the_build_lists(server, served_root):
    out = served_root / "out"
    view = server.ask(path="/")
    assert view.body.startswith(b"<!DOCTYPE html>")
    assert view.headers["content-security-policy"] == "frame-ancestors 'none'"
    for name in json.loads((out / "build.json").read_text())["outputs"]:
        assert server.ask(path="/" + name).body == (out / name).read_bytes()
    tag = view.headers["etag"]
    assert server.ask(path="/", headers={"If-None-Match": tag}).status == 304
    head = server.ask("HEAD", "/graph.nq")
    assert (head.body, int(head.headers["content-length"])) == (b"", (out / "graph.nq").stat().st_size)
    assert server.ask("POST", "/").status == 405
    assert "sandbox" in server.ask(path="/tension.csv").headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/build.json", "/store", "/store/CURRENT", "/README.md", "/schema", "/schema/", "/nothing", "//graph.nq",
        "/../sources/actors.yaml", "/%2e%2e/sources/actors.yaml", "/..%2fsources/actors.yaml", "/schema/../build.json",
        "/%2e%2e%2fsources%2factors.yaml", "/schema/%2e%2e/%2e%2e/sources/actors.yaml", "/..%5csources", "/graph.nq%00",
        "/%252e%252e/sources/actors.yaml", "/./graph.nq", "/graph.nq/", "/etc/passwd", "//etc/passwd", "/index.html%0d%0a",
        "/%c0%ae%c0%ae/sources/actors.yaml", "/graph.nq;x", "/.well-known/../build.json",
    ],
)  # fmt: skip
def test_no_way_leads_elsewhere(server, path):
    got = server.ask(path=path)
    assert (got.status, got.type) == (404, "application/problem+json")
    assert str(server.root) not in got.body.decode()


def test_no_link_leads_out(serve, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    outputs = dict.fromkeys(("link.txt", "folder/key.txt", "pipe.txt"), b"")
    write_build(tmp_path / "out", b"", outputs)
    out = tmp_path / "out"
    (out / "link.txt").unlink()
    (out / "link.txt").symlink_to(secret / "key.txt")
    (out / "folder/key.txt").unlink()
    (out / "folder").rmdir()
    (out / "folder").symlink_to(secret)
    (out / "pipe.txt").unlink()
    os.mkfifo(out / "pipe.txt")
    server = serve(tmp_path, "--workers", 1)
    for name in outputs:
        assert server.ask(path="/" + name).status == 404
    assert server.stop() == 0
    with pytest.raises(OSError, match=r"symbolic|directory"):
        open_inside(out, "folder/key.txt")


def test_names_that_lead_out_are_not_taken_from_the_manifest(tmp_path):
    names = ["../x", "/etc/passwd", "a/../../x", "store/CURRENT", ".hidden", "a\\b", "a\nb", "good/file.txt", "a//b"]
    write_build(tmp_path / "out", b"")
    manifest = {"dataset": sha256(b"").hexdigest(), "outputs": dict.fromkeys(names, "0")}
    (tmp_path / "out/build.json").write_text(json.dumps(manifest))
    assert list(read_build(tmp_path, tmp_path / "out").outputs) == ["good/file.txt"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"dataset": 1, "outputs": 5}'])
def test_a_damaged_manifest_is_said(tmp_path, text):
    write_build(tmp_path / "out", b"")
    (tmp_path / "out/build.json").write_text(text)
    with pytest.raises(NotBuiltError, match="damaged"):
        read_build(tmp_path, tmp_path / "out")
