"""The packaged actors by every name that they go by."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from kg.model.dates import span
from kg.model.languages import LanguageString
from kg.model.records import Actor
from kg.model.vocabulary import fold, searchable
from kg.model.wording import dated
from kg.registry.agencies import LOADER, outlets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kg.model.countries import Country

ENGLISH = "en"
# States with territories whose names have an article in English.
WITH_ARTICLE = ("netherlands", "united-kingdom", "united-states")


@dataclass(frozen=True, slots=True)
class Known:
    """An actor as an entry has it, with further names that lead to it and are none of the entry's aliases.

    `periods` are the names that were in use only for a time, with that time in EDTF, the oldest first.
    """

    actor: Actor
    further: tuple[str, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> Iterator[str]:
        """Every name that leads to it."""
        yield from (self.actor.slug, self.actor.slug.replace("-", " "), *self.actor.names)
        yield from filter(None, (self.actor.iso3, *self.further))

    def on(self, day: date | None) -> Actor:
        """The actor under the name that it had on a day, or that it has now; its other names are aliases."""
        if day is None:
            return self.actor
        now = self.actor.label
        then = next((name for name, period in self.periods if _within(day, period)), now)
        if then == now:
            return self.actor
        label = next(alias for alias in self.actor.aliases if alias == then)
        others = tuple(alias for alias in self.actor.aliases if alias is not label)
        return replace(self.actor, label=label, aliases=(now, *others))


def _within(day: date, period: str) -> bool:
    days = span(period)
    return (days.earliest is None or days.earliest <= day) and (days.latest is None or day <= days.latest)


@dataclass(frozen=True)
class Registry:
    """The packaged actors by slug."""

    by_slug: Mapping[str, Known]

    def called(self, name: str) -> tuple[Known, ...]:
        """Those whom a name means, in any case, accents and script: none, one, or several of one name.

        A slug goes before a label, a label before a code, a code before any other name, as in a project.
        """
        exact = next((table[key] for table in self._exact if (key := fold(name)) in table), ())
        slugs = exact or self._searched.get(searchable(name), ())
        return tuple(self.by_slug[slug] for slug in slugs)

    def to_take(self, known: Known, own: Callable[[Known], str], day: date | None = None) -> tuple[Actor, ...]:
        """What a project takes with an actor under its name on a day: first for whom it acts and of what it is part.

        `own` gives the slug under which the project has one already, or nothing.
        """
        actor = known.on(day)
        further: dict[str, Actor] = {}
        slugs = {}
        for slug in filter(None, (actor.acts_for, *actor.member_of)):
            other = self.by_slug[slug]
            slugs[slug] = own(other) or slug
            if not own(other):
                further |= {each.slug: each for each in self.to_take(other, own, day)}
        member_of = tuple(slugs[slug] for slug in actor.member_of)
        return (*further.values(), replace(actor, acts_for=slugs.get(actor.acts_for, ""), member_of=member_of))

    def at(self, host: str) -> Known | None:
        """Who publishes under a host, or under one above it: cooking.nytimes.com is the New York Times."""
        parts = host.casefold().split(".")
        hosts = (".".join(parts[index:]) for index in range(len(parts) - 1))
        return next((self.by_slug[slug] for each in hosts if (slug := self._hosts.get(each))), None)

    @cached_property
    def _hosts(self) -> Mapping[str, str]:
        return {host: slug for slug, outlet in outlets().items() for host in outlet.get("hosts", ())}

    @cached_property
    def _exact(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        everybody = self.by_slug.values()
        return tuple(
            _by_name(fold, pairs)
            for pairs in (
                ((slug, slug) for slug in self.by_slug),
                ((known.actor.label, known.actor.slug) for known in everybody),
                ((known.actor.iso3, known.actor.slug) for known in everybody if known.actor.iso3),
                ((name, known.actor.slug) for known in everybody for name in known.names),
            )
        )

    @cached_property
    def _searched(self) -> Mapping[str, tuple[str, ...]]:
        return _by_name(searchable, ((n, known.actor.slug) for known in self.by_slug.values() for n in known.names))


def _by_name(form: Any, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    ways: dict[str, dict[str, None]] = {}
    for name, slug in pairs:
        ways.setdefault(form(name), {})[slug] = None
    return {name: tuple(slugs) for name, slugs in ways.items()}


def load(countries: Sequence[Country]) -> Registry:
    """The packaged actors; codes, English names and last days of the states are those of these countries."""
    states = _data("states.yaml")
    cldr = json.loads((files("kg.registry") / "cldr.json").read_text(encoding="utf-8"))
    organs = _data("organs.yaml")
    with_ministry = {organ["of"] for organ in organs.values() if organ.get("role") == "foreign-ministry"}
    entries = {
        country.slug: _state(country, states.get(country.slug, {}), cldr.get(country.slug, {})) for country in countries
    }
    for country in countries:
        state = states.get(country.slug, {})
        sovereign = state.get("demonyms") and "of" not in state and country.last_day is None
        if sovereign and state.get("foreign-ministry", True) and country.slug not in with_ministry:
            ministry = _ministry(entries[country.slug].actor, state["demonyms"][0])
            entries[ministry.actor.slug] = ministry
    for slug, organ in organs.items():
        entries[slug] = Known(_by_language(slug, "organization", organ, acts_for=organ["of"]))
    for slug, body in _data("bodies.yaml").items():
        entries[slug] = Known(_by_language(slug, "international-body", body))
    for slug, outlet in outlets().items():
        entries[slug] = Known(_outlet(slug, outlet, entries[outlet["in"]].actor.label))
    return Registry(_without_shared(entries))


def _data(name: str) -> dict[str, dict[str, Any]]:
    return dict(yaml.load((files("kg.registry") / name).read_bytes(), LOADER))  # noqa: S506 - a safe loader


def _state(country: Country, said: Mapping[str, Any], cldr: Mapping[str, Any]) -> Known:
    """The entry of a state or territory."""
    periods = tuple((str(name), str(period)) for name, period in said.get("names", {}).items())
    labels = {tag: names[0] for tag, names in cldr.get("names", {}).items()}
    label = periods[-1][0] if periods else country.label
    capital = {tag: list(names) for tag, names in cldr.get("capital", {}).items()}
    if city := said.get("capital") or said.get("seat"):
        capital[ENGLISH] = [city]
    if not said.get("capital-is-name", city != "Brussels"):
        capital = {}
    unwanted = set(said.get("not", ()))
    plain = [name for name in country.aliases if name not in unwanted and not _is_of_a_table(name)]
    aliases: dict[str, list[str]] = {ENGLISH: [*(name for name, _ in periods), country.label, *plain]}
    for tag, names in cldr.get("names", {}).items():
        aliases.setdefault(tag, []).extend(names[1:])
    for tag, names in capital.items():
        aliases.setdefault(tag, []).extend(names)
    for tag, names in said.get("also", {}).items():
        aliases.setdefault(tag, []).extend(names)
    aliases[ENGLISH] += said.get("demonyms", [])
    notes = [_of(said), str(said.get("note", "")), _ended(country), _called(periods)]
    actor = Actor(
        slug=country.slug,
        kind="state",
        label=LanguageString(label, ENGLISH),
        other_labels=tuple(LanguageString(name, tag) for tag, name in labels.items() if tag != ENGLISH),
        iso3=country.iso3,
        wikidata=said.get("wikidata", ""),
        note=" ".join(filter(None, notes)),
    )
    return Known(_with_aliases(actor, aliases), (*country.aliases, *said.get("leads", ())), periods)


def _is_of_a_table(name: str) -> bool:
    """Whether a name is written only so in tables: turned round at a comma, or with something in brackets."""
    return "," in name or "(" in name or " - " in name or "SAR" in name.split() or name.startswith("the ")


def _of(said: Mapping[str, Any]) -> str:
    if "of" not in said:
        return ""
    article = "the " if said["of"] in WITH_ARTICLE else ""
    return f"A territory of {article}{said['of'].replace('-', ' ').title()} with a code of its own."


def _ended(country: Country) -> str:
    return f"Its last day was {dated(country.last_day)}." if country.last_day else ""


def _called(periods: Sequence[tuple[str, str]]) -> str:
    """Since when it has had its name, in words."""
    if len(periods) < 2:  # noqa: PLR2004 - one before and one after
        return ""
    first = span(periods[-1][1]).earliest
    assert first is not None  # the last name is in use since a day
    return f"Called {periods[-2][0]} before, {periods[-1][0]} since {dated(first)}."


def _ministry(state: Actor, demonym: str) -> Known:
    """The foreign ministry of a state, by a plain name."""
    label = LanguageString(f"{state.label} foreign ministry", ENGLISH)
    alias = LanguageString(f"{demonym} Foreign Ministry", ENGLISH)
    actor = Actor(f"{state.slug}-foreign-ministry", "organization", label, (alias,), acts_for=state.slug)
    offices = ("Foreign Ministry of", "Ministry of Foreign Affairs of")
    return Known(actor, tuple(f"{office} {name}" for office in offices for name in (state.label, f"the {state.label}")))


def _by_language(slug: str, kind: str, said: Mapping[str, Any], acts_for: str = "") -> Actor:
    labels = [LanguageString(text, tag) for tag, text in said["label"].items()]
    member_of = (said["member-of"],) if "member-of" in said else ()
    actor = Actor(
        slug,
        kind,
        labels[0],
        other_labels=tuple(labels[1:]),
        acts_for=acts_for,
        member_of=member_of,
        wikidata=said.get("wikidata", ""),
        note=said.get("note", ""),
    )
    return _with_aliases(actor, said.get("aliases", {}))


def _outlet(slug: str, said: Mapping[str, Any], where: str) -> Actor:
    """The entry of a publisher; its names are those that it gives itself, in no language."""
    note = " ".join(filter(None, (f"{said['what'].capitalize()}, {where}.", _sentence(said.get("note", "")))))
    return Actor(
        slug,
        "organization",
        said["label"],
        tuple(said.get("aliases", ())),
        wikidata=said.get("wikidata", ""),
        note=note,
    )


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."


def _with_aliases(actor: Actor, aliases: Mapping[str, Iterable[str]]) -> Actor:
    """The actor with the names that none of the others is, whatever their case."""
    taken = {fold(name) for name in (actor.label, *actor.other_labels, actor.iso3)}
    kept: list[str] = []
    for tag, names in aliases.items():
        for name in names:
            if fold(name) not in taken:
                taken.add(fold(name))
                kept.append(LanguageString(name, tag))
    return replace(actor, aliases=tuple(kept))


def _without_shared(entries: Mapping[str, Known]) -> dict[str, Known]:
    """The entries without aliases that several have; these still lead to each of them."""
    owners = Counter(name for known in entries.values() for name in {fold(name) for name in known.names})
    return {slug: _own(known, owners) for slug, known in entries.items()}


def _own(known: Known, owners: Mapping[str, int]) -> Known:
    shared = tuple(alias for alias in known.actor.aliases if owners[fold(alias)] > 1)
    if not shared:
        return known
    own = tuple(alias for alias in known.actor.aliases if alias not in shared)
    return replace(known, actor=replace(known.actor, aliases=own), further=(*known.further, *shared))
