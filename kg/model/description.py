"""What a project says of itself: title, authors, licence, language, version, and how much of the texts it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx])/?")
# The form of an identifier of SPDX (its specification, annex D), LicenseRef-… included.
SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
SPDX_LICENCES = "https://spdx.org/licenses/"
# Licences of data and texts, by which one that is misspelt is told; any other identifier is taken as it is.
USUAL_LICENCES = (
    "0BSD", "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5",
    "CC-BY-3.0", "CC-BY-3.0-IGO", "CC-BY-4.0", "CC-BY-NC-3.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "CDLA-Permissive-2.0",
    "DL-DE-BY-2.0", "EUPL-1.2", "GPL-2.0-or-later", "GPL-3.0-or-later", "MIT", "MPL-2.0", "ODC-By-1.0", "ODbL-1.0",
    "OGL-UK-3.0", "PDDL-1.0", "Unlicense", "etalab-2.0",
)  # fmt: skip
CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a project: the name as it is cited, and the ORCID iD with hyphens, or nothing."""

    name: str
    orcid: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        """The family name and the given ones: split at a comma, else before the last word."""
        family, comma, given = self.name.partition(",")
        if comma:
            return family.strip(), given.strip()
        first, _, last = self.name.rpartition(" ")
        return last, first

    @property
    def iri(self) -> str:
        """The address of the ORCID iD, or nothing."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True, slots=True)
class Description:
    """What `project.yaml` says; everything is empty where it says nothing.

    `licence` is an identifier of SPDX or an IRI, `language` the tag of BCP 47 of labels, aliases and definitions for
    which none is stated. `texts` is "quotes" where outputs are to have quotes with up to `context` characters on either
    side in place of whole texts.
    """

    title: str = ""
    authors: tuple[Author, ...] = ()
    licence: str = ""
    language: str = ""
    version: str = ""
    texts: Literal["whole", "quotes"] = "whole"
    context: int = CONTEXT

    @property
    def licence_iri(self) -> str:
        """The address of the licence, or nothing."""
        if not self.licence or ":" in self.licence:
            return self.licence
        return SPDX_LICENCES + self.licence

    def around(self, *, quotes_only: bool = False) -> int | None:
        """How many characters may stand on either side of a quote; None where texts are whole."""
        return self.context if quotes_only or self.texts == "quotes" else None

    def summary(self) -> dict[str, object]:
        """What is said, as `build.json` has it, without what is not."""
        authors = [{"name": a.name} | ({"orcid": a.orcid} if a.orcid else {}) for a in self.authors]
        said = {"title": self.title, "authors": authors, "licence": self.licence, "language": self.language}
        return {name: value for name, value in (said | {"version": self.version}).items() if value}


NOT_DESCRIBED = Description()


def orcid_of(text: str) -> str:
    """An ORCID iD in its usual form, with hyphens; nothing if it is none or its check digit is wrong."""
    match = ORCID.fullmatch(text.strip())
    if match is None:
        return ""
    digits = match[1].replace("-", "").upper()
    if digits[-1] != check_digit(digits[:-1]):
        return ""
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


def check_digit(digits: str) -> str:
    """The last sign of an ORCID iD by the fifteen digits before it (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - one sign must stand for ten
