"""Drafts that a person accepts become claims of their article, unless they would be mistakes; others are refused.

What is to be written is read and checked in a copy of the sources first, by the rules of `kg check`: a draft with an
error is not written, and told with its finding. Claims keep the name of what drafted them.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cache import Cache
from kg.drafting.queue import Queue, QueueError, update
from kg.drafting.suggestions import claim_id
from kg.editing.articles import ArticleFile
from kg.editing.changes import Change, changed, save_changes
from kg.editing.text import FileText
from kg.model.files import UnreadableError, content_of, decoded, stays_inside
from kg.sources import read, rules
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.drafting.draft import Draft
    from kg.model.findings import Finding
    from kg.model.vocabulary import Vocabulary

# Nothing of these is a claim, and originals are large.
LEFT_OUT = shutil.ignore_patterns("drafts", "originals", ".*")


@dataclass(frozen=True)
class Accepted:
    """What became of drafts of an article that were to be accepted.

    `claims` has by the ids of drafts those of the claims that were written, or would be; `mistakes` the errors of those
    that were not; `warnings` what to look at in those that were.
    """

    article: str
    claims: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    warnings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


def accept(
    root: Path,
    article: str,
    ids: Sequence[str],
    vocabulary: Vocabulary,
    cache: Cache | None = None,
    *,
    dry: bool = False,
) -> Accepted:
    """Write the drafts of these ids as claims of an article, but for those with errors; nothing where it is `dry`.

    Drafts that were accepted already are left alone. Raises QueueError where a draft is not there, EditingError where
    the file of the article cannot be changed, and what `kg.editing.changes.save_changes` raises.
    """
    cache = cache if cache is not None else Cache(stays=True)
    queue = Queue.read(root, article)
    queue.check()
    drafts = waiting_of(queue, ids)
    file = ArticleFile.read(root, article)
    entries = entries_of(drafts, file)
    there = {name: block_id for name, entry in entries.items() if (block_id := _same(file, entry))}
    new = {name: entry for name, entry in entries.items() if name not in there}
    mistakes: dict[str, tuple[Finding, ...]] = {}
    warnings: dict[str, tuple[Finding, ...]] = {}
    while new:
        told = _findings(root, file, new, vocabulary, cache)
        errors = {
            name: tuple(finding for finding in findings if finding.severity == "error")
            for name, findings in told.items()
        }
        wrong = {name: findings for name, findings in errors.items() if findings}
        if not wrong:
            warnings = {name: tuple(findings) for name, findings in told.items() if findings}
            break
        mistakes |= wrong
        new = {name: entry for name, entry in new.items() if name not in wrong}
    claims = there | {name: str(entry["id"]) for name, entry in new.items()}
    if not dry and claims:
        if new:
            save_changes(root, article, [Change(str(entry["id"]), None, entry) for entry in new.values()])
        # Another run may have taken a draft away meanwhile, whose claim is written all the same.
        update(
            root, article, lambda now: now.marked({draft.id: "accepted" for draft in now.drafts if draft.id in claims})
        )
    return Accepted(article, claims, mistakes, warnings)


def refuse(root: Path, article: str, ids: Sequence[str]) -> Queue:
    """Mark drafts of an article as refused, so that they are not suggested again; raises QueueError as `update` does.

    What was accepted is a claim and stays accepted: it goes by deleting the claim.
    """

    def marked(queue: Queue) -> Queue:
        return queue.marked({draft.id: "refused" for draft in waiting_of(queue, ids)})

    return update(root, article, marked)


def waiting_of(queue: Queue, ids: Sequence[str]) -> list[Draft]:
    """The drafts of these ids that were not accepted, in the order of the ids."""
    known = {draft.id: draft for draft in queue.drafts}
    if unknown := [name for name in ids if name not in known]:
        raise QueueError(f"there is no draft {unknown[0]!r} of {queue.article}; `kg draft --list` shows them")
    return [known[name] for name in dict.fromkeys(ids) if known[name].state != "accepted"]


def entries_of(drafts: Sequence[Draft], file: ArticleFile) -> dict[str, dict[str, Any]]:
    """The entries of claims by the ids of their drafts, each with an id of its own and what drafted it."""
    taken = {block.id for block in file.claims}
    entries = {}
    for draft in drafts:
        said = dict(draft.claim)
        named = said.get("id")
        if not isinstance(named, str) or not named or named in taken:
            named = claim_id(" ".join(draft.quotes), taken)
        taken.add(named)
        entries[draft.id] = {
            "id": named,
            **{k: v for k, v in said.items() if k != "id"},
            "drafted-by": draft.drafted_by,
        }
    return entries


def _same(file: ArticleFile, entry: Mapping[str, Any]) -> str:
    """The claim that says the same already, as after a run that was killed before the draft was marked; or nothing."""
    wanted = {key: value for key, value in entry.items() if key != "id"}
    for block in file.claims:
        if block.entry is not None and {key: value for key, value in block.entry.items() if key != "id"} == wanted:
            return block.id
    return ""


def _findings(
    root: Path,
    file: ArticleFile,
    entries: Mapping[str, dict[str, Any]],
    vocabulary: Vocabulary,
    cache: Cache,
) -> dict[str, list[Finding]]:
    """What would be wrong with each of the claims, by their drafts, if all of them stood in the file."""
    changes = [Change(str(entry["id"]), None, entry) for entry in entries.values()]
    content = changed(file, changes, _text(root, file.slug))
    after = ArticleFile.of(FileText(file.file.path, content))
    with tempfile.TemporaryDirectory(prefix="kg-draft-") as folder:
        copy = Path(folder)
        shutil.copytree(root / "sources", copy / "sources", symlinks=True, ignore=LEFT_OUT)
        articles = copy / "sources" / "articles"
        if articles.is_symlink():
            articles.unlink()
            shutil.copytree(root / "sources" / "articles", articles, symlinks=True, ignore=LEFT_OUT)
        if (root / "project.yaml").is_file():
            shutil.copyfile(root / "project.yaml", copy / "project.yaml")
        # What is written through a link would be in the project.
        (articles / f"{file.slug}.yaml").unlink(missing_ok=True)
        (articles / f"{file.slug}.yaml").write_bytes(content)
        corpus, findings = read(copy, vocabulary, cache)
        findings = [*findings, *rules.run(corpus, vocabulary, None, cache)]
    name = f"sources/articles/{file.slug}.yaml"
    told: dict[str, list[Finding]] = {draft: [] for draft in entries}
    lines = {
        draft: range(block.line, after.file.line(block.end - 1) + 1)
        for draft, entry in entries.items()
        for block in after.called(str(entry["id"]))
    }
    for finding in sorted(set(findings)):
        for draft, within in lines.items():
            if finding.location.file == name and finding.location.line in within:
                told[draft].append(finding)
    return told


def _text(root: Path, article: str) -> FoldedText | None:
    """The text of an article, None where it cannot be read, which the check tells."""
    path = root / "sources" / "articles" / f"{article}.txt"
    try:
        stays_inside(path, root / "sources")
        return FoldedText.of(decoded(content_of(path)))
    except UnreadableError:
        return None
