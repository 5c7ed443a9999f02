"""What the sources say, as frozen records; names refer to other records by slug."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg.model.dates import span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from kg.model.findings import Location

ContentKind: TypeAlias = Literal["stance", "event", "leverage"]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file with the place where it stands.

    `value` is a scalar, a dict of Nodes or a list of Nodes. `keys` gives the place of each key of a dict.
    """

    value: Any
    location: Location
    keys: Mapping[str, Location] = field(default_factory=dict)

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

    def child(self, step: str | int) -> Node | None:
        """The value under a key or an index, or None."""
        if isinstance(self.value, list):
            return self.value[step] if isinstance(step, int) and step < len(self.value) else None
        if step == 0:
            return self
        return self.value.get(step) if isinstance(self.value, dict) else None

    def find(self, path: tuple[str, ...], word: str) -> tuple[str | int, ...]:
        """The path to the item under `path` that equals this word, for lists whose order the records do not keep."""
        node: Node | None = self
        for step in path:
            node = node.value.get(step) if node is not None and isinstance(node.value, dict) else None
        if node is not None and isinstance(node.value, list):
            for index, item in enumerate(node.value):
                if item.value == word:
                    return (*path, index)
        return path


Origin: TypeAlias = Node | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can hold a stance, do something, or say something."""

    slug: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    iso3: str = ""
    wikidata: str = ""
    member_of: tuple[str, ...] = ()
    acts_for: str = ""
    note: str = ""
    origin: Origin = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something other than an actor that a stance can be about."""

    slug: str
    label: str
    definition: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    origin: Origin = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, its unit, and the change that the source gives with it."""

    amount: Decimal
    unit: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """The position (-1 opposes … 1 supports) of each holder toward the target, an actor, issue or event."""

    holders: tuple[str, ...]
    target: str
    type: str
    position: Decimal
    construed_as: str = ""
    ground: str = ""
    reason: str = ""
    kind: ContentKind = "stance"


@dataclass(frozen=True, slots=True)
class Event:
    """A happening; `goldstein` runs from -10 (conflict) to 10 (cooperation), `when` is EDTF or empty."""

    slug: str
    label: str
    type: str
    goldstein: Decimal
    initiators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: str = ""
    status: str = "occurred"
    reason: str = ""
    quantities: tuple[Quantity, ...] = ()
    kind: ContentKind = "event"
    origin: Origin = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Leverage:
    """The ability of each wielder to move each of `over`; effect and strength are terms of the scales."""

    wielders: tuple[str, ...]
    over: tuple[str, ...]
    instrument: str
    effect: str
    strength: str
    instrument_issue: str = ""
    aim: str = ""
    condition: str = ""
    quantities: tuple[Quantity, ...] = ()
    kind: ContentKind = "leverage"


Content: TypeAlias = Stance | Event | Leverage


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim part of an article; offsets are Unicode code points into its text, `end` exclusive."""

    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words of a hedge as they stand in the quote, and the interval in [0, 1] that a scheme gives them, if any."""

    words: str
    likelihood: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that a content holds, or denies it.

    `reported_by` is nearest to the claimant first. `content_key` names the content; claims that share it speak of one
    proposition. `said_on` is EDTF, or empty if it is the article's date.
    """

    slug: str
    article: str
    claimants: tuple[str, ...]
    passages: tuple[Passage, ...]
    content: Content
    content_key: str
    mode: str
    certainty: str
    polarity: str = "affirmed"
    reported_by: tuple[str, ...] = ()
    denies: str = ""
    hedges: tuple[Hedge, ...] = ()
    said_on: str = ""
    condition: str = ""
    no_interval: str = ""
    resolution: str = ""
    resolved_by: tuple[str, ...] = ()
    note: str = ""
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """`<article>/<claim>`, unique in a corpus."""
        return f"{self.article}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Article:
    """A published text; `published` is EDTF, `text` is empty if only the graph is at hand."""

    slug: str
    title: str
    publisher: str
    published: str
    published_basis: str
    sha256: str
    authors: tuple[str, ...] = ()
    reliability: str = "F"
    credibility: str = "6"
    url: str = ""
    text: str = field(default="", compare=False, repr=False)
    furniture: tuple[Passage, ...] = field(default=(), compare=False)
    origin: Origin = field(default=None, compare=False, repr=False)

    @property
    def voice(self) -> tuple[str, ...]:
        """Who speaks where the article speaks for itself: its authors, or its publisher if no author is named."""
        return self.authors or (self.publisher,)


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


def hidden(name: str, unread: Container[str]) -> bool:
    """Whether `unread` has a name such as `claim/<article>/<claim>`, or its whole, `claim/<article>/`."""
    return name in unread or name[: name.rindex("/") + 1] in unread


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read, by slug, in the order of the slugs; claims by article and place.

    `unread` names what stands in the sources but has mistakes that keep it from being read: `actor/<slug>` for an
    entry, `actor/` for a whole file. Names that stand there are known, though not read.
    """

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]
    unread: frozenset[str] = frozenset()

    def may_have(self, *names: str) -> bool:
        """Whether one of the names, such as `actor/<slug>`, may belong to something that could not be read."""
        return any(hidden(name, self.unread) for name in names)

    def newest_day(self) -> date | None:
        """The last day that any article's date means, or None without a dated article."""
        days = [day for article in self.articles.values() if (day := span(article.published).latest)]
        return max(days, default=None)
