"""Claims that say the same, whoever says it: one entry of a list, with how often, from when to when and by whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING

from kg.measure.formula import Statement, effects_of_groups
from kg.model.dates import span
from kg.model.records import Claim, Leverage, Stance
from kg.model.vocabulary import fold
from kg.network.known import known_from
from kg.questions.dyads import Contribution, by_size
from kg.questions.propositions import Form, normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.measure.formula import Parameters
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that say the same by `group_key`, in the order in which they were given; never empty.

    `first` and `last` are the days by which the earliest and the latest of them was said: the last day of `said-on`,
    else the day from which its article is known; None where none is dated. `claimants` are the slugs of who says it,
    each with how many of the claims, most often first, then by name.
    """

    claims: tuple[Claim, ...]
    first: date | None
    last: date | None
    claimants: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ContributionGroup:
    """What claims that say the same do to the tension of a dyad, what moves it most first.

    `effect` is the tension less the tension without all of them, which is not the sum of their effects; `share` is the
    sum of their shares, and so the shares of all groups sum to the tension.
    """

    parts: tuple[Contribution, ...]
    said: ClaimGroup
    effect: float
    share: float


def group_key(claim: Claim, *, polarity: bool = True) -> Form:
    """A key that claims share if they say the same, whoever makes them, passes them on or prints them.

    Equal are their contents by `normal_form`, with every actor as itself, and their polarity, their mode, their
    condition but for case, spacing and quotation marks, and the days at which a stance is said to have been held.
    Claimants, hedges, certainty, positions, Goldstein values, labels and quantities make no difference; nor does the
    polarity where none is wanted, so that a denial has the key of what it denies.
    """
    content = claim.content
    inside = content.condition if isinstance(content, Leverage) else ""
    held = span(content.when) if isinstance(content, Stance) and content.when else None
    days = (held.earliest, held.latest) if held else ()
    return (
        normal_form(content, {}),
        claim.polarity if polarity else "",
        claim.mode,
        fold(claim.condition or inside),
        days,
    )


def claim_groups(network: Network, claims: Iterable[Claim]) -> tuple[ClaimGroup, ...]:
    """Claims by what they say, in the order in which it is first said among them.

    Every claim counts as once said; what a copy repeats of its story (`Network.repeats`) is for the caller to leave
    out.
    """
    groups: dict[Form, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(group_key(claim), []).append(claim)
    return tuple(group_of(network, members) for members in groups.values())


def contribution_groups(network: Network, dyad: DyadTension, parameters: Parameters) -> tuple[ContributionGroup, ...]:
    """The contributions to a dyad by what their claims say, what moves the tension most first.

    A position over an issue is kept apart by the actor whose policy makes it bear on the two. `parameters` are those of
    the score.
    """
    groups: dict[Form, list[int]] = {}
    for place, part in enumerate(dyad.contributions):
        groups.setdefault((group_key(part.claim), part.over, part.concerned), []).append(place)
    statements = [Statement(c.intensity, c.probability, c.weight, c.cluster) for c in dyad.contributions]
    together = effects_of_groups(statements, list(groups.values()), parameters)
    found = []
    for places, effect in zip(groups.values(), together, strict=True):
        parts = tuple(dyad.contributions[place] for place in places)
        share = fsum(part.share for part in parts)
        found.append(ContributionGroup(parts, group_of(network, [part.claim for part in parts]), effect, share))
    return tuple(sorted(found, key=lambda group: (by_size(group.effect), group.parts[0].claim.key)))


def group_of(network: Network, claims: Sequence[Claim]) -> ClaimGroup:
    """Some claims as one group, such as those of one side of a dispute; at least one."""
    days = [day for claim in claims if (day := _said(network, claim))]
    counts = Counter(slug for claim in claims for slug in dict.fromkeys(claim.claimants))
    claimants = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
    return ClaimGroup(tuple(claims), min(days, default=None), max(days, default=None), tuple(claimants))


def _said(network: Network, claim: Claim) -> date | None:
    """The day by which a claim was said."""
    article = network.articles.get(claim.article)
    said = span(claim.said_on).latest if claim.said_on else None
    return said or (known_from(article) if article else None)
