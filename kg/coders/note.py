"""Agreement as a note for the screen: claims found, fields, what is confused, which articles differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.coders.agreement import judged
from kg.coders.method import MARKS, bracketed, heading, method, statistic
from kg.model.wording import counted, listed, percent
from kg.questions.prose import INDENT, ROW, item, plain, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.coders.agreement import Agreement, ClaimCounts
    from kg.questions.prose import Style

MOST_CONFUSED, MOST_ARTICLES = 8, 5
HEADS = ("", "level", "n", "equal", "α", "95 % interval", "")
GAP = "  "
FLAWED = "Files with errors, which are left out"


def note(found: Agreement, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    yield bold(f"{heading(found)}, {counted(found.whole.articles, 'article')}")
    yield from section("Claims found", _claims(found), bold)
    yield from section(
        f"What is said of the {counted(found.shared_claims, 'claim')} of two or more", _fields(found), bold
    )
    yield from section("Types most often confused", _confused(found), bold)
    yield from section("Articles on which they differ most", _articles(found), bold)
    yield from section(FLAWED, flawed_files(found.flawed), bold)
    yield from section("In a paper", [method(found)], bold)


def _claims(found: Agreement) -> Iterator[str]:
    for group in found.pairs:
        first, second = group.coders
        claims = group.counts
        both = claims.half
        rates = (
            (f"{second} has {_of(claims.recall(both))} of {first}’s", claims.first),
            (f"{first} has {_of(claims.precision(both))} of {second}’s", claims.second),
        )
        said = listed([text for text, number in rates if number])
        yield item(
            f"{first} {claims.first:,}, {second} {claims.second:,}, on overlapping words in both {claims.matched:,}"
        )
        yield f"{INDENT}{_f1(claims)}" + (f"; {said}" if said else "")


def _of(share: float | None) -> str:
    return "none" if share is None else percent(share) if 0 < share < 1 else f"{share:.0%}"


def _f1(claims: ClaimCounts) -> str:
    half, exact = claims.f1(claims.half), claims.f1(claims.exact)
    if half is None:
        return "no claims of either"
    interval = bracketed(claims.low, claims.high)
    return (
        f"F1 {statistic(half)}{f' {interval}' if interval else ''} where passages overlap by half or more, "
        f"{statistic(exact)} on the very same passages"
    )


def _fields(found: Agreement) -> Iterator[str]:
    rows = [HEADS]
    for name, each in found.whole.fields.items():
        if not each.units:
            rows.append((name, each.level, "0", "", "", "", "no claim has it twice"))
            continue
        alpha = statistic(each.alpha, 3) if each.alpha is not None else "undefined"
        remark = each.undefined or judged(each.alpha)
        equal = f"{100 * (each.agreement or 0):.0f} %"
        rows.append((name, each.level, f"{each.units:,}", equal, alpha, bracketed(each.low, each.high, 3), remark))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{c:>{w}}" if place in (2, 3) else f"{c:<{w}}"
            for place, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        yield ROW + GAP.join(cells).rstrip()
    yield f"{MARKS}. Names are equal where all of them are."


def _confused(found: Agreement) -> Iterator[str]:
    every = [each for each in found.confusions if each.field == "type"]
    for each in every[:MOST_CONFUSED]:
        yield item(f"{each.first} and {each.second}: {each.count:,}")
    if len(every) > MOST_CONFUSED:
        yield f"and {len(every) - MOST_CONFUSED:,} more; `--what confusion --format csv` has all, of every field"


def _articles(found: Agreement) -> Iterator[str]:
    if len(found.compared) == 1:
        return
    rated = [(group.counts.f1(group.counts.half), group) for group in found.articles]
    worst = sorted((f1, group.name, group) for f1, group in rated if f1 is not None)
    for f1, name, group in worst[:MOST_ARTICLES]:
        kept = [
            f"{field} {statistic(each.alpha)}" for field, each in group.fields.items() if judged(each.alpha) == "low"
        ]
        yield item(f"{name}: F1 {statistic(f1)}" + (f"; α of {', '.join(kept)}" if kept else ""))


def flawed_files(flawed: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A line for each file with errors, of a coder and an article."""
    for coder, slug in flawed:
        yield item(f"coding/{coder}/{slug}.yaml")
