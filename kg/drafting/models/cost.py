"""What asking a model costs, in tokens: estimated before, bounded meanwhile, and as the model reports it after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.drafting.models.prompts import MOST_PASSAGES, TOKENS_OF_PASSAGE, Prompts
from kg.drafting.models.schema import KINDS
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.drafting.gates import Gates
    from kg.drafting.models.protocols import Answer, Question

# Characters of a token: of Latin letters about four, of other signs one or less.
LATIN, OTHER = 4.0, 1.0
# Of sentences that may be quoted so many hold a claim, and of claims so many are of a kind (shipped articles).
CLAIMS_OF_SENTENCE = 1.2
# Tokens of an answer: a passage, and what it says.
PASSAGE_TOKENS, CONTENT_TOKENS = 80, 160
# A run ends when it costs so many times what was estimated.
MOST_TIMES = 3


class CostError(Exception):
    """A run costs more than it may; what was answered is kept, so that another run goes on."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how much asking costs, before anybody is asked."""

    questions: int
    tokens_in: int
    tokens_out: int

    @property
    def tokens(self) -> int:
        """Those that go in and those that come out."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(
            self.questions + other.questions, self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out
        )

    def __str__(self) -> str:
        """The estimate in words, said to be one."""
        return (
            f"about {self.tokens_in:,} tokens in and {self.tokens_out:,} out, in about "
            f"{counted(self.questions, 'question')}: an estimate by the number of letters"
        )


@dataclass
class Spent:
    """What asking has cost; `unsaid` are answers whose model reports no tokens, which are estimated."""

    most: int
    tokens_in: int = 0
    tokens_out: int = 0
    questions: int = 0
    kept: int = 0
    unsaid: int = 0

    def add(self, question: Question, answer: Answer) -> None:
        """Count an answer."""
        self.questions += 1
        reported = answer.tokens_in is not None and answer.tokens_out is not None
        self.unsaid += not reported
        self.tokens_in += _of_question(question) if answer.tokens_in is None else answer.tokens_in
        self.tokens_out += tokens(str(answer.value)) if answer.tokens_out is None else answer.tokens_out

    def check(self) -> None:
        """Raise CostError where no more may be asked."""
        if self.tokens_in + self.tokens_out >= self.most:
            raise CostError(
                f"it has cost {self.tokens_in + self.tokens_out:,} tokens, and may cost {self.most:,}; what was "
                "answered is kept, and another run goes on from there"
            )

    def __str__(self) -> str:
        """What it has cost in words, and who says so."""
        estimated = f"of which {counted(self.unsaid, 'answer')} {'is' if self.unsaid == 1 else 'are'} estimated"
        said = estimated if self.unsaid else "as the model reports"
        kept = f"; {counted(self.kept, 'answer')} kept from before cost nothing" if self.kept else ""
        asked = counted(self.questions, "question")
        return f"{self.tokens_in:,} tokens in and {self.tokens_out:,} out in {asked}, {said}{kept}"


def estimate(articles: Iterable[Gates]) -> Estimate:
    """About what asking about these articles costs, by how long they are and how claims are spread in others."""
    return sum((_of_article(gates) for gates in articles), Estimate(0, 0, 0))


def _of_article(gates: Gates) -> Estimate:
    prompts = Prompts(gates)
    parts = list(prompts.of_passages())
    claims = math.ceil(CLAIMS_OF_SENTENCE * len(gates.sentences)) if parts else 0
    # Each kind of content has a last question that is not full.
    batches = math.ceil(claims / MOST_PASSAGES) + len(KINDS) - 1 if claims else 0
    empty = max(_of_question(prompts.of_contents(kind, [])) for kind in KINDS)
    window = 4 * tokens(gates.text.original) // max(1, len(gates.sentences))
    return Estimate(
        questions=len(parts) + batches,
        tokens_in=sum(map(_of_question, parts)) + batches * empty + claims * window,
        tokens_out=claims * (PASSAGE_TOKENS + min(CONTENT_TOKENS, TOKENS_OF_PASSAGE)),
    )


def _of_question(question: Question) -> int:
    # Servers are sent the schema beside the words for it.
    return tokens(question.task) + tokens(question.matter) + tokens(str(question.schema))


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    ascii_letters = sum(c.isascii() for c in text)
    return math.ceil(ascii_letters / LATIN + (len(text) - ascii_letters) / OTHER)
