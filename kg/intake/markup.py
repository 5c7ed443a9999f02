"""Bytes of HTML and XML → trees, read so that nothing is fetched and nothing expands without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.document import UnreadableInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
# What XML cannot hold, and HTML has as mistakes.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
UNREAD = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "svg", "math",
    "select", "textarea",
})  # fmt: skip


def decoded_markup(content: bytes, charset: str = "") -> str:
    """The text of a page: by its mark, as UTF-8 if it is that, else as a server or the page says, else as it looks.

    UTF-8 goes before what a page says of itself, since many say what they once were, and hardly any other text is
    UTF-8 by chance.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    said = DECLARED.search(content[:4096]) or XML_DECLARED.search(content[:400])
    for name in (charset, said[1].decode("ascii") if said else "", _likely(content)):
        try:
            # What the web calls Latin-1 is Windows-1252.
            encoding = "cp1252" if name.casefold() in {"iso-8859-1", "latin-1", "latin1", "us-ascii"} else name
            return content.decode(encoding) if encoding else content.decode("cp1252")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _likely(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few pages need it

    best = from_bytes(content[:200_000]).best()
    return best.encoding if best else ""


def html_tree(text: str) -> Any:
    """The tree of a page; raises UnreadableInputError where there is none."""
    from lxml import etree, html  # noqa: PLC0415 - slow, and only intake needs it

    plain = REFUSED.sub("\ufffd", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInputError("add-unreadable", f"no page can be read from it: {error}") from None
    return tree


def xml_tree(content: bytes) -> Any:
    """The root of an XML document, without entities of its own; raises UnreadableInputError where it is none."""
    from lxml import etree  # noqa: PLC0415 - slow, and only intake needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInputError("add-unreadable", f"it is no well-formed XML: {error}") from None


def local(element: Any) -> str:
    """The name of an element without its namespace; nothing for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Any) -> str:
    """All the words in an element, in one line."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]")).split())


def blocks(root: Any) -> Iterator[str]:
    """The text of a tree of HTML, one line a block, each without white space around it; line breaks end lines."""
    return (line for line, _ in placed_blocks(root))


def placed_blocks(root: Any) -> Iterator[tuple[str, Any]]:
    """The lines of `blocks`, each with the block in which it stands."""
    lines = _Lines()
    _walk(root, root, lines)
    lines.take(root)
    yield from lines.said


class _Lines:
    """Lines that are put together from pieces."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []
        self.pieces: list[str] = []

    def take(self, block: Any) -> None:
        """End the line, if there is one."""
        line = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if line:
            self.said.append((line, block))


def _walk(element: Any, block: Any, lines: _Lines) -> None:
    name = local(element).lower()
    if not name or name in UNREAD:
        return
    inner = element if name in BLOCKS else block
    ends = name in BLOCKS or name == "br"
    if ends:
        lines.take(block)
    lines.pieces.append(element.text or "")
    for child in element:
        _walk(child, inner, lines)
        lines.pieces.append(child.tail or "")
    if ends:
        lines.take(inner)
