"""Where one text stands in another, found by its parts where much is looked for in a long one."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A text is read from end to end so often before its parts are noted, which takes about as long.
MOST_READ = 64
# How many characters a part has, and of how many one place may cost as much to look at.
PART, DEAR = 4, 256


def starts(text: str, wanted: str) -> Iterator[int]:
    """Every position of one text in another, overlapping ones too, found as they are asked for."""
    position = text.find(wanted)
    while position >= 0:
        yield position
        position = text.find(wanted, position + 1)


class Searched:
    """A text in which much is looked for.

    It is cut into parts of four characters, and where each of them stands is noted. What is looked for has whole parts
    of the text in it wherever it stands, so that only places are looked at where one of its parts is, of four that
    begin one character apart the rarest of each. Many texts are so found in the time that it takes to read them and
    not each in that of reading the whole. What is shorter than seven characters, or made of parts that stand nearly
    everywhere, is looked for from end to end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked = 0
        # The last place of each part, as the number of parts before it; for each place the one before it of the same
        # part, or -1, and how many there are up to it.
        self._last: dict[str, int] = {}
        self._before, self._number = array("i"), array("i")

    def starts(self, wanted: str) -> Iterator[int]:
        """Every position of a text, overlapping ones too, in their order."""
        self._asked += 1
        if self._asked <= MOST_READ or len(wanted) < 2 * PART - 1:
            return starts(self.text, wanted)
        if not self._last:
            self._note_parts()
        chosen = [self._rarest(wanted, shift) for shift in range(PART)]
        if sum(number for number, _ in chosen) * DEAR > len(self.text):
            return starts(self.text, wanted)
        places = (place for number, at in chosen if number for place in self._places(wanted, at))
        return iter(sorted(place for place in places if place >= 0 and self.text.startswith(wanted, place)))

    def _note_parts(self) -> None:
        text, last = self.text, self._last
        for number in range(len(text) // PART):
            part = text[number * PART : (number + 1) * PART]
            before = last.get(part, -1)
            self._before.append(before)
            self._number.append(self._number[before] + 1 if before >= 0 else 1)
            last[part] = number

    def _rarest(self, wanted: str, shift: int) -> tuple[int, int]:
        """How often the rarest of the parts stands that begin there and every four characters on, and its offset."""
        return min((self._times(wanted[at : at + PART]), at) for at in range(shift, len(wanted) - PART + 1, PART))

    def _times(self, part: str) -> int:
        last = self._last.get(part)
        return 0 if last is None else self._number[last]

    def _places(self, wanted: str, at: int) -> Iterator[int]:
        """Where a text would begin for its part at an offset to be at a place of it."""
        place = self._last[wanted[at : at + PART]]
        while place >= 0:
            yield place * PART - at
            place = self._before[place]
