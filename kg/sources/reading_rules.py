"""The rules that reading holds, each with the function whose docstring is its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources import yaml
from kg.sources.articles import read_furniture
from kg.sources.claims import ClaimReader, content_mistake
from kg.sources.entries import validated
from kg.sources.files import SourceFiles
from kg.sources.passages import QUOTE_RULES

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
    "yaml-plain": yaml.parse,
    "yaml-syntax": yaml.parse,
    "yaml-tag": yaml.parse,
    "schema": validated,
    "furniture-missing": read_furniture,
    "id-duplicate": ClaimReader.add,
    "claim-content": content_mistake,
    "claim-known": ClaimReader.target,
    "event-known": ClaimReader.content,
    "translation-of-quote": ClaimReader.translations,
    **QUOTE_RULES,
}

SUMMARIES: Mapping[str, str] = {
    "file-encoding": "Files are UTF-8, without control characters, so that every offset means the same everywhere.",
    "file-link": "What is read lies inside the project; links that lead out of it are not followed.",
    "file-missing": "An article is two files of one name, the text (.txt) and its description (.yaml).",
    "file-name": "Articles are named by slugs: lower-case letters, digits and single hyphens, then .txt or .yaml.",
    "file-size": "A file has no more than 8 MB; larger ones are split, by article.",
    "file-unreadable": "Files can be read by whoever builds the project.",
    "key-duplicate": "A key stands once in a mapping; of two, one would be lost without a word.",
    "yaml-anchor": "Values are written out: no anchors, no aliases.",
    "yaml-depth": "Values are nested a few levels deep at most.",
    "yaml-document": "A file is one YAML document.",
    "yaml-key": "Keys are words.",
    "yaml-plain": "A value with a sign of YAML's own (' #', ': ', a comma in brackets) is in quotation marks.",
    "yaml-syntax": "Files ending in .yaml are YAML.",
    "yaml-tag": "Values are plain: no tags, so that reading never makes anything but text, lists and mappings.",
    "schema": "Entries have the keys, and values the form, that the JSON Schemas in `ontology/json-schema/` say.",
    "id-duplicate": "An id is of one claim in an article, since denials and links name claims by it.",
    "ontology": "Files of the ontology are Turtle.",
    "ontology-term": "Terms of the ontology are defined, labelled, and share their label with no other.",
    "shape": "The graph satisfies the SHACL shapes of `ontology/shapes.ttl` and of the project's own.",
}
