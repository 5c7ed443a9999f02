"""What the tests share: a tiny project to patch, the shipped one, a browser, and golden files."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from kg import sources
from kg.rdf import ontology
from kg.sources import rules
from tests.checkout import ARTICLES, SHARED
from tests.rdf.corpora import rich

# Nothing is kept between tests, but where one says so.
os.environ["KG_CACHE"] = ""

SNAPSHOTS = Path(__file__).parent / "snapshots"
# The first is Chromium without a window of its own around each page, which costs a fifth.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

# The same examples each time, and no failure because a machine was slow for a moment.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

TEXT = """\
Talks on the missiles

Envoys met in Tokyo on Monday to talk about the missiles.

Follow us

China sees it as a threat. Japan has denied this. “Japan will likely agree to talks,” the Gazette wrote.
"""
BASE = {
    "actors": {
        "china": {"kind": "state", "label": "China", "aliases": ["Beijing", "PRC"], "iso3": "CHN"},
        "japan": {"kind": "state", "label": "Japan", "aliases": ["Tokyo"], "iso3": "JPN"},
        "north-korea": {"kind": "state", "label": "North Korea", "aliases": ["DPRK", "Pyongyang"], "iso3": "PRK"},
        "united-states": {"kind": "state", "label": "United States", "aliases": ["Washington"], "iso3": "USA"},
        "gazette": {"kind": "organization", "label": "The Gazette"},
    },
    "issues": {"missiles": {"label": "The missiles", "definition": "The deployment of missiles in Japan."}},
    "events": {},
    "article": {
        "title": "Talks on the missiles",
        "publisher": "gazette",
        "published": "2016-02-09",
        "published-basis": "The dateline.",
    },
    "claims": [
        {
            "id": "envoys-met",
            "quote": "Envoys met in Tokyo",
            "said-by": "gazette",
            "event": {
                "label": "Envoys meet in Tokyo",
                "type": "CONSULT",
                "initiator": ["china", "japan", "north-korea", "united-states"],
                "recipient": ["china", "japan", "north-korea", "united-states"],
                "about": "missiles",
                "when": "2016-02-08",
            },
        }
    ],
}


def pytest_addoption(parser):
    parser.addoption("--update-snapshots", action="store_true", help="write the golden files instead of comparing")


def patched(base, patch):
    """The base with the patch laid over it: mappings key by key, lists one after the other."""
    if isinstance(base, dict) and isinstance(patch, dict):
        return {**base, **{key: patched(base.get(key), value) for key, value in patch.items()}}
    return [*base, *patch] if isinstance(base, list) and isinstance(patch, list) else patch


def write_files(root, files):
    """Write files by their path under `sources`, text or bytes."""
    for name, content in files.items():
        path = root / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture(scope="module", autouse=True)
def results_collected():
    """What a file's tests leave of the engine's results goes here, since no other thread may let them go.

    A failure that a test has caught holds its frames, and itself, until the garbage is collected, in whatever thread.
    What is still there belongs to the whole session, and is not looked through again after each file that follows.
    """
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def no_collecting():
    """For files whose tests ask the engine beside threads of their own: those collect nothing meanwhile."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def shared():
    """Find a file or folder of the reference data; a test of what is not there is skipped, but in CI it fails."""

    def find(name):
        path = SHARED / name
        if not path.exists():
            missing = f"{name} is not in {SHARED}; it is no part of this project"
            if os.environ.get("CI"):
                pytest.fail(missing)
            pytest.skip(missing)
        return path

    return find


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests, each of which opens windows of its own in it."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        missing = f"none of {', '.join(BROWSERS)} is on the path"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=options)
        yield running
        running.close()


@pytest.fixture(scope="session")
def terms():
    """The packaged vocabulary."""
    return ontology.load()


@pytest.fixture
def project(tmp_path):
    """Write the tiny project with a patch, a dict or its YAML, and with more files; gives its folder.

    A patch may also say `copies`, the name of a second article with the same text and no claims, or by such names what
    these articles say more, and `texts`, articles without claims by name and text.
    """

    def write(patch=None, files=None):
        patch = yaml.load(patch, Loader=yaml.BaseLoader) if isinstance(patch, str) else patch
        whole = patched(BASE, patch or {})
        article = {"article": whole["article"], "claims": whole["claims"]}
        made = {f"{name}.yaml": _dump(whole[name]) for name in ("actors", "issues", "events")}
        made |= {"articles/talks.yaml": _dump(article), "articles/talks.txt": TEXT}
        copies = whole.get("copies") or {}
        for name, more in (copies if isinstance(copies, dict) else {copies: {}}).items():
            copy = {"article": whole["article"] | more}
            made |= {f"articles/{name}.yaml": _dump(copy), f"articles/{name}.txt": TEXT}
        for name, text in (whole.get("texts") or {}).items():
            made |= {f"articles/{name}.yaml": _dump({"article": whole["article"]}), f"articles/{name}.txt": text}
        return write_files(tmp_path, made | (files or {}))

    return write


@pytest.fixture
def findings_in(terms):
    """Everything that reading and the checks find in a project's folder, sorted by place."""

    def find(root):
        corpus, found = sources.read(root, terms)
        return sorted({*found, *rules.run(corpus, terms)})

    return find


@pytest.fixture
def findings(project, findings_in):
    """What is wrong with the tiny project under a patch and with more files."""

    def find(patch=None, files=None):
        return findings_in(project(patch, files))

    return find


@pytest.fixture
def snapshot(request):
    """Compare a text with a golden file, or write the file under `--update-snapshots`."""

    def compare(name, text, folder=SNAPSHOTS):
        path = folder / name
        if request.config.getoption("--update-snapshots"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"{path} is missing; write it with pytest --update-snapshots"
        with path.open(encoding="utf-8", newline="") as golden:
            assert text == golden.read()

    return compare


@pytest.fixture(scope="session")
def shipped():
    """The shipped articles as first coded, checked; the pipeline imports everything, and most tests need little."""
    from kg.pipeline import check

    return check(ARTICLES)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A copy of the shipped articles as first coded, built."""
    from kg.project import Project

    root = tmp_path_factory.mktemp("built")
    shutil.copytree(ARTICLES / "sources", root / "sources")
    project = Project(root)
    assert project.build().files
    return project


def _dump(data):
    return yaml.dump(data, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="session")
def rich_corpus():
    return rich()
