"""The keys of the YAML files and the form of their values; the JSON Schemas for editors come from here."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic.json_schema import WithJsonSchema

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=120)]
Reference = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)?[a-z0-9-]+$", max_length=250)]
Edtf = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2_000)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


def _one_or_many(item: dict[str, Any], minimum: int = 1) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item, "minItems": minimum}]})


TEXT_SCHEMA = {"type": "string", "minLength": 1}
SLUG_SCHEMA = {"type": "string", "pattern": SLUG}
Slugs = Annotated[list[Slug], BeforeValidator(_listed), Field(min_length=1), _one_or_many(SLUG_SCHEMA)]
Texts = Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1), _one_or_many(TEXT_SCHEMA)]


def _number(low: int, high: int) -> Any:
    return WithJsonSchema({"type": "number", "minimum": low, "maximum": high})


Position = Annotated[Decimal, Field(ge=-1, le=1, allow_inf_nan=False, max_digits=12), _number(-1, 1)]
Goldstein = Annotated[Decimal, Field(ge=-10, le=10, allow_inf_nan=False, max_digits=12), _number(-10, 10)]
Probability = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False, max_digits=12), _number(0, 1)]
Amount = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=24), WithJsonSchema({"type": "number"})]


class Entry(BaseModel):
    """A mapping of a YAML file: keys with hyphens, no others than these."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_").replace("_", "-"))


class ActorEntry(Entry):
    """Who can hold a stance, do something, or say something."""

    kind: Literal["state", "international-body", "person", "organization", "group"]
    label: Text = Field(description="The name as English texts write it.")
    aliases: Texts = Field(default=[], description="Other names: metonyms, abbreviations, spellings.")
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(default="", description="ISO 3166-1 alpha-3.")
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] = Field(
        default="", description="The Wikidata item, only where it is confirmed."
    )
    member_of: Slugs = Field(default=[], description="Bodies of which the actor is a member.")
    acts_for: Slug | None = Field(default=None, description="For whom a person or office speaks or acts.")
    note: Text | None = None


class IssueEntry(Entry):
    """What a stance can be about that is no actor: a policy, a deployment, a measure."""

    label: Text
    definition: Text = Field(description="One sentence that tells the issue from its neighbours.")
    aliases: Texts = []
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] = ""


class QuantityEntry(Entry):
    """A figure that an event or leverage carries."""

    amount: Amount
    unit: Text
    change: Text | None = Field(default=None, description="The relative change and its base: '+9 % on June 2015'.")


Quantities = Annotated[list[QuantityEntry], BeforeValidator(_listed)]


class StanceEntry(Entry):
    """The position of an actor toward an actor, an issue or an event."""

    holder: Slugs
    target: Slug
    type: Text = Field(description="A stance type of the codebook.")
    position: Position | None = Field(default=None, description="Overrides the type's default; then say because.")
    construed_as: Text | None = Field(default=None, description="What the holder takes the target to be.")
    because: Text | None = Field(default=None, description="Why the position is not the type's.")


class EventEntry(Entry):
    """A happening; name it in events.yaml where several articles speak of it."""

    label: Text
    type: Text = Field(description="A PLOVER event type of the codebook.")
    initiator: Slugs = Field(default=[], description="Who does it; the parties of a joint act stand on both sides.")
    recipient: Slugs = Field(default=[], description="To whom, with whom or against whom it is done.")
    about: Slugs = Field(default=[], description="The issues it concerns.")
    when: Edtf | None = Field(default=None, description="EDTF: 2016-02-07, 2016-02~, 2016-01/..")
    status: Text = Field(default="occurred", description="A status of the codebook.")
    goldstein: Goldstein | None = Field(default=None, description="Overrides the type's default; then say because.")
    because: Text | None = Field(default=None, description="Why the Goldstein value is not the type's.")
    quantity: Quantities = []


