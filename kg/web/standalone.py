"""Pages that are one file each, without a script and without a request: their templates, their style, words in them."""

from __future__ import annotations

from importlib.resources import files

from kg.model.findings import printable
from kg.model.wording import clipped, isolated
from kg.web.inline import text_of


def standalone(name: str, style: str, **values: object) -> str:
    """The template of a name, filled; what stands in it is escaped, but for the style."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only pages need it

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
    )
    source = text_of(files("kg.web") / "templates" / f"{name}.html.j2")
    return environment.from_string(source).render(style=style, **values)


def on_a_line(text: str, length: int | None = None) -> str:
    """Words on one line, cut if they are longer than `length`, that steer neither the page nor its order."""
    line = " ".join(text.split())
    return isolated(printable(line if length is None else clipped(line, length)))
