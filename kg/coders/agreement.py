"""How far coders agree: which claims they both found, and on these field by field, with where they differ.

Finding claims and saying the same of them are two questions. The first is answered by precision, recall and F1, since
nobody can count the claims that no coder made; the second by Krippendorff's α on the claims that are matched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.coders.alpha import FEWEST_GROUPS, RESAMPLES, Reliability, draws, ends, reliability
from kg.coders.coded import CodingError
from kg.coders.fields import BY_NAME, FIELDS
from kg.coders.matching import matched, pairs_of, shared
from kg.model.dates import span
from kg.model.wording import UNDATED
from kg.questions.choices import one_of
from kg.questions.frames import Tabulated
from kg.sources.coding import ADJUDICATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.coders.coded import Coded
    from kg.coders.fields import ComparedField, Value
    from kg.coders.matching import Match, SharedClaim
    from kg.model.records import Article, Claim
    from kg.sources.coding import Coder

By = Literal["pair", "article", "month"]
HALF, EXACT = 0.5, 1.0
# Krippendorff's marks: above the first one may rely on a variable, between both draw tentative conclusions.
GOOD, TENTATIVE = 0.800, 0.667
MARKS_SOURCE = "Krippendorff, Content Analysis (2nd ed. 2004), p. 241"


def judged(alpha: float | None) -> str:
    """What the marks of the field say of an α: good, tentative or low; nothing where it is undefined."""
    if alpha is None:
        return ""
    # As it is printed, so that no .800 is called tentative.
    shown = round(alpha, 3)
    return "good" if shown >= GOOD else "tentative" if shown >= TENTATIVE else "low"


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """How many claims two coders found, each and both; over several pairs of coders the sums.

    `matched` are claims of both, `half` those of them whose passages overlap by half or more, `exact` those on the very
    same passages. `low` and `high` are the ends of the interval of F1 at half overlap, over articles drawn again.
    """

    first: int
    second: int
    matched: int
    half: int
    exact: int
    low: float | None = None
    high: float | None = None

    def precision(self, both: int) -> float | None:
        """What share of the second's claims the first has too; None where there are none."""
        return both / self.second if self.second else None

    def recall(self, both: int) -> float | None:
        """What share of the first's claims the second has too; None where there are none."""
        return both / self.first if self.first else None

    def f1(self, both: int) -> float | None:
        """Their harmonic mean, which is the same for both coders; None where neither has a claim."""
        total = self.first + self.second
        return 2 * both / total if total else None


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """Agreement on some articles: the claims that were found, and the reliability of each field by its name."""

    name: str
    coders: tuple[str, ...]
    articles: int
    counts: ClaimCounts
    fields: Mapping[str, Reliability]


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """One article that two coders or more have coded.

    `claims` are theirs, `pairs` the matches of each two, `shared` what two or more of them have.
    """

    article: Article
    claims: Mapping[str, tuple[Claim, ...]]
    pairs: Mapping[tuple[str, str], tuple[Match, ...]]
    shared: tuple[SharedClaim, ...]

    @property
    def month(self) -> str:
        """The month in which it was published, as 2016-02, or that it has no date."""
        day = span(self.article.published).latest if self.article.published else None
        return f"{day:%Y-%m}" if day else UNDATED


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which coders differ: a field of a claim that they share, or a claim that not all of them have.

    `claims` are theirs by coder, `values` those of the field; of a claim that some lack, field and values are empty and
    `lacking` are the coders who have coded the article without it.
    """

    article: str
    claims: Mapping[str, Claim]
    field: str
    values: Mapping[str, Value]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one coder gave one value and another the other, of two values of a field, on one claim."""

    field: str
    first: Value
    second: Value
    count: int


