"""What the sources say, as frozen records; names refer to other records by slug."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from kg.model.dates import span
from kg.model.description import NOT_DESCRIBED, Description
from kg.model.fields import ALL, FLAT, Field
from kg.model.findings import Location
from kg.model.languages import by_language
from kg.model.shown import Shown
from kg.model.wording import clipped

Texts: TypeAlias = tuple[str, ...]
ContentKind: TypeAlias = Literal["stance", "event", "leverage"]
ACTOR_KINDS = {
    "state": "State",
    "international-body": "InternationalBody",
    "person": "Person",
    "organization": "Organization",
    "group": "Group",
}

# What several records have.
WIKIDATA = Field("wikidata", "skos:exactMatch", "The Wikidata item, only where it is confirmed.")
LANGUAGE = "dct:language"
OTHER_LABELS = Field("others", "skos:prefLabel", key="", left_out=ALL)
NOTE = Field("text", "skos:note", "What the next curator should know.", label="note", left_out=FLAT)
OVERRIDE = "Overrides the type's default; then say because."
REASON: dict[str, Any] = {"key": "because", "label": "why this number", "left_out": ALL}
FIGURES = Field("parts", "kg:quantity", "Figures that the text gives with it.", "Quantity", key="quantity")


class GraphError(ValueError):
    """A graph lacks something that a record needs; the message names the node and the property."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file with the place where it stands.

    `value` is a scalar, a dict of Nodes or a list of Nodes. `keys` gives the place of each key of a dict. `rest` is
    what may have been cut off a scalar without quotation marks: a comment after it, or a comma and the next item.
    `lost` are the keys of a dict, or the ids in a list, whose values could not be read; "" stands for any.
    """

    value: Any
    location: Location
    keys: Mapping[str, Location] = field(default_factory=dict)
    rest: str = ""
    lost: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # As plain tuples, since a node has many within it, and each costs a call in either direction.
        return unpacked, (self.location.file, _packed(self))

    def at(self, *path: str | int) -> Location:
        """The place of the value under `path`, or of the nearest thing around it that is there.

        Where a list may be written as its only item, step 0 stays at that item.
        """
        node = self
        for step in path:
            inner = node.child(step)
            if inner is None:
                break
            node = inner
        return node.location

    def child(self, step: str | int) -> "Node | None":
        """The value under a key or an index, or None."""
        if isinstance(self.value, list):
            return self.value[step] if isinstance(step, int) and step < len(self.value) else None
        if step == 0:
            return self
        return self.value.get(step) if isinstance(self.value, dict) else None

    def find(self, path: tuple[str | int, ...], word: str) -> tuple[str | int, ...]:
        """The path to the item under `path` that equals this word, for lists whose order the records do not keep."""
        node: Node | None = self
        for step in path:
            node = node.child(step) if node is not None else None
        if node is not None and isinstance(node.value, list):
            for index, item in enumerate(node.value):
                if item.value == word:
                    return (*path, index)
        return path


Origin: TypeAlias = Node | None


def _packed(node: Node) -> tuple[Any, ...]:
    """A node of one file as tuples: its value, the places of its keys, its own place, its rest, what was lost."""
    value, keys = node.value, None
    if isinstance(value, dict):
        value = {key: _packed(inner) for key, inner in value.items()}
        keys = {key: (place.line, place.column) for key, place in node.keys.items()}
    elif isinstance(value, list):
        value = [_packed(inner) for inner in value]
    return value, keys, node.location.line, node.location.column, node.rest, node.lost


def unpacked(file: str, packed: tuple[Any, ...]) -> Node:
    """The node that was packed for keeping, and everything within it."""
    value, keys, line, column, rest, lost = packed
    if isinstance(value, dict):
        value = {key: unpacked(file, inner) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [unpacked(file, inner) for inner in value]
    places = {key: Location(file, *place) for key, place in (keys or {}).items()}
    return Node(value, Location(file, line, column), places, rest, lost)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can hold a stance, do something, or say something."""

    slug: str
    kind: Annotated[str, Field("choice", "", "What kind of actor it is.", choices=tuple(ACTOR_KINDS))]
    label: Annotated[
        str, Field("label", "skos:prefLabel", "The name; where it is given by language, the first is the one shown.")
    ]
    aliases: Annotated[Texts, Field("labels", "skos:altLabel", "Other names: metonyms, abbreviations, spellings.")] = ()
    iso3: Annotated[str, Field("iso3", "kg:iso3", "ISO 3166-1 alpha-3.")] = ""
    wikidata: Annotated[str, WIKIDATA] = ""
    member_of: Annotated[Texts, Field("links", "kg:memberOf", "Bodies of which the actor is a member.", "actor")] = ()
    acts_for: Annotated[str, Field("link", "kg:actsFor", "For whom a person or office speaks or acts.", "actor")] = ""
    note: Annotated[str, NOTE] = ""
    other_labels: Annotated[Texts, OTHER_LABELS] = ()
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def names(self) -> Texts:
        """Every name that it goes by: the one that is shown, those in other languages, then the aliases."""
        return (self.label, *self.other_labels, *self.aliases)


