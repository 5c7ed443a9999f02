"""What is kept stands in for nothing but itself: whatever is damaged, foreign or hostile is made anew."""

import os
import pickle
import subprocess
import sys
from decimal import Decimal

import pytest

from kg import cache
from kg.cache import Cache, key_of
from kg.model.findings import Finding, Location
from kg.model.records import Node

KEY = key_of("a", "key")
PLACE = Location("sources/a.yaml", 3, 5)
NODE = Node(
    {"quote": Node([Node("one", PLACE, {}, "# two")], PLACE), "n": Node(None, PLACE)},
    PLACE,
    {"quote": PLACE, "n": PLACE},
)
VALUES = [
    {"a": (1, "b", b"c", None, True)},
    Finding(PLACE, "rule", "message", "warning", "subject"),
    NODE,
    frozenset({"x"}),
    Decimal("0.5"),
]


class Makes:
    """Counts how often a value is made."""

    def __init__(self, value):
        self.value, self.times = value, 0

    def __call__(self):
        self.times += 1
        return self.value


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_is_kept_is_what_was_made_in_memory_and_in_another_process(tmp_path, value):
    make = Makes(value)
    first = Cache(tmp_path)
    assert [first.get(KEY, make), first.get(KEY, make), Cache(tmp_path).get(KEY, make)] == [value] * 3
    assert make.times == 1


def test_a_place_that_was_kept_is_where_it_was(tmp_path):
    Cache(tmp_path).get(KEY, lambda: NODE)
    kept = Cache(tmp_path).get(KEY, lambda: None)
    assert kept.at("quote", 0) == PLACE
    assert kept.child("quote").child(0).rest == "# two"
    assert kept.keys == NODE.keys


def test_of_several_what_is_missing_is_made_at_once(tmp_path):
    asked = []

    def make(names):
        asked.append(names)
        return {name: name.upper() for name in names}

    keys = {name: key_of(name) for name in ("a", "b", "c")}
    first = Cache(tmp_path)
    assert first.get_each({"a": keys["a"]}, make) == {"a": "A"}
    assert first.get_each(keys, make) == Cache(tmp_path).get_each(keys, make) == {"a": "A", "b": "B", "c": "C"}
    assert asked == [{"a"}, {"b", "c"}]


def test_without_a_folder_nothing_is_written_and_memory_serves(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make, kept = Makes("value"), Cache()
    assert kept.get(KEY, make) == kept.get(KEY, make) == "value"
    assert (make.times, list(tmp_path.iterdir())) == (1, [])


def test_what_is_recalled_is_in_memory_alone(tmp_path):
    make, kept = Makes(object()), Cache(tmp_path)
    assert kept.recall(KEY, make) is kept.recall(KEY, make) is make.value
    assert (make.times, list(tmp_path.iterdir())) == (1, [])


def test_a_process_that_works_once_holds_nothing(tmp_path):
    make, kept = Makes("value"), Cache(tmp_path, stays=False)
    assert kept.get(KEY, make) == kept.get(KEY, make) == "value"
    assert make.times == 1
    assert [kept.recall("one", make), kept.recall("one", make)] == ["value"] * 2
    assert make.times == 3
    assert kept._values == {}


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
        lambda content: b"\0" * 32 + content[32:],
        lambda content: content * 2,
    ],
    ids=["empty", "cut in the hash", "cut", "a bit", "another hash", "twice"],
)
def test_a_damaged_value_is_made_anew_and_kept_again(tmp_path, damage):
    Cache(tmp_path).get(KEY, lambda: "value")
    file = tmp_path / KEY
    file.write_bytes(damage(file.read_bytes()))
    make = Makes("value")
    assert Cache(tmp_path).get(KEY, make) == Cache(tmp_path).get(KEY, make) == "value"
    assert make.times == 1


class Evil:
    """Pickles as a call."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize("module", ["os", "builtins", "kg.cli.writing", "subprocess"])
def test_a_value_calls_nothing_however_it_was_made(tmp_path, module):
    import hashlib
    import importlib
    import zlib

    names = {"os": "mkdir", "builtins": "exec", "kg.cli.writing": "write_whole", "subprocess": "run"}
    function = getattr(importlib.import_module(module), names[module])
    packed = zlib.compress(pickle.dumps(Evil(function, str(tmp_path / "called"))))
    (tmp_path / KEY).write_bytes(hashlib.sha256(packed).digest() + packed)
    assert Cache(tmp_path).get(KEY, lambda: "value") == "value"
    assert not (tmp_path / "called").exists()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("")
    kept = Cache(tmp_path / "file" / "folder")
    assert kept.get(KEY, lambda: "value") == "value"
    kept.sweep()


def test_what_nobody_asks_for_is_forgotten():
    kept, make = Cache(), Makes("again")
    kept.get("idle", lambda: "old")
    for _ in range(cache.SWEEPS + 1):
        kept.get("used", lambda: "new")
        kept.sweep()
    assert kept.get("used", make) == "new"
    assert kept.get("idle", make) == "again"


def test_the_folder_stays_small_and_keeps_what_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FEWEST", 4)
    kept = Cache(tmp_path)
    for number in range(20):
        kept.get(key_of(str(number)), lambda: "old")
    kept.sweep()
    kept.get(KEY, lambda: "new")
    kept.sweep()
    assert {path.name for path in tmp_path.iterdir()} == {KEY}


def test_of_many_projects_the_oldest_go_and_nothing_else_does(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MOST_PROJECTS", 3)
    (tmp_path / "own").mkdir()
    (tmp_path / ("f" * 32)).write_text("a file")
    folders = [tmp_path / f"{number:032x}" for number in range(5)]
    for number, folder in enumerate(folders):
        Cache(folder).get(KEY, lambda: "value")
        os.utime(folder, (number, number))
    kept = Cache(folders[-1])
    kept.get(KEY, lambda: "value")
    kept.sweep()
    assert {path.name for path in tmp_path.iterdir()} == {"own", "f" * 32, *(path.name for path in folders[2:])}


def test_keys_tell_parts_apart_and_are_the_same_in_every_process():
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of("\ud800")}) == 5
    script = "from kg.cache import key_of; print(key_of('a', b'b'))"
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert other == key_of("a", b"b")


def test_another_version_of_the_program_has_other_keys(monkeypatch):
    here = key_of("a")
    monkeypatch.setattr(cache, "_version", lambda: b"another")
    assert key_of("a") != here


def test_the_folder_is_the_users_and_never_the_projects(tmp_path, monkeypatch):
    monkeypatch.delenv(cache.VARIABLE)
    folder = cache.of_project(tmp_path).folder
    assert folder is not None
    assert not folder.is_relative_to(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    one, other = cache.of_project(tmp_path).folder, cache.of_project(tmp_path / "other").folder
    assert one.parent == other.parent == tmp_path / "kept"
    assert one != other
    monkeypatch.setenv(cache.VARIABLE, "")
    assert cache.of_project(tmp_path).folder is None
