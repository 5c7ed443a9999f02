"""The access log: one line a request on standard error, without the query."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from kg.model.findings import printable

if TYPE_CHECKING:
    from typing import TextIO

LONGEST_PATH = 200


class Log:
    """Where requests are noted; `queries` is whether the text of queries is, too."""

    def __init__(self, *, queries: bool, stream: TextIO | None = None) -> None:
        self.queries, self.stream = queries, stream

    def request(self, method: str, path: str, status: int, size: int, seconds: float) -> None:
        """A request that was answered: when, what, with which status, how many bytes, in how many milliseconds."""
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._write(
            f"{now} {printable(method)} {printable(path[:LONGEST_PATH])} {status} {size} {seconds * 1000:.1f}ms"
        )

    def query(self, sparql: str) -> None:
        """A query, in one line, where that was asked for."""
        if self.queries:
            self._write("  query: " + printable(" ".join(sparql.split())))

    def note(self, message: str) -> None:
        """Something that whoever runs the server should know."""
        self._write("kg: " + printable(message))

    def _write(self, line: str) -> None:
        stream = self.stream or sys.stderr
        try:
            stream.write(line + "\n")
            stream.flush()
        except (OSError, ValueError):
            # A log that cannot be written keeps nobody from an answer.
            return
