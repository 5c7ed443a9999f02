"""Who codes which article: drawn, so that nobody chooses, and how far each coder has come."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kg.coders.coded import CodingError
from kg.editing.emitting import entry_lines
from kg.editing.entries import with_value
from kg.editing.saving import replace_file
from kg.editing.text import FileText, Replacement
from kg.sources.coding_plan import FOLDER, PLAN, Plan
from kg.sources.yaml import parse, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.coders.coded import Coded

SCHEMA = "# yaml-language-server: $schema=../out/schema/plan.json\n"
ASSIGNMENTS = "assignments"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder has come, in articles but for the claims.

    `assigned` are those of the plan, `twice` those of them that others code too, `coded` those of them that are done,
    `left` those that are not; `beyond` were coded without being assigned; `flawed` have errors in the coder's file.
    """

    coder: str
    assigned: int
    twice: int
    coded: int
    left: int
    beyond: int
    flawed: int
    claims: int


def progress(coded: Coded) -> tuple[Progress, ...]:
    """How far each coder has come, those of the plan first, in its order."""
    plan, there = coded.coding.plan, coded.coding.coders
    names = dict.fromkeys((*(plan.coders if plan else ()), *there))
    found = []
    for name in names:
        assigned = {slug for slug, coders in (plan.assignments if plan else {}).items() if name in coders}
        twice = sum(len(plan.assignments[slug]) > 1 for slug in assigned) if plan else 0
        own = there.get(name)
        done = set(own.claims) if own else set()
        claims = sum(map(len, own.claims.values())) if own else 0
        number = len(assigned & done)
        flawed = len(own.flawed) if own else 0
        found.append(
            Progress(name, len(assigned), twice, number, len(assigned) - number, len(done - assigned), flawed, claims)
        )
    return tuple(found)


def drawn(plan: Plan, lengths: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Coders for the articles that have none yet, by the plan's seed; `lengths` are those of all articles' texts.

    Which of them two code is drawn, as many as the share of all articles needs beside those that two code already. Each
    article then goes to whoever has the least text, and of those that two code to the two who share the fewest, so that
    every pair of coders can be compared. What is assigned stays, so that articles may come later. Raises CodingError
    where two are to code and there is one coder.
    """
    if plan.double_coded and len(plan.coders) == 1:
        raise CodingError(f"two are to code, and {plan.coders[0]!r} is the only coder; add one to 'coders'")
    given = {slug: coders for slug, coders in plan.assignments.items() if slug in lengths}
    # Each article has its own number, so that one that comes later changes nothing for the others.
    new = sorted(lengths.keys() - plan.assignments.keys(), key=lambda slug: _number(plan.seed, slug))
    twice = sum(len(coders) > 1 for coders in given.values())
    wanted = round(plan.double_coded * (len(given) + len(new))) - twice
    load = Counter(dict.fromkeys(plan.coders, 0))
    common: Counter[tuple[str, ...]] = Counter()
    for slug, coders in given.items():
        load.update(dict.fromkeys(coders, lengths[slug]))
        common.update(combinations(sorted(coders), 2))
    found: dict[str, tuple[str, ...]] = {}
    for place, slug in enumerate(new):
        if place < wanted:
            pairs = combinations(plan.coders, 2)
            chosen: tuple[str, ...] = min(pairs, key=lambda p: (common[tuple(sorted(p))], load[p[0]] + load[p[1]]))
            common[tuple(sorted(chosen))] += 1
        else:
            chosen = (min(plan.coders, key=lambda coder: load[coder]),)
        load.update(dict.fromkeys(chosen, lengths[slug]))
        found[slug] = chosen
    return dict(sorted(found.items()))


def _number(seed: int, slug: str) -> str:
    return hashlib.sha256(f"{seed}/{slug}".encode()).hexdigest()


def lengths_of(coded: Coded) -> dict[str, int]:
    """The length of every article's text, in characters."""
    return {slug: len(article.text) for slug, article in coded.corpus.articles.items()}


def new_plan(root: Path, plan: Plan) -> None:
    """Write a plan where there is none; raises CodingError where there is one, OSError if the system refuses it."""
    path = root / FOLDER / PLAN
    if path.exists() or path.is_symlink():
        raise CodingError(f"there is {FOLDER}/{PLAN} already; change coders, share and seed in it")
    names = "".join(f"{line}\n" for line in entry_lines({"coders": [*plan.coders]}, "", ""))
    lines = f"{names}double-coded: {plan.double_coded:g}\nseed: {plan.seed}\n"
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(SCHEMA + lines)


def save_assignments(root: Path, assignments: Mapping[str, Sequence[str]]) -> None:
    """Add assignments to the plan of a project, all of whose other lines stay as they are.

    Raises CodingError where it cannot be changed, ChangedError, UnreadableError and OSError as files do.
    """
    folder = root / FOLDER
    file = FileText.read(folder / PLAN, folder)
    node, findings = parse(file.text, f"{FOLDER}/{PLAN}")
    said = plain(node) if node is not None else None
    if findings or not isinstance(said, dict):
        raise CodingError(f"{FOLDER}/{PLAN} has errors; run `kg check`")
    before: Any = said.get(ASSIGNMENTS)
    after = {**(before or {}), **{slug: _one_or_many(coders) for slug, coders in assignments.items()}}
    if ASSIGNMENTS in said:
        content = with_value(file, ASSIGNMENTS, before, dict(sorted(after.items())), "")
    else:
        lines = entry_lines({ASSIGNMENTS: after}, "", "")
        gap = "" if file.text.endswith(("\n", "\r")) or not file.text else file.newline
        end = len(file.text)
        block = gap + "".join(f"{line}{file.newline}" for line in lines)
        content = file.replaced([Replacement(end, end, block)])
    written, _ = parse(content.decode("utf-8-sig"), PLAN)
    if written is None or plain(written) != {**said, ASSIGNMENTS: after}:
        raise CodingError(f"{FOLDER}/{PLAN} is not written one key below the other; write it so, or add them by hand")
    replace_file(folder, file, content)


def _one_or_many(coders: Sequence[str]) -> str | list[str]:
    return coders[0] if len(coders) == 1 else [*coders]
