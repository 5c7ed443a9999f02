"""Plain data as YAML, in the form in which people write their files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kg.editing.order import by_language, numbers, ordered
from kg.model.fields import fields_of
from kg.model.languages import language_of
from kg.sources.yaml import NULLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WIDTH = 120
STEP = "  "
LAST_OF_FOUR_DIGITS = 0xFFFF
# What has no sign of YAML within it, and begins with a letter or figure: the same in a list, in braces, and alone.
SIGNS = r":?#,\[\]{}\"'`&*!|>%@\\"
PLAIN = re.compile(rf"[^\W_](?:[^{SIGNS}\x00-\x1f]*[^\s{SIGNS}])?")
# The same in a line of its own, or as a value in braces, where more can stand, but no ?, which some take for a sign.
ALONE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`<=~](?:(?!: | #|:$)[^\t\n\r])*(?<! )")
IN_BRACES = re.compile(
    r"(?:[^\W_]|[.+(“‘„«$€£])(?:(?:[^:?#,\[\]{}\"'`|>\\\x00-\x1f]|(?<=\w)'(?=\w))*[^\s:?#,\[\]{}\"'`|>\\])?"
)
# Of what cannot be seen an escape says more; what joins letters or keeps them apart belongs to their spelling.
ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
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
            said[field.key] = _lists_by_language(tagged) if tagged else one_or_many([*map(str, value)])
        else:
            said[field.key] = one_or_many([*map(str, value)]) if isinstance(value, tuple) else value
    return said


def as_block(data: Mapping[str, Any], indent: str = "", newline: str = "\n") -> str:
    """A mapping as lines of `key: value`, each with the end; lists in brackets where they fit into a line."""
    return "".join(f"{line}{newline}" for line in _lines(data, indent))


def scalar(value: Any) -> str:
    """A text as YAML has it, in double quotation marks where it needs some."""
    text = str(value)
    if PLAIN.fullmatch(text) and text not in NULLS and not NO_TEXT.fullmatch(text) and not ESCAPED.search(text):
        return text
    return quoted(text, '"')


def one_line(value: Any, key: str = "", *, within: bool = False, listed: bool = False) -> str:
    """What a key says in one line: alone, `within` braces, or `listed` in brackets, where even nothing is a word."""
    within = within or listed
    if value is None:
        return "null" if within else ""
    if isinstance(value, dict):
        pairs = ((name, one_line(value[name], name, within=True)) for name in ordered(value, key))
        return "{" + ", ".join(f"{scalar(name)}: {inner}" for name, inner in pairs) + "}"
    if isinstance(value, list):
        return f"[{', '.join(one_line(item, key, listed=True) for item in value)}]"
    return _text(str(value), PLAIN if listed else IN_BRACES if within else ALONE, key)


def quoted(text: str, mark: str) -> str:
    """A text in quotation marks, in those that are given if they can hold it."""
    if mark == "'" and not ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    return ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def after_key(value: Any, key: str, indent: str, used: int) -> list[str]:
    """The lines of what a key says, whose own indentation is given and of whose line so many columns are used.

    The first is that behind the colon, empty or with a space before it.
    """
    line = one_line(value, key)
    head = f" {line}" if line else ""
    # A language is easier to find in a line of its own, and what runs the other way does not mix with its neighbours.
    simple = not (isinstance(value, dict) and key in by_language()) and not (isinstance(value, str) and "\n" in value)
    if (simple and used + len(head) <= WIDTH) or value in (None, {}, []):
        return [head]
    if isinstance(value, str):
        return _long_text(value, head, indent + STEP)
    if isinstance(value, dict):
        return ["", *entry_lines(value, key, indent + STEP)]
    return ["", *(each for item in value for each in item_lines(item, key, indent + STEP))]


def entry_lines(entry: Mapping[str, Any], of: str, indent: str) -> list[str]:
    """The lines of a mapping, key by key in the order in which people write them; `of` is what it is, or its key."""
    lines = []
    for key in ordered(entry, of):
        head = f"{indent}{scalar(key)}:"
        first, *rest = after_key(entry[key], key, indent, len(head))
        lines += [head + first, *rest]
    return lines


def item_lines(item: Any, key: str, indent: str) -> list[str]:
    """The lines of an item of a list, the first with its dash; a mapping stands in braces if it fits into the line."""
    line = one_line(item, key, listed=isinstance(item, (dict, list)))
    short = len(f"{indent}- {line}") <= WIDTH and (not isinstance(item, str) or "\n" not in item)
    if short or not item or isinstance(item, list):
        return [f"{indent}- {line}".rstrip()]
    if isinstance(item, dict):
        return claim_lines(item, key, indent)
    first, *rest = _long_text(item, f" {line}", indent + STEP)
    return [f"{indent}-{first}", *rest]


def claim_lines(entry: Mapping[str, Any], of: str, indent: str) -> list[str]:
    """The lines of a mapping that is an item of a list, each key in a line of its own."""
    first, *rest = entry_lines(entry, of, indent + STEP) or [f"{indent}{STEP}{{}}"]
    return [f"{indent}- {first[len(indent) + len(STEP) :]}", *rest]


def _text(text: str, plain: re.Pattern[str], key: str) -> str:
    """A text in one line, without quotation marks where it can go without."""
    number = NO_TEXT.fullmatch(text) is not None
    if number and key in numbers() and text[-1].isdigit():
        return text
    if plain.fullmatch(text) and not number and text not in NULLS and not ESCAPED.search(text):
        return text
    return quoted(text, "'" if '"' in text and "'" not in text else '"')


def _long_text(text: str, head: str, indent: str) -> list[str]:
    """A text that does not fit into a line: folded, or as it is where it has lines of its own."""
    body, end = (text[:-1], "") if text.endswith("\n") else (text, "-")
    seen = not ESCAPED.search(body.replace("\n", ""))
    lines = body.split("\n")
    if seen and len(lines) > 1 and all(line == line.strip() for line in lines) and lines[0] and lines[-1]:
        return [f" |{end}", *(f"{indent}{line}".rstrip() for line in lines)]
    words = body.split(" ")
    if not seen or len(lines) > 1 or not all(words) or body != body.strip():
        return [head]
    folded = _wrapped(words, WIDTH - len(indent))
    return [f" >{end}", *(f"{indent}{line}" for line in folded)] if len(folded) > 1 or not end else [head]


def _wrapped(words: Iterable[str], width: int) -> list[str]:
    """Words in lines no longer than this, but for words that are."""
    lines = [""]
    for word in words:
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if len(line) <= width or not lines[-1]:
            lines[-1] = line
        else:
            lines.append(word)
    return lines


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
    return {tag: one_or_many(names) for tag, names in listed.items()}


def one_or_many(items: Sequence[Any]) -> Any:
    """A list as people write it: its only item, or all of them."""
    return items[0] if len(items) == 1 else list(items)
