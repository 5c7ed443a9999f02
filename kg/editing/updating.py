"""A mapping as it is written → the same with other values: only the lines of what changed are replaced, key by key.

A value that changes is written as it was: in braces, in quotation marks, in one line however long. Comments stay where
they are; those within what is written anew stand below it. What is in braces that its line no longer holds is set key
below key.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.editing.emitting import STEP, WIDTH, after_key, entry_lines, item_lines, one_line, quoted, scalar
from kg.editing.order import ordered, rank
from kg.editing.text import Replacement
from kg.editing.written import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.editing.written import Written

    Pair: TypeAlias = tuple[Written, Written]

COMMENT = re.compile("(?:(?<=[ \t\n\r])|^)#[^\n\r\x85\u2028\u2029]*")
COLON = re.compile(r"[ \t]*:")
# What may stand before a key in its line: the dashes of the lists that it begins an item of.
DASHES = re.compile(r"[ ]*(?:-[ ]+)*")
Entry: TypeAlias = dict[str, Any]


class _AnewError(Exception):
    """What is written cannot be changed in its place, so it has to be written anew; it never leaves this file."""


class Update:
    """What to replace in a text so that a mapping in it says something else, with its line end for new lines.

    `before` is what the mapping says, its keys in the order of the text, and `of` what it is, and so how new keys are
    ordered. Offsets are into the text.
    """

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline
        self._starts = [0, *(found.end() for found in BREAK.finditer(text))]

    def of_item(self, item: Written, before: Entry, after: Entry, of: str) -> list[Replacement]:
        """For a mapping that is an item of a list."""
        try:
            return self._value(item, before, after, of)
        except _AnewError:
            start = self._line_start(item.start)
            dashes = DASHES.match(self.text, start)
            indent = " " * (dashes.end() - start if dashes is not None else 0)
        first, *rest = entry_lines(after, of, indent) or [f"{indent}{{}}"]
        return [self._put(item.start, item, [first[len(indent) :], *rest], indent)]

    def of_value(self, pair: Pair, before: Entry, after: Entry, of: str) -> list[Replacement]:
        """For a mapping that is the value of a key with a line of its own; there it stands key below key."""
        try:
            return self._value(pair[1], before, after, of)
        except _AnewError:
            indent = " " * self._column(pair[0].start)
        lines = ["", *entry_lines(after, of, indent + STEP)] if after else [" {}"]
        return [self._put(self._colon(pair[0]), pair[1], lines, indent)]

    # Lines of the text.

    def _line_start(self, offset: int) -> int:
        return self._starts[bisect_right(self._starts, offset) - 1]

    def _line_stop(self, offset: int) -> int:
        """Where the line of an offset ends, without its break."""
        found = BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def _is_line_start(self, offset: int) -> bool:
        return self._line_start(offset) == offset

    def _next_line(self, last: int) -> int:
        """Where the line begins below what ends at an offset; that itself where a block ends with empty lines."""
        place = bisect_left(self._starts, last)
        return self._starts[place] if place < len(self._starts) else len(self.text)

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _below(self, last: int, lines: Sequence[str]) -> Replacement:
        """New lines below what ends at an offset."""
        at = self._next_line(last)
        if self._is_line_start(at):
            return Replacement(at, at, "".join(f"{line}{self.newline}" for line in lines))
        return Replacement(at, at, self.newline + "".join(f"{line}{self.newline}" for line in lines))

    def _lines_of(self, start: int, last: int) -> Replacement:
        """The lines from one offset to another, to go."""
        return Replacement(self._line_start(start), self._next_line(last), "")

    def _comments(self, old: Written, start: int, end: int) -> list[re.Match[str]]:
        """The comments between two offsets, in what stands there."""
        return [found for found in COMMENT.finditer(self.text, start, end) if not old.scalar_at(found.start())]

    # Values in lines of their own.

    def _value(self, old: Written, before: Any, after: Any, of: str, *, within: bool = False) -> list[Replacement]:
        """What is to be replaced within a mapping or a list, `within` another in braces; raises _AnewError."""
        if isinstance(before, dict) and isinstance(after, dict) and old.kind == "mapping":
            if old.style:
                return self._fitting(old, self._flow_mapping(old, before, after, of), within=within)
            return self._block_mapping(old, before, after, of)
        if isinstance(before, list) and isinstance(after, list) and old.kind == "list" and before and after:
            if old.style:
                return self._fitting(old, self._flow_list(old, before, after, of), within=within)
            return self._block_list(old, before, after, of)
        raise _AnewError

    def _fitting(self, old: Written, found: list[Replacement], *, within: bool) -> list[Replacement]:
        """The replacements, if what stood in one line and fitted into it still does."""
        end = old.end - self._line_start(old.start)
        if not within and old.end <= self._line_stop(old.start) and end <= WIDTH:
            longer = sum(len(each.text) - (each.end - each.start) for each in found)
            if end + longer > WIDTH:
                raise _AnewError
        return found

    def _block_mapping(self, old: Written, before: Entry, after: Entry, of: str) -> list[Replacement]:
        pairs = old.pairs
        if list(dict.fromkeys(key.value for key, _ in pairs)) != list(before):
            raise _AnewError
        for index, (key, _) in enumerate(pairs):
            lead = DASHES.fullmatch(self.text, self._line_start(key.start), key.start)
            if lead is None or (index and lead[0].strip()):
                raise _AnewError
        kept = [index for index, (key, _) in enumerate(pairs) if key.value in after]
        if not kept:
            raise _AnewError
        indent = " " * self._column(pairs[0][0].start)
        there = {pairs[index][0].value: pairs[index] for index in reversed(kept)}
        found = []
        for name, pair in there.items():
            if before[name] != after[name]:
                found += self._pair(pair, before[name], after[name], indent)
        new = self._new_lines([*reversed(there)], after, of, indent)
        found += self._first_pairs(old, kept[0], new.pop("", []), indent)
        found += [self._below(_last(there[name]), lines) for name, lines in new.items()]
        gone = (pair for pair in pairs[kept[0] :] if pair[0].value not in after)
        return found + [self._lines_of(pair[0].start, _last(pair)) for pair in gone]

    def _new_lines(self, kept: Sequence[str], after: Entry, of: str, indent: str) -> dict[str, list[str]]:
        """The lines of the keys that are new, by the key that they follow, or by "" where they come first."""
        lines: dict[str, list[str]] = {}
        for key, anchor in _anchors(kept, after, of):
            lines.setdefault(anchor, []).extend(entry_lines({key: after[key]}, of, indent))
        return lines

    def _first_pairs(self, old: Written, kept: int, new: Sequence[str], indent: str) -> list[Replacement]:
        """The first pairs go, up to the first that is kept, and new lines stand in their place."""
        first, here = old.pairs[0][0].start, old.pairs[kept][0].start
        lead = "".join(f"{line}{self.newline}" for line in new)
        if not self.text[self._line_start(first) : first].strip():
            start = self._line_start(first)
            gone = [self._lines_of(pair[0].start, _last(pair)) for pair in old.pairs[:kept]]
            return [*([Replacement(start, start, lead)] if lead else []), *gone]
        # The first stands in the line of a dash, where the one that is kept stands from now on, below comments.
        comments, at = "", here - len(indent)
        for pair in reversed(old.pairs[:kept]):
            comments = self.text[self._next_line(_last(pair)) : at] + comments
            at = self._line_start(pair[0].start)
        if comments.strip():
            dash = len(self.text[:first].rstrip())
            return [Replacement(dash, here, f"{self.newline}{comments}{lead}{indent}")]
        text = f"{lead}{indent}"[len(indent) :]
        return [Replacement(first, here, text)] if text or first < here else []

    def _pair(self, pair: Pair, before: Any, after: Any, indent: str) -> list[Replacement]:
        """Another value of a key that has a line of its own."""
        key, value = pair
        try:
            return self._value(value, before, after, key.value)
        except _AnewError:
            colon = self._colon(key)
        used = self._column(colon)
        line = self._as_before(value, after, key.value, used + 1)
        return [self._put(colon, value, [f" {line}"] if line else after_key(after, key.value, indent, used), indent)]

    def _colon(self, key: Written) -> int:
        """The offset behind the colon of a key."""
        colon = COLON.match(self.text, key.end)
        if colon is None:
            raise _AnewError
        return colon.end()

    def _as_before(self, old: Written, after: Any, key: str, used: int) -> str:
        """A text in the way in which the one before it is written in its line, or nothing."""
        if old.kind != "scalar" or old.start == old.end or old.end > self._line_stop(old.start):
            return ""
        if not isinstance(after, str) or "\n" in after:
            return ""
        line = quoted(after, old.style) if old.style else one_line(after, key)
        return line if self._column(old.end) > WIDTH or used + len(line) <= WIDTH else ""

    def _put(self, start: int, old: Written, lines: Sequence[str], indent: str) -> Replacement:
        """Lines in place of a value, from behind its key or dash to the end of its line, with the comments there."""
        last = max(old.last, start)
        ends = self._is_line_start(last)
        stop = last if ends else self._line_stop(last)
        first, *rest = lines
        comments = self._comments(old, start, stop)
        beside = [found for found in comments if found.start() < self._line_stop(start)]
        if not beside and not rest:
            beside = [found for found in comments[-1:] if found.start() >= last]
        for found in beside:
            before = self.text[start : found.start()]
            first += (before[len(before.rstrip(" \t")) :] or STEP) + found[0].rstrip()
        below = (f"{indent}{found[0].rstrip()}" for found in comments if found not in beside)
        # A block of lines at the end of a file needs the end of its last line.
        end = [""] if ends or (rest and stop == len(self.text)) else []
        return Replacement(start, stop, self.newline.join([first, *rest, *below, *end]))

    def _block_list(self, old: Written, before: list[Any], after: list[Any], key: str) -> list[Replacement]:
        dashes = list(self._dashes(old))
        start, indent = self._line_start(dashes[0]), " " * self._column(dashes[0])
        if self.text[start : dashes[0]].strip():
            raise _AnewError
        lasts = [max(item.last, dash + 1) for dash, item in zip(dashes, old.items, strict=True)]
        if len(before) == len(after):
            each = zip(dashes, old.items, before, after, strict=True)
            return [found for dash, item, b, a in each if b != a for found in self._item(dash, item, b, a, key)]
        first, last = _same(before, after)
        found = [self._lines_of(dashes[i], lasts[i]) for i in range(first, len(before) - last)]
        lines = [line for item in after[first : len(after) - last] for line in item_lines(item, key, indent)]
        if lines and first:
            found.append(self._below(lasts[first - 1], lines))
        elif lines:
            found.append(Replacement(start, start, "".join(f"{line}{self.newline}" for line in lines)))
        return found

    def _item(self, dash: int, old: Written, before: Any, after: Any, key: str) -> list[Replacement]:
        """Another item behind a dash."""
        try:
            return self._value(old, before, after, key)
        except _AnewError:
            indent = " " * self._column(dash)
        line = self._as_before(old, after, key, len(indent) + len(STEP))
        first, *rest = [f"{indent}- {line}"] if line else item_lines(after, key, indent)
        return [self._put(dash + 1, old, [first[len(indent) + 1 :], *rest], indent)]

    def _dashes(self, old: Written) -> Iterator[int]:
        """Where the dash of each item of a list stands."""
        column, at = self._column(old.start), old.start
        dash = re.compile(rf"[ ]{{{column}}}-(?=\s|$)")
        for before in (None, *old.items[:-1]):
            if before is not None:
                line = self._next_line(max(before.last, at + 1))
                while dash.match(self.text, line) is None:
                    line = self._next_line(line + 1)
                    if line >= len(self.text):
                        raise _AnewError
                at = line + column
            yield at

    # Values in braces and brackets.

    def _flow_mapping(self, old: Written, before: Entry, after: Entry, of: str) -> list[Replacement]:
        pairs = old.pairs
        spans = [(key.start, max(key.end, value.end)) for key, value in pairs]
        gaps = zip([old.start, *(end for _, end in spans)], [start for start, _ in spans], strict=False)
        if [key.value for key, _ in pairs] != list(before) or any("?" in self.text[slice(*gap)] for gap in gaps):
            raise _AnewError
        kept = [index for index, (key, _) in enumerate(pairs) if key.value in after]
        if not kept:
            raise _AnewError
        found = self._runs(spans, kept)
        for index in kept:
            key, value = pairs[index]
            if before[key.value] != after[key.value]:
                found.append(self._flow_value(value, before[key.value], after[key.value], key.value, key))
        names = {pairs[index][0].value: spans[index] for index in kept}
        new: dict[str, list[str]] = {}
        for name, anchor in _anchors([*names], after, of):
            new.setdefault(anchor, []).append(f"{scalar(name)}: {one_line(after[name], name, within=True)}")
        for anchor, texts in new.items():
            found.append(self._more(old, names[anchor][1] if anchor else None, spans[kept[0]][0], texts))
        return found

    def _flow_list(self, old: Written, before: list[Any], after: list[Any], key: str) -> list[Replacement]:
        items = old.items
        if len(before) == len(after):
            each = zip(items, before, after, strict=True)
            return [self._flow_value(item, b, a, key) for item, b, a in each if b != a]
        first, last = _same(before, after)
        texts = [one_line(item, key, listed=True) for item in after[first : len(after) - last]]
        gone = range(first, len(items) - last)
        found = []
        if gone and texts:
            span = (items[first].start, items[gone[-1]].end)
            if self._comments(old, *span):
                raise _AnewError
            return [Replacement(*span, ", ".join(texts))]
        if gone:
            found += self._runs(
                [(each.start, each.end) for each in items], [i for i in range(len(items)) if i not in gone]
            )
        if texts:
            found.append(self._more(old, items[first - 1].end if first else None, items[0].start, texts))
        return found

    def _flow_value(self, old: Written, before: Any, after: Any, name: str, key: Written | None = None) -> Replacement:
        """Another value of a key, or in a list, within braces or brackets."""
        try:
            found = sorted(self._value(old, before, after, name, within=True))
        except _AnewError:
            found = []
        if found:
            parts, at = [], found[0].start
            for each in found:
                parts += [self.text[at : each.start], each.text]
                at = each.end
            return Replacement(found[0].start, at, "".join(parts))
        if self._comments(old, old.start, old.end):
            raise _AnewError
        text = one_line(after, name, within=True, listed=key is None)
        if old.kind == "scalar" and isinstance(after, str) and old.style:
            text = quoted(after, old.style)
        if key is not None and old.start == old.end:
            return Replacement(key.end, max(key.end, old.end), f": {text}")
        return Replacement(old.start, old.end, text)

    def _more(self, old: Written, at: int | None, first: int, texts: Sequence[str]) -> Replacement:
        """More within braces or brackets, behind an offset or before the first, where its line is full in a new one."""
        if at is None:
            return Replacement(first, first, "".join(f"{text}, " for text in texts))
        more = ", ".join(texts)
        full = self._line_start(old.start) != self._line_start(old.end) and self._column(at) + len(more) + 3 > WIDTH
        return Replacement(at, at, f",{self.newline}{' ' * self._column(first)}{more}" if full else f", {more}")

    def _runs(self, spans: Sequence[tuple[int, int]], kept: Sequence[int]) -> list[Replacement]:
        """What is not kept within braces or brackets goes, with the commas that are then too many."""
        found = []
        for index, (start, _) in enumerate(spans):
            if index in kept or (index and index - 1 not in kept):
                continue
            following = next((i for i in kept if i > index), None)
            gone = (start, spans[following][0]) if following is not None else (spans[index - 1][1], spans[-1][1])
            if "#" in self.text[slice(*gone)]:
                raise _AnewError
            found.append(Replacement(*gone, ""))
        return found


def _anchors(kept: Sequence[str], after: Mapping[str, Any], of: str) -> Iterator[tuple[str, str]]:
    """Each new key with the one of those there that it follows, the nearest before it in the usual order, or ""."""
    there = [(rank(key, of), index, key) for index, key in enumerate(kept)]
    for key in ordered(after, of):
        if key not in kept:
            place = rank(key, of)
            yield key, max((each for each in there if each[0] <= place), default=(0, 0, ""))[2]


def _last(pair: Pair) -> int:
    key, value = pair
    return max(key.end, value.last)


def _same(before: list[Any], after: list[Any]) -> tuple[int, int]:
    """How many items are the same at the beginning of two lists, and how many at their end."""
    most = min(len(before), len(after))
    first = next((i for i in range(most) if before[i] != after[i]), most)
    return first, next((i for i in range(most - first) if before[-1 - i] != after[-1 - i]), most - first)
