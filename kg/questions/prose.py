"""The pieces of every note: headings, quotes with their sources, numbers and dates in words, lines that fit."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from kg.model.findings import printable, printable_sentence
from kg.model.records import Event, Stance
from kg.model.wording import isolated, listed, of_date, published, spanned, times
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.model.records import Claim, Hedge, Passage
    from kg.network.network import Network
    from kg.questions.claim_groups import ClaimGroup

    Style = Callable[[str], str]

INDENT = " " * 7
ITEM = "·"
# Begins a line of a chart or a table, which is cut where it is too long, since wrapped it would mislead.
ROW = "\x1f"
TITLE = 48
# So many claimants of what is said often are named.
MOST_NAMED = 3
# Begin and end what is to be bold; in text of others they could do no more than that.
BOLD = ("\x0e", "\x0f")
BOLD_OR_NOT = re.compile(f"([{''.join(BOLD)}])")


def marked(text: str) -> str:
    """A style that marks what is to be bold, for whoever prints it: text of others is made safe before it is styled."""
    return f"{BOLD[0]}{text}{BOLD[1]}"


def plain(text: str) -> str:
    """A style that changes nothing, for output that is no terminal."""
    return text


def laid_out(lines: Iterable[str], width: int = 100) -> str:
    """The lines wrapped at `width`, what follows a bullet or a number hanging; rows cut; control characters visible."""
    return "\n".join(_fitted(line, width) for line in lines) + "\n"


def section(title: str, body: Iterable[str], bold: Style) -> list[str]:
    """An empty line, the heading and the lines, or nothing at all without lines."""
    lines = list(body)
    return ["", bold(title), *lines] if lines else []


def is_long(entries: Sequence[object], top: int | None) -> bool:
    """Whether a list has more entries than are shown; never where all are, which is None."""
    return top is not None and len(entries) > top


def item(text: str) -> str:
    """A line that begins an item; the lines that belong to it begin with `INDENT`."""
    return f"{ITEM:<{len(INDENT)}}{text}"


def sourced(network: Network, claim: Claim) -> Iterator[str]:
    """The quote of a claim, and who said it, who passed it on, and where and when it stands; indented."""
    for passage in claim.passages:
        yield from quoted(network, passage)
    chain = "".join(f" ← {network.label(slug)}" for slug in claim.reported_by)
    article = network.articles[claim.article]
    title = network.words(textwrap.shorten(article.title, TITLE, placeholder="…"))
    yield (
        f"{INDENT}{named(network, claim.claimants)}{chain} · {network.label(article.publisher)}, “{title}”, "
        f"{published(article.published)}, rated {article.reliability}{article.credibility}"
    )


def quoted(network: Network, passage: Passage) -> Iterator[str]:
    """The words of a passage, and in a line below them their translation, if there is one; indented."""
    # As it stands, to be read and copied; it has a line of its own, so that nothing beside it can change places.
    yield f"{INDENT}“{_on_a_line(passage.exact)}”"
    if passage.translation:
        by = f" (translated by {network.words(passage.translated_by)})" if passage.translated_by else ""
        yield f"{INDENT}= “{_on_a_line(passage.translation)}”{by}"


def brief(network: Network, claim: Claim) -> Iterator[str]:
    """The first quote of a claim, and in a line who said it, who passed it on, and which publication has it; indented.

    For lists that show one claim of many; `sourced` has the rest.
    """
    quote = next(sourced(network, claim))
    chain = "".join(f" ← {network.label(slug)}" for slug in claim.reported_by)
    article = network.articles[claim.article]
    where = f"{network.label(article.publisher)}, {published(article.published)}"
    yield quote
    grade = f"{article.reliability}{article.credibility}"
    yield f"{INDENT}{named(network, claim.claimants)}{chain} · {where} ({grade}) · {claim.key}"


def repeated(network: Network, group: ClaimGroup) -> str:
    """How often something is said, from when to when, and by whom: said 3 times, 1 March to 4 May 2016, by A (2), B."""
    who = [network.label(slug) + (f" ({count:,})" if count > 1 else "") for slug, count in group.claimants]
    more = [f"{len(who) - MOST_NAMED:,} others"] if len(who) > MOST_NAMED + 1 else []
    days = f", {spanned(group.first, group.last)}" if group.first and group.last else ""
    return f"said {times(len(group.claims))}{days}, by {listed([*who[: MOST_NAMED if more else None], *more])}"


def sureness(network: Network, claim: Claim) -> str:
    """How sure the claimant is: the class of certainty, the hedges with their intervals.

    Before it stands the date of an event, or that of a position that is said to be of another time than now.
    """
    content, hedges = claim.content, (hedged(hedge) for hedge in claim.hedges)
    kind = "event" if isinstance(content, Event) else "position"
    dated = f"{kind} {of_date(content.when)}, " if isinstance(content, (Event, Stance)) and content.when else ""
    return dated + "; ".join([network.term_label("Certainty", claim.certainty), *hedges])


def hedged(hedge: Hedge) -> str:
    """The words of a hedge, with the interval that ICD 203 gives them."""
    if hedge.lower is None or hedge.upper is None:
        return f"“{isolated(hedge.words)}”"
    return f"“{isolated(hedge.words)}” = {float(hedge.lower):.0%}–{float(hedge.upper):.0%} (ICD 203)"


def _on_a_line(text: str) -> str:
    return printable(" ".join(text.split()))


def _fitted(line: str, width: int) -> str:
    if not line.startswith(ROW):
        return _wrapped(_printable(line), width)
    row = _printable(line.removeprefix(ROW)).rstrip()
    return row if len(row) <= width else row[: width - 1] + "…"


def _printable(line: str) -> str:
    return "".join(part if part in BOLD else printable_sentence(part) for part in BOLD_OR_NOT.split(line))


def _wrapped(line: str, width: int) -> str:
    indent = INDENT if line[:1] in ("+", "-", ITEM) or line.startswith(INDENT) else ""
    lines = textwrap.wrap(
        line, width, subsequent_indent=indent + (" " if line.startswith(f"{INDENT}“") else ""), break_on_hyphens=False,
        replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
    return "\n".join(lines)
