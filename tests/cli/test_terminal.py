"""Text of others never steers the terminal, whichever command shows it."""

from __future__ import annotations

import ast
import io
import os
import pty
import re
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

import kg.cli
from kg.cli import printing, terminal
from kg.questions.rows import Table

# Clear the screen, write the clipboard, conceal, go up a line; as C0 and as C1 controls.
STEERING = "\x1b[2J\x1b]52;c;aGk=\x07\x1b[8m\x1b[A\r\x9b2J\x08"
# What the program itself sends: bold on and off, and a line of progress that is overwritten.
OURS = re.compile(r"\x1b\[1m|\x1b\[0m|\r\x1b\[K|\r\n")


class Screen(io.StringIO):
    def isatty(self):
        return True


def on_a_terminal(command, env=None):
    """What a command writes to a terminal, standard output and error together; nobody is there to turn pages."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=theirs, env={**os.environ, "PAGER": "cat", **(env or {})}
    ):
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                # The other end has been closed.
                break
            if not part:
                break
            parts.append(part)
    os.close(ours)
    return b"".join(parts).decode()


@pytest.mark.parametrize("content", [f"a{STEERING}b\n", f"a{STEERING}b\n".encode()])
def test_on_a_terminal_controls_are_seen_and_in_a_pipe_they_are_data(monkeypatch, content):
    screen, pipe = Screen(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    terminal.echo(content, nl=False)
    assert screen.getvalue().startswith("a\\x1b[2J\\x1b]52;c;aGk=\\x07")
    assert screen.getvalue().replace("\n", "").isprintable()
    monkeypatch.setattr(sys, "stdout", pipe)
    terminal.echo(f"a{STEERING}b\n", nl=False)
    assert pipe.getvalue() == f"a{STEERING}b\n"


def test_what_is_bold_is_said_by_the_program_alone(monkeypatch):
    screen = Screen()
    _with_variables(monkeypatch, {})
    monkeypatch.setattr(sys, "stdout", screen)
    terminal.echo_note(f"{STEERING}<Head> text\n", ("<", ">"))
    assert screen.getvalue().endswith("\x1b[1mHead\x1b[0m text\n")
    assert OURS.sub("", screen.getvalue()).replace("\n", "").isprintable()


def _with_variables(monkeypatch, variables):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, content in {"TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, content)


@pytest.mark.parametrize(
    ("stream", "variables", "styled"),
    [
        (Screen, {}, True),
        (Screen, {"NO_COLOR": ""}, True),
        (Screen, {"NO_COLOR": "1"}, False),
        (Screen, {"TERM": "dumb"}, False),
        (Screen, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (io.StringIO, {}, False),
        (io.StringIO, {"FORCE_COLOR": ""}, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, True),
    ],
)
def test_styles_are_where_the_reader_wants_them(monkeypatch, stream, variables, styled):
    _with_variables(monkeypatch, variables)
    table = Table(("actor",), [(f"China{STEERING}",)])
    for show in (
        lambda: terminal.echo_note(f"<Head>{STEERING} text\n", ("<", ">")),
        lambda: printing.print_note(lambda bold: [bold("Head"), f"{STEERING} text"]),
        lambda: printing.print_rows(table, "table"),
    ):
        shown = stream()
        monkeypatch.setattr(sys, "stdout", shown)
        show()
        assert ("\x1b[1m" in shown.getvalue()) == styled
        assert OURS.sub("", shown.getvalue()).replace("\n", "").isprintable()


def test_no_command_prints_in_another_way():
    for file in Path(kg.cli.__file__).parent.rglob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
        names = {call.id if isinstance(call, ast.Name) else f"{getattr(call.value, 'id', '')}.{call.attr}"
                 for call in calls if isinstance(call, (ast.Name, ast.Attribute))}  # fmt: skip
        if file.name != "terminal.py":
            assert not names & {"print", "click.echo", "click.secho"}, file


@pytest.fixture(scope="module")
def steering_graph(tmp_path_factory, built):
    """The shipped graph as another program might give it: every label, title and quote ends in what steers."""
    escaped = STEERING.encode("unicode_escape").decode().replace("\\x", "\\u00").replace('"', '\\"')
    lines = (built.out / "graph.nq").read_text().splitlines(keepends=True)
    file = tmp_path_factory.mktemp("steering") / "graph.nq"
    literal = re.compile(r'(#(?:prefLabel|altLabel|exact|condition|ground|note)> |/title> )"((?:[^"\\]|\\.)*)"')
    file.write_text("".join(literal.sub(lambda m: f'{m[1]}"{m[2]}{escaped}"', line) for line in lines))
    assert file.read_text().count(escaped) > 100
    return file


COMMANDS = (
    "tension", "explain china usa", "timeline china usa", "leverage", "leverage --paths usa dprk", "disputes", "forecasts",
    "actors", "articles", "claims", "claims --uncounted", "balance", "alignment", "alignment --format csv",
    "claims --format csv", "compare 2016-02-09 2016-08-31", "query --name denials", "export csv", "export turtle",
    "export gexf", "export cypher",
)  # fmt: skip
ONE_AFTER_THE_OTHER = """
import sys
from contextlib import suppress
from kg.cli import main

