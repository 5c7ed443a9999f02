"""The drafts of one article, in sources/drafts/<article>.yaml: read with findings, merged with a new run, written.

Nothing that is built or checked looks at these files. Who deletes one loses what was suggested, and which suggestions
were refused; nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal  # noqa: TC003 - pydantic reads it
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from kg.drafting.draft import DIGITS, Draft, Flag, State, id_of
from kg.editing.articles import EditingError
from kg.editing.changes import TRIES, check_entry
from kg.editing.emitting import STEP, entry_lines, scalar
from kg.editing.saving import ChangedError, replace_file
from kg.editing.text import FileText
from kg.model.files import MAX_BYTES, UnreadableError, content_of, decoded, stays_inside
from kg.model.findings import Finding, Location, shown
from kg.model.wording import clipped
from kg.publication import settle
from kg.sources.entries import validated
from kg.sources.schema import CONTROL, Entry, Text, is_slug
from kg.sources.yaml import parse, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model.records import Node

FOLDER = "sources/drafts"
HEAD = (
    "# Suggestions by `kg draft`, never built. Accept or refuse them: `kg annotate`, or `kg draft accept|reject ID …`."
)
ID = re.compile(r"d-[0-9a-f]{8}(?:-[1-9][0-9]{0,3})?")
OCCURRENCE = re.compile(r"[1-9][0-9]{0,2}")
# The length of an id without the number that tells drafts on one passage apart.
BEFORE_NUMBER = len("d-") + DIGITS
HASH = re.compile(r"[0-9a-f]{64}")
# So long is at most what is said of a field, of what to look at, and the name of who drafted.
LONGEST_REASON, LONGEST_NAME = 500, 100
# A rank is written with so many decimals; what somebody else wrote with more is rounded.
RANK_DIGITS = 2


class QueueError(EditingError):
    """Drafts cannot be read or written; the message says why, and what to do. `findings` are what must be mended."""


def _id(text: str) -> str:
    if ID.fullmatch(text):
        return text
    raise PydanticCustomError("draft-id", "d- and eight digits from 0 to 9 and a to f, as `kg draft` writes them")


def _hash(text: str) -> str:
    if HASH.fullmatch(text):
        return text
    raise PydanticCustomError("text-hash", "64 digits from 0 to 9 and a to f; delete the file, or draft anew")


class FlagEntry(Entry):
    """What a person should look at."""

    field: str = Field(default="", description="The path of a field of the claim.")
    says: Text = Field(description="What to look at, and why.")


class DraftEntry(Entry):
    """A suggested claim."""

    id: Annotated[str, AfterValidator(_id)] = Field(description="d- and digits of a hash.")
    state: State = Field(description="waiting, accepted or refused.")
    drafted_by: Text = Field(description="rules, or the name of a model.")
    rank: Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)] = Field(description="A number from 0 to 1.")
    claim: dict[str, Any] = Field(description="The entry of a claim.")
    because: dict[str, Text] = Field(default_factory=dict, description="On what the values of fields rest.")
    # Each is an entry of its own.
    flags: list[Any] = Field(default_factory=list, description="What a person should look at.")


class FileEntry(Entry):
    """A file of drafts."""

    article: str = Field(description="The article that they are of.")
    text_sha256: Annotated[str, AfterValidator(_hash)] = Field(description="The SHA-256 of the text of the article.")
    # Each is an entry of its own.
    drafts: list[Any] | None = Field(description="The suggested claims.")


@dataclass(frozen=True)
class Queue:
    """The drafts of an article, the likeliest first; `findings` are what keeps the file from being read whole.

    Where the article was renamed, with its files, the drafts have the ids that they have under the new name.

    `text_sha256` is of the text that the last run drafted from, "" where nothing was drafted yet. Drafts that are
    written otherwise than here are left out, and while there are some nothing is written.
    """

    article: str
    file: FileText = field(compare=False, repr=False)
    text_sha256: str = ""
    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, root: Path, article: str) -> Queue:
        """The drafts of an article of a project, none where there is no such file; raises BusyError and OSError."""
        sources = root / "sources"
        file = FileText(sources / "drafts" / f"{article}.yaml", b"")
        if not is_slug(article):
            return cls(article, file, findings=(_finding(article, f"{shown(article)} is the name of no article"),))
        settle(sources)
        try:
            stays_inside(file.path, sources)
            if not file.path.is_file():
                return cls(article, file)
            file = FileText(file.path, content_of(file.path))
            decoded(file.content, "utf-8-sig")
        except UnreadableError as error:
            place = Location(_name(article), error.line, error.column)
            return cls(article, file, findings=(Finding(place, error.rule, str(error)),))
        return cls.of(article, file)

    @classmethod
    def of(cls, article: str, file: FileText) -> Queue:
        """The same of a file that was read."""
        tree, findings = parse(file.text, _name(article))
        if tree is None:
            told = findings or [_finding(article, "there is nothing in it; delete it, or draft anew")]
            return cls(article, file, findings=tuple(told))
        whole, wrong = validated(FileEntry, tree, article)
        findings += wrong
        drafts: dict[str, Draft] = {}
        listed = tree.child("drafts")
        for node in listed.value if listed is not None and isinstance(listed.value, list) else ():
            draft, wrong = _draft(node)
            findings += wrong
            if draft is not None and draft.id in drafts:
                findings.append(Finding(node.at("id"), "id-duplicate", f"{draft.id} stands there already; delete one"))
            elif draft is not None:
                drafts[draft.id] = draft
        if whole is not None and whole.article != article:
            drafts = {draft.id: draft for draft in (_renamed(each, article) for each in drafts.values())}
        sha256 = whole.text_sha256 if whole is not None else ""
        return cls(article, file, sha256, tuple(drafts.values()), tuple(sorted(set(findings))))

    def with_state(self, state: State) -> tuple[Draft, ...]:
        """The drafts that wait, or that were accepted or refused."""
        return tuple(draft for draft in self.drafts if draft.state == state)

    def merged(self, drafts: Iterable[Draft], drafted_by: str, text_sha256: str) -> Queue:
        """The same after another run of those who draft under a name.

        What waits of theirs goes, what others drafted stays. What was accepted or refused stays, too, and is not
        suggested again. Several drafts on one passage are told apart by a number behind the id.
        """
        drafted_by = _said(drafted_by, LONGEST_NAME)
        kept = {each.id: each for each in self.drafts if each.state != "waiting" or each.drafted_by != drafted_by}
        decided = {each.id for each in kept.values() if each.state != "waiting"}
        new: dict[str, Draft] = {}
        for draft in drafts:
            number, named = 1, draft.id
            while named not in decided and (named in kept or named in new):
                number += 1
                named = f"{draft.id}-{number}"
            if named not in decided:
                new[named] = _clean(replace(draft, id=named, drafted_by=drafted_by, state="waiting"))
        order = sorted([*kept.values(), *new.values()], key=lambda each: (-each.rank, each.id))
        return replace(self, drafts=tuple(order), text_sha256=text_sha256)

    def marked(self, states: Mapping[str, State]) -> Queue:
        """The same with other states of some drafts, by their ids; raises QueueError where one is not there."""
        known = {draft.id for draft in self.drafts}
        if unknown := [name for name in states if name not in known]:
            raise QueueError(f"there is no draft {unknown[0]!r} of {self.article}; `kg draft --list` shows them")
        drafts = tuple(replace(draft, state=states.get(draft.id, draft.state)) for draft in self.drafts)
        return replace(self, drafts=drafts)

    def check(self) -> None:
        """Raise QueueError, with the findings, where the file could not be read whole."""
        if self.findings:
            message = f"{_name(self.article)} has mistakes; mend it, or delete it, which forgets what was refused"
            raise QueueError(message, self.findings)

    def content(self) -> bytes:
        """The bytes of the file; raises QueueError where it could not be read again as it is."""
        self.check()
        for draft in self.drafts:
            check_entry(dict(draft.claim))
        head = f"{HEAD}\narticle: {scalar(self.article)}\ntext-sha256: {scalar(self.text_sha256)}\ndrafts:"
        lines = [line for draft in self.drafts for line in _lines(draft)]
        content = "\n".join([head if lines else f"{head} []", *lines, ""]).encode()
        if len(content) > MAX_BYTES:
            raise QueueError(f"{_name(self.article)} would have {len(content):,} bytes, more than {MAX_BYTES:,}")
        again = Queue.of(self.article, FileText(self.file.path, content))
        if again != replace(self, file=again.file):
            raise QueueError(f"{_name(self.article)} would not say what it is to say", again.findings)
        return content

    def save(self, root: Path) -> None:
        """Write the file in place of what was read, if it is not the same.

        Raises QueueError where it cannot be written, ChangedError if somebody has changed it meanwhile, BusyError and
        OSError as files do.
        """
        content = self.content()
        if content != self.file.content:
            self.file.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(root / "sources", self.file, content)


def update(root: Path, article: str, change: Callable[[Queue], Queue]) -> Queue:
    """Read the drafts of an article, change them and write them, again as long as others write them meanwhile.

    Raises QueueError where they cannot be read or written, ChangedError if others write again and again.
    """
    for _ in range(TRIES):
        queue = Queue.read(root, article)
        queue.check()
        changed = change(queue)
        try:
            changed.save(root)
        except ChangedError:
            continue
        return changed
    raise ChangedError(f"{_name(article)} is written by others again and again; nothing was written, so try again")


def drafted_articles(root: Path) -> list[str]:
    """The articles of which there are files of drafts, by their slugs."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.yaml") if is_slug(path.stem))


