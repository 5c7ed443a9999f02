"""How good drafts by rules are on what a project has coded: each article is drafted as if it had not been coded.

Of every article the claims are left out in turn, and the rules learn from those of the others alone. Actors, issues and
events stay: who codes has them, or makes them as they come up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from kg.drafting.attribution import SAYS
from kg.drafting.rules import drafted
from kg.drafting.suggestions import Suggester
from kg.drafting.types import type_of
from kg.model.records import Passage
from kg.sources.passages import passage
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.drafting.draft import Draft
    from kg.drafting.grammar import Grammar
    from kg.drafting.suggestions import Suggestions
    from kg.model.records import Article, Claim, Corpus
    from kg.model.vocabulary import Vocabulary

    Span = tuple[int, int]
    Values = tuple[str, ...]

AMONG = 3
# A draft finds a claim if they share so much of the shorter of the two passages.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """How many drafts hold a claim that was coded, and how many of the coded claims a draft holds.

    `auc` is how often a sentence with a claim is ranked above one without, 0.5 by chance, None where there are not both
    in any article; `auc_verb` and `auc_length` are that of two simple ways: whether it has a verb of saying, and how
    long it is.
    """

    sentences: int
    drafts: int
    right: int
    claims: int
    found: int
    auc: float | None
    auc_verb: float | None
    auc_length: float | None

    @property
    def precision(self) -> float:
        """The share of the drafts that hold a coded claim; 0 where there are no drafts."""
        return self.right / self.drafts if self.drafts else 0.0

    @property
    def recall(self) -> float:
        """The share of the coded claims that a draft holds; 0 where there are none."""
        return self.found / self.claims if self.claims else 0.0


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How often a field is right on the passages of coded claims, once its kind is chosen.

    `first` counts claims whose first suggestion is one of the values that were coded, or that have neither; `three` the
    same of the first three. `filled` is how many have a suggestion, `coded` how many a value, `both` how many whose
    first suggestion is one of the values. `baseline` is how often the simplest way is right, which `baseline_is` names.
    """

    field: str
    claims: int
    first: int
    three: int
    filled: int
    coded: int
    both: int
    baseline: int
    baseline_is: str

    @property
    def precision(self) -> float:
        """Of the suggestions that come first, the share that is right."""
        return self.both / self.filled if self.filled else 0.0

    @property
    def recall(self) -> float:
        """Of the values that were coded, the share that comes first."""
        return self.both / self.coded if self.coded else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured: finding claims, each field, and the keys that YAML by hand takes for these fields.

    `keys` are the characters of all values that were coded, with their keys, `saved` those of the values that are
    right when they are filled in first.
    """

    articles: int
    finding: Finding
    fields: tuple[FieldScore, ...]
    keys: int
    saved: int


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that is filled in: its path, what was coded, and the value that the simplest way takes, if not the usual.

    A path with a kind before its point is of that kind alone.
    """

    path: str
    coded: Callable[[Claim], Values]
    simple: Callable[[Article], Values] | None = None
    simple_is: str = "the most frequent elsewhere"
    usual: str = ""

    def is_of(self, claim: Claim) -> bool:
        """Whether a claim may have it."""
        kind, point, _ = self.path.partition(".")
        return not point or kind == claim.content.kind


def _of_content(attribute: str, claim: Claim) -> Values:
    value = getattr(claim.content, attribute)
    return tuple(value) if isinstance(value, tuple) else (value,) if value else ()


def _reporters(claim: Claim) -> Values:
    """Who passed it on as the file says, without the article's own voice, which follows from it."""
    node = claim.origin.child("reported-by") if claim.origin is not None else None
    if node is None or node.value is None:
        return ()
    return tuple(each.value for each in node.value) if isinstance(node.value, list) else (node.value,)


FIELDS = (
    _Field("kind", lambda claim: (claim.content.kind,)),
    _Field("said-by", lambda claim: claim.claimants, lambda article: article.voice[:1], "the author"),
    _Field("reported-by", _reporters, lambda _: (), "nobody"),
    _Field("mode", lambda claim: (claim.mode,), lambda _: ("reported",), "reported"),
    _Field("certainty", lambda claim: (claim.certainty,)),
    _Field("hedge", lambda claim: tuple(hedge.words for hedge in claim.hedges), lambda _: (), "no hedge"),
    _Field(
        "polarity", lambda claim: (claim.polarity,), lambda _: ("affirmed",), "affirmed", usual="affirmed"
    ),
    _Field("stance.holder", partial(_of_content, "holders")),
    _Field("stance.target", partial(_of_content, "target")),
    _Field("stance.type", lambda claim: (type_of(claim),)),
    _Field("event.initiator", partial(_of_content, "initiators")),
    _Field("event.recipient", partial(_of_content, "recipients")),
    _Field("event.about", partial(_of_content, "about")),
    _Field("event.type", lambda claim: (type_of(claim),)),
    _Field("leverage.wielder", partial(_of_content, "wielders")),
    _Field("leverage.over", partial(_of_content, "over")),
    _Field("leverage.effect", lambda claim: (type_of(claim),)),
)  # fmt: skip


