"""The documents and statements that were selected → articles and claims as the files of a project have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.diagnostics import printable
from kg.importing.naming import Names, clean
from kg.importing.writing import ArticleFiles, one_or_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.importing.cast import Cast
    from kg.importing.dna_file import DnaFile, Document
    from kg.importing.selection import Placed, Selection

BASIS = "The date in the DNA data base."
LONGEST_REMARK = 4_000
DIGITS = 6


class Scale:
    """The positions of the values of a qualifier: yes 1 and no -1; whole numbers from the least, -1, to the most, 1."""

    def __init__(self, data: DnaFile) -> None:
        self.name = clean(data.type.qualifier.name)
        self.boolean = data.type.qualifier.data_type == "boolean"
        values = [s.qualifier for s in data.statements if s.qualifier is not None]
        self.low, self.high = (0, 1) if self.boolean else (min(values, default=0), max(values, default=0))

    def stance(self, value: int) -> dict[str, Any]:
        """The type and position of a stance, with why the position is not the type's."""
        position = self.position(value)
        type_ = "supports" if position > 0 else "opposes" if position < 0 else "neutral-toward"
        return {"type": type_, "position": position, "because": self._because(value)}

    def position(self, value: int) -> float:
        """From -1 to 1; where all statements have one value there is no scale, and its sign is what is known."""
        if self.high > self.low:
            position = round(2 * (value - self.low) / (self.high - self.low) - 1, DIGITS)
        else:
            position = (value > 0) - (value < 0)
        return int(position) if position == int(position) else position

    def _because(self, value: int) -> str:
        if self.boolean:
            return f"“{self.name}” is {'yes' if value else 'no'} in the DNA data base."
        if self.high > self.low:
            return f"“{self.name}” is {value} in the DNA data base, where it runs from {self.low} to {self.high}."
        return f"“{self.name}” is {value} in every statement of the DNA data base."


def article_files(data: DnaFile, chosen: Selection, cast: Cast) -> Iterator[ArticleFiles]:
    """The files of every document, each claim in the order of its passage."""
    names, scale = Names(), Scale(data)
    for document in chosen.documents:
        yield ArticleFiles(
            slug=names.article(clean(document.title), document.id),
            text=document.text,
            remark=_remark(document),
            entry=_entry(document, cast),
            claims=tuple(_claim(placed, cast, scale) for placed in chosen.placed[document.id]),
        )


def _entry(document: Document, cast: Cast) -> dict[str, Any]:
    authors = cast.authors(document.author)
    return {
        "title": clean(document.title) or f"Document {document.id}",
        "publisher": cast.publisher(document.source),
        **({"author": one_or_many(authors)} if authors else {}),
        "published": document.date,
        "published-basis": BASIS,
    }


def _remark(document: Document) -> str:
    """What DNA has on a document that an article has no key for, in one line."""
    facts = (("section", document.section), ("type", document.type), ("notes", document.notes))
    said = "".join(f"; {name}: {' '.join(value.split())}" for name, value in facts if value.strip())
    return printable(f"DNA document {document.id}{said[:LONGEST_REMARK]}")


def _claim(placed: Placed, cast: Cast, scale: Scale) -> dict[str, Any]:
    statement, place = placed.statement, placed.place
    assert statement.qualifier is not None
    holder = cast.actors[statement.organization or statement.person]
    claimant = cast.actors[statement.person or statement.organization]
    note = _note(placed)
    return {
        "id": f"statement-{statement.id}",
        "quote": one_or_many(place.quotes),
        **({"occurrence": place.occurrence} if place.occurrence else {}),
        "said-by": claimant.slug,
        **({"note": note} if note else {}),
        "stance": {
            "holder": holder.slug,
            "target": cast.issues[statement.concept],
            **scale.stance(statement.qualifier),
        },
    }


def _note(placed: Placed) -> str:
    """Who coded a statement, and the values of its other variables."""
    coder = clean(placed.statement.coder)
    facts = [f"Coded in DNA by {coder}"] if coder else []
    facts += [f"{clean(name)}: {clean(value)}" for name, value in placed.statement.more]
    if placed.place.fit == "widened":
        facts.append("DNA's passage begins or ends within a word, and is quoted to the end of it")
    return clean(" ".join(f"{fact.rstrip('.')}." for fact in facts), LONGEST_REMARK)
