"""Which field of a claim each code of another program means: a file that people fill in once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from kg.editing.emitting import scalar
from kg.importing.coded import CodedError
from kg.model.fields import fields_of
from kg.model.files import UnreadableError, content_of, decoded
from kg.model.findings import Finding, Location, did_you_mean, shown
from kg.model.records import Claim, Event, Leverage, Stance
from kg.model.vocabulary import fold
from kg.sources.entries import validated
from kg.sources.schema import MANY, Entry, Text, slug_of
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.importing.coded import CodedProject
    from kg.model.fields import Field as RecordField
    from kg.model.records import Actor, Corpus, Issue
    from kg.model.vocabulary import Vocabulary

HEAD = """\
# Which field of a claim each code means. Give the field, such as said-by, mode, stance.holder or stance.type, and the
# value that the code stands for: an actor or issue by its slug, a term by its code (docs/keys.md has all). Codes
# without a field are left out. Then run the same command again; what it makes are drafts, for somebody to accept.
codes:
"""
CONTENTS: Mapping[str, Any] = {"stance": Stance, "event": Event, "leverage": Leverage}
# What a code can be, beside the fields that a record has by itself.
MORE = ("polarity", "hedge")


class MappingError(CodedError):
    """A mapping has mistakes; `findings` say where."""

    def __init__(self, message: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(message)
        self.findings = findings


class CodeEntry(Entry):
    """A code, and the field of a claim that it means."""

    code: Text = Field(description="The names of the code and of those above it, joined by /.")
    codings: int | None = Field(default=None, description="How often it was given.")
    field: Text | None = Field(default=None, description="The path of a field of a claim, such as stance.holder.")
    value: Text | None = Field(default=None, description="The value of that field.")


class MappingEntry(Entry):
    """The codes of a project."""

    # Each is an entry of its own.
    codes: Annotated[list[Any], Field(description="The codes.")]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means: the path of a field, its value, and whether that field takes several values."""

    path: str
    value: str
    many: bool


def paths() -> dict[str, RecordField | None]:
    """The paths of the fields that a code can mean, with what is said of each."""
    of_claim = {field.key or "": field for field in fields_of(Claim) if field.key and field.kind != "parts"}
    of_contents = {
        f"{name}.{field.key}": field
        for name, record in CONTENTS.items()
        for field in fields_of(record)
        if field.key and field.kind != "parts"
    }
    return {**of_claim, **dict.fromkeys(MORE), **of_contents}


def as_mapping(project: CodedProject, corpus: Corpus, vocabulary: Vocabulary) -> str:
    """A mapping to fill in, the codes that were given most often first, with what their names already say.

    A code that is called like a term of one scale has its field and value; one that is called like an actor or issue of
    the project has its value.
    """
    counts = project.counts()
    proposed = _Proposals(corpus, vocabulary)
    lines = []
    for code in sorted(project.codes, key=lambda each: (-counts[each], each)):
        path, value = proposed.of(code)
        said = project.codes[code]
        lines += [f"# {said[:100]}"] if said else []
        lines += [f"- code: {scalar(code)}", f"  codings: {counts[code]}"]
        lines += [f"  field: {path}".rstrip(), f"  value: {scalar(value) if value else ''}".rstrip()]
    return HEAD.rstrip("\n") + (" []\n" if not lines else "\n" + "\n".join(lines) + "\n")


