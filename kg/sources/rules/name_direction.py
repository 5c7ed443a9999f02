"""Nothing in a name steers the direction of what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.look_alikes import named
from kg.sources.names import every_name, every_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "name-direction"
# Embeddings, overrides and isolates with their ends, and the marks of a direction (Unicode, UAX 9).
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    r"""Labels, aliases and titles have no controls of direction.

    These are embeddings and overrides (U+202A to U+202E), isolates (U+2066 to U+2069), marks (U+200E, U+200F, U+061C).

    Why: they are not seen, and turn round the figures and words that stand beside a name in other programs; letters
    know their direction without them.

    Good:
        actors:
          japan: {aliases: [日本, יפן]}

    Bad:
        actors:
          japan: {aliases: ["\u202enapaJ"]}
    """
    for name in (*every_name(corpus), *every_title(corpus)):
        if name.location is not None and (control := CONTROLS.search(name.text)):
            where = f"{named(control[0])} at character {control.start() + 1}"
            message = f"{shown(name.text)} has {where}, which steers the direction of what stands beside it; delete it"
            yield Finding(name.location, RULE, message, "warning", name.slug)
