"""What an attack is: a stage that is set once, and an attempt that is made many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from random import Random

    # Makes one try with these random numbers, in a folder of its own that is empty; gives what was lost, a sentence
    # each.
    Attempt = Callable[[Random, Path], list[str]]


@dataclass(frozen=True, slots=True)
class Attack:
    """One kind of attack: its name, what it tries, how often in the short and in the long form, and its stage.

    `stage` is given a folder in which it may keep what all attempts share; its context gives the attempt.
    """

    name: str
    tries: str
    short: int
    long: int
    stage: Callable[[Path], AbstractContextManager[Attempt]]
