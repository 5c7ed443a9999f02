"""A project's `sources/` → Corpus, with everything that is wrong on the way as findings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.cache import Cache, key_of
from kg.model.files import UnreadableError, stays_inside
from kg.model.records import Corpus, Event
from kg.publication import settle
from kg.sources.articles import ArticleReader
from kg.sources.circles import circles
from kg.sources.claims import ClaimReader
from kg.sources.description import read_description
from kg.sources.files import SourceFiles
from kg.sources.originals import with_copied
from kg.sources.registries import Registries, texts_of
from kg.sources.yaml_errors import begins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.model.findings import Finding
    from kg.model.records import Article, Claim
    from kg.model.vocabulary import Vocabulary


def read(root: Path, vocabulary: Vocabulary, cache: Cache | None = None) -> tuple[Corpus, list[Finding]]:
    """Everything in `root/sources` that can be read, and a finding for everything that cannot.

    Articles that `cache` has kept are not read again. A wrong entry is named in the corpus as unread. Of an article
    what can be read stays, so that its claims can be checked; other wrong entries are left out, but for
    `Corpus.partly`. Their neighbours are read all the same. A change of several files that was cut short is
    finished first (`kg/editing/saving.py`).
    """
    files = SourceFiles(root)
    if not files.folder.is_dir():
        files.fail("sources", "file-missing", "there is no such folder; `kg init DIR` makes a project")
        return Corpus({}, {}, {}, {}, ()), files.findings
    try:
        stays_inside(files.folder, files.folder)
    except UnreadableError as error:
        files.fail("sources", error.rule, str(error))
        return Corpus({}, {}, {}, {}, ()), files.findings
    settle(files.folder)
    description, wrong = read_description(root)
    files.findings += wrong
    cache = cache or Cache(stays=False)
    texts = texts_of(files)
    of_registries = key_of("registries", vocabulary.key(), *map(repr, texts.values()))
    registries = cache.recall(of_registries, partial(Registries.read, root, texts, vocabulary))
    files.findings += registries.findings
    files.unread |= registries.unread
    actors, issues, events = registries.actors, registries.issues, registries.events
    key = key_of(of_registries, repr(description))
    known = frozenset(files.unread)

    def reader() -> ClaimReader:
        return ClaimReader(vocabulary, events, set(known), registries.names)

    claims, articles, keys = reader(), {}, {}
    for each in ArticleReader(files, reader, key, cache).articles():
        claims.take(each.claims)
        claims.unread |= each.unread
        files.findings += each.findings
        if each.article is not None:
            articles[each.article.slug], keys[each.article.slug] = each.article, each.key
    claims.unread |= files.unread
    articles = with_copied(articles)
    whole = claims.finish()
    unread, hashes = frozenset(claims.unread), _hashes(keys, articles.values(), claims)
    corpus = Corpus(
        actors, issues, _with_own(events, whole), articles, whole, unread, key, hashes, description=description
    )
    parts, claim_parts = registries.parts, claims.parts()
    if not parts and not claim_parts:
        return corpus, _each_once(files.findings + claims.findings)
    every_claim = (*whole, *claim_parts)
    partly = replace(
        corpus,
        actors={**actors, **parts.get("actor", {})},
        issues={**issues, **parts.get("issue", {})},
        events=_with_own({**events, **parts.get("event", {})}, every_claim),
        claims=every_claim,
    )
    return replace(corpus, partly=partly), _each_once(files.findings + claims.findings)


def _each_once(findings: list[Finding]) -> list[Finding]:
    """The findings without warnings of a comment that is told as an error in the same line."""
    comment = begins("#")
    cut = {(f.location.file, f.location.line) for f in findings if f.severity == "error" and comment[:20] in f.message}
    return [f for f in findings if f.severity == "error" or (f.location.file, f.location.line) not in cut]


def _hashes(keys: Mapping[str, str], articles: Iterable[Article], claims: ClaimReader) -> dict[str, str]:
    """By article the hash of all that it comes from: itself, its originals, and what the claims that it refers to say.

    Of a copy it is made from those of what it repeats, so that the work grows with the references and not with the
    length of their chains. Articles that repeat each other in a circle have that of all of them.
    """
    said: dict[str, list[str]] = {}
    for draft in (*claims.drafts.values(), *claims.nameless):
        if draft.reference:
            target = claims.claims.get(draft.reference)
            meant = repr((target.content_key, target.polarity, target.content)) if target else ""
            said.setdefault(draft.article.slug, []).append(meant)
    repeated = {article.slug: {article.copy_of} & keys.keys() for article in articles}
    hashes: dict[str, str] = {}
    for circle in circles(repeated):
        together = sorted(keys[slug] for slug in circle)
        beyond = sorted({hashes[other] for slug in circle for other in repeated[slug] - circle})
        shared = key_of("circle", *together, "repeat", *beyond)
        hashes |= {slug: key_of("claims", keys[slug], shared, *said.get(slug, ())) for slug in circle}
    return hashes


def _with_own(events: Mapping[str, Event], claims: Iterable[Claim]) -> dict[str, Event]:
    """The events of the registry and those of the claims alone, by slug."""
    own = {claim.content.slug: claim.content for claim in claims if isinstance(claim.content, Event)}
    return dict(sorted({**events, **own}.items()))
