"""Hedges, how sure they leave the claimant, the mode of a claim, and denials, by lists of English words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model.hedges import ALLEGED, POSSIBLE, PROBABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.vocabulary import Vocabulary

# Hedges by the certainty that they leave the claimant, "" where none follows.
CERTAINTY: Mapping[str, str] = {
    **dict.fromkeys((*POSSIBLE, "can be seen as"), "possible"),
    **dict.fromkeys(
        (*PROBABLE, "appear", "appeared", "probable", "seem", "seemed", "suggests", "tends to", "is expected to",
         "are expected to", "is set to", "are set to"),
        "probable",
    ),
    **dict.fromkeys(ALLEGED, ""),
    # It heightens, and is coded as the hedge that it is.
    "undoubtedly": "certain",
}  # fmt: skip
# What heightens or weakens the hedge after it and is part of it.
DEGREES = "most|more|very|highly|quite|less|almost|nearly|all but"
FORECAST = re.compile(
    r"\b(?:will|won't|shall|is going to|are going to|is likely to|are likely to|is expected to"
    r"|are expected to|is set to|are set to|is bound to|are bound to|could(?! not|n['’]t)|may|might"
    r"|expects?|anticipates?|foresees?|predicts?)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|provided that|on condition that|in exchange for|in return for|as long as|should \w+ \w+,)\b",
    re.IGNORECASE,
)
INTERPRETATION = re.compile(
    r"\b(?:interprets?|interpreted|is meant to|are meant to|(?<!should be )aimed at|driven by|driving|intended to"
    r"|in retaliation|as retaliation|in an? (?:attempt|effort|bid) to|signals?|wants? to|motivated by|out of fear)\b",
    re.IGNORECASE,
)
# What comes after it is feared, not foretold: out of a concern that it may collapse.
FEARED = re.compile(r"\b(?:concern|fear|worr(?:y|ies)|risk|danger|threat)s? (?:that|lest)\b[^.;!?]*", re.IGNORECASE)
LONGEST_FEAR = 120
# What was not able to is no hedge.
INABILITY = re.compile(r"could(?: not|n['’]t)\b", re.IGNORECASE)
# The month, not the verb.
MONTH = re.compile(r"(?<=\w )May\b|May(?= \d)")
# "As soon as possible" doubts nothing.
SOONEST = re.compile(r"\bas \w+ as \Z", re.IGNORECASE)
LONGEST_SOONEST = 40
# What is denied by "denied this" was said before.
OF_BEFORE = re.compile(r"\s+(?:this|it|these|those|them)\b", re.IGNORECASE)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)"
    r"|reject(?:s|ed|ing)? (?:the )?(?:claims?|allegations?|accusations?|reports?|charges?|suggestions?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HedgeWords:
    """The words of a hedge as they stand, the certainty that they leave ("" if none follows), and a likelihood."""

    words: str
    certainty: str
    likelihood: str = ""


def hedges(text: str, vocabulary: Vocabulary) -> list[HedgeWords]:
    """The hedges in a text, in its order, each with the words that heighten it, and its term of likelihood."""
    found = []
    for match in _hedge(vocabulary).finditer(text):
        words = match[0]
        term = vocabulary.likelihood(words)
        certainty = CERTAINTY.get(match[1].casefold(), "probable")
        before = max(0, match.start() - LONGEST_SOONEST)
        if MONTH.match(text, match.start()) or SOONEST.search(text, before, match.start()):
            continue
        feared = FEARED.search(text, max(0, match.start() - LONGEST_FEAR), match.start())
        if INABILITY.match(text, match.start()) or (feared and feared.end() == match.start()):
            continue
        found.append(HedgeWords(words, certainty, term.notation if term is not None else ""))
    return found


def mode_of(quote: str, sentence: str) -> tuple[str, str]:
    """The mode that the words of a quote, and of the sentence around it, speak for; and the word that does."""
    if (match := CONDITION.search(sentence)) and (FORECAST.search(quote) or "would" in quote.split()):
        return "conditional", match[0]
    feared = FEARED.search(quote)
    if match := FORECAST.search(quote, 0, feared.start() if feared else len(quote)):
        return "forecast", match[0]
    if match := INTERPRETATION.search(quote):
        return "interpreted", match[0]
    return "reported", ""


def why_no_interval(quote: str, vocabulary: Vocabulary) -> str:
    """Why a forecast in these words has no interval, or nothing where a hedge in them has one."""
    known = hedges(quote, vocabulary)
    if any(hedge.likelihood for hedge in known):
        return ""
    word = known[0].words if known else next((each[0] for each in FORECAST.finditer(quote)), "")
    return f"{word.capitalize()!r} has no interval in ICD 203." if word else "No word says how likely it is."


def denial_in(quote: str, sentence: str) -> str:
    """The word by which somebody denies what a quote says, in it or in its sentence, or nothing."""
    match = DENIAL.search(quote)
    if match is None:
        match = next((each for each in DENIAL.finditer(sentence) if not OF_BEFORE.match(sentence, each.end())), None)
    return match[0] if match else ""


@lru_cache(maxsize=4)
def _hedge(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Any hedge, with what heightens it, the longer words first."""
    labels = [label for term in vocabulary.terms("Likelihood").values() for label in (term.label, *term.alternatives)]
    words = sorted({*CERTAINTY, *labels}, key=lambda each: (-len(each), each))
    return re.compile(rf"\b(?:(?:{DEGREES})[ -])*({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
