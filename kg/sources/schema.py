"""The keys of the YAML files and the form of their values; the JSON Schemas for editors come from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)
from pydantic.json_schema import WithJsonSchema

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REFERENCE = r"^([a-z0-9-]+/)?[a-z0-9-]+$"
ISO3 = r"^[A-Z]{3}$"
WIKIDATA = r"^Q[1-9][0-9]*$"
URL = r"^https?://[^\s<>\"{}|\\^`]+$"
MAX_SLUG = 120
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _listed(value: Any) -> Any:
    if value is None:
        return []
    return [value] if isinstance(value, (str, dict)) else value


def _without_controls(text: str) -> str:
    if found := CONTROL.search(text):
        raise ValueError(f"has the control character U+{ord(found[0]):04X}")
    return text


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

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000),
    AfterValidator(_without_controls),
    WithJsonSchema(TEXT_SCHEMA),
]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=MAX_SLUG), WithJsonSchema(SLUG_SCHEMA)]
Reference = Annotated[str, StringConstraints(pattern=REFERENCE, max_length=250), WithJsonSchema(REFERENCE_SCHEMA)]
Edtf = Annotated[str, StringConstraints(min_length=1, max_length=60), WithJsonSchema(EDTF_SCHEMA)]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=2_000)]

_Many = BeforeValidator(_listed)
_Some = Field(min_length=1)
Slugs = Annotated[list[Slug], _Many, _OneOrMany()]
SomeSlugs = Annotated[list[Slug], _Many, _Some, _OneOrMany()]
References = Annotated[list[Reference], _Many, _OneOrMany()]
Texts = Annotated[list[Text], _Many, _OneOrMany()]
SomeTexts = Annotated[list[Text], _Many, _Some, _OneOrMany()]


def _number(low: int, high: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", "minimum": low, "maximum": high})


Position = Annotated[Decimal, Field(ge=-1, le=1, allow_inf_nan=False, max_digits=12), _number(-1, 1)]
Goldstein = Annotated[Decimal, Field(ge=-10, le=10, allow_inf_nan=False, max_digits=12), _number(-10, 10)]
Amount = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=24), WithJsonSchema({"type": "number"})]


def term(class_name: str, description: str, **more: Any) -> Any:
    """The field of a word of a scale; whether it is one is the check of the rule `term-known`."""
    return Field(description=description, json_schema_extra={"scale": class_name}, **more)


class Entry(BaseModel):
    """A mapping of a YAML file: keys with hyphens, no others than these."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_").replace("_", "-")
    )


class ActorEntry(Entry):
    """Who can hold a stance, do something, or say something."""

    kind: Literal["state", "international-body", "person", "organization", "group"] = Field(
        description="What kind of actor it is."
    )
    label: Text = Field(description="The name as English texts write it.")
    aliases: Texts = Field(default_factory=list, description="Other names: metonyms, abbreviations, spellings.")
    iso3: Annotated[str, StringConstraints(pattern=ISO3)] | None = Field(
        default=None, description="ISO 3166-1 alpha-3."
    )
    wikidata: Annotated[str, StringConstraints(pattern=WIKIDATA)] | None = Field(
        default=None, description="The Wikidata item, only where it is confirmed."
    )
    member_of: Slugs = Field(default_factory=list, description="Bodies of which the actor is a member.")
    acts_for: Slug | None = Field(default=None, description="For whom a person or office speaks or acts.")
    note: Text | None = Field(default=None, description="What the next curator should know.")


class IssueEntry(Entry):
    """What a stance can be about that is no actor: a policy, a deployment, a measure."""

    label: Text = Field(description="The name of the issue.")
    definition: Text = Field(description="One sentence that tells the issue from its neighbours.")
    aliases: Texts = Field(default_factory=list, description="Other names of the issue.")
    wikidata: Annotated[str, StringConstraints(pattern=WIKIDATA)] | None = Field(
        default=None, description="The Wikidata item, only where it is confirmed."
    )


class QuantityEntry(Entry):
    """A figure that an event or leverage carries."""

    amount: Amount = Field(description="The number alone.")
    unit: Text = Field(description="What is counted: USD, laborers, percent.")
    change: Text | None = Field(default=None, description="The relative change and its base: '+9 % on June 2015'.")


Quantities = Annotated[list[QuantityEntry], _Many, _OneOrMany()]


class StanceEntry(Entry):
    """The position of an actor toward an actor, an issue or an event."""

    holder: SomeSlugs = Field(description="Whose stance it is.")
    target: Slug = Field(description="Toward what: an actor, an issue or an event.")
    type: Text = term("StanceType", "A stance type of the codebook.")
    position: Position | None = Field(default=None, description="Overrides the type's default; then say because.")
    construed_as: Text | None = Field(default=None, description="What the holder takes the target to be.")
    ground: Text | None = Field(
        default=None, description="Over what, or for what reason, the stance is said to be held."
    )
    because: Text | None = Field(default=None, description="Why the position is not the type's.")


