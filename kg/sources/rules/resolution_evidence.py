"""What settles a forecast is evidence of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.dates import DateError, Span, span
from kg.model.findings import Finding
from kg.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model.records import Claim, Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "resolution-evidence"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A forecast is settled by what others say came about: reported or interpreted, and said no earlier than it.

    An event settles it where somebody reports the event. A claim about the very content of the forecast, with the same
    polarity, does not make it fail, and one with the opposite does not fulfil it.

    Why: a forecast that settles itself, or is settled by a guess, makes every score of forecasts worthless.

    Good:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             resolution: fulfilled, resolved-by: envoys-met,
             stance: {holder: japan, target: china, type: open-to}}

    Bad:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             resolution: fulfilled, resolved-by: one,
             stance: {holder: japan, target: china, type: open-to}}
    """
    claims = {claim.key: claim for claim in corpus.claims}
    reports: dict[str, list[Claim]] = {}
    for claim in corpus.claims:
        if isinstance(claim.content, Event) and claim.mode == "reported" and claim.polarity == "affirmed":
            reports.setdefault(claim.content.slug, []).append(claim)
    for claim in corpus.claims:
        if claim.origin is None or claim.mode != "forecast":
            continue
        for name in claim.resolved_by:
            message = _message(claim, name, corpus, claims, reports)
            if message:
                place = claim.origin.at(*claim.origin.find(("resolved-by",), name))
                yield Finding(place, RULE, message, subject=claim.key)


def _message(
    forecast: Claim, name: str, corpus: Corpus, claims: Mapping[str, Claim], reports: Mapping[str, Sequence[Claim]]
) -> str:
    """What is wrong with one of the things that settled a forecast; a name that is nowhere is an error elsewhere."""
    claim = claims.get(name if "/" in name else f"{forecast.article}/{name}")
    if claim is not None:
        return _of_claim(forecast, claim, corpus)
    if name not in corpus.events or corpus.unread:
        return ""  # what could not be read may report it
    reporting = reports.get(name, ())
    if not reporting:
        return f"settled by the event {name!r}, which no claim reports; a forecast of it is not enough"
    if all(_is_earlier(one, forecast, corpus) for one in reporting):
        return f"settled by the event {name!r}, which is reported only before the forecast was said; name a later one"
    return ""


def _of_claim(forecast: Claim, claim: Claim, corpus: Corpus) -> str:
    if claim.key == forecast.key:
        return "a forecast does not settle itself; name what was said of it later"
    if claim.mode in ("forecast", "conditional"):
        return f"settled by {claim.slug!r}, which is {claim.mode}; name a claim of what came about"
    if _is_earlier(claim, forecast, corpus):
        return f"settled by {claim.slug!r}, which was said before the forecast; name what was said later"
    if claim.content_key == forecast.content_key:
        agrees = claim.polarity == forecast.polarity
        if agrees and forecast.resolution == "failed":
            return f"failed by {claim.slug!r}, which says the same; say 'fulfilled', or name another"
        if not agrees and forecast.resolution == "fulfilled":
            return f"fulfilled by {claim.slug!r}, which denies it; say 'failed', or name another"
    return ""


def _is_earlier(claim: Claim, forecast: Claim, corpus: Corpus) -> bool:
    """Whether it was certainly said before; what may have been said on the same day was not."""
    last, first = _said(claim, corpus).latest, _said(forecast, corpus).earliest
    return last is not None and first is not None and last < first


def _said(claim: Claim, corpus: Corpus) -> Span:
    article = corpus.articles.get(claim.article)
    try:
        return span(claim.said_on or (article.published if article else ""))
    except DateError:
        return Span(None, None)
