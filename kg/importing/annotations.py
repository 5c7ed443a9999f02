"""Web Annotations, as Hypothesis exports them or as the W3C's model has them → what was coded in a project's articles.

An annotation belongs to the article with its address; its words are looked for in the text of that, near what stood
around them on the page. Its tags are its codes.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kg.importing.coded import CodedError, CodedPassage, CodedProject, CodedText, Coding
from kg.importing.naming import clean
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.model.records import Article, Corpus

MOST_BYTES = 64 * 1024 * 1024
LONGEST = 5_000
UNTAGGED = "without a tag"
ACCOUNT = re.compile(r"acct:([^@]+)@")
# Where files keep their list: Hypothesis's API and its export, and a collection or page of the W3C.
LISTS = ("rows", "annotations", "items")
# How many selectors may refine one another.
DEEPEST = 3


def read_annotations(path: Path, corpus: Corpus) -> CodedProject:
    """What a file of annotations has of the articles of a project; raises CodedError, with what to do, and OSError.

    The file is JSON, a list or what holds one, or a line for each annotation.
    """
    articles = {_address(url): each for each in corpus.articles.values() for url in (each.url, each.archived) if url}
    left_out: Counter[str] = Counter()
    tags: dict[str, str] = {}
    passages: dict[str, list[CodedPassage]] = defaultdict(list)
    texts: dict[str, FoldedText] = {}
    for annotation in _annotations(_content(path)):
        given = _tags(annotation)
        tags |= dict.fromkeys(given, "")
        coder = _coder(annotation)
        for source, selectors in _targets(annotation):
            article = articles.get(_address(source))
            quote = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), None)
            if article is None:
                left_out["annotations of pages that are no article here"] += 1
            elif quote is None or not _text(quote, "exact").strip():
                left_out["annotations without words"] += 1
            elif (span := _span(texts, article, quote)) is None:
                left_out["annotations whose words are not in the article"] += 1
            else:
                codings = tuple(Coding(tag, coder) for tag in given)
                note = _note(annotation)
                passages[article.slug].append(CodedPassage(*span, "", codings, (note,) if note else ()))
    coded = tuple(
        CodedText(article.title, article.text, tuple(passages[article.slug]), article=article.slug)
        for article in corpus.articles.values()
        if article.slug in passages
    )
    return CodedProject(clean(path.stem), "Web Annotation", dict(sorted(tags.items())), coded, left_out)


def _content(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CodedError(f"it is longer than the {MOST_BYTES:,} bytes that are read")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CodedError("it is not UTF-8, as JSON is") from None


def _annotations(text: str) -> list[Mapping[str, Any]]:
    """The annotations of a file, in whatever list they stand."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        try:
            parsed = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError) as error:
            raise CodedError(f"it is no JSON: {clean(str(error))}") from None
    if isinstance(parsed, dict):
        page = parsed.get("first")
        parsed = next((parsed[name] for name in LISTS if isinstance(parsed.get(name), list)), None) or (
            page.get("items") if isinstance(page, dict) else [parsed]
        )
    if not isinstance(parsed, list) or not any(isinstance(each, dict) and each.get("target") for each in parsed):
        raise CodedError("it has no annotations; export them from Hypothesis as JSON, or as W3C Web Annotations")
    return [each for each in parsed if isinstance(each, dict)]


def _targets(annotation: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The address of each target, and its selectors, also those that others refine."""
    for target in _listed(annotation.get("target")):
        if isinstance(target, str):
            yield target, []
        elif isinstance(target, dict):
            source = target.get("source")
            source = source.get("id") if isinstance(source, dict) else source
            yield str(source or annotation.get("uri") or ""), list(_selectors(target.get("selector")))


def _selectors(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    for each in _listed(value):
        if isinstance(each, dict) and depth < DEEPEST:
            yield each
            yield from _selectors(each.get("refinedBy"), depth + 1)


def _tags(annotation: Mapping[str, Any]) -> list[str]:
    """The tags of an annotation, each once."""
    said = [each for each in _listed(annotation.get("tags")) if isinstance(each, str)]
    said += [_text(body, "value") for body in _bodies(annotation) if body.get("purpose") == "tagging"]
    return list(dict.fromkeys(tag for each in said if (tag := clean(each)))) or [UNTAGGED]


def _note(annotation: Mapping[str, Any]) -> str:
    """What an annotation says beside its tags; not on one line, since it may be a whole claim."""
    said = [_text(annotation, "text")]
    said += [_text(body, "value") for body in _bodies(annotation) if body.get("purpose") != "tagging"]
    said += [body for body in _listed(annotation.get("body")) if isinstance(body, str)]
    return "\n".join(each for each in said if each.strip())


def _bodies(annotation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [body for body in _listed(annotation.get("body")) if isinstance(body, dict)]


def _coder(annotation: Mapping[str, Any]) -> str:
    """Who annotated: the name that is shown, or else that of the account."""
    info, creator = annotation.get("user_info"), annotation.get("creator")
    names = [_text(info, "display_name")] if isinstance(info, dict) else []
    names += [_text(creator, key) for key in ("name", "nickname", "id")] if isinstance(creator, dict) else []
    names += [each for each in (annotation.get("user"), creator) if isinstance(each, str)]
    name = next((cleaned for each in names if (cleaned := clean(each))), "unknown coder")
    account = ACCOUNT.match(name)
    return account[1] if account else name


def _span(texts: dict[str, FoldedText], article: Article, quote: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the words of a selector stand in an article: of several places that which is most like on the page."""
    folded = texts.get(article.slug) or texts.setdefault(article.slug, FoldedText.of(article.text))
    before, after = " ".join(_text(quote, "prefix").split()), " ".join(_text(quote, "suffix").split())

    def likeness(span: tuple[int, int]) -> int:
        around = folded.original[max(0, span[0] - LONGEST) : span[0]], folded.original[span[1] : span[1] + LONGEST]
        left, right = (" ".join(each.split()) for each in around)
        return _alike(left[::-1], before[::-1]) + _alike(right, after)

    spans = folded.find(" ".join(_text(quote, "exact").split()), article.furniture)
    return max(spans, key=lambda span: (likeness(span), -span[0]), default=None)


def _alike(text: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    same = 0
    for one, two in zip(text, other, strict=False):
        if one != two:
            break
        same += 1
    return same


def _address(url: str) -> str:
    """An address without what does not change the page: the protocol, www, a fragment, a slash at the end."""
    plain = re.sub(r"^[a-z]+://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE).partition("#")[0]
    host, slash, path = plain.partition("/")
    return host.lower() + slash + path.rstrip("/") if path.rstrip("/") else host.lower()


def _listed(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(value: Mapping[str, Any], key: str) -> str:
    said = value.get(key)
    return said if isinstance(said, str) else ""
