"""Whole numbers and texts as bytes that pack well, for demo.sharing.packing.

A column of numbers stands as planes: all lowest bytes, then all next ones, in as few planes as its
largest number needs. A reader takes nothing on trust: what is not there, or longer than what is
left, is Damaged.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

MOST_PLANES = 7  # 2^53, the largest number that a recording holds


class Damaged(ValueError):
    """These bytes are no packed recording."""


class Writer:
    """Grows `out`."""

    def __init__(self) -> None:
        self.out = bytearray()

    def number(self, value: int) -> None:
        """In groups of seven bits, lowest first; a group with its top bit set is not the last."""
        while value > 127:
            self.out.append(value & 127 | 128)
            value >>= 7
        self.out.append(value)

    def numbers(self, column: Iterable[int]) -> None:
        values = list(column)
        planes = max(1, (max(values, default=0).bit_length() + 7) // 8)
        self.number(planes)
        for plane in range(planes):
            self.out += bytes(value >> 8 * plane & 255 for value in values)

    def text(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        self.number(len(data))
        self.out += data


class Reader:
    """Reads what a Writer wrote. Every method raises Damaged."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def _take(self, length: int) -> bytes:
        part = self._data[self._at : self._at + length]
        if len(part) != length:
            raise Damaged("it is cut short")
        self._at += length
        return part

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self._take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
            if shift > 56:
                raise Damaged("a number of it has no end")

    def numbers(self, length: int) -> list[int]:
        planes = self.number()
        if not 1 <= planes <= MOST_PLANES:
            raise Damaged("a column of it is none")
        values = [0] * length
        for plane in range(planes):
            for place, byte in enumerate(self._take(length)):
                values[place] |= byte << 8 * plane
        return values

    def text(self) -> str:
        return self._take(self.number()).decode()


class Table:
    """Entries by the order in which they come first. In a column, 0 stands for the next new entry
    and n + 1 for entry n."""

    def __init__(self, entries: Iterable[Hashable] = ()) -> None:
        self.entries = list(entries)
        self._places = {entry: place for place, entry in enumerate(self.entries)}
        self._read = 0

    def written(self, entries: Iterable[Hashable]) -> list[int]:
        return [self._write(entry) for entry in entries]

    def _write(self, entry: Hashable) -> int:
        if entry in self._places:
            return self._places[entry] + 1
        self._places[entry] = len(self.entries)
        self.entries.append(entry)
        return 0

    def read(self, column: Iterable[int]) -> list[Hashable]:
        """The entries of a column; raises Damaged where there are fewer."""
        return [self._entry(code) for code in column]

    def _entry(self, code: int) -> Hashable:
        if code == 0:
            self._read += 1
        place = self._read - 1 if code == 0 else code - 1
        if place >= min(self._read, len(self.entries)):
            raise Damaged("its table of tokens is cut")
        return self.entries[place]
