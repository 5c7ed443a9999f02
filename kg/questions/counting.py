"""Which claims count in a score of tension, and of the others why they do not: nothing is left out in silence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import DEFAULT, Lens
from kg.model.records import Event, Stance, contested
from kg.model.wording import listed
from kg.network.joint import joins
from kg.network.network import day
from kg.questions.dyads import tensions, ties_by_dyad, told_apart
from kg.questions.rows import Table
from kg.questions.tables import CLAIM_COLUMNS, claim_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension

Reason = Literal[
    "leverage", "denied", "mode", "undated", "later", "copy", "contested", "parties", "event", "issue", "side"
]
# In short, of one claim and of several, in the order in which they are looked for: the first that holds is the reason.
REASONS: dict[Reason, tuple[str, str, str]] = {
    "leverage": (
        "leverage", "speaks of leverage, which is measured apart", "speak of leverage, which is measured apart",
    ),
    "denied": ("denial", "is a denial", "are denials"),
    "mode": ("other mode", "is of another mode", "are of other modes"),
    "undated": ("undated", "is undated", "are undated"),
    "later": ("later day", "is of a later day", "are of later days"),
    "copy": ("copy", "repeats what an article says that it is a copy of", "repeat what their originals say"),
    "contested": ("contested", "is contested", "are contested"),
    "parties": ("no two parties", "names no two parties", "name no two parties"),
    "event": ("about an event", "is about an event", "are about events"),
    "issue": (
        "issue nobody pursues", "is about an issue that nobody pursues", "are about issues that nobody pursues",
    ),
    "side": ("one side alone", "is about one side alone", "are about one side alone"),
}  # fmt: skip


JOINT_ALONE = "joint acts or positions alone"


def uncounted(
    network: Network, dyads: Iterable[DyadTension], lens: Lens = DEFAULT, *, without_contested: bool = False
) -> dict[str, Reason]:
    """The claims that count for none of the dyads, which are all that a lens shows: by key, with the first reason.

    `without_contested` is set where the dyads were scored without what somebody denies.
    """
    lens = network.focus(lens)
    counted = {part.claim.key for dyad in dyads for part in dyad.contributions}
    left_out = contested(network.claims.values()) if without_contested else set()
    return {
        key: "contested" if why == "side" and claim.content_key in left_out else why
        for key, claim in network.claims.items()
        if key not in counted
        for why in [reason(network, claim, lens)]
    }


def reason(network: Network, claim: Claim, lens: Lens) -> Reason:
    """Why a claim counts for no dyad by a lens, or for none of which it speaks; "undated" where no day is known."""
    content, article = claim.content, network.articles.get(claim.article)
    ages_from = day(claim, article) if article else None
    if not isinstance(content, (Stance, Event)):
        return "leverage"
    if claim.polarity == "denied":
        return "denied"
    if claim.mode != lens.mode:
        return "mode"
    if ages_from is None or lens.at is None:
        return "undated"
    if ages_from > lens.at:
        return "later"
    return "copy" if claim.key in network.repeats else _without_dyad(network, content, lens)


def _without_dyad(network: Network, content: Stance | Event, lens: Lens) -> Reason:
    """Why a content that would count joins no two actors."""
    if isinstance(content, Event):
        return "side" if content.initiators and content.recipients else "parties"
    if content.target in network.events:
        return "event"
    issue = network.issues.get(content.target)
    if issue is None:
        return "side"
    pursued = bool(issue.directed_at or network.pursuits(issue)) and lens.parameters.issue_weight > 0
    return "side" if pursued else "issue"


def uncounted_table(network: Network, claims: Iterable[Claim], lens: Lens = DEFAULT) -> Table:
    """Those of some claims that count in no score by a lens: the reason, then the columns of `claims.csv`."""
    left_out = uncounted(network, tensions(network, lens), lens)
    shown = [claim for claim in claims if claim.key in left_out]
    rows = zip(shown, claim_table(network, shown).rows, strict=True)
    return Table(("uncounted", *CLAIM_COLUMNS), tuple((REASONS[left_out[claim.key]][0], *row) for claim, row in rows))


def about(network: Network, lens: Lens, dyad: tuple[str, str]) -> set[str]:
    """The keys of the claims that speak of two actors (a < b), or of a policy of one of them, whether they count."""
    actor = network.stands_for(lens.level)
    found = {
        tie.claim.key
        for tie in (*network.ties, *network.policy_ties)
        if {actor.get(tie.source), actor.get(tie.target)} == set(dyad)
    }
    return found | {act.claim.key for act in network.joint_ties if joins(act.claim, dyad, actor)}


def of_joint_acts(dyads: Sequence[DyadTension]) -> str:
    """How many dyads rest on joint acts alone, in a sentence that says where they are; nothing if none does."""
    number = sum(dyad.joint for dyad in dyads)
    if not number:
        return ""
    first = f"{number:,} of {len(dyads):,} {'dyad rests' if len(dyads) == 1 else 'dyads rest'}"
    return f"{first} on {JOINT_ALONE}: they are in tension.csv and not in the RDF, and drawn as these."


def joint_dyads(network: Network, lens: Lens = DEFAULT) -> int:
    """How many dyads rest on joint acts alone; none is scored for that."""
    lens = network.focus(lens)
    if lens.at is None or not any(tie.joint for tie in (*network.ties, *network.policy_ties)):
        return 0
    dyads = ties_by_dyad(network, lens)
    return len(dyads) - len(told_apart(dyads))


def left_out_as_joint(number: int) -> str:
    """That a list leaves out so many dyads since they rest on joint acts alone, in a sentence; nothing if none does."""
    if not number:
        return ""
    dyads, verb, are, them = ("dyad", "rests", "is", "it") if number == 1 else ("dyads", "rest", "are", "them")
    return (
        f"{number:,} {dyads} that {verb} on {JOINT_ALONE} {are} left out: what many do together tells no two of them "
        f"apart. `kg tension` lists {them}."
    )


def in_words(left_out: Mapping[str, Reason], among: Iterable[str]) -> str:
    """How many of some claims count, and of the others how many do not for which reason, in a sentence or two."""
    keys = list(among)
    counts = Counter(left_out[key] for key in keys if key in left_out)
    total, number = len(keys), len(keys) - counts.total()
    if not total:
        return ""
    first = f"{number:,} of {total:,} {'claim counts' if total == 1 else 'claims count'}"
    if not counts:
        return f"{first}."
    reasons = [
        f"{counts[reason]:,} {words[1 + (counts[reason] > 1)]}" for reason, words in REASONS.items() if counts[reason]
    ]
    return f"{first}; {listed(reasons)}."
