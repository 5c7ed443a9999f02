"""`kg add --ask` at a terminal: what is asked, what an answer does, and what is left where somebody gives none."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from kg.sources.yaml import parse, plain
from tests.intake.conftest import PAGE
from tests.test_publication import contents

pty = pytest.importorskip("pty", reason="only systems of Unix have such terminals")
ASKED = "published (EDTF; - for not sure)"
DATED = PAGE.format(head='<meta name="date" content="2016-02-09">', byline="", more="")
# The terminal becomes that of the new session, so that its keys send signals there.
AT_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
)
AGAIN = 2.0
END, INTERRUPT = "\x04", "\x03"


class Terminal:
    """A program at a terminal of its own: what it has said, and what is typed."""

    def __init__(self, folder, *args):
        self.end, theirs = pty.openpty()
        command = [sys.executable, "-c", AT_TERMINAL, sys.executable, "-m", "kg", *args]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env=os.environ | {"TERM": "dumb", "COLUMNS": "200"},
        )  # fmt: skip
        os.close(theirs)
        self.said, self.at = "", 0

    def until(self, words):
        """Read on until these words have come after what was read for before; fails where the program ends before."""
        while (found := self.said.find(words, self.at)) < 0:
            assert self._read(), self.said
        begin, self.at = self.at, found + len(words)
        return self.said[begin : self.at]

    def type(self, keys):
        os.write(self.end, keys.encode())

    def ended(self, key=""):
        """Its exit code, once it has said all; `key` is pressed, and again as long as the program does not heed it.

        A signal that comes between the question and the call that waits for an answer does not end that call.
        """
        self.type(key)
        while self._read(key):
            pass
        return self.process.wait()

    def close(self):
        os.close(self.end)
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _read(self, key=""):
        while not select.select([self.end], [], [], AGAIN if key else None)[0]:
            self.type(key)
        try:
            read = os.read(self.end, 65_536)
        except OSError:
            # What Linux says where the other end is closed.
            return False
        self.said += read.decode()
        return bool(read)


@pytest.fixture
def asked(project, tmp_path_factory):
    """Begin to add pages to the tiny project at a terminal; gives the terminal and the project's folder."""
    root, begun = project(), []

    def begin(*pages):
        folder = tmp_path_factory.mktemp("pages")
        for index, page in enumerate(pages):
            (folder / f"{index}.html").write_text(page, encoding="utf-8")
        names = [str(folder / f"{index}.html") for index in range(len(pages))]
        begun.append(Terminal(folder, "add", "--ask", "--root", str(root), *names))
        return begun[-1], root

    yield begin
    for terminal in begun:
        terminal.close()


def heads(root):
    """The heads of all articles but that of the tiny project, by their titles."""
    trees = [parse(path.read_text(), path.name)[0] for path in (root / "sources" / "articles").glob("*envoys*.yaml")]
    return {head["title"]: head for head in (plain(tree)["article"] for tree in trees)}


@pytest.mark.parametrize(
    ("typed", "published", "basis"),
    [
        ("2016-02-10\n", "2016-02-10", "As stated by whoever added the article."),
        ("\n", "2016-02-09", "Confirmed by whoever added it."),
        ("-\n", "2016-02-09~", "meta"),
    ],
)
def test_an_answer_is_taken(asked, typed, published, basis):
    terminal, root = asked(DATED)
    assert "Envoys meet in Tokyo" in terminal.until(ASKED)
    terminal.type(typed)
    assert terminal.ended() == 0
    head = heads(root)["Envoys meet in Tokyo"]
    assert head["published"] == published
    assert basis in head["published-basis"]


def test_what_is_no_date_is_asked_again(asked):
    terminal, root = asked(DATED)
    terminal.until(ASKED)
    terminal.type("yesterday\n")
    assert "yesterday" in terminal.until(ASKED)
    terminal.type("2016-02\n")
    assert terminal.ended() == 0
    assert heads(root)["Envoys meet in Tokyo"]["published"] == "2016-02"


@pytest.mark.parametrize("key", [END, INTERRUPT])
def test_where_no_answer_comes_nothing_is_written(asked, key):
    terminal, root = asked(DATED)
    terminal.until(ASKED)
    before = contents(root)
    assert terminal.ended(key) != 0
    assert "Traceback" not in terminal.said
    assert {name for name in contents(root) if ".adding" not in name} == {n for n in before if ".adding" not in n}
    assert not any(".adding" in name for name in contents(root))


def test_what_was_answered_before_is_there_whole(asked):
    other = DATED.replace("Envoys meet in Tokyo", "Envoys go home").replace("four states", "two of them")
    terminal, root = asked(DATED, other)
    terminal.until(ASKED)
    terminal.type("2016-02-10\n")
    terminal.until("Envoys go home")
    terminal.until(ASKED)
    assert terminal.ended(INTERRUPT) != 0
    assert list(heads(root)) == ["Envoys meet in Tokyo"]
    [head] = (root / "sources" / "articles").glob("*envoys*.yaml")
    assert head.with_suffix(".txt").read_text().startswith("Envoys meet in Tokyo\n")
    assert [path.name for path in (root / "sources").iterdir() if path.name.startswith(".")] == []