def _name(article: str) -> str:
    return f"{FOLDER}/{article}.yaml"


def _finding(article: str, message: str) -> Finding:
    return Finding(Location(_name(article)), "draft-file", message)


def _draft(node: Node) -> tuple[Draft | None, list[Finding]]:
    """The draft that a node stands for, or None with what is wrong with it."""
    entry, findings = validated(DraftEntry, node, "")
    flags = []
    listed = node.child("flags")
    for each in listed.value if listed is not None and isinstance(listed.value, list) else ():
        flag, wrong = validated(FlagEntry, each, "")
        findings += wrong
        flags += [Flag(flag.field, flag.says)] if flag is not None else []
    if entry is None or findings:
        return None, findings
    claim = node.child("claim")
    return Draft(
        id=entry.id,
        drafted_by=entry.drafted_by,
        rank=round(float(entry.rank), RANK_DIGITS),
        claim=plain(claim) if claim is not None else {},
        because=entry.because,
        flags=tuple(flags),
        state=entry.state,
    ), []


def _renamed(draft: Draft, article: str) -> Draft:
    """The draft of an article that was renamed, with the id that it has under the new name."""
    said = draft.claim.get("occurrence")
    occurrence = int(said) if isinstance(said, str) and OCCURRENCE.fullmatch(said) else None
    return replace(draft, id=f"{id_of(article, draft.quotes, occurrence)}{draft.id[BEFORE_NUMBER:]}")


