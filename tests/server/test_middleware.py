"""What every request passes, where something of ours fails."""

from __future__ import annotations

import asyncio

import pytest

from kg.server.middleware import Outermost
from kg.server.settings import Settings


async def failing(scope, receive, send):
    """A mistake of ours, before anything is sent; or after, where the path says so."""
    if scope["path"] == "/late":
        await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ZeroDivisionError("secret")


@pytest.mark.parametrize(("path", "status"), [("/soon", 500), ("/late", 200)])
def test_a_mistake_of_ours_is_told_once_and_without_details(tmp_path, path, status, caplog):
    sent = []

    async def send(message):
        sent.append(message)

    async def ask():
        await Outermost(failing, Settings(root=tmp_path, out=tmp_path))(
            {"type": "http", "method": "GET", "path": path, "headers": []}, None, send
        )

    asyncio.run(ask())
    starts = [message for message in sent if message["type"] == "http.response.start"]
    assert [start["status"] for start in starts] == [status]
    assert dict(starts[0]["headers"])[b"x-content-type-options"] == b"nosniff"
    assert b"secret" not in b"".join(message.get("body", b"") for message in sent)
    assert "internal error: ZeroDivisionError: secret" in caplog.text
