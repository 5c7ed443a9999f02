"""What a reader of a page cannot see: taken out of the tree where that can be decided, and kept to be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.markup import local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# By style: nothing is drawn, or so that nobody can read it.
STYLES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*(?:\.\d)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|font-size\s*:\s*[01](?:\.\d+)?px"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}(?:px|em|rem|pt|%)"
    r"|clip\s*:\s*rect\(\s*0[^)]*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|transform\s*:\s*scale\(\s*0\s*\)|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
FLAT = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.IGNORECASE)
OVERFLOW = re.compile(r"overflow\s*:\s*hidden", re.IGNORECASE)
WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b)", re.IGNORECASE
)
GROUND = re.compile(r"background", re.IGNORECASE)
# By class, as the large libraries of styles call them.
CLASSES = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader", "screenreader",
    "hidden", "d-none", "is-hidden", "hide-text", "element-invisible", "u-hidden", "u-visually-hidden",
    "a11y-hidden", "assistive-text", "offscreen", "off-screen", "invisible", "amp-hidden",
})  # fmt: skip
RULE = re.compile(r"([^{}@;]{1,400})\{([^{}]{1,2000})\}")
SIMPLE = re.compile(r"^([a-z][a-z0-9]*)?([.#])([\w-]{1,80})$", re.IGNORECASE)
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
AT_BLOCKS = re.compile(r"@(?:media|supports|print)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
# What holds most of a page is no hiding place: pages hide themselves until their scripts have run.
MOST_OF_IT = 0.5
WHOLE = frozenset({"html", "body", "main", "article"})
CONTROLS = frozenset({"nav", "header", "footer", "form", "button", "script", "style"})
LONGEST_SHEET = 400_000


def without_hidden(tree: Any) -> tuple[str, ...]:
    """Take out of a tree what nobody who reads the page sees; gives the texts, in their order, without empty ones.

    Judged by attributes, by styles in elements and in the page's own sheets where these select by one class or name,
    and by common class names. Sheets that would have to be fetched are not known; and what scripts show later, or hide,
    cannot be.
    """
    sheet = _sheet(tree)
    length = len(text_of(tree)) or 1
    found = []
    # A list, since the tree changes on the way; what is inside of something that is taken out goes with it.
    for element in list(_hidden(tree, sheet)):
        parent = element.getparent()
        if parent is None or not _is_in(element, tree):
            continue
        said = text_of(element)
        if local(element).lower() in WHOLE or len(said) > MOST_OF_IT * length:
            continue
        if said and not _is_control(element, said):
            found.append(said)
        _drop(element)
    return tuple(dict.fromkeys(found))


def _hidden(tree: Any, sheet: frozenset[tuple[str, str, str]]) -> Iterator[Any]:
    for element in tree.iter():
        name = local(element).lower()
        if not name or name in {"head", "script", "style", "meta", "link", "title"}:
            continue
        if (
            name in {"template", "datalist"}
            or (name == "dialog" and element.get("open") is None)
            or (element.get("hidden") is not None and element.get("hidden", "").lower() != "until-found")
            or (
                _is_unseen(element.get("style") or "") or _classes(element) & CLASSES or _by_sheet(name, element, sheet)
            )
        ):
            yield element


def _is_unseen(style: str) -> bool:
    if not style:
        return False
    return bool(
        STYLES.search(style)
        or (FLAT.search(style) and OVERFLOW.search(style))
        or (WHITE.search(style) and not GROUND.search(style))
    )


def _is_control(element: Any, said: str) -> bool:
    """Whether a hidden element is a menu or a form of the page, which opens when one asks for it, and no text."""
    if any(local(each).lower() in CONTROLS for each in (element, *element.iterancestors())):
        return True
    linked = sum(len(text_of(each)) for name in ("a", "button", "label", "option") for each in element.iter(name))
    return linked > len(said) * MOST_OF_IT


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _by_sheet(name: str, element: Any, sheet: frozenset[tuple[str, str, str]]) -> bool:
    if not sheet:
        return False
    names = [(".", each) for each in (element.get("class") or "").split()] + [("#", element.get("id") or "")]
    return any((tag, sign, each) in sheet for sign, each in names for tag in ("", name))


def _sheet(tree: Any) -> frozenset[tuple[str, str, str]]:
    """The selectors of one class or name, by element, that the page's own sheets hide on every screen."""
    hidden: set[tuple[str, str, str]] = set()
    for style in tree.iter("style"):
        text = AT_BLOCKS.sub("", COMMENTS.sub("", (style.text or "")[:LONGEST_SHEET]))
        for selectors, body in RULE.findall(text):
            matched = set(_simple(selectors.split(",")))
            hidden = hidden | matched if _is_unseen(body.strip()) else hidden - matched if _shows(body) else hidden
    return frozenset(hidden)


def _shows(body: str) -> bool:
    return bool(re.search(r"display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*1", body, re.IGNORECASE))


def _simple(selectors: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for selector in selectors:
        if match := SIMPLE.match(selector.strip()):
            yield (match[1] or "").lower(), match[2], match[3]


def _is_in(element: Any, tree: Any) -> bool:
    return element is tree or any(parent is tree for parent in element.iterancestors())


def _drop(element: Any) -> None:
    """Take an element out, and leave the words after it."""
    element.drop_tree() if hasattr(element, "drop_tree") else element.getparent().remove(element)
