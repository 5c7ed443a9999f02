"""What became known in some days as a note for the morning: the verdict, who moved, denials, forecasts, articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.model.wording import counted, dated, published, shown_of, signed, spanned
from kg.questions.comparison.note import pair, shift_lines
from kg.questions.prose import INDENT, brief, item, plain, section
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.digest import Digest
    from kg.questions.forecasts.ledger import Forecast
    from kg.questions.prose import Style


def title(found: Digest) -> str:
    """What the digest is of, in words."""
    return f"What is new, {spanned(found.since, found.until)}"


def verdict(network: Network, found: Digest) -> str:
    """What became known, in sentences."""
    if not found.articles:
        sentences = ["No article was published in these days."]
    else:
        sources = {article.publisher for article in found.articles}
        claimants = {slug for claim in found.claims for slug in claim.claimants}
        said = f"{counted(len(found.claims), 'claim')} by {counted(len(claimants), 'claimant')}"
        sentences = [f"{counted(len(found.articles), 'article')} of {counted(len(sources), 'publisher')}: {said}."]
        sentences.append(f"{counted(len(found.rose), 'dyad')} rose and {len(found.fell)} fell because of them.")
    if found.shifts:
        largest = found.shifts[0]
        sentences.append(f"The largest change is that of {pair(network, largest)}, {signed(largest.change)}.")
    if found.still:
        sentences.append(f"Of {counted(found.still, 'more dyad')} something was said that moved nothing.")
    if found.aged:
        sentences.append(f"{counted(found.aged, 'dyad')} moved by ageing alone.")
    if found.due:
        were, them = ("forecast was", "it") if len(found.due) == 1 else ("forecasts were", "them")
        sentences.append(f"{len(found.due):,} {were} due, and nothing has settled {them}.")
    if found.undated:
        sentences.append(
            f"{counted(found.undated, 'article has', 'articles have')} no date, and so can be new on no day."
        )
    return " ".join(sentences)


def note(network: Network, found: Digest, bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the note; of each list at most `top` entries, which is said, or all."""
    yield bold(title(found))
    yield ""
    yield verdict(network, found)
    for head, shifts in (("More tense", found.rose), ("Less tense", found.fell)):
        yield from section(_head(head, shifts, top, "dyad"), shift_lines(network, shifts, top), bold)
    yield from section(_head("Denied", found.denials, top, "denial"), _said(network, found.denials[:top]), bold)
    for head, ledger in (("Forecast", found.forecasts), ("Due", found.due), ("Settled", found.settled)):
        yield from section(_head(head, ledger, top, "forecast"), _forecasts(network, ledger[:top]), bold)
    yield from section(_head("Articles", found.articles, top, "article"), _articles(network, found, top), bold)


def _head(head: str, entries: Sequence[object], top: int | None, one: str) -> str:
    """A heading, with how many of the list are shown."""
    return f"{head}: {shown_of(len(entries[:top]), len(entries), one)}"


def _said(network: Network, claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield item(denial(network, claim))
        yield from brief(network, claim)


def denial(network: Network, claim: Claim) -> str:
    """What a claim denies: another claim that it names, or its own content."""
    denied = network.claims.get(claim.denies) or network.claims.get(f"{claim.article}/{claim.denies}")
    return described(network, denied or claim)


def state(network: Network, forecast: Forecast) -> str:
    """What has become of a forecast, and when it is or was due."""
    words = [network.term_label("Resolution", forecast.resolution)]
    if forecast.due:
        words.append(f"due {dated(forecast.due)}")
    if forecast.settled:
        words.append(f"settled {dated(forecast.settled)}")
    return ", ".join(words)


def _forecasts(network: Network, ledger: Iterable[Forecast]) -> Iterator[str]:
    for forecast in ledger:
        yield item(f"{described(network, forecast.claim)} ({state(network, forecast)})")
        yield from brief(network, forecast.claim)


def _articles(network: Network, found: Digest, top: int | None) -> Iterator[str]:
    counts = Counter(claim.article for claim in found.claims)
    for article in found.articles[:top]:
        where = f"{network.label(article.publisher)}, {published(article.published)}"
        yield item(f"“{network.words(article.title)}”")
        yield f"{INDENT}{where} · {counted(counts[article.slug], 'claim')} · {article.slug}"
