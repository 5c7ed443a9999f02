"""Entries of claims → Claims: contents built, quotes found, denials and affirmations joined to what they speak of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.diagnostics import Finding, did_you_mean
from kg.model import Claim, Event, Hedge, Leverage, Quantity, Stance
from kg.reading.entries import validated
from kg.reading.quotes import outside
from kg.reading.schema import ClaimEntry, EventEntry, LeverageEntry, QuantityEntry, StanceEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Article, Content, Node, Passage
    from kg.reading.quotes import FoldedText
    from kg.reading.schema import HedgeEntry
    from kg.vocabulary import Vocabulary

MAX_CHAIN = 100
OPPOSITE = {"affirmed": "denied", "denied": "affirmed"}
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as its entry has it, before the claims it refers to are known."""

    article: Article
    entry: ClaimEntry
    node: Node
    passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        return f"{self.article.slug}/{self.entry.id}"

    @property
    def reference(self) -> str:
        """The key of the claim that this one denies or affirms, or nothing."""
        named = self.entry.denies or self.entry.affirms or ""
        return named if "/" in named or not named else f"{self.article.slug}/{named}"


@dataclass
class ClaimReader:
    """Takes the claims article by article and gives them all when the last is in."""

    vocabulary: Vocabulary
    events: Mapping[str, Event]
    drafts: dict[str, Draft] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, article: Article, text: FoldedText, node: Node) -> None:
        """Take one claim of an article; what is wrong with it becomes findings."""
        named = node.value.get("id") if isinstance(node.value, dict) else None
        subject = f"{article.slug}/{named.value if named else ''}"
        entry, findings = validated(ClaimEntry, node, subject)
        self.findings += findings
        if entry is None:
            return
        passages = tuple(self._passages(article, text, entry, node, subject))
        draft = Draft(article, entry, node, passages)
        if draft.key in self.drafts:
            first = self.drafts[draft.key].node.at("id").line
            self._fail(node, ("id",), "id-duplicate", f"the claim {entry.id!r} stands already in line {first}", subject)
            return
        self.drafts[draft.key] = draft

    def finish(self) -> tuple[Claim, ...]:
        """All claims whose content is known, by article and place; the others have become findings."""
        found: dict[str, Claim] = {}
        for key in self.drafts:
            self._resolve(key, found, ())
        return tuple(found[key] for key in self.drafts if key in found)

    def _resolve(self, key: str, found: dict[str, Claim], path: tuple[str, ...]) -> Claim | None:
        """The claim of a key, after the one that it denies or affirms."""
        draft = self.drafts[key]
        if key in found or not self._one_content(draft):
            return found.get(key)
        if not draft.reference:
            content = self._content(draft)
            if content is None:
                return None
            content_key = content.slug if isinstance(content, Event) else key
            found[key] = self._claim(draft, content, f"{content.kind}/{content_key}", draft.entry.polarity or "affirmed")
            return found[key]
        target = self._target(draft, found, (*path, key))
        if target is None:
            return None
        polarity = OPPOSITE[target.polarity] if draft.entry.denies else target.polarity
        found[key] = self._claim(draft, target.content, target.content_key, polarity)
        return found[key]

    def _target(self, draft: Draft, found: dict[str, Claim], path: tuple[str, ...]) -> Claim | None:
        """The claim that a draft denies or affirms.

        Rule: what is denied or affirmed is a claim of the graph. Why: a denial shares the content of what it denies.

        Good:
            claims:
              - {id: sees, quote: sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}
              - {id: denial, quote: has denied this, said-by: china, denies: sees}

        Bad:
            claims:
              - {id: denial, quote: has denied this, said-by: china, denies: seas}
        """
        verb = "denies" if draft.entry.denies else "affirms"
        if draft.reference in path:
            self._fail(draft.node, (verb,), "claim-known", f"{draft.entry.id!r} {verb} itself in the end", draft.key)
            return None
        if draft.reference in self.drafts:
            if len(path) > MAX_CHAIN:
                self._fail(draft.node, (verb,), "claim-known", f"{verb} a chain of more than {MAX_CHAIN} claims", draft.key)
                return None
            return self._resolve(draft.reference, found, path)
        named = draft.entry.denies or draft.entry.affirms or ""
        known = [key.removeprefix(f"{draft.article.slug}/") for key in self.drafts if key != draft.key]
        message = f"{verb} a claim {named!r} that is not there{did_you_mean(named, known)}"
        self._fail(draft.node, (verb,), "claim-known", message, draft.key)
        return None

    def _one_content(self, draft: Draft) -> bool:
        """Whether a claim says exactly one thing.

        Rule: one of stance, event, leverage, denies or affirms. Why: who doubts a claim must know which content.

        Good:
            claims:
              - {id: one, quote: sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}

        Bad:
            claims:
              - {id: none, quote: sees it as a threat, said-by: china}
        """
        entry = draft.entry
        given = [name for name in ("stance", "event", "leverage", "denies", "affirms") if getattr(entry, name) is not None]
        if len(given) == 1 and not (draft.reference and entry.polarity):
            return True
        if not any(f.subject == draft.key and f.rule == "claim-content" for f in self.findings):
            message = (
                f"{given[0]!r} settles the polarity already; drop 'polarity'"
                if len(given) == 1
                else f"needs one of stance, event, leverage, denies, affirms; has {' and '.join(given) or 'none'}"
            )
            self._fail(draft.node, (), "claim-content", message, draft.key)
        return False

    def _content(self, draft: Draft) -> Content | None:
        entry = draft.entry
        if entry.stance is not None:
            return stance_of(entry.stance, self.vocabulary)
        if entry.leverage is not None:
            return leverage_of(entry.leverage)
        if isinstance(entry.event, EventEntry):
            return event_of(draft.key, entry.event, self.vocabulary, draft.node.value["event"])
        name = str(entry.event)
        if name not in self.events:
            message = f"unknown event {name!r}{did_you_mean(name, self.events)}; events.yaml lists them"
            self._fail(draft.node, ("event",), "event-known", message, draft.key)
            return None
        return self.events[name]

    def _claim(self, draft: Draft, content: Content, content_key: str, polarity: str) -> Claim:
        entry, article = draft.entry, draft.article
        chain = (*entry.reported_by, *(() if set(entry.said_by) <= set(article.voice) else article.voice))
        return Claim(
            slug=entry.id,
            article=article.slug,
            claimants=tuple(sorted(set(entry.said_by))),
            passages=draft.passages,
            content=content,
            content_key=content_key,
            mode=entry.mode,
            certainty=entry.certainty,
            polarity=polarity,
            reported_by=tuple(dict.fromkeys(chain)),
            denies=draft.reference if entry.denies else "",
            hedges=tuple(self._hedge(hedge) for hedge in entry.hedge),
            said_on=entry.said_on or "",
            condition=entry.condition or "",
            no_interval=entry.no_interval or "",
            resolution=entry.resolution or ("pending" if entry.mode == "forecast" else ""),
            resolved_by=tuple(entry.resolved_by),
            note=entry.note or "",
            origin=draft.node,
        )

    def _hedge(self, entry: HedgeEntry) -> Hedge:
        terms = self.vocabulary.terms("Likelihood")
        term = terms.get(entry.likelihood) if entry.likelihood else self.vocabulary.likelihood(entry.words)
        hedge = Hedge(words=entry.words, likelihood=entry.likelihood or "", reason=entry.because or "")
        return replace(hedge, likelihood=term.notation, lower=term.lower, upper=term.upper) if term else hedge

    def _passages(
        self, article: Article, text: FoldedText, entry: ClaimEntry, node: Node, subject: str
    ) -> Iterable[Passage]:
        """The passages of a claim in the text of its article.

        Rule: a quote stands in the article word for word, once, and not in the furniture of the page; white space,
        typographic quotation marks and the case of the first letter aside. Why: nobody can check an edge whose
        sentence cannot be found.

        Good:
            claims:
              - {id: one, quote: Sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}

        Bad:
            claims:
              - {id: one, quote: sees it as the threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}
        """
        for index, quote in enumerate(entry.quote):
            everywhere = text.find(quote)
            places = outside(everywhere, article.furniture)
            wanted = entry.occurrence or 1
            problem = _quote_problem(quote, everywhere, places, entry.occurrence, text)
            if problem is None:
                start, end = places[wanted - 1]
                yield text.passage(start, end)
            else:
                self._fail(node, ("quote", index), *problem, subject)

    def _fail(self, node: Node, path: tuple[str | int, ...], rule: str, message: str, subject: str) -> None:
        self.findings.append(Finding(node.at(*path), rule, message, subject=subject))


