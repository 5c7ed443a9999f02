"""A new entry at the end of a registry: nothing above it changes."""

from __future__ import annotations

import pytest

from kg.editing.emitting import entry_of
from kg.editing.entries import EntryError, with_entries
from kg.model.records import Actor
from kg.sources.yaml import parse, plain
from tests.conftest import write_files

JAPAN = Actor("japan", "state", "Japan", iso3="JPN")
ENTRY = "japan:\n  kind: state\n  label: Japan\n  iso3: JPN\n"


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("china: {kind: state, label: China}  # theirs\n", f"\n{ENTRY}"),
        ("china: {kind: state, label: China}", f"\n\n{ENTRY}"),
        ("# nobody yet\n", f"\n{ENTRY}"),
        ("\ufeffchina:\r\n  kind: state\r\n  label: China\r\n", "\r\n" + ENTRY.replace("\n", "\r\n")),
    ],
)
def test_the_entry_follows_in_the_manner_of_the_file(tmp_path, before, added):
    write_files(tmp_path, {"actors.yaml": before.encode()})
    file, content = with_entries(tmp_path, "actor", {"japan": entry_of(JAPAN)})
    assert file.content == before.encode()
    assert content == (before + added).encode()


def test_a_registry_that_is_not_there_is_begun(tmp_path):
    (tmp_path / "sources").mkdir()
    _, content = with_entries(tmp_path, "actor", {"japan": entry_of(JAPAN)})
    assert content.startswith(b"# yaml-language-server")
    assert plain(parse(content.decode(), "actors.yaml")[0])["japan"]["iso3"] == "JPN"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("{china: {kind: state, label: China}}\n", "by hand"),
        ("  china: {kind: state, label: China}\n", "by hand"),
        ("china: {kind: state, label: China\n", "mend it first"),
        ("- china\n", "no mapping"),
        ("japan: {kind: state, label: Nippon}\n", "already"),
        ("china: >\n  text\n\n...\n", "by hand"),
    ],
)
def test_where_no_entry_can_follow_none_is_written(tmp_path, before, why):
    write_files(tmp_path, {"actors.yaml": before})
    with pytest.raises(EntryError, match=why):
        with_entries(tmp_path, "actor", {"japan": entry_of(JAPAN)})
