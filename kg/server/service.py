"""What all requests share: the settings, the workers, the cache, the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.server.process import WorkerEndedError, WorkerFault
from kg.server.refusals import problem_of
from kg.server.workers import BusyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.cache import Cache
    from kg.server.log import Log
    from kg.server.process import Reply
    from kg.server.settings import Settings
    from kg.server.workers import Workers


@dataclass(frozen=True, slots=True)
class Service:
    """One running server; pages of every kind ask their questions through it."""

    settings: Settings
    workers: Workers
    cache: Cache
    log: Log

    async def ask(self, message: Mapping[str, Any]) -> Reply:
        """The workers' answer; raises Problem where there is none."""
        try:
            return await self.workers.ask(message)
        except (BusyError, WorkerFault, WorkerEndedError) as error:
            if isinstance(error, WorkerFault) and error.code == "failed":
                self.log.note(str(error))
            raise problem_of(error, self.settings) from None
