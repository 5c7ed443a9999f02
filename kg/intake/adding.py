"""Inputs → articles of a project: what is new is written, what is there stays, what differs is shown."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from kg import publication
from kg.intake.actors import NAMELESS, Actors
from kg.intake.archive import Archive, Held, Siblings, differences, folded
from kg.intake.document import UnreadableInputError
from kg.intake.head import STATED, ArticleParts, Stated, base_slug, head_of_article, published_of, text_of_article
from kg.intake.repetitions import Repetition, Repetitions
from kg.model.files import is_within
from kg.model.findings import Finding, Location, printable
from kg.sources.entries import validated
from kg.sources.files import SourceFiles
from kg.sources.schema import ArticleEntry, slug_of
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.intake.bounds import ReadingProcess
    from kg.intake.dates import Publication
    from kg.intake.document import Document, Input, Reading

ORIGINALS = "originals"
IGNORED = "# Originals are often under a subscription; take this file away to share them.\n*\n!.gitignore\n"
ACTORS = "actors.yaml"
LONGEST_SHOWN = 100
HOST = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
SCHEMA_OF_ACTORS = "# yaml-language-server: $schema={}actors.json\n"
Status = Literal["added", "there", "differs", "rewritten"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: its article, and whether that is new, was there, differs, or was written anew."""

    source: str
    slug: str
    status: Status
    title: str
    publisher: str
    published: str
    basis: str
    sure: bool
    language: str
    characters: int
    furniture: int
    claims: int = 0
    new_actors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    repeats: Repetition | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are added: what is stated of them, and what is written.

    `today` is the day of adding, by which at the latest a file was taken from where it was published.
    `is_article` says that what looks like a wall or the beginning of a text is the article.
    `ask` is given a document and a date that one basis alone says, and gives the date that a person states, or nothing.
    """

    stated: Stated = field(default_factory=Stated)
    dry: bool = False
    keep_originals: bool = True
    replace: bool = False
    is_article: bool = False
    today: str = ""
    ask: Callable[[Document, str, str], str] | None = None


class UnsoundProjectError(Exception):
    """The registries of the project cannot be read, so that nobody knows which actors there are; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the registries of the project cannot be read; mend them first")
        self.findings = findings


