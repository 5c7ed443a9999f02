"""Reading in a process of its own, which is ended when it takes too long, and whose end is a finding like another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.model.credentials import environment_without_keys

if TYPE_CHECKING:
    from kg.intake.document import Input

SECONDS, SECONDS_PER_MEGABYTE = 60.0, 2.0
MOST_BYTES = 200_000_000
PACKAGES = str(Path(__file__).resolve().parents[2])


class ReadingProcess:
    """A process that reads inputs one after the other; used as a context, at whose end it is gone."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def read(self, given: Input) -> Reading:
        """What an input holds; raises UnreadableInputError where it cannot be read, or not within the bounds."""
        if len(given.content) > MOST_BYTES:
            message = f"{len(given.content):,} bytes, more than the {MOST_BYTES:,} that are read; split it"
            raise UnreadableInputError("add-bounds", message)
        seconds = self.seconds + SECONDS_PER_MEGABYTE * len(given.content) / 1_000_000
        answer = self._asked(given, seconds)
        if "reading" not in answer:
            raise UnreadableInputError(answer["rule"], answer["message"])
        return _reading(answer["reading"])

    def end(self) -> None:
        """End the process, whatever it does."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process = None

    def _asked(self, given: Input, seconds: float) -> dict[str, Any]:
        process = self.process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        about = {
            "size": len(given.content),
            "name": given.name,
            "url": given.url,
            "media_type": given.media_type,
            "retrieved": given.retrieved,
        }
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        line = b""
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(about).encode() + b"\n" + given.content)
                process.stdin.flush()
            line = process.stdout.readline()
        finally:
            clock.cancel()
            if not line.endswith(b"\n"):
                self.end()
        if not line.endswith(b"\n"):
            why = f"reading it took over {seconds:.0f} seconds" if late.is_set() else "reading it ended the process"
            raise UnreadableInputError("add-bounds", f"{why}, so it was given up")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        kept = environment_without_keys()
        kept |= {"PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, [kept.get("PYTHONPATH")])])}
        # Threads of numerical libraries reserve memory, and are of no use here.
        kept |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
        )
        return self.process


def _reading(data: dict[str, Any]) -> Reading:
    documents = tuple(_document(each) for each in data["documents"])
    unread = tuple((str(name), str(why)) for name, why in data["unread"])
    return Reading(documents, (), data["announced"], unread)


def _document(data: dict[str, Any]) -> Document:
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    dates = tuple(Dated(**each) for each in data["dates"])
    return Document(**plain | {"dates": dates, "mended": tuple((b, a) for b, a in data["mended"])})
