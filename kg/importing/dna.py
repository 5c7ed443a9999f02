"""A data base of Discourse Network Analyzer → a project: statements as claims, on the passages that were coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import sources
from kg.importing.claims import article_files
from kg.importing.dna_file import read_dna
from kg.importing.dna_types import Coding, DnaError
from kg.importing.naming import clean
from kg.importing.registries import Registries
from kg.importing.report import Imported, report
from kg.importing.scale import Scale
from kg.importing.selection import select
from kg.importing.writing import ProjectFiles, new_folder, target_of
from kg.model.findings import printable
from kg.rdf import ontology
from kg.sources import rules

if TYPE_CHECKING:
    from pathlib import Path

    from kg.importing.dna_file import DnaFile
    from kg.importing.selection import Selection
    from kg.model.findings import Finding
    from kg.model.records import Corpus


class UnsoundError(DnaError):
    """The project would not build; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the project would have findings; nothing was written")
        self.findings = findings


def import_dna(file: Path, folder: Path, *, coding: Coding | None = None) -> Imported:
    """Make a project without errors from a DNA data base in `folder`, new or empty; wholly or not at all.

    A statement becomes a claim of its person (or organization) that its organization (or person) has a stance on the
    issue of its concept. Raises DnaError if the data base cannot be imported, UnsoundError if the project would not
    build, OccupiedError if the folder is not empty, OSError if files cannot be read or written.
    """
    target_of(folder)
    coding = coding or Coding()
    data = read_dna(file, coding)
    scale = Scale(data, coding.scale)
    chosen = select(data)
    if not chosen.documents:
        reasons = "; ".join(f"{len(left.ids)} left out: {left.reason}" for left in chosen.left_out)
        raise DnaError(f"{file} has no document that can be imported{f' ({reasons})' if reasons else ''}")
    registries = Registries(data.entities)
    registries.take([placed.statement for placed in chosen.all_placed], chosen.documents)
    _leave_unused(data, chosen, registries)
    files = ProjectFiles(
        registries.entries(), registries.issue_entries, tuple(article_files(chosen, registries, scale))
    )
    imported = _imported(folder, data, chosen, files, scale.described())
    with new_folder(folder) as new:
        files.write(new, "\n".join(_readme(file, imported)))
        corpus = _sound(new)
        _compare(corpus, chosen)
    return imported


def _leave_unused(data: DnaFile, chosen: Selection, registries: Registries) -> None:
    """Note the entities of the type's variables that nothing names; no project lists what is used nowhere."""
    variables = {data.type.person, data.type.organization, data.type.concept}
    unused = (
        entity.id
        for entity in data.entities.values()
        if entity.variable in variables and entity.id not in registries.actors and entity.id not in registries.issues
        if clean(entity.value)
    )
    chosen.leave("entity", "no imported statement names it", unused)


def _imported(folder: Path, data: DnaFile, chosen: Selection, files: ProjectFiles, scale: str) -> Imported:
    placed = chosen.all_placed
    return Imported(
        folder=folder,
        statement_type=data.type.label,
        articles=len(files.articles),
        claims=len(placed),
        actors=len(files.actors),
        issues=len(files.issues),
        scale=scale,
        left_out=chosen.left_out,
        exact=sum(one.passage.fit == "exact" for one in placed),
        trimmed=sum(one.passage.fit == "trimmed" for one in placed),
        widened=tuple(sorted(one.statement.id for one in placed if one.passage.fit == "widened")),
        controls=chosen.controls,
        crlf=tuple(document.id for document in chosen.documents if "\r\n" in document.text),
    )


def _readme(file: Path, imported: Imported) -> list[str]:
    """What the folder says about itself; indented, so that no name can be markup."""
    return [
        "# Imported from DNA",
        "",
        "By `kg import dna` from this data base of Discourse Network Analyzer:",
        "",
        f"    {printable(file.name)}",
        "",
        *(f"    {line}".rstrip() for line in report(imported)),
        "",
    ]


def _sound(root: Path) -> Corpus:
    """The project as our reader reads it; raises UnsoundError if the reader or the checks find an error.

    What is only implausible, such as a long quote, is as others coded it, and `kg check` tells of it.
    """
    terms = ontology.load()
    corpus, findings = sources.read(root, terms)
    found = sorted(finding for finding in {*findings, *rules.run(corpus, terms)} if finding.severity == "error")
    if found:
        raise UnsoundError(tuple(found))
    return corpus


def _compare(corpus: Corpus, chosen: Selection) -> None:
    """Compare what our reader found with DNA's offsets; a difference is a bug of this program."""
    found = {claim.slug: (claim.passages[0].start, claim.passages[-1].end) for claim in corpus.claims}
    for placed in chosen.all_placed:
        expected = (placed.passage.start, placed.passage.end)
        place = found.get(f"statement-{placed.statement.id}")
        if place != expected or (placed.passage.fit == "exact" and place != placed.as_coded):
            raise RuntimeError(f"statement {placed.statement.id} of {placed.as_coded} was found at {place}")
