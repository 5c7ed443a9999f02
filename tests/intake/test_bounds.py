"""The process that reads: it has no network and writes nothing, and whatever ends it is a finding."""

from __future__ import annotations

import io
import socket
import subprocess
import sys

import pytest

from kg.intake import worker
from kg.intake.bounds import ReadingProcess
from kg.intake.document import Input, UnreadableInputError
from tests.intake.conftest import PAGE
from tests.intake.makers import docx, pdf

TEXT = b"Envoys meet\n\nEnvoys of four states met in Tokyo."


@pytest.fixture(scope="module")
def process():
    with ReadingProcess() as started:
        yield started


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", TEXT), ("a.html", PAGE.format(head="", byline="", more="").encode()), ("a.docx", docx()), ("a.pdf", pdf([[(60, 700, 10, "Envoys met in Tokyo.", "0 g"), (60, 680, 10, "They talked.", "0 g")]]))],
)  # fmt: skip
def test_it_reads_as_one_reads_here(process, read, name, content):
    assert process.read(Input(content, name)).documents == read(content, name)


def test_what_it_refuses_it_says(process):
    with pytest.raises(UnreadableInputError) as refused:
        process.read(Input(b"%PDF broken", "a.pdf"))
    assert refused.value.rule == "add-unreadable"
    assert process.read(Input(TEXT, "a.txt")).documents[0].title == "Envoys meet"


def confined(code):
    """What a statement prints in a process that is confined as the one that reads is."""
    script = f"from kg.intake import worker; worker._confine()\ntry:\n    {code}\nexcept PermissionError as e: print('refused', e)"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "code",
    ["import socket; socket.create_connection(('127.0.0.1', 9))", "import socket; socket.getaddrinfo('example.org', 80)", "import subprocess; subprocess.run(['true'])", "import os; os.system('true')", "open('written', 'w')", "import os; os.remove('x')"],
)  # fmt: skip
def test_it_has_no_network_and_writes_nothing(tmp_path, monkeypatch, code):
    monkeypatch.chdir(tmp_path)
    assert confined(code).startswith("refused")
    assert list(tmp_path.iterdir()) == []


def test_what_takes_too_long_is_ended(monkeypatch):
    with ReadingProcess(seconds=0.0) as hasty, pytest.raises(UnreadableInputError, match="seconds") as refused:
        hasty.read(Input(TEXT, "a.txt"))
    assert refused.value.rule == "add-bounds"


def test_the_next_is_read_after_the_process_has_ended():
    with ReadingProcess() as process:
        process.read(Input(TEXT, "a.txt"))
        process.process.kill()
        process.process.wait()
        with pytest.raises(UnreadableInputError, match="ended the process"):
            process.read(Input(TEXT, "a.txt"))
        assert process.read(Input(TEXT, "a.txt")).documents


def test_it_is_gone_in_the_end():
    with ReadingProcess() as process:
        process.read(Input(TEXT, "a.txt"))
        started = process.process
    assert started.poll() is not None


def test_pages_name_nothing_that_is_fetched(process):
    """A server that a page names in every way is never asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        at = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        named = f'<link rel="stylesheet" href="{at}"><base href="{at}"><meta http-equiv="refresh" content="0;url={at}">'
        process.read(
            Input(
                PAGE.format(head=named, byline=f'<img src="{at}">', more=f'<iframe src="{at}"></iframe>').encode(),
                "a.html",
            )
        )
        entity = f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{at}" [<!ENTITY a SYSTEM "{at}">]><rss><channel><title>T</title><item><title>A</title><description>Words &a; of it.</description></item></channel></rss>'
        process.read(Input(entity.encode(), "feed.xml"))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_large_inputs_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr("kg.intake.bounds.MOST_BYTES", 10)
    with ReadingProcess() as process, pytest.raises(UnreadableInputError, match="split it"):
        process.read(Input(TEXT, "a.txt"))


def test_a_library_that_is_not_installed_is_named(monkeypatch):
    content = PAGE.format(head="", byline="", more="").encode()
    about = {"size": len(content), "name": "a.html", "url": "", "media_type": "", "retrieved": ""}
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    answer = worker._answer(about, io.BytesIO(content))
    assert answer["rule"] == "add-extra"
    assert answer["message"] == "trafilatura is not installed; pip install 'detente[intake]'"


def test_what_a_library_raises_is_told_and_is_no_traceback(monkeypatch):
    def fail(given):
        raise KeyError("deep within")

    monkeypatch.setattr("kg.intake.reading.read", fail)
    answer = worker._answer({"size": 0, "name": "a", "url": "", "media_type": "", "retrieved": ""}, io.BytesIO(b""))
    assert answer == {"rule": "add-unreadable", "message": "it cannot be read: KeyError: 'deep within'"}
