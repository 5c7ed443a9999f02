"""What was coded in another program → drafts of claims in a project, which wait for somebody to accept them.

A text that the project has already is that article; any other becomes an article without claims. Nothing else of the
project changes, and nothing that it builds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kg import sources
from kg.drafting.draft import Draft, Flag, id_of
from kg.drafting.gates import Gates, Refused
from kg.drafting.queue import Queue, update
from kg.drafting.suggestions import Suggester
from kg.editing.articles import EditingError
from kg.editing.changes import check_entry
from kg.editing.entries import entries_of, registry, with_entries
from kg.editing.saving import save
from kg.editing.text import FileText
from kg.importing.coded import NO_TEXT, CodedError
from kg.importing.naming import Names, clean
from kg.importing.offsets import ENOUGH, SURE, Counted, convention_of, line_feeds
from kg.importing.selection import SURROGATE, TAKEN_FOR
from kg.importing.writing import article_yaml
from kg.model.files import CONTROLS, MAX_BYTES
from kg.model.records import Article
from kg.rdf import ontology
from kg.sources.claim_note import entry_of_note
from kg.sources.quotes import FoldedText
from kg.sources.quoting import NoPassageError, quoted_passage
from kg.sources.rules.text_changed import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.importing.coded import CodedPassage, CodedProject, CodedText
    from kg.importing.mapping import Meaning
    from kg.importing.offsets import Convention
    from kg.model.records import Corpus

NAMELESS = "unknown-publisher"
LONGEST_NOTE = 2_000
# The kinds of content, in which a coder who mixes them has made several claims.
CONTENTS = ("stance", "event", "leverage")


@dataclass(frozen=True, slots=True)
class ImportedCodings:
    """What an import came to: articles by slug, those that are new, drafts by coder, and what was left out and why.

    `convention` is how the program counts places, `fit` the share of their ends that are ends of words, None where the
    convention was known; where it is not `sure`, the places are to be looked at.
    """

    articles: tuple[str, ...]
    new: tuple[str, ...]
    drafts: Mapping[str, int]
    left_out: Mapping[str, int]
    convention: Convention
    fit: float | None
    sure: bool


@dataclass
class _Import:
    """An import that is being put together."""

    root: Path
    corpus: Corpus
    suggester: Suggester
    meanings: Mapping[str, Meaning]
    left_out: Counter[str]
    convention: Convention
    new: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    drafts: dict[str, dict[str, list[Draft]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    hashes: dict[str, str] = field(default_factory=dict)


def project_of(root: Path) -> tuple[Corpus, ontology.Ontology]:
    """The sources of a project and its vocabulary, for whoever maps codes to them."""
    terms = ontology.load(root / "ontology")
    corpus, _ = sources.read(root, terms)
    return corpus, terms


def import_codings(
    project: CodedProject,
    meanings: Mapping[str, Meaning],
    root: Path,
    *,
    origin: str,
    convention: Convention | None = None,
    dry: bool = False,
    read: tuple[Corpus, ontology.Ontology] | None = None,
) -> ImportedCodings:
    """Put what was coded into the drafts of a project's articles, and texts that are new among these.

    Of a passage, the codes that one coder gave and that have a meaning make one draft, or one of each kind of content.
    A note with a whole claim (`kg.sources.claim_note`) makes that claim. `origin` is said in the comment above a new
    article; without a `convention` it is found out how its program counts; `dry` writes nothing; `read` is what
    `project_of` gives, where that is known. Raises CodedError where nothing can be imported, and what `kg.editing`
    raises.
    """
    corpus, terms = read or project_of(root)
    fit: float | None = None
    if convention is None:
        convention, fit = convention_of(project.texts)
    into = _Import(root, corpus, Suggester(corpus, terms), meanings, Counter(project.left_out), convention)
    names = Names(set(corpus.articles))
    for text in project.texts:
        _take(into, text, names)
    passages = sum(len(text.passages) for text in project.texts)
    if not into.hashes:
        raise CodedError(f"{NO_TEXT} ({replace(project, left_out=into.left_out).reasons()})")
    if not dry:
        _write(into, origin)
    drafted = Counter(
        {
            coder: sum(len(drafts[coder]) for drafts in into.drafts.values())
            for coder in sorted({coder for drafts in into.drafts.values() for coder in drafts})
        }
    )
    left = {what: count for what, count in into.left_out.items() if count}
    sure = fit is None or fit >= SURE or passages < ENOUGH
    return ImportedCodings(tuple(into.hashes), tuple(into.new), drafted, left, convention, fit, sure)


def _take(into: _Import, text: CodedText, names: Names) -> None:
    """A text as an article, and its passages as drafts."""
    whole, replaced = CONTROLS.subn(lambda each: " " if each[0].isspace() else TAKEN_FOR, line_feeds(text.text))
    into.left_out["control characters, replaced"] += replaced
    if SURROGATE.search(whole) or len(whole.encode("utf-8", "replace")) > MAX_BYTES:
        into.left_out["texts that are too long or no Unicode"] += 1
        return
    same = whole.strip()
    article = into.corpus.articles.get(text.article) or next(
        (each for each in into.corpus.articles.values() if line_feeds(each.text).strip() == same), None
    )
    if article is None:
        slug = names.article(clean(text.name.rpartition(".")[0] or text.name), len(into.hashes) + 1)
        article = Article(slug, clean(text.name), NAMELESS, "", "", "", text=whole)
        into.new[slug] = (whole, _head(text, whole))
    shift = line_feeds(article.text).find(same) - (len(whole) - len(whole.lstrip()))
    into.hashes[article.slug] = text_hash(article.text)
    folded = FoldedText.of(article.text)
    gates = Gates(article, folded, into.suggester)
    counted = Counted(text.text, into.convention)
    for passage in text.passages:
        span = counted.span(passage)
        if span is None:
            into.left_out["passages that lie outside their text"] += 1
            continue
        try:
            quoted = quoted_passage(folded, span[0] + shift, span[1] + shift, article.furniture)
        except NoPassageError as error:
            into.left_out[f"passages of which {error}"] += 1
            continue
        quote: dict[str, Any] = {"quote": quoted.quotes[0] if len(quoted.quotes) == 1 else list(quoted.quotes)}
        if quoted.occurrence is not None:
            quote["occurrence"] = quoted.occurrence
        widened = [Flag("quote", "the passage began or ended within a word")] if quoted.fit == "widened" else []
        for coder, claim, because, doubts in _claims(into, passage, quote):
            said = gates.gate(claim)
            flags = [Flag("quote", said.message)] if isinstance(said, Refused) else said
            quotes, occurrence = claim.get("quote"), claim.get("occurrence")
            name = id_of(article.slug, quotes if isinstance(quotes, list) else [str(quotes)], occurrence)
            draft = Draft(name, coder, claim, 1.0, because, (*doubts, *widened, *flags))
            # A claim of several passages comes with each of them.
            if not any(each.claim == claim for each in into.drafts[article.slug][coder]):
                into.drafts[article.slug][coder].append(draft)


def _head(text: CodedText, whole: str) -> dict[str, Any]:
    return {
        "title": clean(text.name) or "Text without a name",
        "publisher": NAMELESS,
        "published": "unknown",
        "published-basis": "The file that was imported has no date of publication.",
        "text-sha256": text_hash(whole),
    }


def _claims(
    into: _Import, passage: CodedPassage, quote: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any], dict[str, str], list[Flag]]]:
    """What a passage says by its codes, or by claims in notes: who coded, the entry, its bases, what is doubtful."""
    if entries := [entry for note in passage.notes if (entry := entry_of_note(note)) is not None]:
        coder = passage.codings[0].coder if passage.codings else "unknown coder"
        writable = [entry for entry in entries if _is_writable(entry)]
        into.left_out["claims in notes with values that no claim has"] += len(entries) - len(writable)
        yield from ((coder, entry, {}, []) for entry in writable)
        return
    by_coder: dict[str, dict[str, list[tuple[str, Meaning]]]] = defaultdict(lambda: defaultdict(list))
    for coding in passage.codings:
        meaning = into.meanings.get(coding.code)
        if meaning is None:
            into.left_out["codings with a code that has no meaning here"] += 1
        else:
            by_coder[coding.coder][meaning.path].append((coding.code, meaning))
    note = clean(" ".join(passage.notes), LONGEST_NOTE)
    for coder, fields in by_coder.items():
        kinds = [kind for kind in CONTENTS if any(path.startswith(f"{kind}.") for path in fields)]
        for kind in kinds or [""]:
            claim: dict[str, Any] = {**quote}
            because: dict[str, str] = {}
            doubts: list[Flag] = []
            for path, given in fields.items():
                first, _, last = path.rpartition(".")
                if first not in ("", kind):
                    continue
                values = list(dict.fromkeys(meaning.value for _, meaning in given))
                many = given[0][1].many
                where = claim.setdefault(first, {}) if first else claim
                where[last] = values if many and len(values) > 1 else values[0]
                because[path] = f"coded {', '.join(code for code, _ in given)}"
                if not many and len(values) > 1:
                    doubts.append(Flag(path, f"also coded {', '.join(values[1:])}"))
            if note:
                claim.setdefault("note", note)
            yield coder, claim, because, doubts


def _is_writable(entry: dict[str, Any]) -> bool:
    """Whether a claim of a note is plain data that a file of drafts can have: one that is not would stop all others."""
    try:
        check_entry(entry)
    except EditingError:
        return False
    return True


def _write(into: _Import, origin: str) -> None:
    """The new articles, with their publisher, all at once, and then the drafts of each."""
    folder = into.root / "sources"
    changed: dict[FileText, bytes] = {}
    for slug, (text, head) in into.new.items():
        path = folder / "articles" / f"{slug}.txt"
        changed[FileText(path, b"")] = text.encode()
        changed[FileText(path.with_suffix(".yaml"), b"")] = article_yaml(head, clean(origin)).encode()
    if into.new and NAMELESS not in entries_of(registry(into.root, "actor")):
        nameless = {"kind": "organization", "label": "Publisher not known"}
        file, content = with_entries(into.root, "actor", {NAMELESS: nameless})
        changed[file] = content
    if changed:
        save(folder, changed)
    for slug, by_coder in into.drafts.items():
        update(into.root, slug, partial(_merged, by_coder, into.hashes[slug]))


def _merged(by_coder: Mapping[str, list[Draft]], text_sha256: str, queue: Queue) -> Queue:
    """The drafts of an article after those of every coder."""
    for coder, drafts in by_coder.items():
        queue = queue.merged(drafts, coder, text_sha256)
    return queue
