"""The codebook for coders: one sheet for each scale, to print, with what each term is not and where coders differed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.coders.agreement import GOOD, MARKS_SOURCE, TENTATIVE, judged
from kg.coders.method import coders_in_words, statistic
from kg.coders.terms import uses
from kg.model.wording import counted, listed, typeset
from kg.sources.coding import ADJUDICATED
from kg.web.agreement import excerpt
from kg.web.codebook import SCALES, words_of_articles
from kg.web.inline import in_house_style, text_of
from kg.web.standalone import standalone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.coders.agreement import Agreement, Difference
    from kg.coders.fields import Value
    from kg.coders.terms import Taken, TermUse
    from kg.model.vocabulary import Term, Vocabulary

# The field of claims whose values the terms of a scale are; the scales of sources are no matter of coders of articles.
FIELD_OF = {
    "StanceType": "type", "EventType": "type", "Status": "status", "Effect": "type", "Strength": "strength",
    "Mode": "mode", "Polarity": "polarity", "Certainty": "certainty",
}  # fmt: skip
# Scales without numbers have neighbours only where they are so small that each is one of every other.
SMALL = 5
# How many other terms, and how many passages, a sheet has for each term.
MOST_OTHERS, MOST_PASSAGES = 5, 3


@dataclass(frozen=True, slots=True)
class Example:
    """Words of an article: what coders gave for them, what was settled, and the article with its language."""

    quote: str
    article: str
    language: str
    given: tuple[tuple[str, str], ...] = ()
    settled: str = ""


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """A term that may be taken for the one at hand: why one would think of it, and the passages where somebody did."""

    notation: str
    label: str
    definition: str
    example: str
    why: str
    confused: bool
    passages: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class TermSheet:
    """A term with the examples on which coders agreed, and the others from which it is to be told apart.

    `share` is their specific agreement, from 0 to 1, None where nobody gave the term.
    """

    term: Term
    number: str
    agreement: str
    share: float | None
    agreed: tuple[Example, ...]
    others: tuple[OtherTerm, ...]

    @property
    def weak(self) -> bool:
        """Whether coders agree on it less than where tentative conclusions begin."""
        return self.share is not None and self.share < TENTATIVE


@dataclass(frozen=True, slots=True)
class ScaleSheet:
    """A scale: its terms, and how far coders agree on the field of claims whose values they are."""

    id: str
    title: str
    lead: str
    field: str
    alpha: str
    judged: str
    terms: tuple[TermSheet, ...]


def coders_codebook(vocabulary: Vocabulary, found: Agreement | None) -> str:
    """The page as HTML: one file, no script, no request; without agreement it has the ontology alone.

    Everything that people wrote is escaped by the template.
    """
    style = in_house_style(text_of(files("kg.web") / "templates" / "coders_codebook.css"))
    words = _called_alike(vocabulary)
    sheets = [_scale(scale, vocabulary, found, words) for scale in SCALES if scale[0] in FIELD_OF]
    return standalone(
        "coders_codebook",
        style,
        sheets=sheets,
        confused=_most_confused(sheets),
        coders=coders_in_words(found) if found else "",
        articles=counted(found.whole.articles, "article") if found else "",
        claims=found.shared_claims if found else 0,
        marks={"good": statistic(GOOD, 3), "tentative": statistic(TENTATIVE, 3), "source": MARKS_SOURCE},
    )


def _called_alike(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, str]]:
    """Of each type the others that articles use the same words for, with these words."""
    alike: dict[str, dict[str, str]] = defaultdict(dict)
    for words, terms in words_of_articles(vocabulary):
        for _, one in terms:
            for _, other in terms:
                if one != other:
                    alike[one].setdefault(other, words)
    return alike


def _scale(
    scale: tuple[str, str, str, str],
    vocabulary: Vocabulary,
    found: Agreement | None,
    words: Mapping[str, Mapping[str, str]],
) -> ScaleSheet:
    class_name, title, lead, _ = scale
    field = FIELD_OF[class_name]
    terms = vocabulary.terms(class_name)
    # Two types may be of different kinds of content, and are still taken for one another.
    known = {
        notation: term
        for other, given in FIELD_OF.items()
        if given == field
        for notation, term in vocabulary.terms(other).items()
    }
    given = uses(found, field) if found and field in found.whole.fields else {}
    alpha = found.whole.fields[field].alpha if found and field in found.whole.fields else None
    sheets = []
    for term in terms.values():
        alike = [(each, f"both may be “{said}”") for each, said in words.get(term.notation, {}).items()]
        near = [*_nearest(term, [*terms.values()]), *alike]
        sheets.append(_term(term, near, known, given.get(term.notation), found))
    shown = statistic(alpha, 3) if alpha is not None else ""
    return ScaleSheet(class_name.lower(), title, lead, field, shown, judged(alpha), tuple(sheets))


def _term(
    term: Term,
    near: Sequence[tuple[str, str]],
    known: Mapping[str, Term],
    use: TermUse | None,
    found: Agreement | None,
) -> TermSheet:
    others: dict[str, tuple[list[str], Taken | None]] = {}
    if use and use.taken:
        total = use.same + use.differing
        for taken in use.taken:
            why = f"taken for it here {taken.count:,} of {counted(total, 'time')}"
            others[str(taken.other)] = ([why], taken)
    for other, why in near:
        others.setdefault(other, ([], None))[0].append(why)
    rows = [
        OtherTerm(
            other,
            known[other].label if other in known else "",
            known[other].definition if other in known else "",
            known[other].example if other in known else "",
            "; ".join(reasons),
            taken is not None,
            tuple(_differing(each, found) for each in taken.differences[:MOST_PASSAGES]) if taken and found else (),
        )
        for other, (reasons, taken) in [*others.items()][:MOST_OTHERS]
    ]
    share = use.specific_agreement if use else None
    return TermSheet(
        term,
        typeset(term.number) if term.number is not None else "",
        f"{share:.0%} of {use.same + use.differing:,}" if use and share is not None else "",
        share,
        tuple(_agreed(use, found)) if use and found else (),
        tuple(rows),
    )


def _nearest(term: Term, scale: Sequence[Term]) -> list[tuple[str, str]]:
    """The terms next to one on its scale, with how far their numbers are from its own."""
    place = scale.index(term)
    if term.number is None:
        return [(each.notation, "of the same few") for each in scale if each != term] if len(scale) <= SMALL else []
    near = [scale[index] for index in (place - 1, place + 1) if 0 <= index < len(scale)]
    return [
        (each.notation, f"next on the scale, by {typeset(each.number - term.number)}" if each.number != term.number
         else "with the same number")
        for each in near if each.number is not None
    ]  # fmt: skip


def _agreed(use: TermUse, found: Agreement) -> list[Example]:
    """Passages on which coders agreed, the shortest first: these are read fastest."""
    chosen = sorted(use.agreed, key=lambda claim: (len(claim.quote), claim.article, claim.slug))[:MOST_PASSAGES]
    return [Example(excerpt(claim.quote), *_article(claim.article, found)) for claim in chosen]


def _differing(difference: Difference, found: Agreement) -> Example:
    """A passage on which coders differed, with who gave which term."""
    by_value: dict[Value, list[str]] = defaultdict(list)
    for coder, value in difference.values.items():
        if coder in found.independent:
            by_value[value].append(coder)
    claim = next(iter(difference.claims.values()))
    settled = None if ADJUDICATED in found.independent else difference.values.get(ADJUDICATED)
    return Example(
        excerpt(claim.quote),
        *_article(difference.article, found),
        tuple((listed(coders), excerpt(str(value))) for value, coders in by_value.items()),
        excerpt(str(settled)) if settled is not None else "",
    )


def _article(slug: str, found: Agreement) -> tuple[str, str]:
    """The title and the language of an article."""
    article = next(each.article for each in found.compared if each.article.slug == slug)
    return excerpt(article.title), article.language


def _most_confused(sheets: Sequence[ScaleSheet]) -> list[tuple[str, TermSheet, list[str]]]:
    """The terms on which coders agree least, with their sheets, and what was given in their place."""
    rows = [
        (sheet.id, each, [other.notation for other in each.others if other.confused])
        for sheet in sheets
        for each in sheet.terms
        if each.weak
    ]
    return sorted(rows, key=lambda row: (row[1].share or 0.0, row[1].term.notation))
