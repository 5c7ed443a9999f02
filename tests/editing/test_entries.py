"""A new entry at the end of a registry: nothing above it changes."""

from __future__ import annotations

import pytest

from kg.editing.changes import ConflictError
from kg.editing.emitting import entry_of
from kg.editing.entries import EntryError, save_entry, with_entries, with_entry
from kg.editing.saving import save
from kg.model.records import Actor
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


@pytest.mark.parametrize("by", [save, None])
def test_a_registry_that_is_not_there_is_begun(tmp_path, by):
    sources = tmp_path / "sources"
    sources.mkdir()
    if by is None:
        save_entry(tmp_path, "actor", "japan", None, entry_of(JAPAN))
    else:
        file, content = with_entries(tmp_path, "actor", {"japan": entry_of(JAPAN)})
        by(sources, {file: content})
    begun = "# yaml-language-server: $schema=../out/schema/actors.json\n\n"
    assert (sources / "actors.yaml").read_text() == begun + ENTRY


def test_an_entry_is_saved_changed_and_taken_away(tmp_path):
    write_files(tmp_path, {"actors.yaml": REGISTRY})
    path = tmp_path / "sources" / "actors.yaml"
    save_entry(tmp_path, "actor", "gazette", None, {"kind": "organization", "label": "Gazette"})
    with pytest.raises(EntryError, match="already"):
        save_entry(tmp_path, "actor", "gazette", None, {"label": "Other"})
    save_entry(tmp_path, "actor", "gazette", {"kind": "organization", "label": "Gazette"}, {"label": "The Gazette"})
    assert path.read_text() == f"{REGISTRY}\ngazette:\n  label: The Gazette\n"
    save_entry(tmp_path, "actor", "gazette", {"label": "The Gazette"}, None)
    assert path.read_text() == REGISTRY


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


REGISTRY = """\
# Actors.

china:
  kind: state   # a state
  label: China
  aliases: [Beijing, "PRC"]

# Of Japan.
japan: {kind: state, label: Japan}
envoy:
  kind: person
  label: An envoy
"""


def entry_with(root, slug, before, after):
    _, content = with_entry(root, "actor", slug, before, after)
    return content.decode()


def test_an_entry_is_changed_in_its_lines_alone(tmp_path):
    write_files(tmp_path, {"actors.yaml": REGISTRY})
    china = {"kind": "state", "label": "China", "aliases": ["Beijing", "PRC"]}
    after = entry_with(tmp_path, "china", china, china | {"aliases": ["Beijing", "PRC", "Peking"], "iso3": "CHN"})
    assert after == REGISTRY.replace('"PRC"]', '"PRC", Peking]\n  iso3: CHN')
    japan = {"kind": "state", "label": "Japan"}
    after = entry_with(tmp_path, "japan", japan, japan | {"label": "Nippon"})
    assert after == REGISTRY.replace("label: Japan", "label: Nippon")


def test_an_entry_that_goes_leaves_one_empty_line(tmp_path):
    write_files(tmp_path, {"actors.yaml": REGISTRY})
    china = {"kind": "state", "label": "China", "aliases": ["Beijing", "PRC"]}
    assert entry_with(tmp_path, "china", china, None) == "# Actors.\n\n" + REGISTRY[REGISTRY.index("# Of Japan") :]
    envoy = {"kind": "person", "label": "An envoy"}
    assert entry_with(tmp_path, "envoy", envoy, None) == REGISTRY[: REGISTRY.index("envoy")]


def test_an_entry_that_somebody_changed_is_not_overwritten(tmp_path):
    write_files(tmp_path, {"actors.yaml": REGISTRY})
    with pytest.raises(ConflictError) as refused:
        with_entry(tmp_path, "actor", "japan", {"kind": "state"}, None)
    assert refused.value.now == {"japan": {"kind": "state", "label": "Japan"}}
    with pytest.raises(ConflictError) as refused:
        with_entry(tmp_path, "actor", "korea", {"kind": "state"}, None)
    assert refused.value.now == {"korea": None}


def test_beside_a_mistake_an_entry_can_be_changed_and_that_with_it_not(tmp_path):
    write_files(tmp_path, {"actors.yaml": REGISTRY.replace("label: An envoy", "label: [")})
    before = {"kind": "state", "label": "Japan"}
    after = entry_with(tmp_path, "japan", before, before | {"iso3": "JPN"})
    assert "japan: {kind: state, label: Japan, iso3: JPN}\n" in after
    with pytest.raises(EntryError, match="mend it first"):
        with_entry(tmp_path, "actor", "envoy", {}, None)


def test_names_by_language_have_lines_of_their_own(tmp_path):
    write_files(tmp_path, {"actors.yaml": ""})
    _, content = with_entries(
        tmp_path, "actor", {"japan": {"kind": "state", "label": {"en": "Japan", "ar": "اليابان"}}}
    )
    assert content.decode() == "japan:\n  kind: state\n  label:\n    en: Japan\n    ar: اليابان\n"


def test_issues_and_events_are_added_as_people_write_them(tmp_path):
    write_files(tmp_path, {"issues.yaml": "", "events.yaml": "met: {label: They met, type: CONSULT}\n"})
    issue = {
        "label": "The missiles",
        "definition": "The deployment of missiles, as it was agreed in the spring of that year by the two governments, and all that follows.",
        "pursued-by": [{"actor": "china", "claim": "talks/one"}],
    }
    _, content = with_entries(tmp_path, "issue", {"missiles": issue})
    assert (
        content.decode()
        == (
            "\nmissiles:\n"
            "  label: The missiles\n"
            "  definition: >-\n"
            "    The deployment of missiles, as it was agreed in the spring of that year by the two governments, and all that\n"
            "    follows.\n"
            "  pursued-by: [{actor: china, claim: talks/one}]\n"
        )[1:]
    )
    _, content = with_entries(tmp_path, "event", {"left": {"label": "They left", "when": "2016-02"}})
    assert content.decode().endswith("\n\nleft:\n  label: They left\n  when: 2016-02\n")
    with pytest.raises(EntryError, match="no slug"):
        with_entries(tmp_path, "event", {"They left": {}})
