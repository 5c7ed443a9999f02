"""An answer as people read it: its sentences with numbers, then each claim in full; and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.assistant.pages import clipped
from kg.assistant.rows import claim_iri, row
from kg.model.wording import counted
from kg.questions.document import claim_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.assistant.asking.citations import Cited
    from kg.assistant.asking.conversation import Answer
    from kg.assistant.asking.offers import Offer
    from kg.assistant.graph import Evidence
    from kg.model.records import Claim

LONGEST_MODEL = 100
# As long as a quote may be.
LONGEST_QUOTE = 5_000
NO_MODEL = (
    "no model is set, so nobody answers in words: give --model and --url, or KG_MODEL and KG_MODEL_URL. One on this "
    "machine will do (Ollama: http://localhost:11434/v1), or a vendor's, with its key in the environment; it needs "
    "urllib3 (pip install 'detente[draft]'). Nothing else here needs a model"
)


CUT = (
    "The model reports to have read much less than it was sent, so that it may have missed what it was told or shown: "
    "give it a longer context (num_ctx in Ollama)."
)


def answered(evidence: Evidence, answer: Answer) -> Iterator[str]:
    """The lines of an answer: what is said with the numbers of its claims, the claims, what was left out, the cost."""
    claims = _numbered(answer.sentences)
    for sentence in answer.sentences:
        marks = "".join(f"[{claims[claim.key]}]" for claim in sentence.claims)
        yield f"{clipped(sentence.text, len(sentence.text))} {marks}"
    if not answer.sentences:
        yield f"No answer: {answer.nothing}"
    by_key = {claim.key: claim for sentence in answer.sentences for claim in sentence.claims}
    for key, number in claims.items():
        yield ""
        yield f"[{number}] {row(evidence, by_key[key], quote=LONGEST_QUOTE)}"
    if answer.cut:
        yield ""
        yield CUT
    if answer.refused:
        yield ""
        yield f"Left out, of what the model said: {counted(len(answer.refused), 'sentence')}."
        yield from (f"- {each.text or 'a sentence'}: {each.reason}" for each in answer.refused)


def cost(answer: Answer) -> str:
    """By whom it was answered, and at what cost, in a line."""
    tokens = [
        f"{number:,} tokens {way}"
        for number, way in ((answer.tokens_in, "in"), (answer.tokens_out, "out"))
        if number is not None
    ]
    used = [counted(answer.turns, "turn"), counted(len(answer.calls), "call of tools", "calls of tools"), *tokens]
    return f"{clipped(answer.model, LONGEST_MODEL)}: {', '.join(used)}"


def offered(found: Sequence[Offer]) -> Iterator[str]:
    """The lines of what to run in place of a model, best first."""
    if not found:
        yield "No command fits these words; `kg --help` and `kg query --list` have all."
        return
    yield "What fits these words, best first:"
    for offer in found:
        yield f"  {offer.command}"
        yield f"      {offer.answers}"


def document(evidence: Evidence, answer: Answer) -> dict[str, Any]:
    """An answer as plain data, each claim in full."""
    return {
        "question": answer.question,
        "model": answer.model,
        "sentences": [
            {"text": sentence.text, "claims": [_cited(evidence, claim) for claim in sentence.claims]}
            for sentence in answer.sentences
        ],
        "nothing": answer.nothing,
        "refused": [{"text": each.text, "reason": each.reason} for each in answer.refused],
        "calls": list(answer.calls),
        "turns": answer.turns,
        "tokens_in": answer.tokens_in,
        "tokens_out": answer.tokens_out,
        "cut": answer.cut,
    }


def _cited(evidence: Evidence, claim: Claim) -> dict[str, Any]:
    return {"iri": claim_iri(claim), "quote": claim.quote, **claim_object(evidence.network, claim)}


def _numbered(sentences: Sequence[Cited]) -> dict[str, int]:
    """The number of each claim that is cited, in the order in which they are."""
    keys = dict.fromkeys(claim.key for sentence in sentences for claim in sentence.claims)
    return {key: number for number, key in enumerate(keys, 1)}
