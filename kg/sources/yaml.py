"""YAML text → a tree of Nodes, each with its place; plain data only: no tags, no anchors, no repeated keys."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.model.findings import Finding, Location
from kg.model.records import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 16
NULLS = {"", "~", "null", "Null", "NULL"}
ADVICE = {
    "mapping values are not allowed": "; put text that has a colon and a space into quotes",
    "cannot start any token": "; indent by spaces, not tabs, and put text that begins with a sign into quotes",
    "tab character": "; indent by spaces",
    "did not find expected '-' indicator": "; indent the items of a list alike",
    "did not find expected key": "; indent the keys of a mapping alike",
}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What editors count as the end of a line; YAML also counts U+0085, U+2028 and U+2029, which can stand in a quote.
LINE_END = re.compile("\r\n|\n|\r")
SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(Exception):  # noqa: N818 - it never leaves this file
    """Reading stops here: the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The tree of a file, or None where it is empty or cannot be read.

    Every scalar is a string, but for an empty value, `~` and `null`, which are None: `no` stays a word and
    `2016-02` a date. Nesting deeper than 16 levels, tags, anchors, aliases, second documents and a key given twice are
    refused. Why: what a file says must be what one reads in it, and reading it must cost no more than its length.
    """
    text = text.removeprefix("\ufeff")
    places = _Places(text, file)
    findings: list[Finding] = []
    surrogate = SURROGATE.search(text)
    if surrogate:
        return None, [Finding(places.at(surrogate.start()), "yaml-syntax", "not YAML: half of a surrogate pair")]
    try:
        return _Builder(places, findings).document(_events(text)), findings
    except Refused as refused:
        findings.append(refused.finding)
    except yaml.YAMLError as error:
        findings.append(_syntax(error, text, places))
    return None, findings


def _events(text: str) -> Iterator[Any]:
    return iter(LOADER(text).get_event, None)


def _syntax(error: yaml.YAMLError, text: str, places: _Places) -> Finding:
    """Where and why the YAML ends."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or getattr(error, "context", None) or str(error)
        hint = next((advice for part, advice in ADVICE.items() if part in problem), "")
        return Finding(places.at(min(mark.index, len(text))), "yaml-syntax", f"not YAML: {problem}{hint}")
    # The one error without a mark is about a character, whose position libyaml gives in bytes.
    character = chr(getattr(error, "character", 0))
    index = max(text.find(character), 0)
    return Finding(places.at(index), "yaml-syntax", f"not YAML: the character U+{ord(character):04X} is not allowed")


class _Places:
    """Offsets into a text → places in its file."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def at(self, index: int) -> Location:
        line = bisect_right(self.starts, index)
        return Location(self.file, line, index - self.starts[line - 1] + 1)


class _Builder:
    """Events → Nodes. The events come straight from the parser, so nothing is ever constructed from a tag."""

    def __init__(self, places: _Places, findings: list[Finding]) -> None:
        self.places = places
        self.findings = findings

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.refuse(event, "yaml-document", "a second document begins here; keep one document to a file")
                root = self.node(next(events), events, 0)
        return None if root is None or root.value is None else root

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if event.anchor is not None:
            self.refuse(event, "yaml-anchor", "anchors and aliases are not read; write the value out")
        if event.tag is not None:
            self.refuse(event, "yaml-tag", f"the tag {event.tag!r} is not read; write a plain value")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style in (None, "")
            return Node(None if plain and event.value in NULLS else event.value, self.place(event))
        if depth >= MAX_DEPTH:
            self.refuse(event, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self.items(events, depth)), self.place(event))
        return self.mapping(event, events, depth)

    def items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        value: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            if not isinstance(key.value, str):
                self.refuse(event, "yaml-key", "a key must be a word")
            inner = self.node(next(events), events, depth + 1)
            if key.value in value:
                message = f"the key {key.value!r} stands already in line {keys[key.value].line}; only the first is read"
                self.findings.append(Finding(key.location, "key-duplicate", message))
                continue
            value[key.value] = inner
            keys[key.value] = key.location
        return Node(value, self.place(start), keys)

    def place(self, event: Any) -> Location:
        return self.places.at(event.start_mark.index)

    def refuse(self, event: Any, rule: str, message: str) -> NoReturn:
        raise Refused(Finding(self.place(event), rule, message))


def plain(node: Node) -> Any:
    """The tree as plain strings, lists and dicts."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
