"""Which statement type of a DNA data base is read, and what its variables mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.model.findings import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Part = Literal["person", "organization", "concept", "qualifier"]
NAMES: Mapping[Part, str] = {
    "person": "person",
    "organization": "organization",
    "concept": "concept",
    "qualifier": "agreement",
}
ENTITIES: tuple[Part, ...] = ("person", "organization", "concept")
NUMBERS = ("boolean", "integer")


class DnaError(ValueError):
    """The data base cannot be imported as it is; the message says why and what to do."""


class WrongDnaError(DnaError):
    """The file is not a data base of DNA 2 or 3, or lacks the variables or the values that were asked for."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What the variables of the statements are called; an empty `statement_type` means the one that has them.

    A variable that is not named has DNA's own name. The person or the organization may be missing if it is not named.
    `scale` gives the least and the greatest value of a qualifier of whole numbers.
    """

    statement_type: str = ""
    person: str = ""
    organization: str = ""
    concept: str = ""
    qualifier: str = ""
    scale: tuple[int, int] | None = None

    def name(self, part: Part) -> str:
        """What the variable of a part is called."""
        return str(getattr(self, part)) or NAMES[part]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a statement type; `data_type` is boolean, integer, long text or short text."""

    id: int
    name: str
    data_type: str


@dataclass(frozen=True, slots=True)
class StatementType:
    """A statement type with its variables; `person`, `organization` and `concept` are ids, -1 for none."""

    id: int
    label: str
    variables: tuple[Variable, ...]
    person: int
    organization: int
    concept: int
    qualifier: Variable

    @property
    def others(self) -> tuple[Variable, ...]:
        """The variables that have no part of their own in a stance."""
        parts = (self.person, self.organization, self.concept, self.qualifier.id)
        return tuple(variable for variable in self.variables if variable.id not in parts)


def chosen_type(
    labels: Mapping[int, str], variables: Iterable[tuple[int, str, int, str]], coding: Coding
) -> StatementType:
    """The statement type that is named, or the only one that has the variables.

    `variables` are (statement type, name, id, data type). Raises WrongDnaError if no type fits, or several do.
    """
    _refuse_one_in_two_parts(coding)
    of: dict[int, dict[str, Variable]] = {id_: {} for id_ in labels}
    for type_, name, id_, data_type in variables:
        of.setdefault(type_, {})[name] = Variable(id_, name, data_type)
    id_ = _named(labels, of, coding) if coding.statement_type else _fitting(labels, of, coding)
    return _typed(id_, labels[id_], of[id_], coding)


def _refuse_one_in_two_parts(coding: Coding) -> None:
    for one, other in combinations(ENTITIES, 2):
        if coding.name(one) == coding.name(other):
            name = shown(coding.name(one))
            raise WrongDnaError(f"{name} cannot be the {one} and the {other}; name another by --{one} or --{other}")


def _named(labels: Mapping[int, str], of: Mapping[int, Mapping[str, Variable]], coding: Coding) -> int:
    """The statement type that was named."""
    id_ = next((id_ for id_, label in labels.items() if label == coding.statement_type), None)
    if id_ is None:
        near = did_you_mean(coding.statement_type, labels.values()) or f"; there are {_listed(labels.values())}"
        raise WrongDnaError(f"there is no statement type {shown(coding.statement_type)}{near}")
    if lacking := _lacking(of[id_], coding):
        raise WrongDnaError(f"the statement type {shown(labels[id_])} has {lacking}; {_described(of[id_])}")
    return id_


def _fitting(labels: Mapping[int, str], of: Mapping[int, Mapping[str, Variable]], coding: Coding) -> int:
    """The only statement type that has the variables."""
    fitting = [id_ for id_ in labels if not _lacking(of[id_], coding)]
    if len(fitting) > 1:
        these = _listed(labels[id_] for id_ in fitting)
        raise WrongDnaError(f"several statement types have these variables: {these}; say which by --statement-type")
    if not fitting:
        there = "; ".join(f"{shown(label)} has {_lacking(of[id_], coding)}" for id_, label in labels.items())
        raise WrongDnaError(
            f"no statement type can be read: {there or 'there is none'}; "
            "say what the variables are called by --person, --organization, --concept and --qualifier"
        )
    return fitting[0]


def _lacking(variables: Mapping[str, Variable], coding: Coding) -> str:
    """What a type lacks so that it cannot be read, in words, or nothing."""

    def has(name: str, *data_types: str) -> bool:
        return name in variables and variables[name].data_type in data_types

    missing = [part for part in ENTITIES if not has(coding.name(part), "short text")]
    if missing[:2] == ["person", "organization"]:
        return f"neither {shown(coding.name('person'))} nor {shown(coding.name('organization'))} of short text"
    for part in missing:
        if part == "concept" or getattr(coding, part):
            return f"no {shown(coding.name(part))} of short text"
    if not has(coding.name("qualifier"), *NUMBERS):
        return f"no {shown(coding.name('qualifier'))} that is boolean or integer"
    return ""


def _typed(id_: int, label: str, variables: Mapping[str, Variable], coding: Coding) -> StatementType:
    def named(name: str) -> int:
        return variables[name].id if name in variables and variables[name].data_type == "short text" else -1

    return StatementType(
        id=id_,
        label=label,
        variables=tuple(sorted(variables.values(), key=lambda variable: variable.id)),
        person=named(coding.name("person")),
        organization=named(coding.name("organization")),
        concept=named(coding.name("concept")),
        qualifier=variables[coding.name("qualifier")],
    )


def _described(variables: Mapping[str, Variable]) -> str:
    there = ", ".join(f"{shown(v.name)} ({v.data_type})" for v in sorted(variables.values(), key=lambda v: v.id))
    return f"it has {there or 'no variables'}"


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(map(shown, labels)) or "none"
