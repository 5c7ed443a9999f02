"""Where a value stands in the text of a YAML file, from its first character to its last."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kg.editing.text import Replacement
from kg.sources.yaml import LOADER, NULLS

if TYPE_CHECKING:
    from kg.editing.text import FileText
    from kg.model.findings import Location

# Every plain scalar in the usual way of writing, which ends before a space, a sign of a list, or the line's end.
ENDS_PLAIN = re.compile(r"[\s,\]}]|:(?=\s|$)|$")


def replacement(file: FileText, location: Location, word: str, new: str) -> Replacement:
    """Another word in the place of a word that is the whole value, or key, at a location.

    Quotation marks stay, and are set where the new word means something else without. The words are slugs or two
    slugs with a slash. Raises ValueError if another value stands there.
    """
    start = file.offset(location)
    text = file.text
    mark = text[start : start + 1]
    if mark in ("'", '"') and text.startswith(f"{word}{mark}", start + 1):
        return Replacement(start + 1, start + 1 + len(word), new)
    end = start + len(word)
    if text.startswith(word, start) and ENDS_PLAIN.match(text, end):
        return Replacement(start, end, as_scalar(new))
    return _rare(file, start, word, new)


def as_scalar(word: str) -> str:
    """A slug as a scalar, in quotation marks where it means nothing without."""
    return json.dumps(word) if word in NULLS else word


def _rare(file: FileText, start: int, word: str, new: str) -> Replacement:
    """The same of a scalar that is written in a rarer way: with escapes, or as a block of lines."""
    for event in iter(LOADER(file.text).get_event, None):
        scalar: Any = event
        if scalar.start_mark.index == start and getattr(scalar, "value", None) is not None:
            if scalar.value.strip() != word:
                break
            end = scalar.end_mark.index
            written = file.text[start:end]
            # A block ends with the end of its last line, which is no part of the value.
            kept = written[len(written.rstrip()) :]
            return Replacement(start, end, as_scalar(new) + kept)
    raise ValueError(f"{file.path}:{file.line(start)} does not hold {word!r}")
