"""Where a model is, how it is asked in either of two protocols, and what its answers hold.

openai      chat completions, which OpenAI, vLLM, llama.cpp, LM Studio, Ollama and most others speak
anthropic   messages, the answer being the input of the one tool that the model has to use, which does nothing
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import SplitResult, urlsplit

from kg.drafting.models.transport import ModelError
from kg.http.addresses import is_loopback, shown
from kg.model.credentials import ANTHROPIC_KEY, MODEL_KEY, OPENAI_KEY
from kg.model.findings import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Speaks = Literal["openai", "anthropic"]
# The key of whatever model is asked; those of two vendors are sent to these hosts alone.
VENDORS: Mapping[str, tuple[str, str]] = {
    "openai": (OPENAI_KEY, "api.openai.com"),
    "anthropic": (ANTHROPIC_KEY, "api.anthropic.com"),
}
VERSION = "2023-06-01"
TOOL = "answer"
LONGEST_NAME = 100
MOST_TOKENS = 10**9
# What stands for a key that a server gives back.
HIDDEN = "[key]"
SURROGATE = re.compile("[\ud800-\udfff]")
FENCE = re.compile(r"```[\w-]*[ \t]*\n(.*?)```", re.DOTALL)
# Where what some models think before they answer ends.
THOUGHT = "</think>"


class AnswerError(Exception):
    """An answer is not in the form that was asked for; the message says in what, and the model may be asked again."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its name there, the address at which it is asked, and how."""

    name: str
    url: str = field(repr=False)
    protocol: Speaks
    key: str = field(default="", repr=False)

    def __str__(self) -> str:
        """The model for people: without the query of its address, which may hold a key."""
        return f"{printable(self.name)} at {shown(self.url)}"


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked: its task, the matter, the form of the answer, and how many tokens that may have."""

    task: str
    matter: str
    schema: Mapping[str, Any]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered, in whatever form, and the tokens that it reports; None where it reports none."""

    value: Any
    tokens_in: int | None = None
    tokens_out: int | None = None


def model_at(name: str, url: str, environment: Mapping[str, str], protocol: Speaks | None = None) -> Model:
    """The model of a name at an address, with the key that the environment has for it, if any.

    An address that names no path, or ends in /v1, is that of the server, to which the path of the protocol is added.
    Which protocol it is follows from the address unless it is given. Raises ModelError, without repeating what may be a
    key.
    """
    parts = _parts(url)
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise ModelError(f"the name of a model has 1 to {LONGEST_NAME} letters, digits and signs")
    path = parts.path.rstrip("/")
    host = (parts.hostname or "").lower()
    by_address: Speaks = "anthropic" if path.endswith("/messages") or host == VENDORS["anthropic"][1] else "openai"
    spoken = protocol or by_address
    ends = PROTOCOLS[spoken].path
    if not path.endswith(ends):
        path = f"{path or '/v1'}{ends}"
    key = _key(host, spoken, environment)
    if key and parts.scheme == "http" and not is_loopback(host):
        raise ModelError(f"{shown(url)}: the key would travel for all to read; use https://")
    return Model(name, parts._replace(path=path, fragment="").geturl(), spoken, key)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or not url.isprintable() or " " in url or "\\" in url:
        raise ModelError("the address of a model is one such as https://example.org/v1 or http://localhost:11434/v1")
    if "@" in parts.netloc:
        raise ModelError(f"the address holds a user or a key, which would be seen; put the key into {MODEL_KEY}")
    return parts


