"""What went wrong with a request, as RFC 9457 has it: a status, a title, a detail, and nothing of our insides."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException


class Problem(HTTPException):
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
        super().__init__(status, detail, headers)
        self.title, self.more = title, more or {}