@dataclass(frozen=True)
class _Proposals:
    """What a code may mean by its name, and by the code above it where that is called like a field."""

    corpus: Corpus
    vocabulary: Vocabulary

    def of(self, code: str) -> tuple[str, str]:
        above, _, name = code.rpartition("/")
        given = above.rpartition("/")[2]
        is_field = given in self._fields
        terms = {term for term in self._terms.get(slug_of(name), ()) if not is_field or term[0] == given}
        if len(terms) == 1:
            return terms.pop()
        slugs = [*self._slugs.get(fold(name), ())]
        value = slugs[0] if len(slugs) == 1 else name if is_field and self._fields[given] is None else ""
        return given if is_field and value else "", value

    @cached_property
    def _fields(self) -> Mapping[str, RecordField | None]:
        return paths()

    @cached_property
    def _terms(self) -> Mapping[str, set[tuple[str, str]]]:
        """The fields and codes of the terms, by what these may be called."""
        called: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for path, field in self._fields.items():
            if field is not None and field.kind == "term":
                for term in self.vocabulary.terms(field.of).values():
                    for name in (term.notation, slug_of(term.label)):
                        called[name].add((path, term.notation))
        return called

    @cached_property
    def _slugs(self) -> Mapping[str, set[str]]:
        """The slugs of actors and issues, by their names."""
        records: tuple[Actor | Issue, ...] = (*self.corpus.actors.values(), *self.corpus.issues.values())
        called: dict[str, set[str]] = defaultdict(set)
        for each in records:
            for name in (each.slug, *each.names):
                called[fold(name)].add(each.slug)
        return called


def read_mapping(path: Path, project: CodedProject, corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Meaning]:
    """What each code means, of those that have a field.

    Raises MappingError with everything that is wrong in the file, with its place, and OSError.
    """
    try:
        text = decoded(content_of(path), "utf-8-sig")
    except UnreadableError as error:
        place = Location(path.name, error.line, error.column)
        raise MappingError(str(error), (Finding(place, error.rule, str(error)),)) from None
    tree, findings = parse(text, path.name)
    whole = None
    if tree is not None:
        whole, wrong = validated(MappingEntry, tree, "")
        findings += wrong
    meanings: dict[str, Meaning] = {}
    listed = tree.child("codes") if tree is not None and whole is not None else None
    for node in listed.value if listed is not None and isinstance(listed.value, list) else ():
        entry, wrong = validated(CodeEntry, node, "")
        findings += wrong
        if entry is None or not entry.field:
            continue
        checked = list(_wrong(entry, project, corpus, vocabulary))
        if entry.code in meanings:
            checked.append(("code", f"the code {shown(entry.code)} has a field above already; say it once"))
        findings += [Finding(node.at(key), "mapping", message) for key, message in checked]
        if not checked:
            field = paths()[entry.field]
            many = field is not None and field.kind in MANY
            meanings[entry.code] = Meaning(entry.field, entry.value or "", many)
    if findings:
        raise MappingError(f"{path.name} has mistakes; mend them and run the same again", tuple(sorted(set(findings))))
    return meanings


def _wrong(
    entry: CodeEntry, project: CodedProject, corpus: Corpus, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """What is wrong with a code that has a field: the key concerned, and why."""
    known = paths()
    if entry.code not in project.codes:
        yield "code", f"there is no code {shown(entry.code)}{did_you_mean(entry.code, project.codes)}"
    if entry.field not in known:
        yield "field", f"a claim has no field {shown(entry.field or '')}{did_you_mean(entry.field or '', known)}"
        return
    if not entry.value:
        yield "field", "the value that the code stands for is missing"
        return
    field = known[entry.field]
    names = _values(field, corpus, vocabulary)
    if names is not None and entry.value not in names:
        what = f"term of {field.of}" if field is not None and field.kind == "term" else "actor, issue or event"
        yield "value", f"{shown(entry.value)} is no {what}{did_you_mean(entry.value, names)}"


def _values(field: RecordField | None, corpus: Corpus, vocabulary: Vocabulary) -> Mapping[str, Any] | None:
    """What a field can say, by what stands in YAML, or None where that is any text."""
    if field is None:
        return None
    if field.kind == "term":
        return vocabulary.terms(field.of)
    registries: Mapping[str, Mapping[str, Any]] = {
        "actor": corpus.actors, "issue": corpus.issues, "": {**corpus.actors, **corpus.issues, **corpus.events}
    }  # fmt: skip
    return registries.get(field.of) if field.kind in ("link", "links", "chain") else None
