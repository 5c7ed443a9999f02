"""Entries of YAML files → records, by what is said of the records' fields."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model.fields import fields_of
from kg.model.languages import LanguageString, shown
from kg.model.records import Original, Pursuit, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model.fields import Field
    from kg.model.vocabulary import Vocabulary
    from kg.sources.schema import Entry

Record = TypeVar("Record")

PARTS: dict[str, type[Original | Pursuit | Quantity]] = {
    "Original": Original, "Pursuit": Pursuit, "Quantity": Quantity
}  # fmt: skip


def record_of(record: Callable[..., Record], entry: Entry, vocabulary: Vocabulary, **more: Any) -> Record:
    """The record of an entry; `more` is what the entry does not say by one key alone."""
    return record(**values_of(record, entry, vocabulary) | more)


def values_of(record: Callable[..., object], entry: Entry, vocabulary: Vocabulary) -> dict[str, Any]:
    """What an entry says by its keys, by the names of the record's fields."""
    said: dict[str, Any] = {}
    for name, attribute, field in _keys(record):
        value = getattr(entry, attribute)
        # Most values are texts, or not given.
        if field.kind == "label":
            said |= _labels(name, in_languages(value), said.get("label", ""))
            continue
        if value.__class__ is not str:
            value = "" if value is None and field.kind != "number" else _value(field, value, entry, vocabulary)
        said[name] = value
    return said


@cache
def _keys(record: Callable[..., object]) -> tuple[tuple[str, str, Field], ...]:
    return tuple((field.name, field.attribute, field) for field in fields_of(record) if field.key)


def _value(field: Field, value: Any, entry: Entry, vocabulary: Vocabulary) -> Any:
    """A number, that of the entry's term where none is given, or several values."""
    if field.kind == "number":
        return _canonical(_number_of(getattr(entry, "type", ""), field.of, vocabulary) if value is None else value)
    if field.kind == "labels":
        return in_languages(value)
    if field.kind == "parts":
        return tuple(record_of(PARTS[field.of], part, vocabulary) for part in value)
    return tuple(sorted(set(value))) if field.kind == "links" and not field.ordered else tuple(value)


def _labels(name: str, texts: tuple[str, ...], label: str) -> dict[str, Any]:
    """The text that is shown and those in other languages: of a name the first given, else that like the label."""
    # None of an entry that could be read only in part.
    text = shown(texts, label) if label else next(iter(texts), "")
    return {name: text, f"other_{name}s": tuple(each for each in texts if each is not text)}


def in_languages(value: Any) -> tuple[str, ...]:
    """Texts that are given as one, as a list, or by language, where each may be one or a list."""
    if isinstance(value, dict):
        return tuple(LanguageString(text, tag) for tag, texts in value.items() for text in in_languages(texts))
    return (value,) if isinstance(value, str) else tuple(value or ())


def _canonical(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent, so that one number is written in one way."""
    exact = number.normalize()
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _number_of(notation: str, scale: str, vocabulary: Vocabulary) -> Decimal:
    """The number of a term; 0 for a word that is none, which is an error of its own."""
    term = vocabulary.terms(scale).get(notation)
    return term.number if term is not None and term.number is not None else Decimal(0)
