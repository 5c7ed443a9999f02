"""What the tests of the page share: a way to visit a file in the browser, and the page of the shipped data."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view
from kg.web.view.packing import unpacked
from tests.checkout import ROOT

EVALUATE = Path(__file__).parent / "view" / "scripts" / "evaluate.js"
NODE = shutil.which("node")
TOOLS = ROOT / "node_modules" / ".bin"
DESK = {"viewport": {"width": 1400, "height": 900}}
MANIFEST = {
    "as_of": "2016-07-31",
    "dataset": "0123456789abcdef" * 4,
    "counts": {"articles": 2, "claims": 85},
    "parameters": {"tau": 0.25, "half_life": 180.0},
}


@pytest.fixture(scope="session")
def node():
    """The program that runs the page's modules without a page."""
    if not NODE and not os.environ.get("CI"):
        pytest.skip("no node on the path")
    assert NODE, "CI must have node on the path"
    return NODE


@pytest.fixture(scope="session")
def tools():
    """The programs that package.json pins, for which `make node_modules/.installed` asks npm."""
    npm = shutil.which("npm")
    if not (npm and TOOLS.is_dir()) and not os.environ.get("CI"):
        pytest.skip("the tools of the scripts are not here: make node_modules/.installed")
    assert npm, "CI must have npm on the path"
    assert TOOLS.is_dir(), "CI must have the tools of the scripts: make node_modules/.installed"
    return lambda *command: subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="session")
def evaluate(node):
    """What a function of the page's modules gives for each list of arguments, with some page's data or without."""

    def call(called, cases, data=None):
        question = json.dumps({"called": called, "cases": cases, "data": data})
        run = subprocess.run([node, EVALUATE], input=question, capture_output=True, text=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    return call


def page_data(file):
    """The data that a page holds."""
    text = file.read_text(encoding="utf-8")
    return unpacked(json.loads(re.search(r'<script[^>]*id="data"[^>]*>(.*?)</script>', text, re.DOTALL).group(1)))


@pytest.fixture
def visit(browser):
    """Open a file in a window of its own; at the end nothing may have been requested, said or thrown."""
    contexts, wrong = [], []

    def go(file, fragment="", **options):
        context = browser.new_context(**(DESK | options))
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.split("#")[0] == file.as_uri() or wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def shipped_network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def page_with(shipped, shipped_network, tmp_path_factory):
    """The page of the shipped data with some data sets of events."""

    def made(*datasets):
        file = tmp_path_factory.mktemp("view") / "index.html"
        page = view(shipped_network, tensions(shipped_network), MANIFEST, datasets=datasets)
        file.write_text(page, encoding="utf-8")
        return file

    return made


@pytest.fixture(scope="module")
def shipped_page(page_with):
    return page_with()
