"""A model on this machine that speaks both protocols and says what it is told to, the truth or not."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.rdf.endpoints import told

KEY = "sk-secret-0123456789abcdef"
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}
JSON = {"Content-Type": "application/json"}


def question_of(request):
    """What was asked: the task and the matter, in either protocol."""
    body = json.loads(request.body)
    if request.path.split("?")[0].endswith("/messages"):
        return body["system"], body["messages"][0]["content"]
    return body["messages"][0]["content"], body["messages"][1]["content"]


def pass_of(request):
    """Which pass asks: for passages, or for contents."""
    task, _ = question_of(request)
    return "passages" if '"passages"' in task else "contents"


def spoken(request, value, tokens=(1_000, 20), text=None):
    """An answer as the protocol that was spoken has it; `text` is what is said in place of the form."""
    anthropic = request.path.split("?")[0].endswith("/messages")
    if anthropic:
        block = (
            {"type": "text", "text": text}
            if text is not None
            else {"type": "tool_use", "id": "t", "name": "answer", "input": value}
        )
        document = {"type": "message", "content": [block], "stop_reason": "tool_use"}
        if tokens:
            document["usage"] = {"input_tokens": tokens[0], "output_tokens": tokens[1]}
    else:
        content = json.dumps(value) if text is None else text
        document = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}]}
        if tokens:
            document["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return 200, JSON, json.dumps(document).encode()


@dataclass(frozen=True)
class Request:
    """What came in; the handler of a connection is the same for all of its requests."""

    path: str
    headers: Any
    body: bytes


@contextmanager
def model_that(protocol, answer):
    """A server whose every request is answered by `answer(request)`; gives the address and the requests."""
    seen = []

    def answered(handler):
        seen.append(Request(handler.path, handler.headers, handler.body))
        return answer(seen[-1])

    with told(answered) as (url, _):
        yield url.removesuffix("/sparql") + PATHS[protocol], seen


def saying(passages, contents):
    """Answers of both passes: rows, or functions of the matter that give them."""

    def answer(request):
        name = pass_of(request)
        said = passages if name == "passages" else contents
        rows = said(question_of(request)[1]) if callable(said) else said
        return spoken(request, {name: rows})

    return answer
