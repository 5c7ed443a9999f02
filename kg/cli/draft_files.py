"""What the commands about drafts share: the project, its drafts, and how mistakes in people's files end a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kg.cli.options import fail, note
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.drafting.queue import Queue
    from kg.model.findings import Finding
    from kg.model.records import Corpus
    from kg.rdf.ontology import Ontology

Result = TypeVar("Result")


def tried(act: Callable[[], Result]) -> Result:
    """What an act gives that reads or writes people's files, or the end with what is wrong with them."""
    from kg.editing.articles import EditingError  # noqa: PLC0415 - help does not need them
    from kg.editing.changes import ConflictError  # noqa: PLC0415
    from kg.editing.saving import ChangedError  # noqa: PLC0415
    from kg.model.files import UnreadableError  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415

    try:
        return act()
    except EditingError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    except (ChangedError, ConflictError, UnreadableError) as error:
        fail(str(error))


def read(root: Path) -> tuple[Corpus, Ontology]:
    """What the project's files say, as far as they can be read, and its vocabulary."""
    from kg import sources  # noqa: PLC0415 - help does not need them
    from kg.cache import of_project  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.rdf import ontology  # noqa: PLC0415

    terms = ontology.load(root / "ontology")
    corpus, findings = sources.read(root, terms, of_project(root))
    if errors := sum(finding.severity == "error" for finding in findings):
        note(f"the sources have {counted(errors, 'mistake')}, and what cannot be read is not used; run `kg check`")
    return corpus, terms


def queues(root: Path, articles: Sequence[str]) -> Iterator[tuple[str, Queue]]:
    """The drafts of articles, of all that have some where none is named; what is wrong with a file is told."""
    from kg.drafting.queue import Queue, drafted_articles  # noqa: PLC0415 - help does not need them
    from kg.model.findings import as_text  # noqa: PLC0415

    findings: list[Finding] = []
    for slug in dict.fromkeys(articles) or drafted_articles(root):
        queue = Queue.read(root, slug)
        findings += queue.findings
        yield slug, queue
    if findings:
        echo(as_text(findings), nl=False, err=True)
        raise SystemExit(1)


def known(articles: Iterable[str], corpus: Corpus) -> list[str]:
    """The slugs of articles that there are, each once; others are wrong usage, with the nearest name."""
    from kg.model.findings import did_you_mean, shown  # noqa: PLC0415 - help does not need it

    slugs = list(dict.fromkeys(articles))
    for slug in slugs:
        if slug not in corpus.articles:
            hint = did_you_mean(slug, corpus.articles) or "; `kg articles` lists them"
            fail(f"there is no article {shown(slug)} that can be read{hint}", 2)
    return slugs


def text_of(root: Path, slug: str) -> str:
    """The text of an article; ends with a message where there is none, or it cannot be read."""
    from kg.model.files import UnreadableError, content_of, decoded, stays_inside  # noqa: PLC0415

    path = root / "sources" / "articles" / f"{slug}.txt"
    try:
        stays_inside(path, root / "sources")
        return decoded(content_of(path))
    except UnreadableError as error:
        fail(f"sources/articles/{slug}.txt: {error}")
