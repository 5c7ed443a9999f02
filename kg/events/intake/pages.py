"""How large the pages of a Parquet file are, from their headers, before anything is unpacked.

A page of a few kilobytes may say that it unpacks to two gigabytes, as the page of a dictionary does of which each row
is one byte. Its header is a struct of Thrift's compact protocol (apache/parquet-format, parquet.thrift: PageHeader): 1
the type, 2 the bytes unpacked, 3 the bytes packed, then what is passed over here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

# What the largest pages of the columns that are read may come to at once; pages are of a megabyte with most writers.
LARGEST_PAGES = 256 * 2**20
# No header is longer; it may hold the least and the greatest value of its page.
LONGEST_HEADER = 2**20
MOST_NESTED = 8
TYPE, UNPACKED, PACKED = 1, 2, 3
OF_DICTIONARY = 2
# The kinds of values in the compact protocol.
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
INTEGERS = (4, 5, 6)
# The size of a list that follows as a number of its own; of a number each byte but the last is above these bits.
LONG, SEVEN_BITS = 15, 127


class HeaderError(ValueError):
    """What stands where a page should begin is no header of one."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What the headers of some columns' pages say.

    `largest` are the bytes that the largest pages of the columns come to together, unpacked, in the row group with the
    most; `repeating` the columns that have dictionaries, of which a row may take many times what it takes in the file.
    """

    largest: int
    repeating: frozenset[str]


def pages(file: IO[bytes], metadata: Any, columns: Collection[str]) -> Pages:
    """The pages of some columns; `metadata` is the file's as pyarrow has it. Raises HeaderError for what is no page."""
    largest, repeating = 0, set()
    for number in range(metadata.num_row_groups):
        group, together = metadata.row_group(number), 0
        for chunk in (group.column(index) for index in range(group.num_columns)):
            if (column := _column(chunk)) in columns:
                most, has_dictionary = _read(file, chunk)
                together += most
                repeating |= {column} if has_dictionary else set()
        largest = max(largest, together)
    return Pages(largest, frozenset(repeating))


def _column(chunk: Any) -> str:
    return str(chunk.path_in_schema).partition(".")[0]


def _read(file: IO[bytes], chunk: Any) -> tuple[int, bool]:
    """The bytes of the largest page of a column in a row group, unpacked, and whether it has a dictionary."""
    offsets = [chunk.data_page_offset]
    if chunk.has_dictionary_page and chunk.dictionary_page_offset:
        offsets.append(chunk.dictionary_page_offset)
    place = min(offset for offset in offsets if offset is not None)
    end, most, has_dictionary = place + chunk.total_compressed_size, 0, False
    while place < end:
        file.seek(place)
        header = _Header(file.read(min(LONGEST_HEADER, end - place)))
        kind, unpacked, packed = header.page()
        most = max(most, unpacked)
        has_dictionary |= kind == OF_DICTIONARY
        place += header.at + packed
    return most, has_dictionary


class _Header:
    """Reads one header from the bytes that begin with it; `at` is where it ends once it has been read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def page(self) -> tuple[int, int, int]:
        """The type of the page, and its bytes unpacked and packed."""
        fields = self._struct(0)
        unpacked, packed = fields.get(UNPACKED, -1), fields.get(PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise HeaderError("a page does not say how large it is")
        return fields.get(TYPE, -1), unpacked, packed

    def _struct(self, depth: int) -> dict[int, int]:
        """The whole numbers of a struct by the numbers of their fields."""
        if depth > MOST_NESTED:
            raise HeaderError("the header of a page is nested too deeply")
        found: dict[int, int] = {}
        field = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            field = field + step if step else self._signed()
            if kind in INTEGERS:
                found[field] = self._signed()
            else:
                self._pass(kind, depth, in_list=False)
        return found

    def _pass(self, kind: int, depth: int, *, in_list: bool) -> None:
        """Pass over a value; true and false take a byte in lists alone."""
        if kind in (TRUE, FALSE):
            self.at += in_list
        elif kind == BYTE:
            self.at += 1
        elif kind in INTEGERS:
            self._number()
        elif kind == DOUBLE:
            self.at += 8
        elif kind == BINARY:
            size = self._number()
            self.at += size
        elif kind in (LIST, SET) and depth < MOST_NESTED:
            head = self._byte()
            size = self._number() if head >> 4 == LONG else head >> 4
            for _ in range(size):
                self._check()
                self._pass(head & 15, depth + 1, in_list=True)
        elif kind == STRUCT:
            self._struct(depth + 1)
        else:
            raise HeaderError("the header of a page has a value of no known kind")

    def _byte(self) -> int:
        self._check()
        self.at += 1
        return self.data[self.at - 1]

    def _check(self) -> None:
        if self.at >= len(self.data):
            raise HeaderError("the header of a page does not end")

    def _number(self) -> int:
        number = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            number |= (byte & SEVEN_BITS) << shift
            if byte <= SEVEN_BITS:
                return number
        raise HeaderError("a number in the header of a page does not end")

    def _signed(self) -> int:
        number = self._number()
        return (number >> 1) ^ -(number & 1)
