"""The drafts of an article in the page: those that wait, and what becomes of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.drafting.draft import RULES, id_of
from kg.drafting.queue import Queue, update
from kg.editing.articles import ArticleFile
from kg.editing.changes import Change
from kg.exports.manifest import digest
from kg.model.findings import rows
from kg.rdf import ontology
from kg.server.workbench.article import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.cache import Cache
    from kg.drafting.draft import Draft, State
    from kg.editing.changes import RawChange
    from kg.editing.text import FileText
    from kg.server.workbench.article import ReadArticle

KEPT = 8
BY = "drafted-by"
# What an article says where nothing is to be suggested.
NONE: Mapping[str, Any] = {"drafts": [], "drafts_etag": "", "drafts_findings": []}


def drafts_etag(root: Path, slug: str) -> str:
    """The tag of the drafts of an article, empty where there are none."""
    content = Queue.read(root, slug).file.content
    return digest(content)[:32] if content else ""


def waiting(root: Path, article: ReadArticle) -> dict[str, Any]:
    """The drafts of an article that wait, each with where its quotes stand, the tag of all, and what is wrong there."""
    queue = _read(root, article.file.slug)
    furniture = article.furniture
    return {
        "drafts": [
            {
                "id": draft.id,
                "entry": {**draft.claim, BY: draft.drafted_by},
                "spans": [[*each] for each in spans_of(draft.claim, article.text, furniture)],
                "rank": draft.rank,
                "because": {path.replace(".", "/"): why for path, why in draft.because.items()},
                "flags": [{"path": flag.field.replace(".", "/"), "says": flag.says} for flag in draft.flags],
            }
            for draft in queue.with_state("waiting")
        ],
        "drafts_etag": digest(queue.file.content)[:32] if queue.file.content else "",
        "drafts_findings": rows(queue.findings),
    }


def counted(root: Path, slug: str) -> int:
    """How many drafts of an article wait."""
    return len(_read(root, slug).with_state("waiting"))


def _read(root: Path, slug: str) -> Queue:
    queue = Queue.read(root, slug)
    return queue if not queue.file.content or queue.findings else _kept(slug, queue.file)


@lru_cache(maxsize=KEPT)
def _kept(slug: str, file: FileText) -> Queue:
    """The queue that a file holds, read once."""
    return Queue.of(slug, file)


def draft(root: Path, slug: str, cache: Cache) -> None:
    """Have rules suggest claims for an article, in place of those of theirs that wait; raises QueueError."""
    from kg import sources  # noqa: PLC0415 - numpy and the rules, which a start does not wait for
    from kg.drafting.rules import drafted  # noqa: PLC0415
    from kg.drafting.suggestions import Suggester  # noqa: PLC0415

    terms = ontology.load(root / "ontology")
    corpus, _ = sources.read(root, terms, cache)
    article = corpus.articles.get(slug)
    if article is None:
        return
    taken = {claim.slug for claim in corpus.claims if claim.article == slug}
    made = drafted(article, article.text, Suggester(corpus, terms), taken)
    update(root, slug, lambda queue: queue.merged(made.drafts, RULES, made.text_sha256))


def claims_of(root: Path, slug: str, ids: Sequence[str], cache: Cache) -> tuple[list[Change], dict[str, Any]]:
    """The changes that make claims of drafts, but for those with errors, and these errors by the ids of the drafts.

    Raises QueueError where one is not there, and what reading the article raises.
    """
    from kg.drafting.accepting import accept, entries_of, waiting_of  # noqa: PLC0415 - as above

    terms = ontology.load(root / "ontology")
    tried = accept(root, slug, ids, terms, cache, dry=True)
    fine = waiting_of(Queue.read(root, slug), [name for name in ids if name in tried.claims])
    entries = entries_of(fine, ArticleFile.read(root, slug))
    changes = [Change(str(entry["id"]), None, entry) for entry in entries.values()]
    return changes, {name: rows(findings) for name, findings in tried.mistakes.items()}


def mark(root: Path, slug: str, ids: Iterable[str], state: State) -> None:
    """Give drafts another state; those that are not there any more, as after another run, are passed over."""
    wanted = set(ids)

    def marked(queue: Queue) -> Queue:
        return queue.marked({each.id: state for each in queue.drafts if each.id in wanted})

    if any(each.id in wanted for each in _read(root, slug).drafts):
        update(root, slug, marked)


def accepted(root: Path, slug: str, ids: Iterable[str]) -> None:
    """Have drafts wait no longer whose claims have been written; while their file has mistakes it stays as it is."""
    if not _read(root, slug).findings:
        mark(root, slug, ids, "accepted")


def follow(root: Path, slug: str, changes: Sequence[Change | RawChange]) -> None:
    """After claims came or went by undoing or doing again: their drafts are accepted, or wait once more."""
    queue = _read(root, slug)
    if queue.findings:
        return
    for state, entries in (
        ("accepted", [each.after for each in changes if isinstance(each, Change) and each.before is None]),
        ("waiting", [each.before for each in changes if isinstance(each, Change) and each.after is None]),
    ):
        of_claims = [name for entry in entries if entry and BY in entry for name in _drafts_of(queue, entry)]
        mark(root, slug, of_claims, state)  # type: ignore[arg-type] # one of the two


def _drafts_of(queue: Queue, entry: dict[str, Any]) -> list[str]:
    """The ids of the drafts of a claim's passage by who drafted it."""
    quote, occurrence = entry.get("quote"), entry.get("occurrence")
    if not isinstance(quote, (str, list)):
        return []
    number = int(occurrence) if isinstance(occurrence, str) and occurrence.isdecimal() else None
    name = id_of(queue.article, [str(each) for each in quote] if isinstance(quote, list) else quote, number)
    return [each.id for each in queue.drafts if _is_of(each, name) and each.drafted_by == entry[BY]]


def _is_of(draft: Draft, name: str) -> bool:
    return draft.id == name or draft.id.startswith(f"{name}-")
