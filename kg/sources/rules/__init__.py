"""One file per rule; each gives the findings of one rule over the whole corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
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


def run(corpus: Corpus, vocabulary: Vocabulary, today: date | None = None) -> list[Finding]:
    """The findings of every rule; `today` is the day after which nothing can have been reported, if somebody says."""
    found = list(date_future.check(corpus, vocabulary, today))
    for module in CHECKS:
        if module is not date_future:
            checked = corpus.partly if corpus.partly and module in OF_ONE_VALUE else corpus
            found += module.check(checked, vocabulary)
    return found
