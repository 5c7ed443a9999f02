"""Toolboxes over built projects, called from tests that are not asynchronous themselves."""

from __future__ import annotations

import asyncio
import re
import shutil

import pytest

from kg.assistant.graph import Graph
from kg.assistant.pages import LIMIT
from kg.assistant.toolbox import Toolbox
from kg.assistant.workers import OwnWorkers
from kg.project import Project
from tests.assistant.hostile import hostile
from tests.checkout import ROOT

CURSOR = re.compile(r'cursor="(\d+-[0-9a-f]{8})"\.\Z')
ENTRY = re.compile(r"^(\d+)\. ", re.MULTILINE)


class Tools:
    """The tools of a project, each call of which is a loop of its own unless several are given."""

    def __init__(self, root):
        self.root = root
        self.graph = Graph(root)

    def run(self, *calls):
        """The answers of calls, each a name and its arguments, or what they were refused with."""

        async def answered():
            workers = OwnWorkers(self.root, self.root / "out")
            toolbox = Toolbox(self.graph, workers)
            try:
                return [await toolbox.call(name, arguments) for name, arguments in calls]
            finally:
                await workers.close()

        return asyncio.run(answered())

    def __call__(self, tool, /, **arguments):
        (answer,) = self.run((tool, arguments))
        assert len(answer) <= LIMIT
        return answer

    def pages(self, tool, /, **arguments):
        """Every page, from the first to the last."""
        found, cursor = [], None
        while True:
            found.append(self(tool, **arguments, **({"cursor": cursor} if cursor else {})))
            assert len(found) < 500
            more = CURSOR.search(found[-1])
            if more is None:
                return found
            cursor = more[1]


def numbered(pages):
    """The numbers of the entries of all pages."""
    return [int(number) for page in pages for number in ENTRY.findall(page)]


def entries(page):
    """The entries of a page as texts, without its head and its last line."""
    body = page.rpartition("\n\n— ")[0]
    starts = [match.start() for match in ENTRY.finditer(body)]
    return [body[start:end].strip() for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]


@pytest.fixture(scope="session")
def tools(built):
    """The tools over the shipped articles."""
    return Tools(built.root)


@pytest.fixture(scope="session")
def pursued(tmp_path_factory):
    """The tools over the articles as they are shipped now, with the policies that actors pursue."""
    root = tmp_path_factory.mktemp("pursued")
    shutil.copytree(ROOT / "sources", root / "sources")
    assert Project(root).build().files
    return Tools(root)


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory):
    """The hostile project, built."""
    root = hostile(tmp_path_factory.mktemp("hostile"))
    assert Project(root).build().files
    return root


@pytest.fixture(scope="session")
def hostile_tools(hostile_root):
    """The tools over the hostile project."""
    return Tools(hostile_root)
