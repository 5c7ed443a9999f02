"""Whether a text that is added repeats an article of the project, and with which passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.dates import DateError, span
from kg.sources.originals import head_of

if TYPE_CHECKING:
    from datetime import date

    from kg.intake.archive import Archive, Held
    from kg.sources.copies import Resemblance, TextIndex


@dataclass(frozen=True, slots=True)
class Repetition:
    """That a text repeats an article of the project, or may.

    `share` is that of the shorter text which stands in the other, from 0 to 1. `passages` are the ranges of the new
    text as `copy-of` has them, and empty where a person is to say which of both is the original, or whether it is one.
    """

    original: str
    share: float
    passages: tuple[str, ...] = ()
    later: bool = False

    @property
    def certain(self) -> bool:
        """Whether the head of the new article says so."""
        return bool(self.passages)

    @property
    def words(self) -> str:
        """What is known of it, as a sentence without its beginning."""
        share = f"{self.share:.0%}".replace("%", " %")
        what = f"{self.original!r} ({share} of the shorter text stands in the other)"
        if self.later:
            return f"shares its text with {what}, which was published later and may be the copy"
        return f"{'repeats' if self.certain else 'may repeat'} {what}"


@dataclass
class Repetitions:
    """Compares texts that are added with the articles of a project, and with those added before them."""

    archive: Archive
    _index: TextIndex | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    def of(self, new: Held) -> Repetition | None:
        """The article that a new one repeats, the one of which it has most; nothing where it repeats none.

        What is written anew is not compared with what it was before.
        """
        if not self.archive.held.keys() - {new.slug}:
            return None
        index = self._indexed()
        alike = [each for each in index.resembling(new.text, new.passages) if each.original != new.slug]
        if not alike:
            return None
        best = min(alike, key=lambda each: (not each.certain, -each.shared, bool(self._held(each).copy_of)))
        if not best.certain:
            return Repetition(best.original, best.containment)
        if _earlier(new, self._held(best)):
            return Repetition(best.original, best.containment, later=True)
        copied = index.copied(new.text, best.original, new.passages)
        return Repetition(best.original, best.containment, tuple(head_of(best.original, copied)["passages"]))

    def _held(self, alike: Resemblance) -> Held:
        return self.archive.held[alike.original]

    def _indexed(self) -> TextIndex:
        """The index of the articles so far; what has another text than before is no longer in it."""
        from kg.sources.copies import TextIndex  # noqa: PLC0415 - needs numpy, and a first article none of it

        new = [held for held in self.archive.held.values() if self._texts.get(held.slug) is not held.text]
        if self._index is None or any(held.slug in self._texts for held in new):
            self._index, new = TextIndex(), list(self.archive.held.values())
        self._texts |= {held.slug: held.text for held in new}
        if len(new) == 1:
            self._index.add(new[0].slug, new[0].text, new[0].passages)
        elif new:
            self._index.add_all((held.slug, held.text, held.passages) for held in new)
        return self._index


def _earlier(one: Held, other: Held) -> bool:
    """Whether one was published before the other for certain."""
    ours, theirs = _days(one)[1], _days(other)[0]
    return ours is not None and theirs is not None and ours < theirs


def _days(held: Held) -> tuple[date | None, date | None]:
    """The first and the last day that the date of an article may mean."""
    try:
        days = span(held.published)
    except DateError:
        return None, None
    return days.earliest, days.latest
