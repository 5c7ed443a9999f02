"""The keys of the YAML files and the form of their values, from what is said of the records' fields.

The JSON Schemas for editors come from here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    create_model,
)
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from kg.model.description import CONTEXT, SPDX, USUAL_LICENCES, orcid_of
from kg.model.fields import fields_of
from kg.model.languages import TAG, canonical_tag, is_tag, tag_meant
from kg.model.records import Actor, Article, Claim, Event, Hedge, Issue, Leverage, Original, Pursuit, Quantity, Stance

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from kg.model.fields import Field as RecordField

AnyEntry = TypeVar("AnyEntry", bound="Entry")

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^([a-z0-9-]+/)?[a-z0-9-]+$"
ISO3 = r"^[A-Z]{3}$"
WIKIDATA = r"^Q[1-9][0-9]*$"
SHA256 = r"^[0-9a-f]{64}$"
RANGE = r"^(0|[1-9][0-9]{0,7})-[1-9][0-9]{0,7}$"
URL = r"^https?://[^\s<>\"{}|\\^`]+$"
VERSION = r"^[A-Za-z0-9][A-Za-z0-9.+_-]*$"
MAX_SLUG = 120
# As far as a page shows the paragraph around a quote.
MOST_CONTEXT = 700
# The forms of a text in the paths of mistakes: as it is, or by language; then what a wrong language is called there.
PLAIN, BY_LANGUAGE, KEY = "(plain)", "(by language)", "[key]"
# The same of an original, which may be named alone or with the passages that stand in it.
WITH_PASSAGES = "(with passages)"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def slug_of(name: str) -> str:
    """The slug that a name probably stands for, or nothing."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    slug = "-".join(re.findall("[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))
    return slug if is_slug(slug) else ""


def is_slug(text: str) -> bool:
    """Whether a text can name an entry."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None


def _listed(value: Any) -> Any:
    if value is None:
        return []
    return [value] if isinstance(value, (str, dict)) else value


def _without_controls(text: str) -> str:
    if found := CONTROL.search(text):
        raise ValueError(f"has the control character U+{ord(found[0]):04X}")
    return text


def _language(text: str) -> str:
    """A tag in its usual case; an error that names the tag that is meant, where it is no tag."""
    if not is_tag(text):
        meant = tag_meant(text)
        form = "a language tag of BCP 47 such as en, zh-Hant or pt-BR{hint}"
        raise PydanticCustomError("language", form, {"hint": f"; did you mean {meant!r}?" if meant else ""})
    return canonical_tag(text)


def _form(value: Any) -> str:
    """Whether a value is given by language; the name of its form, as it stands in the paths of mistakes."""
    return BY_LANGUAGE if isinstance(value, dict) else PLAIN


@dataclass(frozen=True)
class _OneOrMany:
    """Tells editors that a list may be written as its only item, or as nothing; `also` is another form of an item."""

    also: dict[str, Any] | None = None

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(core)
        forms = [self.also, listed["items"]] if self.also else [listed["items"]]
        many = {**listed, "items": {"anyOf": forms} if self.also else listed["items"]}
        return {"anyOf": [*forms, many, *([] if "minItems" in listed else [{"type": "null"}])]}


# Editors read 2016 and 12 as numbers, where here every value is text; so their schema takes both.
TEXT_SCHEMA = {"type": ["string", "number"], "minLength": 1, "maxLength": 5_000}
SLUG_SCHEMA = {"type": ["string", "integer"], "pattern": SLUG, "maxLength": MAX_SLUG, "minimum": 0}
REFERENCE_SCHEMA = {"type": ["string", "integer"], "pattern": REFERENCE, "maxLength": 250, "minimum": 0}
EDTF_SCHEMA = {"type": ["string", "integer"], "pattern": r"^\S+$", "maxLength": 60, "minimum": 1, "maximum": 9999}
ARTICLE_NAMES: dict[str, Any] = {"maxLength": MAX_SLUG}
SHARE_SCHEMA = {"type": "number", "minimum": 0, "maximum": 1}
VERSION_SCHEMA = {"type": ["string", "number"], "pattern": VERSION, "maxLength": 60}

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000),
    AfterValidator(_without_controls),
    WithJsonSchema(TEXT_SCHEMA),
]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG), WithJsonSchema(SLUG_SCHEMA)]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=250), WithJsonSchema(REFERENCE_SCHEMA)]
Edtf = Annotated[str, StringConstraints(min_length=1, max_length=60), WithJsonSchema(EDTF_SCHEMA)]

_Many = BeforeValidator(_listed)
SomeTexts = Annotated[list[Text], _Many, Field(min_length=1), _OneOrMany()]
Language = Annotated[
    str,
    StringConstraints(max_length=60),
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "pattern": TAG, "maxLength": 60}),
]


def _translations(value: Any) -> Any:
    """One translation is that of the only quote."""
    return [] if value is None else value if isinstance(value, list) else [value]


# A text as it is, or by language; several names in the same two ways; the translation of each quote.
_Languages = Field(min_length=1, max_length=200)
_Form = Discriminator(_form)
_Texts = Annotated[list[Text], _Many, _OneOrMany()]
Label = Annotated[
    Annotated[Text, Tag(PLAIN)] | Annotated[dict[Language, Text], _Languages, Tag(BY_LANGUAGE)], _Form
]  # fmt: skip
Labels = Annotated[
    Annotated[_Texts, Tag(PLAIN)] | Annotated[dict[Language, SomeTexts], _Languages, Tag(BY_LANGUAGE)], _Form
]  # fmt: skip
Translation = Annotated[
    Annotated[Text, Tag(PLAIN)] | Annotated[dict[Language, Text], Field(min_length=1, max_length=1), Tag(BY_LANGUAGE)],
    _Form,
]
Translations = Annotated[list[Translation], BeforeValidator(_translations), _OneOrMany()]

# The type of a value by its kind, or of one item where there may be several.
ONE: dict[str, Any] = {
    "text": Text,
    "label": Label,
    "language": Language,
    "term": Text,
    "link": Slug,
    "reference": Reference,
    "date": Edtf,
    "iso3": Annotated[str, StringConstraints(pattern=ISO3)],
    "wikidata": Annotated[str, StringConstraints(pattern=WIKIDATA)],
    "url": Annotated[str, StringConstraints(pattern=URL, max_length=2_000)],
}
MANY: dict[str, Any] = {"links": Slug, "chain": Slug, "references": Reference}
# The order in which editors offer keys, where it is not that of the record: these first, and these last.
FIRST = (
    "id", "quote", "occurrence", "title", "language", "translation", "translated-by", "said-by", "reported-by",
    "denies", "affirms", "polarity", "mode", "certainty",
    "hedge", "publisher", "author",
)  # fmt: skip
LAST = ("effect", "strength", "goldstein", "because", "quantity", "furniture", "stance", "event", "leverage")


class Entry(BaseModel):
    """A mapping of a YAML file: keys with hyphens, no others than these."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        defer_build=True,  # what reads registries alone need not wait for the forms of articles
    )


