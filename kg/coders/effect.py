"""What would come out if one coder had coded alone: which dyads would have another sign or rank.

Each coder's claims take the place of those that were settled in the articles that the coder has coded; other articles
stay as they were settled. So what differs is the coding alone, and no more of it than a coder has done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kg.coders.coded import CodingError
from kg.coders.matching import matched
from kg.model.records import Event, GraphError, names_in
from kg.network.network import network_of
from kg.questions.dyads import ranked, scored, ties_by_dyad, told_apart
from kg.questions.frames import Tabulated
from kg.questions.sensitivity.rank_correlation import kendall
from kg.questions.sensitivity.variants import PLACES, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from kg.coders.coded import Coded
    from kg.measure.lens import Lens, Mode
    from kg.model.records import Claim, Corpus, Issue
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension
    from kg.sources.coding import Coder


@dataclass(frozen=True, slots=True)
class CodedDyad:
    """A dyad (a < b) as it was settled and as one coder would have it; ranks from 1, None where nothing is said.

    `low` and `high` are the ends of the settled interval.
    """

    a: str
    b: str
    settled: float | None
    settled_rank: int | None
    low: float | None
    high: float | None
    tension: float | None
    rank: int | None

    @property
    def turns(self) -> bool:
        """Whether the sign is another."""
        if self.settled is None or self.tension is None:
            return False
        return min(abs(self.settled), abs(self.tension)) > SMALLEST and (self.settled > 0) != (self.tension > 0)

    @property
    def beyond(self) -> bool:
        """Whether the coder's score is outside of the settled interval, which says how sure the score is of itself."""
        if self.low is None or self.high is None or self.tension is None:
            return False
        return not self.low <= self.tension <= self.high

    @property
    def differs(self) -> bool:
        """Whether it has another sign or rank, or is in one of the two rankings alone."""
        return self.turns or self.rank != self.settled_rank


@dataclass(frozen=True, slots=True)
class CoderRanking:
    """The ranking with one coder's claims.

    `articles` are those that the coder has coded, of which the claims were `claims` before and are `own` now. `kendall`
    is τ_b with the settled ranking over the dyads of both, None if there is no order to compare. `dyads` are those of
    either, in the order of the settled ranking, then those that the coder adds.
    """

    coder: str
    articles: int
    claims: int
    own: int
    kendall: float | None
    dyads: tuple[CodedDyad, ...]

    @property
    def turned(self) -> tuple[CodedDyad, ...]:
        """The dyads whose sign is another."""
        return tuple(dyad for dyad in self.dyads if dyad.turns)

    @property
    def gone(self) -> tuple[CodedDyad, ...]:
        """The dyads of which this coder says nothing."""
        return tuple(dyad for dyad in self.dyads if dyad.tension is None)

    @property
    def added(self) -> tuple[CodedDyad, ...]:
        """The dyads of which this coder alone says something."""
        return tuple(dyad for dyad in self.dyads if dyad.settled is None)

    @property
    def most_moved(self) -> CodedDyad | None:
        """The dyad whose tension moves most, None where none moves."""
        both = [dyad for dyad in self.dyads if dyad.settled is not None and dyad.tension is not None]
        moved = max(both, key=_change, default=None)
        return moved if moved is not None and _change(moved) > SMALLEST else None


@dataclass(frozen=True, slots=True)
class CoderEffects(Tabulated):
    """The settled ranking on a day, and what each coder would make of it; `articles` is how many there are in all.

    `flawed` are the files with errors, as pairs of coder and article; claims may be missing there, so in their place
    stands what was settled.
    """

    at: date
    mode: Mode
    articles: int
    settled: tuple[DyadTension, ...]
    coders: tuple[CoderRanking, ...]
    flawed: tuple[tuple[str, str], ...] = ()

    @property
    def by_dyad(self) -> tuple[tuple[CodedDyad, ...], ...]:
        """Each settled dyad as every coder would have it, in the order of the ranking and of the coders."""
        return tuple(zip(*(each.dyads[: len(self.settled)] for each in self.coders), strict=True))


def by_coder(network: Network, corpus: Corpus, coded: Coded, lens: Lens, *, coders: Sequence[str] = ()) -> CoderEffects:
    """The rankings that each coder's claims would give, on the day and with the parameters of the settled one.

    `network` is that of the `corpus` that was built, known as far as the lens has it. Dyads that rest on joint acts
    alone are left out, as in the sensitivity. Raises CodingError where nobody has coded an article of the graph without
    errors.
    """
    lens = network.focus(lens)
    base = _ranking(network, lens)
    asked = coded.chosen(coders)
    flawed = tuple((coder.name, slug) for coder in asked for slug in sorted(coder.flawed))
    sound = (replace(each, claims=_without(each.claims, each.flawed)) for each in asked)
    chosen = [each for each in sound if each.claims.keys() & network.articles.keys()]
    if not chosen and flawed:
        raise CodingError("nobody has coded an article of the graph without errors; run `kg check`")
    if not chosen:
        raise CodingError("nobody has coded an article of the graph; run `kg build` if it is older than the coding")
    found = tuple(_of_coder(base, corpus, coded, coder, lens) for coder in chosen)
    return CoderEffects(lens.day, lens.mode, len(network.articles), base, found, flawed)


