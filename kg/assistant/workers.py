"""SPARQL for tools: the server's bounded workers, those of a server that runs, or of its own, begun when asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from kg.assistant.refusals import Refusal
from kg.model.findings import printable
from kg.model.vocabulary import DATA
from kg.server.build import NotBuiltError, Watch, read_build
from kg.server.pool import BusyError, WorkerPool
from kg.server.settings import MIB, Settings
from kg.server.worker_process import WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {"rows": "json", "truth": "json", "triples": "ntriples"}
# No assistant reads more than this, page by page; who wants more has `kg query`.
MOST_BYTES = MIB
TIMEOUT, MEMORY, WORKERS, QUEUE = 10.0, 1024 * MIB, 1, 16
GRACE = 0.0


class Workers:
    """The workers of a server that runs."""

    def __init__(self, pool: WorkerPool) -> None:
        self.pool = pool

    async def ask(self, sparql: str) -> tuple[str, bytes]:
        """The kind and the bytes of an answer; raises Refusal with what to do where there is none."""
        message: dict[str, Any] = {"sparql": sparql, "default": None, "named": None, "base": DATA, "formats": FORMATS}
        settings = self.pool.settings
        try:
            await self.pool.current()
            reply = await self.pool.ask(message)
        except BusyError:
            raise Refusal("too many queries wait already; ask again") from None
        except WorkerEndedError as ended:
            raise Refusal(_ended(ended.reason, settings)) from None
        except WorkerFault as fault:
            raise Refusal(_fault(fault)) from None
        if reply.size > MOST_BYTES:
            if reply.file is not None:
                reply.file.close()
            raise Refusal(_too_large())
        return reply.kind, reply.read()


class OwnWorkers:
    """Workers of this process, begun by the first query, so that who asks none pays for none."""

    def __init__(self, root: Path, out: Path) -> None:
        self.settings = Settings(
            root=root, out=out, timeout=TIMEOUT, max_memory=MEMORY, max_result=MOST_BYTES, workers=WORKERS, queue=QUEUE
        )
        self._pool: WorkerPool | None = None
        self._beginning = asyncio.Lock()

    async def ask(self, sparql: str) -> tuple[str, bytes]:
        """The kind and the bytes of an answer; raises Refusal with what to do where there is none."""
        async with self._beginning:
            if self._pool is None:
                self._pool = await self._begun()
        return await Workers(self._pool).ask(sparql)

    async def _begun(self) -> WorkerPool:
        root, out = self.settings.root, self.settings.out
        try:
            build = await asyncio.to_thread(read_build, root, out)
            pool = WorkerPool(self.settings, build, Watch(root, out, build))
            await pool.start()
        except NotBuiltError as error:
            raise Refusal(str(error)) from None
        except (WorkerFault, WorkerEndedError, OSError) as error:
            raise Refusal(f"no process could be begun that answers queries: {error}") from None
        return pool

    async def close(self) -> None:
        """End them, whatever they are at."""
        if self._pool is not None:
            await self._pool.close(GRACE)


def _too_large() -> str:
    return f"the answer has more than {MOST_BYTES:,} bytes; ask for less, with LIMIT and OFFSET or fewer columns"


def _ended(reason: str, settings: Settings) -> str:
    """Why a process was ended that was at a query."""
    if reason == "time":
        return f"no answer within {settings.timeout:g} seconds, and the query was ended; narrow it, or ask for less"
    if reason == "large":
        return _too_large()
    if reason == "closing":
        return "the server is being stopped"
    return f"the query could not be answered within {settings.max_memory // MIB:,} MiB of memory; narrow it"


def _fault(fault: WorkerFault) -> str:
    """Why there is no answer, as the worker says it, who quotes the query."""
    detail = printable(fault.detail)
    return {
        "malformed": detail,
        "refused": detail,
        "large": _too_large(),
        "memory": "the query needs more memory than it may have; narrow it",
    }.get(fault.code, "the engine could not answer the query; ask it in another way")
