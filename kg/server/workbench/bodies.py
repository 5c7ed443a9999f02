"""What a request's JSON says, in the forms that the workbench asks for; everything else is a Problem."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from kg.drafting.queue import ID
from kg.model.files import CONTROLS
from kg.server.problems import Problem
from kg.server.protocol import media_type

if TYPE_CHECKING:
    from starlette.requests import Request

JSON = "application/json"
MOST_DEPTH = 12
MOST_SPANS = 64
MOST_CHANGES = 1_000
LONGEST_LABEL = 200
LONGEST_KEY = 120
FAR = 100_000_000
SURROGATE = re.compile("[\ud800-\udfff]")


async def body_of(request: Request, most: int) -> dict[str, Any]:
    """The object that the body of a POST holds, of at most so many bytes; raises Problem otherwise."""
    if media_type(request.headers.get("content-type", "")) != JSON:
        raise Problem(415, "Unsupported media type", f"POST {JSON}", headers={"Accept-Post": JSON})
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise Problem(415, "Unsupported encoding", "send JSON as it is, not compressed")
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > most:
            raise Problem(413, "Too large", f"a body has at most {most:,} bytes")
    try:
        body = json.loads(data.decode(), parse_constant=_refuse_constant, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise Problem(400, "No JSON", "the body must be a JSON object in UTF-8, with each key once") from None
    return body if isinstance(body, dict) else refuse("the body must be an object")


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def refuse(detail: str) -> NoReturn:
    """Raises the Problem of a body in another form than is asked for."""
    raise Problem(HTTPStatus.BAD_REQUEST, "Not as asked", detail)


def only(body: dict[str, Any], *keys: str) -> None:
    """Raises Problem if the body has other keys than these."""
    if other := sorted(body.keys() - {*keys}):
        refuse(f"unknown key {other[0]!r}; expected {', '.join(keys) or 'none'}")


def text_in(body: dict[str, Any], key: str, most: int = 5_000, default: str | None = None) -> str:
    """A text of at most so many characters without half of a surrogate pair; raises Problem for anything else."""
    value = body.get(key, default)
    if not isinstance(value, str) or len(value) > most or SURROGATE.search(value):
        refuse(f"{key!r} must be a text of at most {most:,} characters")
    return value


def label_in(body: dict[str, Any]) -> str:
    """What a change is called where it can be undone, in one line."""
    return " ".join(CONTROLS.sub(" ", text_in(body, "label", LONGEST_LABEL, "")).split())


def spans_in(body: dict[str, Any]) -> list[tuple[int, int]]:
    """Some stretches of a text, each [start, end]; raises Problem for anything else."""
    given = body.get("spans")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_SPANS:
        refuse(f"'spans' must be a list of 1 to {MOST_SPANS} pairs of offsets")
    return [_span(each) for each in given]


def _span(given: Any) -> tuple[int, int]:
    if (
        not isinstance(given, list)
        or [type(each) for each in given] != [int, int]
        or not 0 <= given[0] <= given[1] <= FAR
    ):
        refuse("each of 'spans' must be [start, end], two offsets in code points")
    return given[0], given[1]


def ids_in(body: dict[str, Any], key: str) -> list[str]:
    """The ids of drafts; raises Problem for anything else."""
    given = body.get(key)
    if not isinstance(given, list) or len(given) > MOST_CHANGES:
        refuse(f"{key!r} must be a list of at most {MOST_CHANGES:,} ids of drafts")
    if not all(isinstance(each, str) and ID.fullmatch(each) for each in given):
        refuse(f"each of {key!r} must be the id of a draft")
    return given


def entry_in(body: dict[str, Any], key: str) -> dict[str, Any] | None:
    """An entry as YAML has it, every scalar a text or nothing, or None; raises Problem for anything else."""
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        refuse(f"{key!r} must be an entry, or null where there is none")
    _check(value, key, 0)
    return value


def _check(value: Any, where: str, depth: int) -> None:
    if depth > MOST_DEPTH:
        refuse(f"{where!r} is nested deeper than {MOST_DEPTH} levels")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key or len(key) > LONGEST_KEY or CONTROLS.search(key) or SURROGATE.search(key):
                refuse(f"{where!r} has a key that is empty, longer than {LONGEST_KEY} characters, or no text")
            _check(inner, key, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, where, depth + 1)
    elif value is not None and not isinstance(value, str):
        refuse(f"{where!r} must be a text, a list or a mapping; every scalar of an entry is a text")
    elif value is not None and (found := SURROGATE.search(value) or CONTROLS.search(value)):
        refuse(f"{where!r} has U+{ord(found[0]):04X}, which no file of ours can hold")