def _key(host: str, protocol: Speaks, environment: Mapping[str, str]) -> str:
    """The key for a host: that of every model, or its vendor's, which no other host gets."""
    variable, vendor = VENDORS[protocol]
    name = MODEL_KEY if environment.get(MODEL_KEY) else variable if host == vendor else ""
    key = environment.get(name, "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ModelError(f"{name} holds characters that no key has")
    return key


class Spoken(Protocol):
    """One of the protocols."""

    path: str

    def headers(self, key: str) -> dict[str, str]:
        """What is said of who asks."""

    def body(self, model: str, question: Question, without: frozenset[str]) -> dict[str, Any]:
        """What is sent, `without` what a server did not know."""

    def answer(self, document: Mapping[str, Any]) -> tuple[Any, Any, Any]:
        """What was answered, and the tokens that went in and came out as they are reported; raises AnswerError."""


class _OpenAI:
    """Chat completions, with a schema for the answer where the server knows of it."""

    path = "/chat/completions"

    def headers(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key}"} if key else {}

    def body(self, model: str, question: Question, without: frozenset[str]) -> dict[str, Any]:
        form = {"name": TOOL, "strict": True, "schema": question.schema}
        limit = "max_completion_tokens" if "max_tokens" in without else "max_tokens"
        more = {
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        return {
            "model": model,
            "messages": [
                {"role": "system", "content": question.task},
                {"role": "user", "content": question.matter},
            ],
            limit: question.most_tokens,
            **{name: value for name, value in more.items() if name not in without},
        }

    def answer(self, document: Mapping[str, Any]) -> tuple[Any, Any, Any]:
        usage = _mapping(document.get("usage"))
        choices = document.get("choices")
        first = _mapping(choices[0]) if isinstance(choices, list) and choices else {}
        message = _mapping(first.get("message"))
        if message.get("refusal"):
            raise AnswerError("it declines to answer")
        content = message.get("content")
        if isinstance(content, list):
            content = "".join(str(_mapping(part).get("text", "")) for part in content)
        if not isinstance(content, str) or not content.strip():
            raise AnswerError("it answers nothing")
        if first.get("finish_reason") == "length":
            raise AnswerError("its answer breaks off, since it is too long")
        return parsed(content), usage.get("prompt_tokens"), usage.get("completion_tokens")


class _Anthropic:
    """Messages, with one tool that has to be used."""

    path = "/messages"

    def headers(self, key: str) -> dict[str, str]:
        return {"anthropic-version": VERSION, **({"x-api-key": key} if key else {})}

    def body(self, model: str, question: Question, without: frozenset[str]) -> dict[str, Any]:
        return {
            "model": model,
            "max_tokens": question.most_tokens,
            "system": question.task,
            "messages": [{"role": "user", "content": question.matter}],
            "tools": [{"name": TOOL, "description": "Gives the answer.", "input_schema": question.schema}],
            "tool_choice": {"type": "tool", "name": TOOL},
            **({} if "temperature" in without else {"temperature": 0}),
        }

    def answer(self, document: Mapping[str, Any]) -> tuple[Any, Any, Any]:
        usage = _mapping(document.get("usage"))
        if document.get("stop_reason") == "max_tokens":
            raise AnswerError("its answer breaks off, since it is too long")
        content = document.get("content")
        blocks = [_mapping(block) for block in content] if isinstance(content, list) else []
        used = next((block for block in blocks if block.get("type") == "tool_use"), None)
        if used is None:
            raise AnswerError("it answers nothing in the form that was asked for")
        given = used.get("input")
        return parsed(given) if isinstance(given, str) else given, usage.get("input_tokens"), usage.get("output_tokens")


PROTOCOLS: Mapping[Speaks, Spoken] = {"openai": _OpenAI(), "anthropic": _Anthropic()}
# What a server may not know, by the words of its refusal.
UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "max_tokens": ("max_tokens", "max_completion_tokens"),
    "temperature": ("temperature",),
    "response_format": ("response_format", "json_schema", "schema", "structured"),
}


def answer_in(model: Model, content: bytes) -> Answer:
    """The answer in the body of a response, in which no key stands; raises AnswerError."""
    try:
        document = _plain(json.loads(content.decode("utf-8", "replace")), model.key)
    except (ValueError, RecursionError):
        raise AnswerError("it answers no JSON") from None
    if not isinstance(document, dict):
        raise AnswerError("it answers in another protocol; is --protocol right?")
    value, tokens_in, tokens_out = PROTOCOLS[model.protocol].answer(document)
    try:
        # What stood as a text in the document may spell the key in other signs.
        return Answer(_plain(value, model.key), _count(tokens_in), _count(tokens_out))
    except RecursionError:
        raise AnswerError("its answer has lists in lists without end") from None


def parsed(text: str) -> Any:
    """The JSON in a text, whatever a model thinks before it, and whether or not it stands between marks of code.

    Raises AnswerError.
    """
    said = text.rpartition(THOUGHT)[2]
    fenced = FENCE.search(said)
    for document in (fenced[1] if fenced else said, said[said.find("{") : said.rfind("}") + 1]):
        with suppress(ValueError, RecursionError):
            return json.loads(document)
    raise AnswerError("it answers in words, and not in the form that was asked for")


def without_key(text: str, key: str) -> str:
    """A text in which a mark stands for the key."""
    return text.replace(key, HIDDEN) if key else text


def _plain(value: Any, key: str) -> Any:
    """A document without the key, and without halves of characters, which no file takes."""
    clean: Callable[[str], str] = lambda text: SURROGATE.sub("\ufffd", without_key(text, key))  # noqa: E731
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_plain(each, key) for each in value]
    if isinstance(value, dict):
        return {clean(name): _plain(each, key) for name, each in value.items()}
    return value


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int | None:
    """A number of tokens, None where it is none that can be."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value <= MOST_TOKENS else None
