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
# What the web means by names of encodings that are a part of larger ones.
WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks-c-5601-1987": "cp949",
    "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
MOST_WRONG = 3
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

    A few bytes that are none of what the page says it is stand as U+FFFD in it.

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
    declared = DECLARED.search(content[:4096]) or XML_DECLARED.search(content[:400])
    said = [_encoding(each) for each in (charset, declared[1].decode("ascii") if declared else "") if each]
    for name in said:
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    # A few wrong bytes make no page one of another encoding. Any byte is one of cp1252, so that proves nothing.
    for name in (*said, "utf-8"):
        if nearly := _nearly(content, name):
            return nearly
    try:
        return content.decode(_likely(content) or "cp1252")
    except (LookupError, ValueError):
        pass
    return content.decode("utf-8", "replace")


def _encoding(name: str) -> str:
    """An encoding by the name that a page has for it, as the web takes it: the larger one of which it is a part."""
    return WIDER.get(name.strip().casefold().replace("_", "-"), name)


def _nearly(content: bytes, name: str) -> str:
    """A text that is of an encoding but for a few bytes, which stand as U+FFFD in it; else nothing."""
    try:
        text = content.decode(name, "replace")
    except (LookupError, ValueError):
        return ""
    return text if text.count("\ufffd") <= max(MOST_WRONG, len(text) // 2_000) else ""


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


def replaced(text: str, content: bytes) -> str:
    """What is to be said of a text in which bytes stand as U+FFFD that were something else; nothing where none do."""
    count = text.count("\ufffd") - content.count("\ufffd".encode())
    return (
        f"{count} of its bytes are of no letter in its encoding, and stand as \ufffd in the text" if count > 0 else ""
    )
