"""In which language a text is: what its file says and what the words look like."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.intake.calendar import LANGUAGES
from kg.model.languages import NAMES, canonical_tag, is_tag, tag_meant

SHORTEST = 60
LONGEST = 20_000
# Scripts that one language alone, or hardly another, is written in.
SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0590-\u05ff]"), "he"),
)


def language_of(stated: str, text: str) -> str:
    """The tag of a text's language: what was detected where that is sure, else what is stated; or nothing.

    A tag that is stated adds its script where the language is the same (zh-Hant); countries are left off, since the
    quotes of an article are in a language and not in a country's variety of it.
    """
    said = _tag(stated)
    seen = detected(text)
    if not seen:
        return said
    return said if said.split("-")[0] == seen else seen


def detected(text: str) -> str:
    """The language that the words are of, ISO 639-1, or nothing for a short or unclear text."""
    sample = text[:LONGEST]
    letters = sum(c.isalpha() for c in sample)
    for pattern, language in SCRIPTS:
        if letters and len(pattern.findall(sample)) > letters * 0.2:
            return language
    if letters < SHORTEST:
        return ""
    language, probability = identifier().classify(sample)
    return str(language) if probability >= 0.9 else ""  # noqa: PLR2004 - a normalised probability


@cache
def identifier() -> Any:
    """What tells languages; its model is unpacked through a temporary file, so it is to be had before nothing may."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow, and only intake needs it

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def tag_named(text: str) -> str:
    """The tag that is meant by a text that is none: en-US for en_US, de for deutsch or German; or nothing."""
    return tag_meant(text) or _by_name().get(text.strip().casefold(), "")


@cache
def _by_name() -> dict[str, str]:
    """Tags of two letters by their names in the languages whose months are known, and in their own."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - few need it

    found: dict[str, str] = {}
    for language in dict.fromkeys((*LANGUAGES, *NAMES)):
        try:
            names = Locale(language).languages
        except UnknownLocaleError:
            continue
        for tag in NAMES if language in LANGUAGES else (language,):
            if name := names.get(tag):
                found.setdefault(name.casefold(), tag)
    return found


def _tag(stated: str) -> str:
    stated = stated.strip().replace("_", "-")
    if not is_tag(stated):
        stated = tag_meant(stated) or ""
    if not stated:
        return ""
    parts = canonical_tag(stated).split("-")
    script = [part for part in parts[1:2] if len(part) == len("Hant")]
    return "-".join([parts[0], *script])
