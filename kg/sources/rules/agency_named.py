"""An article that names a wire service as its source says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.registry.agencies import agencies
from kg.sources.agencies import credits_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary
    from kg.sources.agencies import Credit

RULE = "agency-named"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """An article whose dateline, byline or line of credit names a wire service has an `agency`, or is published by it.

    One to which a service only contributed need not; a line that is the page's and not the article's is furniture.

    Why: who reads that four papers say so should see that one agency told them.

    Good:
        texts: {dispatch: "TOKYO (Gazette) - China sees it as a threat."}

    Bad:
        texts: {dispatch: "TOKYO, Feb 9 (Reuters) - China sees it as a threat."}
    """
    slugs = {name.casefold(): actor.slug for actor in corpus.actors.values() for name in actor.names}
    for article in corpus.articles.values():
        if article.agency or article.origin is None or not article.text:
            continue
        own = {article.publisher, *article.authors}
        for credit in credits_of(article.text, article.furniture):
            slug = _slug_of(credit, slugs)
            if credit.way != "contribution" and slug not in own:
                yield Finding(article.origin.location, RULE, _message(credit, slug), "warning", article.slug)
                break


def _slug_of(credit: Credit, slugs: dict[str, str]) -> str:
    """The actor that a wire service is, or nothing where nobody has written it down."""
    signed = next(agency.signs for agency in agencies() if agency.label == credit.agency)
    names = (credit.words, credit.agency, *signed)
    return next((slugs[name.casefold()] for name in names if name.casefold() in slugs), "")


def _message(credit: Credit, slug: str) -> str:
    way = "line of credit" if credit.way == "credit" else credit.way
    fix = f"say agency: {slug}" if slug else f"add {credit.agency!r} to actors.yaml, and say agency"
    return f"its {way} names {credit.words!r}; {fix}, or list the line as furniture if it is the page's"
