"""States and territories, as the ontology's table of their codes has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


# Without slots, since some hundred of them are kept packed, and these are unpacked in half the time.
@dataclass(frozen=True)
class Country:
    """A state or territory under the codes of several systems; "" or nothing where a system has none for it.

    `withdrawn` are codes that ISO 3166-1 had once, `cow` and `cow_number` those of the Correlates of War, `cameo` those
    of CAMEO that differ from ISO 3166-1. `last_day` is that of a state that ended, `successor` the slug of the one
    state that replaced it, if there is one; `first_day` is set where a code or name meant another state before.
    """

    slug: str
    label: str
    iso3: str = ""
    cow: tuple[str, ...] = ()
    cow_number: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    successor: str = ""
