"""The shell of the page, and the files that it loads."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.web.annotate.keys import KEYS
from kg.web.inline import in_house_style, safe_json, text_of

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "annotate.html.j2"
SCRIPT, STYLE = "annotate.bundle.js", "annotate.css"
# The files under /assets/ with their media types.
ASSETS = {SCRIPT: "text/javascript", STYLE: "text/css"}
# What the browser may do with the page: our script and style, and questions to the server it came from.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)


def page(title: str, csrf: str) -> str:
    """The page for the list of articles and for any article; `csrf` is what its requests carry in their header."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    keys = Markup(safe_json([asdict(key) for key in KEYS]))  # noqa: S704 - escaped by safe_json
    return _template().render(title=title, csrf=csrf, keys=keys, script=SCRIPT, style=STYLE)


def asset(name: str) -> bytes:
    """One of ASSETS; the style begins with the colours and letters of the view."""
    folder = files("kg.web") / "templates"
    if name == SCRIPT:
        return text_of(folder / SCRIPT).encode()
    return in_house_style(text_of(folder / STYLE)).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment  # noqa: PLC0415 - only pages need it

    source = text_of(files("kg.web") / "templates" / TEMPLATE)
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
