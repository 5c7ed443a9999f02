"""A server whose answer never comes to its end."""

from __future__ import annotations

import select
import socket
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def dripping():
    """The port of a server that sends one header byte by byte, each in time for a socket, until it is left."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not select.select([], [], [connection], 0.01)[2]:
                    connection.sendall(b"X")

        sending = Thread(target=drip)
        sending.start()
        yield server.getsockname()[1]
        sending.join(10)
        assert not sending.is_alive()