@dataclass(frozen=True, slots=True)
class Pursuit:
    """That an actor pursues the policy that an issue is; `said_by` is the key of a claim that says so."""

    pursuer: Annotated[str, Field("link", "kg:pursuer", "Who pursues the policy.", "actor", key="actor")]
    said_by: Annotated[
        str, Field("link", "kg:saidBy", "The claim that says so, as article/claim.", "claim", key="claim")
    ]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something other than an actor that a stance can be about."""

    slug: str
    label: Annotated[
        str,
        Field(
            "label",
            "skos:prefLabel",
            "Its name as it stands inside a sentence; where it is given by language, the first is the one shown.",
        ),
    ]
    definition: Annotated[
        str, Field("label", "skos:definition", "One sentence that tells the issue from its neighbours.", needed=False)
    ]
    aliases: Annotated[Texts, Field("labels", "skos:altLabel", "Other names of the issue.")] = ()
    wikidata: Annotated[str, WIKIDATA] = ""
    pursued_by: Annotated[
        tuple[Pursuit, ...],
        Field("parts", "kg:pursuit", "Whose policy the issue is, by claims that say so.", "Pursuit"),
    ] = ()
    directed_at: Annotated[
        Texts,
        Field("links", "kg:directedAt", "Against whom it is by its definition, never by what is alleged.", "actor"),
    ] = ()
    other_labels: Annotated[Texts, OTHER_LABELS] = ()
    other_definitions: Annotated[Texts, Field("others", "skos:definition", key="", left_out=ALL)] = ()
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def names(self) -> Texts:
        """Every name that it goes by: the one that is shown, those in other languages, then the aliases."""
        return (self.label, *self.other_labels, *self.aliases)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, its unit, and the change that the source gives with it."""

    amount: Annotated[Decimal, Field("number", "kg:amount", "The number alone.")]
    unit: Annotated[str, Field("text", "kg:unit", "What is counted: USD, laborers, percent.")]
    change: Annotated[str, Field("text", "kg:change", "The relative change and its base: '+9 % on June 2015'.")] = ""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that the text of an article was taken from, and how; `retrieved` is EDTF, the day of the article's."""

    media_type: Annotated[str, Field("text", "kg:mediaType", "What kind of file: text/html, application/pdf.")]
    sha256: Annotated[str, Field("text", "kg:sha256", "The SHA-256 of the file.")]
    extracted_by: Annotated[str, Field("text", "kg:extractedBy", "What took the text from it, and its version.")] = ""
    retrieved: Annotated[str, Field("date", "kg:retrieved", key="")] = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """The position (-1 opposes … 1 supports) of each holder toward the target, an actor, issue or event."""

    holders: Annotated[Texts, Field("links", "kg:holder", "Whose stance it is.", "actor", key="holder")]
    target: Annotated[str, Field("link", "kg:target", "Toward what: an actor, an issue or an event.")]
    type: Annotated[str, Field("term", "kg:stanceType", "A stance type of the codebook.", "StanceType")]
    position: Annotated[Decimal, Field("number", "kg:position", OVERRIDE, "StanceType", default=None, bounds=(-1, 1))]
    construed_as: Annotated[
        str, Field("text", "kg:construedAs", "What the holder takes the target to be.", label="seen as")
    ] = ""
    ground: Annotated[
        str, Field("text", "kg:ground", "Over what, or for what reason, the stance is said to be held.", label="over")
    ] = ""
    when: Annotated[
        str, Field("date", "kg:when", "EDTF, where the position is said of another time than now.", label="held")
    ] = ""
    reason: Annotated[str, Field("text", "kg:numberReason", "Why the position is not the type's.", **REASON)] = ""
    kind: ContentKind = "stance"


