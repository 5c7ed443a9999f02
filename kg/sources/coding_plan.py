"""`coding/plan.yaml` → who codes which article, and how much is coded by two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean, shown
from kg.sources.entries import validated
from kg.sources.schema import PlanEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model.records import Corpus, Node
    from kg.sources.files import SourceFiles

FOLDER, PLAN = "coding", "plan.yaml"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who codes, and who codes what; `double_coded` is the share of the articles that two code, from 0 to 1.

    `assignments` are the coders of each article that has been drawn or given out by hand; `seed` steers the draw.
    """

    coders: tuple[str, ...]
    double_coded: float = 0.0
    seed: int = 0
    assignments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_plan(files: SourceFiles, corpus: Corpus) -> Plan | None:
    """The plan, or None where it cannot be read; what is wrong becomes findings.

    Who is given an article is among the coders, and the article is there. Why: an article that is given to a name with
    a slip is coded by nobody, and nobody knows.
    """
    tree = files.tree(files.folder / PLAN)
    if tree is None:
        return None
    entry, findings = validated(PlanEntry, tree, "")
    files.findings += findings
    if entry is None:
        return None
    files.findings += _unknown(tree, entry, corpus)
    assignments = {slug: tuple(dict.fromkeys(coders)) for slug, coders in entry.assignments.items()}
    return Plan(tuple(dict.fromkeys(entry.coders)), float(entry.double_coded), entry.seed, assignments)


def _unknown(tree: Node, entry: PlanEntry, corpus: Corpus) -> Iterator[Finding]:
    """Articles and coders in the plan that are not there."""
    assigned = tree.child("assignments")
    for slug, coders in entry.assignments.items():
        place = assigned.keys[slug] if assigned is not None else tree.location
        if slug not in corpus.articles and not corpus.may_have(f"article/{slug}"):
            hint = did_you_mean(slug, corpus.articles) or "; add it, or take it out of the plan"
            yield Finding(place, "coding-plan", f"there is no article {shown(slug)} in sources/articles{hint}")
        for index, coder in enumerate(coders):
            at = tree.at("assignments", slug, index)
            if coder not in entry.coders:
                hint = did_you_mean(coder, entry.coders) or "; add the name to 'coders'"
                yield Finding(at, "coding-plan", f"{coder!r} is none of the coders{hint}")
            elif coder in coders[:index]:
                yield Finding(
                    at, "coding-plan", f"{coder!r} is given the article twice; name each coder once", "warning"
                )