def _quote_problem(
    quote: str,
    everywhere: list[tuple[int, int]],
    places: list[tuple[int, int]],
    occurrence: int | None,
    text: FoldedText,
) -> tuple[str, str] | None:
    """The rule that a quote breaks and what to do about it, or None."""
    shown = repr(quote if len(quote) <= SHOWN else quote[: SHOWN - 1] + "…")
    if not everywhere:
        return "quote-missing", f"{shown} does not stand in the article{_nearest(quote, text)}"
    if not places:
        return "quote-furniture", f"{shown} is furniture of the page, not the article; quote the article itself"
    if len(places) > 1 and occurrence is None:
        return (
            "quote-ambiguous",
            f"{shown} stands in the article {len(places)} times; quote more of it, or give 'occurrence: 1' to {len(places)}",
        )
    if occurrence is not None and occurrence > len(places):
        return "quote-ambiguous", f"occurrence {occurrence} of {shown} is not there; it stands {len(places)} times"
    return None


def _nearest(quote: str, text: FoldedText) -> str:
    """How far the quote goes along with the text, so that the curator sees the first word that differs."""
    words = quote.split()
    for count in range(len(words) - 1, 1, -1):
        places = text.find(" ".join(words[:count]))
        if places:
            end = places[0][1]
            following = " ".join(text.original[end : end + SHOWN].split()[:3])
            return f"; after {' '.join(words[max(0, count - 3):count])!r} it goes on {following!r}"
    return ""


