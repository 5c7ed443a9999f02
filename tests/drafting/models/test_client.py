"""Asking a model over HTTP: bounded in time and size, never led elsewhere, and without a key in anything that is said."""

from __future__ import annotations

import gzip
import json
import socket
import sys
from itertools import count

import pytest

from kg.drafting.models.client import WAITS, Client
from kg.drafting.models.protocols import AnswerError, Question, model_at
from kg.drafting.models.schema import one_of, rows, text
from kg.drafting.models.transport import ModelError, Transport
from tests.drafting.models.servers import JSON, KEY, PATHS, model_that, spoken
from tests.dripping import dripping

FORM = rows("claims", {"quote": text("Words."), "kind": one_of(("a", "b"), "Which.")})
QUESTION = Question("the task", "the matter", FORM, 1_000)
VALUE = {"claims": [{"quote": "x", "kind": "a"}]}


def right(request):
    return spoken(request, VALUE)


def asked(url, *, timeout=30, most=1_000_000, rests=None, key=KEY, question=QUESTION):
    client = Client(
        model_at("tiny-model", url, {"KG_MODEL_KEY": key}),
        timeout=timeout,
        transport=Transport(most),
        rest=(rests if rests is not None else []).append,
    )
    try:
        return client.ask(question)
    finally:
        client.transport.close()


@pytest.fixture
def fails(protocol):
    """Ask a server, and hold what is said of its failure; gives the requests."""

    def failing(answer, said, error=ModelError, **options):
        with model_that(protocol, answer) as (url, seen), pytest.raises(error, match=said) as raised:
            asked(url, **options)
        assert KEY not in str(raised.value)
        assert str(raised.value).isprintable()
        return seen

    return failing


def test_a_question_and_its_answer(protocol):
    with model_that(protocol, right) as (url, seen):
        answer = asked(url)
    assert (answer.value, answer.tokens_in, answer.tokens_out) == (VALUE, 1_000, 20)
    (request,) = seen
    body = json.loads(request.body)
    assert body["model"] == "tiny-model"
    assert body["max_tokens"] == 1_000
    assert body["temperature"] == 0
    if protocol == "openai":
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        assert body["response_format"]["json_schema"]["schema"] == FORM
        assert "tools" not in body
    else:
        assert request.headers["x-api-key"] == KEY
        assert request.headers["anthropic-version"]
        assert body["tools"] == [{"name": "answer", "description": "Gives the answer.", "input_schema": FORM}]
        assert body["tool_choice"] == {"type": "tool", "name": "answer"}
    assert request.headers["Accept-Encoding"] == "gzip"


def test_forms_are_flat():
    """Some servers pass over references and alternatives, and some refuse them."""

    def kinds(schema):
        yield set(schema)
        for inner in (*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])):
            yield from kinds(inner)

    every = set().union(*kinds(FORM))
    assert not every & {"$ref", "$defs", "anyOf", "oneOf", "allOf"}
    assert FORM["properties"]["claims"]["items"]["required"] == ["quote", "kind"]


def test_without_a_key_none_is_sent(protocol):
    with model_that(protocol, right) as (url, seen):
        asked(url, key="")
    assert not {"authorization", "x-api-key"} & {name.lower() for name in seen[0].headers}


@pytest.mark.parametrize("tokens", [None, (-1, "7"), (True, 1.5), (10**30, [])])
def test_tokens_that_are_none_are_not_counted(protocol, tokens):
    with model_that(protocol, lambda request: spoken(request, VALUE, tokens)) as (url, _):
        answer = asked(url)
    assert (answer.value, answer.tokens_in, answer.tokens_out) == (VALUE, None, None)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
def test_a_busy_server_is_asked_again_when_it_says(protocol, status):
    number, rests = count(), []

    def answer(request):
        return right(request) if next(number) == 2 else (status, {"Retry-After": "3"}, b"")

    with model_that(protocol, answer) as (url, _):
        assert asked(url, rests=rests).value == VALUE
    assert rests == [3, 3]


