"""Who appears in a generated project: actors, issues and shared events, with the entries that describe them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from benchmarks.words import (
    BODIES,
    CROWDS,
    EVENTS,
    FIRST,
    LAST,
    OFFICES,
    OUTLETS,
    PLACES,
    REGIONS,
    STATES,
    TOPICS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Entry: TypeAlias = dict[str, Any]
Item = TypeVar("Item")

FIRST_DAY = date(2015, 1, 1)
DAYS = 730
STATUSES = ("occurred",) * 13 + ("ongoing", "announced", "announced", "proposed", "hypothetical")
CLAIMS_PER_EVENT = 25
ACTORS_AT_ONE = 40
ACTOR_GROWTH = 0.15
GRADES = ("A1", "B2", "B3", "C3", "C6", "D4", "F6")


@dataclass
class Cast:
    """Everything that claims can name, and the names that they did use; only those are written."""

    random: Random
    actors: dict[str, Entry] = field(default_factory=dict)
    issues: dict[str, Entry] = field(default_factory=dict)
    events: dict[str, Entry] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def named(self, slug: str) -> str:
        """The label of an actor, issue or event, which now counts as used."""
        self.used.add(slug)
        return str((self.actors.get(slug) or self.issues.get(slug) or self.events[slug])["label"])

    def any_of(self, *kinds: str) -> str:
        """An actor of one of these kinds; the first ones are named far more often than the last."""
        return self.skewed([slug for slug, entry in self.actors.items() if entry["kind"] in kinds])

    def other(self, slug: str) -> str:
        """A party that is neither this actor nor acts for it."""
        while True:
            found = self.any_of("state", "state", "international-body")
            if found not in (slug, self.actors[slug].get("acts-for")):
                return found

    def party(self) -> str:
        """Who does things: mostly a state, now and then somebody who acts for one."""
        if self.random.random() < 0.8:
            return self.any_of("state")
        return self.skewed([slug for slug, entry in self.actors.items() if "acts-for" in entry])

    def skewed(self, slugs: Sequence[Item]) -> Item:
        """One of these, the earlier the likelier."""
        return slugs[int(len(slugs) * self.random.random() ** 2)]

    def past_event(self, day: date) -> str | None:
        """A shared event that happened by a day, or None where none had."""
        known = [slug for slug, happened in self.days.items() if happened <= day]
        return self.random.choice(known[-12:]) if known else None

    def registries(self) -> dict[str, dict[str, Entry]]:
        """The files of entries by name, with what was used and whom that acts for."""
        for event in (entry for slug, entry in self.events.items() if slug in self.used):
            self.used.update((event["initiator"], event["recipient"], event["about"]))
        for entry in [entry for slug, entry in self.actors.items() if slug in self.used]:
            self.used.update(entry[key] for key in ("acts-for", "member-of") if key in entry)
        named = {"actors.yaml": self.actors, "issues.yaml": self.issues, "events.yaml": self.events}
        return {
            name: {slug: entry for slug, entry in entries.items() if slug in self.used}
            for name, entries in named.items()
        }


def cast(random: Random, claims: int) -> Cast:
    """About a hundred actors, few more for ten times the claims; twenty issues; an event for every 25 claims."""
    made = Cast(random)
    for slug, label, iso3, capital in STATES:
        made.actors[slug] = {"kind": "state", "label": label, "aliases": [capital], "iso3": iso3}
    for label in BODIES:
        made.actors[slugged(label)] = {"kind": "international-body", "label": label}
    made.actors["china"]["member-of"] = slugged(BODIES[0])
    for index in range(max(8, round(ACTORS_AT_ONE * claims**ACTOR_GROWTH) - len(made.actors))):
        entry = _follower(random, index)
        made.actors.setdefault(slugged(entry["label"]), entry)
    for index, topic in enumerate(TOPICS):
        label = topic.removeprefix("the ")
        made.issues[slugged(label)] = {
            "label": label,
            "definition": f"What is to become of {topic}, as discussed in {PLACES[index % len(PLACES)]} and after.",
        }
    _add_events(made, max(4, claims // CLAIMS_PER_EVENT))
    return made


def _follower(random: Random, index: int) -> Entry:
    """A person, office, crowd or outlet; each sort comes up in turn, so that even small projects have all of them."""
    state, label = random.choice(STATES[:20])[:2]
    person = f"{FIRST[index * 7 % len(FIRST)]} {LAST[index * 5 % len(LAST)]}"
    match index % 6:
        case 0:
            return {"kind": "person", "label": person, "acts-for": state}
        case 1 | 4:
            return {"kind": "person", "label": person, "note": "Writes on the region."}
        case 2:
            return {"kind": "organization", "label": f"{label} {random.choice(OFFICES)}", "acts-for": state}
        case 3:
            place = REGIONS[index // 6 % len(REGIONS)]
            number = index // (6 * len(REGIONS))
            return {"kind": "organization", "label": f"{place} {OUTLETS[(index // 6 + number) % len(OUTLETS)]}"}
        case _:
            return {"kind": "group", "label": f"{random.choice(CROWDS).capitalize()} in {label}"}


def _add_events(made: Cast, count: int) -> None:
    random = made.random
    days = sorted(FIRST_DAY + timedelta(days=random.randrange(DAYS)) for _ in range(count))
    for index, day in enumerate(days, 1):
        kind = random.choice(list(EVENTS))
        first = made.any_of("state")
        second = made.other(first)
        label = f"{made.actors[first]['label']} {EVENTS[kind]} {made.actors[second]['label']}, round {index}"
        slug = f"{kind.lower()}-{first}-{index}"
        made.days[slug] = day
        made.events[slug] = {
            "label": label,
            "type": kind,
            "initiator": first,
            "recipient": second,
            "about": random.choice(list(made.issues)),
            "when": edtf(random, day),
            "status": random.choice(STATUSES),
        }


def edtf(random: Random, day: date) -> str:
    """A date as articles give it: mostly the day, else a month, an interval, an approximate or an open one."""
    chance = random.random()
    if chance < 0.76:
        return day.isoformat()
    if chance < 0.84:
        return f"{day:%Y-%m}"
    if chance < 0.90:
        return f"{day - timedelta(days=random.randrange(1, 9))}/{day}"
    if chance < 0.95:
        return f"{day:%Y-%m}~"
    return f"../{day}" if chance < 0.98 else f"{day:%Y-%m}/.."


def slugged(label: str) -> str:
    """A label in lower case with hyphens, without accents."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