@dataclass(frozen=True)
class Agreement(Tabulated):
    """How far some coders agree on the articles that two or more of them have coded.

    `flawed` are the files with errors, as pairs of coder and article; claims may be missing there, so they are left
    out. `fields` are those that were asked for.
    """

    coders: tuple[str, ...]
    fields: tuple[ComparedField, ...]
    compared: tuple[ComparedArticle, ...]
    flawed: tuple[tuple[str, str], ...]
    orders: Mapping[str, tuple[str, ...]]
    seed: int = 1
    resamples: int = RESAMPLES

    @property
    def independent(self) -> tuple[str, ...]:
        """The coders whose agreement is one of people: what was settled came of them, and is compared by pair alone.

        With one coder it is all that there is to compare.
        """
        people = tuple(coder for coder in self.coders if coder != ADJUDICATED)
        return people if len(people) > 1 else self.coders

    @cached_property
    def shared_claims(self) -> int:
        """How many claims two or more of them have."""
        return sum(len(self._shared_by(each, self.independent)) for each in self.compared)

    @cached_property
    def whole(self) -> GroupAgreement:
        """All coders on all articles that two of them have coded."""
        return self._group("", self.independent, self._coded_by_two(self.compared))

    @cached_property
    def pairs(self) -> tuple[GroupAgreement, ...]:
        """Each two coders on the articles that both have coded, in the order of the coders."""
        found = []
        if len(self.coders) == 2:  # noqa: PLR2004
            # Of which all is one pair.
            return (replace(self.whole, name=" – ".join(self.coders)),)
        for pair in pairs_of(self.coders):
            articles = [each for each in self.compared if pair in each.pairs]
            if articles:
                found.append(self._group(" – ".join(pair), pair, articles))
        return tuple(found)

    @cached_property
    def articles(self) -> tuple[GroupAgreement, ...]:
        """All coders on each article that two of them have coded, in the order of the articles."""
        return tuple(
            self._group(each.article.slug, tuple(c for c in self.independent if c in each.claims), [each])
            for each in self._coded_by_two(self.compared)
        )

    @cached_property
    def months(self) -> tuple[GroupAgreement, ...]:
        """All coders on the articles of each month of publication, the first month first."""
        months: dict[str, list[ComparedArticle]] = defaultdict(list)
        for each in self._coded_by_two(self.compared):
            months[each.month].append(each)
        return tuple(self._group(month, self.independent, months[month]) for month in sorted(months))

    def by(self, by: By) -> tuple[GroupAgreement, ...]:
        """The agreement of each pair of coders, on each article, or of each month."""
        return {"pair": lambda: self.pairs, "article": lambda: self.articles, "month": lambda: self.months}[by]()

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Everything on which coders differ, article by article in the order of the text, fields in theirs."""
        return tuple(difference for each in self.compared for difference in self._differences(each))

    @cached_property
    def confusions(self) -> tuple[Confusion, ...]:
        """The values that were given for one another, of each field the most frequent pair first."""
        found: Counter[tuple[str, Value, Value]] = Counter()
        for each in self.compared:
            for claims in self._shared_by(each, self.independent):
                for compared in self.fields:
                    for one, other in combinations(_given(compared, claims), 2):
                        low, high = sorted((one, other), key=str)
                        found[compared.name, low, high] += 1
        place = {compared.name: index for index, compared in enumerate(self.fields)}
        cells = [Confusion(*cell, count) for cell, count in found.items() if cell[1] != cell[2]]
        return tuple(sorted(cells, key=lambda c: (place[c.field], -c.count, str(c.first), str(c.second))))

    def matrix(self, name: str) -> Mapping[tuple[Value, Value], int]:
        """How often two values of a field meet in one claim, equal ones too; each pair in both orders."""
        found: Counter[tuple[Value, Value]] = Counter()
        for each in self.compared:
            for claims in self._shared_by(each, self.independent):
                for one, other in combinations(_given(BY_NAME[name], claims), 2):
                    found[one, other] += 1
                    if one != other:
                        found[other, one] += 1
        return found

    def agreed(self, name: str) -> Mapping[Value, Sequence[Claim]]:
        """By value the claims of which all who share them give a field that value, each as the first coder has it."""
        found: dict[Value, list[Claim]] = defaultdict(list)
        for each in self.compared:
            for claims in self._shared_by(each, self.independent):
                given = _given(BY_NAME[name], claims)
                if len(given) > 1 and len(set(given)) == 1:
                    found[given[0]].append(next(iter(claims.values())))
        return found

    def _group(self, name: str, coders: tuple[str, ...], articles: Sequence[ComparedArticle]) -> GroupAgreement:
        chosen = pairs_of(coders)
        resamples = self.resamples if len(articles) >= FEWEST_GROUPS else 0
        counts = _counts(articles, chosen, resamples, self.seed)
        claims = {each.article.slug: self._shared_by(each, coders) for each in articles}
        fields = {}
        for compared in self.fields:
            units = {slug: [_given(compared, claim) for claim in every] for slug, every in claims.items()}
            fields[compared.name] = reliability(
                units, compared.level, self.orders.get(compared.name, ()), resamples=self.resamples, seed=self.seed
            )
        return GroupAgreement(name, coders, len(articles), counts, fields)

    def _coded_by_two(self, articles: Iterable[ComparedArticle]) -> list[ComparedArticle]:
        return [each for each in articles if sum(coder in each.claims for coder in self.independent) > 1]

    @staticmethod
    def _shared_by(each: ComparedArticle, coders: tuple[str, ...]) -> Sequence[Mapping[str, Claim]]:
        """The claims that two or more of some coders share; of two coders these are their own matches."""
        if len(coders) == 2:  # noqa: PLR2004
            first, second = coders
            return [{first: match.first, second: match.second} for match in each.pairs.get(coders, ())]
        chosen = ({c: claim for c, claim in shared.claims.items() if c in coders} for shared in each.shared)
        return [claims for claims in chosen if len(claims) > 1]

    def _differences(self, each: ComparedArticle) -> Iterator[Difference]:
        slug = each.article.slug
        found: list[tuple[tuple[int, int, int], Difference]] = []
        of_shared = set()
        for claim in each.shared:
            of_shared |= {(coder, own.slug) for coder, own in claim.claims.items()}
            start = min(own.passages[0].start for own in claim.claims.values())
            lacking = tuple(coder for coder in each.claims if coder not in claim.claims)
            if lacking:
                found.append(((start, 0, 0), Difference(slug, claim.claims, "", {}, lacking)))
            for index, compared in enumerate(self.fields):
                values = {coder: value for coder, value in _values(compared, claim).items() if value is not None}
                if len(set(values.values())) > 1:
                    found.append(((start, 1, index), Difference(slug, claim.claims, compared.name, values)))
        for place, (coder, claims) in enumerate(each.claims.items()):
            for own in claims:
                if (coder, own.slug) not in of_shared:
                    lacking = tuple(other for other in each.claims if other != coder)
                    found.append(((own.passages[0].start, 2, place), Difference(slug, {coder: own}, "", {}, lacking)))
        return (difference for _, difference in sorted(found, key=lambda entry: entry[0]))


def _given(compared: ComparedField, claims: Mapping[str, Claim]) -> list[Value]:
    """The values of a field of claims that are one, those that are missing left out."""
    return [value for claim in claims.values() if (value := compared.value(claim)) is not None]


def _values(compared: ComparedField, claim: SharedClaim) -> Mapping[str, Value | None]:
    return {coder: compared.value(own) for coder, own in claim.claims.items()}


def _counts(
    articles: Sequence[ComparedArticle], pairs: Sequence[tuple[str, str]], resamples: int, seed: int
) -> ClaimCounts:
    """The claims found by each two of some coders, in sum, with the interval of F1 at half overlap."""
    rows = []
    for each in articles:
        row = [0, 0, 0, 0, 0]
        for pair in pairs:
            if pair in each.pairs:
                matches = each.pairs[pair]
                row[0] += len(each.claims[pair[0]])
                row[1] += len(each.claims[pair[1]])
                row[2] += len(matches)
                row[3] += sum(match.overlap >= HALF for match in matches)
                row[4] += sum(match.overlap == EXACT for match in matches)
        rows.append(row)
    rows = rows or [[0] * 5]
    first, second, both, half, exact = (sum(column) for column in zip(*rows, strict=True))
    low = high = None
    if resamples:
        import numpy as np  # noqa: PLC0415 - as where the draws are

        counts = draws(len(rows), resamples, seed) @ np.array(rows, dtype=float)
        total = counts[:, 0] + counts[:, 1]
        if (total > 0).all():
            low, high = ends(2 * counts[:, 3] / total)
    return ClaimCounts(first, second, both, half, exact, low, high)


def agreement(
    coded: Coded,
    articles: Sequence[str] = (),
    *,
    coders: Sequence[str] = (),
    fields: Sequence[str] = (),
    adjudicated: bool = False,
    seed: int = 1,
    resamples: int = RESAMPLES,
) -> Agreement:
    """How far coders agree, on these articles or on all that two of them have coded.

    `coders` and `fields` are names, all where none is given; with `adjudicated` what was settled is compared as if one
    more had coded it. Intervals come of as many resamples of the articles, drawn by the seed. Raises CodingError where
    there is nothing to compare, UnknownNameError where a name is not there, ValueError where a field is none.
    """
    chosen = coded.chosen(coders, adjudicated=adjudicated)
    wanted = coded.articles(articles)
    flawed = tuple((coder.name, slug) for coder in chosen for slug in wanted if slug in coder.flawed)
    compared = tuple(each for slug in wanted if (each := _compared(coded, slug, chosen)) is not None)
    if not compared:
        raise CodingError(_nothing(chosen, flawed))
    names = tuple(coder.name for coder in chosen if any(coder.name in each.claims for each in compared))
    for name in fields:
        one_of("field", name, (*BY_NAME,))
    asked = tuple(BY_NAME[name] for name in dict.fromkeys(fields)) if fields else FIELDS
    orders = {each.name: each.order(coded.vocabulary) for each in asked if each.level == "ordinal"}
    return Agreement(names, asked, compared, flawed, orders, seed, resamples)


def _nothing(coders: Sequence[Coder], flawed: Sequence[tuple[str, str]]) -> str:
    """Why there is nothing to compare."""
    if len(coders) < 2:  # noqa: PLR2004
        return f"{coders[0].name} alone has coded; compare with what was settled by --adjudicated"
    if flawed:
        coder, slug = flawed[0]
        more = f" and {len(flawed) - 1:,} more files" if len(flawed) > 1 else ""
        return f"no article that two have coded is without errors: coding/{coder}/{slug}.yaml{more}; run `kg check`"
    return "no article has been coded by two"


def _compared(coded: Coded, slug: str, coders: Sequence[Coder]) -> ComparedArticle | None:
    claims = {coder.name: coder.claims[slug] for coder in coders if slug in coder.claims and slug not in coder.flawed}
    if len(claims) < 2:  # noqa: PLR2004
        return None
    pairs = {(a, b): matched(claims[a], claims[b]) for a, b in pairs_of((*claims,))}
    return ComparedArticle(coded.corpus.articles[slug], claims, pairs, tuple(shared(claims, pairs)))