def evaluate(
    corpus: Corpus,
    vocabulary: Vocabulary,
    texts: Mapping[str, str],
    grammar: Grammar | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Measure the rules on the coded articles of a corpus, whose `texts` are given by slug; others are left out."""
    tally = _Tally()
    for slug, text in texts.items():
        own = [claim for claim in corpus.claims if claim.article == slug]
        if not own or slug not in corpus.articles:
            continue
        progress(slug)
        others = tuple(claim for claim in corpus.claims if claim.article != slug)
        suggester = Suggester(replace(corpus, claims=others), vocabulary, grammar)
        tally.add(corpus.articles[slug], text, suggester, own)
    return tally.evaluation()


class _Tally:
    """What is counted, article by article."""

    def __init__(self) -> None:
        self.articles = 0
        self.counts: Counter[str] = Counter()
        self.ranks: list[tuple[list[tuple[float, ...]], list[tuple[float, ...]]]] = []
        self.of_fields: dict[str, Counter[str]] = {field.path: Counter() for field in FIELDS}

    def add(self, article: Article, text: str, suggester: Suggester, own: Sequence[Claim]) -> None:
        """Count what the rules make of an article that has these claims."""
        self.articles += 1
        spans = [(each.start, each.end) for claim in own for each in claim.passages]
        made = drafted(article, text, suggester)
        with_claim, without = list[tuple[float, ...]](), list[tuple[float, ...]]()
        for sentence in made.sentences:
            holds = any(start < sentence.end and sentence.start < end for start, end in spans)
            verb = SAYS.search(text, sentence.start, sentence.end) is not None
            ways = (sentence.rank, float(verb), float(sentence.end - sentence.start))
            (with_claim if holds else without).append(ways)
        self.ranks.append((with_claim, without))
        folded = FoldedText.of(text)
        places = [_span(article, folded, draft) for draft in made.drafts]
        self.counts["sentences"] += len(made.sentences)
        self.counts["drafts"] += len(made.drafts)
        self.counts["right"] += sum(any(_alike(place, span) for span in spans) for place in places)
        self.counts["claims"] += len(own)
        self.counts["found"] += sum(
            any(_alike(place, (each.start, each.end)) for place in places for each in claim.passages) for claim in own
        )
        usual = {field.path: _usual(field, suggester.corpus.claims) for field in FIELDS}
        for claim in own:
            made_of = suggester.suggest(
                article, text, [(each.start, each.end) for each in claim.passages], claim.content.kind
            )
            for field in FIELDS:
                if field.is_of(claim):
                    simple = field.simple(article) if field.simple is not None else usual[field.path]
                    self._count(field, field.coded(claim), _suggested(field, claim, made_of, suggester), simple)

    def _count(self, field: _Field, coded: Values, suggested: Values, simple: Values) -> None:
        counts = self.of_fields[field.path]
        right = _is_right(suggested[:1], coded)
        counts["claims"] += 1
        counts["first"] += right
        counts["three"] += right or _is_right(suggested[:AMONG], coded)
        counts["filled"] += bool(suggested)
        counts["coded"] += bool(coded)
        counts["both"] += right and bool(coded)
        counts["baseline"] += _is_right(simple, coded)
        if coded and coded != (field.usual,):
            keys = len(f"{field.path.rpartition('.')[2]}: {', '.join(coded)}\n")
            counts["keys"] += keys
            counts["saved"] += keys * (right and len(coded) == 1)

    def evaluation(self) -> Evaluation:
        """All that was counted."""
        auc, auc_verb, auc_length = (_auc(self.ranks, way) for way in range(3))
        sums = Counter[str]()
        for counts in self.of_fields.values():
            sums.update(counts)
        fields = tuple(
            FieldScore(
                field=field.path,
                claims=counts["claims"],
                first=counts["first"],
                three=counts["three"],
                filled=counts["filled"],
                coded=counts["coded"],
                both=counts["both"],
                baseline=counts["baseline"],
                baseline_is=field.simple_is,
            )
            for field in FIELDS
            if (counts := self.of_fields[field.path])["claims"]
        )
        finding = Finding(
            sentences=self.counts["sentences"],
            drafts=self.counts["drafts"],
            right=self.counts["right"],
            claims=self.counts["claims"],
            found=self.counts["found"],
            auc=auc,
            auc_verb=auc_verb,
            auc_length=auc_length,
        )
        return Evaluation(self.articles, finding, fields, sums["keys"], sums["saved"])


def _suggested(field: _Field, claim: Claim, made: Suggestions, suggester: Suggester) -> Values:
    """The values that are suggested for a field of a claim, the best first."""
    if field.path == "kind":
        return tuple(kind for kind, _, _ in suggester.types.kinds(claim.quote))
    values = tuple(each.value for each in made.fields.get(field.path, ()))
    return values or ((field.usual,) if field.usual else ())


def _is_right(suggested: Values, coded: Values) -> bool:
    return bool({*suggested} & {*coded}) or (not suggested and not coded)


def _usual(field: _Field, claims: Iterable[Claim]) -> Values:
    """The most frequent value of a field, the first of the alphabet of those that are equally frequent."""
    counts = Counter(value for claim in claims if field.is_of(claim) for value in field.coded(claim))
    return (min(counts, key=lambda value: (-counts[value], value)),) if counts else ()


def _span(article: Article, text: FoldedText, draft: Draft) -> Span:
    """Where the first quote of a draft stands, which the gates have found there."""
    occurrence = draft.claim.get("occurrence")
    located = passage(draft.quotes[0], text, article.furniture, int(str(occurrence)) if occurrence else None)
    assert isinstance(located, Passage)
    return located.start, located.end


def _alike(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SHARED * min(one[1] - one[0], other[1] - other[0])


def _auc(ranks: Sequence[tuple[Sequence[tuple[float, ...]], Sequence[tuple[float, ...]]]], way: int) -> float | None:
    """How often a sentence that holds a claim is ranked above one of its article that holds none; a tie is half."""
    pairs = [(one[way], other[way]) for with_claim, without in ranks for one in with_claim for other in without]
    won = sum((one > other) + 0.5 * (one == other) for one, other in pairs)
    return won / len(pairs) if pairs else None
