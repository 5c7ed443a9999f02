"""Agreement as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.coders.agreement import GOOD, MARKS_SOURCE, TENTATIVE, judged
from kg.coders.method import method
from kg.questions.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.coders.agreement import Agreement, Difference, GroupAgreement


def document(found: Agreement) -> dict[str, Any]:
    """Everything: all coders together, by pair, article and month, what is confused and where they differ."""
    made = {
        "coders": found.coders,
        "articles": [each.article.slug for each in found.compared],
        "left_out": left_out(found.flawed),
        "whole": _group(found.whole),
        "by_pair": [_group(each) for each in found.pairs],
        "by_article": [_group(each) for each in found.articles],
        "by_month": [_group(each) for each in found.months],
        "confusions": [asdict(each) for each in found.confusions],
        "differences": [_difference(each) for each in found.differences],
        "marks": {"good": GOOD, "tentative": TENTATIVE, "source": MARKS_SOURCE},
        "resamples": found.resamples,
        "seed": found.seed,
        "method": method(found),
    }
    return {name: _plain(value) for name, value in made.items()}


def left_out(flawed: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """The files with errors, each by its coder and article."""
    return [{"coder": coder, "article": slug} for coder, slug in flawed]


def _group(group: GroupAgreement) -> dict[str, Any]:
    claims = group.counts
    half, exact = claims.half, claims.exact
    found = {
        "first": claims.first,
        "second": claims.second,
        "matched": claims.matched,
        "half": {"both": half, "precision": claims.precision(half), "recall": claims.recall(half),
                 "f1": claims.f1(half), "low": claims.low, "high": claims.high},
        "exact": {"both": exact, "precision": claims.precision(exact), "recall": claims.recall(exact),
                  "f1": claims.f1(exact)},
    }  # fmt: skip
    fields = {name: asdict(each) | {"judged": judged(each.alpha)} for name, each in group.fields.items()}
    return {"name": group.name, "coders": group.coders, "articles": group.articles, "claims": found, "fields": fields}


def _difference(each: Difference) -> dict[str, Any]:
    claims = {
        coder: {
            "claim": claim.key,
            "quote": claim.quote,
            "start": claim.passages[0].start,
            "end": claim.passages[-1].end,
        }
        for coder, claim in each.claims.items()
    }
    return {
        "article": each.article,
        "field": each.field or None,
        "values": dict(each.values),
        "claims": claims,
        "lacking": each.lacking,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else plain(value)