class EventEntry(Entry):
    """A happening; name it in events.yaml where several articles speak of it."""

    label: Text = Field(description="What happened, in one line.")
    type: Text = term("EventType", "A PLOVER event type of the codebook.")
    initiator: Slugs = Field(
        default_factory=list, description="Who does it; the parties of a joint act stand on both sides."
    )
    recipient: Slugs = Field(default_factory=list, description="To whom, with whom or against whom it is done.")
    about: Slugs = Field(default_factory=list, description="The issues it concerns.")
    when: Edtf | None = Field(default=None, description="EDTF: 2016-02-07, 2016-02~, 2016-01/..")
    status: Text = term("Status", "Whether it has come about.", default="occurred")
    goldstein: Goldstein | None = Field(default=None, description="Overrides the type's default; then say because.")
    because: Text | None = Field(default=None, description="Why the Goldstein value is not the type's.")
    quantity: Quantities = Field(default_factory=list, description="Figures that the text gives with it.")


class LeverageEntry(Entry):
    """Who can move whom, by what, to what end, on what condition."""

    wielder: SomeSlugs = Field(description="Who can move somebody.")
    over: SomeSlugs = Field(description="Who can be moved.")
    instrument: Text = Field(description="By what.")
    instrument_issue: Slug | None = Field(default=None, description="The issue that is the instrument.")
    aim: Text | None = Field(default=None, description="To what end.")
    condition: Text | None = Field(default=None, description="On what condition it works.")
    effect: Text = term("Effect", "How it moves the one over whom it is held.")
    strength: Text = term("Strength", "How strong it is said to be.")
    quantity: Quantities = Field(default_factory=list, description="Figures that the text gives with it.")


class HedgeEntry(Entry):
    """The words that qualify a claim; where a scheme has these very words, their interval is looked up."""

    words: Text = Field(description="As they stand in the quote.")
    likelihood: Text | None = term(
        "Likelihood", "The ICD 203 term the words are read as; then say because.", default=None
    )
    because: Text | None = Field(default=None, description="Why the words are read as that term.")


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


class ClaimEntry(Entry):
    """Somebody says that a stance, an event or leverage holds, or denies it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [name]} for name in CONTENTS]})

    id: Slug = Field(description="The claim's name, unique in the article.")
    quote: SomeTexts = Field(description="The shortest verbatim passage that suffices; several where one does not.")
    occurrence: Annotated[int, Field(ge=1, le=999)] | None = Field(
        default=None, description="Which occurrence of the quote, where it stands in the text more than once."
    )
    said_by: SomeSlugs = Field(description="Who says it; the author only where it is the author's own voice.")
    reported_by: Slugs = Field(
        default_factory=list, description="Who passed it on before the article did, nearest to the claimant first."
    )
    denies: Reference | None = Field(default=None, description="The claim whose content this one denies.")
    affirms: Reference | None = Field(default=None, description="The claim whose content this one affirms too.")
    polarity: Literal["affirmed", "denied"] | None = Field(
        default=None, description="Only beside a content of its own: denied, where nobody in the graph affirms it."
    )
    mode: Text = term("Mode", "In which way the claim is made.", default="reported")
    certainty: Text = term("Certainty", "How committed the claimant is.", default="unspecified")
    hedge: Hedges = Field(
        default_factory=list, description="The words that qualify the claim, as they stand in the quote."
    )
    said_on: Edtf | None = Field(default=None, description="EDTF, if said at another time than the article's date.")
    condition: Text | None = Field(default=None, description="On what a conditional claim depends.")
    no_interval: Text | None = Field(default=None, description="Why a forecast has no interval.")
    resolution: Text | None = term("Resolution", "Of a forecast; pending unless given.", default=None)
    resolved_by: References = Field(default_factory=list, description="The claims or events that settled the forecast.")
    note: Text | None = Field(default=None, description="What the next curator should know.")
    stance: StanceEntry | None = None
    event: EventValue | None = Field(default=None, description="An event of events.yaml by name, or one of its own.")
    leverage: LeverageEntry | None = None


class ArticleEntry(Entry):
    """A published text; the text itself is the .txt file of the same name."""

    title: Text = Field(description="As published.")
    publisher: Slug = Field(description="The actor who published it.")
    author: Slugs = Field(default_factory=list, description="The actors who wrote it, where they are named.")
    published: Edtf = Field(description="EDTF: 2016-02-09, 2016-07~")
    published_basis: Text = Field(description="How the date of publication is known.")
    reliability: Literal["A", "B", "C", "D", "E", "F"] = term(
        "Reliability", "Of the source, by the Admiralty code; F: not known.", default="F"
    )
    credibility: Literal["1", "2", "3", "4", "5", "6"] = term(
        "Credibility", "Of the information, by the Admiralty code; 6: not known.", default="6"
    )
    url: Url | None = Field(default=None, description="Where it was published.")
    furniture: Texts = Field(default_factory=list, description="Lines of the page that are not the article.")


class ArticleFile(Entry):
    """An article and what is claimed in it."""

    article: ArticleEntry
    claims: list[ClaimEntry] | None = None
