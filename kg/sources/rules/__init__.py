"""One file per rule; each gives the findings of one rule over the whole corpus."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.cache import Cache, key_of
from kg.sources.names import every_name, every_slug
from kg.sources.rules import (
    actor_known,
    acts_for_ends,
    agency_named,
    author_reported,
    certain_of_doubt,
    certainty_given,
    claim_twice,
    condition_given,
    copy_original,
    copy_passages,
    date_edtf,
    date_future,
    date_order,
    directed_at_pursuer,
    entry_used,
    event_party,
    forecast_interval,
    hedge_in_quote,
    iso3_known,
    label_case,
    label_unique,
    name_alike,
    name_direction,
    name_script,
    number_reason,
    number_sign,
    outlet_as_party,
    pursuit_reported,
    pursuit_said,
    quote_long,
    resolution_evidence,
    stance_on_itself,
    target_known,
    term_known,
    text_changed,
    text_repeated,
    text_twice,
)
from kg.sources.rules.text_repeated import denied

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from kg.model.findings import Finding
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

CHECKS = (
    actor_known,
    target_known,
    pursuit_said,
    pursuit_reported,
    directed_at_pursuer,
    term_known,
    date_edtf,
    date_order,
    date_future,
    hedge_in_quote,
    forecast_interval,
    resolution_evidence,
    condition_given,
    number_reason,
    number_sign,
    event_party,
    stance_on_itself,
    claim_twice,
    label_unique,
    label_case,
    name_alike,
    name_script,
    name_direction,
    acts_for_ends,
    iso3_known,
    certain_of_doubt,
    certainty_given,
    outlet_as_party,
    author_reported,
    copy_original,
    copy_passages,
    quote_long,
    text_twice,
    text_repeated,
    agency_named,
    text_changed,
    entry_used,
)


# What looks at one value alone holds also where others of the same entry cannot be read.
OF_ONE_VALUE = (
    actor_known, target_known, term_known, date_edtf, iso3_known, quote_long, name_script, name_direction,
    stance_on_itself,
)  # fmt: skip


# What looks at nothing of claims says the same until the names or the heads and texts change that it looks at.
OF_NAMES = (name_script, name_alike)
OF_TEXTS = (text_twice, text_repeated)


# What looks at an article, its claims and the registries comes to the same for each article by itself.
OF_ONE_ARTICLE = (
    agency_named, author_reported, certain_of_doubt, certainty_given, condition_given, copy_passages, date_edtf,
    date_order, event_party, hedge_in_quote, name_direction, number_reason, number_sign, quote_long, stance_on_itself,
    term_known, text_changed,
)  # fmt: skip


# What breaks these rules stands in one article or in the registries; what is told of it names the other places too.
OF_EVERY_PLACE = (actor_known, target_known)


def run(corpus: Corpus, vocabulary: Vocabulary, today: date | None = None, cache: Cache | None = None) -> list[Finding]:
    """The findings of every rule; `today` is the day after which nothing can have been reported, if somebody says.

    Of articles that `cache` has kept the rules of one article are not asked again, nor those of names and texts where
    all of these are the same.
    """
    cache = cache if cache is not None else Cache(stays=False)
    found = list(date_future.check(corpus, vocabulary, today))
    seen = {OF_NAMES: seen_of_names(corpus), OF_TEXTS: seen_of_texts(corpus)}
    known = {module: key_of("rule", module.RULE, text) for modules, text in seen.items() for module in modules}
    by_article = (*OF_ONE_ARTICLE, *OF_EVERY_PLACE) if corpus.hashes else ()
    for module in CHECKS:
        if module is date_future or module in by_article:
            continue
        checked = _checked(module, corpus)
        if module in known and checked is corpus:
            found += cache.get(known[module], partial(_findings, module, corpus, vocabulary))
        else:
            found += module.check(checked, vocabulary)
    if by_article:
        found += _of_articles(corpus, vocabulary, cache)
    return found


def _of_articles(corpus: Corpus, vocabulary: Vocabulary, cache: Cache) -> Iterator[Finding]:
    """The findings of the rules that articles break by themselves."""

    def of_registries() -> tuple[Finding, ...]:
        part = _part(corpus, set())
        return tuple(f for module in OF_ONE_ARTICLE for f in module.check(_checked(module, part), vocabulary))

    def of_articles(slugs: set[str]) -> dict[str, tuple[tuple[Finding, ...], bool]]:
        """For each article what is wrong with it by itself, and whether it names what is told for every place."""
        part, files = _part(corpus, slugs), {f"sources/articles/{slug}.yaml": slug for slug in slugs}
        own: dict[str, list[Finding]] = {slug: [] for slug in slugs}
        for module in OF_ONE_ARTICLE:
            for finding in module.check(_checked(module, part), vocabulary):
                # What is wrong in the registries is told once.
                if slug := files.get(finding.location.file):
                    own[slug].append(finding)
        unknown = (each for module in OF_EVERY_PLACE for each in module.unknown(_checked(module, part)).values())
        everywhere = {finding.location.file for finding in chain.from_iterable(unknown)}
        return {slug: (tuple(own[slug]), file in everywhere) for file, slug in files.items()}

    each = cache.get_each({slug: key_of("rules", key) for slug, key in corpus.hashes.items()}, of_articles)
    yield from chain.from_iterable(findings for findings, _ in each.values())
    everywhere = {slug for slug, (_, is_so) in each.items() if is_so}
    yield from cache.get(key_of("rules", corpus.key), of_registries)
    # That a name is of an event may be told too, so all of them stay.
    doubtful = _part(corpus, everywhere, every_event=True)
    for module in OF_EVERY_PLACE:
        yield from module.check(_checked(module, doubtful), vocabulary)


def _part(corpus: Corpus, slugs: Container[str], *, every_event: bool = False) -> Corpus:
    """The corpus with the articles, claims and own events of some articles alone, and all that is in registries."""
    events = {s: e for s, e in corpus.events.items() if every_event or "/" not in s or s.partition("/")[0] in slugs}
    return replace(
        corpus,
        articles={slug: article for slug, article in corpus.articles.items() if slug in slugs},
        claims=tuple(claim for claim in corpus.claims if claim.article in slugs),
        events=events,
        partly=None if corpus.partly is None else _part(corpus.partly, slugs, every_event=every_event),
    )


def _checked(module: Any, corpus: Corpus) -> Corpus:
    """What a rule is asked of: of entries with mistakes too what can be read, if it looks at one value alone."""
    return corpus.partly if corpus.partly and module in OF_ONE_VALUE else corpus


def _findings(module: Any, corpus: Corpus, vocabulary: Vocabulary) -> tuple[Finding, ...]:
    return tuple(module.check(corpus, vocabulary))


def seen_of_names(corpus: Corpus) -> str:
    """All that the rules of names look at, as a text: the names and the slugs, with their places."""
    return repr([*every_name(corpus), *every_slug(corpus)])


def seen_of_texts(corpus: Corpus) -> str:
    """All that the rules of texts look at, as a text: what they are, what is said of copies, and where."""
    return repr(
        [
            (a.slug, a.sha256, a.furniture, a.published, a.copy_of, denied(a), a.origin and a.origin.location)
            for a in corpus.articles.values()
        ]
    )
