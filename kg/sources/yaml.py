"""YAML text → a tree of Nodes, each with its place; plain data only: no tags, no anchors, no repeated keys."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.model.findings import Finding, Location
from kg.model.records import Node
from kg.sources.yaml_errors import begins, cause

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 16
NULLS = {"", "~", "null", "Null", "NULL"}
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What editors count as the end of a line; YAML also counts U+0085, U+2028 and U+2029, which can stand in a quote.
LINE_END = re.compile("\r\n|\n|\r")
# A comment, which may have been meant as the end of the value before it.
COMMENT = re.compile(r"[ \t]+#(\w)?[^\r\n]*")
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
    refused, and so is a value without quotation marks of which a comma in braces cuts the end. Why: what a file says
    must be what one reads in it, and reading it must cost no more than its length.
    """
    text = text.removeprefix("\ufeff")
    places = _Places(text, file)
    findings: list[Finding] = []
    surrogate = SURROGATE.search(text)
    if surrogate:
        return None, [
            Finding(places.at(surrogate.start()), "yaml-syntax", "not YAML: half of a surrogate pair; delete it")
        ]
    try:
        return _Builder(text, places, findings).document(_events(text)), findings
    except Refused as refused:
        findings.append(refused.finding)
    except yaml.YAMLError as error:
        findings.append(_syntax(error, text, places))
    return None, [finding for finding in findings if finding.severity == "error"]


def _events(text: str) -> Iterator[Any]:
    return iter(LOADER(text).get_event, None)


def _syntax(error: yaml.YAMLError, text: str, places: _Places) -> Finding:
    """Where and why the YAML ends."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        problem = getattr(error, "problem", None) or str(error)
        context = getattr(error, "context", None) or ""
        began = getattr(error, "context_mark", None) or mark
        index, meaning = cause(text, min(mark.index, len(text)), problem, context, min(began.index, len(text)))
        return Finding(places.at(index), "yaml-syntax", f"not YAML: {meaning}")
    # The one error without a mark is about a character, whose position libyaml gives in bytes.
    character = chr(getattr(error, "character", 0))
    index = max(text.find(character), 0)
    return Finding(
        places.at(index), "yaml-syntax", f"not YAML: the character U+{ord(character):04X} is not allowed; delete it"
    )


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

    def __init__(self, text: str, places: _Places, findings: list[Finding]) -> None:
        self.text = text
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
            sign = begins("*" if isinstance(event, yaml.AliasEvent) else "&")
            self.refuse(event, "yaml-anchor", f"anchors and aliases are not read; write the value out: {sign}")
        if event.tag is not None:
            self.refuse(event, "yaml-tag", f"the tag {event.tag!r} is not read; write a plain value: {begins('!')}")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth >= MAX_DEPTH:
            self.refuse(
                event, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep; nothing here needs more than six"
            )
        if isinstance(event, yaml.SequenceStartEvent):
            items = list(self.items(events, depth, in_brackets=bool(event.flow_style)))
            return Node(items, self.place(event))
        return self.mapping(event, events, depth)

    def scalar(self, event: Any) -> Node:
        if not _is_plain(event):
            return Node(event.value, self.place(event))
        value = None if event.value in NULLS else event.value
        comment = COMMENT.match(self.text, event.end_mark.index)
        if comment is None:
            return Node(value, self.place(event))
        if comment[1]:
            message = f"{begins('#')}, and a space after it if not"
            self.findings.append(Finding(self.places.at(comment.start(1) - 1), "yaml-plain", message, "warning"))
        return Node(value, self.place(event), rest=comment[0].rstrip())

    def items(self, events: Iterator[Any], depth: int, *, in_brackets: bool) -> Iterator[Node]:
        """The items of a list; in brackets each with the next one as what a comma may have cut off."""
        before: Node | None = None
        for event in events:
            if before is not None:
                cut = in_brackets and isinstance(before.value, str) and _is_plain(event) and event.value
                yield replace(before, rest=f", {event.value}") if cut else before
            if isinstance(event, yaml.SequenceEndEvent):
                return
            before = self.node(event, events, depth + 1)

    def mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        value: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        last: tuple[str, int] | None = None
        joined: dict[str, None] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            if not isinstance(key.value, str):
                self.refuse(event, "yaml-key", "a key must be a word; put it in quotation marks if it is one")
            following = next(events)
            inner = self.node(following, events, depth + 1)
            if start.flow_style and last is not None and self.lacks_colon(event, following):
                name, begin = last
                value[name] = replace(value[name], value=" ".join(self.text[begin : event.end_mark.index].split()))
                joined[name] = None
                continue
            last = (key.value, following.start_mark.index) if _is_plain(following) and inner.value else None
            if key.value in value:
                first = keys[key.value].line
                message = f"the key {key.value!r} stands already in line {first}; only the first is read, so delete one"
                self.findings.append(Finding(key.location, "key-duplicate", message))
                continue
            value[key.value] = inner
            keys[key.value] = key.location
        for name in joined:
            message = f"a ',' within braces ends the value of {name!r} in YAML; put it in quotation marks"
            self.findings.append(Finding(value[name].location, "yaml-plain", message))
        return Node(value, self.place(start), keys)

    def lacks_colon(self, key: Any, value: Any) -> bool:
        """Whether a key in braces has neither a value nor a colon, as what follows a comma within a value."""
        return _is_plain(value) and not value.value and ":" not in self.text[key.end_mark.index : value.end_mark.index]

    def place(self, event: Any) -> Location:
        return self.places.at(event.start_mark.index)

    def refuse(self, event: Any, rule: str, message: str) -> NoReturn:
        raise Refused(Finding(self.place(event), rule, message))


def _is_plain(event: Any) -> bool:
    """Whether an event is a scalar without quotation marks."""
    return isinstance(event, yaml.ScalarEvent) and event.style in (None, "")


def plain(node: Node) -> Any:
    """The tree as plain strings, lists and dicts."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
