"""YAML text → a tree of Nodes, each with its place; plain data only: no tags, no anchors, no key twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from kg.diagnostics import Finding, Location
from kg.model import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 16
NULLS = {"", "~", "null", "Null", "NULL"}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refused(Exception):  # noqa: N818 - it never leaves this file
    """Reading stops here: the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The tree of a file, or None where it is empty or cannot be read.

    Every scalar is a string, but for an empty value, `~` and `null`, which are None: `no` stays a word and
    `2016-02` a date. Nesting deeper than 16 levels, tags, anchors, aliases and second documents are refused.
    """
    findings: list[Finding] = []
    try:
        return _Builder(file, findings).document(yaml.parse(text, Loader=LOADER)), findings
    except Refused as refused:
        findings.append(refused.finding)
    except yaml.YAMLError as error:
        findings.append(_syntax(error, text, file))
    return None, findings


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """Where and why the YAML ends; a character that YAML forbids is given by its position only."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark is not None:
        return Finding(Location(file, mark.line + 1, mark.column + 1), "yaml-syntax", f"not YAML: {problem}")
    position = min(getattr(error, "position", 0), len(text))
    line = text.count("\n", 0, position) + 1
    return Finding(Location(file, line), "yaml-syntax", f"not YAML: {problem}; is there a control character?")


class _Builder:
    """Events → Nodes. The events come straight from the parser, so nothing is ever constructed from a tag."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        self.file = file
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
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(event, "yaml-anchor", "anchors and aliases are not read; write the value out")
        if event.tag is not None:
            self.refuse(event, "yaml-tag", f"the tag {event.tag!r} is not read; write a plain value")
        if depth > MAX_DEPTH:
            self.refuse(event, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style in (None, "")
            return Node(None if plain and event.value in NULLS else event.value, self.place(event))
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
        return Location(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: Any, rule: str, message: str) -> None:
        raise Refused(Finding(self.place(event), rule, message))


def plain(node: Node) -> Any:
    """The tree as plain strings, lists and dicts."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
