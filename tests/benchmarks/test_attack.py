"""The attacks find what they look for, where it is put."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks.attack import mutations, projects
from benchmarks.attack.__main__ import ATTACKS, as_table, attack
from benchmarks.attack.attacks import Attack


def test_the_attacks_find_what_is_planted():
    file = Path(__file__).with_name("planted_faults.py")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", file], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 passed" in ran.stdout


def test_a_build_that_is_torn_is_noticed(built, tmp_path):
    out = projects.copy(built.out, tmp_path / "out")
    assert projects.torn(out) == []
    (out / "tension.csv").write_text("of another build")
    assert projects.torn(out) == ["tension.csv is not of this build"]
    (out / "build.json").write_text("[")
    assert "build.json cannot be read" in projects.torn(out)[0]


@pytest.mark.parametrize("seed", range(5))
def test_changes_are_the_same_for_the_same_numbers_and_differ_from_what_was(seed):
    content = b"article: {title: A title}\nclaims:\n- id: one\n" * 20
    changed = [mutations.mutated(content, Random(f"{seed} {number}")) for number in range(40)]
    assert changed == [mutations.mutated(content, Random(f"{seed} {number}")) for number in range(40)]
    assert len(set(changed)) > 30
    assert changed.count(content) < 5
    assert all(mutations.mutated(b"", Random(number)) is not None for number in range(200))


def test_every_kind_of_disguise_can_be_put_on(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.touch()
    kinds = set()
    for number in range(80):
        file = tmp_path / f"{number}.yaml"
        file.touch()
        kinds.add(mutations.disguised(file, Random(number), outside))
    assert len(kinds) == 11


def test_a_loss_is_counted_and_names_its_try(capsys):
    from contextlib import contextmanager

    @contextmanager
    def stage(_folder):
        yield lambda random, _own: ["lost \x1b"] if random.random() < 0.5 else []

    result = attack(Attack("made-up", "what is made up", 1, 1, stage), 1, range(10))
    assert result["tries"] == 10
    assert 0 < len(result["losses"]) < 10
    assert f"made-up {result['losses'][0]['try']}: lost \\x1b" in as_table([result])
    assert {name: target.name for name, target in ATTACKS.items()} == {name: name for name in ATTACKS}
