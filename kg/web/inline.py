"""What stands within a page: data in a script element, our scripts and styles, and the hashes that name them."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ESCAPED = "<>&\u2028\u2029"


def safe_json(value: object) -> str:
    """JSON that may stand in an HTML script element; raises ValueError for NaN and infinities."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in ESCAPED:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def text_of(file: Traversable) -> str:
    """A file with its line ends as line feeds, since browsers hash scripts after folding others into these."""
    return file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def in_house_style(own: str) -> str:
    """A style with the colours and letters of the view before it, as all pages have them."""
    palette = text_of(files("kg.web") / "templates" / "view.css").partition("\n\n")[0]
    return f"{palette}\n\n{own}"


def policy_hash(text: str) -> str:
    """How a policy names a script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
