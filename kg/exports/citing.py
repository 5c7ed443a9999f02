"""How the project is cited: `CITATION.cff`, of the Citation File Format 1.2.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.model.records import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.description import Author, Description

MESSAGE = "If you use these data, please cite them as below."


def citation_cff(description: Description) -> str:
    """The file, as YAML; raises GraphError where the project has no title or no author, which it cannot be without."""
    for name, said in (("title", description.title), ("authors", description.authors)):
        if not said:
            raise GraphError(f"the project has no {name} to be cited by; write them into project.yaml and build again")
    return "".join(f"{line}\n" for line in _lines(description))


def _lines(description: Description) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {_text(MESSAGE)}"
    yield "type: dataset"
    yield f"title: {_text(description.title)}"
    yield "authors:"
    for author in description.authors:
        yield from _author(author)
    if description.version:
        yield f"version: {_text(description.version)}"
    if ":" in description.licence:
        yield f"license-url: {_text(description.licence)}"
    elif description.licence:
        yield f"license: {_text(description.licence)}"


def _author(author: Author) -> Iterator[str]:
    family, given = author.parts
    said = [("family-names", family), ("given-names", given), ("orcid", author.iri)]
    for index, (name, text) in enumerate((name, text) for name, text in said if text):
        yield f"  {'-' if index == 0 else ' '} {name}: {_text(text)}"


def _text(text: str) -> str:
    """A text in double quotation marks, which YAML has as JSON has it."""
    return json.dumps(text, ensure_ascii=False)
