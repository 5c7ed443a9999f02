"""`kg ask`, with a model on this machine that speaks both protocols, and without one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.server.worker_process import environment
from tests.assistant.asking.test_conversation import GOOD, KEY, QUOTE, SEARCH, says
from tests.drafting.models.servers import KEY as SECRET
from tests.drafting.models.servers import model_that, question_of, spoken

VARIABLES = ("KG_MODEL", "KG_MODEL_URL", "KG_MODEL_KEY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY")


@pytest.fixture
def run(built, monkeypatch):
    """`kg ask` in the built project, with no model in the environment."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(built.root)
    return lambda *arguments, env=None: CliRunner().invoke(cli, ["ask", *map(str, arguments)], env=env)


@pytest.fixture(params=["openai", "anthropic"])
def protocol(request):
    return request.param


def replying(*replies):
    """Replies one after the other, the last again and again, in whatever protocol is spoken."""
    waiting = list(replies)

    def answer(request):
        value = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return spoken(request, value, tokens=(5_000, 20))

    return answer


def test_a_question_is_answered_in_either_protocol(run, protocol):
    with model_that(protocol, replying(SEARCH, says(GOOD))) as (url, seen):
        result = run("Who denies what?", "--model", "tiny", "--url", url, env={"KG_MODEL_KEY": SECRET})
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{GOOD['text']} [1]\n")
    assert f"quote: “{QUOTE}”" in result.stdout
    assert "kg: asking tiny at " in result.stderr
    assert "kg: it calls search_claims(only='denied')" in result.stderr
    assert "2 turns, 1 call of tools, 10,000 tokens in, 40 tokens out" in result.stderr
    assert SECRET not in result.output
    task, matter = question_of(seen[1])
    assert "search_claims: Find claims" in task
    assert "Question: Who denies what?" in matter
    assert f"id/claim/{KEY}" in matter


def test_it_can_be_had_as_data(run, protocol):
    with model_that(protocol, replying(SEARCH, says(GOOD, {"text": "China did it.", "claims": []}))) as (url, _):
        result = run("Who denies what?", "--model", "tiny", "--url", url, "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert data["sentences"][0]["claims"][0]["key"] == KEY
    assert data["refused"] == [{"text": "China did it.", "reason": "it cites no claim"}]


def test_what_was_left_out_is_told(run):
    with model_that("openai", replying(SEARCH, says(GOOD, {"text": "China \x1b[31mdid it.", "claims": []}))) as (
        url,
        _,
    ):
        result = run("Who denies what?", "--model", "tiny", "--url", url)
    assert "Left out, of what the model said: 1 sentence." in result.stdout
    assert "- China \\x1b[31mdid it.: it cites no claim" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "reply",
    [
        says({"text": "China did it.", "claims": ["never/said"]}),
        says({"text": "China did it.", "claims": []}),
        says({"text": f"He says “{QUOTE[:-5]}Japan”.", "claims": [KEY]}),
        {"tool": "launch", "arguments": [], "sentences": []},
        {"tool": "search_claims", "arguments": [], "sentences": []},
        {"sentences": 3},
        [1, 2],
        says(),
    ],
)
def test_a_model_that_lies_gives_no_answer_and_an_end(run, protocol, reply):
    with model_that(protocol, replying(SEARCH, reply)) as (url, seen):
        result = run("Who denies what?", "--model", "tiny", "--url", url, "--turns", 5)
    assert result.exit_code == 1
    assert result.stdout.startswith("No answer: ")
    assert len(seen) <= 5
    assert "Traceback" not in result.output


def test_words_in_place_of_the_form_are_no_answer(run, protocol):
    with model_that(protocol, lambda request: spoken(request, None, text="China did it, trust me.")) as (url, _):
        result = run("Who denies what?", "--model", "tiny", "--url", url, "--turns", 3)
    assert result.exit_code == 1
    assert "No answer: Within 3 turns it gave no answer." in result.stdout


def test_a_server_that_refuses_is_told_in_a_line(run, protocol):
    with model_that(protocol, lambda request: (404, {}, b"")) as (url, _):
        result = run("Who denies what?", "--model", "tiny", "--url", url)
    assert result.exit_code == 1
    assert "there is no such model, or nothing at this address (404)" in result.stderr
    assert run("Who?", "--model", "tiny", "--url", "ftp://x").exit_code == 1


def test_without_a_model_it_says_what_to_set_and_what_fits(run):
    result = run("Why are China and the United States in tension?")
    assert result.exit_code == 0
    assert "no model is set" in result.stderr
    assert "KG_MODEL_URL" in result.stderr
    assert result.stdout.splitlines()[1] == "  kg explain china united-states"
    data = json.loads(run("Who denies what?", "--format", "json").stdout)
    assert data[0]["command"] == "kg disputes"
    assert run("quinoa").exit_code == 1


def test_commands_that_are_offered_name_the_project_where_it_is_not_here(run, built, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("Who denies what?", "--root", built.root)
    assert f"  kg disputes --root {built.root}" in result.stdout


def test_wrong_usage(run):
    assert run("Who?", "--model", "tiny").exit_code == 2
    assert run(" ").exit_code == 2


def test_no_process_that_answers_queries_has_the_key(monkeypatch):
    for name in VARIABLES[2:]:
        monkeypatch.setenv(name, SECRET)
    assert SECRET not in environment().values()
