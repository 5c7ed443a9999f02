"""What all requests share, and what a client is told where the workers have no answer.

504 for time, since the server waits for another process as a gateway does. 507 for an answer or a memory that is too
large, since the server cannot hold the representation that is asked for; 413 is about what the client sends.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model.findings import printable
from kg.server.negotiation import ROWS, TRIPLES, not_acceptable
from kg.server.pool import BusyError
from kg.server.problems import Problem
from kg.server.worker_process import WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.lookup import Lookups
    from kg.server.pool import WorkerPool
    from kg.server.settings import Settings
    from kg.server.worker_process import Reply

LOG = logging.getLogger("kg.server")
RETRY_AFTER = {"busy": "2", "closing": "10"}
POSITION = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Service:
    """One running server; pages of every kind ask their questions through it."""

    settings: Settings
    pool: WorkerPool
    lookups: Lookups

    async def ask(self, message: Mapping[str, Any]) -> Reply:
        """The workers' answer; raises Problem if they have none."""
        try:
            return await self.pool.ask(message)
        except (BusyError, WorkerFault, WorkerEndedError) as error:
            if isinstance(error, WorkerFault) and error.code == "failed":
                LOG.warning("kg: %s", printable(str(error)))
            raise _problem(error, self.settings) from None


def _problem(error: Exception, settings: Settings) -> Problem:
    """What a client is told of an error of the workers, by its code; what has none is out of memory."""
    code, detail = "busy", ""
    if isinstance(error, WorkerFault):
        code, detail = error.code, error.detail
    elif isinstance(error, WorkerEndedError):
        code = error.reason
    if code == "form":
        return not_acceptable(TRIPLES if detail == "triples" else ROWS)
    fault = (500, "The engine failed", "the query could not be answered; the server's log says more")
    large = f"the answer has more than {settings.max_result:,} bytes; ask for less, with LIMIT"
    memory = f"the query could not be answered within {settings.max_memory:,} bytes of memory; narrow it"
    status, title, said = {
        "busy": (503, "Busy", "too many queries wait already; try again"),
        "closing": (503, "Closing", "the server is being stopped"),
        "failed": fault,
        "large": (507, "Answer too large", large),
        "malformed": (400, "Malformed query", detail),
        "refused": (403, "Query refused", detail),
        "store": fault,
        "time": (504, "Out of time", f"no answer within {settings.timeout:g} seconds; narrow the query"),
    }.get(code, (507, "Out of memory", memory))
    headers = {"Retry-After": RETRY_AFTER[code]} if code in RETRY_AFTER else None
    return Problem(status, title, said, headers=headers, more=_position(detail) if code == "malformed" else None)


def _position(detail: str) -> dict[str, int]:
    matched = POSITION.search(detail)
    return {"line": int(matched[1]), "column": int(matched[2])} if matched else {}
