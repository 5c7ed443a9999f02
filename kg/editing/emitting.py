"""Plain data as YAML, in the form in which people write their files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kg.model.fields import fields_of
from kg.model.languages import language_of
from kg.sources.yaml import NULLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WIDTH = 120
STEP = "  "
LAST_OF_FOUR_DIGITS = 0xFFFF
# What has no sign of YAML within it, and begins with a letter or figure: the same in a list, in braces, and alone.
SIGNS = r":#,\[\]{}\"'`&*!|>%@\\"
PLAIN = re.compile(rf"[^\W_](?:[^{SIGNS}\x00-\x1f]*[^\s{SIGNS}])?")
# Of what cannot be seen an escape says more.
ESCAPED = re.compile(
    "[\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
# What editors take for no text, as our reader does, but for a truth value or a number: the core schema of YAML 1.2.
NO_TEXT = re.compile(
    r"true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


def entry_of(record: Any) -> dict[str, Any]:
    """What a record of a registry says, by the keys of its entry; what is not said is left out."""
    said: dict[str, Any] = {}
    for field in fields_of(record.__class__):
        value = getattr(record, field.name)
        if not field.key or (value == field.default and field.default is not ...) or value in ("", ()):
            continue
        if field.kind == "label":
            others = getattr(record, f"other_{field.name}s", ())
            said[field.key] = _by_language((value, *others)) if language_of(value) else str(value)
        elif field.kind == "labels":
            tagged = [text for text in value if language_of(text)]
            said[field.key] = _lists_by_language(tagged) if tagged else _one_or_many(value)
        else:
            said[field.key] = _one_or_many(value) if isinstance(value, tuple) else value
    return said


def as_block(data: Mapping[str, Any], indent: str = "", newline: str = "\n") -> str:
    """A mapping as lines of `key: value`, each with the end; lists in brackets where they fit into a line."""
    return "".join(f"{line}{newline}" for line in _lines(data, indent))


def scalar(value: Any) -> str:
    """A text as YAML has it, in double quotation marks where it needs some."""
    text = str(value)
    if PLAIN.fullmatch(text) and text not in NULLS and not NO_TEXT.fullmatch(text) and not ESCAPED.search(text):
        return text
    return ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(unseen: re.Match[str]) -> str:
    number = ord(unseen[0])
    return f"\\u{number:04x}" if number <= LAST_OF_FOUR_DIGITS else f"\\U{number:08x}"


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        head = f"{indent}{scalar(key)}:"
        if isinstance(value, dict):
            yield head
            yield from _lines(value, indent + STEP)
        elif isinstance(value, list):
            inline = f"{head} [{', '.join(map(scalar, value))}]"
            if len(inline) <= WIDTH:
                yield inline
            else:
                yield head
                yield from (f"{indent}{STEP}- {scalar(item)}" for item in value)
        else:
            yield f"{head} {scalar(value)}"


def _by_language(texts: Iterable[str]) -> dict[str, str]:
    return {language_of(text): str(text) for text in texts}


def _lists_by_language(texts: Iterable[str]) -> dict[str, Any]:
    listed: dict[str, list[str]] = {}
    for text in texts:
        listed.setdefault(language_of(text), []).append(str(text))
    return {tag: _one_or_many(names) for tag, names in listed.items()}


def _one_or_many(items: Iterable[str]) -> str | list[str]:
    """A list as people write it: its only item, or all of them."""
    texts = [str(item) for item in items]
    return texts[0] if len(texts) == 1 else texts
