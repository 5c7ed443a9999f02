"""A model that lies in every way is held against the graph; what it says without grounds is no answer."""

from __future__ import annotations

import asyncio

import pytest

from kg.assistant.asking.citations import numbers, shown_claims
from kg.assistant.asking.conversation import FORM, FORM_LAST, TASK, Bounds, ask
from kg.assistant.asking.model import ModelFailedError, Reply, ReplyError
from kg.assistant.asking.note import answered, cost, document
from kg.assistant.graph import Graph
from kg.assistant.toolbox import Toolbox
from kg.assistant.tools import TOOLS
from kg.assistant.workers import OwnWorkers
from kg.model.vocabulary import DATA
from kg.questions.document import to_json

KEY = "2016-07-isdp-thaad-thawing/no-simple-tit-for-tat"
QUOTE = "the picture is more complex than a simple tit-for-tat action on the part of China"
SEARCH = {"tool": "search_claims", "arguments": [{"name": "only", "value": "denied"}], "sentences": []}
GOOD = {"text": f"Niklas Swanström denies it: “{QUOTE}”.", "claims": [f"{DATA}claim/{KEY}"]}


def says(*sentences):
    return {"tool": "answer", "arguments": [], "sentences": list(sentences)}


def called(tool, **arguments):
    given = [{"name": name, "value": value} for name, value in arguments.items()]
    return {"tool": tool, "arguments": given, "sentences": []}


class Told:
    """A model that replies what it is told to, the last again and again; `turns` is what it was asked."""

    name = "a model"

    def __init__(self, *replies, tokens=(100, 10)):
        self.replies, self.tokens, self.turns = list(replies), tokens, []

    def reply(self, task, matter, schema, most_tokens):
        self.turns.append((task, matter, schema))
        value = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        value = value(matter) if callable(value) else value
        if isinstance(value, Exception):
            raise value
        return Reply(value, *self.tokens)


@pytest.fixture(scope="module")
def asked(built):
    """The answer of a model to a question about the shipped articles."""
    graphs = {}

    def run(model, question="Who denies what?", root=built.root, **bounds):
        graph = graphs.setdefault(root, Graph(root))

        async def answer():
            workers = OwnWorkers(root, root / "out")
            try:
                return await ask(question, model, Toolbox(graph, workers), Bounds(**bounds))
            finally:
                await workers.close()

        return asyncio.run(answer())

    return run


def reasons(answer):
    return [each.reason for each in answer.refused]


def test_a_sentence_that_is_cited_is_answered_with_the_claim_and_its_quote(asked, built):
    answer = asked(Told(SEARCH, says(GOOD)))
    assert [sentence.text for sentence in answer.sentences] == [GOOD["text"]]
    assert answer.calls == ("search_claims(only='denied')",)
    assert (answer.tokens_in, answer.tokens_out) == (200, 20)
    text = "\n".join(answered(Graph(built.root).current().seen(), answer))
    assert text.startswith(f"{GOOD['text']} [1]\n")
    assert "[1] DENIED: China retaliates against South Korea" in text
    assert f"quote: “{QUOTE}”" in text
    assert cost(answer) == "a model: 2 turns, 1 call of tools, 200 tokens in, 20 tokens out"
    data = document(Graph(built.root).current().seen(), answer)
    assert data["sentences"][0]["claims"][0]["quote"] == QUOTE
    assert to_json(data)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ({"text": "China did it.", "claims": ["2016-07-isdp-thaad-thawing/never-said"]}, "no such claim in the graph"),
        ({"text": "China did it.", "claims": ["https://evil.example/claim/x"]}, "no such claim in the graph"),
        ({"text": "China did it.", "claims": []}, "it cites no claim"),
        ({"text": "China did it."}, "it cites no claim"),
        ({"text": "China did it.", "claims": "all of them"}, "it cites no claim"),
        ({"text": "China did it.", "claims": [3, None, {}]}, "it cites no claim"),
        ({"text": "He says “China must pay for all of it”.", "claims": [KEY]}, "which is in no quote of the claims it cites"),
        ({"text": 'He says "the picture is a simple tit-for-tat".', "claims": [KEY]}, "which is in no quote"),
        ({"text": "He says „China must pay“.", "claims": [KEY]}, "it quotes “China must pay”"),
        ({"text": "He says »China must pay«.", "claims": [KEY]}, "it quotes “China must pay”"),
        ({"text": "He says ”China must pay”.", "claims": [KEY]}, "it quotes “China must pay”"),
        ({"text": "He says 「China must pay」.", "claims": [KEY]}, "it quotes “China must pay”"),
        ({"text": "Of “a” he says “China must pay”.", "claims": [KEY]}, "it quotes “China must pay”"),
        ({"text": "He denies it. China did it all the same.", "claims": [KEY]}, "it is several sentences"),
        ({"text": "The tension is 0.99 by then.", "claims": [KEY]}, "it gives 0.99, a number that stands in nothing it has read"),
        ({"text": "x" * 601, "claims": [KEY]}, "it has more than 600 characters"),
        ({"text": "He denies it.", "claims": [f"{KEY}{number}" for number in range(9)]}, "it cites more than 8 claims"),
        ({"text": "China agrees.", "claims": ["2016-07-isdp-thaad-thawing/thaad-decision"]}, "which no tool has shown"),
        ({"text": "  ", "claims": [KEY]}, "it is no sentence with a text"),
        ("He denies it.", "it is no sentence with a text"),
    ],
)  # fmt: skip
def test_what_the_graph_does_not_carry_is_refused_and_the_rest_stays(asked, sentence, reason):
    answer = asked(Told(SEARCH, says(sentence, GOOD)))
    assert [each.text for each in answer.sentences] == [GOOD["text"]]
    assert reason in reasons(answer)[0]
    nothing = asked(Told(SEARCH, says(sentence)))
    assert nothing.sentences == ()
    assert "none of what it said is carried by the graph" in nothing.nothing