@dataclass(frozen=True, slots=True)
class Event:
    """A happening; `goldstein` runs from -10 (conflict) to 10 (cooperation), `when` is EDTF or empty."""

    slug: str
    label: Annotated[str, Field("label", "skos:prefLabel", "What happened, in one line.")]
    type: Annotated[str, Field("term", "kg:eventType", "A PLOVER event type of the codebook.", "EventType")]
    goldstein: Annotated[
        Decimal, Field("number", "kg:goldstein", OVERRIDE, "EventType", default=None, bounds=(-10, 10))
    ]
    initiators: Annotated[
        Texts,
        Field(
            "links",
            "kg:initiator",
            "Who does it; the parties of a joint act stand on both sides.",
            "actor",
            key="initiator",
        ),
    ] = ()
    recipients: Annotated[
        Texts,
        Field("links", "kg:recipient", "To whom, with whom or against whom it is done.", "actor", key="recipient"),
    ] = ()
    about: Annotated[Texts, Field("links", "kg:about", "The issues it concerns.", "issue")] = ()
    when: Annotated[str, Field("date", "kg:when", "EDTF: 2016-02-07, 2016-02~, 2016-01/..")] = ""
    status: Annotated[str, Field("term", "kg:status", "Whether it has come about.", "Status", needed=True)] = "occurred"
    reason: Annotated[str, Field("text", "kg:numberReason", "Why the Goldstein value is not the type's.", **REASON)] = (
        ""
    )
    quantities: Annotated[tuple[Quantity, ...], FIGURES] = ()
    other_labels: Annotated[Texts, OTHER_LABELS] = ()
    kind: ContentKind = "event"
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def names(self) -> Texts:
        """Every name that it goes by: the one that is shown, then those in other languages."""
        return (self.label, *self.other_labels)


@dataclass(frozen=True, slots=True)
class Leverage:
    """The ability of each wielder to move each of `over`; effect and strength are terms of the scales."""

    wielders: Annotated[Texts, Field("links", "kg:wielder", "Who can move somebody.", "actor", key="wielder")]
    over: Annotated[Texts, Field("links", "kg:over", "Who can be moved.", "actor")]
    instrument: Annotated[str, Field("text", "kg:instrument", "By what.", label="by")]
    effect: Annotated[str, Field("term", "kg:effect", "How it moves the one over whom it is held.", "Effect")]
    strength: Annotated[str, Field("term", "kg:strength", "How strong it is said to be.", "Strength")]
    instrument_issue: Annotated[
        str, Field("link", "kg:instrumentIssue", "The issue that is the instrument.", "issue")
    ] = ""
    aim: Annotated[str, Field("text", "kg:aim", "To what end.", label="so that")] = ""
    condition: Annotated[
        str, Field("text", "kg:condition", "On what condition it works.", label="on condition", left_out=ALL)
    ] = ""
    quantities: Annotated[tuple[Quantity, ...], FIGURES] = ()
    kind: ContentKind = "leverage"


