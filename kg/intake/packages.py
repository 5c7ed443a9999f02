"""Archives of ZIP that documents are: read within bounds, by the names of their parts alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from kg.intake.document import UnreadableInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a damaged, locked or unusual archive makes the library raise.
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
MOST_PARTS = 5_000
MOST_BYTES = 60_000_000
MOST_OF_A_PART = 40_000_000


class Package:
    """The parts of a document; nothing is ever unpacked to a file, so that no name leads anywhere."""

    def __init__(self, content: bytes, what: str) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
            self.names = [info.filename for info in self.archive.infolist()]
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableInputError("add-unreadable", f"it is damaged, or no {what}: {error}") from None
        if len(self.names) > MOST_PARTS:
            raise UnreadableInputError("add-bounds", f"{len(self.names):,} parts, more than {MOST_PARTS:,}")
        self.what = what
        self.read_bytes = 0

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def part(self, name: str) -> bytes:
        """The bytes of a part; raises UnreadableInputError where it is not there, damaged, or beyond the bounds.

        What the archive says of its size is not believed: reading stops where the bound is.
        """
        try:
            with self.archive.open(name) as opened:
                content = opened.read(MOST_OF_A_PART + 1)
        except KeyError:
            raise UnreadableInputError("add-unreadable", f"it is no {self.what}: it has no {name}") from None
        except DAMAGED as error:
            raise UnreadableInputError("add-unreadable", f"its part {name} is damaged or locked: {error}") from None
        self.read_bytes += len(content)
        if len(content) > MOST_OF_A_PART or self.read_bytes > MOST_BYTES:
            raise UnreadableInputError("add-bounds", f"its parts have over {MOST_BYTES:,} bytes once they are unpacked")
        return content

    def matching(self, begin: str, end: str) -> Iterator[str]:
        """The names of parts that begin and end so, in their order."""
        return (name for name in sorted(self.names) if name.startswith(begin) and name.endswith(end))
