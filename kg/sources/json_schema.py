"""The JSON Schemas of the YAML files, by which editors complete keys and terms and underline mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from kg.sources.schema import (
    EDTF_SCHEMA,
    FIRST,
    LAST,
    MAX_SLUG,
    REFERENCE_SCHEMA,
    SLUG,
    SLUG_SCHEMA,
    TEXT_SCHEMA,
    ActorEntry,
    ArticleFile,
    EventEntry,
    IssueEntry,
    PlanEntry,
    ProjectEntry,
)

if TYPE_CHECKING:
    from kg.model.vocabulary import Term, Vocabulary
    from kg.sources.schema import Entry

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://w3id.org/detente/json-schema/"
REGISTRIES: dict[str, tuple[type[Entry], str]] = {
    "actors": (ActorEntry, "Actors: who can hold a stance, do something, or say something"),
    "issues": (IssueEntry, "Issues: what stances are about that is no actor"),
    "events": (EventEntry, "Events that several claims or articles speak of"),
}
FORMS: dict[str, dict[str, Any]] = {
    "date": EDTF_SCHEMA,
    "reference": REFERENCE_SCHEMA,
    "slug": SLUG_SCHEMA,
    "text": TEXT_SCHEMA,
}


def schemas(vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    """The schemas of each kind of file by its name, with the terms of the vocabulary's scales.

    They are for editors, which read YAML 1.2: what editors take for a number is a number here too.
    """
    found = {name: _registry(name, entry, title, vocabulary) for name, (entry, title) in REGISTRIES.items()}
    article = _schema(ArticleFile, vocabulary)
    project = {**_schema(ProjectEntry, vocabulary), "type": ["object", "null"]}
    return found | {
        "article": _headed("article", "An article and what is claimed in it", article),
        "project": _headed("project", "What a project says of itself", project),
        "plan": _headed("plan", "Who codes which articles", _schema(PlanEntry, vocabulary)),
    }


def _registry(name: str, entry: type[Entry], title: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of a file whose keys are slugs, and which may be empty."""
    inner = _schema(entry, vocabulary)
    definitions = {**inner.pop("$defs"), entry.__name__: inner}
    whole = {
        "type": ["object", "null"],
        "propertyNames": {"maxLength": MAX_SLUG},
        "patternProperties": {SLUG: {"$ref": f"#/$defs/{entry.__name__}"}},
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }
    return _headed(name, title, whole)


def _headed(name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"{BASE}{name}.json", **schema, "title": title}


def entry_schema(entry: type[Entry]) -> dict[str, Any]:
    """The schema of an entry, with its definitions; where a term stands, `scale` names the class of the terms."""
    return entry.model_json_schema(by_alias=True, schema_generator=_Generator)


def _schema(entry: type[Entry], vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of an entry, with its definitions and the terms of its scales."""
    found = _with_terms(entry_schema(entry), vocabulary)
    return {**found, "$defs": {**found.get("$defs", {}), **FORMS}}


class _Generator(GenerateJsonSchema):
    """pydantic's schemas without a title for every key, which editors would show in place of its description."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the interface is pydantic's
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:
        """Leave out that an absent key means nothing."""
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if key != "default" or value is not None}

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """Put the keys of an entry into the order in which editors are to offer them."""
        found = super().model_schema(schema)
        return {**found, "properties": dict(sorted(found["properties"].items(), key=_rank))}


def _rank(key: tuple[str, Any]) -> int:
    name = key[0]
    return FIRST.index(name) - len(FIRST) if name in FIRST else LAST.index(name) + 1 if name in LAST else 0


def _with_terms(schema: Any, vocabulary: Vocabulary) -> Any:
    """The schema with the terms of every scale, and with the forms of values by their names."""
    if isinstance(schema, list):
        return [_with_terms(item, vocabulary) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "scale" in schema:
        return _scale(schema, vocabulary)
    for name, form in FORMS.items():
        if form.items() <= schema.items():
            return {"$ref": f"#/$defs/{name}"} | {key: value for key, value in schema.items() if key not in form}
    named = {key: _with_terms(value, vocabulary) for key, value in schema.items()}
    return named | {"title": named["title"].removesuffix("Entry")} if isinstance(named.get("title"), str) else named


def _scale(schema: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The schema of a key whose value is a term of a scale."""
    terms = list(vocabulary.terms(schema["scale"]).values())
    optional = {"type": "null"} in schema.get("anyOf", ())
    kept = {key: _as_editors_read(value) for key, value in schema.items() if key in ("default", "description")}
    return kept | {
        "enum": [*(_as_editors_read(term.notation) for term in terms), *([None] if optional else [])],
        "enumDescriptions": [*map(_described, terms), *(["Not given."] if optional else [])],
    }


def _as_editors_read(word: str) -> str | int:
    return int(word) if word.isdecimal() else word


def _described(term: Term) -> str:
    """What editors show beside a term."""
    number = f" ({term.number})" if term.number is not None else ""
    example = f" “{term.example}”" if term.example else ""
    return f"{term.definition}{number}{example}"
