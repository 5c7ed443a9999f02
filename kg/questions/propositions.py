"""Which contents say the same though they were coded separately, and which claims can contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.model.dates import span
from kg.model.records import Event, Leverage, Stance
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.records import Claim, Content

Form: TypeAlias = tuple[object, ...]


def normal_form(content: Content, actor: Mapping[str, str]) -> Form:
    """What a content says, as a key that equal contents share, whoever coded them.

    `actor` gives the slug that a slug counts as; the order of names, and the case, spacing and quotation marks of
    wording do not matter. These are equal:

    - stances of the same holders toward the same target and of the same type, with the same `construed_as` and
      `ground`, or without;
    - events with the same slug; and events of the same type with the same initiators, recipients and issues on the
      same days, where the date has a first and a last day and some party is named: two acts of one kind without
      dates may be two acts;
    - leverage of the same wielders over the same actors, by the same issue or, where no issue is named, the same
      instrument, with the same effect, strength and aim: who denies that it is strong may well say that it is weak.

    Positions, Goldstein values, labels, quantities and conditions make no difference.
    """

    def folded(slugs: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({actor.get(slug, slug) for slug in slugs}))

    match content:
        case Stance() as stance:
            words = (fold(stance.construed_as), fold(stance.ground))
            return ("stance", folded(stance.holders), folded((stance.target,)), stance.type, *words)
        case Event() as event:
            parties = (folded(event.initiators), folded(event.recipients))
            days = span(event.when) if event.when else None
            if days is None or days.earliest is None or days.latest is None or not any(parties):
                return ("event", event.slug)
            return ("event", event.type, *parties, folded(event.about), days.earliest, days.latest)
        case Leverage() as leverage:
            means = (leverage.instrument_issue, "") if leverage.instrument_issue else ("", fold(leverage.instrument))
            kind = (leverage.effect, leverage.strength, fold(leverage.aim))
            return ("leverage", folded(leverage.wielders), folded(leverage.over), *means, *kind)


def sphere(claim: Claim) -> str:
    """The sphere in which a claim can be contradicted: what is said to be so, what is forecast, or one condition.

    Reported and interpreted claims share a sphere; conditional ones do where their condition has the same words.
    """
    if claim.mode == "forecast":
        return "forecast"
    if claim.mode != "conditional":
        return "said"
    inside = claim.content.condition if isinstance(claim.content, Leverage) else ""
    return f"if {fold(claim.condition or inside) or claim.key}"
