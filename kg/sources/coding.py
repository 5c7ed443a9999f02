"""`coding/<coder>/<article>.yaml` → what each coder claims, by the rules by which articles are read.

    coding/plan.yaml             who codes which article, and how much is coded twice (`kg.sources.coding_plan`)
    coding/anna/talks.yaml       what anna claims in sources/articles/talks.txt

A coder's file has the form of an article's, and its claims are all that is read of it. The text, the title and the rest
of the head are those of `sources/articles/`, which has what was settled, and from which alone a project is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kg.cache import Cache, key_of
from kg.model.findings import Finding, did_you_mean, shown
from kg.model.nearest import Meanings, Names
from kg.model.records import Event
from kg.sources.articles import check_keys, claim_nodes
from kg.sources.claims import ClaimReader
from kg.sources.coding_plan import FOLDER, PLAN, Plan, read_plan
from kg.sources.entries import FORMS
from kg.sources.files import SourceFiles
from kg.sources.quotes import FoldedText
from kg.sources.registries import YAML_SUFFIXES
from kg.sources.rules import (
    CHECKS,
    acts_for_ends,
    agency_named,
    copy_original,
    copy_passages,
    date_future,
    directed_at_pursuer,
    entry_used,
    iso3_known,
    label_case,
    label_unique,
    name_alike,
    pursuit_reported,
    pursuit_said,
    text_changed,
    text_repeated,
    text_twice,
)
from kg.sources.schema import SLUG, is_slug, slug_of
from kg.sources.valid import valid_part
from kg.sources.yaml import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from typing import Any

    from kg.model.records import Actor, Article, Claim, Corpus, Issue, Node
    from kg.model.vocabulary import Vocabulary
    from kg.sources.claims import ReadClaims

# What stands in `sources/articles/`, where results name it beside the coders.
ADJUDICATED = "adjudicated"
# Rules of registries, heads and texts, which are those of the project and are asked of it once.
OF_THE_PROJECT = (
    acts_for_ends, agency_named, copy_original, copy_passages, directed_at_pursuer, entry_used, iso3_known, label_case,
    label_unique, name_alike, pursuit_reported, pursuit_said, text_changed, text_repeated, text_twice,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoderArticle:
    """The claims of one coder in one article by themselves, and what is wrong with them; `key` is the hash of both.

    `unread` names what could not be read. `coded` is set where the file says which claims there are, none being one
    answer.
    """

    key: str
    claims: ReadClaims
    unread: frozenset[str]
    findings: tuple[Finding, ...]
    coded: bool


@dataclass(frozen=True, slots=True)
class Coder:
    """What somebody has coded: claims without mistakes by article, in the order of their files.

    `flawed` are the articles in which something of the file could not be read or has errors, so that claims may be
    missing.
    """

    name: str
    claims: Mapping[str, tuple[Claim, ...]]
    flawed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Coding:
    """The coders by name, and the plan of who codes what, None where there is none."""

    coders: Mapping[str, Coder] = field(default_factory=dict)
    plan: Plan | None = None


class CodingFiles(SourceFiles):
    """The files of `coding/`, read with the care of the sources."""

    @property
    def folder(self) -> Path:
        """The folder in which coders have theirs."""
        return self.root / FOLDER


def read_coding(
    root: Path, corpus: Corpus, vocabulary: Vocabulary, cache: Cache | None = None, *, today: date | None = None
) -> tuple[Coding, list[Finding]]:
    """What every coder of a project claims, and what is wrong in their files; nothing where there is no `coding/`.

    `corpus` is what was read of the sources, whose actors, issues, events, heads and texts hold for all coders. Files
    that `cache` has kept are not read again.
    """
    files = CodingFiles(root)
    if not files.folder.exists() and not files.folder.is_symlink():
        return Coding(), []
    reader = _CodingReader(files, corpus, vocabulary, cache or Cache(stays=False), today)
    coders, plan, has_plan = {}, None, False
    for name in files.listed(files.folder):
        path = files.folder / name
        if name == PLAN:
            has_plan = True
        elif path.is_dir() or path.is_symlink():
            if _is_coder(files, path):
                coders[name] = reader.coder(name)
        else:
            files.fail(f"{FOLDER}/{name}", "file-name", _misplaced(name))
    if has_plan:
        plan = read_plan(files, corpus)
    return Coding(coders, plan), sorted({*files.findings, *reader.findings})


def _is_coder(files: SourceFiles, path: Path) -> bool:
    """Whether a folder may hold the files of a coder; why not, becomes a finding.

    It is named by a slug, and no link. Why: of a link to another coder's folder all would agree with all.
    """
    name = files.name(path)
    if path.is_symlink():
        files.fail(name, "file-link", "a link; each coder has a folder of their own, so put the folder itself there")
    elif path.name == ADJUDICATED:
        files.fail(
            name, "file-name", f"{ADJUDICATED!r} means what stands in sources/articles; name the coder otherwise"
        )
    elif not is_slug(path.name):
        meant = slug_of(path.name)
        hint = f"; rename it to {meant!r}" if meant else ""
        files.fail(name, "file-name", f"a coder's folder is named by a slug; expected {FORMS[SLUG]}{hint}")
    else:
        return True
    return False


def _misplaced(name: str) -> str:
    """What to do with a file that lies beside the coders."""
    if PurePath(name).stem == PurePath(PLAN).stem:
        return f"is not read; rename it to {PLAN!r}"
    return f"is not read; a coder's files lie in {FOLDER}/<coder>/, and who codes what stands in {PLAN!r}"


def check_head(node: Node, article: Article) -> Iterator[Finding]:
    """The head in a coder's file says what that in `sources/articles/` says, or it is left out.

    Nothing is read of it. Why: who corrects a title or a date there would wait in vain for it to count.
    """
    settled = article.origin
    if settled is None or plain(node) == plain(settled):
        return
    mine, theirs = (each.value if isinstance(each.value, dict) else {} for each in (node, settled))
    differing = next((key for key in mine if key not in theirs or plain(mine[key]) != plain(theirs[key])), "")
    about = f"{differing!r} of the article is" if differing else "the article's head is"
    place = node.keys.get(differing, node.location)
    message = f"{about} read from {settled.location.file} alone; change it there, or leave 'article' out here"
    yield Finding(place, "coder-head", message, "warning")


@dataclass
class _CodingReader:
    """Reads coders one after the other."""

    files: CodingFiles
    corpus: Corpus
    vocabulary: Vocabulary
    cache: Cache
    today: date | None
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        records: tuple[Actor | Issue | Event, ...] = (
            *self.corpus.actors.values(),
            *self.corpus.issues.values(),
            *self.corpus.events.values(),
        )
        shared = [record for record in records if "/" not in record.slug]
        self.names = Meanings((name.casefold(), each.slug) for each in shared for name in each.names)
        self.events = {each.slug: each for each in shared if isinstance(each, Event)}
        # Whoever names what cannot be read of the registries is not blamed for it.
        self.known = {name for name in self.corpus.unread if not name.startswith(("claim/", "article/"))}
        self.settled = {claim.key: claim for claim in self.corpus.claims}
        self.articles = Names(self.corpus.articles)
        self.hashes = [self._key(article) for article in self.corpus.articles.values()]
        self.texts: dict[str, FoldedText] = {}

    def coder(self, name: str) -> Coder:
        """What one coder has coded; what is wrong with it is added to the findings."""
        read: dict[str, CoderArticle] = {}
        claims = self._claims()
        for article, path in self._files(name):
            said = self.files.text(path)
            key = key_of("coding", self.corpus.key, self._key(article), name, article.slug, repr(said))
            each = self.cache.get(key, partial(self._read, key, article, path, said))
            read[article.slug] = each
            claims.take(each.claims)
            claims.unread |= each.unread
            self.findings += each.findings
        # Whoever has not coded an article may deny what was settled of it.
        claims.claims.update((key, claim) for key, claim in self.settled.items() if claim.article not in read)
        whole, before = claims.finish(), len(self.findings)
        self.findings += claims.findings
        unread = frozenset(claims.unread)
        part = self._corpus(read, whole, unread)
        key = key_of("coder", *(each.key for each in read.values()), *self.hashes, repr((self.today, claims.findings)))
        broken = self.cache.get(key, partial(self._broken_rules, part))
        self.findings += broken
        wrong = [*broken, *self.findings[before:], *(found for each in read.values() for found in each.findings)]
        valid = valid_part(part, wrong)
        flawed = {PurePath(f.location.file).stem for f in wrong if f.severity == "error"}
        flawed |= {unread_name.split("/")[1] for unread_name in unread if unread_name.startswith("claim/")}
        by_article = {
            slug: tuple(claim for claim in valid.claims if claim.article == slug and claim.passages)
            for slug, each in read.items()
            if each.coded and slug in valid.articles
        }
        return Coder(name, by_article, frozenset(flawed & read.keys()))

    def _claims(self) -> ClaimReader:
        return ClaimReader(self.vocabulary, self.events, set(self.known), self.names)

    def _key(self, article: Article) -> str:
        return self.corpus.hashes.get(article.slug, article.sha256)

    def _files(self, coder: str) -> Iterator[tuple[Article, Path]]:
        """The articles of which a coder has a file, with its path; other names are findings."""
        folder = self.files.folder / coder
        for name in self.files.listed(folder):
            path, slug = folder / name, PurePath(name).stem
            shown_name = self.files.name(path)
            if path.is_dir():
                message = f"a folder within a coder's is not read; put its files into {FOLDER}/{coder}"
                self.files.fail(shown_name, "file-name", message)
            elif name.endswith(".yaml") and slug in self.corpus.articles:
                yield self.corpus.articles[slug], path
            elif name.endswith(".yaml"):
                self._refuse(shown_name, slug)
            elif path.suffix.lower() in YAML_SUFFIXES:
                self.files.fail(shown_name, "file-name", f"is not read; rename it to '{slug}.yaml'")
            elif path.suffix.lower() == ".txt":
                message = "is not read; the texts are those in sources/articles, the same for all coders"
                self.files.fail(shown_name, "file-name", message)

    def _refuse(self, name: str, slug: str) -> None:
        """Tell of a file of no article; not where the article is there and cannot be read, which is told there."""
        if f"article/{slug}" in self.corpus.unread:
            return
        hint = did_you_mean(slug, self.articles) if is_slug(slug) else ""
        message = f"there is no article {shown(slug)} in sources/articles{hint or '; add it there first'}"
        self.files.fail(name, "file-missing", message)

    def _read(self, key: str, article: Article, path: Path, said: str | None) -> CoderArticle:
        """The claims in one file, and what is wrong with them by themselves."""
        files, claims, slug = CodingFiles(self.files.root), self._claims(), article.slug
        tree = None if said is None else files.parsed(path, said)
        if tree is None:
            files.unread.add(f"claim/{slug}/")
            return CoderArticle(key, claims.read(slug), frozenset(files.unread), tuple(files.findings), coded=False)
        check_keys(files, tree)
        head = tree.child("article")
        if head is not None:
            files.findings += check_head(head, article)
        # Without the head nobody knows what of the text is furniture.
        text = None if f"article/{slug}" in self.corpus.unread else self._text(article)
        for node in claim_nodes(files, slug, tree):
            claims.add(article, text, node)
        unread = frozenset((files.unread | claims.unread) - self.known)
        return CoderArticle(
            key, claims.read(slug), unread, tuple(files.findings + claims.findings), coded="claims" in tree.value
        )

    def _text(self, article: Article) -> FoldedText:
        if article.slug not in self.texts:
            self.texts[article.slug] = FoldedText.of(article.text)
        return self.texts[article.slug]

    def _corpus(self, articles: Iterable[str], claims: tuple[Claim, ...], unread: frozenset[str]) -> Corpus:
        """The project with the claims of a coder in place of all others, and the articles that the coder has coded."""
        own = {claim.content.slug: claim.content for claim in claims if isinstance(claim.content, Event)}
        # Who publishes them is known, or told of where the heads stand.
        coded = {slug: self.corpus.articles[slug] for slug in articles}
        missing = {name for name in self.corpus.unread if not name.startswith("claim/")}
        return replace(
            self.corpus,
            events=dict(sorted({**self.events, **own}.items())),
            articles=coded,
            claims=claims,
            unread=unread | missing,
            key="",
            hashes={},
            partly=None,
        )

    def _broken_rules(self, corpus: Corpus) -> tuple[Finding, ...]:
        """What the rules say of a coder's claims; of the rest of the project they say it where it stands."""
        # Claims may name those that were settled of articles which the coder has not coded.
        others = tuple(claim for claim in self.corpus.claims if claim.article not in corpus.articles)
        events = {**self.corpus.events, **corpus.events}
        articles = self.corpus.articles
        corpus = replace(corpus, articles=articles, claims=(*corpus.claims, *others), events=events)
        found = list(date_future.check(corpus, self.vocabulary, self.today))
        for module in CHECKS:
            if module is not date_future and module not in OF_THE_PROJECT:
                found += module.check(corpus, self.vocabulary)
        return tuple(finding for finding in found if finding.location.file.startswith(f"{FOLDER}/"))


# The rules of coders' files alone, each with the function whose docstring is its documentation.
CODING_RULES: Mapping[str, Callable[..., Any]] = {"coder-head": check_head, "coding-plan": read_plan}
