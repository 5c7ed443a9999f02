"""The ties of every dyad in the order in which they enter, and which of them counted on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.network.known import as_known as claim_as_known
from kg.network.known import known_from, reported_event, without_note
from kg.network.network import Tie
from kg.questions.dyads import ties_by_dyad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.measure.lens import Lens
    from kg.model.records import Claim
    from kg.network.network import Network

Dyad = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A tie and the day on which it enters."""

    day: date
    tie: Tie


class History:
    """What counts by a lens for every dyad (a < b by slug) on any day, from one pass over the network.

    A tie enters on the day from which its claim ages. With `as_known` it enters no earlier than its article is known,
    and on every day the ties are those of `Network.as_known` on that day, without a network for each.
    """

    def __init__(self, network: Network, lens: Lens, *, as_known: bool = False) -> None:
        self._known = _known(network) if as_known else None
        self._entries: dict[Dyad, list[Entry]] = {}
        for dyad, members in ties_by_dyad(network, lens.on(date.max)).items():
            entries = [Entry(day, tie) for tie in members if (day := self._enters(tie)) is not None]
            if entries:
                self._entries[dyad] = sorted(entries, key=lambda entry: (entry.day, entry.tie.claim.key))

    def dyads(self) -> list[Dyad]:
        """Every dyad on which a tie bears on some day, sorted, but those that rest on joint acts alone."""
        return sorted(dyad for dyad in self._entries if not self._joint(dyad))

    def joint_dyads(self) -> list[Dyad]:
        """The dyads that rest on joint acts alone, sorted."""
        return sorted(filter(self._joint, self._entries))

    def _joint(self, dyad: Dyad) -> bool:
        return all(entry.tie.joint for entry in self._entries[dyad])

    def days(self, dyad: Dyad) -> list[date]:
        """The days on which something enters, each once, in their order."""
        return list(dict.fromkeys(entry.day for entry in self._entries.get(dyad, ())))

    def entered(self, dyad: Dyad, day: date) -> set[str]:
        """The keys of the claims that enter on a day."""
        entries = self._entries.get(dyad, [])
        first = bisect_left(entries, day, key=lambda entry: entry.day)
        return {entry.tie.claim.key for entry in entries[first : self._count(dyad, day)]}

    def members(self, dyad: Dyad, day: date) -> Sequence[Tie]:
        """The ties that count on a day, in the order in which they entered."""
        return [self._seen(entry.tie, day) for entry in self._entries.get(dyad, [])[: self._count(dyad, day)]]

    def _count(self, dyad: Dyad, day: date) -> int:
        return bisect_right(self._entries.get(dyad, []), day, key=lambda entry: entry.day)

    def _enters(self, tie: Tie) -> date | None:
        if self._known is None or tie.day is None:
            return tie.day
        rests_on = (tie.claim, tie.pursuit) if tie.pursuit else (tie.claim,)
        known = [self._known.since.get(claim.key) for claim in rests_on]
        return max(tie.day, *filter(None, known)) if all(known) else None

    def _seen(self, tie: Tie, day: date) -> Tie:
        return tie if self._known is None else self._known.seen(tie, day)


@dataclass(frozen=True, slots=True)
class _Known:
    """From when on claims (by key), events (by slug), disputes (by key of their content) and everything is known."""

    since: Mapping[str, date]
    contested_since: Mapping[str, date]
    everything_since: date

    def seen(self, tie: Tie, day: date) -> Tie:
        """The tie as it was known on a day: not contested, settled or annotated by what came later."""
        contested = self.contested_since.get(tie.claim.content_key, date.max) <= day
        claim, pursuit = self._claim(tie.claim, day), tie.pursuit and self._claim(tie.pursuit, day)
        if contested == tie.contested and claim is tie.claim and pursuit is tie.pursuit:
            return tie
        return replace(tie, claim=claim, pursuit=pursuit, contested=contested)

    def _claim(self, claim: Claim, day: date) -> Claim:
        then = claim_as_known(claim, lambda name: self.since.get(name, date.max) <= day)
        return then if self.everything_since <= day else without_note(then)


def _known(network: Network) -> _Known:
    published = {slug: known_from(article) for slug, article in network.articles.items()}
    articles = {slug: day for slug, day in published.items() if day}
    since: dict[str, date] = {}
    said: dict[tuple[str, str], date] = {}
    for claim in network.claims.values():
        day = articles.get(claim.article)
        if day is None:
            continue
        since[claim.key] = day
        if event := reported_event(claim):
            since[event] = min(day, since.get(event, day))
        proposition = (claim.content_key, claim.polarity)
        said[proposition] = min(day, said.get(proposition, day))
    disputed = [key for key, polarity in said if polarity == "denied" and (key, "affirmed") in said]
    contested_since = {key: max(said[key, "affirmed"], said[key, "denied"]) for key in disputed}
    everything = max(articles.values(), default=date.max) if len(articles) == len(published) else date.max
    return _Known(since, contested_since, everything)
