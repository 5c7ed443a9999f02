"""The characters of a text: what nobody sees is taken out and told, ligatures are mended, odd letters shown."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.look_alikes import intruders, named, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# As XML and terminals refuse them, and what no text has on purpose.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\ufff9-\ufffb]")
# What steers the direction of others, and what has no width; what joins letters (U+200C, U+200D) is spelling.
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u061c]")
UNSEEN = re.compile("[\u200b\u2060-\u2064\ufeff\u180e\u115f\u1160\u3164\U000e0000-\U000e007f]")
MARKS = re.compile("[\u200e\u200f]")
SOFT = re.compile("\u00ad")
LIGATURE = re.compile("[\ufb00-\ufb06]")
WORD = re.compile(r"[\w\ufb00-\ufb06’'-]+")
SPELT = {"\ufb05": "st"}
MOST_ODD = 8


@dataclass
class Cleaning:
    """Lines of one document, cleaned one after the other; what was taken out and mended on the way is counted."""

    removed: Counter[str] = field(default_factory=Counter)
    mended: dict[str, str] = field(default_factory=dict)

    def line(self, text: str) -> str:
        """A line in one line: white space folded, without what nobody sees, ligatures as letters."""
        if text.isascii() and text.isprintable():
            return " ".join(text.split())
        text = SOFT.sub("", CONTROLS.sub(self._remove, text.replace("\t", " ")))
        for pattern in (STEERING, UNSEEN):
            text = pattern.sub(self._remove, text)
        # Marks of direction are spelling where letters run from right to left, and else hide something.
        if not any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text):
            text = MARKS.sub(self._remove, text)
        if LIGATURE.search(text):
            text = WORD.sub(self._mend, text)
        return " ".join(text.split())

    def hidden(self) -> Iterator[str]:
        """What was taken out, in words."""
        for character, count in sorted(self.removed.items()):
            yield f"{named(character)}, {count} time{'' if count == 1 else 's'}"

    def _remove(self, match: re.Match[str]) -> str:
        c = match[0]
        # White space of other systems and page feeds stand between words.
        if c in "\x0b\x0c\x1c\x1d\x1e\x1f\x85":
            return " "
        self.removed[c] += 1
        return ""

    def _mend(self, match: re.Match[str]) -> str:
        word = LIGATURE.sub(lambda m: SPELT.get(m[0], unicodedata.normalize("NFKC", m[0])), match[0])
        if word != match[0]:
            self.mended[match[0]] = word
        return word


def odd_letters(lines: Iterable[str]) -> Iterator[str]:
    """Words with a letter of another script that looks like one of theirs, as messages, a few at most."""
    said: set[str] = set()
    for line in lines:
        if line.isascii():
            continue
        for intruder in intruders(line):
            start = max(line.rfind(" ", 0, intruder.place) + 1, 0)
            word = line[start:].split(" ")[0].strip("“”\"'’.,;:()")
            if word not in said and len(said) < MOST_ODD:
                said.add(word)
                script = script_of(intruder.letter).capitalize()
                like = intruder.looks_like
                yield f"{word!r} has the {script} letter {named(intruder.letter)}, which looks like {like!r}"