def keys_of(record: type) -> Callable[[type[AnyEntry]], type[AnyEntry]]:
    """A decorator that gives an entry, beside its own keys, those that the fields of a record have."""

    def with_keys(entry: type[AnyEntry]) -> type[AnyEntry]:
        more: dict[str, Any] = {field.attribute: _key(field) for field in fields_of(record) if field.key}
        return create_model(entry.__name__, __base__=entry, __doc__=entry.__doc__, __module__=__name__, **more)

    return with_keys


def _key(field: RecordField) -> tuple[Any, Any]:
    """The type and description of a key."""
    more: dict[str, Any] = {"json_schema_extra": {"scale": field.of}} if field.kind == "term" else {}
    if field.kind == "labels":
        return Labels, Field(description=field.meaning, default_factory=list)
    if field.kind in MANY or field.kind == "parts":
        item: Any = PARTS[field.of] if field.kind == "parts" else MANY[field.kind]
        needed = () if field.default == () else (Field(min_length=1),)
        # One item at least, or nothing.
        type_: Any = Annotated[(list[item], _Many, *needed, _OneOrMany())]
        default = {"default": ...} if needed else {"default_factory": list}
        return type_, Field(description=field.meaning, **default, **more)
    kind: str = "reference" if field.kind == "link" and field.of == "claim" else field.kind
    type_ = Literal[field.choices] if field.choices else _number(field) if kind == "number" else ONE[kind]
    if field.default in ("", None):
        return type_ | None, Field(default=None, description=field.meaning, **more)
    return type_, Field(default=field.default, description=field.meaning, **more)


def _number(field: RecordField) -> Any:
    low, high = field.bounds or (None, None)
    limits = {} if field.bounds is None else {"minimum": low, "maximum": high}
    digits = 24 if field.bounds is None else 12
    constraints = Field(ge=low, le=high, allow_inf_nan=False, max_digits=digits)
    return Annotated[Decimal, constraints, WithJsonSchema({"type": "number", **limits})]


