"""The codebook: every scale with its definitions, examples and numbers, as one page."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.model.signs import COLUMNS, SIGNS, said
from kg.model.vocabulary import collation
from kg.sources import key_list

if TYPE_CHECKING:
    from markupsafe import Markup

    from kg.model.vocabulary import Vocabulary

SCALES = (
    ("StanceType", "Stance types", "Where a stance stands from -1 (opposes) to 1 (supports); a mutual one is of both.",
     "position"),
    ("EventType", "Event types", "PLOVER types with their Goldstein value, from -10 (conflict) to 10 (cooperation).",
     "Goldstein"),
    ("Status", "Statuses of events", "Whether an event has come about.", ""),
    ("Effect", "Effects of leverage", "How leverage moves the one over whom it is held.", ""),
    ("Strength", "Strengths of leverage", "How strong leverage is said to be.", "strength"),
    ("Mode", "Modes", "In which way a claim is made; only reported claims count in the headline tension.", ""),
    ("Polarity", "Polarities", "Whether a claim affirms or denies.", ""),
    ("Certainty", "Certainties", "How committed the claimant is; the number holds where a hedge has no interval.",
     "probability"),
    ("Likelihood", "Words of likelihood", "ICD 203: words of likelihood and the interval each stands for.", "interval"),
    ("Resolution", "Resolutions of forecasts", "What became of a forecast.", ""),
    ("Reliability", "Reliabilities of sources", "Letters of the Admiralty code; the number is the weight.", "weight"),
    ("Credibility", "Credibilities of information", "Digits of the Admiralty code.", ""),
)  # fmt: skip


# The scales whose terms are listed by the words of articles.
INDEXED = ("StanceType", "EventType")


def words_of_articles(vocabulary: Vocabulary) -> list[tuple[str, list[tuple[str, str]]]]:
    """The words of articles in the order of lists, each with the terms for it: the kind of content and the notation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for class_name in INDEXED:
        kind = class_name.removesuffix("Type").lower()
        for term in vocabulary.terms(class_name).values():
            # The labels of stances are words of articles as well; those of events are names of their types.
            own = (term.label,) if class_name == "StanceType" else ()
            for words in (*own, *term.alternatives):
                found.setdefault(words, []).append((kind, term.notation))
    return sorted(found.items(), key=lambda entry: collation(entry[0]))


def _with_code(text: str) -> Markup:
    """A text in which what stands between backquotes is code."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with jinja2

    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def codebook(vocabulary: Vocabulary) -> str:
    """The page as HTML: one file, no script, no request."""
    from jinja2 import Environment  # noqa: PLC0415 - only pages need it

    folder = files("kg.web") / "templates"
    style = (folder / "codebook.css").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["code"] = _with_code
    template = environment.from_string((folder / "codebook.html.j2").read_text(encoding="utf-8"))
    scales = [
        {
            "title": title,
            "lead": lead,
            "number": number,
            "sign": said(number.lower()) if number.lower() in SIGNS else "",
            "terms": list(vocabulary.terms(class_name).values()),
            "kind": class_name.removesuffix("Type").lower() if class_name in INDEXED else "",
        }
        for class_name, title, lead, number in SCALES
    ]
    signs = [(SIGNS[kind], [column for column in COLUMNS if COLUMNS[column] == kind]) for kind in SIGNS]
    entries = [(name, key_list.meaning(name), key_list.keys(name)) for name in key_list.ENTRIES]
    at = {class_name: f"scale-{number}" for number, (class_name, *_) in enumerate(SCALES, 1)}
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    words = words_of_articles(vocabulary)
    return template.render(
        scales=scales, words=words, signs=signs, entries=entries, at=at, style=style, style_hash=digest
    )