def test_what_stays_busy_is_given_up(fails):
    rests = []
    seen = fails(lambda _: (500, JSON, b'{"error": {"message": "try\\nlater"}}'), "500 Internal Server Error: try later$", rests=rests)  # fmt: skip
    assert (len(seen), rests) == (len(WAITS) + 1, list(WAITS))
    for wait in ("61", "9" * 9):
        seen = fails(lambda _, wait=wait: (429, {"Retry-After": wait}, b""), "too busy; it may answer in", timeout=900)
        assert len(seen) == 1
    rests.clear()
    fails(lambda _: (503, {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}, b""), "503", rests=rests)
    assert rests == list(WAITS)
    assert len(fails(lambda _: (503, {"Retry-After": "20"}, b""), "too busy", timeout=10)) == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, r"it wants a key, or another one \(401\): Incorrect key \[key\]$"),
        (402, r"wants to be paid \(402\)"),
        (403, r"does not let you ask \(403\)"),
        (404, r"there is no such model, or nothing at this address \(404\)"),
        (400, "it answers 400 Bad Request: Incorrect key"),
        (418, "it answers 418"),
        (204, "it answers 204"),
    ],
)
def test_a_refusal_is_told_without_the_key(fails, status, said):
    body = b"" if status == 204 else json.dumps({"error": {"message": f"Incorrect\x1b[31m key {KEY}"}}).encode()
    said = said.replace("Incorrect key", r"Incorrect\S+ key")
    assert len(fails(lambda _: (status, JSON, body), said)) == 1


@pytest.mark.parametrize("body", [b"<h1>no</h1>", b"[" * 9_000, b"null", b'{"error": null}', b'"\\ud800"', b"\xff\xfe"])
def test_refusals_of_every_form_are_told(fails, body):
    for media_type in ("application/json", "text/html", "text/plain", ""):
        fails(lambda _, media_type=media_type: (403, {"Content-Type": media_type}, body), r"403")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_the_key_goes_nowhere(fails, protocol, status):
    with model_that(protocol, right) as (elsewhere, others):
        target = f"{elsewhere}?key={KEY}"
        seen = fails(lambda _: (status, {"Location": target}, b""), "leads on to http.*where nothing is sent")
    assert (len(seen), others) == (1, [])
    fails(lambda _: (status, {"Location": f"https://user:{KEY}@example.org/{KEY}"}, b""), r"leads on to .*/\[key\],")
    fails(lambda _: (status, {}, b""), "leads on to nowhere")
    fails(lambda _: (status, {"Location": "http://[bad"}, b""), "leads on to nowhere")


def test_what_a_server_does_not_know_is_left_out(protocol):
    if protocol == "anthropic":
        unknown, words = ["temperature"], {"temperature": "`temperature` is deprecated for this model"}
    else:
        unknown = ["max_tokens", "temperature", "response_format"]
        words = {
            "max_tokens": "Unsupported parameter: 'max_tokens'; use 'max_completion_tokens' instead",
            "temperature": "'temperature' does not support 0 with this model",
            "response_format": "invalid json_schema",
        }

    def answer(request):
        body = json.loads(request.body)
        wrong = next((name for name in unknown if name in body), None)
        if wrong:
            return 400, JSON, json.dumps({"error": {"message": words[wrong]}}).encode()
        return right(request)

    with model_that(protocol, answer) as (url, seen):
        client = Client(model_at("tiny-model", url, {}))
        assert client.ask(QUESTION).value == VALUE
        assert len(seen) == len(unknown) + 1
        before = client.asked(QUESTION)
        assert client.ask(QUESTION).value == VALUE
        assert len(seen) == len(unknown) + 2
        client.transport.close()
    assert before == Client(client.model).asked(QUESTION)
    if protocol == "openai":
        assert json.loads(seen[-1].body)["max_completion_tokens"] == 1_000


def test_a_server_that_never_knows_enough_is_given_up(fails):
    said = b'{"error": "max_tokens temperature response_format json_schema"}'
    assert len(fails(lambda _: (400, JSON, said), "400 Bad Request")) <= 4


def test_an_answer_without_end_is_cut_off(fails):
    fails(lambda _: (200, JSON, (b" " * 65_536 for _ in count())), "longer than 300,000 bytes", most=300_000)
    fails(lambda _: (403, JSON, (b" " * 65_536 for _ in count())), "403")


