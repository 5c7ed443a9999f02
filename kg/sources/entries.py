"""One entry of a YAML file → a validated entry, or findings in the words of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kg.model.findings import Finding, did_you_mean, shown
from kg.model.nearest import Meanings, nearest
from kg.sources.schema import (
    BY_LANGUAGE,
    ISO3,
    KEY,
    PLAIN,
    RANGE,
    REFERENCE,
    SHA256,
    SLUG,
    URL,
    VERSION,
    WIKIDATA,
    WITH_PASSAGES,
    AuthorEntry,
    CopyEntry,
    Entry,
    EventEntry,
    HedgeEntry,
    LeverageEntry,
    OriginalEntry,
    PursuitEntry,
    QuantityEntry,
    StanceEntry,
    slug_of,
)
from kg.sources.yaml import plain
from kg.sources.yaml_errors import QUOTE_IT, begins

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from kg.model.records import Node
    from kg.sources.schema import AnyEntry

INNER: dict[str, type[Entry]] = {
    "stance": StanceEntry,
    "event": EventEntry,
    "leverage": LeverageEntry,
    "quantity": QuantityEntry,
    "hedge": HedgeEntry,
    "pursued-by": PursuitEntry,
    "copy-of": CopyEntry,
    "authors": AuthorEntry,
    "original": OriginalEntry,
}
FORMS = {
    SLUG: "a slug: lower-case letters, digits and single hyphens",
    REFERENCE: "a claim of this article, or article/claim",
    ISO3: "three capital letters",
    WIKIDATA: "a Wikidata item such as Q148",
    RANGE: "characters of the text from the first to the one after the last, counted from 0, such as 0-1843",
    SHA256: "64 digits from 0 to 9 and a to f; left empty, `kg check` says which",
    URL: "an address that begins with http:// or https://",
    VERSION: "letters, digits, dots and hyphens, such as 1.2.0",
}
# What was expected, by pydantic's kind of error, with the values of its context.
EXPECTED = {
    "decimal_max_digits": "a number of at most {max_digits} digits",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "dict_type": "a mapping of keys to values",
    "finite_number": "a number",
    "greater_than_equal": "a number of at least {ge}",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "less_than_equal": "a number of at most {le}",
    "list_type": "a list",
    "literal_error": "{expected}",
    "model_attributes_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "too_long": "no more languages than {max_length}",
    "string_too_long": "at most {max_length} characters",
    "string_type": "one word or text",
    "value_error": "text without control characters, but it {error}",
}


def validated(
    schema: type[AnyEntry], node: Node, subject: str, names: Meanings | None = None
) -> tuple[AnyEntry | None, list[Finding]]:
    """The entry that a node stands for, or None with one finding for everything that is wrong with it.

    Every key is one of the entry's, the keys that it needs are there, and the values have the form of their keys. Why:
    a misspelt key would be passed over in silence. `names` are the slugs by the names that people write instead.

    Good:
        actors:
          envoy: {kind: person, label: The envoy, acts-for: china}
        article: {author: envoy}

    Bad:
        actors:
          envoy: {kind: person, label: The envoy, act-for: china}
    """
    try:
        return schema.model_validate(plain(node)), []
    except ValidationError as error:
        names = names if names is not None else Meanings()
        mistakes = [_Mistake(detail, schema, node, names) for detail in error.errors(include_url=False)]
    misspelt = {mistake.meant for mistake in mistakes if mistake.meant}
    return None, [
        mistake.finding(subject)
        for mistake in mistakes
        if not (mistake.kind == "missing" and tuple(mistake.path) in misspelt)
    ]


class _Mistake:
    """One thing that is wrong with an entry: pydantic's detail, told in the words of the file."""

    def __init__(self, detail: ErrorDetails, schema: type[Entry], node: Node, names: Meanings) -> None:
        self.kind = detail["type"]
        self.detail = detail
        self.node = node
        self.schema = schema
        self.names = names
        self.names_language = detail["loc"][-1:] == (KEY,)
        self.path = path_of(detail["loc"])
        self.key = next((str(step) for step in reversed(self.path) if isinstance(step, str)), "entry")

    @property
    def meant(self) -> tuple[str | int, ...]:
        """The path of the key that an unknown key was probably meant to be, or nothing."""
        if self.kind != "extra_forbidden":
            return ()
        near = nearest(self.key, self._fields())
        return (*self.path[:-1], near) if near else ()

    def finding(self, subject: str) -> Finding:
        location = self.node.at(*self.path)
        if self.kind == "extra_forbidden" or self.names_language:
            location = self._parent().keys.get(self.key, location)
        return Finding(location, "schema", self._message(), subject=subject)

    def _parent(self) -> Node:
        node = self.node
        for step in self.path[:-1]:
            node = node.child(step) or node
        return node

    def _fields(self) -> dict[str, FieldInfo]:
        """The keys that can stand beside the one concerned, and what is said of them."""
        outer = next((step for step in reversed(self.path[:-1]) if isinstance(step, str)), "")
        entry = INNER.get(outer, self.schema)
        return {field.alias or name: field for name, field in entry.model_fields.items()}

    def _message(self) -> str:
        value = self.detail["input"]
        if self.kind == "extra_forbidden":
            return f"unknown key {self.key!r}{self._meant_key()}"
        if self.kind == "missing":
            return f"the key {self.key!r} is missing; add it: {self._fields()[self.key].description}"
        if self.names_language:
            return f"{shown(self.key)} is no language; expected {self._expected()}"
        if value is None or self.kind in ("string_too_short", "too_short"):
            return f"{self.key!r} is empty; {self._commented() or self._fill()}"
        if isinstance(value, (dict, list)):
            kind, sign = ("mapping", ":") if isinstance(value, dict) else ("list", "[")
            hint = f"; if the {sign!r} is part of the value, {QUOTE_IT}" if self.kind == "string_type" else ""
            return f"{self.key!r} is a {kind}; expected {self._expected()}{hint}"
        return f"{self.key!r} is {shown(str(value))}; expected {self._expected()}{self._hint(str(value))}"

    def _meant_key(self) -> str:
        keys = self._fields()
        hint = did_you_mean(self.key, keys)
        if hint:
            return hint
        # What follows a comma in braces and has a colon.
        within = "; if it is part of the value before it, put that in quotation marks" if " " in self.key else ""
        return within or f"; expected {', '.join(key for key in keys if key not in self._parent().keys)}"

    def _fill(self) -> str:
        field = self._fields().get(self.key)
        optional = field is not None and not field.is_required() and self.kind != "too_short"
        return "write its value, or leave the key out" if optional else "write its value"

    def _commented(self) -> str:
        """That a comment may be the value that is not there."""
        node: Node | None = self.node
        for step in self.path:
            node = node.child(step) if node is not None else None
        return begins("#") if node is not None and "#" in node.rest else ""

    def _expected(self) -> str:
        context: dict[str, Any] = self.detail.get("ctx", {})
        if self.kind == "string_pattern_mismatch":
            return FORMS[context["pattern"]]
        if self.key in INNER and self.kind in ("model_type", "model_attributes_type"):
            needed = (f.alias or name for name, f in INNER[self.key].model_fields.items() if f.is_required())
            return f"a mapping with {', '.join(needed)}"
        return EXPECTED[self.kind].format_map(context) if self.kind in EXPECTED else self.detail["msg"]

    def _hint(self, value: str) -> str:
        if self.kind == "literal_error":
            choices = str(self.detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")
            return did_you_mean(value, [choice.strip("'") for choice in choices])
        if self.kind != "string_pattern_mismatch" or self.detail["ctx"]["pattern"] != SLUG:
            return ""
        if slug := self.names.meant(value.casefold()):
            return f"; did you mean {slug!r}?"
        meant = slug_of(value)
        return f", such as {meant!r}" if meant else ""


def path_of(steps: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path of a mistake without the names of the two forms of an event, and of those of a text."""
    forms = (PLAIN, BY_LANGUAGE, KEY, WITH_PASSAGES)
    return tuple(
        step for before, step in zip(("", *steps), steps, strict=False) if before != "event" and step not in forms
    )
