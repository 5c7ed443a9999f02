"""Connections that end when time is up, since the timeout of a socket starts again with every byte that arrives."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Current(threading.local):
    """The connections that this thread's query uses."""

    def __init__(self) -> None:
        self.used: list[HTTPConnection] = []


_current = _Current()


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Shut the connections that this thread is using when the time is up."""
    used: list[HTTPConnection] = []
    _current.used = used

    def end() -> None:
        for connection in used:
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


class _Plain(HTTPConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        _current.used.append(self)
        super().request(*args, **kwargs)


class _Secure(HTTPSConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        _current.used.append(self)
        super().request(*args, **kwargs)


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secure


def pools(proxy: str = "") -> urllib3.PoolManager:
    """Connections straight to the hosts, or through a proxy."""
    made = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
    made.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return made