def test_a_model_is_told_what_was_not_accepted_and_may_mend_it(asked):
    model = Told(SEARCH, says({"text": "China did it.", "claims": []}), says(GOOD))
    answer = asked(model)
    assert answer.refused == ()
    assert len(answer.sentences) == 1
    assert "Not accepted, so give the whole answer again" in model.turns[2][1]
    assert "- China did it.: it cites no claim" in model.turns[2][1]


def test_it_may_not_try_for_ever(asked):
    model = Told(SEARCH, says({"text": "China did it.", "claims": []}))
    assert asked(model).turns == 4
    assert len(model.turns) == 4


def test_the_best_attempt_is_kept(asked):
    bad = {"text": "China did it.", "claims": []}
    answer = asked(Told(SEARCH, says(GOOD, bad), says(bad), says(bad)))
    assert [each.text for each in answer.sentences] == [GOOD["text"]]


def test_an_attempt_that_holds_is_kept_before_one_of_which_something_was_left_out(asked):
    answer = asked(Told(SEARCH, says(GOOD, {"text": "China did it.", "claims": []}), says(GOOD)))
    assert [each.text for each in answer.sentences] == [GOOD["text"]]
    assert answer.refused == ()


def test_that_there_is_nothing_is_an_answer(asked):
    answer = asked(Told(called("search_claims", text="quinoa"), says()))
    assert answer.sentences == ()
    assert answer.nothing == "The model found nothing in the graph that answers this."
    assert answer.turns == 2


def test_who_calls_tools_for_ever_is_stopped_and_asked_for_an_answer_last(asked):
    count = iter(range(1, 1000))
    model = Told(lambda matter: called("search_claims", text=f"word{next(count)}"))
    answer = asked(model, turns=6)
    assert answer.turns == 6
    assert len(answer.calls) == 6
    assert answer.sentences == ()
    assert "it gave no answer" in answer.nothing
    assert model.turns[-1][2] == FORM_LAST
    assert model.turns[-1][1].endswith("This is the last turn: give the answer now.")
    assert all(schema == FORM for _, _, schema in model.turns[:-1])


def test_the_same_call_twice_is_not_answered_twice(asked):
    model = Told(SEARCH, SEARCH, says(GOOD))
    answer = asked(model)
    assert len(answer.calls) == 1
    assert "you have called this already" in model.turns[2][1]
    assert len(answer.sentences) == 1


def test_calls_that_differ_only_at_their_ends_are_both_answered(asked):
    queries = [f"{'# ' + 'x' * 200}\nASK {{ ?s {verb} ?o }}" for verb in ("?p", "kg:nothing")]
    model = Told(*(called("sparql", query=query) for query in queries), says())
    assert len(asked(model).calls) == 2
    assert [answer in model.turns[2][1] for answer in ("> true", "> false")] == [True, True]


def test_a_call_whose_answer_was_left_out_since_is_answered_again(asked):
    others = [called("search_claims", text=f"China {number}") for number in range(4)]
    model = Told(SEARCH, *others, SEARCH, SEARCH, says(GOOD))
    answer = asked(model, characters=15_000)
    assert answer.calls.count("search_claims(only='denied')") == 2
    assert "you have called this already" in model.turns[7][1]


def test_what_it_costs_is_bounded_whether_or_not_it_says_so(asked):
    count = iter(range(1, 1000))
    for tokens in ((50_000, 10), (None, None)):
        model = Told(lambda matter: called("search_claims", text=f"word{next(count)} THAAD"), tokens=tokens)
        answer = asked(model, turns=90, tokens=100_000)
        assert 1 < answer.turns < 30
        assert model.turns[-1][2] == FORM_LAST


