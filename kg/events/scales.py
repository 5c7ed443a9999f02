"""The scales on which machine-coded events are counted, read from `ontology/event-tables/`.

CAMEO (2012) says what one actor does to another, with intensities after Goldstein (1992) that differ between the
version of ICEWS and that of GDELT; PLOVER (2021) has fewer types, with modes and scores of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.events.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.events.concepts import Concept

SCALES = ("goldstein-icews", "goldstein-gdelt", "plover")
GOLDSTEIN = {"goldstein-icews": "goldsteinIcews", "goldstein-gdelt": "goldsteinGdelt"}
LARGEST = 10.0


@dataclass(frozen=True, slots=True)
class Code:
    """A code of CAMEO or PLOVER: what it means, its quad class, and its intensity in [-1, 1] on each scale that has it.

    `plover` is the PLOVER code that a CAMEO code corresponds to, or "". `gdelt_label` is what it means in GDELT's
    version.
    """

    notation: str
    label: str
    gdelt_label: str
    quad_class: str
    parent: str
    plover: str
    intensities: Mapping[str, float]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Scales:
    """The codes of each scheme by notation, and the PLOVER codes of ACLED's kinds of event by their names."""

    cameo: Mapping[str, Code]
    plover: Mapping[str, Code]
    acled: Mapping[str, str]

    def codes(self, scheme: str) -> Mapping[str, Code]:
        """The codes of "cameo" or "plover", by notation."""
        return {"cameo": self.cameo, "plover": self.plover}[scheme]

    def intensity(self, scheme: str, notation: str, scale: str) -> float | None:
        """The intensity of a code in [-1, 1] on a scale, or None if it is not a code or has no place there."""
        code = self.codes(scheme).get(notation)
        return None if code is None else code.intensities.get(scale)


@cache
def load() -> Scales:
    """The tables that come with the package."""
    found = {**concepts("plover.ttl"), **concepts("cameo.ttl")}
    plover = {c.notation: _plover(c, found) for c in found.values() if c.kind == "PloverCode"}
    cameo = {c.notation: _cameo(c, found, plover) for c in found.values() if c.kind == "CameoCode"}
    acled = {
        c.notation: found[m].notation for c in found.values() if c.kind == "AcledType" and (m := c.one("broadMatch"))
    }
    return Scales(cameo, plover, acled)


def _plover(concept: Concept, found: Mapping[str, Concept]) -> Code:
    score = float(concept.one("ploverScore")) / LARGEST
    return _code(concept, found, concept.notation, {"plover": score})


def _cameo(concept: Concept, found: Mapping[str, Concept], plover: Mapping[str, Code]) -> Code:
    match = concept.one("broadMatch")
    target = found[match].notation if match else ""
    numbers = {scale: float(number) / LARGEST for scale, name in GOLDSTEIN.items() if (number := concept.one(name))}
    return _code(concept, found, target, numbers | (dict(plover[target].intensities) if target else {}))


def _code(concept: Concept, found: Mapping[str, Concept], plover: str, intensities: Mapping[str, float]) -> Code:
    parent = concept.one("broader")
    return Code(
        notation=concept.notation,
        label=concept.label,
        gdelt_label=concept.one("altLabel") or concept.label,
        quad_class=concept.one("quadClass").rpartition("#")[2],
        parent=found[parent].notation if parent else "",
        plover=plover,
        intensities=intensities,
        notes=concept.values.get("note", ()),
    )