def stance_of(entry: StanceEntry, vocabulary: Vocabulary) -> Stance:
    """The stance of an entry, with its type's position unless it gives its own."""
    term = vocabulary.terms("StanceType").get(entry.type)
    default = term.number if term is not None and term.number is not None else Decimal(0)
    return Stance(
        holders=tuple(sorted(set(entry.holder))),
        target=entry.target,
        type=entry.type,
        position=canonical(default if entry.position is None else entry.position),
        construed_as=entry.construed_as or "",
        reason=entry.because or "",
    )


def event_of(slug: str, entry: EventEntry, vocabulary: Vocabulary, node: Node) -> Event:
    """The event of an entry, with its type's Goldstein value unless it gives its own."""
    term = vocabulary.terms("EventType").get(entry.type)
    default = term.number if term is not None and term.number is not None else Decimal(0)
    return Event(
        slug=slug,
        label=entry.label,
        type=entry.type,
        goldstein=canonical(default if entry.goldstein is None else entry.goldstein),
        initiators=tuple(sorted(set(entry.initiator))),
        recipients=tuple(sorted(set(entry.recipient))),
        about=tuple(sorted(set(entry.about))),
        when=entry.when or "",
        status=entry.status,
        reason=entry.because or "",
        quantities=quantities_of(entry.quantity),
        origin=node,
    )


def leverage_of(entry: LeverageEntry) -> Leverage:
    """The leverage of an entry."""
    return Leverage(
        wielders=tuple(sorted(set(entry.wielder))),
        over=tuple(sorted(set(entry.over))),
        instrument=entry.instrument,
        instrument_issue=entry.instrument_issue or "",
        effect=entry.effect,
        strength=entry.strength,
        aim=entry.aim or "",
        condition=entry.condition or "",
        quantities=quantities_of(entry.quantity),
    )


def quantities_of(entries: Iterable[QuantityEntry]) -> tuple[Quantity, ...]:
    """The figures of a content."""
    return tuple(Quantity(canonical(entry.amount), entry.unit, entry.change or "") for entry in entries)


def canonical(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent, so that one number is written in one way."""
    exact = number.normalize()
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
