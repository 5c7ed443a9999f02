"""Nothing has happened after today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.dates import DateError, Span, span
from kg.model.findings import Finding
from kg.model.records import Event, Stance
from kg.sources.rules.date_edtf import retrieved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.model.findings import Severity
    from kg.model.records import Article, Claim, Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "date-future"
PAST = {"occurred", "ongoing"}


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day that can have been reported, how one knows, and how bad it is to be later."""

    day: date
    reason: str
    severity: Severity = "error"

    def late(self, node: Node, path: tuple[str, ...], text: str, subject: str) -> Iterator[Finding]:
        """What is wrong with a date if all of it is later."""
        first = _span(text).earliest
        if first and first > self.day:
            message = f"{path[-1]!r} is {text!r}, after {self.day}, {self.reason} correct the date"
            yield Finding(node.at(*path), RULE, message, self.severity, subject)


def check(corpus: Corpus, vocabulary: Vocabulary, today: date | None = None) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Nothing was published, said or done after today.

    Today is the day that `--today` names, never that of the clock; without it nothing is later than the article was
    `retrieved`, or, where it does not say so and most articles do, than the newest article was. What is forecast, or
    only announced, may lie ahead.

    Why: the newest article is the day for which scores are computed, so one slip of the pen would age all the others.

    Good:
        article: {published: 2016-02-09, retrieved: 2016-02-10}

    Bad:
        article: {published: 2061-02-09, retrieved: 2016-02-10}
    """
    given = Limit(today, "which is today;") if today else None
    newest = given or _newest(corpus)
    for article in corpus.articles.values():
        limit = _of_article(article, given) or newest
        if article.origin is None or limit is None:
            continue
        yield from limit.late(article.origin, ("published",), article.published, article.slug)
        if given:
            yield from given.late(article.origin, ("retrieved",), retrieved(article), article.slug)
    for claim in corpus.claims:
        limit = _of_article(corpus.articles[claim.article], given) or newest
        if claim.origin is not None and limit is not None:
            yield from _claim(claim, claim.origin, limit, _span(corpus.articles[claim.article].published))
    if newest:
        yield from _events(corpus, newest)


def _newest(corpus: Corpus) -> Limit | None:
    spans = [_span(retrieved(article)) for article in corpus.articles.values()]
    # What was retrieved by some day bounds itself alone; a few pages that an archive took long ago, none of the others.
    days = [each.latest for each in spans if each.earliest and each.latest]
    newest = max(days) if days and len(days) >= len(corpus.articles) / 2 else None
    reason = "the newest day on which an article was retrieved; say 'retrieved' of its article too, or"
    return Limit(newest, reason, "warning") if newest else None


def _of_article(article: Article, given: Limit | None) -> Limit | None:
    """The day on which the article itself was retrieved, if it says so and it is not after today."""
    day = _span(retrieved(article)).latest
    return Limit(day, "when the article was retrieved;") if day and not (given and day > given.day) else given


def _claim(claim: Claim, node: Node, limit: Limit, published: Span) -> Iterator[Finding]:
    """What a claim dates itself; that it is later than its article is an error of its own."""
    if published.latest and published.latest <= limit.day:
        return
    yield from limit.late(node, ("said-on",), claim.said_on, claim.key)
    stance = claim.content
    if isinstance(stance, Stance) and "stance" in node.value and claim.mode == "reported":
        yield from limit.late(node, ("stance", "when"), stance.when, claim.key)


def _events(corpus: Corpus, limit: Limit) -> Iterator[Finding]:
    """Events that are reported as begun, unless an article that reports them is older, which is an error of its own."""
    reports: dict[str, list[Span]] = {}
    for claim in corpus.claims:
        if isinstance(claim.content, Event) and claim.mode == "reported":
            published = _span(corpus.articles[claim.article].published)
            reports.setdefault(claim.content.slug, []).append(published)
    for slug, dates in reports.items():
        event = corpus.events.get(slug)
        if event is None or event.origin is None or event.status not in PAST:
            continue
        begun = _span(event.when).earliest
        if begun and not any(published.latest and published.latest < begun for published in dates):
            yield from limit.late(event.origin, ("when",), event.when, slug)


def _span(text: str) -> Span:
    try:
        return span(text)
    except DateError:
        return Span(None, None)
