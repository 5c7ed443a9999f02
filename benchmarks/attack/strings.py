"""Strings that mean something to some program, in every field and through every output."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import yaml

from benchmarks.attack import projects
from benchmarks.attack.attacks import Attack
from benchmarks.attack.mutations import hostile
from benchmarks.attack.processes import on_a_terminal, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from benchmarks.attack.attacks import Attempt

LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(@[\w-]+)? (<[^>]*>) \.$', re.MULTILINE)
TEXTS = {"title", "label", "aliases", "note", "instrument", "aim", "condition", "quantity", "unit", "change"}
CHANGED = 0.3
COMMANDS = (
    ["tension"], ["explain", "china", "united-states"], ["timeline", "china", "united-states"], ["leverage"],
    ["disputes"], ["forecasts"], ["actors"], ["articles"], ["claims"], ["claims", "--uncounted"], ["balance"],
    ["alignment"], ["query", "--name", "denials"], ["query", "--name", "sources"],
)  # fmt: skip
EXPORTS = ("graphml", "gexf", "cytoscape", "csv", "json", "turtle", "nquads", "jsonld", "stix", "cypher", "nanopub")
# What the program itself sends to a terminal: bold on and off, and a line of progress that is overwritten.
OURS = re.compile(r"\x1b\[1m|\x1b\[0m|\r\x1b\[K")


class Elements(HTMLParser):
    """Counts the elements that run or fetch, and keeps handlers and addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: dict[str, int] = {}
        self.suspicious: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what the element may do."""
        if tag in {"script", "iframe", "object", "embed", "img", "link", "base", "form", "style", "meta"}:
            self.active[tag] = self.active.get(tag, 0) + 1
        for name, value in attributes:
            if name.startswith("on"):
                self.suspicious.append(f"<{tag} {name}>")
            if (
                name in {"href", "src", "action"}
                and re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
                and tag != "link"
            ):
                self.suspicious.append(f'<{tag} {name}="{(value or "")[:40]}">')


def _elements(page: bytes) -> Elements:
    found = Elements()
    found.feed(page.decode())
    return found


@contextmanager
def _stage(folder: Path) -> Iterator[Attempt]:
    project = projects.built(folder / "project", claims=20)
    graph = (project / "out" / "graph.nq").read_text(encoding="utf-8")
    plain = _elements((project / "out" / "index.html").read_bytes()).active

    def in_the_graph(random: Random, own: Path) -> list[str]:
        """Another program's graph, whose every other literal ends in what is hostile."""
        file = own / "graph.nq"
        share = random.choice((0.02, 0.2, 1.0))

        def changed(match: re.Match[str]) -> str:
            if random.random() > share:
                return match[0]
            words = json.dumps(hostile(random).replace("\x00", ""))[1:-1]
            return f'"{match[1]}{words}"{match[2] or ""} {match[3]} .'

        file.write_text(LITERAL.sub(changed, graph), encoding="utf-8")
        lost = []
        command = random.choice(COMMANDS)
        lost += _raw(command, run([*command, "--root", file], before=on_a_terminal))
        name = random.choice(EXPORTS)
        lost += _unreadable(name, run(["export", name, "--root", file]))
        return lost

    def in_the_sources(random: Random, own: Path) -> list[str]:
        """A person's project, in whose free texts something hostile stands."""
        copy = projects.copy(project, own / "project")
        builds = random.random() < 0.7
        for file in sorted((copy / "sources").rglob("*.yaml")):
            content = _with_texts(yaml.safe_load(file.read_text(encoding="utf-8")), random, builds=builds)
            file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        built = run(["build", "--root", copy], before=on_a_terminal)
        lost = _raw(["build"], built)
        if not built.status:
            page = _elements((copy / "out" / "index.html").read_bytes())
            lost += [f"the page has {what}" for what in page.suspicious]
            lost += ["the page has other active elements"] if page.active != plain else []
            name = random.choice(EXPORTS)
            lost += _unreadable(name, run(["export", name, "--root", copy]))
            command = random.choice(COMMANDS)
            lost += _raw(command, run([*command, "--root", copy], before=on_a_terminal))
            if random.random() < 0.2:
                lost += run(["export", "site", "-o", own / "site", "--root", copy]).losses
                pages = (_elements(file.read_bytes()) for file in (own / "site").rglob("*.html"))
                lost += [f"a page of the site has {what}" for page in pages for what in page.suspicious]
        return lost

    def attempt(random: Random, own: Path) -> list[str]:
        return random.choice((in_the_graph, in_the_sources))(random, own)

    yield attempt


def _with_texts(content: object, random: Random, *, builds: bool, key: str = "") -> object:
    """The content in which a part of the free texts ends in something hostile.

    With `builds`, what is a finding of itself stays away, so that the rest comes into everything that is made.
    """
    match content:
        case dict():
            return {name: _with_texts(value, random, builds=builds, key=str(name)) for name, value in content.items()}
        case list():
            return [_with_texts(value, random, builds=builds, key=key) for value in content]
        case str() if key in TEXTS and random.random() < CHANGED:
            added = hostile(random)
            return content + ("".join(c for c in added if c.isprintable()) if builds else added)
    return content


def _raw(command: list[str], outcome: object) -> list[str]:
    """What of others' text would steer a terminal."""
    from benchmarks.attack.processes import Outcome  # noqa: PLC0415

    assert isinstance(outcome, Outcome)
    shown = OURS.sub("", outcome.output.decode(errors="replace") + outcome.messages)
    raw = sorted({c for c in shown if not c.isprintable() and c not in "\n\t"})
    found = [f"{what} reaches the terminal" for what in map(ascii, raw)]
    return [f"kg {' '.join(command)}: {what}" for what in (*outcome.losses, *found)]


def _unreadable(name: str, outcome: object) -> list[str]:
    """Whether a standard reader of the format reads what was exported."""
    from benchmarks.attack.processes import Outcome  # noqa: PLC0415

    assert isinstance(outcome, Outcome)
    lost = outcome.losses
    if not outcome.status:
        try:
            _read(name, outcome.output)
        except (ValueError, SyntaxError, ET.ParseError, csv.Error) as error:
            lost.append(f"unreadable: {error}")
    return [f"kg export {name}: {what}" for what in lost]


def _read(name: str, content: bytes) -> None:
    import pyoxigraph as ox  # noqa: PLC0415

    match name:
        case "graphml" | "gexf":
            ET.fromstring(content)
        case "cytoscape" | "json" | "jsonld" | "stix":
            json.loads(content)
        case "csv":
            widths = {len(row) for row in csv.reader(io.StringIO(content.decode(), newline=""))}
            if len(widths) > 1:
                raise ValueError(f"rows of {sorted(widths)} columns")
        case "turtle" | "nquads" | "nanopub":
            kind = {"turtle": ox.RdfFormat.TURTLE, "nquads": ox.RdfFormat.N_QUADS, "nanopub": ox.RdfFormat.TRIG}[name]
            for _ in ox.parse(content, format=kind):
                pass
        case _:
            content.decode()


STRINGS = Attack("strings", "hostile strings in every field, through every output", 8, 400, _stage)