@keys_of(Actor)
class ActorEntry(Entry):
    """Who can hold a stance, do something, or say something."""


@keys_of(Quantity)
class QuantityEntry(Entry):
    """A figure that an event or leverage carries."""


@keys_of(Pursuit)
class PursuitEntry(Entry):
    """Who pursues the policy that an issue is, and the claim that says so."""


@keys_of(Original)
class OriginalEntry(Entry):
    """The file that the text of an article was taken from."""


# What the parts of a record are, by their class; they stand before the records that have them.
PARTS: dict[str, type[Entry]] = {
    "Original": OriginalEntry,
    "Pursuit": PursuitEntry,
    "Quantity": QuantityEntry,
}


@keys_of(Issue)
class IssueEntry(Entry):
    """What a stance can be about that is no actor: a policy, a deployment, a measure."""


@keys_of(Stance)
class StanceEntry(Entry):
    """The position of an actor toward an actor, an issue or an event."""


@keys_of(Event)
class EventEntry(Entry):
    """A happening; name it in events.yaml where several articles speak of it."""


@keys_of(Leverage)
class LeverageEntry(Entry):
    """Who can move whom, by what, to what end, on what condition."""


@keys_of(Hedge)
class HedgeEntry(Entry):
    """The words that qualify a claim; where a scheme has these very words, their interval is looked up."""


def _hedges(value: Any) -> Any:
    listed = _listed(value)
    if not isinstance(listed, list):
        return listed
    return [{"words": item} if isinstance(item, str) else item for item in listed]


Hedges = Annotated[list[HedgeEntry], BeforeValidator(_hedges), _OneOrMany(also=TEXT_SCHEMA)]


def _event_tag(value: Any) -> str:
    return "inline" if isinstance(value, (dict, EventEntry)) else "name"


EventValue = Annotated[
    Annotated[Slug, Tag("name")] | Annotated[EventEntry, Tag("inline")], Discriminator(_event_tag)
]  # fmt: skip


CONTENTS = ("stance", "event", "leverage", "denies", "affirms")


