"""The keys of the YAML files as people read of them: which there are, what stands there, and what each means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model.languages import TAG
from kg.sources.json_schema import entry_schema
from kg.sources.schema import (
    ARTICLE_NAMES,
    EDTF_SCHEMA,
    ISO3,
    RANGE,
    REFERENCE_SCHEMA,
    SHA256,
    SLUG_SCHEMA,
    TEXT_SCHEMA,
    URL,
    VERSION,
    WIKIDATA,
    ActorEntry,
    ArticleEntry,
    AuthorEntry,
    ClaimEntry,
    CopyEntry,
    EventEntry,
    HedgeEntry,
    IssueEntry,
    LeverageEntry,
    OriginalEntry,
    PlanEntry,
    ProjectEntry,
    PursuitEntry,
    QuantityEntry,
    StanceEntry,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.sources.schema import Entry

# In the order in which somebody meets them: what is claimed, of what, by whom, in which article, in which project.
ENTRIES: Mapping[str, type[Entry]] = {
    "claim": ClaimEntry,
    "stance": StanceEntry,
    "event": EventEntry,
    "leverage": LeverageEntry,
    "hedge": HedgeEntry,
    "quantity": QuantityEntry,
    "article": ArticleEntry,
    "copy-of": CopyEntry,
    "original": OriginalEntry,
    "actor": ActorEntry,
    "issue": IssueEntry,
    "pursued-by": PursuitEntry,
    "project": ProjectEntry,
    "author": AuthorEntry,
    "plan": PlanEntry,
}
NAMES = {entry.__name__: name for name, entry in ENTRIES.items()}
# What a value is in words, by the form of its schema; the first that fits.
WORDS: tuple[tuple[dict[str, Any], str], ...] = (
    (SLUG_SCHEMA, "a slug"),
    (REFERENCE_SCHEMA, "a claim: `id`, or `article/id`"),
    (EDTF_SCHEMA, "a date in EDTF"),
    (TEXT_SCHEMA, "text"),
    ({"pattern": TAG}, "a language tag such as `en`"),
    ({"pattern": ISO3}, "three capital letters"),
    ({"pattern": WIKIDATA}, "an item such as `Q148`"),
    ({"pattern": RANGE}, "a range such as `0-1843`"),
    ({"pattern": SHA256}, "64 digits; left empty, `kg check` says which"),
    ({"pattern": URL}, "a web address"),
    ({"pattern": VERSION}, "a version such as `1.2.0`"),
    ({"type": "object", "propertyNames": ARTICLE_NAMES}, "coders by article"),
    ({"type": "object"}, "by language"),
    ({"type": "string"}, "text"),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: whether it must be there, what stands after it in words, and what it means.

    `scale` is the class of the terms that may stand there, `inner` the entry that does, both empty where neither.
    """

    name: str
    needed: bool
    value: str
    meaning: str
    scale: str = ""
    inner: str = ""


def keys(name: str) -> tuple[Key, ...]:
    """The keys of an entry, such as "claim", in the order in which editors offer them."""
    schema = entry_schema(ENTRIES[name])
    needed = schema.get("required", ())
    return tuple(_key(key, said, key in needed) for key, said in schema["properties"].items())


def meaning(name: str) -> str:
    """What an entry is, in a sentence."""
    return ENTRIES[name].__doc__ or ""


def _key(name: str, schema: dict[str, Any], needed: bool) -> Key:  # noqa: FBT001
    scale = schema.get("scale", "")
    value, inner = ("a term", "") if scale else _value(schema)
    default = f"; `{schema['default']}` unless given" if schema.get("default") else ""
    said = schema.get("description") or (meaning(inner) if inner else "")
    return Key(name, needed, f"{value}{default}", said, scale, inner)


def as_markdown() -> str:
    """Every entry with its keys as a page of Markdown."""
    return "\n".join([HEAD, *(line for name in ENTRIES for line in _section(name))])


HEAD = """\
# Every key of the YAML files

One page for people; editors have the same from the JSON Schemas in `ontology/json-schema/`, and `kg annotate` asks for
them in a form. It is made from the fields of the records, and a test holds it to them. The terms stand in the codebook,
`out/codebook.html`, with their definitions and numbers. A slug names an entry: lower-case letters, digits and single
hyphens.

`sources/actors.yaml`, `issues.yaml` and `events.yaml` have an entry by slug: an [actor](#actor), an [issue](#issue), an
[event](#event). `sources/articles/<article>.yaml` has `article:`, the [head](#article), and `claims:`, a list of
[claims](#claim). `project.yaml`, where there is one, says what a [project](#project) is, and `coding/plan.yaml` by
which [plan](#plan) several people code. Keys in bold must be there.
"""


def _section(name: str) -> list[str]:
    rows = []
    for key in keys(name):
        word = f"**`{key.name}`**" if key.needed else f"`{key.name}`"
        value = f"[{key.value}](#{key.inner})" if key.inner and "mapping" in key.value else key.value
        rows.append(f"| {word} | {value} | {key.meaning} |")
    return [f"## {name}", "", meaning(name), "", "| key | value | meaning |", "| --- | --- | --- |", *rows, ""]


def _value(schema: Mapping[str, Any]) -> tuple[str, str]:
    """What a value is in words, and the entry that it is, if it is one."""
    words, inner = next((words for form, words in WORDS if form.items() <= schema.items()), ""), ""
    if "$ref" in schema:
        inner = NAMES[schema["$ref"].rpartition("/")[2]]
        words = f"a mapping: {inner}"
    elif "enum" in schema:
        words = ", ".join(f"`{choice}`" for choice in schema["enum"])
    elif some := schema.get("anyOf") or schema.get("oneOf"):
        words, inner = _one_of([each for each in some if each.get("type") != "null"])
    elif schema.get("type") == "array":
        words, inner = _one_of([schema])
    elif schema.get("type") in ("number", "integer"):
        words = "a number" if "minimum" not in schema else f"a number from {schema['minimum']} to {schema['maximum']}"
    return words, inner


def _one_of(schemas: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """One of several forms; a list of what may also stand alone is said as that."""
    single = [_value(each) for each in schemas if each.get("type") != "array"]
    listed = [_value(each["items"]) for each in schemas if each.get("type") == "array"]
    words = list(dict.fromkeys(value for value, _ in single or listed))
    inner = next((name for _, name in (*single, *listed) if name), "")
    return " or ".join(words) + (", or a list of these" if listed and single else ""), inner