def test_an_answer_that_drips_is_cut_off(fails):
    fails(lambda _: (200, JSON, (b" " for _ in count())), r"no answer within 0\.2 seconds", timeout=0.2)


def test_silence_and_headers_that_drip_are_cut_off(protocol):
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ModelError, match=r"within 0\.05 seconds"):
        asked(f"http://127.0.0.1:{silent.getsockname()[1]}{PATHS[protocol]}", timeout=0.05)
    with dripping() as port, pytest.raises(ModelError, match=r"no answer within 0\.2 seconds"):
        asked(f"http://127.0.0.1:{port}{PATHS[protocol]}", timeout=0.2)


def test_what_is_compressed_is_unpacked_and_a_bomb_is_not(protocol, fails):
    packed = {**JSON, "Content-Encoding": "gzip"}
    with model_that(protocol, lambda request: (200, packed, gzip.compress(right(request)[2]))) as (url, _):
        assert asked(url).value == VALUE
    bomb = gzip.compress(b" " * 50_000_000)
    fails(lambda _: (200, packed, bomb), "longer than 1,000,000 bytes")
    fails(lambda _: (200, packed, b"no gzip"), "not compressed as it says")


def test_an_answer_that_breaks_off_is_asked_for_again(protocol, fails):
    number = count()

    def answer(request):
        status, headers, body = right(request)
        short = {**headers, "Content-Length": str(len(body) + 9), "Connection": "close"}
        return (status, short, [body]) if not next(number) else (status, headers, body)

    with model_that(protocol, answer) as (url, seen):
        assert asked(url).value == VALUE
    assert len(seen) == 2
    seen = fails(
        lambda _: (200, {**JSON, "Content-Length": "99", "Connection": "close"}, [b"{"]), "its answers break off"
    )
    assert len(seen) == len(WAITS) + 1


@pytest.mark.parametrize(
    "body",
    [b"", b"no JSON", b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": [7]}', b'{"content": [7, {"type": "text"}]}',
     b'{"choices": [{"message": {"content": null}}], "content": "x"}', b"[" * 200_000, b"1" * 5_000, b"\xff",
     b'{"choices": [{"message": {"refusal": "no", "content": "{}"}}]}'],
)  # fmt: skip
def test_what_is_no_answer_is_told(fails, body):
    fails(lambda _: (200, JSON, body), "it (answers|declines)", AnswerError)


def test_an_answer_that_was_cut_is_none(fails):
    def answer(request):
        status, headers, body = spoken(request, VALUE)
        document = json.loads(body)
        if "choices" in document:
            document["choices"][0]["finish_reason"] = "length"
        else:
            document["stop_reason"] = "max_tokens"
        return status, headers, json.dumps(document).encode()

    fails(answer, "breaks off, since it is too long", AnswerError)


@pytest.mark.parametrize(
    "said",
    [
        '{"claims": []}', ' \n{"claims": []}\n', '```json\n{"claims": []}\n```', 'Here:\n```\n{"claims": []}\n```\nBye.',
        '<think>{"claims": [1]}</think>\n{"claims": []}', 'Sure! {"claims": []} Anything else?',
    ],
)  # fmt: skip
def test_an_answer_may_stand_among_words(said):
    with model_that("openai", lambda request: spoken(request, None, text=said)) as (url, _):
        assert asked(url).value == {"claims": []}


def test_an_answer_may_come_in_pieces_or_as_a_text(protocol):
    def answer(request):
        status, headers, body = right(request)
        document = json.loads(body)
        if protocol == "openai":
            whole = document["choices"][0]["message"]["content"]
            document["choices"][0]["message"]["content"] = [
                {"type": "text", "text": part} for part in (whole[:9], whole[9:])
            ]
        else:
            document["content"] = [
                {"type": "thinking", "thinking": "x"},
                {**document["content"][0], "input": json.dumps(VALUE)},
            ]
        return status, headers, json.dumps(document).encode()

    with model_that(protocol, answer) as (url, _):
        assert asked(url).value == VALUE


