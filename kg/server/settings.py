"""What a server is started with: where, what, and within which bounds."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1024 * 1024
SHARE_HELD = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The bounds of a server; times are in seconds, sizes in bytes.

    `root` is a project's folder or a file of RDF, `out` where its build lies. `names` are the hosts that a request may
    name, empty for any. `cors` holds the origins whose scripts may read, or "*". `patience` is how long a client may
    take to send a head or a body, or to take in a part of an answer.
    """

    root: Path
    out: Path
    host: str = "127.0.0.1"
    port: int = 7878
    timeout: float = 30.0
    max_result: int = 64 * MIB
    max_memory: int = 2048 * MIB
    max_body: int = MIB
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    queue: int = 128
    cache: int = 32 * MIB
    cors: tuple[str, ...] = ()
    token: str = field(default="", repr=False)
    names: tuple[str, ...] = ()
    log_queries: bool = False
    patience: float = 15.0
    grace: float = 2.0
    connections: int = 800

    @property
    def held(self) -> int:
        """The bytes on disk up to which every process has the store in memory, which leaves most of it to queries."""
        return self.max_memory // SHARE_HELD
