"""No process that reads what others wrote gets a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.bounds import ReadingProcess
from kg.intake.document import Input
from kg.model.credentials import KEYS, environment_without_keys
from kg.server.worker_process import environment


def test_keys_are_left_out(monkeypatch):
    for name in KEYS:
        monkeypatch.setenv(name, "sk-secret")
    monkeypatch.setenv("KG_CACHE", "kept")
    for kept in (environment_without_keys(), environment()):
        assert not set(KEYS) & set(kept)
        assert "sk-secret" not in kept.values()
        assert kept["KG_CACHE"] == "kept"


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system does not show the environment")
def test_the_process_that_reads_inputs_has_no_key(monkeypatch):
    pytest.importorskip("babel", reason="reading inputs needs detente[intake]")
    for name in KEYS:
        monkeypatch.setenv(name, "sk-secret")
    with ReadingProcess() as process:
        assert process.read(Input(b"A title\n\nA text of two words and more.", "a.txt", "")).documents
        assert b"sk-secret" not in Path(f"/proc/{process.process.pid}/environ").read_bytes()