def _without(claims: Mapping[str, tuple[Claim, ...]], flawed: Container[str]) -> dict[str, tuple[Claim, ...]]:
    return {slug: each for slug, each in claims.items() if slug not in flawed}


def _ranking(network: Network, lens: Lens) -> tuple[DyadTension, ...]:
    return ranked(scored(dyad, ties, lens) for dyad, ties in told_apart(ties_by_dyad(network, lens)).items())


def _of_coder(base: Sequence[DyadTension], corpus: Corpus, coded: Coded, coder: Coder, lens: Lens) -> CoderRanking:
    articles = coder.claims.keys() & corpus.articles.keys()
    before = sum(claim.article in articles for claim in corpus.claims)
    own = [_apart(coder, claim) for slug in sorted(articles) for claim in coder.claims[slug]]
    claims = tuple(claim for claim in corpus.claims if claim.article not in articles) + tuple(own)
    shared = {slug: event for slug, event in corpus.events.items() if "/" not in slug}
    inline = {claim.content.slug: claim.content for claim in claims if isinstance(claim.content, Event)}
    same = _same(corpus, coder, articles)
    issues = {slug: _pursued(issue, same, articles) for slug, issue in corpus.issues.items()}
    changed = replace(corpus, claims=claims, events={**inline, **shared}, issues=issues).ordered()
    try:
        network = network_of(changed, coded.vocabulary)
    except GraphError as error:
        raise CodingError(f"what {coder.name} has coded makes no graph: {error}; run `kg check`") from error
    ranking = _ranking(network if lens.known_at is None else network.as_known(lens.known_at), lens)
    settled, mine = _ranks(base), _ranks(ranking)
    dyads = tuple(_dyad(pair, settled.get(pair), mine.get(pair)) for pair in dict.fromkeys((*settled, *mine)))
    both = [(each.settled, each.tension) for each in dyads if each.settled is not None and each.tension is not None]
    scores = np.array(both, dtype=float).reshape(-1, 2).round(PLACES)
    return CoderRanking(coder.name, len(articles), before, len(own), kendall(scores[:, 0], scores[:, 1]), dyads)


def _apart(coder: Coder, claim: Claim) -> Claim:
    """A coder's claim with a content of its own, so that none that was settled denies it, the ids being the same."""
    kind, _, key = claim.content_key.partition("/")
    own = key.rpartition("/")[0] in coder.claims
    return replace(claim, content_key=f"{kind}/{coder.name}:{key}") if own else claim


def _same(corpus: Corpus, coder: Coder, articles: Container[str]) -> Mapping[str, Claim]:
    """A coder's claims by the keys of those that were settled, of the articles that say who pursues an issue."""
    said = {pursuit.said_by.partition("/")[0] for issue in corpus.issues.values() for pursuit in issue.pursued_by}
    settled: dict[str, list[Claim]] = {slug: [] for slug in said if slug in articles}
    for claim in corpus.claims:
        if claim.article in settled:
            settled[claim.article].append(claim)
    matches = (match for slug, claims in settled.items() for match in matched(claims, coder.claims[slug]))
    return {match.first.key: match.second for match in matches}


def _pursued(issue: Issue, same: Mapping[str, Claim], articles: Container[str]) -> Issue:
    """An issue with who pursues it by the claims of a coder that are those which were settled.

    Where the coder has none of the kind that is about the issue, nobody has said so.
    """
    kept = []
    for pursuit in issue.pursued_by:
        own = same.get(pursuit.said_by)
        if pursuit.said_by.partition("/")[0] not in articles:
            kept.append(pursuit)
        elif own is not None and issue.slug in names_in(own.content):
            kept.append(replace(pursuit, said_by=own.key))
    return replace(issue, pursued_by=tuple(kept))


def _ranks(ranking: Sequence[DyadTension]) -> Mapping[tuple[str, str], tuple[int, DyadTension]]:
    return {(dyad.a, dyad.b): (rank, dyad) for rank, dyad in enumerate(ranking, 1)}


def _dyad(
    pair: tuple[str, str], settled: tuple[int, DyadTension] | None, mine: tuple[int, DyadTension] | None
) -> CodedDyad:
    return CodedDyad(
        a=pair[0],
        b=pair[1],
        settled=settled[1].tension if settled else None,
        settled_rank=settled[0] if settled else None,
        low=settled[1].low if settled else None,
        high=settled[1].high if settled else None,
        tension=mine[1].tension if mine else None,
        rank=mine[0] if mine else None,
    )


def _change(dyad: CodedDyad) -> float:
    return abs((dyad.tension or 0.0) - (dyad.settled or 0.0))
