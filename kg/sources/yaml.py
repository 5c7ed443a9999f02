"""YAML text → a tree of Nodes, each with its place; plain data only: no tags, no anchors, no repeated keys."""

from __future__ import annotations

import re
from bisect import bisect_right
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.model.findings import Finding, Location
from kg.model.records import Node
from kg.sources import yaml_parts as parts
from kg.sources.yaml_errors import begins, cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.yaml_parts import Part

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


def parse_parts(text: str, file: str, told: Sequence[Finding]) -> tuple[Node | None, list[Finding]]:
    """What can be read of a file of which `parse` told why it cannot be read: a mapping of what is YAML by itself.

    Each part that is none has its own error, the one that was told if that is of it; what the error of one part made
    of the next is not repeated. None, and what was told, where no part explains why reading stopped.
    """
    text = text.removeprefix("\ufeff")
    reading = _Parts(text, _Places(text, file), told[-1])
    root = reading.mapping(parts.keys(text))
    if root is None or not reading.explained or SURROGATE.search(text):
        return None, list(told)
    return root, list(dict.fromkeys(reading.findings))


class _Parts:
    """Reads the parts of a file each by itself, and notes what is wrong with those that are no YAML."""

    def __init__(self, text: str, places: _Places, stopped: Finding) -> None:
        self.text = text
        self.places = places
        self.stopped = stopped
        self.findings: list[Finding] = []
        self.explained = False

    def mapping(self, found: Sequence[Part]) -> Node | None:
        """The keys of a file with what can be read of their values; None where that is nothing."""
        value: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        lost: dict[str, None] = {}
        for part in found:
            place = self.places.at(part.start)
            if part.key in keys:
                self.findings.append(Finding(place, "key-duplicate", duplicate(part.key, keys[part.key].line)))
                continue
            node, error = self.read(part)
            if error is None:
                # What looks like a key may be none to YAML, as within a comment.
                inner = node.value.get(part.key) if node is not None and isinstance(node.value, dict) else None
            else:
                inner = self.listed(part)
                if inner is None:
                    self.fail(part, error)
                    also = (*parts.names(self.text, part), *self.others(part, ""))
                    lost.update(dict.fromkeys((part.key, *also)))
            if inner is not None:
                value[part.key], keys[part.key] = inner, place
        return Node(value, self.places.at(0), keys, lost=tuple(lost)) if value else None

    def listed(self, part: Part) -> Node | None:
        """The items of a list that can be read, or None where it is none or has none of them."""
        value: list[Node] = []
        lost: list[str] = []
        failed: list[tuple[Part, Finding]] = []
        for item in parts.items(self.text, part):
            node, error = self.read(item)
            if error is None and node is not None:
                value += node.value
            elif error is not None:
                failed.append((item, error))
                lost += [*(parts.ids(self.text, item) or [""]), *self.others(item, parts.indent(self.text, item))]
        if not value:
            return None
        for item, error in failed:
            self.fail(item, error)
        return Node(value, value[0].location, lost=tuple(lost))

    def read(self, part: Part) -> tuple[Node | None, Finding | None]:
        """The tree of a part, or why it is no YAML."""
        text = self.text[part.start : part.end]
        places = self.places.from_(part.start)
        findings: list[Finding] = []
        try:
            node = _Builder(text, places, findings).document(_events(text))
        except Refused as refused:
            error = refused.finding
        except yaml.YAMLError as failure:
            error = _syntax(failure, text, places)
        else:
            self.findings += findings
            return node, None
        return None, error

    def fail(self, part: Part, error: Finding) -> None:
        """Note an error of a part: what was told, if that is of it."""
        begins, ends = self.places.at(part.start), self.places.at(part.end)
        stopped = self.stopped.location
        # Up to the first that fails the whole file was read as its parts are, so what was told knows more.
        self.findings.append(self.stopped if not self.explained and begins <= stopped < ends else error)
        self.explained = self.explained or begins <= stopped

    def others(self, part: Part, indent: str) -> list[str]:
        """[""] where lines of a part begin no further in than itself, so that others may be lost with it."""
        lines = self.text[part.start : part.end].splitlines()[1:]
        outer = (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
        return [""] if any(len(line) - len(line.lstrip()) <= len(indent) for line in outer) else []


def duplicate(key: str, first: int) -> str:
    """That a key stands already in a line."""
    return f"the key {key!r} stands already in line {first}; only the first is read, so delete one"


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
        self.begin = 0

    def from_(self, begin: int) -> _Places:
        """The places of a part of the text, which begins at an offset."""
        part = copy(self)
        part.begin = begin
        return part

    def at(self, index: int) -> Location:
        index += self.begin
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
                self.findings.append(Finding(key.location, "key-duplicate", duplicate(key.value, first)))
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
