"""Workbenches that the tests share."""

from __future__ import annotations

import itertools
import shutil
import signal

import pytest

from tests.conftest import write_files
from tests.server.workbench.serving import Workbench

TALKS = """\
# Coded by hand.
article:
  title: Talks on the missiles
  language: en
  publisher: gazette
  published: 2016-02-09
  published-basis: The dateline.
  furniture: Follow us

claims:
  - id: envoys-met
    quote: Envoys met in Tokyo
    said-by: gazette
    certainty: certain
    event: {label: Envoys meet in Tokyo, type: CONSULT, initiator: [china, japan], recipient: [china, japan], when: 2016-02-08}

  # The sentence after it denies this.
  - id: threat
    quote: sees it as a threat
    said-by: china
    certainty: certain
    stance: {holder: china, target: japan, type: threatened-by}

  - id: denied
    quote: Japan has denied this
    said-by: japan
    certainty: certain
    denies: threat
"""
TEXT = """\
Talks on the missiles

Envoys met in Tokyo on Monday to talk about the missiles.

Follow us

China sees it as a threat. Japan has denied this. “Japan will likely agree to talks,” the Gazette wrote. The missiles.
"""
ACTORS = """\
china: {kind: state, label: China, aliases: [Beijing, PRC], iso3: CHN}
japan: {kind: state, label: Japan, aliases: [Tokyo], iso3: JPN}
gazette: {kind: organization, label: The Gazette}
"""
ISSUES = """\
missiles:
  label: the missiles
  definition: The deployment of missiles in Japan.
"""
FILES = {
    "actors.yaml": ACTORS,
    "issues.yaml": ISSUES,
    "events.yaml": "",
    "articles/talks.yaml": TALKS,
    "articles/talks.txt": TEXT,
}


NUMBERS = itertools.count(1)


@pytest.fixture
def talks(tmp_path):
    """A project of one article with three claims."""
    return write_files(tmp_path / "project", FILES)


@pytest.fixture(scope="session")
def annotate():
    """Start workbenches; those that still run at the end are killed."""
    started = []

    def start(root, *options, **more):
        bench = Workbench(root, *options, **more)
        started.append(bench)
        return bench

    yield start
    for bench in started:
        bench.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def bench(annotate, tmp_path_factory):
    """One workbench for tests that leave the files as they are, or take back what they change."""
    root = write_files(tmp_path_factory.mktemp("bench") / "project", FILES)
    running = annotate(root)
    yield running
    running.stop(signal.SIGKILL)
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def shared(annotate, tmp_path_factory):
    registries = {name: content for name, content in FILES.items() if "/" not in name}
    root = write_files(tmp_path_factory.mktemp("shared") / "project", registries)
    (root / "sources/articles").mkdir()
    running = annotate(root)
    yield running
    running.stop(signal.SIGKILL)


@pytest.fixture
def own(shared):
    """A workbench over a project whose one article the test may change."""
    shared.slug = f"talks-{next(NUMBERS)}"
    for suffix in (".yaml", ".txt"):
        write_files(shared.root, {f"articles/{shared.slug}{suffix}": FILES[f"articles/talks{suffix}"]})
    yield shared
    for path in (shared.root / "sources/articles").iterdir():
        path.unlink()
