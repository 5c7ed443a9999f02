"""Documents read in this process, projects to add to, and pages to read."""

from __future__ import annotations

import pytest

from kg.intake.adding import Settings, adding
from kg.intake.document import Input
from kg.intake.reading import read as read_input

PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Envoys meet in Tokyo | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><meta property="og:title" content="Envoys meet in Tokyo">
{head}</head><body>
<div class="clock">Updated 2:12 PM EST, Wed, Jan 29, 2020</div>
<nav><a href="/">Home</a> <a href="/asia">Asia</a></nav>
<article><h1>Envoys meet in Tokyo</h1>{byline}
<p>Envoys of four states met in Tokyo on Monday to talk about the missiles that Japan wants to deploy on its islands.</p>
<p>China sees the missiles as a threat, its ambassador said after the talks, and called on Japan to think again.</p>
<p>Japan has denied that they are directed at anybody, and invited all of its neighbours to come and look at them.</p>
{more}</article><footer><p>All rights reserved.</p></footer></body></html>
"""


@pytest.fixture
def read():
    """The documents of an input given as bytes or text."""

    def documents(content, name="page.html", url="", **more):
        content = content.encode() if isinstance(content, str) else content
        return read_input(Input(content, name, url, **more)).documents

    return documents


@pytest.fixture
def page(read):
    """The document of a page of three paragraphs with more in its head, below its heading, and after its text."""

    def document(head="", byline="", more="", url=""):
        return read(PAGE.format(head=head, byline=byline, more=more), url=url)[0]

    return document


class HereProcess:
    """Reads in this process, as fast as tests like it."""

    def read(self, given):
        return read_input(given)


@pytest.fixture
def add(project):
    """Add inputs to the tiny project, in this process; gives what became of them, and keeps the intake's findings."""

    class Adder:
        def __init__(self):
            self.root = project()
            self.findings = []

        def __call__(self, content, name="page.html", url="", *, beside=None, media_type="", **settings):
            content = content.encode() if isinstance(content, str) else content
            with adding(self.root, Settings(**settings), HereProcess()) as intake:
                added = intake.add(Input(content, name, url, media_type), beside)
                self.findings = intake.findings
            return added

        def rules(self):
            return [finding.rule for finding in self.findings]

        def head(self, slug):
            return (self.root / "sources" / "articles" / f"{slug}.yaml").read_text(encoding="utf-8")

        def text(self, slug):
            return (self.root / "sources" / "articles" / f"{slug}.txt").read_text(encoding="utf-8")

    return Adder()
