"""Whatever a model answers, drafts are verbatim and can be written and read again, or there are none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import sources
from kg.drafting.gates import Gates
from kg.drafting.models.answers import Answers
from kg.drafting.models.client import Client
from kg.drafting.models.cost import Spent
from kg.drafting.models.passes import Asking, Passes
from kg.drafting.models.protocols import Model
from kg.drafting.models.schema import KINDS, PASSAGES, contents
from kg.drafting.models.transcript import Transcript
from kg.drafting.queue import Queue
from kg.drafting.suggestions import Suggester
from kg.editing.text import FileText
from kg.http.exchange import OK, Response
from kg.model.vocabulary import UNSEEN
from kg.sources.quotes import FoldedText
from kg.sources.schema import CONTROL
from tests.conftest import BASE, TEXT, _dump, write_files

QUOTES = (
    "China sees it as a threat",
    "Japan has denied this",
    "Japan will likely agree",
    "Envoys met in Tokyo",
    "the missiles",
)
WORDS = st.sampled_from([
    "china", "Japan", "the Gazette", "missiles", "envoys-met", "none", "yes", "no", "likely", "denied", "forecast", "certain",
    "CONSULT", "threatened-by", "pressure", "strong", "occurred", "2016-02-09", "2016-13-99", "not", "x: y", "- a", "#", "'", '"',
    "\u2028", "\x85", "\ufeff", "\x1b[31m", "\u202e", "{}", "[", "!!python", "&a", "*a", "%", "|", ">", "~", "null", "1_000", "0x1",
])  # fmt: skip
TEXTS = WORDS | st.text(max_size=12) | st.builds(" ".join, st.lists(WORDS, min_size=1, max_size=4))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)


class Says:
    """A transport to a model that answers both passes with what it is given."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def post(self, url, headers, body, deadline):
        task = json.loads(body)["messages"][0]["content"]
        name, said = ("passages", self.first) if '"passages"' in task else ("contents", self.second)
        reply = {"choices": [{"message": {"content": json.dumps({name: said})}}]}
        return Response(OK, json.dumps(reply).encode(), {"Content-Type": "application/json"})


@pytest.fixture(scope="module")
def gates(tmp_path_factory, terms):
    made = {f"{name}.yaml": _dump(BASE[name]) for name in ("actors", "issues", "events")}
    article = {"article": BASE["article"], "claims": BASE["claims"]}
    root = write_files(
        tmp_path_factory.mktemp("tiny"), made | {"articles/talks.yaml": _dump(article), "articles/talks.txt": TEXT}
    )
    corpus, _ = sources.read(root, terms)
    corpus = replace(corpus, claims=())
    return Gates(corpus.articles["talks"], FoldedText.of(TEXT), Suggester(corpus, terms))


def drafts_of(gates, first, second):
    client = Client(Model("any", "http://localhost/v1/chat/completions", "openai"), transport=Says(first, second))
    transcript = Transcript(client.model)
    drafts = list(Passes(gates, Asking(client, Answers(None), Spent(10**9), transcript)).drafts())
    transcript.content()
    return drafts


@settings(max_examples=60)
@given(data=st.data())
def test_every_draft_is_verbatim_and_can_be_written_and_read_again(gates, tmp_path_factory, data):
    kind = data.draw(st.sampled_from(KINDS))
    rows = st.fixed_dictionaries({key: VALUES for key in PASSAGES if key not in {"quote", "kind"}})
    quotes = st.sampled_from(QUOTES) | TEXTS
    first = [
        {**data.draw(rows), "quote": data.draw(quotes), "kind": kind, "sentence": data.draw(st.integers(0, 9))}
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    fields = contents(kind, gates.suggester.vocabulary)
    second = [
        {**{key: data.draw(VALUES) for key in fields}, "passage": number}
        for number in range(1, data.draw(st.integers(1, 4)))
    ]
    drafts = drafts_of(gates, first, second)
    for draft in drafts:
        assert " ".join(TEXT.split()).count(str(draft.claim["quote"])) >= 1
        assert set(draft.claim) <= {
            "quote",
            "occurrence",
            "said-by",
            "reported-by",
            "mode",
            "certainty",
            "hedge",
            "polarity",
            "condition",
            "no-interval",
            *KINDS,
        }
    path = tmp_path_factory.getbasetemp() / "talks.yaml"
    queue = Queue("talks", FileText(path, b"")).merged(drafts, "any", "0" * 64)
    again = Queue.of("talks", FileText(path, queue.content()))
    assert (again.drafts, again.findings) == (queue.drafts, ())
    text = queue.content().decode()
    assert not any(c.isspace() and c not in " \n" for c in text)
    assert not UNSEEN.search(text)
    assert not CONTROL.search(text)


@given(first=VALUES, second=VALUES)
def test_answers_of_any_form_break_nothing(gates, first, second):
    assert isinstance(drafts_of(gates, first, second), list)


@pytest.mark.parametrize("depth", [100, 400, 600, 900, 990, 5_000])
def test_lists_in_lists_break_nothing(gates, depth):
    deep = "[" * depth + "]" * depth

    class Deep(Says):
        def post(self, url, headers, body, deadline):
            reply = {"choices": [{"message": {"content": f'{{"passages": [{deep}]}}'}}]}
            return Response(OK, json.dumps(reply).encode(), {"Content-Type": "application/json"})

    client = Client(Model("any", "http://localhost/v1/chat/completions", "openai"), transport=Deep([], []))
    transcript = Transcript(client.model)
    assert list(Passes(gates, Asking(client, Answers(None), Spent(10**9), transcript)).drafts()) == []
    assert transcript.content()
