"""The files of a project's `ontology/`: what is refused, by one line each, and that nothing waits for it."""

from __future__ import annotations

import os
import socket

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.model.files import MAX_BYTES
from kg.pipeline import build, check
from kg.rdf.ontology import load
from kg.web.pages.collected import map_of

FILES = ["more.ttl", "shapes.ttl", "queries/mine.rq", "modes.ttl"]
SECRET = "PASSWORD=hunter2"
TURTLE = f'<urn:secret> <http://www.w3.org/2000/01/rdf-schema#label> "{SECRET}" .\n'
NOT_A_FILE = ("file-unreadable", "cannot be read: not a file; put the file itself there")


def link_out(path, outside):
    (outside / "secret").write_text(f"# A question?\n{SECRET}\n" if path.suffix == ".rq" else TURTLE)
    path.symlink_to(outside / "secret")


def link_to_a_device(path, _outside):
    path.symlink_to("/dev/zero")


def link_to_nowhere(path, _outside):
    path.symlink_to("nowhere")


def link_to_itself(path, _outside):
    path.symlink_to(path.name)


def pipe(path, _outside):
    os.mkfifo(path)


def folder(path, _outside):
    path.mkdir()


def listening(path, _outside):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def too_large(path, _outside):
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def latin(path, _outside):
    path.write_bytes(b"# \xe9")


def steering(path, _outside):
    path.write_bytes(b"# \x1b[31m")


REFUSED = [
    (link_out, "file-link", "a link that leads out of 'ontology'; put the file itself there"),
    (link_to_a_device, "file-link", "a link that leads out of 'ontology'; put the file itself there"),
    (link_to_nowhere, "file-missing", "there is no such file; put it there, or mend the link"),
    (link_to_itself, "file-unreadable", "cannot be read: too many levels of symbolic links"),
    (pipe, *NOT_A_FILE),
    (folder, *NOT_A_FILE),
    (listening, *NOT_A_FILE),
    (too_large, "file-size", "8,000,001 bytes, more than the 8,000,000 that are read; split the file"),
    (latin, "file-encoding", "not UTF-8 (byte 0xe9); save the file as UTF-8"),
    (steering, "file-encoding", "the control character U+001B; delete it"),
]


@pytest.fixture
def root(project):
    made = project()
    (made / "ontology/queries").mkdir(parents=True)
    return made


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("make", "rule", "message"), REFUSED, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_no_file_of_the_project_is_one_finding(root, tmp_path_factory, name, make, rule, message):
    make(root / "ontology" / name, tmp_path_factory.mktemp("outside"))
    (error,) = load(root / "ontology").unreadable()
    assert (error.file, error.rule, error.reason) == (root / "ontology" / name, rule, message)


def test_every_file_that_cannot_be_read_is_told_in_one_run(root):
    for name in FILES:
        os.mkfifo(root / "ontology" / name)
    (root / "ontology/broken.ttl").write_text("kg:A kg:B .")
    found = [(f.location.file, f.rule) for f in check(root).findings]
    names = {f"ontology/{name}": "file-unreadable" for name in FILES} | {"ontology/broken.ttl": "ontology"}
    assert found == sorted(names.items())


@pytest.mark.parametrize("name", ["ontology", "ontology/queries"])
def test_a_folder_that_is_a_link_out_of_the_project_is_refused(root, tmp_path_factory, name):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.ttl").write_text(TURTLE)
    (outside / "x.rq").write_text(SECRET)
    (root / "ontology/queries").rmdir()
    if name == "ontology":
        (root / "ontology").rmdir()
    (root / name).symlink_to(outside)
    (found,) = check(root).findings
    assert found.rule == "file-link"
    assert found.location.file.startswith(name)
    assert SECRET not in found.message


def test_links_within_the_ontology_are_followed(root):
    (root / "ontology/kept").write_text("# What is there?\nSELECT * { ?s ?p ?o }\n")
    (root / "ontology/queries/mine.rq").symlink_to("../kept")
    assert check(root).findings == ()


COMMANDS = [
    ["check"],
    ["build"],
    ["tension"],
    ["query", "--list"],
    ["query", "--name", "mine"],
    ["explain", "china", "japan"],
    ["export", "claims"],
]


@pytest.mark.parametrize("name", ["more.ttl", "queries/mine.rq"])
def test_no_command_waits_for_a_pipe_or_shows_what_lies_outside(root, tmp_path_factory, name):
    (root / "ontology/more.ttl").write_text("")
    (root / "ontology/queries/mine.rq").write_text("# What?\nSELECT * { ?s ?p ?o } LIMIT 1\n")
    assert build(root, root / "out").files
    for make in (pipe, link_out):
        (root / "ontology" / name).unlink()
        make(root / "ontology" / name, tmp_path_factory.mktemp("outside"))
        for arguments in COMMANDS:
            result = CliRunner().invoke(cli, [*arguments, "--root", str(root)])
            assert result.exception is None or isinstance(result.exception, SystemExit), arguments
            assert SECRET not in result.output, arguments
    assert SECRET not in (root / "out/graph.nq").read_text()


def test_terms_by_the_thousand_are_checked_in_seconds(root):
    """Each is wrong in three ways, none looks like another; what is looked for and read is bounded."""
    lines = ["@prefix kg: <https://w3id.org/detente/ns#> ."]
    lines += [f"kg:T{n} a kg:StanceType ; kg:unknown{n} kg:Other{n} ." for n in range(2_000)]
    (root / "ontology/more.ttl").write_text("\n".join(lines))
    found = check(root).findings
    assert len(found) > 10_000
    assert found[0].location.line == 2


def test_a_view_that_is_a_link_out_of_its_folder_is_in_no_site(root, tmp_path_factory):
    secret = tmp_path_factory.mktemp("outside") / "secret"
    secret.write_text(SECRET)
    (root / "out").mkdir()
    (root / "out/index.html").symlink_to(secret)
    assert map_of(root, root / "out") == b""
    (root / "out/index.html").unlink()
    (root / "out/index.html").write_text("the map")
    assert map_of(root, root / "out") == b"the map"
