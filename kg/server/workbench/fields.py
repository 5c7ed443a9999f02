"""What the entries of claims and registries may say: every key, from what is said of the fields of their records."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model.fields import fields_of
from kg.model.records import Actor, Article, Claim, Event, Hedge, Issue, Leverage, Pursuit, Quantity, Stance
from kg.sources.json_schema import entry_schema
from kg.sources.schema import (
    REFERENCE,
    SLUG,
    ActorEntry,
    ArticleEntry,
    ClaimEntry,
    EventEntry,
    HedgeEntry,
    IssueEntry,
    LeverageEntry,
    PursuitEntry,
    QuantityEntry,
    StanceEntry,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model.fields import Field
    from kg.sources.schema import Entry

ENTRIES: Mapping[str, tuple[type[Entry], type]] = {
    "claim": (ClaimEntry, Claim),
    "stance": (StanceEntry, Stance),
    "event": (EventEntry, Event),
    "leverage": (LeverageEntry, Leverage),
    "hedge": (HedgeEntry, Hedge),
    "quantity": (QuantityEntry, Quantity),
    "actor": (ActorEntry, Actor),
    "issue": (IssueEntry, Issue),
    "pursued-by": (PursuitEntry, Pursuit),
    "article": (ArticleEntry, Article),
}
MANY = ("links", "labels", "chain", "references", "parts")
# What a value is by the form that it must have.
BY_PATTERN: Mapping[str, dict[str, str]] = {SLUG: {"kind": "slug"}, REFERENCE: {"kind": "link", "of": "claim"}}


@cache
def fields() -> Mapping[str, Sequence[dict[str, Any]]]:
    """By the name of an entry its keys, in the order in which editors offer them.

    Each has its `kind` as `kg.model.fields` has it, what it is `of`, its meaning, whether it is needed, and whether it
    may have many values; `scale` or `choices` where it is a term or a word of some, `bounds` where it is a number with
    some, `default` where its absence means a value. What no record has as it stands in YAML has the kind of its values.
    """
    return {name: [*_fields(entry, record)] for name, (entry, record) in ENTRIES.items()}


@cache
def scales() -> Mapping[str, str]:
    """The scales whose terms an entry may have, each with the key of the number that a term stands for, if any."""
    known: dict[str, str] = {}
    for _, record in ENTRIES.values():
        for field in fields_of(record):
            if field.kind == "term":
                known.setdefault(field.of, "")
            elif field.kind == "number" and field.of and field.key:
                known[field.of] = field.key
    return known


def _fields(entry: type[Entry], record: type) -> list[dict[str, Any]]:
    said = {field.key: field for field in fields_of(record) if field.key}
    forms = entry_schema(entry)["properties"]
    needed = {field.alias or name for name, field in entry.model_fields.items() if field.is_required()}
    meanings = {field.alias or name: field.description or "" for name, field in entry.model_fields.items()}
    return [
        {"key": key, **(_of_record(said[key]) if key in said else _of_form(form)), "meaning": meanings[key],
         "needed": key in needed}
        for key, form in forms.items()
    ]  # fmt: skip


def _of_record(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"kind": field.kind, "of": field.of, "many": field.kind in MANY}
    if field.kind == "term":
        described["scale"] = field.of
    if field.choices:
        described["choices"] = [*field.choices]
    if field.bounds:
        described["bounds"] = [*field.bounds]
    if isinstance(field.default, str) and field.default:
        described["default"] = field.default
    return described


def _of_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a key by the JSON Schema of its values alone."""
    forms = [*_alternatives(form)]
    many = any(each.get("type") == "array" for each in forms)
    one = next((each for each in forms if "$ref" in each), None) or next(
        each for each in forms if each.get("type") != "null"
    )
    described: dict[str, Any] = {"kind": "text", "of": "", "many": many}
    if "$ref" in one:
        described |= {"kind": "parts", "of": one["$ref"].rpartition("/")[2].removesuffix("Entry")}
    elif "enum" in one:
        described |= {"kind": "choice", "choices": one["enum"]}
    elif one.get("pattern") in BY_PATTERN:
        described |= BY_PATTERN[one["pattern"]]
    elif one.get("type") == "integer":
        described |= {"kind": "number"}
    return described


def _alternatives(form: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The forms that a value may have, those of items of lists, too."""
    given = form.get("anyOf") or form.get("oneOf")
    if given:
        return [each for one in given for each in _alternatives(one)]
    return [form, *(_alternatives(form["items"]) if form.get("type") == "array" else [])]
