"""What is wrong in people's files: where, how bad, by which rule, and how it is printed."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from kg.model.nearest import Names, nearest
from kg.model.wording import RIGHT_TO_LEFT, clipped, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the project with forward slashes, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One mistake in one place; `subject` names the record concerned, so that later stages can leave it out."""

    location: Location
    rule: str
    message: str
    severity: Severity = "error"
    subject: str = field(default="", compare=False)


def did_you_mean(word: str, known: Iterable[str] | Names, *, but: str = "") -> str:
    """`; did you mean 'x'?` with the nearest of `known`, `but` for one, or nothing."""
    near = nearest(word, known, but=but)
    return f"; did you mean {near!r}?" if near else ""


def shown(text: str, length: int = 60) -> str:
    """A value as messages quote it, cut if it is long."""
    return repr(clipped(text, length))


def as_text(findings: Iterable[Finding]) -> str:
    """One line a finding, as compilers print them."""
    return "".join(f"{printable(f'{f.location}: {f.severity}: {f.message}')} [{f.rule}]\n" for f in findings)


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON array of objects with file, line, column, severity, rule and message."""
    text = json.dumps(rows(findings), ensure_ascii=False, indent=2) + "\n"
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)


def rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What JSON says of each finding."""
    return [asdict(f.location) | {"severity": f.severity, "rule": f.rule, "message": f.message} for f in findings]


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    return "".join(
        f"::{f.severity} file={_property(f.location.file)},line={f.location.line},col={f.location.column},"
        f"title={_property(f.rule)}::{_data(f.message)}\n"
        for f in findings
    )


FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {"text": as_text, "json": as_json, "github": as_github}


JOINERS = "\u200c\u200d"
# Words that are set apart, and have nothing within them that steers direction.
ISOLATED = re.compile("\u2068([^\u202a-\u202e\u2066-\u2069]*)\u2069")


def printable(text: str) -> str:
    """The text with control characters made visible, so that a file cannot steer the reader's terminal.

    What joins letters or keeps them apart (U+200C, U+200D) belongs to the spelling of many languages and stays.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else c.encode("unicode_escape").decode() for c in text)


def printable_sentence(text: str) -> str:
    """The same of a sentence of ours, in which what sets names apart (`kg.model.wording.isolated`) stays."""
    printed, end = [], 0
    for found in ISOLATED.finditer(text):
        if RIGHT_TO_LEFT.search(found[1]):
            printed += [printable(text[end : found.start()]), isolated(printable(found[1]))]
            end = found.end()
    return "".join([*printed, printable(text[end:])])


def _data(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
