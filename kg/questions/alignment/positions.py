"""Who takes which position on which issue as an analyst's note: issue by issue, with a quote for each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model.wording import counted, dated, heading, listed, signed
from kg.questions.prose import INDENT, plain, section, sourced, sureness
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.alignment.congruence import Measure
    from kg.questions.alignment.discourse import ActorIssue, Statement
    from kg.questions.prose import Style

NAMED = 5
# Letters of a quote; a longer one is shortened.
LONGEST = 300
CUT = " […] "
NUMBERS = {
    None: "the mean position, from -1 (against) to 1 (for)",
    "ignore": "how many statements",
    "subtract": "positions summed, so that those for and against cancel out",
}


def note(network: Network, found: Alignment, bold: Style = plain, *, measure: Measure | None = None) -> Iterator[str]:
    """The lines of the note, most divided issues first.

    The number of an actor on an issue is its mean position or, by `measure`, its `ignore` or `subtract`.
    """
    issues: dict[str, list[ActorIssue]] = defaultdict(list)
    for cell in found.positions:
        issues[cell.issue].append(cell)
    ordered = sorted(issues.items(), key=lambda entry: (-_division(entry[1]), -len(entry[1]), entry[0]))
    yield bold("Positions on the issues")
    yield ""
    yield _verdict(network, dict(ordered))
    yield ""
    yield f"Numbers: {NUMBERS[measure]}."
    body = [
        line
        for slug, cells in ordered
        for line in section(issue(network, slug), _actors(network, cells, measure), bold)
    ]
    yield from body
    yield from cuts(body)


def position(network: Network, cell: ActorIssue) -> str:
    """An actor with its mean position on an issue, and the number of statements it is the mean of."""
    split = f", {cell.supporting} for and {cell.opposing} against" if cell.supporting and cell.opposing else ""
    return f"{network.label(cell.actor)} {signed(cell.mean)} ({counted(cell.ignore, 'statement')}{split})"


def issue(network: Network, slug: str) -> str:
    """The label of an issue where it stands by itself."""
    return heading(_label(network, slug))


def mentioned(network: Network, slug: str) -> str:
    """An issue in a sentence, quoted, since a concept may be a sentence itself."""
    return f"“{_label(network, slug)}”"


def _label(network: Network, slug: str) -> str:
    return network.label(slug).rstrip(".")


def spanned(days: Sequence[date]) -> str:
    """The first and the last of some days in words, or the only one."""
    first, last = min(days), max(days)
    return dated(first) if first == last else f"{dated(first)} to {dated(last)}"


def cuts(lines: Iterable[str]) -> Iterator[str]:
    """What is said once if a quote is shortened."""
    if any(line.startswith(f"{INDENT}“") and CUT in line for line in lines):
        yield ""
        yield f"Quotes of over {LONGEST} characters are shortened by{CUT}here; `kg claims` and the view have all."


def quoted(network: Network, cell: ActorIssue, most: int = 0) -> Iterator[str]:
    """The statements of an actor on an issue with their quotes, the plainest first; at most so many, 0 for all."""
    ordered = sorted(cell.statements, key=lambda each: -each.qualifier if cell.mean > 0 else each.qualifier)
    for each in ordered[: most or None]:
        yield from _statement(network, each)
    if most and len(ordered) > most:
        yield f"{INDENT}and {counted(len(ordered) - most, 'statement')} more by {network.label(cell.actor)}"


def _statement(network: Network, each: Statement) -> Iterator[str]:
    claim = each.claim
    mark = "  [contested]" if each.contested else ""
    mode = f" · {claim.mode}" if claim.mode != "reported" else ""
    yield f"{INDENT}{signed(each.qualifier)}  {described(network, claim, quoted=True)}{mark}"
    yield from map(_shortened, sourced(network, claim))
    day = f" · of {each.day.isoformat()}" if each.day else ""
    yield f"{INDENT}{sureness(network, claim)}{mode}{day} · {claim.key}"


def _shortened(line: str) -> str:
    """A line; the middle of a long quote is cut out between two words."""
    if not line.startswith(f"{INDENT}“") or len(line) <= LONGEST + len(INDENT):
        return line
    start, end = line[: LONGEST // 2 + len(INDENT)], line[-LONGEST // 2 :]
    return (start.rpartition(" ")[0] if start.strip().count(" ") else start) + CUT + (end.partition(" ")[2] or end)


def _division(cells: Sequence[ActorIssue]) -> int:
    """How many actors are on the smaller side of an issue."""
    return min(sum(cell.mean > 0 for cell in cells), sum(cell.mean < 0 for cell in cells))


def _verdict(network: Network, issues: dict[str, list[ActorIssue]]) -> str:
    cells = [cell for members in issues.values() for cell in members]
    number = sum(cell.ignore for cell in cells)
    actors = len({cell.actor for cell in cells})
    divided = [mentioned(network, slug) for slug, members in issues.items() if _division(members)]
    alone = sum(len(members) == 1 for members in issues.values())
    issue_count, statement_count = counted(len(issues), "issue"), counted(number, "statement")
    take = "takes" if actors == 1 else "take"
    sentences = [f"{counted(actors, 'actor')} {take} positions on {issue_count} in {statement_count}."]
    if divided:
        more = f" and {len(divided) - NAMED:,} more" if len(divided) > NAMED else ""
        sentences.append(f"They are on opposite sides of {listed(divided[:NAMED])}{more}.")
    elif actors > 1:
        sentences.append("On no issue are they on opposite sides.")
    if alone:
        sentences.append(f"On {counted(alone, 'issue')} only one of them is known to take a position.")
    return " ".join(sentences)


def _actors(network: Network, cells: Sequence[ActorIssue], measure: Measure | None) -> Iterator[str]:
    def order(cell: ActorIssue) -> tuple[float, str]:
        return {"ignore": -cell.ignore, "subtract": cell.subtract}.get(measure or "", cell.mean), cell.actor

    for cell in sorted(cells, key=order):
        said = f"{counted(cell.ignore, 'statement')}{_counts(cell)}"
        yield f"{_number(cell, measure)}  {network.label(cell.actor)}: {said}"
        yield from quoted(network, cell, 1)


def _number(cell: ActorIssue, measure: Measure | None) -> str:
    if measure == "ignore":
        return str(cell.ignore)
    return signed(cell.subtract if measure == "subtract" else cell.mean)


def _counts(cell: ActorIssue) -> str:
    counts = ((cell.supporting, "for"), (cell.opposing, "against"), (cell.neutral, "neutral"))
    return "".join(f", {number:,} {word}" for number, word in counts if number)
