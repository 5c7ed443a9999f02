"""Texts of which only the quotes are left, with some of what stands around them, at their places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Claim, Corpus, Passage

LEFT_OUT = " […]"
# What is left out between two paragraphs is an empty line; a shorter stretch has no room for the mark and a break.
BREAK = "\n\n"
SHORTEST = len(LEFT_OUT) + len(BREAK)


def excerpts(text: str, passages: Iterable[Passage], context: int) -> str:
    """The text with everything left out that is farther than `context` characters from every passage.

    It is as long as the text, and the passages stand where they stood: what is left out is a mark and empty lines. Of
    the context whole words are kept. A stretch under six characters between two contexts stays.
    """
    parts, last = [], 0
    for start, end in [*_kept(text, passages, context), (len(text), len(text))]:
        parts += [_instead(text, last, start), text[start:end]]
        last = end
    return "".join(parts)


def of_corpus(corpus: Corpus, context: int) -> Corpus:
    """The corpus with excerpts as the texts of its articles, and no passage with more around it than that."""
    quoted: dict[str, list[Passage]] = {}
    for claim in corpus.claims:
        quoted.setdefault(claim.article, []).extend(claim.passages)
    articles = {
        slug: replace(article, text=excerpts(article.text, quoted.get(slug, ()), context))
        for slug, article in corpus.articles.items()
    }
    return replace(corpus, articles=articles, claims=tuple(_within(claim, context) for claim in corpus.claims))


def _within(claim: Claim, context: int) -> Claim:
    """The claim with at most so many characters on either side of its passages."""
    passages = tuple(
        replace(p, prefix=p.prefix[max(0, len(p.prefix) - context) :], suffix=p.suffix[:context])
        for p in claim.passages
    )
    return replace(claim, passages=passages)


def _kept(text: str, passages: Iterable[Passage], context: int) -> Iterator[tuple[int, int]]:
    """The stretches that stay, in their order, none of which touch."""
    begun: tuple[int, int] | None = None
    for passage in sorted(passages, key=lambda each: (each.start, each.end)):
        if not passage.exact or text[passage.start : passage.end] != passage.exact:
            continue
        start, end = _first_word(text, passage.start, context), _last_word(text, passage.end, context)
        if begun is None or start - begun[1] >= SHORTEST:
            if begun is not None:
                yield begun
            begun = (start if start >= SHORTEST else 0), end
        else:
            begun = begun[0], max(begun[1], end)
    if begun is not None:
        yield begun if len(text) - begun[1] >= SHORTEST else (begun[0], len(text))


def _first_word(text: str, start: int, context: int) -> int:
    """Where the context before a passage begins: at the first word that is whole."""
    cut = first = max(0, start - context)
    while 0 < first < start and not (text[first - 1].isspace() or text[first].isspace()):
        first += 1
    while first < start and text[first].isspace():
        first += 1
    # Not every script sets its words apart.
    return first if first < start or text[cut:start].isspace() else cut


def _last_word(text: str, end: int, context: int) -> int:
    cut = last = min(len(text), end + context)
    while end < last < len(text) and not (text[last - 1].isspace() or text[last].isspace()):
        last -= 1
    while end < last and text[last - 1].isspace():
        last -= 1
    return last if last > end or text[end:cut].isspace() else cut


def _instead(text: str, start: int, end: int) -> str:
    """What stands in place of a stretch that is left out: the mark, if it is cut within a paragraph, and a break."""
    length = end - start
    if not length:
        return ""
    mark = LEFT_OUT if start and text[start - 1] != "\n" else ""
    after = LEFT_OUT.lstrip() + " " if end < len(text) and "\n\n" not in text[max(start, end - 3) : end] else ""
    room = length - len(mark) - len(after)
    if room < len(BREAK):
        mark, after, room = mark or after, "", length - len(mark or after)
    return mark + "\n" * room + after
