"""No two names look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.look_alikes import named, skeletons
from kg.model.vocabulary import fold
from kg.sources.names import every_name, every_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary
    from kg.sources.names import Name

RULE = "name-alike"
KINDS = ("actor", "issue", "event")
# More characters than these are not listed.
MOST = 3


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    r"""Labels and aliases of different actors, issues and events do not look alike, nor do their slugs.

    That is, they differ in more than what has no width, white space, case, compatible forms (NFKC) and letters of
    another script or figures that look the same (UTS 39). Slugs differ in more than hyphens. Names of actors that are
    the same are errors of `label-unique`; events of different claims may share theirs.

    Why: a reader takes two of one look for one, and what is said of one counts for the other.

    Good:
        actors:
          china-mobile: {kind: organization, label: China Mobile, acts-for: china}
        article: {author: china-mobile}

    Bad:
        actors:
          china-mobile: {kind: organization, label: "Chi\u200bna", acts-for: china}
        article: {author: china-mobile}
    """
    seen: dict[tuple[str, ...], Name] = {}
    for name in every_name(corpus):
        for other in _alike(name, skeletons(name.text), seen):
            message = f"{shown(name.text)} of {name.slug!r} looks like {shown(other.text)} of {_place(other)}"
            yield from _finding(name, f"{message}{_odd(name.text, other.text)}; give one of them another")
    slugs: dict[tuple[str, ...], Name] = {}
    for name in every_slug(corpus):
        for other in _alike(name, skeletons(name.text.replace("-", "")), slugs):
            if other.slug != name.slug:  # of two kinds, which is an error of its own
                yield from _finding(name, f"the slug {name.slug!r} looks like {_place(other)}; rename one of them")


def _alike(name: Name, keys: tuple[tuple[str, str], ...], seen: dict[tuple[str, ...], Name]) -> list[Name]:
    """The first name of something else that looks like this one and may not be the same, if there is one."""
    others = [other for key in keys if key[1] for kind in KINDS if (other := seen.get((kind, *key)))]
    for key in keys:
        seen.setdefault((name.kind, *key), name)
    wrong = (other for other in others if (other.kind, other.slug) != (name.kind, name.slug))
    return [other for other in wrong if fold(other.text) != fold(name.text) or not _may_share(name, other)][:1]


def _may_share(name: Name, other: Name) -> bool:
    """Whether two names may be the same: those of actors are told elsewhere, those of kinds differ by them."""
    return name.kind != other.kind or name.kind == "actor" or "/" in name.slug or "/" in other.slug


def _odd(one: str, other: str) -> str:
    """The characters of either by which they differ and which are not plain letters."""
    odd = [c for c in dict.fromkeys(one + other) if not c.isascii() and (c in one) != (c in other)]
    return f", but has {' and '.join(map(named, odd))}" if 0 < len(odd) <= MOST else ""


def _place(name: Name) -> str:
    return f"{name.slug!r} in {name.location}" if name.location else repr(name.slug)


def _finding(name: Name, message: str) -> Iterator[Finding]:
    if name.location is not None:
        yield Finding(name.location, RULE, message, "warning", name.slug)
