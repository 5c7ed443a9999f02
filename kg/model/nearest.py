"""Which of some names is most like a word that is none of them."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LIKE = 0.6
# Longer words are no slips of names.
LONGEST = 200
# Among so many names every one is compared. Of more only those are that share the rarest three letters with the
# word, such as no more have than `MOST_SHARING`: so no word costs more than another.
MANY = 200
RAREST = 8
MOST_SHARING = 200
COMPARED = 12


def nearest(word: str, known: Iterable[str]) -> str:
    """The word of `known` most like this one, whatever their case, or nothing if none is like it.

    Among over `MANY` it may be missed if it shares only common letters with the word.
    """
    wanted = word.casefold()
    if len(wanted) > LONGEST:
        return ""
    names = _names(tuple(known))
    near = difflib.get_close_matches(wanted, names.alike(wanted), n=1, cutoff=LIKE)
    return names.folded[near[0]] if near else ""


class _Names:
    """Names by themselves in lower case, and by every three letters in them where they are many."""

    def __init__(self, known: Iterable[str]) -> None:
        self.folded: dict[str, str] = {}
        for name in known:
            self.folded.setdefault(name.casefold(), name)
        self.sharing: dict[str, list[str]] = {}
        if len(self.folded) > MANY:
            for name in sorted(name for name in self.folded if len(name) <= LONGEST):
                for three in _threes(name):
                    self.sharing.setdefault(three, []).append(name)

    def alike(self, word: str) -> Iterable[str]:
        """The names with which a word is compared."""
        if not self.sharing:
            return self.folded
        rarest = sorted((three for three in _threes(word) if three in self.sharing), key=self._rarity)[:RAREST]
        # What many share says little, and where only some of them are taken would say something wrong.
        telling = [three for three in rarest if len(self.sharing[three]) <= MOST_SHARING] or rarest[:1]
        shared = Counter(name for three in telling for name in self.sharing[three][:MOST_SHARING])
        return heapq.nsmallest(COMPARED, shared, key=lambda name: (-shared[name], abs(len(name) - len(word)), name))

    def _rarity(self, three: str) -> tuple[int, str]:
        return len(self.sharing[three]), three


@lru_cache(maxsize=8)
def _names(known: tuple[str, ...]) -> _Names:
    return _Names(known)


def _threes(word: str) -> Mapping[str, None]:
    """Every three letters that follow each other in a word, its ends among them, each once."""
    bounded = f"^{word}$"
    return dict.fromkeys(bounded[index : index + 3] for index in range(max(len(bounded) - 2, 1)))
