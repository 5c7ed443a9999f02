"""Taking YASGUI in from npm: only the very package that is meant, only its two files, and never a failed build."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile

import pytest

from kg.server import fetch_yasgui
from kg.server.fetch_yasgui import FILES, NOTICE, NotFetchedError, fetch, main, unpack

ABOUT = {
    "name": "@zazuko/yasgui",
    "license": "MIT",
    "author": "A <a@b>",
    "contributors": [{"name": "B"}],
    "homepage": "https://e.org",
    "dependencies": {"dompurify": "^3"},
}


def packed(tmp_path, members):
    file = tmp_path / "p.tgz"
    with tarfile.open(file, "w:gz") as archive:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return file, hashlib.sha512(file.read_bytes()).hexdigest()


def whole(**more):
    made = {f"package/build/{name}": b"body\n//# sourceMappingURL=x" for name in FILES}
    return made | {"package/package.json": json.dumps(ABOUT).encode(), "../../evil": b"x"} | more


def test_the_two_files_and_the_licence_are_written(tmp_path):
    archive, digest = packed(tmp_path, whole())
    unpack(archive, tmp_path / "here", digest)
    assert sorted(p.name for p in (tmp_path / "here").iterdir()) == sorted([*FILES, NOTICE])
    assert (tmp_path / "here" / FILES[0]).read_bytes() == b"body\n"
    notice = (tmp_path / "here" / NOTICE).read_text()
    assert "Copyright (c) A <a@b>, B" in notice
    assert "Permission is hereby granted" in notice
    assert "dompurify" in notice
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (whole(**{"package/package.json": json.dumps(ABOUT | {"license": "other"}).encode()}), "MIT"),
        ({"package/package.json": b"{}"}, "no package/build"),
    ],
)
def test_another_package_is_not_taken(tmp_path, members, message):
    archive, digest = packed(tmp_path, members)
    with pytest.raises(NotFetchedError, match=message):
        unpack(archive, tmp_path / "here", digest)
    assert not (tmp_path / "here").exists()


def test_other_bytes_are_not_taken(tmp_path):
    archive, _ = packed(tmp_path, whole())
    with pytest.raises(NotFetchedError, match="hash"):
        unpack(archive, tmp_path / "here")


def test_a_link_in_the_package_is_no_file(tmp_path):
    file = tmp_path / "p.tgz"
    with tarfile.open(file, "w:gz") as archive:
        info = tarfile.TarInfo(f"package/build/{FILES[0]}")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    with pytest.raises(NotFetchedError, match="no file"):
        unpack(file, tmp_path / "here", hashlib.sha512(file.read_bytes()).hexdigest())


def test_without_npm_it_is_left_out_in_a_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(fetch, "__defaults__", (tmp_path / "none",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main() == 0
    told = capsys.readouterr().err
    assert told == "yasgui: left out, there is no npm; /sparql shows the plain form\n"


def test_an_npm_that_fails_is_no_failure(monkeypatch, capsys, tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr(fetch, "__defaults__", (tmp_path / "none",))
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert main() == 0
    assert "npm does not give" in capsys.readouterr().err


def test_what_is_there_is_not_taken_again(tmp_path):
    for name in FILES:
        (tmp_path / name).write_text("x")
    (tmp_path / NOTICE).write_text(f"YASGUI {fetch_yasgui.VERSION}")
    assert fetch(tmp_path) is False