def _lines(draft: Draft) -> Iterator[str]:
    """The lines of a draft."""
    indent = STEP * 2
    yield f"{STEP}- id: {draft.id}"
    yield f"{indent}state: {draft.state}"
    yield f"{indent}drafted-by: {scalar(draft.drafted_by)}"
    yield f"{indent}rank: {draft.rank:.{RANK_DIGITS}f}"
    flags = [{"field": flag.field, "says": flag.says} for flag in draft.flags]
    more: dict[str, Any] = {"claim": dict(draft.claim), "because": dict(draft.because), "flags": flags}
    yield from entry_lines({key: value for key, value in more.items() if value or key == "claim"}, "draft", indent)


def _clean(draft: Draft) -> Draft:
    """A draft with what is said of it in one line each, and its rank as the file has it."""
    because = {_said(path, LONGEST_NAME): _said(why, LONGEST_REASON) for path, why in draft.because.items()}
    flags = (Flag(_said(flag.field, LONGEST_NAME), _said(flag.says, LONGEST_REASON)) for flag in draft.flags)
    return replace(
        draft,
        rank=round(min(max(draft.rank, 0.0), 1.0), RANK_DIGITS),
        because={path: why for path, why in because.items() if path and why},
        flags=tuple(flag for flag in flags if flag.says),
    )


def _said(text: str, longest: int) -> str:
    """A text in one line, with signs for characters that files do not take."""
    return clipped(" ".join(CONTROL.sub("\ufffd", text).split()), longest)
