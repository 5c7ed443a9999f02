"""A process that answers queries, one after the other: `python -m kg.server.worker STORE IDENTITY LIMITS`.

Queries from standard input, answers to standard output, as frames: a kind, a length, and that many bytes. The engine
cannot be told to stop a query; a process can be ended. On Linux the system ends it with whoever started it, however
that ended; elsewhere a query that runs ends with its time, by the system's own alarm.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exports.rdf.compact import short_json_ld
from kg.model.records import GraphError
from kg.rdf.guard import QueryFailedError
from kg.rdf.query import Asking, QueryError, QueryRefusedError, run
from kg.rdf.results import kind, preview, write
from kg.rdf.store import load_file, open_store
from kg.server.build import identity_of
from kg.server.result_table import table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from kg.rdf.results import Result
    from kg.rdf.store import Store

HEAD = struct.Struct(">cI")
READY, ASK, KIND, DATA, END, FAULT = b"r", b"a", b"k", b"d", b"e", b"x"
CHUNK = 65536
MOST_ROWS = 1000
SPARE_SECONDS = 5.0
ADDRESSES = 8
PR_SET_PDEATHSIG = 1


class TooLargeError(Exception):
    """The answer is larger than it may be."""


class Outlet(RawIOBase):
    """What a result is written into: frames of data, up to a number of bytes."""

    def __init__(self, send: Callable[[bytes], None], most: int, head: bytes) -> None:
        super().__init__()
        self.send, self.left, self.held = send, most, bytearray(head)
        self.data = bytearray()

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, given: Any) -> int:
        """Take bytes; raises TooLargeError where they are too many."""
        size = len(given)
        self.left -= size
        if self.left < 0:
            raise TooLargeError
        self.data += given
        if len(self.data) >= CHUNK:
            self.pass_on()
        return size

    def pass_on(self, last: bytes = b"") -> None:
        """Send what is held."""
        if self.data:
            self.held += frame(DATA, bytes(self.data))
        self.send(bytes(self.held) + last)
        self.held.clear()
        self.data.clear()


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One message between the server and a worker."""
    return HEAD.pack(kind, len(payload)) + payload


def main(arguments: list[str]) -> None:
    """Open the store and answer until standard input ends."""
    path, identity, limits = Path(arguments[0]), arguments[1], json.loads(arguments[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, send = _pipes()
    _end_with(limits["parent"])
    _limit(limits)
    try:
        store = _opened(path, identity)
    except (GraphError, OSError, MemoryError) as error:
        send(frame(FAULT, json.dumps({"code": "store", "detail": str(error)}).encode()))
        return
    send(frame(READY))
    while (asked := _read(source)) is not None:
        signal.setitimer(signal.ITIMER_REAL, limits["timeout"] + SPARE_SECONDS)
        fatal = _answer(store, json.loads(asked), limits["max_result"], send)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if fatal:
            return


def _pipes() -> tuple[IO[bytes], Callable[[bytes], None]]:
    """Standard input, and a way to what was standard output; nothing else that is printed comes between frames."""
    number = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def send(message: bytes) -> None:
        view = memoryview(message)
        while view:
            view = view[os.write(number, view) :]

    return sys.stdin.buffer, send


def _end_with(parent: int) -> None:
    """Have the system end this process with its parent, which may be killed while a query runs here."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - the one thing for which Python has no call

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # It has gone before it could be asked for.
            sys.exit(1)


def _limit(limits: dict[str, Any]) -> None:
    """Bound what this process may write to; its addresses, which allocators reserve in plenty, more generously."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not everywhere

        most = limits["max_memory"]
        for which, bound in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_AS, ADDRESSES * most)):
            _, hard = resource.getrlimit(which)
            resource.setrlimit(which, (bound if hard == resource.RLIM_INFINITY else min(hard, bound), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _opened(path: Path, identity: str) -> Store:
    """The store, if it is the one that is meant: a build may put another in its place at any moment."""
    store = open_store(path) if path.is_dir() else load_file(path)
    if identity_of(path) != identity:
        raise GraphError("the graph was built anew meanwhile")
    return store


def _read(source: IO[bytes]) -> bytes | None:
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    code, size = HEAD.unpack(head)
    body = source.read(size)
    return body if code == ASK and len(body) == size else None


def _answer(store: Store, asked: dict[str, Any], most: int, send: Callable[[bytes], None]) -> bool:
    """Send the answer, or what is wrong; True where this process should not go on."""
    try:
        dataset = [None if asked[key] is None else tuple(asked[key]) for key in ("default", "named")]
        result = run(store, asked["sparql"], Asking(asked["base"], *dataset))
        form = kind(result)
        name = asked["formats"][form]
        if name is None:
            _fault(send, "form", form)
            return False
        outlet = Outlet(send, most, frame(KIND, form.encode()))
        _write(result, name, outlet)
        outlet.pass_on(frame(END))
    except QueryRefusedError as error:
        _fault(send, "refused", str(error))
    except QueryFailedError as error:
        _fault(send, "failed", str(error))
    except QueryError as error:
        _fault(send, "malformed", str(error))
    except TooLargeError:
        _fault(send, "large", "")
    except GraphError:
        _fault(send, "form", "triples")
    except (MemoryError, RecursionError):
        _fault(send, "memory", "")
        return True
    except Exception as error:  # noqa: BLE001 - whatever the engine raises is an answer, and the end of this process
        _fault(send, "failed", f"{type(error).__name__}: {error}")
        return True
    return False


def _write(result: Result, name: str, outlet: Outlet) -> None:
    if name == "html":
        outlet.write(table(*preview(result, MOST_ROWS)).encode())
    elif name == "jsonld":
        outlet.write(short_json_ld(result))  # type: ignore[arg-type] # a graph, since no other is had in this form
    else:
        write(result, name, outlet)  # type: ignore[arg-type] # a raw stream that takes all it is given


def _fault(send: Callable[[bytes], None], code: str, detail: str) -> None:
    send(frame(FAULT, json.dumps({"code": code, "detail": detail}).encode()))


if __name__ == "__main__":
    main(sys.argv[1:])
