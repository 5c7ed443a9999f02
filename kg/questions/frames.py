"""What is found, as a frame: a tuple of records, or an answer in several parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kg.model.frames import Frames
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
# What an answer has of the project that was asked, and is no part of what was found.
OF_PROJECT = frozenset({"tabulate", "label_of"})
# So many of the records stand in their text.
FIRST = 5


class Records(tuple[T, ...], Frames, Generic[T]):  # noqa: SLOT001 - a tuple that has more than its items can have no slots
    """A tuple of what was found, in its order, also to be had as a frame; `label_of` gives the label of a slug."""

    table_of: Callable[[tuple[T, ...]], Table]
    label_of: Callable[[str], str]

    def __new__(
        cls, records: Iterable[T], tabulate: Callable[[tuple[T, ...]], Table], label_of: Callable[[str], str] = str
    ) -> Records[T]:
        """Records with what makes a table of some of them, if one is asked for, and what gives the label of a slug."""
        self = super().__new__(cls, records)
        self.table_of, self.label_of = tabulate, label_of
        return self

    def __repr__(self) -> str:
        """The first of them, and how many there are."""
        lines = [*map(repr, self[:FIRST]), *(["…"] if len(self) > FIRST else [])]
        return f"{len(self)} records" + "".join(f"\n  {line}" for line in lines)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets a plain tuple."""
        return tuple, (tuple(self),)

    def table(self) -> Table:
        """The rows under their columns, as in the CSV."""
        return self.table_of(tuple(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated(Frames):
    """An answer in several parts, whose table is that of its command; it has one where it was asked of a project.

    `label_of` gives the label of a slug, or the slug itself where this was not asked of a project.
    """

    tabulate: Callable[[Any], Table] | None = field(default=None, repr=False, compare=False)
    label_of: Callable[[str], str] = field(default=str, repr=False, compare=False)

    def table(self) -> Table:
        """The rows under their columns, as in the CSV; raises ValueError where this was not asked of a project."""
        if self.tabulate is None:
            raise ValueError("only what is asked of a project has a table")
        return self.tabulate(self)
