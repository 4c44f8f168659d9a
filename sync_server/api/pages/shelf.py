"""Pages already made, kept until something newer is published or the day turns: rendering is most of what one costs."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from espace_mobile.protocol.compression import compress

_BYTES = 32 << 20  # of pages, as they are sent


@dataclass
class Made:
    """`etag` is of the bytes: what did not change for its reader is not sent again."""

    body: bytes
    media_type: str
    etag: str = ""
    _packed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.etag = f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"'  # weak: the same for every compression

    def packed(self, encoding: str) -> bytes:
        if encoding not in self._packed:
            self._packed[encoding] = compress(self.body, encoding)
        return self._packed[encoding]


class Shelf:
    """The pages asked for most lately, within `limit` bytes. Many who want one that is not there wait for whoever makes
    it: a calendar of a thousand dates takes a good part of a second, and its readers come together."""

    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._made: OrderedDict[Hashable, Made] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._lock:
            found = self._find(key)
            if found is not None:
                return found
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            return self._got(key, make)

    def _got(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self._lock:
            found = self._find(key)
        if found is not None:
            return found
        try:
            made = make()
            with self._lock:
                self._keep(key, made)
            return made
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _find(self, key: Hashable) -> Made | None:
        found = self._made.get(key)
        if found is not None:
            self._made.move_to_end(key)
        return found

    def _keep(self, key: Hashable, made: Made) -> None:
        if key in self._made:
            return
        self._made[key] = made
        self._bytes += len(made.body)
        while self._bytes > self._limit:
            self._bytes -= len(self._made.popitem(last=False)[1].body)