def test_nothing_listens():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(
        ModelError, match=rf"^tiny-model at http://127\.0\.0\.1:{port}/v1/chat/completions: it cannot be"
    ) as raised:
        asked(f"http://127.0.0.1:{port}/v1?key={KEY}")
    assert KEY not in str(raised.value)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "kg.http.connections", None)
    with pytest.raises(ModelError, match=r"pip install 'detente\[draft\]'"):
        asked("http://127.0.0.1:9/v1")


@pytest.mark.parametrize(
    ("url", "protocol", "expected", "spoken_there"),
    [
        ("https://api.openai.com", None, "https://api.openai.com/v1/chat/completions", "openai"),
        ("https://api.openai.com/v1/", None, "https://api.openai.com/v1/chat/completions", "openai"),
        ("http://localhost:11434/v1", None, "http://localhost:11434/v1/chat/completions", "openai"),
        ("https://host.example/a/chat/completions?api-version=1#x", None,
         "https://host.example/a/chat/completions?api-version=1", "openai"),
        ("https://host.example/v1/messages", None, "https://host.example/v1/messages", "anthropic"),
        ("https://api.anthropic.com", None, "https://api.anthropic.com/v1/messages", "anthropic"),
        ("https://host.example", "anthropic", "https://host.example/v1/messages", "anthropic"),
        ("https://host.example/proxy/v1", "anthropic", "https://host.example/proxy/v1/messages", "anthropic"),
    ],
)  # fmt: skip
def test_the_address_says_which_protocol(url, protocol, expected, spoken_there):
    model = model_at("m", url, {}, protocol)
    assert (model.url, model.protocol, model.key) == (expected, spoken_there, "")


def test_keys_go_to_whom_they_are_of():
    keys = {"OPENAI_API_KEY": "sk-openai", "ANTHROPIC_API_KEY": "sk-anthropic"}
    assert model_at("m", "https://api.openai.com/v1", keys).key == "sk-openai"
    assert model_at("m", "https://api.anthropic.com/v1/messages", keys).key == "sk-anthropic"
    for other in ("https://api.openai.com.evil.example/v1", "https://evil.example/v1/messages", "http://localhost/v1"):
        assert model_at("m", other, keys).key == ""
    assert model_at("m", "https://any.example/v1", keys | {"KG_MODEL_KEY": " sk-any\n"}).key == "sk-any"
    assert model_at("m", "https://api.openai.com/v1", keys | {"KG_MODEL_KEY": "sk-any"}).key == "sk-any"


@pytest.mark.parametrize(
    "url",
    ["", "host", "ftp://host/", "file:///etc/passwd", "https://", "https://user:sk-secret@host/", "http://[bad", "https://h:0/",
     "https://h/ x", "https://h\\x/", "https://h/\x1b", "https://h:99999/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_not_repeated(url):
    with pytest.raises(ModelError) as raised:
        model_at("m", url, {"KG_MODEL_KEY": KEY})
    assert "sk-secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "key", "said"),
    [
        ("http://host.example/v1", KEY, "https://"),
        ("http://10.0.0.7:8000/v1", KEY, "https://"),
        ("https://host.example/v1", "sk-ü", "KG_MODEL_KEY holds characters"),
        ("https://host.example/v1", "sk-a\r\nX: y", "KG_MODEL_KEY holds characters"),
    ],
)
def test_a_key_that_everybody_could_read_or_that_is_none_is_not_sent(url, key, said):
    with pytest.raises(ModelError, match=said) as raised:
        model_at("m", url, {"KG_MODEL_KEY": key})
    assert key not in str(raised.value)
    assert model_at("m", "http://127.0.0.1:8000/v1", {"KG_MODEL_KEY": KEY}).key == KEY
    assert model_at("m", "http://10.0.0.7:8000/v1", {}).key == ""


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\x1b[31m", "a\nb"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(ModelError, match="the name of a model"):
        model_at(name, "http://localhost/v1", {})


def test_a_model_is_shown_without_its_key_and_the_query_of_its_address():
    model = model_at("m", f"https://host.example/v1?key={KEY}", {"KG_MODEL_KEY": KEY})
    assert KEY not in f"{model} {model!r}"
    assert str(model) == "m at https://host.example/v1/chat/completions"
