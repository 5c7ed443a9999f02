"""Texts as values of YAML that our reader takes, whatever stands in them."""

from __future__ import annotations

import re

# What means something in YAML, at the beginning or anywhere; and words that YAML takes for something else.
SIGNS = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`=~\s]|:\s|:$|\s#|[\n\t]|\s$|^$")
WORDS = re.compile(r"^(?:true|false|yes|no|on|off|null|[-+.\d_eExXoO:]+)$", re.IGNORECASE)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text as a value in one line, in quotation marks where it needs them."""
    if not SIGNS.search(text) and not WORDS.match(text) and text.isprintable():
        return text
    return f'"{"".join(ESCAPES.get(c) or (c if c.isprintable() else _escape(c)) for c in text)}"'


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"  # noqa: PLR2004
