"""The label of an issue has no capital that a sentence would not give it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model.findings import Finding
from kg.model.languages import language_of
from kg.sources.names import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.model.findings import Location
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "label-case"

# A capital and small letters, then only words without a capital; what has one, or a number or a dash, may be a name.
CAPITAL_FIRST = re.compile(r"([^\W\d_]{4,})((?:\s+[^\W\d_]+)+)")
# Languages in which every noun has a capital.
OF_CAPITAL_NOUNS = frozenset({"de", "lb", "gsw", "nds", "bar"})
# What goes before a word within a sentence.
WITHIN = re.compile(r"[^\W\d_],?[^\S\n]+\Z")


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """The label of an issue begins with a small letter, unless its first word has a capital within sentences too.

    Said only of a label of several words of which the first alone has a capital, where this project's texts and
    definitions have the word in small letters, and nowhere with a capital within a sentence; never of German.

    Why: labels stand inside sentences as they are written: "China and Japan disagree over Missile defence".

    Good:
        issues:
          missiles: {label: missile defence, definition: Whether a shield against each missile is built.}

    Bad:
        issues:
          missiles: {label: Missile defence, definition: Whether a shield against each missile is built.}
    """
    candidates = list(_candidates(corpus))
    lower, names = _written(corpus, {each.word for each in candidates})
    for each in candidates:
        if each.word in lower and each.word not in names:
            message = (
                f"the label {each.word.capitalize() + each.rest!r} stands within sentences as it is written; write "
                f"{each.word + each.rest!r}, as {each.word!r} is written elsewhere"
            )
            yield Finding(each.location, RULE, message, "warning", each.slug)


class _Candidate(NamedTuple):
    """A label that may be written so: of which issue, where, its first word in small letters, and the rest."""

    slug: str
    location: Location
    word: str
    rest: str


def _candidates(corpus: Corpus) -> Iterator[_Candidate]:
    for slug, issue in corpus.issues.items():
        for path, label in names_of(issue):
            match = CAPITAL_FIRST.fullmatch(label)
            if path[0] != "label" or match is None or issue.origin is None or not _may_say(language_of(label)):
                continue
            first, rest = match[1], match[2]
            if first == first.capitalize() != first.lower() and rest == rest.lower():
                yield _Candidate(slug, issue.origin.at(*path), first.lower(), rest)


def _written(corpus: Corpus, words: Collection[str]) -> tuple[set[str], set[str]]:
    """Which of some words stand in small letters anywhere, and which with a capital within a sentence."""
    lower, names = set[str](), set[str]()
    if not words:
        return lower, names
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b", re.IGNORECASE)
    for text in _texts(corpus):
        for match in pattern.finditer(text):
            word = match[0].lower()
            if match[0] == word:
                lower.add(word)
            elif WITHIN.search(text, max(0, match.start() - 8), match.start()):
                names.add(word)
    return lower, names


def _texts(corpus: Corpus) -> Iterator[str]:
    """What a project's files say in sentences, but for German."""
    for issue in corpus.issues.values():
        yield from (each for each in (issue.definition, *issue.other_definitions) if _may_say(language_of(each)))
    for article in corpus.articles.values():
        if _may_say(article.language):
            yield article.text


def _may_say(language: str) -> bool:
    return language.partition("-")[0] not in OF_CAPITAL_NOUNS
