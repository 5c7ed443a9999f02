"""Which lines of a page stand in parts of it that are no article's, by the names of elements and of classes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.intake.markup import UNREAD, blocks, local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ELEMENTS = frozenset({"aside", "button", "figcaption", "footer", "form", "nav"})
ROLES = frozenset({"complementary", "contentinfo", "navigation", "search"})
# Parts of the names of classes, as `-` and `_` and capitals cut them: "entry-byline", "relatedPosts".
CLASSES = frozenset({
    "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "byline", "caption", "comments", "copyright",
    "credit", "credits", "dateline", "newsletter", "pagination", "paywall", "popular", "promo", "promotion",
    "recommended", "recirc", "recirculation", "related", "share", "sharing", "sharedaddy", "signup", "social",
    "subscribe", "subscription", "teaser", "teasers", "timestamp", "trending",
})  # fmt: skip
WHOLE_CLASSES = frozenset({"tags", "tag-list", "post-tags", "entry-tags", "article-tags", "author-bio", "about-author"})
NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What holds more of a page than this is its article whatever it is called.
MOST_OF_IT = 0.2
PAGE = frozenset({"html", "body", "main", "article"})


def lines_apart(tree: Any, lines: Sequence[str]) -> Iterator[str]:
    """The lines of a page, given as `blocks` gives them, that stand in such parts and nowhere else."""
    everywhere, apart = Counter(lines), Counter[str]()
    length = sum(map(len, lines))
    for part in _parts(tree, length):
        apart.update(blocks(part))
    return (line for line, count in apart.items() if count >= everywhere[line])


def _parts(element: Any, length: int) -> Iterator[Any]:
    """The outermost elements that are no article's by their names, and hold little of the page."""
    stack = [element]
    while stack:
        element = stack.pop()
        name = local(element).lower()
        if not name or name in UNREAD:
            continue
        if name not in PAGE and _is_named(name, element) and len(text_of(element)) <= MOST_OF_IT * length:
            yield element
        else:
            stack.extend(reversed(element))


def _is_named(name: str, element: Any) -> bool:
    if name in ELEMENTS or (element.get("role") or "").lower() in ROLES:
        return True
    for each in (element.get("class") or "").split():
        if each.lower() in WHOLE_CLASSES or not CLASSES.isdisjoint(part.lower() for part in NAMES.findall(each)):
            return True
    return False
