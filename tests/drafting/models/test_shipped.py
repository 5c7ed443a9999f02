"""A model that answers what is coded gives the coded claims, and costs about what was estimated."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from benchmarks.gates import entries_of, listed
from kg.drafting.gates import Gates
from kg.drafting.models.answers import Answers
from kg.drafting.models.client import Client
from kg.drafting.models.cost import Spent, estimate, tokens
from kg.drafting.models.passes import Asking, Passes
from kg.drafting.models.protocols import Model
from kg.drafting.sentences import sentences
from kg.drafting.suggestions import Suggester
from kg.http.exchange import OK, Response
from kg.sources.quotes import FoldedText
from tests.checkout import ARTICLES

KINDS = ("stance", "event", "leverage")
COMPARED = ("said-by", "mode", "certainty", "polarity", "stance", "event", "leverage")
# What a model is not asked.
UNASKED = {"construed-as", "ground", "position", "because", "goldstein", "quantity", "instrument-issue", "condition"}


def kind_of(entry):
    return next((kind for kind in KINDS if isinstance(entry.get(kind), dict)), "")


class Coder:
    """A transport to a model that knows how an article is coded, and says so where it is asked."""

    def __init__(self, article, entries):
        self.text, self.voice = FoldedText.of(article.text), article.voice
        self.bounds = sentences(article.text)
        self.entries = {}
        for entry in entries:
            if kind_of(entry) and isinstance(entry["quote"], str) and "when" not in entry[kind_of(entry)]:
                self.entries.setdefault(entry["quote"].strip(), entry)
        self.tokens = [0, 0]

    def post(self, url, headers, body, deadline):
        document = json.loads(body)
        task, matter = (message["content"] for message in document["messages"])
        rows = (
            {"passages": list(self.passages(matter))}
            if '"passages"' in task
            else {"contents": list(self.contents(matter))}
        )
        said = json.dumps(rows)
        used = {"prompt_tokens": tokens(body.decode()), "completion_tokens": tokens(said)}
        reply = {"choices": [{"message": {"content": said}}], "usage": used}
        return Response(OK, json.dumps(reply).encode(), {"Content-Type": "application/json"})

    def close(self):
        pass

    def passages(self, matter):
        for number, line in re.findall(r"(?m)^\[(\d+)\] (.*)$", matter):
            for quote, entry in self.entries.items():
                if FoldedText.of(line).find(quote, most=1):
                    (who, *_) = listed(entry["said-by"])
                    denied = "yes" if entry.get("polarity") == "denied" else "no"
                    yield {"sentence": int(number), "quote": quote, "claimant": "none" if who in self.voice else who,
                           "words": "", "kind": kind_of(entry), "denied": denied}  # fmt: skip

    def contents(self, matter):
        for number, quote in re.findall(r"(?m)^Passage (\d+)\nSentences: .*\nQuote: (.*)$", matter):
            entry = next(entry for words, entry in self.entries.items() if FoldedText.of(quote).find(words, most=1))
            hedges = [each if isinstance(each, str) else each["words"] for each in listed(entry.get("hedge"))]
            yield {
                "passage": int(number), "fits": "yes", "claimant": listed(entry["said-by"])[0], "hedges": hedges,
                "denied": "yes" if entry.get("polarity") == "denied" else "no", "mode": entry.get("mode", "reported"),
                "certainty": entry.get("certainty", ""), "condition": entry.get("condition", ""), **entry[kind_of(entry)],
            }  # fmt: skip


@pytest.fixture(scope="module")
def runs(shipped):
    """By article what was coded, the drafts, what was told, the estimate and what was spent."""
    # What is coded already would be left alone.
    suggester = Suggester(replace(shipped.corpus, claims=()), shipped.vocabulary)
    made = {}
    for slug, article in shipped.corpus.articles.items():
        gates = Gates(article, FoldedText.of(article.text), suggester)
        coder, told = Coder(article, entries_of(ARTICLES, article)), []
        about = estimate([gates])
        spent = Spent(10**9)
        client = Client(Model("coder", "http://localhost/v1/chat/completions", "openai"), transport=coder)
        asking = Asking(client, Answers(None), spent, tell=told.append)
        made[slug] = (coder.entries, list(Passes(gates, asking).drafts()), told, about, spent)
    return made


def test_what_is_coded_is_drafted(runs):
    for slug, (entries, drafts, told, _, _) in runs.items():
        drafted = {draft.claim["quote"]: draft for draft in drafts}
        wanted = {" ".join(quote.split()): entry for quote, entry in entries.items()}
        assert told == [], slug
        assert len(drafted) == len(wanted) > 20
        for quote, entry in wanted.items():
            claim = drafted[quote].claim
            assert drafted[quote].rank == 1.0
            for field in COMPARED:
                expected = entry.get(field)
                if field == "said-by":
                    expected = listed(expected)[0]
                if isinstance(expected, dict):
                    expected = {key: value for key, value in expected.items() if key not in UNASKED}
                assert claim.get(field) == (None if (field, expected) == ("mode", "reported") else expected), (
                    quote,
                    field,
                )


def test_the_estimate_is_near_what_is_spent(runs):
    for _, _, _, about, spent in runs.values():
        cost = spent.tokens_in + spent.tokens_out
        assert cost / 3 < about.tokens < 3 * cost
        assert about.questions >= spent.questions
