"""What a tool can be asked: said once, as a JSON Schema for models and as the check of what they send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kg.assistant.refusals import Refusal
from kg.model.dates import EXAMPLES, DateError, span
from kg.model.findings import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["text", "day", "first day", "number", "flag"]
TYPES: dict[Kind, tuple[str, type]] = {
    "text": ("string", str),
    "day": ("string", str),
    "first day": ("string", str),
    "number": ("integer", int),
    "flag": ("boolean", bool),
}
LONGEST = 500
LARGEST = 1_000_000_000
CURSOR = "cursor"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a tool: what it means, of which kind it is, and what it may be.

    A "day" is given as EDTF and read as the last day that it means, a "first day" as its first. `longest` is in
    characters.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    default: str | int | bool | None = None
    needed: bool = False
    longest: int = LONGEST

    @property
    def schema(self) -> dict[str, Any]:
        """What a JSON Schema says of it."""
        stated: dict[str, Any] = {"type": TYPES[self.kind][0], "description": self.meaning}
        if self.choices:
            stated["enum"] = list(self.choices)
        if self.kind == "number":
            stated["minimum"] = 0
        if self.default is not None:
            stated["default"] = self.default
        return stated

    def value(self, given: Any) -> Any:
        """What was given, as the tool takes it; raises Refusal where it is something else."""
        word, kind = TYPES[self.kind]
        if isinstance(given, bool) != (kind is bool) or not isinstance(given, kind):
            raise Refusal(
                f"{self.name} must be {'an' if word == 'integer' else 'a'} {word}; it was {shown(repr(given))}"
            )
        if isinstance(given, str) and len(given) > self.longest:
            raise Refusal(f"{self.name} has {len(given):,} characters; it may have {self.longest:,}")
        if isinstance(given, int) and not 0 <= given <= LARGEST:
            raise Refusal(f"{self.name} must be from 0 to {LARGEST:,}")
        if self.choices and given not in self.choices:
            raise Refusal(f"{self.name} is one of {', '.join(self.choices)}; it was {shown(str(given))}")
        return self._day(str(given)) if self.kind in ("day", "first day") else given

    def _day(self, given: str) -> Any:
        try:
            days = span(given.strip())
        except DateError as error:
            raise Refusal(f"{self.name}: {error}") from None
        day = (days.earliest if self.kind == "first day" else None) or days.latest
        if day is None:
            raise Refusal(f"{self.name}: {shown(given)} has no last day; write {EXAMPLES}")
        return day


def schema(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The JSON Schema of the arguments of a tool."""
    return {
        "type": "object",
        "properties": {each.name: each.schema for each in parameters},
        "required": [each.name for each in parameters if each.needed],
        "additionalProperties": False,
    }


def values(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by name, with defaults for those that are not given or empty; raises Refusal for what is wrong."""
    known = {each.name: each for each in parameters}
    for name in given:
        if name not in known:
            near = did_you_mean(str(name), known) or f"; there are {', '.join(known)}"
            raise Refusal(f"there is no argument {shown(str(name))}{near}")
    found: dict[str, Any] = {}
    for name, each in known.items():
        value = given.get(name)
        empty = value is None or (isinstance(value, str) and not value.strip())
        if empty and each.needed:
            raise Refusal(f"{name} is needed: {each.meaning}")
        found[name] = each.default if empty else each.value(value)
    return found


ACTOR = "Any name of the actor: label, alias, ISO code or slug, in any case."
AT = Parameter(
    "at", "Score as of this day, e.g. 2016-03-01; later claims are left out. Default: newest article's day.", "day"
)
KNOWN_AT = Parameter("known_at", "Use only articles published by this day. Default: all.", "day")
LEVEL = Parameter(
    "level", "state: people and offices count as the state they act for; actor: each for itself.",
    choices=("state", "actor"), default="state",
)  # fmt: skip
MODE = Parameter(
    "mode", "Which claims are scored: what is reported, or interpretations, forecasts or conditionals.",
    choices=("reported", "interpreted", "forecast", "conditional"), default="reported",
)  # fmt: skip
MORE = Parameter(
    CURSOR, "From the last line of the answer before; with the same other arguments it gives what follows."
)
