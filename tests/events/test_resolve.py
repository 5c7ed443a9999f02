"""The actors of a project are read once, kept by what stands in their file, and read again when that changes."""

from __future__ import annotations

import pytest

from kg.events import resolve
from kg.events.resolve import resolver_of

ACTORS = "prc: {kind: state, label: Red China, iso3: CHN}\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project with one actor, and a folder of a cache."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "actors.yaml").write_text(ACTORS)
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    return tmp_path


def named(root, *names):
    return [resolver_of(root).named(name, "state") for name in names]


def test_what_was_read_once_is_not_read_again(root, monkeypatch):
    digest = resolver_of(root).digest()
    monkeypatch.setattr(resolve, "project_actors", lambda _: pytest.fail("is kept"))
    monkeypatch.setattr(resolve, "tables", lambda: pytest.fail("are kept"))
    assert named(root, "red china", "CHN", "japan") == ["prc", "prc", "japan"]
    assert resolver_of(root).digest() == digest


def test_a_file_that_has_changed_is_read_again(root):
    assert named(root, "red china") == ["prc"]
    (root / "sources" / "actors.yaml").write_text(ACTORS.replace("Red China", "Cathay"))
    assert named(root, "red china", "cathay") == [None, "prc"]


def test_a_file_that_changes_while_it_is_read_is_kept_under_no_wrong_name(root, monkeypatch):
    file, read = root / "sources" / "actors.yaml", resolve.project_actors

    def saved_meanwhile(folder):
        file.write_text(ACTORS.replace("Red China", "Cathay"))
        return read(folder)

    with monkeypatch.context() as changed:
        changed.setattr(resolve, "project_actors", saved_meanwhile)
        assert named(root, "cathay") == ["prc"]
    file.write_text(ACTORS)
    assert named(root, "red china", "cathay") == ["prc", None]


def test_without_a_file_that_can_be_read_there_are_countries_alone(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "actors.yaml"
    elsewhere.write_text(ACTORS)
    file = root / "sources" / "actors.yaml"
    file.unlink()
    assert named(root, "red china", "CHN") == [None, "china"]
    file.symlink_to(elsewhere)
    assert named(root, "red china", "CHN") == [None, "china"]
