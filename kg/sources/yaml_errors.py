"""What a syntax error of YAML comes from, in the words of somebody who writes articles and not YAML.

Most are values without quotation marks that hold a sign which YAML takes for its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTE_IT = "put the value in quotation marks"
INDENT = "indent the keys of a mapping alike, and the items of a list, by spaces"
# What stands before a value in its line: dashes of lists, and its key.
BEFORE = re.compile(r"\s*(?:- +)*(?:[^\s:,{}\[\]#]+:(?: +|$))?")
COMMENT = re.compile(r"[ \t]#")
# What a sign begins where a value should.
MEANS = {
    "*": "an alias", "&": "an anchor", "!": "a tag", "|": "a block of lines", ">": "a block of lines",
    "-": "an item of a list", "?": "a key", "[": "a list", "{": "a mapping", "%": "a directive", "#": "a comment",
}  # fmt: skip
ENDS = {"]": "a list", "}": "a mapping", ",": "an item of a list"}


def cause(text: str, index: int, problem: str, context: str, began: int) -> tuple[int, str]:
    """Where the mistake is that a parser came upon at an index, and what to do; the parser's own words if unknown.

    `began` is where it began to read what the context names. The words are those of libyaml or of PyYAML.
    """
    for part, explain in EXPLANATIONS:
        if part in problem or part in context:
            found = explain(text, index, began)
            if found is not None:
                return found
    return index, problem


def begins(sign: str) -> str:
    """What a sign means at the beginning of a value, and what to do where it is part of the value."""
    meant = "cannot begin a value"
    if sign in MEANS:
        meant = f"begins {MEANS[sign]}"
    elif sign in ENDS:
        meant = f"ends {ENDS[sign]}"
    return f"{sign!r} {meant} in YAML; {QUOTE_IT} if it is part of it"


def _line(text: str, index: int) -> tuple[int, str]:
    """Where the line of an index begins, and what stands in it before the index."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    return start, text[start:index]


def _sign(text: str, index: int, _began: int) -> tuple[int, str] | None:
    sign = text[index : index + 1]
    if sign == "\t":
        return index, f"a tab; {INDENT}"
    return (index, begins(sign)) if sign.strip() else None


def _sign_before(text: str, _index: int, began: int) -> tuple[int, str] | None:
    return _sign(text, began, began)


def _colon(text: str, index: int, _began: int) -> tuple[int, str]:
    start, before = _line(text, index)
    value = BEFORE.match(before)
    if value is not None and value.end() and before[: value.end()].rstrip().endswith(":"):
        return start + len(before), f"a ':' within a value makes it a key in YAML; {QUOTE_IT}"
    return index, f"a key where none can stand; {INDENT}"


def _in_brackets(text: str, index: int, began: int) -> tuple[int, str]:
    """A list or mapping in brackets does not go on as it must."""
    comment = COMMENT.search(text, began, index)
    opened = text[began : began + 1]
    if comment is not None and not text[index : index + 1].strip():
        return comment.start() + 1, begins("#")
    sign = text[index : index + 1]
    if sign == ":" and "\n" not in text[began:index]:
        return index, f"a ':' within a value makes it a key in YAML; {QUOTE_IT}"
    if sign in ("[", "{") or (sign == "]" and opened == "{"):
        return index, begins(sign)
    if text[:index].rstrip().endswith(('"', "'")) and sign.strip() and sign not in ":]}":
        return index, _AFTER_QUOTES
    closing = {"[": "]", "{": "}"}.get(opened, "}")
    return began, f"the {opened!r} here is not closed; add {closing!r}, or {QUOTE_IT} if it is part of one"


_AFTER_QUOTES = (
    "the value goes on after its closing quotation mark; put all of it in quotation marks of the other kind (' or \")"
)


def _goes_on(text: str, index: int, _began: int) -> tuple[int, str] | None:
    """Something follows in a mapping or list that is no key and no item of it."""
    start, before = _line(text, index)
    first = BEFORE.match(before)
    value = before[first.end() :] if first is not None else ""
    if value[:1] in ("'", '"'):
        return index, _AFTER_QUOTES
    if value[:1] in ("[", "{"):
        return start + len(before) - len(value), begins(value[0])
    if not before.strip():
        _, above = _line(text, max(start - 1, 0))
        comment = COMMENT.search(above)
        if comment is not None:
            return start - 1 - len(above) + comment.start() + 1, begins("#")
    return index, INDENT


def _unclosed(_text: str, _index: int, began: int) -> tuple[int, str]:
    return began, "the quotation mark here is not closed; close it, or write it twice if it is an apostrophe within '…'"


def _escape(_text: str, index: int, _began: int) -> tuple[int, str]:
    return index, "'\\' begins an escape within \"…\"; use single quotation marks, or write it twice"


def _no_colon(_text: str, _index: int, began: int) -> tuple[int, str]:
    return began, "a line that is neither 'key: value' nor indented under one; add the colon, or indent it"


def _indent(_text: str, index: int, _began: int) -> tuple[int, str]:
    return index, INDENT


# By a part of the parser's words, of libyaml's and then of PyYAML's, the more telling first.
EXPLANATIONS: tuple[tuple[str, Callable[[str, int, int], tuple[int, str] | None]], ...] = (
    ("escape character", _escape),
    ("cannot start any token", _sign),
    ("scanning an alias", _sign_before),
    ("scanning an anchor", _sign_before),
    ("scanning a block scalar", _sign_before),
    ("scanning a tag", _sign_before),
    ("parsing a tag", _sign_before),
    ("quoted scalar", _unclosed),
    ("mapping values are not allowed", _colon),
    ("sequence entries are not allowed", _sign),
    ("mapping keys are not allowed", _sign),
    ("node content", _sign),
    ("flow mapping", _in_brackets),
    ("flow sequence", _in_brackets),
    ("could not find expected ':'", _no_colon),
    ("expected key", _goes_on),
    ("block mapping", _goes_on),
    ("'-' indicator", _indent),
    ("block collection", _indent),
    ("document start", _indent),
)
