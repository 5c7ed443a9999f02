"""Every term of a scale is in the codebook."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean, shown
from kg.model.records import Leverage, Stance
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model.records import Claim, Corpus, Node
    from kg.model.vocabulary import Term, Vocabulary

RULE = "term-known"
MANY = 6
Use = tuple["Node", tuple[str | int, ...], str, str, str]


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A word of a scale is one of its terms.

    That is, a stance's or event's `type`, a `status`, `effect`, `strength`, `mode`, `certainty`, `likelihood` or
    `resolution`. Why: the numbers and the meaning of a claim come from the term.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened}}
    """
    for node, path, class_name, word, subject in _uses(corpus):
        terms = vocabulary.terms(class_name)
        if word and word not in terms:
            hint = _meant(word, terms) or did_you_mean(word, terms) or f"; expected {_some(list(terms))}"
            yield Finding(node.at(*path), RULE, f"unknown {path[-1]} {shown(word)}{hint}", subject=subject)


def _meant(word: str, terms: Mapping[str, Term]) -> str:
    """The term that the codebook names for these words of articles, or nothing."""
    wanted = fold(word.replace("-", " "))
    meant = (term.notation for term in terms.values() if wanted in map(fold, term.alternatives))
    return "".join(f"; did you mean {notation!r}?" for notation in islice(meant, 1))


def _some(words: list[str]) -> str:
    return ", ".join(words[:MANY]) + (" … (codebook.html lists them)" if len(words) > MANY else "")


def _uses(corpus: Corpus) -> Iterator[Use]:
    for event in corpus.events.values():
        if event.origin:
            yield event.origin, ("type",), "EventType", event.type, event.slug
            yield event.origin, ("status",), "Status", event.status, event.slug
    for claim in corpus.claims:
        if claim.origin:
            yield from _claim(claim, claim.origin)


def _claim(claim: Claim, node: Node) -> Iterator[Use]:
    yield node, ("mode",), "Mode", claim.mode, claim.key
    yield node, ("certainty",), "Certainty", claim.certainty, claim.key
    yield node, ("resolution",), "Resolution", claim.resolution, claim.key
    for index, hedge in enumerate(claim.hedges):
        yield node, ("hedge", index, "likelihood"), "Likelihood", hedge.likelihood, claim.key
    content = claim.content
    if isinstance(content, Stance) and "stance" in node.value:
        yield node, ("stance", "type"), "StanceType", content.type, claim.key
    if isinstance(content, Leverage) and "leverage" in node.value:
        yield node, ("leverage", "effect"), "Effect", content.effect, claim.key
        yield node, ("leverage", "strength"), "Strength", content.strength, claim.key
