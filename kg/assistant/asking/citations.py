"""Whether what a model says is carried by the claims that it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import clipped
from kg.drafting.sentences import sentences
from kg.model.vocabulary import DATA, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.model.records import Claim

CLAIM = re.compile(re.escape(f"{DATA}claim/") + r"([^\s/<>\"”)\]|,;]+/[^\s/<>\"”)\]|,;]+)")
# Words between marks of quotation, in pairs; what opens in one language closes in another, and a single mark may be an
# apostrophe.
QUOTED = re.compile(r"[“”\"„‟«»「」『』]([^“”\"„‟«»「」『』]+)[“”\"„‟«»「」『』]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What an answer quotes or what articles say begins a line so; an address there was not shown by the graph.
NOT_OURS = ("| ", "article:", "quote:", "translated:", "dated by:", "address:")
LONGEST_SENTENCE, MOST_SENTENCES, MOST_CITED = 600, 30, 8


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an answer, and the claims that it cites, in the order given; at least one."""

    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that is no part of an answer, and why."""

    text: str
    reason: str


def shown_claims(answer: str) -> Iterator[str]:
    """The keys of the claims that the answer of a tool shows, but for what stands in the words of articles."""
    for line in answer.split("\n"):
        if not line.strip().startswith(NOT_OURS):
            yield from (found[1].rstrip(".…") for found in CLAIM.finditer(line))


def numbers(text: str) -> set[str]:
    """The numbers of a text, without signs, so that every form of a minus is one."""
    return {found[0].replace(",", "") for found in NUMBER.finditer(text)}


def checked(
    given: Any, claims: Mapping[str, Claim], read: Collection[str], known: Collection[str]
) -> tuple[tuple[Cited, ...], tuple[Refused, ...]]:
    """The sentences that are cited as they must be, and those that are not.

    `claims` are those of the graph by key, `read` the keys of those that a tool has shown, `known` the numbers that the
    model has read or was asked about.
    """
    if not isinstance(given, list):
        return (), (Refused("", "the sentences are no list"),)
    kept: list[Cited] = []
    refused: list[Refused] = []
    for each in given[:MOST_SENTENCES]:
        found = _checked(each, claims, read, known)
        if isinstance(found, Cited):
            kept.append(found)
        else:
            refused.append(found)
    if len(given) > MOST_SENTENCES:
        refused.append(Refused("", f"an answer has at most {MOST_SENTENCES} sentences; the others were not looked at"))
    return tuple(kept), tuple(refused)


def _checked(given: Any, claims: Mapping[str, Claim], read: Collection[str], known: Collection[str]) -> Cited | Refused:
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Refused("", "it is no sentence with a text")
    text = " ".join(text.split())
    cited = given.get("claims")
    keys = [_key(each) for each in cited if isinstance(each, str)] if isinstance(cited, list) else []
    keys = [*dict.fromkeys(filter(None, keys))]
    reason = (
        _form(text, keys)
        or _unknown(keys, claims, read)
        or _misquoted(text, [claims[key] for key in keys])
        or _number(text, known)
    )
    return Refused(clipped(text, LONGEST_SENTENCE), reason) if reason else Cited(text, tuple(claims[k] for k in keys))


def _key(given: str) -> str:
    """The key of a claim, given that or its IRI."""
    return given.strip().strip("<>[]()").removeprefix(f"{DATA}claim/")


def _form(text: str, keys: list[str]) -> str:
    if len(text) > LONGEST_SENTENCE:
        return f"it has more than {LONGEST_SENTENCE} characters"
    if len(sentences(text)) > 1:
        return "it is several sentences; each needs claims of its own"
    if not keys:
        return "it cites no claim"
    return f"it cites more than {MOST_CITED} claims" if len(keys) > MOST_CITED else ""


def _unknown(keys: Iterable[str], claims: Mapping[str, Claim], read: Collection[str]) -> str:
    for key in keys:
        if key not in claims:
            return f"it cites {clipped(key, 120)}, and there is no such claim in the graph"
        if key not in read:
            return f"it cites {key}, which no tool has shown: read a claim before you cite it"
    return ""


def _misquoted(text: str, cited: Iterable[Claim]) -> str:
    """Which words the sentence quotes that no claim it cites has, in its quote or its translation."""
    passages = [fold(each) for claim in cited for each in (claim.quote, claim.translation)]
    for found in QUOTED.finditer(text):
        words = fold(found[1]).strip(" .,;:!?…")
        if words and not any(words in passage for passage in passages):
            return f"it quotes “{clipped(found[1], 80)}”, which is in no quote of the claims it cites"
    return ""


def _number(text: str, known: Collection[str]) -> str:
    """Which number of the sentence stands in nothing that was read, and was not asked about either."""
    missing = sorted(numbers(text) - set(known))
    return f"it gives {missing[0]}, a number that stands in nothing it has read" if missing else ""
