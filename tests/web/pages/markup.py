"""Reading a page: its elements closed in order, its links, ids, headings, and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "link", "br", "input", "hr", "img"}
DRAWN = {"rect", "line", "circle"}


@dataclass
class Page(HTMLParser):
    """A page that was read whole; raises AssertionError where it is not well formed."""

    text: str
    links: list = field(default_factory=list)
    ids: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    attributes: list = field(default_factory=list)
    words: str = ""

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.feed(self.text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes += names
        self.links += [given[name] for name in ("href", "src", "action") if name in given and given[name] != "data:,"]
        self.ids += [given["id"]] if "id" in given else []
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in DRAWN, f"<{tag}/> is no element that closes itself"

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.words += data


def check(text):
    """Whatever page it is: well formed, one of each landmark, headings in order, ids once, nothing that can act."""
    page = Page(text)
    assert page.tags[:2] == ["html", "head"]
    assert page.tags.count("h1") == page.tags.count("main") == page.tags.count("title") == 1
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert {"content"} <= set(page.ids)
    assert not {"script", "style", "iframe", "object", "base"} & set(page.tags)
    assert not [name for name in page.attributes if name == "style" or name.startswith("on")]
    assert [link for link in page.links if link.lower().startswith(("javascript:", "data:", "//", "vbscript:"))] == []
    return page
