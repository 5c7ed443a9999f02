"""Single claims of generated articles: a sentence for the text, and the entry that quotes it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from math import copysign
from typing import TYPE_CHECKING

from benchmarks.cast import STATUSES, Cast, Entry, edtf
from benchmarks.words import (
    CONFIRMATIONS,
    DENIALS,
    EFFECTS,
    EVENTS,
    HEDGES,
    INSTRUMENTS,
    MANNERS,
    PAPERS,
    PLACES,
    REPORTS,
    SHOWS,
    STANCES,
    STRENGTHS,
    TOPICS,
)
from kg.rdf.ontology import load

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from benchmarks.generate import Draft
    from kg.rdf.ontology import Ontology

MODES = ("reported",) * 14 + ("interpreted", "interpreted", "forecast", "forecast", "forecast", "conditional")
KINDS = ("stance",) * 9 + ("event",) * 6 + ("leverage",) * 3
REMEMBERED = 200
# What is said of one conflict again and again: so many statements, the first far more often than the last.
REFRAINS = 60


@dataclass
class Writer:
    """Writes claims, and remembers them to have them denied or affirmed later.

    Of what is claimed the part `focus` is of one conflict, that of the first two states, and mostly said before.
    """

    random: Random
    cast: Cast
    focus: float = 0.0
    earlier: list[str] = field(default_factory=list)
    refrains: list[tuple[Entry, str]] = field(default_factory=list)

    def claim(self, draft: Draft, index: int) -> tuple[str, Entry]:
        """A sentence of an article and the claim that quotes it, whose quote no other sentence has."""
        content, words = self._content(draft.day)
        hedge = self._hedge()
        lead = f"{hedge[1]} " if hedge else ""
        choice = self.random.choice
        basis = f"paragraph {index} of the {choice(PLACES)} {choice(PAPERS)} {choice(SHOWS)}"
        quote = f"{lead}{words}, {basis}"
        claimants = self._claimants(draft)
        entry: Entry = {"id": f"claim-{index}", "quote": quote, "said-by": claimants}
        if self.random.random() < 0.1 and claimants != draft.voice:
            entry["reported-by"] = self.cast.any_of("organization")
            self.cast.used.add(entry["reported-by"])
        entry |= self._qualified(draft.day, content, hedge)
        if self.random.random() < 0.12:
            entry["note"] = f"The sentence before names {self.cast.any_of('state')} as well."
        entry |= content
        if not {"denies", "affirms"} & content.keys():
            self.earlier = [*self.earlier[-REMEMBERED:], f"{draft.slug}/claim-{index}"]
        return self._sentence(quote, claimants), entry

    def _sentence(self, quote: str, claimants: str | list[str]) -> str:
        slugs = [claimants] if isinstance(claimants, str) else claimants
        speakers = " and ".join(map(self.cast.named, slugs))
        if self.random.random() < 0.5:
            return f"{speakers} said that {quote}."
        return f"{quote[0].upper()}{quote[1:]}, according to {speakers}."

    def _claimants(self, draft: Draft) -> str | list[str]:
        chance = self.random.random()
        if chance < 0.6:
            return draft.voice
        if chance < 0.95:
            return self.cast.any_of("person", "group", "state")
        return sorted({self.cast.any_of("group"), self.cast.any_of("state")})

    def _hedge(self) -> tuple[str, str, str, bool] | None:
        return self.random.choice(HEDGES) if self.random.random() < 0.35 else None

    def _qualified(self, day: date, content: Entry, hedge: tuple[str, str, str, bool] | None) -> Entry:
        """Mode, certainty, hedge, date, and what a mode asks for besides."""
        mode = "reported" if {"denies", "affirms"} & content.keys() else self.random.choice(MODES)
        found: Entry = {} if mode == "reported" else {"mode": mode}
        if hedge:
            found |= {"certainty": hedge[2], "hedge": hedge[0]}
        elif self.random.random() < 0.7:
            found["certainty"] = "certain"
        if self.random.random() < 0.1:
            found["said-on"] = edtf(self.random, day - timedelta(days=self.random.randrange(1, 20)))
        if mode == "conditional":
            found["condition"] = f"if the talks on {self.random.choice(TOPICS)} fail"
        if mode == "forecast":
            found |= {} if hedge and hedge[3] else {"no-interval": "No word of ICD 203 qualifies it."}
        return found

    def _content(self, day: date) -> tuple[Entry, str]:
        """What is claimed, and in which words: something new, or an earlier claim denied or affirmed."""
        if self.focus and self.random.random() < self.focus:
            return self._refrain()
        if len(self.earlier) > 5 and self.random.random() < 0.07:
            key = self.random.choice(self.earlier)
            denied = self.random.random() < 0.75
            return {"denies" if denied else "affirms": key}, self._reaction(denied=denied)
        match self.random.choice(KINDS):
            case "stance":
                return self._stance()
            case "event":
                return self._event(day)
            case _:
                return self._leverage()

    def _refrain(self) -> tuple[Entry, str]:
        """A statement about the first two states, which others make as well; each time in words of its own."""
        first, second = list(self.cast.actors)[:2]
        while len(self.refrains) < REFRAINS:
            holder, target = self.random.choice(((first, second), (second, first)))
            if self.random.random() < 0.3:
                kind = self.random.choice(EFFECTS), self.random.choice(STRENGTHS)
                means = f"{self.random.choice(INSTRUMENTS)} {self.random.choice(TOPICS)}"
                leverage = {
                    "wielder": holder,
                    "over": target,
                    "instrument": means,
                    "effect": kind[0],
                    "strength": kind[1],
                }
                words = f"{self.cast.named(holder)} can move {self.cast.named(target)} by {means}"
                self.refrains.append(({"leverage": leverage}, words))
            else:
                stance = self.random.choice(list(STANCES))
                words = f"{self.cast.named(holder)} {STANCES[stance]} {self.cast.named(target)}"
                self.refrains.append(({"stance": {"holder": holder, "target": target, "type": stance}}, words))
        content, words = self.cast.skewed(self.refrains)
        return deepcopy(content), f"{words} {self.random.choice(MANNERS)} over {self.random.choice(TOPICS)}"

    def _reaction(self, *, denied: bool) -> str:
        # Only the text names it, and that is no use of an entry.
        who = self.cast.actors[self.cast.any_of("state")]["label"]
        choice = self.random.choice
        verb = choice(DENIALS if denied else CONFIRMATIONS)
        return f"{who}'s government has {verb} {choice(MANNERS)} {choice(REPORTS)} {choice(TOPICS)}"

    def _stance(self) -> tuple[Entry, str]:
        random, made = self.random, self.cast
        kind = random.choice(list(STANCES))
        holder = made.party()
        target = made.other(holder) if random.random() < 0.65 else made.skewed(list(made.issues))
        stance: Entry = {"holder": holder, "target": target, "type": kind}
        if random.random() < 0.05:
            beside = made.other(holder)
            stance["holder"] = [holder, beside] if beside != target else holder
        words = f"{made.named(holder)} {STANCES[kind]} {made.named(target)} over {random.choice(TOPICS)}"
        if random.random() < 0.06:
            position = _like("StanceType", kind, random.randrange(-9, 10) / 10)
            stance |= {"position": position, "because": f"It is said of {random.choice(TOPICS)}."}
        if random.random() < 0.08:
            stance["construed-as"] = f"a test of its will over {random.choice(TOPICS)}"
            stance["ground"] = f"over {random.choice(TOPICS)}"
        made.used.update(stance["holder"] if isinstance(stance["holder"], list) else [holder])
        return {"stance": stance}, words

    def _event(self, day: date) -> tuple[Entry, str]:
        random, made = self.random, self.cast
        shared = made.past_event(day)
        if shared and random.random() < 0.35:
            return {"event": shared}, f"{made.named(shared)} in what {random.choice(PLACES)} calls a turning point"
        kind = random.choice(list(EVENTS))
        first = made.party()
        second = made.other(first)
        label = f"{made.named(first)} {EVENTS[kind]} {made.named(second)}"
        issue = made.skewed(list(made.issues))
        made.used.add(issue)
        event: Entry = {"label": label, "type": kind, "initiator": first, "recipient": second, "about": issue}
        if random.random() < 0.95:
            event["when"] = edtf(random, day - timedelta(days=int(120 * random.random() ** 2)))
        event["status"] = random.choice(STATUSES)
        if random.random() < 0.05:
            goldstein = _like("EventType", kind, random.randrange(-90, 91) / 10)
            event |= {"goldstein": goldstein, "because": f"It was said to be about {issue}."}
        if random.random() < 0.06:
            event["quantity"] = self._quantity()
        return {"event": event}, f"{label} over {random.choice(TOPICS)}"

    def _leverage(self) -> tuple[Entry, str]:
        random, made = self.random, self.cast
        wielder = made.party()
        over = made.other(wielder)
        issue = made.skewed(list(made.issues))
        made.used.add(issue)
        instrument = f"{random.choice(INSTRUMENTS)} {random.choice(TOPICS)}"
        words = f"{made.named(wielder)} can move {made.named(over)} by {instrument}"
        leverage: Entry = {"wielder": wielder, "over": over, "instrument": instrument, "instrument-issue": issue}
        if random.random() < 0.7:
            leverage["aim"] = f"{made.named(over)} gives way on {random.choice(TOPICS)}"
        if random.random() < 0.2:
            leverage["condition"] = f"as long as {random.choice(TOPICS)} matters to it"
        leverage |= {"effect": random.choice(EFFECTS), "strength": random.choice(STRENGTHS)}
        if random.random() < 0.08:
            leverage["quantity"] = self._quantity()
        return {"leverage": leverage}, words

    def _quantity(self) -> Entry:
        amount = self.random.randrange(10, 9_000)
        found: Entry = {"amount": amount, "unit": "million USD"}
        if self.random.random() < 0.4:
            found["change"] = f"+{self.random.randrange(1, 60)} % on the year before"
        return found


def _like(class_name: str, kind: str, number: float) -> float:
    """The number with the sign that the number of a type has."""
    own = terms().terms(class_name)[kind].number
    return copysign(number, own) if own else number


@cache
def terms() -> Ontology:
    """The terms of the shipped scales."""
    return load()
