"""One entry of a YAML file → a validated entry, or findings in the words of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from kg.diagnostics import Finding, did_you_mean
from kg.reading.schema import Entry
from kg.reading.yaml import plain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from kg.model import Node

AnyEntry = TypeVar("AnyEntry", bound=Entry)
UNION_TAGS = {"name", "inline"}


def validated(schema: type[AnyEntry], node: Node, subject: str) -> tuple[AnyEntry | None, list[Finding]]:
    """The entry that a node stands for, or None with one finding for everything that is wrong with it."""
    try:
        return schema.model_validate(plain(node)), []
    except ValidationError as error:
        return None, [_finding(detail, schema, node, subject) for detail in error.errors(include_url=False)]


def _finding(detail: ErrorDetails, schema: type[Entry], node: Node, subject: str) -> Finding:
    path = [step for step in detail["loc"] if step not in UNION_TAGS]
    location = node.at(*path)
    if detail["type"] == "extra_forbidden":
        parent = _inner(node, path[:-1])
        location = parent.keys.get(str(path[-1]), location) if parent is not None else location
    return Finding(location, "schema", _message(detail, path, schema), subject=subject)


def _inner(node: Node, path: list[Any]) -> Node | None:
    for step in path:
        value = node.value
        if isinstance(value, dict) and step in value:
            node = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
        elif step != 0:
            return None
    return node


def _message(detail: ErrorDetails, path: list[Any], schema: type[Entry]) -> str:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "entry")
    match detail["type"]:
        case "missing":
            return f"the key {key!r} is missing"
        case "extra_forbidden":
            return f"unknown key {key!r}{did_you_mean(key, _keys(schema, path[:-1]))}"
        case "string_type" if detail["input"] is None:
            return f"{key!r} is empty"
        case "string_pattern_mismatch":
            return f"{key!r} is {detail['input']!r}; expected {_expected(detail)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{key!r} must be a mapping of keys to values"
        case "literal_error":
            choices = detail["ctx"]["expected"]
            return f"{key!r} is {detail['input']!r}; expected {choices}"
        case _:
            text = detail["msg"]
            return f"{key!r}: {text[:1].lower()}{text[1:]}"


def _keys(schema: type[Entry], path: list[Any]) -> list[str]:
    """The keys that the entry under `path` may have; those of every entry where it cannot be told."""
    fields = {field.alias or name for name, field in schema.model_fields.items()}
    if not path:
        return sorted(fields)
    inner = {alias for entry in Entry.__subclasses__() for f, x in entry.model_fields.items() if (alias := x.alias or f)}
    return sorted(inner)


def _expected(detail: ErrorDetails) -> str:
    pattern = detail["ctx"]["pattern"]
    return {
        r"^[a-z0-9]+(-[a-z0-9]+)*$": "a slug: lower-case letters, digits and single hyphens",
        r"^([a-z0-9-]+/)?[a-z0-9-]+$": "a claim of this article, or article/claim",
        r"^[A-Z]{3}$": "three capital letters",
        r"^Q[1-9][0-9]*$": "a Wikidata item such as Q148",
    }.get(pattern, f"the form {pattern}")