Content: TypeAlias = Stance | Event | Leverage


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim part of an article; offsets are Unicode code points into its text, `end` exclusive.

    `translation` is empty where nobody translated it, and `translated_by` where nobody said who did.
    """

    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    translation: str = ""
    translated_by: str = ""


@dataclass(frozen=True, slots=True, order=True)
class CopiedPassage:
    """A part of a copy's text and where it stands in its original; code points, ends exclusive.

    The words are the same but for a few that somebody changed, so that a place within it is known nearly.
    """

    start: Annotated[int, Field("offset", "oa:start", "Where it begins in the copy.")]
    end: Annotated[int, Field("offset", "oa:end", "Where it ends in the copy.")]
    original_start: Annotated[int, Field("offset", "kg:originalStart", "Where it begins in the original.")]
    original_end: Annotated[int, Field("offset", "kg:originalEnd", "Where it ends in the original.")]

    def cut(self, start: int, end: int) -> "CopiedPassage | None":
        """The part that lies between two offsets of the copy, or None."""
        start, end = max(start, self.start), min(end, self.end)
        return CopiedPassage(start, end, *self.in_original(start, end)) if start < end else None

    def in_original(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the original, nearly, where words were changed."""
        length, width = self.end - self.start, self.original_end - self.original_start
        near = (self.original_start + (place - self.start) * width // length for place in (start, end))
        return next(near), next(near)


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words of a hedge as they stand in the quote, and the interval in [0, 1] that a scheme gives them, if any."""

    words: Annotated[str, Field("text", "kg:words", "As they stand in the quote.")]
    likelihood: Annotated[
        str, Field("term", "kg:likelihood", "The ICD 203 term the words are read as; then say because.", "Likelihood")
    ] = ""
    lower: Annotated[Decimal | None, Field("number", "kg:lower", key="")] = None
    upper: Annotated[Decimal | None, Field("number", "kg:upper", key="")] = None
    reason: Annotated[str, Field("text", "kg:readingReason", "Why the words are read as that term.", key="because")] = (
        ""
    )


@dataclass(frozen=True, slots=True)
class Claim(Shown):
    """Somebody says that a content holds, or denies it.

    `reported_by` is nearest to the claimant first. `content_key` names the content; claims that share it speak of one
    proposition. `said_on` is EDTF, or empty if it is the article's date.
    """

    slug: str
    article: str
    claimants: Annotated[
        Texts,
        Field(
            "links",
            "kg:claimant",
            "Who says it; the author only where it is the author's own voice.",
            "actor",
            key="said-by",
        ),
    ]
    passages: tuple[Passage, ...]
    content: Content
    content_key: str
    mode: Annotated[str, Field("term", "kg:mode", "In which way the claim is made.", "Mode", default="reported")]
    certainty: Annotated[
        str, Field("term", "kg:certainty", "How committed the claimant is.", "Certainty", default="unspecified")
    ]
    polarity: Annotated[str, Field("term", "kg:polarity", of="Polarity", key="", needed=True)] = "affirmed"
    reported_by: Annotated[
        Texts, Field("chain", "", "Who passed it on before the article did, nearest to the claimant first.")
    ] = ()
    denies: Annotated[str, Field("link", "kg:denies", of="claim", key="")] = ""
    hedges: Annotated[tuple[Hedge, ...], Field("parts", "kg:hedge", of="Hedge", key="")] = ()
    said_on: Annotated[str, Field("date", "kg:saidOn", "EDTF, if said at another time than the article's date.")] = ""
    condition: Annotated[
        str, Field("text", "kg:condition", "On what a conditional claim depends.", label="on condition", left_out=FLAT)
    ] = ""
    no_interval: Annotated[
        str, Field("text", "kg:noInterval", "Why a forecast has no interval.", label="no interval", left_out=ALL)
    ] = ""
    resolution: Annotated[str, Field("term", "kg:resolution", "Of a forecast; pending unless given.", "Resolution")] = (
        ""
    )
    resolved_by: Annotated[Texts, Field("references", "", "The claims or events that settled the forecast.")] = ()
    language: Annotated[str, Field("language", LANGUAGE, "Of the quote, where it is not the article's.")] = ""
    note: Annotated[str, NOTE] = ""
    drafted_by: Annotated[
        str,
        Field(
            "text",
            "kg:draftedBy",
            "What suggested it before a person accepted it: rules, or the name of a model.",
            label="drafted by",
        ),
    ] = ""
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """`<article>/<claim>`, unique in a corpus."""
        return f"{self.article}/{self.slug}"

    def __repr__(self) -> str:
        """Its key and the beginning of its quote."""
        return f"<Claim {self.key!r}: {clipped(self.quote)!r}>"

    @property
    def quote(self) -> str:
        """The words of its passages, with […] between one and the next."""
        return " […] ".join(passage.exact for passage in self.passages)

    @property
    def translation(self) -> str:
        """The translations of its passages, joined in the same way; nothing where none is translated."""
        return " […] ".join(passage.translation for passage in self.passages if passage.translation)


@dataclass(frozen=True, slots=True)
class Article:
    """A published text; `published` is EDTF, or empty if it is not known; `text` is, if only the graph is at hand."""

    slug: str
    title: Annotated[str, Field("text", "dct:title", "As published.")]
    publisher: Annotated[str, Field("link", "dct:publisher", "The actor who published it.", "actor")]
    published: Annotated[
        str,
        Field("date", "dct:issued", "EDTF: 2016-02-09, 2016-07~; or unknown, and no score counts it.", needed=False),
    ]
    published_basis: Annotated[
        str, Field("text", "kg:issuedBasis", "How the date of publication is known.", needed=False)
    ]
    sha256: Annotated[str, Field("text", "kg:sha256", key="", needed=False)]
    authors: Annotated[
        Texts,
        Field(
            "links",
            "dct:creator",
            "The actors who wrote it, where they are named.",
            "actor",
            key="author",
            ordered=True,
        ),
    ] = ()
    reliability: Annotated[
        str,
        Field(
            "term",
            "kg:reliability",
            "Of the source, by the Admiralty code; F: not known.",
            "Reliability",
            choices=("A", "B", "C", "D", "E", "F"),
        ),
    ] = "F"
    credibility: Annotated[
        str,
        Field(
            "term",
            "kg:credibility",
            "Of the information, by the Admiralty code; 6: not known.",
            "Credibility",
            choices=("1", "2", "3", "4", "5", "6"),
        ),
    ] = "6"
    url: Annotated[str, Field("url", "dct:source", "Where it was published.")] = ""
    archived: Annotated[str, Field("url", "kg:archived", "Where a web archive keeps it.")] = ""
    copy_of: Annotated[
        str, Field("link", "kg:copyOf", "The article that it repeats in whole or part.", "article", key="")
    ] = ""
    copied: Annotated[
        tuple[CopiedPassage, ...],
        Field("parts", "kg:copiedPassage", "What of its text stands in that article.", "CopiedPassage", key=""),
    ] = ()
    agency: Annotated[str, Field("link", "kg:agency", "The wire service that it came from.", "actor")] = ""
    originals: Annotated[
        tuple[Original, ...],
        Field("parts", "kg:original", "The file that the text was taken from.", "Original", key="original"),
    ] = ()
    text: str = field(default="", compare=False, repr=False)
    furniture: tuple[Passage, ...] = field(default=(), compare=False)
    language: Annotated[str, Field("language", LANGUAGE, "Of the text: en, zh-Hant, pt-BR.")] = ""
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def voice(self) -> tuple[str, ...]:
        """Who speaks where the article speaks for itself: its authors, or its publisher if no author is named."""
        return self.authors or (self.publisher,)

    def language_of(self, claim: Claim) -> str:
        """The language of the quotes of one of its claims, or nothing where none is stated."""
        return claim.language or self.language


def original_of(articles: Mapping[str, Article], slug: str) -> str:
    """The article that one repeats in the end; itself if it is no copy, or if the chain runs in a circle.

    A chain ends at the last article that is there.
    """
    end, seen = slug, {slug}
    while (article := articles.get(end)) and article.copy_of in articles:
        end = article.copy_of
        if end in seen:
            return slug
        seen.add(end)
    return end


def contested(claims: Iterable[Claim]) -> set[str]:
    """The keys of the contents that some of these claims affirm and some deny."""
    polarities: dict[str, set[str]] = {}
    for claim in claims:
        polarities.setdefault(claim.content_key, set()).add(claim.polarity)
    return {key for key, both in polarities.items() if len(both) > 1}


def names_in(content: Content) -> set[str]:
    """Everybody and everything that a content names, by slug."""
    match content:
        case Stance(holders=holders, target=target):
            return {*holders, target}
        case Event(initiators=initiators, recipients=recipients, about=issues):
            return {*initiators, *recipients, *issues}
        case Leverage(wielders=wielders, over=over, instrument_issue=issue):
            return {*wielders, *over, issue} - {""}


def ends_of_chains(acts_for: Mapping[str, str]) -> dict[str, str]:
    """For every actor the last in its chain of acting for somebody, or itself where that runs in a circle."""
    ends: dict[str, str] = {}
    for slug in acts_for:
        way: list[str] = []
        passed: set[str] = set()
        following = slug
        while following in acts_for and following not in ends and following not in passed:
            passed.add(following)
            way.append(following)
            following = acts_for[following]
        end = ends.get(following, way[-1] if way else "")
        # Who counts as itself though it acts for somebody here is in a circle, or on the way into one.
        circular = following in passed or (following == end and acts_for[end] in acts_for)
        ends.update((each, each if circular else end) for each in way)
    return {slug: ends[slug] for slug in acts_for}


def hidden(name: str, unread: Container[str]) -> bool:
    """Whether `unread` has a name such as `claim/<article>/<claim>`, or its whole, `claim/<article>/`."""
    return name in unread or name[: name.rindex("/") + 1] in unread


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read, by slug, in the order of the slugs; claims by article and place.

    `unread` names what stands in the sources but has mistakes that keep it from being read: `actor/<slug>` for an
    entry, `actor/` for a whole file. Names that stand there are known, though not read. `key` is the hash of what the
    registries and the vocabulary say, `hashes` by article of all that its claims come from. `partly` is the corpus with
    what could be read of them too, for checks that look at one value alone; None if there are none. `description` is
    what the project says of itself.
    """

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]
    unread: frozenset[str] = frozenset()
    key: str = field(default="", compare=False, repr=False)
    hashes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    partly: "Corpus | None" = field(default=None, compare=False, repr=False)
    description: Description = NOT_DESCRIBED

    def may_have(self, *names: str) -> bool:
        """Whether one of the names, such as `actor/<slug>`, may belong to something that could not be read."""
        return any(hidden(name, self.unread) for name in names)

    def newest_day(self) -> date | None:
        """The last day that any article's date means, or None without a dated article."""
        days = [day for article in self.articles.values() if (day := span(article.published).latest)]
        return max(days, default=None)

    def ordered(self) -> "Corpus":
        """The corpus with what a graph does not order in the order in which it is read back from one."""
        actors = {
            slug: replace(
                actor,
                aliases=by_language(actor.aliases),
                member_of=tuple(sorted(set(actor.member_of))),
                other_labels=by_language(actor.other_labels),
            )
            for slug, actor in self.actors.items()
        }
        issues = {
            slug: replace(
                issue,
                aliases=by_language(issue.aliases),
                other_labels=by_language(issue.other_labels),
                other_definitions=by_language(issue.other_definitions),
            )
            for slug, issue in self.issues.items()
        }
        events = {
            slug: replace(event, other_labels=by_language(event.other_labels)) for slug, event in self.events.items()
        }
        # Most have one author and nothing that settles them; what is in order already need not be made again.
        articles = {
            slug: article if article.authors == authors else replace(article, authors=authors)
            for slug, article in self.articles.items()
            for authors in [tuple(sorted(set(article.authors)))]
        }
        claims = (
            claim if claim.resolved_by == settled else replace(claim, resolved_by=settled)
            for claim in self.claims
            for settled in [tuple(sorted(set(claim.resolved_by)))]
        )
        return replace(
            self,
            actors=actors,
            issues=issues,
            events=events,
            articles=articles,
            claims=tuple(sorted(claims, key=lambda claim: (claim.article, claim.passages[0].start, claim.slug))),
        )
