"""A word of a name is written in one script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.look_alikes import intruders, named
from kg.sources.names import every_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "name-script"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    r"""No word of a label or alias has letters of another script that look like those of its own.

    Why: nobody finds a name by typing it that has one Cyrillic letter among Latin ones.

    Good:
        actors:
          japan: {aliases: [Япония, Nihon]}

    Bad:
        actors:
          japan: {aliases: ["Nih\u043en"]}
    """
    for name in every_name(corpus):
        intruder = next(intruders(name.text), None)
        if intruder is not None and name.location is not None:
            message = (
                f"{shown(name.text)} has {named(intruder.letter)} at character {intruder.place + 1}, which looks like "
                f"{intruder.looks_like!r} and is of another script than the rest; type the word anew"
            )
            yield Finding(name.location, RULE, message, "warning", name.slug)
