"""The drafts of an article in the page: those that wait, and what becomes of them."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.drafting.draft import RULES, id_of
from kg.drafting.queue import Queue, update
from kg.editing.articles import ArticleFile
from kg.editing.changes import Change, ConflictError
from kg.editing.saving import ChangedError
from kg.exports.manifest import digest
from kg.model.findings import rows
from kg.publication import BusyError
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

    A draft whose claim stands in the article already needs no change.

    Raises QueueError where one is not there, and what reading the article raises.
    """
    from kg.drafting.accepting import accept, entries_of, waiting_of  # noqa: PLC0415 - as above

    terms = ontology.load(root / "ontology")
    tried = accept(root, slug, ids, terms, cache, dry=True)
    file = ArticleFile.read(root, slug)
    there = {block.id for block in file.claims}
    new = [name for name, claim in tried.claims.items() if claim not in there]
    entries = entries_of(waiting_of(Queue.read(root, slug), new), file)
    changes = [Change(str(entry["id"]), None, entry) for entry in entries.values()]
    return changes, {name: rows(findings) for name, findings in tried.mistakes.items()}


def mark(root: Path, slug: str, ids: Iterable[str], before: Iterable[State], state: State) -> None:
    """Give drafts that are in one of the states `before` another; the others, and those that are gone, are passed over.

    Raises QueueError while their file has mistakes.
    """
    wanted, states = set(ids), set(before)

    def marked(queue: Queue) -> Queue:
        return queue.marked({each.id: state for each in queue.drafts if each.id in wanted and each.state in states})

    if any(each.id in wanted for each in _read(root, slug).drafts):
        update(root, slug, marked)


def accepted(root: Path, slug: str, ids: Sequence[str]) -> None:
    """Have drafts wait no longer whose claims have been written; while their file has mistakes it stays as it is."""
    if ids and not _read(root, slug).findings:
        with _unless_busy():
            mark(root, slug, ids, ("waiting", "refused"), "accepted")


def check_waiting(root: Path, slug: str, ids: Sequence[str]) -> None:
    """Raise ConflictError where one of these drafts is a claim already, which is not to be written twice."""
    if ids and any(each.id in ids for each in _read(root, slug).with_state("accepted")):
        raise ConflictError("somebody else has accepted this draft meanwhile, so its claim may stand there already", {})


def follow(root: Path, slug: str, changes: Sequence[Change | RawChange]) -> None:
    """After claims came or went by undoing or doing again: their drafts are accepted, or wait once more."""
    of_claims = [each for each in changes if isinstance(each, Change)]
    came = [each.after for each in of_claims if each.before is None and each.after]
    went = [each.before for each in of_claims if each.after is None and each.before]
    turns: tuple[tuple[list[dict[str, Any]], State, State], ...] = (
        (came, "waiting", "accepted"),
        (went, "accepted", "waiting"),
    )
    for entries, before, state in turns:
        queue = _read(root, slug)
        if entries and not queue.findings:
            names = [name for entry in entries if BY in entry and (name := _draft_of(queue, entry, before))]
            with _unless_busy():
                mark(root, slug, names, [before], state)


def _unless_busy() -> suppress:
    """For what follows a save: that is written, and a draft which others write just then is decided another time."""
    return suppress(BusyError, ChangedError)


def _draft_of(queue: Queue, entry: dict[str, Any], state: State) -> str:
    """The id of the draft in a state of which a claim was made, or nothing.

    Of several on its passage it is the one that says the same, or else the first, since claims are edited.
    """
    quote, occurrence = entry.get("quote"), entry.get("occurrence")
    if not isinstance(quote, (str, list)):
        return ""
    number = int(occurrence) if isinstance(occurrence, str) and occurrence.isdecimal() else None
    name = id_of(queue.article, [str(each) for each in quote] if isinstance(quote, list) else quote, number)
    own = [each for each in queue.with_state(state) if _is_of(each, name) and each.drafted_by == entry[BY]]
    said = {key: value for key, value in entry.items() if key not in ("id", BY)}
    same = [each for each in own if {key: value for key, value in each.claim.items() if key != "id"} == said]
    return next((each.id for each in (*same, *own)), "")


def _is_of(draft: Draft, name: str) -> bool:
    return draft.id == name or draft.id.startswith(f"{name}-")
