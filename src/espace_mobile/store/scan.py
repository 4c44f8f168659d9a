"""Reading the frames of one file, over what is damaged and up to a torn end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from espace_mobile.store.frame import HEAD_SIZE, MARK, end_of


class Reader(Protocol):
    def open(self, data: bytes, at: int) -> tuple[int, bytes, int] | None:
        """(sequence number, body, where the next frame starts), or None when no intact frame starts at `at`."""


class Scan:
    """Iterate for (sequence number, body) of every frame that opens, in order.

    `start`, `end`: where the frame just read lies. Afterwards, `bad`: byte ranges that are damage; `torn`: whether an
    unfinished frame follows the last good one. A torn frame was never acknowledged: its write did not return.
    """

    def __init__(self, data: bytes, reader: Reader, start: int) -> None:
        self._data, self._reader = data, reader
        self.start = self.end = start
        self.bad: list[tuple[int, int]] = []
        self.torn = False
        self.count = 0
        self.last = 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        at, size, open_ = self.end, len(self._data), self._reader.open
        while at < size:
            found = open_(self._data, at)
            if found is None or found[0] <= self.last:
                at = self._skip(at)
                continue
            self.start = at
            self.last, body, self.end = found
            self.count += 1
            yield self.last, body
            at = self.end

    def _skip(self, at: int) -> int:
        """Where the next good frame starts, taking note of what is in between."""
        there = self._next_good(at + 1)
        if there is None and self._is_torn(at):
            self.torn = True
        else:
            self.bad.append((at, len(self._data) if there is None else there))
        return len(self._data) if there is None else there

    def _next_good(self, at: int) -> int | None:
        while (at := self._data.find(MARK, at)) >= 0:
            found = self._reader.open(self._data, at)
            if found is not None and found[0] > self.last:
                return at
            at += 1
        return None

    def _is_torn(self, at: int) -> bool:
        if len(self._data) - at < HEAD_SIZE:
            return True
        end = end_of(self._data, at)
        return end is not None and end > len(self._data)
