"""Who is in tension with whom, as a build asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.dyads import tensions

if TYPE_CHECKING:
    from kg.questions.answers import Answers
    from kg.questions.dyads import DyadTension


def answer(answers: Answers) -> tuple[DyadTension, ...]:
    """Every dyad on the day of the newest article."""
    return tensions(answers.network, answers.lens)
