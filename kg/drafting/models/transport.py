"""One question to a model over HTTP and its answer, with what went wrong in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.http.exchange import Connections, TooLongError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.http.exchange import Cause, Response

MOST_BYTES = 4_000_000
REASONS: Mapping[Cause, str] = {
    "certificate": "no safe connection, since its certificate is not vouched for",
    "connection": "it cannot be reached; is it running, and is the address right?",
    "address": "no address that can be reached",
    "compression": "its answer is not compressed as it says",
}


class ModelError(Exception):
    """A model cannot be asked, or no answer of it can be used; the message says why, and holds no key."""


@dataclass
class Transport:
    """Connections that are kept; `most` are the bytes that an answer may have, once it is unpacked."""

    most: int = MOST_BYTES
    connections: Connections = field(default_factory=Connections, repr=False)

    def post(self, url: str, headers: Mapping[str, str], body: bytes, deadline: float) -> Response:
        """The answer to a JSON document, read to its end by the deadline of the monotonic clock; redirects are answers.

        Raises BrokenOffError if another attempt may help, ModelError if none will, TimeoutError when the time is up.
        """
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        try:
            return self.connections.ask("POST", url, sent, body, most=self.most, deadline=deadline)
        except ModuleNotFoundError:
            said = "asking a model needs urllib3: pip install 'detente[draft]'"
        except TooLongError:
            said = f"the answer is longer than {self.most:,} bytes, so it is none"
        except UnreachableError as error:
            said = REASONS[error.cause]
        raise ModelError(said)

    def close(self) -> None:
        """Close the connections."""
        self.connections.close()
