"""Which of some names is most like a word that is none of them."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter
from functools import cached_property
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


def nearest(word: str, known: Iterable[str] | Names, *, but: str = "") -> str:
    """The word of `known`, `but` for one, most like this one, whatever their case, or nothing if none is like it.

    Among over `MANY` it may be missed if it shares only common letters with the word. Whoever asks for many words among
    many gives `Names`, so that these are gone through once.
    """
    wanted = word.casefold()
    if len(wanted) > LONGEST:
        return ""
    names = known if isinstance(known, Names) else Names(known)
    others = (name for name in names.alike(wanted) if names.folded[name] != but)
    near = difflib.get_close_matches(wanted, others, n=1, cutoff=LIKE)
    return names.folded[near[0]] if near else ""


class Names:
    """Names to which many words may be near: gone through once, when the first word is asked for."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known

    @cached_property
    def folded(self) -> dict[str, str]:
        """The names by themselves in lower case, of those that are alike the first."""
        folded: dict[str, str] = {}
        for name in self._known:
            folded.setdefault(name.casefold(), name)
        return folded

    def alike(self, word: str) -> Iterable[str]:
        """The names with which a word is compared, in lower case."""
        if len(self.folded) <= MANY:
            return self.folded
        sharing = self._sharing
        rarest = sorted((three for three in _threes(word) if three in sharing), key=self._rarity)[:RAREST]
        # What many share says little, and where only some of them are taken would say something wrong.
        telling = [three for three in rarest if len(sharing[three]) <= MOST_SHARING] or rarest[:1]
        shared = Counter(name for three in telling for name in sharing[three][:MOST_SHARING])
        return heapq.nsmallest(COMPARED, shared, key=lambda name: (-shared[name], abs(len(name) - len(word)), name))

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        """The names by every three letters in them."""
        sharing: dict[str, list[str]] = {}
        for name in sorted(name for name in self.folded if len(name) <= LONGEST):
            for three in _threes(name):
                sharing.setdefault(three, []).append(name)
        return sharing

    def _rarity(self, three: str) -> tuple[int, str]:
        return len(self._sharing[three]), three


class Meanings(dict[str, str]):
    """What each name means."""

    def meant(self, word: str) -> str:
        """What a word means by itself or, if it is no name, by the name that is nearest to it; or nothing."""
        return self.get(word) or self.get(nearest(word, self._names), "")

    @cached_property
    def _names(self) -> Names:
        return Names(self)


def _threes(word: str) -> Mapping[str, None]:
    """Every three letters that follow each other in a word, its ends among them, each once."""
    bounded = f"^{word}$"
    return dict.fromkeys(bounded[index : index + 3] for index in range(max(len(bounded) - 2, 1)))
