"""What asking costs is estimated before and counted after; what was answered is kept, and damage is as if it were not."""

from __future__ import annotations

import json
import os

import pytest

from kg.cache import VARIABLE
from kg.drafting.gates import Gates
from kg.drafting.models import answers as kept_answers
from kg.drafting.models.answers import Answers, of_user
from kg.drafting.models.cost import CostError, Spent, estimate, tokens
from kg.drafting.models.prompts import MOST_TEXT, Prompts
from kg.drafting.models.protocols import Answer, Model, Question
from kg.drafting.models.transcript import Transcript, as_text
from kg.sources.quotes import FoldedText

MODEL = Model("tiny-model", "http://localhost/v1/chat/completions?key=x", "openai", "sk-secret")
QUESTION = Question("the task", "the matter\x1b[31m", {}, 100)


def gates_of(suggester, text):
    return Gates(suggester.corpus.articles["talks"], FoldedText.of(text), suggester)


@pytest.mark.parametrize(("text", "about"), [("", 0), ("word " * 100, 125), ("文" * 100, 100), ("a", 1)])
def test_tokens_are_estimated_by_letters(text, about):
    assert tokens(text) == about


def test_an_estimate_grows_with_the_text_and_says_that_it_is_one(tiny):
    short, long = (estimate([gates_of(*tiny(more))]) for more in ("", "\n\n" + "Others wait in Tokyo. " * 400))
    assert long.tokens > 10 * short.tokens > 0
    assert long.questions > short.questions
    assert "an estimate" in str(short)
    assert (short + long).tokens == short.tokens + long.tokens
    assert estimate([]).tokens == 0


def test_a_long_article_is_asked_about_in_parts_of_whole_sentences(tiny):
    suggester, text = tiny("\n\n" + "Others wait in Tokyo. " * 1_000)
    parts = [question.matter for question in Prompts(gates_of(suggester, text)).of_passages()]
    assert len(parts) == len(text) // MOST_TEXT + 1
    assert all(len(part) < 2.5 * MOST_TEXT for part in parts)
    assert parts[0].count("Others wait in Tokyo.") > 100
    assert sum(part.count("Others wait in Tokyo.") for part in parts) == 1_000


def test_what_was_spent_is_what_the_model_reports(tiny):
    spent = Spent(1_000)
    spent.add(QUESTION, Answer({}, 300, 20))
    assert str(spent) == "300 tokens in and 20 out in 1 question, as the model reports"
    spent.check()
    spent.add(QUESTION, Answer({"claims": ["x" * 4_000]}, None, None))
    assert spent.tokens_out > 1_000
    assert str(spent).endswith("in 2 questions, of which 1 answer is estimated")
    with pytest.raises(CostError, match="may cost 1,000; what was answered is kept"):
        spent.check()


def test_answers_are_kept_without_the_key_and_by_all_that_was_asked(tmp_path):
    kept = Answers(tmp_path / "a" / "answers")
    answer = Answer({"claims": ["ünï"]}, 7, None)
    assert kept.get(MODEL, b"body") is None
    kept.put(MODEL, b"body", answer)
    assert kept.get(MODEL, b"body") == answer
    assert kept.get(MODEL, b"other") is None
    assert kept.get(Model("other", MODEL.url, "openai"), b"body") is None
    (path,) = kept.folder.iterdir()
    assert b"sk-secret" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"7", b'{"value": 1}', b'{"value": 1, "tokens_in": -1, "tokens_out": 2}', b"[" * 100_000,
     b'{"value": 1, "tokens_in": "x", "tokens_out": 2}', b"\xff", b" " * 5_000_000],
)  # fmt: skip
def test_what_is_damaged_is_as_if_it_had_never_been_kept(tmp_path, content):
    kept = Answers(tmp_path)
    kept.put(MODEL, b"body", Answer([]))
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert kept.get(MODEL, b"body") is None


def test_nothing_is_kept_where_nothing_is_to_be_kept_or_can_be(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    nowhere = of_user()
    nowhere.put(MODEL, b"body", Answer([]))
    nowhere.sweep()
    assert nowhere.get(MODEL, b"body") is None
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert of_user().folder == tmp_path / "answers"
    (tmp_path / "answers").write_text("no folder")
    of_user().put(MODEL, b"body", Answer([]))
    of_user().sweep()
    assert of_user().get(MODEL, b"body") is None


def test_the_oldest_answers_go(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST", 3)
    kept = Answers(tmp_path)
    for number in range(5):
        kept.put(MODEL, str(number).encode(), Answer(number))
    for path in tmp_path.iterdir():
        age = json.loads(path.read_bytes())["value"]
        os.utime(path, ns=(age, age))
    kept.sweep()
    assert [kept.get(MODEL, str(number).encode()) is not None for number in range(5)] == [False] * 2 + [True] * 3


def test_a_transcript_shows_what_is_not_seen_and_no_key():
    transcript = Transcript(MODEL)
    transcript.add("part 1", QUESTION, Answer({"a": "sk-secret\u202e"}, 1, 2))
    transcript.add("part 2", QUESTION, None, "it answers nothing")
    content = transcript.content().decode()
    assert "\x1b" not in content
    assert "\u202e" not in content
    assert "sk-secret" not in content
    assert "key=x" not in content
    document = json.loads(content)
    assert [each["wrong"] for each in document["questions"]] == ["", "it answers nothing"]
    assert document["questions"][0]["matter"] == QUESTION.matter
    assert as_text(QUESTION).splitlines()[0] == "the task"
    assert "\x1b" not in as_text(QUESTION)
