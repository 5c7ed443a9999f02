"""One file per rule; each gives the findings of one rule over the whole corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.rules import (
    actor_known,
    acts_for_ends,
    author_reported,
    certain_of_doubt,
    condition_given,
    copy_original,
    date_edtf,
    date_future,
    date_order,
    entry_used,
    forecast_interval,
    hedge_in_quote,
    iso3_known,
    label_unique,
    number_reason,
    outlet_as_party,
    pursuit_said,
    quote_long,
    resolution_evidence,
    target_known,
    term_known,
    text_changed,
    text_twice,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.model.findings import Finding
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

CHECKS = (
    actor_known,
    target_known,
    pursuit_said,
    term_known,
    date_edtf,
    date_order,
    date_future,
    hedge_in_quote,
    forecast_interval,
    resolution_evidence,
    condition_given,
    number_reason,
    label_unique,
    acts_for_ends,
    iso3_known,
    certain_of_doubt,
    outlet_as_party,
    author_reported,
    copy_original,
    quote_long,
    copy_original,
    text_twice,
    text_changed,
    entry_used,
)


# What looks at one value alone holds also where others of the same entry cannot be read.
OF_ONE_VALUE = (actor_known, target_known, term_known, date_edtf, iso3_known, quote_long)


def run(corpus: Corpus, vocabulary: Vocabulary, today: date | None = None) -> list[Finding]:
    """The findings of every rule; `today` is the day after which nothing can have been reported, if somebody says."""
    found = list(date_future.check(corpus, vocabulary, today))
    for module in CHECKS:
        if module is not date_future:
            checked = corpus.partly if corpus.partly and module in OF_ONE_VALUE else corpus
            found += module.check(checked, vocabulary)
    return found
