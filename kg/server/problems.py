"""What went wrong with a request, as RFC 9457 has it: a status, a title, a detail, and nothing of our insides."""

from __future__ import annotations

import json
from html import escape
from http import HTTPStatus
from typing import Any

PROBLEM_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - the name that the standard gives it
    """A request that is not answered; `detail` names the fix, `more` are further members of the document."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        headers: dict[str, str] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.more = status, title, detail, more or {}
        self.headers = headers or {}

    def document(self) -> bytes:
        """The problem as JSON."""
        told: dict[str, Any] = {"type": "about:blank", "title": self.title, "status": self.status}
        told |= {"detail": self.detail} if self.detail else {}
        return json.dumps(told | self.more, ensure_ascii=False, indent=2).encode() + b"\n"

    def page(self) -> str:
        """The problem as the body of a page, for those who came with a browser."""
        phrase = HTTPStatus(self.status).phrase
        return f"<h1>{escape(self.title)}</h1>\n<pre>{escape(self.detail)}</pre>\n<p>{self.status} {phrase}</p>"