@keys_of(Claim)
class ClaimEntry(Entry):
    """Somebody says that a stance, an event or leverage holds, or denies it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [name]} for name in CONTENTS]})

    id: Slug = Field(description="The claim's name, unique in the article.")
    quote: SomeTexts = Field(description="The shortest verbatim passage that suffices; several where one does not.")
    occurrence: Annotated[int, Field(ge=1, le=999)] | None = Field(
        default=None, description="Which occurrence of the quote, where it stands in the text more than once."
    )
    translation: Translations = Field(
        default_factory=list, description="The quote in the project's language, by that language; one a quote."
    )
    translated_by: Text | None = Field(default=None, description="Who translated it, a person or a program.")
    denies: Reference | None = Field(default=None, description="The claim whose content this one denies.")
    affirms: Reference | None = Field(default=None, description="The claim whose content this one affirms too.")
    polarity: Literal["affirmed", "denied"] | None = Field(
        default=None, description="Only beside a content of its own: denied, where nobody in the graph affirms it."
    )
    hedge: Hedges = Field(
        default_factory=list, description="The words that qualify the claim, as they stand in the quote."
    )
    stance: StanceEntry | None = None
    event: EventValue | None = Field(default=None, description="An event of events.yaml by name, or one of its own.")
    leverage: LeverageEntry | None = None


class CopyEntry(Entry):
    """Of which article a text is a copy, and in which passages."""

    article: Slug = Field(description="The article that it repeats in whole or part.")
    passages: Annotated[list[Annotated[str, StringConstraints(pattern=RANGE)]], _Many, _OneOrMany()] = Field(
        default_factory=list,
        min_length=1,
        max_length=5_000,
        description="Which characters of its text stand there, as 0-1843: from the first, counted from 0, to the one "
        "after the last; where the key is not there, whatever does.",
    )


def _original(value: Any) -> str:
    return WITH_PASSAGES if isinstance(value, (dict, CopyEntry)) else PLAIN


CopyOf = Annotated[
    Annotated[Slug, Tag(PLAIN)] | Annotated[CopyEntry, Tag(WITH_PASSAGES)], Discriminator(_original)
]  # fmt: skip


@keys_of(Article)
class ArticleEntry(Entry):
    """A published text; the text itself is the .txt file of the same name."""

    copy_of: CopyOf | None = Field(
        default=None, description="The article that it repeats in whole or part, alone or with the passages."
    )
    no_copy_of: Annotated[list[Slug], _Many, _OneOrMany()] = Field(
        default_factory=list, description="Articles with which it shares text, and of which it is no copy."
    )
    furniture: Annotated[list[Text], _Many, _OneOrMany()] = Field(
        default_factory=list, description="Lines of the page that are not the article."
    )
    retrieved: Edtf | None = Field(
        default=None, description="EDTF: when the text was taken from where it was published."
    )
    text_sha256: Annotated[str, StringConstraints(pattern=SHA256)] | None = Field(
        default=None,
        description="SHA-256 of the text that was coded, its lines ending in line feeds; tells when the text changes.",
    )


def _orcid(text: str) -> str:
    orcid = orcid_of(text)
    if not orcid:
        raise PydanticCustomError(
            "orcid", "an ORCID iD such as 0000-0002-1825-0097, whose last digit checks the others"
        )
    return orcid


def _licence(text: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text):
        return text
    known = {licence.casefold(): licence for licence in USUAL_LICENCES}
    usual = known.get(re.sub(r"[\s_]+", "-", text.strip().casefold()))
    if SPDX.fullmatch(text) and usual in (None, text):
        return text
    hint = f"; did you mean {usual!r}?" if usual else ""
    raise PydanticCustomError("licence", "an identifier of SPDX such as CC-BY-4.0, or an IRI{hint}", {"hint": hint})


class AuthorEntry(Entry):
    """Who made the project."""

    name: Text = Field(description="As it is cited: Ada Lovelace, or Lovelace, Ada in quotation marks.")
    orcid: Annotated[str, StringConstraints(max_length=60), AfterValidator(_orcid)] | None = Field(
        default=None, description="The ORCID iD: 0000-0002-1825-0097."
    )


def _authors(value: Any) -> Any:
    listed = _listed(value)
    if not isinstance(listed, list):
        return listed
    return [{"name": item} if isinstance(item, str) else item for item in listed]


class ProjectEntry(Entry):
    """What a project says of itself."""

    title: Text | None = Field(default=None, description="What the project is called.")
    authors: Annotated[list[AuthorEntry], BeforeValidator(_authors), _OneOrMany(also=TEXT_SCHEMA)] = Field(
        default_factory=list, description="Who made it, in the order in which they are cited."
    )
    licence: Annotated[Text, AfterValidator(_licence)] | None = Field(
        default=None, description="Of what the project publishes: an identifier of SPDX such as CC-BY-4.0, or an IRI."
    )
    language: Language | None = Field(
        default=None, description="Of the labels, aliases and definitions for which none is stated: en, pt-BR."
    )
    version: (
        Annotated[str, StringConstraints(pattern=VERSION, max_length=60), WithJsonSchema(VERSION_SCHEMA)] | None
    ) = Field(default=None, description="The version of the data: 1.2.0, 2016-07.")
    texts: Literal["whole", "quotes"] = Field(
        default="whole", description="quotes: outputs have the quotes with their context in place of whole texts."
    )
    context: Annotated[int, Field(ge=0, le=MOST_CONTEXT)] = Field(
        default=CONTEXT, description="With texts: quotes, how many characters stand on either side of a quote at most."
    )


class PlanEntry(Entry):
    """Who codes which articles, and how much of them is coded by two."""

    coders: Annotated[list[Slug], _Many, Field(min_length=1, max_length=200), _OneOrMany()] = Field(
        description="Who codes; each has a folder of that name in `coding/`."
    )
    double_coded: Annotated[Decimal, Field(ge=0, le=1, max_digits=12), WithJsonSchema(SHARE_SCHEMA)] = Field(
        default=Decimal(0), description="The share of the articles that two code."
    )
    seed: Annotated[int, Field(ge=0, le=999_999_999)] = Field(
        default=0, description="Steers the draw; the same number draws the same."
    )
    assignments: dict[str, Annotated[list[Slug], _Many, Field(min_length=1), _OneOrMany()]] = Field(
        default_factory=dict,
        description="The coders of each article, by its name; `kg coders --draw` adds those missing.",
        json_schema_extra={"propertyNames": ARTICLE_NAMES},
    )


class ArticleFile(Entry):
    """An article and what is claimed in it."""

    article: ArticleEntry
    claims: list[ClaimEntry] | None = None