class Intake:
    """Adds inputs to a project, one after the other; made by `adding`, which holds the project's lock meanwhile."""

    def __init__(self, root: Path, settings: Settings, process: ReadingProcess) -> None:
        self.root = root
        self.settings = settings
        self.process = process
        self.files = SourceFiles(root)
        self.actors = Actors.of(self.files)
        if wrong := [finding for finding in self.files.findings if finding.severity == "error"]:
            raise UnsoundProjectError(tuple(wrong))
        self.archive = Archive.of(self.files)
        self.repetitions = Repetitions(self.archive)
        self.findings: list[Finding] = []
        schemas = "ontology/json-schema" if (root / "ontology" / "json-schema").is_dir() else "out/schema"
        self.schema = f"../../{schemas}/article.json"
        self.schema_of_actors = SCHEMA_OF_ACTORS.format(f"../{schemas}/")

    def add(self, given: Input, beside: Path | None = None) -> list[Added]:
        """What became of the documents in an input; what cannot be read becomes findings.

        `beside` is the folder of the input, in which texts lie that references name.
        """
        before = len(self.findings)
        try:
            reading = self.process.read(given)
        except UnreadableInputError as error:
            self._fail(given.name, error.rule, str(error))
            return []
        for name, why in reading.unread:
            self._fail(given.name, "add-unreadable", f"{name}: {why}")
        self._compare_counts(given, reading)
        plans = list(self._plans(given, reading.documents, beside))
        if not plans and len(self.findings) == before:
            self._fail(given.name, "add-empty", "there is no article in it")
        if not self.settings.dry:
            self._write(given, [plan for plan in plans if plan[0].status in {"added", "rewritten"}])
        return [added for added, _ in plans]

    def refuse(self, name: str, rule: str, message: str) -> None:
        """Note that an input could not be had at all."""
        self._fail(name, rule, message)

    def _compare_counts(self, given: Input, reading: Reading) -> None:
        """Say where a file has another number of articles than it says itself."""
        # What could not be read is told one by one.
        read = len(reading.documents) + len(reading.unread)
        if reading.announced is not None and reading.announced != read:
            message = f"it says that it has {reading.announced:,} articles, and {read:,} can be read; export it again"
            self._fail(given.name, "add-count", message)

    def _plans(self, given: Input, documents: Sequence[Document], beside: Path | None) -> Iterator[tuple[Added, str]]:
        """What becomes of the documents of a file: each an article of its own, whatever their titles."""
        unchanged = self.archive.with_words_of(map(text_of_article, documents))
        titles = Counter(folded(document.title) for document in documents)
        before: set[str] = set()
        for document in documents:
            siblings = Siblings(before, unchanged, share_title=titles[folded(document.title)] > 1)
            for added, text in self._planned(given, document, beside, siblings):
                before.add(added.slug)
                yield added, text

    def _planned(
        self, given: Input, document: Document, beside: Path | None, siblings: Siblings
    ) -> Iterator[tuple[Added, str]]:
        """What a document becomes, with its text; nothing where it is no article."""
        stated = self.settings.stated
        document = replace(
            document, title=stated.title or document.title, publisher=stated.publisher or document.publisher
        )
        if document.is_reference:
            document = self._with_text(document, beside, given)
        if not self._is_article(given, document):
            return
        document = replace(document, barrier="" if self.settings.is_article else document.barrier)
        when = self._published(document)
        for odd in document.odd:
            self._warn(given.name, "add-letters", f"{_within(document)}{odd}")
        for line in document.missed:
            short = line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
            self._warn(
                given.name,
                "add-missed",
                f"{_within(document)}the page has after its heading, and the text has not: {short!r}",
            )
        text = text_of_article(document)
        added = Added(
            source=given.name,
            slug="",
            status="added",
            title=document.title,
            publisher=document.publisher,
            published=when.published,
            basis=when.basis,
            sure=when.sure,
            language=stated.language or document.language,
            characters=len(text),
            furniture=len(document.furniture),
            remarks=tuple(_remarks(document)),
        )
        edition = Held("", document.title, document.url, (document.sha256,), text, 0, published=when.published)
        if held := self.archive.same(edition, siblings):
            yield replace(added, slug=held.slug, status="there", claims=held.claims), ""
            return
        held = self.archive.earlier(edition, siblings)
        if held and (held.claims or not self.settings.replace):
            yield self._differing(added, document, held, text), ""
            return
        yield self._new(given, document, added, when=when, held=held), text

    def _is_article(self, given: Input, document: Document) -> bool:
        """Whether a document is an article, if only the beginning of one; what it is else becomes a finding."""
        stated = self.settings.is_article and bool(document.paragraphs)
        if document.barrier == "wall" and not stated:
            message = "it is a wall (cookies, robots, scripts) and no article"
            hint = "save the page in a browser and give that; --article says that it is one"
            self._fail(given.name, "add-wall", f"{_within(document)}{message}: {document.title!r}; {hint}")
            return False
        if document.barrier == "stub" and not stated:
            message = f"{_within(document)}{document.title!r} is the beginning of a text for subscribers"
            hint = "where you may read it all, save it in a browser and give it as --html FILE --url ADDRESS"
            self._warn(given.name, "add-stub", f"{message}; {hint}")
        if document.barrier == "note" and not stated:
            message = f"{_within(document)}the mail {document.title!r} is the note to what is attached, and is left out"
            self._warn(given.name, "add-note", f"{message}; --article says that it is an article")
            return False
        return True

    def _published(self, document: Document) -> Publication:
        """When a document was published, by whoever adds it or by itself, or as a person answers who is asked."""
        when = published_of(document, self.settings.stated)
        if when.sure or self.settings.ask is None or self.settings.dry:
            return when
        answer = self.settings.ask(document, when.published, when.basis)
        if not answer:
            return when
        confirmed = when.published.rstrip("~") == answer
        basis = f"{when.basis} Confirmed by whoever added it." if confirmed else STATED
        return replace(when, published=answer, basis=basis, sure=True)

    def _differing(self, added: Added, document: Document, held: Held, text: str) -> Added:
        kept = (
            f"{held.claims} claims rest on its text, which stays"
            if held.claims
            else "its text stays; --replace takes this one"
        )
        self._warn(
            added.source, "add-differs", f"{_within(document)}{held.slug!r} is from there and has another text; {kept}"
        )
        return replace(
            added, slug=held.slug, status="differs", claims=held.claims, differences=differences(held.text, text)
        )

    def _new(self, given: Input, document: Document, added: Added, *, when: Publication, held: Held | None) -> Added:
        before = set(self.actors.proposed)
        host = re.sub(r"^https?://(?:www\.)?|[/:?#].*$", "", document.url)
        # Who is stated to have published it is another than its host; where only a host is known, it names who.
        host = host or (document.publisher if HOST.fullmatch(document.publisher) else "")
        host = "" if self.settings.stated.publisher else host
        publisher = self.actors.slug(document.publisher, "organization", host=host)
        if publisher == NAMELESS:
            message = f"{_within(document)}nothing says who published it; --publisher NAME says it"
            self._warn(given.name, "add-publisher", message)
        else:
            recurring = self.archive.recurring.among(publisher, document.paragraphs, held.slug if held else "")
            document = replace(document, furniture=tuple(dict.fromkeys((*document.furniture, *recurring))))
        agency = self.actors.slug(document.agency, "organization") if document.agency else ""
        parts = ArticleParts(
            publisher,
            tuple(dict.fromkeys(self.actors.slug(name, "person") for name in document.authors)),
            agency if agency != publisher else "",
        )
        new = tuple(sorted(set(self.actors.proposed) - before))
        slug = held.slug if held else self.archive.free(base_slug(document, publisher, when.published))
        written = Held(
            slug, document.title, document.url, (document.sha256,), text_of_article(document), 0,
            document.furniture, when.published, publisher="" if publisher == NAMELESS else publisher,
        )  # fmt: skip
        repeats = self.repetitions.of(written)
        parts = replace(parts, proposed=new, repetition=repeats)
        if repeats is not None and not repeats.certain:
            self._warn(given.name, "add-repeats", f"{_within(document)}{slug!r} {repeats.words}; its head asks")
        original = f"sources/{ORIGINALS}/{original_name(given)}" if self.settings.keep_originals else ""
        head = head_of_article(
            document, parts, when, self.settings.stated, original=original, schema=self.schema,
            today=self.settings.today, name=PurePath(given.name).name or given.url or "standard input",
        )  # fmt: skip
        _demand_sound(head, slug)
        self.archive.add(replace(written, copy_of=repeats.original if repeats is not None and repeats.certain else ""))
        status: Status = "rewritten" if held else "added"
        return replace(
            added, slug=slug, status=status, publisher=publisher, furniture=len(document.furniture), new_actors=new,
            repeats=repeats, head=head,
        )  # fmt: skip

    def _with_text(self, document: Document, beside: Path | None, given: Input) -> Document:
        """A reference with the text of the file that it names, where that lies beside it."""
        from kg.intake.document import Input as InputOf  # noqa: PLC0415 - only references come here

        path = beside / document.file if beside is not None and document.file else None
        if path is None or beside is None or not is_within(path, beside) or not path.is_file():
            self._warn(given.name, "add-text", f"{document.title!r} has no text beside it; put it into its .txt")
            return document
        try:
            read = self.process.read(InputOf(path.read_bytes(), path.name, document.url)).documents
        except UnreadableInputError as error:
            self._warn(given.name, "add-text", f"{document.file}: {error}")
            return document
        if not read:
            return document
        first = read[0]
        return replace(
            first,
            title=document.title or first.title,
            authors=document.authors or first.authors,
            publisher=document.publisher or first.publisher,
            dates=(*document.dates, *first.dates),
            url=document.url or first.url,
            language=first.language or document.language,
        )

    def _write(self, given: Input, plans: list[tuple[Added, str]]) -> None:
        """Write original, actors and articles, each file whole or not at all, so ordered that no name is unknown."""
        if not plans:
            return
        sources = self.files.folder
        if self.settings.keep_originals:
            originals, name = sources / ORIGINALS, original_name(given)
            missing = {} if (originals / name).is_file() else {name: given.content}
            if not (originals / ".gitignore").is_file():
                missing[".gitignore"] = IGNORED.encode()
            if missing:
                publication.publish(originals, missing, {})
        entries = self.actors.entries(slug for added, _ in plans for slug in added.new_actors)
        if entries:
            path = sources / ACTORS
            there = path.read_bytes().decode("utf-8-sig") if path.is_file() else self.schema_of_actors
            joined = there if there.endswith("\n") or not there else f"{there}\n"
            publication.publish(sources, {ACTORS: (joined + entries).encode()}, {})
        files = {f"{added.slug}.txt": text.encode() for added, text in plans}
        files |= {f"{added.slug}.yaml": added.head.encode() for added, _ in plans}
        publication.publish(sources / "articles", files, {})

    def _fail(self, name: str, rule: str, message: str) -> None:
        self.findings.append(Finding(Location(printable(name) or "-"), rule, message))

    def _warn(self, name: str, rule: str, message: str) -> None:
        self.findings.append(Finding(Location(printable(name) or "-"), rule, message, "warning"))


