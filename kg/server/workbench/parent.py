"""The server, seen from a process that works for it: asks in lines of JSON, and is answered in such lines.

The process ends with the server, however that ended: its standard input is closed then.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Parent:
    """Standard input and output as lines of JSON, and the project's folder that the server named."""

    def __init__(self) -> None:
        self.root = Path(sys.argv[1])
        # What prints by mistake must not come between the lines.
        self._output = os.fdopen(os.dup(1), "w", encoding="ascii")
        os.dup2(2, 1)
        self._turn = threading.Lock()
        if hasattr(os, "nice"):
            with suppress(OSError):
                os.nice(int(sys.argv[2]))
        # As the command has it: ours are records that live to the end.
        gc.set_threshold(200_000, 20, 20)

    def say(self, kind: str, **said: Any) -> None:
        """Say something; may be called by any thread."""
        line = json.dumps({"kind": kind, **said})
        with self._turn:
            try:
                self._output.write(f"{line}\n")
                self._output.flush()
            except OSError:
                os._exit(0)

    def listen(self, hear: Callable[[dict[str, Any]], None]) -> None:
        """Have everything that is asked heard by another thread, from now on; the process ends after the last line.

        So it does after a mistake of ours, which would leave it deaf.
        """

        def read() -> None:
            try:
                for line in sys.stdin.buffer:
                    hear(json.loads(line))
            except Exception:  # noqa: BLE001 - told, and then the process is started anew
                traceback.print_exc()
            os._exit(0)

        threading.Thread(target=read, daemon=True).start()
