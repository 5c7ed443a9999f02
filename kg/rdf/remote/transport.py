"""One request to an endpoint and its answer, whole or not at all, with what went wrong in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.http.exchange import BrokenOffError, Connections, TooLongError, UnreachableError
from kg.rdf.remote.address import EndpointError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.http.exchange import Cause, Response

MAX_BYTES = 256_000_000
# The header by which Virtuoso says that it stopped half-way.
PARTIAL = "S1TAT"
REASONS: Mapping[Cause, str] = {
    "certificate": "no safe connection: {}",
    "connection": "cannot be reached: {}",
    "address": "no address that can be reached",
    "compression": "its answer is not compressed as it says",
}


class Broken(Exception):  # noqa: N818 - not an error until it has been tried again
    """The connection broke on the way, which another attempt may mend; the message is that of the last attempt."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent and where: a body for POST, none for GET."""

    url: str
    accept: str
    authorization: str = field(default="", repr=False)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `retry_after` is in seconds, `most_rows` how many rows it could have, None if that is not stated."""

    status: int
    media_type: str
    content: bytes
    location: str = ""
    retry_after: float = 0.0
    most_rows: int | None = None


class Transport:
    """Connections that are kept; `name` is what messages call the other side."""

    def __init__(self, name: str, most: int = MAX_BYTES) -> None:
        self.name = name
        self.most = most
        self.connections = Connections()

    def send(self, request: Request, deadline: float, timeout: float) -> Reply:
        """The answer to one request, read to its end by the deadline of the monotonic clock.

        Raises Broken if another attempt may help, EndpointError if none will.
        """
        try:
            return self._reply(self._sent(request, deadline))
        except ModuleNotFoundError:
            raise EndpointError("asking an endpoint needs urllib3: pip install 'detente[remote]'") from None
        except TimeoutError:
            said = f"no answer within {timeout:g} seconds; narrow the query, or give --timeout"
        except TooLongError:
            said = f"the answer is longer than {self.most:,} bytes; narrow the query"
        except UnreachableError as error:
            said = REASONS[error.cause].format(error.said)
        except BrokenOffError:
            raise Broken(f"{self.name}: the answer broke off") from None
        raise EndpointError(f"{self.name}: {said}")

    def _sent(self, request: Request, deadline: float) -> Response:
        headers = {"Accept": request.accept}
        if request.authorization:
            headers["Authorization"] = request.authorization
        if request.body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if request.body is None else "POST"
        return self.connections.ask(method, request.url, headers, request.body, most=self.most, deadline=deadline)

    def _reply(self, answer: Response) -> Reply:
        if answer.headers.get("X-SQL-State") == PARTIAL:
            raise EndpointError(f"{self.name}: its time was up, and it gives a part of the answer; narrow the query")
        return Reply(
            answer.status,
            answer.media_type,
            answer.content,
            answer.location,
            answer.number("Retry-After") or 0,
            # Where 0 is stated, it means that there is no limit.
            answer.number("X-SPARQL-MaxRows") or None,
        )

    def close(self) -> None:
        """Close the connections."""
        self.connections.close()
