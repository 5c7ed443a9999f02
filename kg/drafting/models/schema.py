"""The forms of answers: flat objects of texts and lists of texts, whose keys are all there, since servers differ.

References, alternatives and nested records are passed over by some of them (Ollama), and refused by others; where a
server knows no schema at all, the prompt says the same in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.vocabulary import Vocabulary

Fields = dict[str, dict[str, Any]]
KINDS = ("stance", "event", "leverage")
NONE = "none"


def text(meaning: str) -> dict[str, Any]:
    """A text, empty where there is none."""
    return {"type": "string", "description": meaning}


def texts(meaning: str) -> dict[str, Any]:
    """Several texts, or none."""
    return {"type": "array", "items": {"type": "string"}, "description": meaning}


def number(meaning: str) -> dict[str, Any]:
    """A whole number."""
    return {"type": "integer", "description": meaning}


def one_of(choices: Iterable[str], meaning: str) -> dict[str, Any]:
    """One of several words."""
    return {"type": "string", "enum": list(choices), "description": meaning}


def rows(name: str, fields: Fields) -> dict[str, Any]:
    """The form of an answer that is a list of rows under a name, each with all of these fields."""
    row = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": row}},
        "required": [name],
        "additionalProperties": False,
    }


def in_words(schema: Mapping[str, Any]) -> str:
    """The same for a server that knows no schemas: one line a field."""
    ((name, listed),) = schema["properties"].items()
    fields = listed["items"]["properties"]
    lines = [f'- "{field}" ({_type(each)}): {each["description"]}' for field, each in fields.items()]
    head = f'Answer with one JSON object that has the key "{name}", a list of objects with all of these keys:'
    return "\n".join([head, *lines])


def _type(field: Mapping[str, Any]) -> str:
    if "enum" in field:
        return "one of " + ", ".join(field["enum"])
    return {"string": "text", "integer": "number", "array": "list of texts"}[field["type"]]


PASSAGES: Fields = {
    "sentence": number("The number in brackets before the sentence that the quote is of."),
    "quote": text(
        "The shortest passage of that sentence that says it, copied letter for letter, with its hedges and its "
        "negations; at most 40 words."
    ),
    "claimant": text(
        "Who says it: a key of the list of actors, or the name as the article has it where the list lacks it; "
        f"{NONE} where the article speaks for itself."
    ),
    "words": text(
        "The words by which the article says who says it, copied letter for letter; empty if there are none."
    ),
    "kind": one_of(KINDS, "What is said: a position, a happening, or that one can move another."),
    "denied": one_of(("yes", "no"), "Whether who says it denies it."),
}


def contents(kind: str, vocabulary: Vocabulary) -> Fields:
    """What is asked of each passage of a kind of content."""
    actor = "keys of the list of actors, or names as the passage has them where the list lacks them"
    fields: Fields = {
        "passage": number("The number of the passage."),
        "fits": one_of(("yes", "no"), f"Whether the quote says a {kind}."),
        "claimant": text(f"Who says it, by the sentences alone: as for {actor}; {NONE} where the article does."),
        "reporters": texts(
            f"Who passed it on before the article did, nearest to who says it first: {actor}; mostly none."
        ),
        "denied": one_of(("yes", "no"), "Whether who says it denies it, or says that it is not so."),
        "hedges": texts(
            "The words of the quote that keep a distance or say how likely it is, copied letter for letter."
        ),
        "certainty": one_of(vocabulary.terms("Certainty"), "How sure who says it is."),
        "mode": one_of(vocabulary.terms("Mode"), "How it is said."),
        "condition": text("Where it is said to be so under a condition: which; else empty."),
    }
    if kind == "stance":
        return fields | {
            "holder": texts(f"Whose position it is: {actor}."),
            "target": text("Toward whom or what: a key of the list of actors or issues, or a name."),
            "type": one_of(vocabulary.terms("StanceType"), "Which position."),
        }
    if kind == "event":
        return fields | {
            "label": text("What happened, in one line of at most 12 words."),
            "initiator": texts(f"Who does it: {actor}."),
            "recipient": texts(f"To whom, with whom or against whom: {actor}."),
            "about": texts("Which issues it concerns: keys of the list of issues."),
            "type": one_of(vocabulary.terms("EventType"), "What kind of happening."),
            "when": text("When, as 2016-02-07, 2016-02 or 2016, only if the sentences say it; else empty."),
            "status": one_of(vocabulary.terms("Status"), "Whether it has come about."),
        }
    return fields | {
        "wielder": texts(f"Who can move somebody: {actor}."),
        "over": texts(f"Who can be moved: {actor}."),
        "instrument": text("By what, in a few words."),
        "aim": text("To what end, in a few words; else empty."),
        "effect": one_of(vocabulary.terms("Effect"), "How it moves them."),
        "strength": one_of(vocabulary.terms("Strength"), "How strong it is said to be."),
    }
