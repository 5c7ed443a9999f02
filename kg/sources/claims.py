"""Entries of claims → Claims: contents built, quotes located, denials and affirmations joined to their targets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean
from kg.model.nearest import Meanings, Names
from kg.model.records import Claim, Event, Hedge, Leverage, Stance, hidden
from kg.model.wording import counted
from kg.sources.entries import validated
from kg.sources.parts import readable_part
from kg.sources.passages import cut_off, passage
from kg.sources.records import in_languages, record_of, values_of
from kg.sources.schema import CONTENTS, ClaimEntry, EventEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model.findings import Location
    from kg.model.records import Article, Content, Node, Passage
    from kg.model.vocabulary import Vocabulary
    from kg.sources.quotes import FoldedText
    from kg.sources.schema import HedgeEntry

# A nearest name is sought among at most this many claims of an article, since the search is slow.
MANY = 500
# Of each wielder over each other the power is computed apart.
MOST_PAIRS = 1_000
# The content of a claim whose own cannot be read.
NOTHING = Stance((), "", "", Decimal(0))
OPPOSITE = {"affirmed": "denied", "denied": "affirmed"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as its entry has it, before the claims it refers to are known; not `whole` where it has mistakes."""

    article: Article
    entry: ClaimEntry
    node: Node
    passages: tuple[Passage, ...]
    name: str
    whole: bool = True

    @property
    def key(self) -> str:
        """`<article>/<claim>`, or the line in place of a claim that has no name of its own."""
        return f"{self.article.slug}/{self.name}"

    @property
    def verb(self) -> str:
        """What the claim does to the one that it refers to."""
        return "denies" if self.entry.denies else "affirms"

    @property
    def named(self) -> str:
        """The claim that this one denies or affirms, as the entry has it, or nothing."""
        return self.entry.denies or self.entry.affirms or ""

    @property
    def reference(self) -> str:
        """The key of the claim that this one denies or affirms, or nothing."""
        return self.named if "/" in self.named or not self.named else f"{self.article.slug}/{self.named}"


@dataclass(frozen=True, slots=True)
class ReadClaims:
    """The claims of an article by themselves: their ids, those that are settled, and drafts of the others.

    Settled are those whose content is their own, since nothing in other articles can change them; both are by key.
    """

    article: str
    ids: tuple[str, ...]
    settled: Mapping[str, Claim]
    drafts: Mapping[str, Draft]
    nameless: tuple[Draft, ...]


