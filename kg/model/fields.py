"""What a record has, said once a field: its key in YAML, its property in RDF, what kind of value it is, what it means.

A `Field` stands in the annotation of each field of the dataclasses of `records.py`, and in no table beside them, which
would name every field again and would have to be held in step. From it follow the keys, JSON Schemas and records of
YAML (`kg/sources/schema.py`, `records.py`), RDF both ways (`kg/rdf/write.py`, `read.py`), and in the exports every
column and property that none of them names itself. So a new text of claims is one line in `Claim`,

    remark: Annotated[str, Field("text", "kg:remark", "What else was said.", label="remark")] = ""

with its term, shape and short name in `ontology/schema.ttl`, `shapes.ttl` and `context.jsonld`; then
`pytest --update-snapshots` writes `ontology/json-schema/`. What is more than one value (a content, its passages, who
passed it on) is read and written by functions of its own.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container

# In this order: text, or text of a form; a tag of BCP 47; a text that is shown, which YAML may give by language, and
# the same in other languages; several names; a term of the scale `of`; one record of the kind `of`, or several; an EDTF
# date; a decimal; an offset into a text; parts, records of the class `of` with nodes of their own; one of `choices`;
# actors one after the other; claims and events.
Kind: TypeAlias = Literal[
    "text", "iso3", "wikidata", "url", "language", "label", "others", "labels", "term", "link", "links", "date",
    "number", "offset",
    "parts", "choice", "chain", "references",
]  # fmt: skip
Export: TypeAlias = Literal["tables", "networks", "property graphs"]
ALL: tuple[Export, ...] = ("tables", "networks", "property graphs")
FLAT: tuple[Export, ...] = ("tables", "networks")
SINGLE = ("text", "iso3", "wikidata", "url", "language", "term", "date", "number")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record.

    `iri` is a prefixed name, empty where RDF has the value in another way; `key` is the name with hyphens unless
    given, empty where YAML has none. `default` is what no key means, the record's own default unless given, `...`
    where the key must be there. `needed` says whether a graph without the property is damaged: where the record has no
    default, unless given. `label` is what people read before the value; `left_out` are the exports without it.
    `name` is the field's, `attribute` the key as Python names it.
    """

    kind: Kind
    iri: str = ""
    meaning: str = ""
    of: str = ""
    key: str | None = None
    default: Any = ...
    needed: bool | None = None
    label: str = ""
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    ordered: bool = False
    left_out: tuple[Export, ...] = ()
    name: str = ""
    attribute: str = ""


@cache
def fields_of(record: Any) -> tuple[Field, ...]:
    """What is said of the fields of a class of records, in its order, with all that is not given filled in."""
    return tuple(_whole(field, each) for each in fields(record) for field in getattr(each.type, "__metadata__", ()))


def _whole(said: Field, field: dataclasses.Field[Any]) -> Field:
    default = ... if field.default is dataclasses.MISSING else field.default
    key = field.name.replace("_", "-") if said.key is None else said.key
    return replace(
        said,
        name=field.name,
        key=key,
        attribute=key.replace("-", "_"),
        default=default if said.default is ... else said.default,
        needed=default is ... if said.needed is None else said.needed,
    )


def columns(record: Any, export: Export) -> tuple[str, ...]:
    """The names of the fields of a class of records whose values are single and in an export."""
    return tuple(f.name for f in fields_of(record) if f.kind in SINGLE and export not in f.left_out)


def values(record: Any, export: Export) -> dict[str, Any]:
    """The values under these names."""
    return {name: getattr(record, name) for name in columns(record.__class__, export)}


def labelled(record: Any, but: Container[str] = ()) -> list[tuple[str, str]]:
    """What a record has that people read after a label, as pairs of label and value."""
    said = ((f.label, getattr(record, f.name)) for f in fields_of(record.__class__) if f.label and f.name not in but)
    return [(label, value) for label, value in said if value]
