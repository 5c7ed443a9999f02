"""Connections that do not wait for ever: for a head, for the rest of a body, for somebody to read.

And that send the head of an answer together with what comes after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

    from kg.server.settings import Settings

LARGEST_HEAD = 128 * 1024
MOST_DISCARDED = 16 * 1024 * 1024
# The part of the connections that idle ones may take.
ROOM = 0.75
HEAD_BEGINS, HEAD_LENGTH, HEAD_ENDS = b"HTTP/1.1 ", b"\r\ncontent-length: ", b"\r\n\r\n"


class Joined:
    """A transport that holds the head of an answer until what comes after it: each piece costs a call of the system.

    Held are heads that say how long the answer is, since what does not may come in its own time.
    """

    __slots__ = ("head", "transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport, self.head = transport, b""

    def write(self, data: bytes) -> None:
        """Send a piece, with the head that is held; or hold it."""
        if self.head:
            head, self.head = self.head, b""
            self.transport.writelines((head, data) if data else (head,))
        elif data.startswith(HEAD_BEGINS) and data.endswith(HEAD_ENDS) and HEAD_LENGTH in data:
            self.head = data
        else:
            self.transport.write(data)

    def flush(self) -> None:
        """Send what is held."""
        if self.head:
            self.write(b"")

    def close(self) -> None:
        """Close it once everything has been sent."""
        self.flush()
        self.transport.close()

    def is_closing(self) -> bool:
        """Whether it is being closed."""
        return self.transport.is_closing()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Bounds:
    """What is laid over uvicorn's protocol, which waits without end for heads and readers; here they are cut off."""

    settings: Settings

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        """Wait for a head from now on."""
        super().connection_made(Joined(transport))  # type: ignore[misc] # of uvicorn's class
        self.spare_bytes = 0
        self.cut: asyncio.TimerHandle | None = None
        self.unread: asyncio.TimerHandle | None = None
        self.quiet_since = self.loop.time()
        self._expect_head()
        self._make_room()

    def _make_room(self: Any) -> None:
        """Where connections run out, close the one that has been idle for longest, so that they keep nobody out."""
        if len(self.connections) > self.settings.connections * ROOM:
            idle = [each for each in self.connections if each.is_idle() and each is not self]
            if idle:
                min(idle, key=lambda each: each.quiet_since).transport.abort()

    def is_idle(self: Any) -> bool:
        """Whether no request is being answered here, though a part of one may have come."""
        return self.cycle is None or self.cycle.response_complete

    def connection_lost(self: Any, exc: Exception | None) -> None:
        """Wait no more."""
        self._expect_nothing()
        self.resume_writing()
        super().connection_lost(exc)  # type: ignore[misc] # of uvicorn's class

    def data_received(self: Any, data: bytes) -> None:
        """Hand on what comes, and see whether it ever makes a request."""
        super().data_received(data)  # type: ignore[misc] # of uvicorn's class
        if not self.is_idle():
            self.quiet_since = self.loop.time()
        if self.cycle is not None and not self.cycle.response_complete:
            self._expect_nothing()
            self.spare_bytes = 0
            return
        # A head that is not yet whole, or the rest of a body whose request has been answered.
        self._expect_head()
        self.spare_bytes += len(data)
        if self.cycle is None and self.spare_bytes > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large", b"the head is too large; send queries by POST\n")
        elif self.spare_bytes > MOST_DISCARDED:
            self.transport.abort()

    def on_response_complete(self: Any) -> None:
        """Send what is held: an answer may be a head alone."""
        self.transport.flush()
        super().on_response_complete()  # type: ignore[misc] # of uvicorn's class

    def pause_writing(self: Any) -> None:
        """Wait for the client to read what is sent; where it does not, what is left of the answer is not sent."""
        super().pause_writing()  # type: ignore[misc] # of uvicorn's class
        self.unread = self.loop.call_later(self.settings.patience, self.transport.abort)

    def resume_writing(self: Any) -> None:
        """Send more: the client has read."""
        if self.unread is not None:
            self.unread.cancel()
            self.unread = None
        super().resume_writing()  # type: ignore[misc] # of uvicorn's class

    def timeout_keep_alive_handler(self: Any) -> None:
        """Close an idle connection, unless the last answer has not been read to its end; then in a while."""
        if not self.transport.get_write_buffer_size():
            super().timeout_keep_alive_handler()  # type: ignore[misc] # of uvicorn's class
        elif self.cut is None:
            self.cut = self.loop.call_later(self.settings.patience, self.transport.abort)

    def _expect_head(self: Any) -> None:
        if self.cut is None:
            self.cut = self.loop.call_later(self.settings.patience, self._give_up)

    def _expect_nothing(self: Any) -> None:
        if self.cut is not None:
            self.cut.cancel()
            self.cut = None

    def _give_up(self: Any) -> None:
        if self.cycle is None and self.spare_bytes:
            self._refuse(b"408 Request Timeout", b"the head of the request did not come in time\n")
        self.transport.close() if self.cycle is None else self.transport.abort()

    def _refuse(self: Any, status: bytes, body: bytes) -> None:
        if not self.transport.is_closing():
            length = str(len(body)).encode()
            head = b"HTTP/1.1 %b\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %b\r\n" % (
                status,
                length,
            )
            self.transport.write(head + b"connection: close\r\n\r\n" + body)
            self.transport.close()


def protocol_class(settings: Settings) -> type[asyncio.Protocol]:
    """uvicorn's protocol, by httptools where it is installed, with our bounds."""  # noqa: D403 - its name
    base: Any
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as base  # noqa: N813, PLC0415
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol as base  # noqa: N813, PLC0415
    return type("Bounded", (Bounds, base), {"settings": settings})