@contextmanager
def adding(root: Path, settings: Settings, process: ReadingProcess) -> Iterator[Intake]:
    """An intake for the project in `root`, alone with its sources as long as the block lasts.

    Raises BusyError where somebody else adds to it, OSError where the disk or the permissions do not allow it.
    """
    sources = root / "sources"
    if settings.dry:
        yield Intake(root, settings, process)
        return
    with publication.lock(sources / ".adding", sources):
        yield Intake(root, settings, process)


def original_name(given: Input) -> str:
    """The name of an original: the beginning of its hash, and what its own name may give to that."""
    path = PurePath(PurePath(given.name).name)
    suffix = path.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", path.suffix.lower()) else ""
    stem = slug_of(path.stem)[:60].strip("-")
    return f"{given.sha256[:12]}{f'-{stem}' if stem else ''}{suffix}"


def _demand_sound(head: str, slug: str) -> None:
    """Raise a bug of ours where our own reader would refuse a head that we wrote."""
    tree, findings = parse(head, f"{slug}.yaml")
    node = tree.child("article") if tree is not None else None
    if node is not None and not findings:
        _, findings = validated(ArticleEntry, node, slug)
    if findings or node is None:
        raise RuntimeError(f"the head of {slug} would not be read: {findings[:3]}\n{head}")


def _within(document: Document) -> str:
    """The beginning of a message about a document that lay in another file: which of those there it is."""
    return f"{document.within}: " if document.within else ""


def _remarks(document: Document) -> Iterator[str]:
    if document.hidden:
        yield f"{len(document.hidden)} hidden texts left out"
    if document.mended:
        yield f"{len(document.mended)} words mended"
    yield from document.lost