graph, *commands = sys.argv[1:]
for command in commands:
    print(f"\\n== {command} ==", flush=True)
    sys.argv = ["kg", *command.split(), "--root", graph]
    with suppress(SystemExit):
        main()
"""


@pytest.fixture(scope="module")
def shown_by(steering_graph):
    """What each of the commands shows of that graph on a terminal; one process runs all of them."""
    shown = on_a_terminal([sys.executable, "-c", ONE_AFTER_THE_OTHER, str(steering_graph), *COMMANDS])
    _, *parts = re.split(r"\r\n== (.+) ==\r\n", shown)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_terminal_no_command_passes_on_what_steers_it(shown_by, command):
    shown = shown_by[command]
    assert shown
    assert "Traceback" not in shown
    assert "Usage:" not in shown
    # The others show slugs alone, or a format that has escapes of its own.
    if command in (
        "explain china usa",
        "leverage",
        "disputes",
        "actors",
        "articles",
        "claims",
        "claims --format csv",
    ):
        assert "\\x1b" in shown
    left = OURS.sub("", shown)
    assert not [c for c in left if not c.isprintable() and c not in "\n\t"], command


def test_a_table_is_never_wider_than_the_screen_and_no_letter_is_cut(monkeypatch, capsys):
    quote = "the argument that Sino-American tensions are driving China’s “reengagement” with North Korea"
    denial = "the picture is more complex than a simple tit-for-tat action on the part of China"
    row = ("Critics in South Korea", quote, "Niklas Swanström", denial, "2016-08-31", "Thawing Sino-DPRK Relations")
    table = Table(("saidBy", "quote", "deniedBy", "denial", "said", "article"), [row])
    for width in range(60, 130):
        monkeypatch.setattr(printing, "console", partial(Console, file=sys.stdout, width=width, highlight=False))
        printing.print_rows(table, "table")
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= width
        assert Counter("".join(row)) <= Counter(out)


@pytest.fixture
def pager(tmp_path):
    """A pager that says that it was called, and passes all on."""
    script = tmp_path / "turn-pages"
    script.write_text("#!/bin/sh\necho PAGED\ncat\n")
    script.chmod(0o755)
    return {"PAGER": str(script), "TERM": "xterm", "LINES": "20", "COLUMNS": "100"}


@pytest.mark.parametrize(("command", "paged"), [("explain china usa --all", True), ("articles --top 1", False)])
def test_what_is_longer_than_the_screen_is_paged_and_steers_nothing(steering_graph, pager, command, paged):
    shown = on_a_terminal([sys.executable, "-m", "kg", *command.split(), "--root", str(steering_graph)], pager)
    assert ("PAGED" in shown) is paged
    assert "\\x1b" in shown
    assert not [c for c in OURS.sub("", shown) if not c.isprintable() and c not in "\n\t"]


@pytest.mark.parametrize("environment", [{"PAGER": "cat"}, {"PAGER": ""}, {"TERM": "dumb"}])
def test_who_wants_no_pager_has_none(steering_graph, pager, environment):
    command = [sys.executable, "-m", "kg", "explain", "china", "usa", "--all", "--root", str(steering_graph)]
    assert "PAGED" not in on_a_terminal(command, pager | environment)


def test_a_pipe_is_never_paged(steering_graph, pager):
    command = [sys.executable, "-m", "kg", "explain", "china", "usa", "--all", "--root", str(steering_graph)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **pager}, check=True)
    assert "PAGED" not in done.stdout
    assert "tension +0.36" in done.stdout