class LeverageEntry(Entry):
    """Who can move whom, by what, to what end, on what condition."""

    wielder: Slugs
    over: Slugs
    instrument: Text
    instrument_issue: Slug | None = Field(default=None, description="The issue that is the instrument.")
    aim: Text | None = None
    condition: Text | None = None
    effect: Text = Field(description="pressure, inducement or constraint")
    strength: Text = Field(description="strong, moderate, weak or none")
    quantity: Quantities = []


class HedgeEntry(Entry):
    """The words that qualify a claim; where a scheme has these very words, their interval is looked up."""

    words: Text = Field(description="As they stand in the quote.")
    likelihood: Text | None = Field(default=None, description="The ICD 203 term the words are read as; then say because.")
    because: Text | None = Field(default=None, description="Why the words are read as that term.")


def _hedges(value: Any) -> Any:
    listed = _listed(value)
    return [{"words": item} if isinstance(item, str) else item for item in listed] if isinstance(listed, list) else listed


HEDGE_SCHEMA = {"anyOf": [TEXT_SCHEMA, {"$ref": "#/$defs/HedgeEntry"}]}
Hedges = Annotated[list[HedgeEntry], BeforeValidator(_hedges)]


def _event_tag(value: Any) -> str:
    return "inline" if isinstance(value, (dict, EventEntry)) else "name"


EventValue = Annotated[
    Annotated[Slug, Tag("name")] | Annotated[EventEntry, Tag("inline")], Discriminator(_event_tag)
]


class ClaimEntry(Entry):
    """Somebody says that a stance, an event or leverage holds, or denies it."""

    id: Slug
    quote: Texts = Field(description="The shortest verbatim passage that suffices; several where one does not.")
    occurrence: Annotated[int, Field(ge=1, le=999)] | None = Field(
        default=None, description="Which occurrence of the quote, where it stands in the text more than once."
    )
    said_by: Slugs = Field(description="Who says it; the author only where it is the author's own voice.")
    reported_by: Slugs = Field(
        default=[], description="Who passed it on before the article did, nearest to the claimant first."
    )
    denies: Reference | None = Field(default=None, description="The claim whose content this one denies.")
    affirms: Reference | None = Field(default=None, description="The claim whose content this one affirms too.")
    polarity: Literal["affirmed", "denied"] | None = Field(
        default=None, description="Only beside a content of its own: denied, where nobody in the graph affirms it."
    )
    mode: Text = Field(default="reported", description="reported, interpreted, forecast or conditional")
    certainty: Text = Field(default="unspecified", description="certain, probable, possible or unspecified")
    hedge: Hedges = Field(default=[], description="The words that qualify the claim, as they stand in the quote.")
    said_on: Edtf | None = Field(default=None, description="EDTF, if said at another time than the article's date.")
    condition: Text | None = Field(default=None, description="On what a conditional claim depends.")
    no_interval: Text | None = Field(default=None, description="Why a forecast has no interval.")
    resolution: Text | None = Field(default=None, description="Of a forecast; pending unless given.")
    resolved_by: Annotated[list[Reference], BeforeValidator(_listed)] = Field(
        default=[], description="The claims or events that settled the forecast."
    )
    note: Text | None = Field(default=None, description="What the next curator should know.")
    stance: StanceEntry | None = None
    event: EventValue | None = None
    leverage: LeverageEntry | None = None


class ArticleEntry(Entry):
    """A published text; the text itself is the .txt file of the same name."""

    title: Text
    publisher: Slug
    author: Slugs = []
    published: Edtf = Field(description="EDTF: 2016-02-09, 2016-07~")
    published_basis: Text = Field(description="How the date of publication is known.")
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(default="F", description="Admiralty code; F: not known.")
    credibility: Literal["1", "2", "3", "4", "5", "6"] = Field(
        default="6", description="Admiralty code; 6: not known.",
    )
    url: Url | None = None
    furniture: Texts = Field(default=[], description="Lines of the page that are not the article.")


class ArticleFile(Entry):
    """An article and what is claimed in it."""

    article: ArticleEntry
    claims: list[ClaimEntry] = []
