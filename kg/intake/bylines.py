"""Lines of a text that say who wrote it and when, and no more: bylines, dates of publication, lives of authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.intake.calendar import DIGITS, months, weekdays

# Words of bylines beside names and dates, in the languages in which they are most often met.
FILLING = frozenset({
    "by", "von", "par", "por", "di", "da", "av", "door", "от", "text", "story", "words", "reported", "and",
    "und", "et", "y", "e", "the", "for", "in", "on", "at", "of", "le", "la", "el", "de", "del", "a", "à", "las",
    "los", "um", "staff", "writer", "writers", "reporter", "correspondent", "editor", "special", "report",
    "updated", "update", "published", "posted", "created", "last", "date", "time", "am", "pm", "a.m", "p.m",
    "uhr", "h", "veröffentlicht", "erstellt", "aktualisiert", "geändert", "stand", "publié", "mis", "mise",
    "jour", "actualizado", "publicado", "actualización", "pubblicato", "aggiornato", "опубликовано",
    "обновлено", "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet", "cest", "bst",
    "ist", "jst", "kst", "hkt", "sgt", "msk", "min", "mins", "minute", "minutes", "read", "st", "nd", "rd",
    "th", "年", "月", "日", "时间", "发布", "发表于",
})  # fmt: skip
STATED = re.compile(
    r"\b(?:published|posted|updated|created|veröffentlicht|erstellt|aktualisiert|publié|mise?\s+à\s+jour|publicado|actualizado|"
    r"pubblicato|aggiornato|опубликовано|обновлено)\b|发布|发表于|기사입력",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
PERSON = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w.'’-]*"
BYLINE = re.compile(
    rf"^\W*(?i:(?:(?:reported|written|story|text|words)\s+)?by|von|par|por|di|da|av|door|от)\s+(?:{PERSON}|and|und|et|y|e|&)"
    rf"(?:[\s,|/]+(?:{PERSON}|and|und|et|y|e|&|of|in|for|de|da|di|van|von|der|bin|al|the))*\W*$"
)
JOURNALIST = re.compile(
    r"\b(?:reporter|correspondent|journalist|columnist|staff\s+writer|freelance|editor|author\s+of|professor|fellow|researcher|analyst|"
    r"korrespondent(?:in)?|redakteur(?:in)?|journaliste?|periodista|giornalista|автор|корреспондент)",
    re.IGNORECASE,
)
DOES = (
    r"(?:is|was|covers|writes|reports|has|works|teaches|joined|serves|ist|war|schreibt|arbeitet|est|écrit|couvre|es|escribe|"
    r"cubre|è|scrive|é|escreve)"
)
LONGEST_BYLINE, LONGEST_LIFE = 120, 700
FIRST, LAST = 3, 6
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Bylines:
    """Knows bylines by what the head of an article says: who wrote and who published it."""

    authors: tuple[str, ...] = ()
    publisher: str = ""

    def has(self, line: str, number: int, of: int) -> bool:
        """Whether a line, the one of that number from 0 among so many, tells of the article's author or date alone."""
        if of - number <= LAST and self._is_life(line):
            return True
        if len(line) > LONGEST_BYLINE:
            return False
        edge = number < FIRST or of - number <= FIRST
        if edge and BYLINE.match(line) and line[-1:] not in '!?…”"':
            return True
        rest, named = self._without_names(line.translate(DIGITS))
        words = {word.casefold() for word in WORD.findall(rest)}
        dates = words & (months().keys() | weekdays())
        if words - dates - FILLING:
            return False
        return named or (bool(YEAR.search(rest)) and (number < FIRST or bool(STATED.search(line))))

    def _without_names(self, line: str) -> tuple[str, bool]:
        """A line without the names of authors and publisher, and whether it named an author."""
        rest = self._named.sub(" ", line) if self._named else line
        named = rest != line
        return (re.sub(re.escape(self.publisher), " ", rest, flags=re.IGNORECASE) if self.publisher else rest), named

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        names = sorted((name for name in self.authors if len(name) >= SHORTEST_NAME), key=len, reverse=True)
        return (
            re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.IGNORECASE) if names else None
        )

    def _is_life(self, line: str) -> bool:
        """Whether a line tells of its author in the third person, as texts end."""
        if len(line) > LONGEST_LIFE:
            return False
        if (
            self._named
            and (match := self._named.match(line))
            and re.match(rf",?\s+(?:\([^)]*\)\s+)?{DOES}\b", line[match.end() :])
        ):
            return True
        return bool(
            self.publisher
            and re.match(rf"(?:{PERSON}\s+){{2,4}}{DOES}\b", line)
            and (found := JOURNALIST.search(line[:160]))
            and self.publisher.casefold() in line[found.end() :].casefold()
        )
