"""Standard streams that are closed, full, or have nobody who reads: a line or nothing, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

KG = f"{sys.executable} -m kg"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="as the shells of Unix do it")


def shell(script):
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {script}"], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    return done.returncode, done.stderr


def test_no_command_goes_on_without_standard_output():
    closed = "kg: error: standard output is closed; for no output, give >/dev/null\n"
    for command in ("--help", "articles", "query --list"):
        assert shell(f"{KG} {command} >&-") == (1, closed)
        assert shell(f"{KG} {command} >&- 2>&-") == (1, "")


def test_a_closed_standard_error_or_input_changes_nothing():
    assert shell(f"{KG} --version 2>&-") == (0, "")
    assert shell(f"{KG} events 2>&- <&- >&-")[0] == 1
    assert shell(f"{KG} query --list <&-") == (0, "")


def test_a_reader_who_has_gone_is_no_error_to_speak_of():
    for command in ("--help", *(f"{name} --help" for name in list(COMMANDS)[:3])):
        status, said = shell(f"{KG} {command} | true")
        assert status in {0, 1}
        assert said == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_output_that_cannot_be_written_is_a_line():
    for command in ("--help", "serve --help", "query --list"):
        assert shell(f"{KG} {command} >/dev/full") == (1, "kg: error: output: no space left on device\n")
