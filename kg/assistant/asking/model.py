"""What a model is to `kg ask`: it is given a task, the matter so far and a form, and fills in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReplyError(Exception):
    """A reply is not in the form that was asked for; the message says in what, and the model is asked again."""


class ModelFailedError(Exception):
    """The model cannot be asked; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model filled in, as JSON has it, and the tokens that it reports; None where it reports none."""

    value: Any
    tokens_in: int | None = None
    tokens_out: int | None = None


class Model(Protocol):
    """A model of any vendor."""

    name: str

    def reply(self, task: str, matter: str, schema: Mapping[str, Any], most_tokens: int) -> Reply:
        """One reply, by the JSON Schema; raises ReplyError or ModelFailedError."""
