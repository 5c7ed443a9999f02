"""The documents and statements that were selected → articles and claims as the files of a project have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.importing.naming import Names, clean
from kg.importing.writing import ArticleFiles, one_or_many
from kg.model.findings import printable
from kg.sources.rules.text_changed import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.importing.dna_file import Document
    from kg.importing.registries import Registries
    from kg.importing.scale import Scale
    from kg.importing.selection import Placed, Selection

BASIS = "The date in the DNA data base."
# DNA 2 keeps the moment at which the day began where the coder's computer stood.
LOCAL = "It is of {} in UTC, which may have been another day where it was coded."
LONGEST_REMARK = 4_000


def article_files(chosen: Selection, registries: Registries, scale: Scale) -> Iterator[ArticleFiles]:
    """The files of every document, each claim in the order of its passage."""
    names = Names()
    for document in chosen.documents:
        yield ArticleFiles(
            slug=names.article(clean(document.title), document.id),
            text=document.text,
            remark=_remark(document),
            entry=_entry(document, registries),
            claims=tuple(_claim(placed, registries, scale) for placed in chosen.placed[document.id]),
        )


def _entry(document: Document, registries: Registries) -> dict[str, Any]:
    authors = registries.authors(document.author)
    return {
        "title": clean(document.title) or f"Document {document.id}",
        "publisher": registries.publisher(document.source),
        **({"author": one_or_many(authors)} if authors else {}),
        "published": document.date,
        "published-basis": f"{BASIS} {LOCAL.format(document.clock)}" if document.clock else BASIS,
        "text-sha256": text_hash(document.text),
    }


def _remark(document: Document) -> str:
    """What DNA has on a document that an article has no key for, in one line."""
    facts = (("section", document.section), ("type", document.type), ("notes", document.notes))
    said = "".join(f"; {name}: {' '.join(value.split())}" for name, value in facts if value.strip())
    return printable(f"DNA document {document.id}{said[:LONGEST_REMARK]}")


def _claim(placed: Placed, registries: Registries, scale: Scale) -> dict[str, Any]:
    statement, passage = placed.statement, placed.passage
    assert statement.qualifier is not None
    holder = registries.actors[statement.organization or statement.person]
    claimant = registries.actors[statement.person or statement.organization]
    note = _note(placed)
    return {
        "id": f"statement-{statement.id}",
        "quote": one_or_many(passage.quotes),
        **({"occurrence": passage.occurrence} if passage.occurrence else {}),
        "said-by": claimant.slug,
        **({"note": note} if note else {}),
        "stance": {
            "holder": holder.slug,
            "target": registries.issues[statement.concept],
            **scale.stance(statement.qualifier),
        },
    }


def _note(placed: Placed) -> str:
    """Who coded a statement, and the values of its other variables."""
    coder = clean(placed.statement.coder)
    facts = [f"Coded in DNA by {coder}"] if coder else []
    facts += [f"{clean(name)}: {clean(value)}" for name, value in placed.statement.more]
    if placed.passage.fit == "widened":
        facts.append("DNA's passage begins or ends within a word, and is quoted to the end of it")
    return clean(" ".join(f"{fact.rstrip('.')}." for fact in facts), LONGEST_REMARK)
