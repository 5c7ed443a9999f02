"""Answers that were given lately, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

SHARE = 16
OVERHEAD = 512


class Cache:
    """The least lately asked for goes first; an answer of more than a sixteenth of the room is not kept.

    A key names the dataset by its hash, and a dataset does not change under a hash, so nothing here grows old.
    """

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self.kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def get(self, key: Hashable) -> object | None:
        """What is kept under a key, or None."""
        found = self.kept.get(key)
        if found is None:
            return None
        self.kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: object, size: int) -> None:
        """Keep a value of about `size` bytes, unless it is too large."""
        size += OVERHEAD
        if size > self.room // SHARE:
            return
        if key in self.kept:
            self.used -= self.kept.pop(key)[1]
        self.kept[key] = (value, size)
        self.used += size
        while self.used > self.room:
            self.used -= self.kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        self.kept.clear()
        self.used = 0
