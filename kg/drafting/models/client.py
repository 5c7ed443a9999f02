"""Questions to one model: asked again within bounds where that may help, and without what its server does not know."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from kg.drafting.models.protocols import PROTOCOLS, UNKNOWN, answer_in, without_key
from kg.drafting.models.transport import ModelError, Transport
from kg.http.addresses import shown
from kg.http.exchange import BrokenOffError
from kg.model.findings import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.drafting.models.protocols import Answer, Model, Question
    from kg.http.exchange import Response

TIMEOUT = 300.0
# Seconds before another attempt, if the server does not say how many; what it says is waited for up to so long.
WAITS = (1.0, 2.0, 4.0)
LONGEST_WAIT = 60.0
OVERLOADED = 529
BUSY = frozenset({
    HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT, OVERLOADED,
})  # fmt: skip
REDIRECTS = frozenset({301, 302, 303, 307, 308})
DOUBTED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
ADVICE: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "it wants a key, or another one (401)",
    HTTPStatus.PAYMENT_REQUIRED: "it wants to be paid (402)",
    HTTPStatus.FORBIDDEN: "it does not let you ask (403)",
    HTTPStatus.NOT_FOUND: "there is no such model, or nothing at this address (404)",
}
SHOWN = 200


@dataclass
class Client:
    """Asks one model; `timeout` is in seconds, for each question with all its attempts.

    `without` is what its server turned out not to know.
    """

    model: Model
    timeout: float = TIMEOUT
    transport: Transport = field(default_factory=Transport)
    rest: Callable[[float], None] = time.sleep
    without: frozenset[str] = frozenset()

    def asked(self, question: Question) -> bytes:
        """A question as it is sent to a server that knows everything, so that it is the same for every one."""
        return self._body(question, frozenset())

    def _body(self, question: Question, without: frozenset[str]) -> bytes:
        document = PROTOCOLS[self.model.protocol].body(self.model.name, question, without)
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")

    def ask(self, question: Question) -> Answer:
        """The answer to a question; raises ModelError, or AnswerError where it is not in the form of answers."""
        deadline = time.monotonic() + self.timeout
        response = self._tried(question, deadline)
        while response.status in DOUBTED and (unknown := self._unknown(response)):
            self.without |= {unknown}
            response = self._tried(question, deadline)
        if response.status != HTTPStatus.OK:
            raise ModelError(f"{self.model}: {self._refusal(response)}")
        return answer_in(self.model, response.content)

    def _tried(self, question: Question, deadline: float) -> Response:
        """The first response that is not "later", after a few attempts, within the time for all of them."""
        body, headers = self._body(question, self.without), PROTOCOLS[self.model.protocol].headers(self.model.key)
        response: Response | None = None
        for wait in (*WAITS, None):
            try:
                response = self.transport.post(self.model.url, headers, body, deadline)
            except BrokenOffError:
                response = None
            except ModelError as error:
                raise ModelError(f"{self.model}: {error}") from None
            except TimeoutError:
                raise ModelError(f"{self.model}: no answer within {self.timeout:g} seconds") from None
            if response is not None and response.status not in BUSY:
                return response
            if wait is not None:
                self._rest(max(wait, (response.number("Retry-After") or 0) if response is not None else 0.0), deadline)
        if response is None:
            raise ModelError(f"{self.model}: its answers break off")
        return response

    def _rest(self, seconds: float, deadline: float) -> None:
        if seconds > LONGEST_WAIT or time.monotonic() + seconds >= deadline:
            raise ModelError(f"{self.model}: it is too busy; it may answer in {seconds:g} seconds, so try later")
        self.rest(seconds)

    def _unknown(self, response: Response) -> str:
        """What of a question the server does not know, by the words of its refusal, if that can be left out."""
        said = response.content.decode("utf-8", "replace").casefold()
        words = ((name, each) for name, each in UNKNOWN.items() if name not in self.without)
        return next((name for name, each in words if any(word in said for word in each)), "")

    def _refusal(self, response: Response) -> str:
        """What a status means to the one who asked."""
        if response.status in REDIRECTS:
            elsewhere = ""
            with suppress(ValueError):
                elsewhere = without_key(shown(response.location), self.model.key)
            elsewhere = printable(elsewhere[:SHOWN]) or "nowhere"
            return f"it leads on to {elsewhere}, where nothing is sent; give that address if it is right"
        words = self._words(response)
        phrase = next((status.phrase for status in HTTPStatus if status == response.status), "")
        said = ADVICE.get(response.status, f"it answers {response.status} {phrase}".rstrip())
        return said + (f": {words}" if words else "")

    def _words(self, response: Response) -> str:
        """The beginning of a server's own words, on one line and without the key, if they are no web page."""
        if response.media_type not in {"application/json", "text/plain"}:
            return ""
        text = response.content.decode("utf-8", "replace")
        with suppress(ValueError, RecursionError):
            text = _message(json.loads(text)) or text
        return printable(" ".join(without_key(text, self.model.key).split())[:SHOWN])


def _message(problem: Any) -> str:
    """What a document of an error says, in the forms that servers give it."""
    error = problem.get("error", problem) if isinstance(problem, dict) else problem
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""
