"""The quotes of a claim → its passages in the text of the article, or the rules that they break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.findings import shown
from kg.sources.differences import difference
from kg.sources.quotes import MOST_PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.model.records import Node, Passage
    from kg.sources.quotes import FoldedText


@dataclass(frozen=True, slots=True)
class Quote:
    """Words, their first places in a text, and the first that are not furniture."""

    words: str
    text: FoldedText
    everywhere: Sequence[tuple[int, int]]
    places: Sequence[tuple[int, int]]
    occurrence: int | None


def passage(
    words: str, text: FoldedText, furniture: Sequence[Passage], occurrence: int | None
) -> Passage | tuple[str, str]:
    """The passage that is quoted, or the rule that the quote breaks, with what to do about it."""
    everywhere = text.find(words)
    places = text.find(words, furniture) if furniture and everywhere else everywhere
    quote = Quote(words, text, everywhere, places, occurrence)
    for rule, broken in QUOTE_RULES.items():
        message = broken(quote)
        if message:
            return rule, message
    start, end = quote.places[(occurrence or 1) - 1]
    return text.passage(start, end)


def cut_off(words: str, node: Node | None, index: int, text: FoldedText) -> str:
    """Which sign cut a quote that stands in the text with what follows it in the file, and what to do; or nothing."""
    node = node and node.child(index)
    if node is None or not node.rest or not text.find(words + node.rest, most=1):
        return ""
    sign = node.rest.strip()[0]
    ended = "begins a comment" if sign == "#" else "ends an item of a list"
    return f"{sign!r} {ended} in YAML, so only {shown(words)} is read; put the quote in quotation marks"


def missing(quote: Quote) -> str:
    """A quote stands in the article word for word.

    White space, typographic quotation marks and the case of the first letter aside. Why: nobody can check an edge
    whose sentence cannot be found, and a quote that is almost right can mean the opposite.

    Good:
        claims:
          - {id: one, quote: Sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as the threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    if quote.everywhere:
        return ""
    return f"{shown(quote.words)} does not stand in the article{difference(quote.words, quote.text)}"


def of_furniture(quote: Quote) -> str:
    """A quote is of the article, not of the page around it.

    Why: what a page offers its readers is no evidence of what states do.

    Good:
        article: {furniture: Follow us}
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        article: {furniture: Follow us}
        claims:
          - {id: one, quote: Follow us, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    if quote.places:
        return ""
    return f"{shown(quote.words)} is furniture of the page, not the article; quote the article itself"


def ambiguous(quote: Quote) -> str:
    """A quote stands in the article once, or the claim says which occurrence is meant.

    Why: the sentence around a quote is part of the evidence.

    Good:
        claims:
          - {id: one, quote: the missiles, occurrence: 2, said-by: china,
             stance: {holder: china, target: missiles, type: opposes}}

    Bad:
        claims:
          - {id: one, quote: the missiles, said-by: china,
             stance: {holder: china, target: missiles, type: opposes}}
    """
    count = len(quote.places)
    if quote.occurrence is None and count > MOST_PLACES:
        return f"{shown(quote.words)} stands in the article over {MOST_PLACES:,} times; quote more of it"
    times = "once" if count == 1 else f"{count} times"
    if quote.occurrence is None and count > 1:
        which = f"or say which by 'occurrence', from 1 to {count}"
        return f"{shown(quote.words)} stands in the article {times}; quote more of it, {which}"
    if quote.occurrence is not None and quote.occurrence > count:
        fix = "leave 'occurrence' out" if count == 1 else f"say which from 1 to {count}"
        return f"occurrence {quote.occurrence} of {shown(quote.words)} is not there; it stands there {times}, so {fix}"
    return ""


QUOTE_RULES: Mapping[str, Callable[[Quote], str]] = {
    "quote-missing": missing,
    "quote-furniture": of_furniture,
    "quote-ambiguous": ambiguous,
}
