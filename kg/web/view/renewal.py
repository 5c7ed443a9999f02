"""A view that is served renews itself when another build takes the place of its own (`templates/served.js`).

A page that lies on a disk cannot ask whether it has changed, and one that is published shall not. So a page as it is
built has nothing in it that asks, and its policy would not let it; a server puts the script in, and lets it.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from kg.web.inline import policy_hash, text_of

SCRIPT = "served.js"
POLICY, AFTER_POLICY = "content=\"default-src 'none'; script-src ", '<meta name="viewport"'


def renewing(head: bytes, tag: str) -> bytes:
    """The first bytes of a view whose page asks its server whether it still has the entity tag that it has now.

    What does not begin as a view does stays as it is.
    """
    policy, after = POLICY.encode(), AFTER_POLICY.encode()
    if not 0 < head.find(policy) < head.find(after):
        return head
    script = _script()
    allowed = f"content=\"default-src 'none'; connect-src 'self'; script-src '{policy_hash(script)}' "
    element = f'<script data-etag="{escape(tag)}">{script}</script>\n'
    return head.replace(policy, allowed.encode(), 1).replace(after, element.encode() + after, 1)


@cache
def _script() -> str:
    return text_of(files("kg.web") / "templates" / SCRIPT)