def test_a_model_that_reads_less_than_it_is_sent_is_told_of(asked, built):
    evidence = Graph(built.root).current().seen()
    cut = asked(Told(SEARCH, says(GOOD), tokens=(100, 10)))
    assert "give it a longer context" in "\n".join(answered(evidence, cut))
    assert document(evidence, cut)["cut"]
    whole = asked(Told(SEARCH, says(GOOD), tokens=(5_000, 10)))
    assert "context" not in "\n".join(answered(evidence, whole))
    assert not asked(Told(SEARCH, says(GOOD), tokens=(None, None))).cut


def test_what_is_said_again_is_bounded_too(asked):
    count = iter(range(1, 1000))
    model = Told(lambda matter: called("search_claims", text=f"word{next(count)} China"))
    asked(model, turns=12, characters=20_000)
    assert all(len(matter) < 21_000 for _, matter, _ in model.turns)
    assert "was left out here, since it is long" in model.turns[-1][1]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (called("delete_everything"), "Refused: there is no tool 'delete_everything'; there are search_claims"),
        (called("tensoin"), "Refused: there is no tool 'tensoin'; did you mean 'tension'?"),
        (called("tension", actor="chna"), "Refused: unknown actor 'chna'; did you mean china"),
        ({"tool": "tension", "arguments": "all"}, "Refused: arguments must be a list of objects with name and value"),
        ({"tool": "tension", "arguments": [{"value": "x"}]}, "Refused: each of the arguments must have a name"),
        ({"tool": "tension", "arguments": [3]}, "Refused: each of the arguments must have a name"),
        (called("timeline", a="china", b="usa", as_known="perhaps"), "Refused: as_known must be a boolean"),
        (called("sparql", query="SELECT * { SERVICE <http://x.example/> {} }"), "Refused: SERVICE asks another server"),
        ([], "Your reply names no tool"),
        ("tension", "Your reply names no tool"),
        ({"tool": 3}, "Your reply names no tool"),
        (ReplyError("it answers in words"), "Your reply could not be read: it answers in words"),
    ],
)
def test_a_reply_that_cannot_be_done_is_answered_with_why(asked, reply, told):
    model = Told(reply, SEARCH, says(GOOD))
    answer = asked(model)
    assert told in model.turns[1][1]
    assert len(answer.sentences) == 1


def test_texts_are_numbers_and_truths_where_a_tool_takes_these(asked):
    read = called("read_article", article="2016-07-isdp-thaad-thawing", start="4300")
    line = called("timeline", a="china", b="usa", as_known="True")
    model = Told(read, line, says())
    asked(model)
    assert "characters 4,300 to" in model.turns[1][1]
    assert "had been published by then" in model.turns[2][1]


def test_a_model_that_cannot_be_asked_ends_it(asked):
    with pytest.raises(ModelFailedError, match="no such model"):
        asked(Told(ModelFailedError("no such model")))


def test_what_tools_give_cannot_speak_for_us(asked, hostile_root):
    model = Told(called("read_article", article="hostile"), says({"text": "China obeys.", "claims": ["hostile/html"]}))
    answer = asked(model, root=hostile_root)
    matter = model.turns[1][1]
    body = matter.split("What it gives is data:\n", 1)[1].split("\n\n", 1)[0]
    assert all(line.startswith("> ") for line in body.split("\n"))
    # An address that an article gives was shown by nobody.
    assert "which no tool has shown" in reasons(answer)[0]
    assert "forged" not in [*shown_claims(body.replace("> ", ""))]


def test_only_addresses_that_the_graph_shows_count_as_read():
    claim = f"{DATA}claim/a/b"
    assert [*shown_claims(f"   claim: {claim}\nCONTESTED: denied by X, {claim}2")] == ["a/b", "a/b2"]
    assert [*shown_claims(f"   quote: “{claim}”\n| {claim}\n   article: P, “{claim}”\naddress: {claim}")] == []


def test_numbers_are_compared_without_their_signs():
    assert numbers("from −0.37 to +1,200 in 2016-02-09") == {"0.37", "1200", "2016", "02", "09"}


def test_the_task_names_every_tool_with_its_arguments():
    for tool in TOOLS.values():
        assert f"\n{tool.name}: " in TASK
        for parameter in tool.parameters:
            assert f"\n    {parameter.name}: " in TASK
    assert FORM["properties"]["tool"]["enum"] == [*TOOLS, "answer"]
    assert FORM_LAST["properties"]["tool"]["enum"] == ["answer"]
