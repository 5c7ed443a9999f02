"""What one run of the workbench keeps: what the last check and build gave, and who saves in which turn."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from kg.cache import of_project
from kg.editing.changes import NoYamlError, changed, save_changes
from kg.editing.journal import REGISTRIES, Journal, journal_folder
from kg.editing.reversing import LinesChange, differences, with_lines
from kg.exports.manifest import digest
from kg.model.files import content_of
from kg.model.wording import counted
from kg.server.workbench import drafts, registry
from kg.server.workbench.article import ReadArticle, described, etag_now
from kg.server.workbench.child import Child
from kg.server.workbench.results import Results, tag
from kg.sources.quoting import FITS, occurrence_of, quoted_passage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    from kg.drafting.draft import State
    from kg.editing.articles import ArticleFile
    from kg.editing.changes import Change, RawChange
    from kg.editing.journal import Step
    from kg.editing.text import FileText

CHECKING, BUILDING = "kg.server.workbench.checking", "kg.server.workbench.building"
# Seconds: between two looks at the files of an article that somebody waits for, and until a suggestion is given up.
LOOK, PATIENCE = 0.25, 5.0
NICE = 10
NOTHING: dict[str, Any] = {"fields": {}, "mentions": {"actors": [], "issues": [], "events": []}, "id": ""}


def _can_be_made(changes: Sequence[Change | RawChange], file: ArticleFile) -> bool:
    """Whether changes can be made, as those cannot that would make no YAML again of what was mended."""
    try:
        changed(file, changes)
    except NoYamlError:
        return False
    return True


class NothingLeftError(Exception):
    """There is no change to be undone, or done again."""


class Session:
    """One project, with a process that checks it, one that builds it, and what these last said.

    With `plain` nothing is suggested.
    """

    def __init__(self, root: Path, *, plain: bool = False) -> None:
        self.root, self.plain = root, plain
        self.results = Results()
        self.cache = of_project(root)
        self.journal = Journal(journal_folder(self.cache))
        self.known = asyncio.Event()
        self.built: str | None = None
        self.moved: list[dict[str, Any]] = []
        self.is_building = False
        self._is_over = False
        self._checker = Child(CHECKING, root, self._hear_of_check)
        self._builder = Child(BUILDING, root, self._hear_of_build, NICE)
        self._built_of: Mapping[str, str] = {}
        self._turn = asyncio.Lock()
        self._something = asyncio.Event()
        self._numbers = count()
        self._suggested: dict[int, asyncio.Future[dict[str, Any]]] = {}

    def start(self) -> None:
        """Begin to check and to build."""
        self._checker.start()
        self._builder.start()

    async def close(self) -> None:
        """End what works beside, and tell those who wait for news what there is."""
        self._is_over = True
        self._tell()
        await asyncio.gather(self._checker.close(), self._builder.close())

    def article(self, slug: str) -> dict[str, Any]:
        """An article as the page has it; raises EditingError or UnreadableError where it cannot be."""
        return self._described(ReadArticle.read(self.root, slug))

    async def change(
        self, slug: str, changes: Sequence[Change | RawChange], label: str, accepted: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Save changes of an article, and give it as it is then; raises what `save_changes` does.

        The drafts that are `accepted` by them wait no longer; raises ConflictError, too, where one was accepted before.
        """

        def change() -> dict[str, Any]:
            drafts.check_waiting(self.root, slug, accepted)
            return self._changed(slug, changes, label, accepted)

        return await self._in_turn(change)

    def _changed(
        self, slug: str, changes: Sequence[Change | RawChange], label: str, accepted: Sequence[str]
    ) -> dict[str, Any]:
        saved = save_changes(self.root, slug, changes)
        if _can_be_made(saved.undo, saved.file):
            self.journal.done(slug, changes, saved.undo, label)
        drafts.accepted(self.root, slug, accepted)
        return self._described(ReadArticle.of(self.root, saved.file))

    async def accept(self, slug: str, ids: Sequence[str]) -> dict[str, Any]:
        """Make claims of drafts in one step, and give the article as it is then, with the mistakes of the others.

        Raises QueueError where a draft is not there, and what `save_changes` does.
        """

        def accept() -> dict[str, Any]:
            changes, mistakes = drafts.claims_of(self.root, slug, ids, self.cache)
            accepted = [name for name in ids if name not in mistakes]
            if changes:
                label = counted(len(changes), "accepted draft")
                return {"article": self._changed(slug, changes, label, accepted), "mistakes": mistakes}
            drafts.accepted(self.root, slug, accepted)
            return {"article": self.article(slug), "mistakes": mistakes}

        return await self._in_turn(accept)

    async def decide(self, slug: str, ids: Sequence[str], state: State) -> dict[str, Any]:
        """Refuse drafts that wait, or have those that were refused wait again; gives the article as it is then.

        Raises QueueError.
        """
        before: State = "waiting" if state == "refused" else "refused"

        def decide() -> dict[str, Any]:
            drafts.mark(self.root, slug, ids, [before], state)
            return {"article": self.article(slug), "mistakes": {}}

        return await self._in_turn(decide)

    async def draft(self, slug: str) -> dict[str, Any]:
        """Have rules suggest claims, and give the article as it is then; raises QueueError."""

        def draft() -> dict[str, Any]:
            drafts.draft(self.root, slug, self.cache)
            return {"article": self.article(slug), "mistakes": {}}

        return await self._in_turn(draft)

    async def undo(self, slug: str) -> dict[str, Any]:
        """Undo the last change of an article, and give it as it is then.

        Raises NothingLeftError where there is none, and what `save_changes` does, as where somebody else has changed
        the same meanwhile.
        """
        return await self._in_turn(lambda: self._stepped(slug, self.journal.undo(slug), self.journal.undone))

    async def redo(self, slug: str) -> dict[str, Any]:
        """Do again what was undone last, and give the article as it is then; raises as `undo` does."""
        return await self._in_turn(lambda: self._stepped(slug, self.journal.redo(slug), self.journal.redone))

    def _stepped(self, slug: str, step: Step | None, noted: Callable[[str], None]) -> dict[str, Any]:
        if step is None:
            raise NothingLeftError("there is nothing left of that")
        changes = [each for each in step.changes if not isinstance(each, LinesChange)]
        saved = save_changes(self.root, slug, changes)
        noted(slug)
        drafts.follow(self.root, slug, changes)
        return self._described(ReadArticle.of(self.root, saved.file))

    async def change_registry(self, planned: Callable[[], Mapping[FileText, bytes]], label: str) -> str:
        """Change registries as it is planned, and give the tag of the project once that is known of it.

        It is the tag as it was, if that is never known. Raises what the plan does, and what saving does.
        """

        def change() -> Mapping[FileText, bytes]:
            written = registry.write(self.root, planned)
            self.journal.done(REGISTRIES, *differences(self.root / "sources", written), label)
            return written

        return await self._changed_registry(change)

    async def step_registry(self, *, back: bool) -> str:
        """Undo the last change of the registries, or do again what was undone; the tag as from `change_registry`.

        Raises NothingLeftError where there is none, and what `with_lines` and saving do.
        """
        journal = self.journal

        def change() -> Mapping[FileText, bytes]:
            step = journal.undo(REGISTRIES) if back else journal.redo(REGISTRIES)
            if step is None:
                raise NothingLeftError("there is nothing left of that")
            lines = [each for each in step.changes if isinstance(each, LinesChange)]
            written = registry.write(self.root, lambda: with_lines(self.root, lines))
            (journal.undone if back else journal.redone)(REGISTRIES)
            return written

        return await self._changed_registry(change)

    def registry_steps(self) -> dict[str, str | None]:
        """What of the registries can be undone, and done again, in words."""
        steps = {"undo": self.journal.undo(REGISTRIES), "redo": self.journal.redo(REGISTRIES)}
        return {way: None if step is None else step.label for way, step in steps.items()}

    async def _changed_registry(self, change: Callable[[], Mapping[FileText, bytes]]) -> str:
        async with self._turn:
            written = await asyncio.to_thread(change)
        self._checker.say(do="check")
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for file in written:
                    await self._until_read(file.path.relative_to(self.root).as_posix())
        self._tell()
        return self.results.project_etag

    async def _until_read(self, name: str) -> None:
        """Wait until a file was checked as it is."""
        content = await asyncio.to_thread(content_of, self.root / name)
        while self.results.read.get(name) != digest(content):
            await self._something.wait()

    def quote(self, slug: str, spans: Sequence[tuple[int, int]]) -> dict[str, Any]:
        """The quotes of stretches of an article's text; raises NoPassageError where they have none."""
        article = ReadArticle.read(self.root, slug)
        furniture = article.furniture
        passages = [quoted_passage(article.text.folded, *span, furniture) for span in spans]
        quotes = [quote for passage in passages for quote in passage.quotes]
        occurrence = occurrence_of(part for passage in passages for part in passage.parts)
        return {
            "quote": quotes[0] if len(quotes) == 1 else quotes,
            "occurrence": None if occurrence is None else str(occurrence),
            "spans": [[passage.start, passage.end] for passage in passages],
            "fit": max((passage.fit for passage in passages), key=FITS.index),
        }

    async def suggest(self, slug: str, spans: Sequence[tuple[int, int]], kind: str) -> dict[str, Any]:
        """What a claim of a kind on these stretches may say; nothing where nothing is to be suggested, or not in time.

        Raises EditingError or UnreadableError where the article cannot be read.
        """
        article = await asyncio.to_thread(ReadArticle.read, self.root, slug)
        if self.plain:
            return NOTHING
        number = next(self._numbers)
        answer = self._suggested[number] = asyncio.get_running_loop().create_future()
        taken = [block.id for block in article.file.claims]
        about = {"slug": slug, "text": article.text.original, "spans": spans, "content": kind, "taken": taken}
        self._checker.say(do="suggest", number=number, **about)
        try:
            return await asyncio.wait_for(answer, PATIENCE)
        except TimeoutError:
            return NOTHING
        finally:
            del self._suggested[number]

    async def news(self, slug: str, seen: str, seconds: float, gone: Callable[[], Awaitable[bool]]) -> dict[str, Any]:
        """What is new, with its tag; of the article of a slug, too, unless that is empty.

        For something beyond what was `seen` is waited so many seconds at most, and no longer than somebody waits, who
        may be `gone`.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            something = self._something
            told = await asyncio.to_thread(self._news, slug)
            left = until - loop.time()
            if told["etag"] != seen or left <= 0 or self._is_over or await gone():
                return told
            with suppress(TimeoutError):
                await asyncio.wait_for(something.wait(), min(left, LOOK))

    def _news(self, slug: str) -> dict[str, Any]:
        errors, warnings = self.results.counts()
        told = {
            "project_etag": self.results.project_etag,
            "article_etag": etag_now(self.root, slug) if slug else "",
            "checked_etag": self.results.checked_etag(slug) if slug else "",
            "drafts_etag": drafts.drafts_etag(self.root, slug) if slug and not self.plain else "",
            "building": self.is_building,
            "built": self.built,
            "moved": self.moved,
            "errors": errors,
            "warnings": warnings,
            "failed": self.results.failed,
        }
        return {"etag": tag(told), **told}

    async def _in_turn(self, save: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Save one after the other, and have what was saved checked."""
        async with self._turn:
            saved = await asyncio.to_thread(save)
        self._checker.say(do="check")
        self._tell()
        return saved

    def _described(self, article: ReadArticle) -> dict[str, Any]:
        results = self.results
        slug = article.file.slug
        said = described(article, results.blocks(article), results.copied(slug))
        steps = {"undo": self.journal.undo(slug), "redo": self.journal.redo(slug)}
        labels = {way: None if step is None else step.label for way, step in steps.items()}
        # Whoever wants no suggestions is not anchored by drafts either.
        waiting = drafts.NONE if self.plain else drafts.waiting(self.root, article)
        return {**said, **labels, **waiting, "checked": results.are_of(article)}

    def _hear_of_check(self, said: dict[str, Any]) -> None:
        if said["kind"] == "suggested":
            answer = self._suggested.get(said["number"])
            if answer is not None and not answer.done():
                answer.set_result(said["suggestions"])
            return
        if said["kind"] == "findings":
            self.results.take(said)
            self._build()
        elif said["kind"] == "project":
            self.results.take_project(said)
            self.known.set()
        else:
            self.results.failed = said["message"]
        self._tell()

    def _build(self) -> None:
        """Have the graph built of what was checked, once all is known of it, nothing is wrong, and it is new."""
        results = self.results
        if results.whole and not results.counts()[0] and results.hashes != self._built_of:
            self._built_of = results.hashes
            self.is_building = True
            self._builder.say()

    def _hear_of_build(self, said: dict[str, Any]) -> None:
        self.is_building = False
        if said["kind"] == "built":
            self.built, self.moved = said["at"], said["moved"]
        else:
            self._built_of = {}
        self._tell()

    def _tell(self) -> None:
        """Wake those who wait for news."""
        something, self._something = self._something, asyncio.Event()
        something.set()
