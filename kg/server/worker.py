"""A process that answers queries, one after the other: `python -m kg.server.worker STORE IDENTITY LIMITS`.

Queries from standard input, answers to standard output, as frames: a code, a length, and that many bytes; an answer is
any number of frames of data and one that ends it and says of what kind it was. The engine cannot be told to stop a
query; a process can be ended. On Linux the system ends it with whoever started it, however that ended; elsewhere a
query that runs ends with its time, by the system's own alarm.
"""

from __future__ import annotations

import json
import mmap
import os
import signal
import struct
import sys
import time
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exports.rdf.compact import short_json_ld
from kg.model.records import GraphError
from kg.rdf.guard import QueryFailedError
from kg.rdf.query import Asking, QueryError, QueryRefusedError, run
from kg.rdf.results import kind, preview, write
from kg.rdf.store import load_file, quickest
from kg.server.build import identity_of
from kg.server.result_table import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.rdf.results import Result
    from kg.rdf.store import Store

HEAD = struct.Struct(">cI")
# Shared with the server: how many queries have been begun, and when the last of them was, by the system's steady clock;
# and after which of them up to which nobody waits any more.
BEGUN, SKIPPED = struct.Struct("=Qd"), struct.Struct("=QQ")
SHARED = BEGUN.size + SKIPPED.size
READY, ASK, DATA, END, FAULT = b"r", b"a", b"d", b"e", b"x"
CHUNK = 65536
# How long an answer may wait for those after it, so that they are written at once: each write wakes the server.
HOLD_SECONDS = 0.002
MOST_ROWS = 1000
SPARE_SECONDS = 5.0
ADDRESSES = 8
PR_SET_PDEATHSIG = 1


class TooLargeError(Exception):
    """The answer is larger than it may be."""


class Outlet(RawIOBase):
    """What a result is written into: frames of data, up to a number of bytes."""

    def __init__(self, send: Callable[[bytes], None], most: int) -> None:
        super().__init__()
        self.send, self.left, self.data = send, most, bytearray()

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
        data, self.data = self.data, bytearray()
        for begin in range(0, len(data) - CHUNK, CHUNK):
            self.send(frame(DATA, data[begin : begin + CHUNK]))
        left = data[(len(data) - 1) // CHUNK * CHUNK :] if data else data
        self.send((frame(DATA, left) if left else b"") + last)


def frame(code: bytes, payload: bytes | bytearray = b"") -> bytes:
    """One message between the server and a worker."""
    return HEAD.pack(code, len(payload)) + payload


def main(arguments: list[str]) -> None:
    """Open the store and answer until standard input ends."""
    path, identity, limits = Path(arguments[0]), arguments[1], json.loads(arguments[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, send = _pipes()
    _end_with(limits["parent"])
    _limit(limits)
    try:
        store = _opened(path, identity, limits["held"])
    except (GraphError, OSError, MemoryError) as error:
        send(frame(FAULT, json.dumps({"code": "store", "detail": str(error)}).encode()))
        return
    send(frame(READY))
    _work(store, limits, source, send)


def _work(store: Store, limits: dict[str, Any], source: Inlet, send: Callable[[bytes], None]) -> None:
    """Answer what comes, until nothing does or this process should not go on.

    An answer is held for a moment where another query has come with its own. So the server can tell by the answers
    alone neither which query runs nor since when; memory that is shared with it says so.
    """
    with mmap.mmap(limits["shared"], SHARED) as shared:
        number, held, since, fatal = 0, bytearray(), 0.0, False

        def later(message: bytes) -> None:
            held.extend(message)
            if len(held) > CHUNK:
                now()

        def now() -> None:
            send(bytes(held))
            held.clear()

        while not fatal and (asked := source.next()) is not None:
            number += 1
            at = time.monotonic()
            BEGUN.pack_into(shared, 0, number, at)
            since = since if held else at
            after, until = SKIPPED.unpack_from(shared, BEGUN.size)
            if after < number <= until:
                _fault(later, "skipped", "")
            else:
                signal.setitimer(signal.ITIMER_REAL, limits["timeout"] + SPARE_SECONDS)
                fatal = _answer(store, json.loads(asked), limits["max_result"], later)
                signal.setitimer(signal.ITIMER_REAL, 0)
            if fatal or time.monotonic() - since > HOLD_SECONDS or not source.has_next():
                now()


class Inlet:
    """The queries that come, one by one."""

    def __init__(self, number: int) -> None:
        self.number, self.data = number, b""

    def has_next(self) -> bool:
        """Whether the whole of another has come already."""
        return len(self.data) >= HEAD.size and len(self.data) >= HEAD.size + HEAD.unpack_from(self.data)[1]

    def next(self) -> bytes | None:
        """The next one, once it is there; None where no more will come."""
        while not self.has_next():
            more = os.read(self.number, CHUNK)
            if not more:
                return None
            self.data += more
        code, size = HEAD.unpack_from(self.data)
        end = HEAD.size + size
        body, self.data = self.data[HEAD.size : end], self.data[end:]
        return body if code == ASK else None


def _pipes() -> tuple[Inlet, Callable[[bytes], None]]:
    """Standard input, and a way to what was standard output; nothing else that is printed comes between frames."""
    number = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def send(message: bytes) -> None:
        view = memoryview(message)
        while view:
            view = view[os.write(number, view) :]

    return Inlet(0), send


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


def _opened(path: Path, identity: str, held: int) -> Store:
    """The store, if it is the one that is meant: a build may put another in its place at any moment."""
    store = quickest(path, held) if path.is_dir() else load_file(path)
    if identity_of(path) != identity:
        raise GraphError("the graph was built anew meanwhile")
    return store


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
        outlet = Outlet(send, most)
        _write(result, name, outlet)
        outlet.pass_on(frame(END, form.encode()))
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
