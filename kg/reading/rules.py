"""The rules that reading holds, each with the function whose docstring is its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reading import yaml
from kg.reading.articles import read_furniture
from kg.reading.claims import ClaimReader, content_mistake
from kg.reading.entries import validated
from kg.reading.files import SourceFiles
from kg.reading.passages import QUOTE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

RULES: Mapping[str, Callable[..., Any]] = {
    "file-encoding": SourceFiles.text,
    "file-link": SourceFiles.text,
    "file-missing": SourceFiles.text,
    "file-name": SourceFiles.listed,
    "file-size": SourceFiles.text,
    "file-unreadable": SourceFiles.text,
    "key-duplicate": yaml.parse,
    "yaml-anchor": yaml.parse,
    "yaml-depth": yaml.parse,
    "yaml-document": yaml.parse,
    "yaml-key": yaml.parse,
    "yaml-syntax": yaml.parse,
    "yaml-tag": yaml.parse,
    "schema": validated,
    "furniture-missing": read_furniture,
    "id-duplicate": ClaimReader.add,
    "claim-content": content_mistake,
    "claim-known": ClaimReader.target,
    "event-known": ClaimReader.content,
    **QUOTE_RULES,
}
