"""How the server and its workers speak: a kind, a length, and that many bytes."""

from __future__ import annotations

import struct

HEAD = struct.Struct(">cI")
READY, ASK, KIND, DATA, END, FAULT = b"r", b"a", b"k", b"d", b"e", b"x"


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One message."""
    return HEAD.pack(kind, len(payload)) + payload
