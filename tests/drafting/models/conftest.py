"""Drafts of the tiny project by a model that says what a test tells it to."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest

from kg import sources
from kg.drafting.gates import Gates
from kg.drafting.models.answers import Answers
from kg.drafting.models.client import Client
from kg.drafting.models.cost import Spent
from kg.drafting.models.passes import Asking, Passes
from kg.drafting.models.protocols import model_at
from kg.drafting.models.transcript import Transcript
from kg.drafting.suggestions import Suggester
from kg.sources.quotes import FoldedText
from tests.conftest import TEXT
from tests.drafting.models.servers import KEY, model_that

FURNITURE = {"article": {"furniture": ["Follow us"]}}


class Run:
    """One run over the article of the tiny project: its drafts, what was told, what it cost, what was asked."""

    def __init__(self, suggester, text, model, answers, most=1_000_000, timeout=30):
        self.told, self.asked, self.rests = [], [], []
        self.spent = Spent(most)
        self.transcript = Transcript(model)
        client = Client(model, timeout=timeout, rest=self.rests.append)
        self.asking = Asking(client, answers, self.spent, self.transcript, self.told.append, self.asked.append)
        gates = Gates(suggester.corpus.articles["talks"], FoldedText.of(text), suggester)
        try:
            self.drafts = list(Passes(gates, self.asking).drafts())
        finally:
            client.transport.close()


@pytest.fixture(params=["openai", "anthropic"])
def protocol(request):
    return request.param


@pytest.fixture(scope="session")
def read_before():
    """What was read of the tiny project, by what stands after its text, and whether claims count: names take longer to gather than to ask."""
    return {}


@pytest.fixture
def tiny(project, terms, read_before):
    """What suggests for the tiny project, and the text of its article with more after it."""

    def of(more="", coded=False):
        if (more, coded) not in read_before:
            root = project(FURNITURE)
            path = root / "sources" / "articles" / "talks.txt"
            path.write_text(TEXT + more, encoding="utf-8")
            corpus, _ = sources.read(root, terms)
            # What is coded already would be left alone.
            corpus = corpus if coded else replace(corpus, claims=())
            read_before[more, coded] = Suggester(corpus, terms)
        return read_before[more, coded], TEXT + more

    return of


@pytest.fixture
def drafted(tiny, protocol, tmp_path):
    """A run whose model answers by a function; `more` is text after the article's."""

    @contextmanager
    def serving(answer):
        with model_that(protocol, answer) as (url, seen):
            yield model_at("tiny-model", url, {"KG_MODEL_KEY": KEY}), seen

    def run(answer, more="", keep=False, coded=False, **options):
        suggester, text = tiny(more, coded)
        with serving(answer) as (model, seen):
            kept = Answers(tmp_path / "kept") if keep else Answers(None)
            made = Run(suggester, text, model, kept, **options)
            made.seen = seen
            return made

    return run
