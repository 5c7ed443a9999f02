"""How likely each sentence of an article holds a claim, by plain signs, each with its weight; no sentence is hidden."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.drafting.attribution import attribution
from kg.drafting.modality import FORECAST, hedges
from kg.drafting.sentences import sentences
from kg.sources.quotes import outside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.drafting.suggestions import Suggester
    from kg.model.records import Article

# What each sign adds to the log-odds, of which `BIAS` is what a sentence without any has. Set by hand, so that nobody's
# coding is needed; `kg draft --evaluate` tells how well they rank on what a project has coded.
BIAS = -2.6
WEIGHTS: Mapping[str, float] = {
    "names an actor": 1.0,
    "names two actors or more": 0.8,
    "names an issue or event": 0.8,
    "somebody is said to say it": 0.7,
    "a word of the codebook": 0.7,
    "a hedge or forecast": 0.6,
    "a verb of will, sight or feeling": 0.5,
    "an end as sentences have": 0.8,
    "few words": -1.6,
    "speaks to the reader": -1.2,
}
FEW = 6
ENDS = re.compile(r"[.!?…:。！？।؟][\"'”’»)\]]*\Z")
TO_THE_READER = re.compile(
    r"\b(?:click|subscribe|sign up|follow us|like us|read more|share this|your (?:inbox|homepage|email)|newsletter"
    r"|all rights reserved|comments? on whether|photo :|advertisement)\b",
    re.IGNORECASE,
)
WILL = re.compile(
    r"\b(?:want|wants|wanted|seek|seeks|sought|see|sees|saw|seen|view|views|viewed|fear|fears|feared|oppos\w+|support\w*"
    r"|reject\w*|back|backs|backed|urg\w+|demand\w*|agree\w*|refus\w+|threat\w*|press\w*|forc\w+|sanction\w*|reluctan\w+"
    r"|concern\w*|condemn\w*|den(?:y|ies|ied)|deploy\w*|impos\w+|interest\w*|launch\w*|attack\w*|met|visit\w*|sign\w*)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its offsets in code points, how likely it holds a claim, from 0 to 1, and the signs that say so."""

    start: int
    end: int
    rank: float
    signs: tuple[str, ...] = ()


def ranked(article: Article, text: str, suggester: Suggester) -> list[Sentence]:
    """The sentences of an article in the order of its text, each with its rank; furniture has that of nothing."""
    bounds = sentences(text)
    own = set(outside(bounds, article.furniture))
    found = []
    for start, end in bounds:
        if (start, end) not in own:
            found.append(Sentence(start, end, 0.0, ("furniture of the page",)))
            continue
        signs = tuple(_signs(article, text, suggester, bounds, (start, end)))
        odds = BIAS + sum(WEIGHTS[sign] for sign in signs)
        found.append(Sentence(start, end, 1 / (1 + math.exp(-odds)), signs))
    return found


def _signs(
    article: Article, text: str, suggester: Suggester, bounds: list[tuple[int, int]], sentence: tuple[int, int]
) -> list[str]:
    words = text[slice(*sentence)]
    mentions = suggester.names.mentions(text, *sentence)
    actors = {mention.slug for mention in mentions if mention.kind == "actor"}
    said = attribution(text, suggester.names, article, bounds, sentence)
    signs = {
        "names an actor": bool(actors),
        "names two actors or more": len(actors) > 1,
        "names an issue or event": any(mention.kind != "actor" for mention in mentions),
        "somebody is said to say it": bool(said.basis),
        "a word of the codebook": suggester.types.names_some(words),
        "a hedge or forecast": bool(hedges(words, suggester.vocabulary)) or FORECAST.search(words) is not None,
        "a verb of will, sight or feeling": WILL.search(words) is not None,
        "an end as sentences have": ENDS.search(words) is not None,
        "few words": len(WORD.findall(words)) < FEW,
        "speaks to the reader": TO_THE_READER.search(words) is not None,
    }
    return [sign for sign, there in signs.items() if there]
