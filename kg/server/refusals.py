"""What a client is told where there is no answer, and by which status.

504 for time, since the server waits for another process as a gateway does. 507 for an answer or a memory that is too
large, since the server cannot hold the representation that is asked for; 413 is about what the client sends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.server.negotiation import ROWS, TRIPLES
from kg.server.problems import Problem
from kg.server.process import WorkerEndedError, WorkerFault
from kg.server.workers import BusyError

if TYPE_CHECKING:
    from kg.server.settings import Settings

PLACE = re.compile(r"line (\d+), column (\d+)")


def not_acceptable(kind: str = "") -> Problem:
    """The Problem of a request that accepts nothing that we have."""
    forms = {"triples": TRIPLES, "": (*ROWS, *TRIPLES)}.get(kind, ROWS)
    offered = ", ".join(dict.fromkeys(form.media_type for form in forms))
    return Problem(406, "Not acceptable", f"this answer can be had as {offered}")


def problem_of(error: Exception, settings: Settings) -> Problem:
    """What a client is told where the workers have no answer."""
    if isinstance(error, BusyError):
        return Problem(503, "Busy", "too many queries wait already; try again", headers={"Retry-After": "2"})
    if isinstance(error, WorkerFault):
        return _fault(error, settings)
    match error.reason if isinstance(error, WorkerEndedError) else "":
        case "time":
            return Problem(504, "Out of time", f"no answer within {settings.timeout:g} seconds; narrow the query")
        case "large":
            return _too_large(settings)
        case "closing":
            return Problem(503, "Closing", "the server is being stopped", headers={"Retry-After": "10"})
        case _:
            detail = f"the query could not be answered within {settings.max_memory:,} bytes of memory; narrow it"
            return Problem(507, "Out of memory", detail)


def _fault(fault: WorkerFault, settings: Settings) -> Problem:
    match fault.code:
        case "malformed":
            return Problem(400, "Malformed query", fault.detail, more=_place(fault.detail))
        case "refused":
            return Problem(403, "Query refused", fault.detail)
        case "form":
            return not_acceptable(fault.detail)
        case "large":
            return _too_large(settings)
        case "memory":
            return problem_of(WorkerEndedError(), settings)
        case _:
            return Problem(500, "The engine failed", "the query could not be answered; the server's log says more")


def _too_large(settings: Settings) -> Problem:
    detail = f"the answer has more than {settings.max_result:,} bytes; ask for less, with LIMIT"
    return Problem(507, "Answer too large", detail)


def _place(detail: str) -> dict[str, int]:
    found = PLACE.search(detail)
    return {"line": int(found.group(1)), "column": int(found.group(2))} if found else {}
