"""The attacks find what they look for, where it is planted: run by `test_attack` in a process of its own.

They fork, which a process must not do that has ever opened a store, since its threads stay behind.
"""

from __future__ import annotations

import os
import signal
from random import Random

from benchmarks.attack import kills, processes, projects, servers, sources, strings


def losses(target, tmp_path, tries, plant=lambda: None):
    """What an attack loses in its first tries, after a fault has been planted on its stage."""
    (stage := tmp_path / "stage").mkdir()
    lost = []
    with target.stage(stage) as attempt:
        plant()
        for number in range(tries):
            (own := tmp_path / str(number)).mkdir()
            lost += attempt(Random(f"{number}"), own)
    return lost


def test_a_query_that_reaches_the_network_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.rdf.query.refuse", lambda *_args, **_options: False)
    monkeypatch.setattr(
        servers, "_disguised", lambda _random, port: f"ASK {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ }} }}"
    )
    monkeypatch.setattr(servers, "QUERIES", 2)
    assert losses(servers.DISGUISED, tmp_path, 1) == ["2 of 2 queries reached the network"]


def test_what_steers_a_terminal_is_noticed(tmp_path, monkeypatch):
    for place in ("kg.cli.terminal.printable_sentence", "kg.cli.printing.printable"):
        monkeypatch.setattr(place, lambda text: text)
    monkeypatch.setattr(strings, "hostile", lambda _random: "\x1b[2J")
    monkeypatch.setattr(strings, "COMMANDS", (["claims"],))
    assert any("'\\x1b' reaches the terminal" in sentence for sentence in losses(strings.STRINGS, tmp_path, 6))


def test_a_traceback_and_a_silent_failure_are_noticed(tmp_path, monkeypatch):
    def broken(*_args, **_options):
        raise KeyError("planted")

    def plant():
        monkeypatch.setattr("kg.project.Project.__init__", broken)

    assert "a traceback: KeyError: 'planted'" in losses(sources.GRAPHS, tmp_path, 1, plant)[0]
    assert processes.outcome_of(lambda: os._exit(1)).losses == ["status 1 without a word"]
    assert processes.outcome_of(lambda: os.kill(os.getpid(), signal.SIGUSR1)).losses == [
        f"status -{signal.SIGUSR1:d}: "
    ]


def test_more_time_or_memory_than_allowed_is_noticed(monkeypatch):
    monkeypatch.setattr(processes, "PEAK_MB", 1)
    monkeypatch.setattr(processes, "CPU_SECONDS", -1)
    assert [what.split()[1] for what in processes.outcome_of(lambda: None).losses] == ["CPU", "MB"]


def test_what_a_killed_build_leaves_behind_is_noticed(tmp_path, monkeypatch):
    roots = [projects.generated(tmp_path / f"project-{seed}", claims=3, seed=seed) for seed in (1, 2)]
    out = tmp_path / "out"
    target = kills.Publication(
        out,
        "kg build",
        [["build", "--root", root, "--out", out] for root in roots],
        lambda: os.write(1, f"{projects.published(out)}".encode()),
    )
    target.prepare()
    assert target.touches > 100
    killed = Random("killed")
    monkeypatch.setattr(killed, "random", lambda: 0.0)
    # In the middle of its work, and then at the last of its renames.
    assert target.attempt(killed, tmp_path) == []
    monkeypatch.setattr("kg.publication._sweep", lambda _staging: None)
    assert any(".publishing is left behind" in sentence for sentence in target.attempt(killed, tmp_path))
