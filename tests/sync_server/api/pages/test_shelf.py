"""Pages made before are kept, within bounds."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from espace_mobile.protocol.compression import ENCODINGS, decompress
from sync_server.api.pages.shelf import Made, Shelf


def _made(size: int) -> Made:
    return Made(bytes(size), "text/html")


def test_a_page_is_made_once() -> None:
    shelf, times = Shelf(), []
    for _ in range(3):
        shelf.get("a", lambda: times.append(1) or _made(10))
    assert len(times) == 1


def test_many_who_come_together_wait_for_one() -> None:
    shelf, times, together = Shelf(), [], threading.Barrier(8)

    def slow() -> Made:
        times.append(1)
        time.sleep(0.05)
        return _made(10)

    def ask(_: int) -> Made:
        together.wait()
        return shelf.get("a", slow)

    with ThreadPoolExecutor(8) as people:
        assert len({id(made) for made in people.map(ask, range(8))}) == 1
    assert len(times) == 1


def test_what_was_not_asked_for_lately_leaves_first() -> None:
    shelf = Shelf(limit=25)
    for key in ("a", "b", "a", "c"):  # b was asked for longest ago
        shelf.get(key, lambda: _made(10))
    made: list[str] = []
    for key in ("a", "c", "b"):
        shelf.get(key, lambda key=key: made.append(key) or _made(10))  # type: ignore[misc]
    assert made == ["b"]


def test_a_page_larger_than_the_shelf_is_served_and_not_kept() -> None:
    shelf = Shelf(limit=5)
    assert len(shelf.get("a", lambda: _made(10)).body) == 10
    assert len(shelf.get("b", lambda: _made(3)).body) == 3


def test_what_could_not_be_made_leaves_nothing() -> None:
    shelf = Shelf()

    def broken() -> Made:
        raise ValueError("no such page")

    with pytest.raises(ValueError, match="no such page"):
        shelf.get("a", broken)
    assert shelf.get("a", lambda: _made(1)).body == b"\0"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_compression_gives_the_same_page_under_one_etag(encoding: str) -> None:
    made = Made(b"page" * 100, "text/html")
    assert decompress(made.packed(encoding), encoding, 1000) == made.body
    assert made.etag == Made(b"page" * 100, "text/html").etag != Made(b"other", "text/html").etag