@dataclass
class ClaimReader:
    """Reads claims article by article, takes in those that are read, and gives all of them when the last is in.

    `unread` has the names of what could not be read; those of claims with mistakes are added. `nameless` are the drafts
    that nothing can refer to, since their id is that of another claim, or none.
    """

    vocabulary: Vocabulary
    events: Mapping[str, Event]
    unread: set[str] = field(default_factory=set)
    names: Meanings = field(default_factory=Meanings)
    findings: list[Finding] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    nameless: list[Draft] = field(default_factory=list)
    claims: dict[str, Claim | None] = field(default_factory=dict)
    articles: dict[str, list[str]] = field(default_factory=dict)
    near: dict[tuple[str, str], Names] = field(default_factory=dict)

    def add(self, article: Article, text: FoldedText | None, node: Node) -> None:
        """Take one claim of an article; without a text its quotes are not looked for.

        An `id` is of one claim of the article. Why: a denial that names it must mean one claim.

        Good:
            claims:
              - {id: one, quote: sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}
              - {id: two, quote: has denied this, said-by: japan, denies: one}

        Bad:
            claims:
              - {id: one, quote: sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}
              - {id: one, quote: has denied this, said-by: japan, denies: one}
        """
        named = node.child("id")
        subject = f"{article.slug}/{named.value if named and isinstance(named.value, str) else ''}"
        entry, findings = validated(ClaimEntry, node, subject, self.names)
        self.findings += findings
        whole = entry is not None
        entry = entry or readable_part(ClaimEntry, node)
        if not whole and isinstance(node.value, dict):
            self.unread.add(f"claim/{subject}")
        if entry is None:
            return
        passages = tuple(self._passages(article, text, entry, node))
        first = self.drafts.get(f"{article.slug}/{entry.id}")
        if first is not None:
            message = (
                f"the claim {entry.id!r} stands already in line {first.node.at('id').line}; name this one otherwise"
            )
            self._fail(first, node.at("id"), "id-duplicate", message)
        if first is not None or not entry.id:
            name = f"line-{node.location.line}-{node.location.column}"
            self.nameless.append(Draft(article, entry, node, passages, name, whole=False))
            return
        draft = Draft(article, entry, node, passages, entry.id, whole)
        self.drafts[draft.key] = draft
        self.articles.setdefault(article.slug, []).append(entry.id)

    def read(self, article: str) -> ReadClaims:
        """The claims of the article that were added, for another reader to take."""
        settled = {}
        for key, draft in self.drafts.items():
            if draft.whole and not draft.reference and not content_mistake(draft.entry):
                content = self._own(draft)
                if content is not None:
                    settled[key] = self._with_own(draft, content)
        others = {key: draft for key, draft in self.drafts.items() if key not in settled}
        return ReadClaims(article, tuple(self.articles.get(article, ())), settled, others, tuple(self.nameless))

    def take(self, read: ReadClaims) -> None:
        """Take in the claims of an article that have been read."""
        if read.ids:
            self.articles[read.article] = list(read.ids)
        self.claims.update(read.settled)
        self.drafts.update(read.drafts)
        self.nameless += read.nameless

    def finish(self) -> tuple[Claim, ...]:
        """All claims without mistakes whose content is known, by article and place."""
        for key in self.drafts:
            self._settle(key)
        for draft in self.nameless:
            self._claim_of(draft)
        self.unread.update(f"claim/{key}" for key in self.drafts if self.claims[key] is None)
        keys = (f"{article}/{name}" for article, ids in self.articles.items() for name in ids)
        return tuple(claim for key in keys if (claim := self.claims[key]))

    def parts(self) -> tuple[Claim, ...]:
        """What can be read of the others, when the last is in; without a content of their own one that names nobody."""
        drafts = (*(draft for key, draft in self.drafts.items() if self.claims[key] is None), *self.nameless)
        return tuple(
            self._claim(draft, self._own(draft) or NOTHING, f"stance/{draft.key}", "affirmed") for draft in drafts
        )

    def _settle(self, key: str) -> None:
        """Make the claim of a key after those that it refers to, in a loop, since chains may have any length."""
        chain: dict[str, None] = {}
        while key in self.drafts and key not in self.claims and key not in chain:
            chain[key] = None
            key = self.drafts[key].reference
        if key in chain:
            self._cycle(list(chain)[list(chain).index(key) :])
        for member in reversed(chain):
            if member not in self.claims:
                self.claims[member] = self._claim_of(self.drafts[member])

    def _cycle(self, members: list[str]) -> None:
        """Refuse claims that deny or affirm one another in a circle, in one finding."""
        draft = self.drafts[members[0]]
        way = " → ".join([*members, members[0]] if len(members) <= 5 else [*members[:5], "…", members[0]])  # noqa: PLR2004
        message = f"{draft.entry.id!r} {draft.verb} itself in the end: {way}; give one of them a content of its own"
        self._fail(draft, draft.node.at(draft.verb), "claim-known", message)
        self.claims.update(dict.fromkeys(members))

    def _claim_of(self, draft: Draft) -> Claim | None:
        given = any(getattr(draft.entry, name) is not None for name in CONTENTS)
        # What cannot be read may be the content.
        mistake = content_mistake(draft.entry) if draft.whole or given else ""
        if mistake:
            self._fail(draft, draft.node.location, "claim-content", mistake)
        if mistake or not given:
            return None
        if draft.reference:
            target = self.target(draft)
            if target is None or not draft.whole:
                return None
            polarity = OPPOSITE[target.polarity] if draft.entry.denies else target.polarity
            return self._claim(draft, target.content, target.content_key, polarity)
        content = self.content(draft)
        return self._with_own(draft, content) if content is not None and draft.whole else None

    def _with_own(self, draft: Draft, content: Content) -> Claim:
        """The claim of a draft that refers to no other."""
        content_key = content.slug if isinstance(content, Event) else draft.key
        return self._claim(draft, content, f"{content.kind}/{content_key}", draft.entry.polarity or "affirmed")

    def target(self, draft: Draft) -> Claim | None:
        """What is denied or affirmed is a claim of the graph, and not the claim itself in the end.

        Why: a denial shares the content of what it denies.

        Good:
            claims:
              - {id: sees, quote: sees it as a threat, said-by: china,
                 stance: {holder: china, target: japan, type: threatened-by}}
              - {id: denial, quote: has denied this, said-by: china, denies: sees}

        Bad:
            claims:
              - {id: denial, quote: has denied this, said-by: china, denies: seas}
        """
        name = f"claim/{draft.reference}"
        if draft.reference not in self.claims and name not in self.unread:
            # One of the article that has lost its id may be meant, unless the name is nearly that of another.
            lost = hidden(name, self.unread)
            unread = lost and draft.reference.partition("/")[0] not in self.articles
            hint = "" if unread else self._suggestion(draft)
            if hint or not lost:
                message = f"{draft.verb} a claim {draft.named!r} that is not there{hint or '; name one by its id'}"
                self._fail(draft, draft.node.at(draft.verb), "claim-known", message)
        return self.claims.get(draft.reference)

    def _names_in(self, article: str, before: str = "") -> Names:
        """The ids of the first claims of an article, each with something before it."""
        ids = islice(self.articles.get(article, ()), MANY)
        return self.near.setdefault((article, before), Names(f"{before}{each}" for each in ids))

    @cached_property
    def _event_names(self) -> Names:
        return Names(self.events)

    @cached_property
    def _article_names(self) -> Names:
        return Names(self.articles)

    @cached_property
    def _first_of_name(self) -> dict[str, str]:
        """The first claim of each id, whichever article it is of."""
        first: dict[str, str] = {}
        for article, ids in self.articles.items():
            for name in ids:
                first.setdefault(name, f"{article}/{name}")
        return first

    def _suggestion(self, draft: Draft) -> str:
        """The claim that may be meant: one of the named article, or one of that name in another article."""
        article, slash, name = draft.named.rpartition("/")
        if slash and article not in self.articles:
            return did_you_mean(article, self._article_names)
        if slash:
            return did_you_mean(draft.named, self._names_in(article, f"{article}/"))
        if name in self._first_of_name:
            return f"; did you mean {self._first_of_name[name]!r}?"
        return did_you_mean(name, self._names_in(draft.article.slug), but=draft.entry.id)

    def content(self, draft: Draft) -> Content | None:
        """An event that is named is in events.yaml.

        Why: several claims of one event must mean the same one.

        Good:
            events:
              test: {label: Japan tests a missile, type: MOBILIZE, initiator: japan, when: 2016-01}
            claims:
              - {id: one, quote: sees it as a threat, said-by: china, event: test}

        Bad:
            claims:
              - {id: one, quote: sees it as a threat, said-by: china, event: test}
        """
        content, name = self._own(draft), draft.entry.event
        if content is None and isinstance(name, str) and not hidden(f"event/{name}", self.unread):
            hint = did_you_mean(name, self._event_names) or "; add it to events.yaml"
            self._fail(draft, draft.node.at("event"), "event-known", f"unknown event {name!r}{hint}")
        return content

    def _own(self, draft: Draft) -> Content | None:
        """The content that a claim does not share with the one that it refers to, if it has one that is known."""
        entry = draft.entry
        if entry.stance is not None:
            return record_of(Stance, entry.stance, self.vocabulary)
        if entry.leverage is not None:
            return record_of(Leverage, entry.leverage, self.vocabulary)
        if isinstance(entry.event, EventEntry):
            node = draft.node.value["event"]
            return record_of(Event, entry.event, self.vocabulary, slug=draft.key, origin=node)
        return self.events.get(entry.event or "")

    def _claim(self, draft: Draft, content: Content, content_key: str, polarity: str) -> Claim:
        article, entry = draft.article, draft.entry
        said = values_of(Claim, entry, self.vocabulary)
        # Of co-authors who say it themselves none passes it on; who says it with others does not pass it on either.
        own = set(said["claimants"]) <= set(article.voice)
        chain = (*said["reported_by"], *(who for who in article.voice if not own and who not in said["claimants"]))
        said["reported_by"] = tuple(dict.fromkeys(chain))
        said["language"] = "" if said["language"] == article.language else said["language"]
        said["resolution"] = said["resolution"] or ("pending" if said["mode"] == "forecast" else "")
        return Claim(
            slug=draft.name,
            article=article.slug,
            passages=draft.passages,
            content=content,
            content_key=content_key,
            polarity=polarity,
            denies=draft.reference if entry.denies else "",
            hedges=tuple(self._hedge(hedge) for hedge in entry.hedge),
            origin=draft.node,
            **said,
        )

    def _hedge(self, entry: HedgeEntry) -> Hedge:
        hedge = record_of(Hedge, entry, self.vocabulary)
        terms = self.vocabulary.terms("Likelihood")
        term = terms.get(hedge.likelihood) if hedge.likelihood else self.vocabulary.likelihood(hedge.words)
        return replace(hedge, likelihood=term.notation, lower=term.lower, upper=term.upper) if term else hedge

    def _passages(self, article: Article, text: FoldedText | None, entry: ClaimEntry, node: Node) -> Iterator[Passage]:
        """The passages of a claim in the text of its article; a quote that is in none becomes a finding."""
        translations = self.translations(article, entry, node)
        cut = ""
        for index, quote in enumerate(entry.quote or ()):
            if text is None:
                return
            goes_on = cut.startswith("','")  # the quote before it, whose part this is
            location, subject = node.at("quote", index), f"{article.slug}/{entry.id}"
            cut = cut_off(quote, node.child("quote"), index, text)
            if cut and not goes_on:
                self.findings.append(Finding(location, "yaml-plain", cut, subject=subject))
            if cut or goes_on:
                continue
            found = passage(quote, text, article.furniture, entry.occurrence)
            if isinstance(found, tuple):
                self.findings.append(Finding(location, *found, subject=subject))
            else:
                translation = translations[index] if index < len(translations) else ""
                by = entry.translated_by if translation else None
                yield replace(found, translation=translation, translated_by=by or "")

    def translations(self, article: Article, entry: ClaimEntry, node: Node) -> list[str]:
        """A claim has as many translations as quotes, or none; who translated is said beside a translation.

        Why: a translation stands under the quote whose words it gives.

        Good:
            claims:
              - {id: one, quote: [sees it, as a threat], translation: [{fr: y voit}, {fr: une menace}],
                 said-by: china, stance: {holder: china, target: japan, type: threatened-by}}

        Bad:
            claims:
              - {id: one, quote: sees it as a threat, translation: [{fr: y voit}, {fr: une menace}],
                 said-by: china, stance: {holder: china, target: japan, type: threatened-by}}
        """
        found = [in_languages(each)[0] for each in entry.translation or ()]
        quotes = len(entry.quote or ())
        message = ""
        if found and len(found) != quotes:
            message = f"{counted(len(found), 'translation')} of {counted(quotes, 'quote')}; give one for each quote"
        elif entry.translated_by and not found:
            message = "'translated-by' says who made a translation, and there is none; add 'translation'"
        if message:
            key = "translation" if found else "translated-by"
            subject = f"{article.slug}/{entry.id}"
            self.findings.append(Finding(node.at(key), "translation-of-quote", message, subject=subject))
        return found

    def _fail(self, draft: Draft, location: Location, rule: str, message: str) -> None:
        self.findings.append(Finding(location, rule, message, subject=draft.key))


def content_mistake(entry: ClaimEntry) -> str:
    """A claim says exactly one thing: a stance, an event or leverage, or that it denies or affirms another claim.

    Why: who doubts a claim must know which content.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: none, quote: sees it as a threat, said-by: china}
    """
    given = [name for name in CONTENTS if getattr(entry, name) is not None]
    if len(given) != 1:
        return f"needs one of {', '.join(CONTENTS)}; has {' and '.join(given) or 'none'}"
    if entry.polarity and given[0] in ("denies", "affirms"):
        return f"{given[0]!r} settles the polarity already; drop 'polarity'"
    wielders, over = (getattr(entry.leverage, name, None) or () for name in ("wielder", "over"))
    if len(wielders) * len(over) > MOST_PAIRS:
        pairs = f"{len(wielders):,} wielders over {len(over):,} are more than {MOST_PAIRS:,} pairs"
        return f"{pairs}; name the groups that they are, or write several claims"
    return ""
