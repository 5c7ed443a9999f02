"""Who takes which position on which issue as an analyst's note: issue by issue, with a quote for each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.analysis.actors import label
from kg.outputs.briefings.prose import INDENT, counted, plain, section, signed, sourced, sureness
from kg.outputs.tables import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.analysis.alignment import Alignment
    from kg.analysis.discourse import ActorIssue, Statement
    from kg.graph.network import Network
    from kg.outputs.briefings.prose import Style

NAMED = 5


def note(network: Network, found: Alignment, bold: Style = plain) -> Iterator[str]:
    """The lines of the note, the most divided issues first."""
    issues: dict[str, list[ActorIssue]] = defaultdict(list)
    for cell in found.positions:
        issues[cell.issue].append(cell)
    ordered = sorted(issues.items(), key=lambda entry: (-_division(entry[1]), -len(entry[1]), entry[0]))
    yield bold("Positions on the issues")
    yield ""
    yield _verdict(network, dict(ordered))
    for slug, cells in ordered:
        yield from section(issue(network, slug), _actors(network, cells), bold)


def position(network: Network, cell: ActorIssue) -> str:
    """An actor with its mean position on an issue, and how many statements that is of."""
    split = f", {cell.supporting} for and {cell.opposing} against" if cell.supporting and cell.opposing else ""
    return f"{label(network, cell.actor)} {signed(cell.mean)} ({counted(cell.ignore, 'statement')}{split})"


def issue(network: Network, slug: str) -> str:
    """The label of an issue as a part of a sentence; concepts may be sentences themselves."""
    return label(network, slug).rstrip(".")


def listed(words: Sequence[str]) -> str:
    """Words as a list: a; a and b; a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def quoted(network: Network, cell: ActorIssue, most: int = 0) -> Iterator[str]:
    """The statements of an actor on an issue with their quotes, the plainest first; at most so many, 0 for all."""
    ordered = sorted(cell.statements, key=lambda each: -each.qualifier if cell.mean > 0 else each.qualifier)
    for each in ordered[: most or None]:
        yield from _statement(network, each)
    if most and len(ordered) > most:
        yield f"{INDENT}and {counted(len(ordered) - most, 'statement')} more by {label(network, cell.actor)}"


def _statement(network: Network, each: Statement) -> Iterator[str]:
    claim = each.claim
    mark = "  [contested]" if each.contested else ""
    mode = f" · {claim.mode}" if claim.mode != "reported" else ""
    yield f"{INDENT}{signed(each.qualifier)}  {described(network, claim)}{mark}"
    yield from sourced(network, claim)
    day = f" · of {each.day.isoformat()}" if each.day else ""
    yield f"{INDENT}{sureness(claim)}{mode}{day} · {claim.key}"


def _division(cells: Sequence[ActorIssue]) -> int:
    """How many actors are on the smaller side of an issue."""
    return min(sum(cell.mean > 0 for cell in cells), sum(cell.mean < 0 for cell in cells))


def _verdict(network: Network, issues: dict[str, list[ActorIssue]]) -> str:
    cells = [cell for members in issues.values() for cell in members]
    number = sum(cell.ignore for cell in cells)
    actors = len({cell.actor for cell in cells})
    divided = [issue(network, slug) for slug, members in issues.items() if _division(members)]
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


def _actors(network: Network, cells: Sequence[ActorIssue]) -> Iterator[str]:
    for cell in sorted(cells, key=lambda cell: (cell.mean, cell.actor)):
        yield f"{signed(cell.mean)}  {label(network, cell.actor)}: {counted(cell.ignore, 'statement')}{_counts(cell)}"
        yield from quoted(network, cell, 1)


def _counts(cell: ActorIssue) -> str:
    counts = ((cell.supporting, "for"), (cell.opposing, "against"), (cell.neutral, "neutral"))
    return "".join(f", {number:,} {word}" for number, word in counts if number)
