"""A quote is as long as the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "quote-long"
MOST_SENTENCES = 2
# A mark that ends a sentence, with the quotation marks that close it, before white space and whatever begins another;
# in scripts without spaces between sentences the mark alone.
END = re.compile(r"""[.!?…][”’"')\]]*\s+(?=[“‘"'(\[]*[^\Wa-z_])|[。！？]""")


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A quote has at most two sentences.

    Why: where a whole paragraph is quoted, nobody sees which words say it.

    Good:
        claims:
          - {id: one, quote: China sees it as a threat. Japan has denied this, said-by: gazette,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, said-by: gazette, stance: {holder: china, target: japan, type: threatened-by},
             certainty: probable,
             quote: China sees it as a threat. Japan has denied this. “Japan will likely agree}
    """
    for claim in corpus.claims:
        for index, passage in enumerate(claim.passages):
            sentences = len(END.findall(passage.exact.strip().rstrip("。！？"))) + 1
            if claim.origin is not None and sentences > MOST_SENTENCES:
                message = f"the quote has {sentences} sentences; quote the shortest passage that suffices"
                yield Finding(claim.origin.at("quote", index), RULE, message, "warning", claim.key)
