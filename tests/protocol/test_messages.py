from __future__ import annotations

import contextlib
import gzip
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import Malformed, TooLarge, VersionUnsupported
from espace_mobile.protocol.compression import ENCODINGS, compress, decompress
from espace_mobile.protocol.cursor import Cursor
from espace_mobile.protocol.messages import MAX_BATCH, Page, Push, Pushed, Verdict
from espace_mobile.protocol.values import new_id, pack


@given(st.lists(st.binary(max_size=30), max_size=5))
def test_a_push_decodes_to_the_same(changes: list[bytes]) -> None:
    assert Push.decode(Push(changes).encode()) == Push(changes)


def test_an_answer_and_a_page_decode_to_the_same() -> None:
    pushed = Pushed(7, 1_700_000_000_000, "e", [Verdict(3, "refused", "malformed")])
    page = Page([(new_id(), b"body")], "cursor", True, 7, 1_700_000_000_000, "e")
    assert Pushed.decode(pushed.encode()) == pushed
    assert Page.decode(page.encode()) == page
    page = replace(page, gone=[new_id()], scope=["north"], key=3)
    assert Page.decode(page.encode()) == page


def test_version_1_of_a_page_has_nothing_that_version_2_brought() -> None:
    page = Page([(new_id(), b"body")], "cursor", True, 7, 1_700_000_000_000, "e", [new_id()], "*", 3)
    assert Page.decode(page.encode(1)) == replace(page, gone=[], scope=None, key=0)


@pytest.mark.parametrize("decode", [Push.decode, Pushed.decode, Page.decode])
def test_a_version_nobody_here_speaks_says_which_ones_are(decode) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(VersionUnsupported) as e:
        decode(pack([99, {"shaped": "otherwise"}]))
    assert e.value.params == {"versions": [1, 2]}


@pytest.mark.parametrize(
    "decode", [Push.decode, Pushed.decode, Page.decode, lambda b: Cursor.decode(b.decode("latin1"))]
)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_malformed(decode, body: bytes) -> None:  # type: ignore[no-untyped-def]
    with contextlib.suppress(Malformed, TooLarge, VersionUnsupported):
        decode(body)


def test_a_batch_over_the_limit_says_which_limit() -> None:
    with pytest.raises(TooLarge) as e:
        Push.decode(pack([1, [b""] * (MAX_BATCH + 1)]))
    assert e.value.params == {"limit": "batch", "max": MAX_BATCH}


@given(st.binary(max_size=4000), st.sampled_from(ENCODINGS))
def test_a_compressed_body_comes_back(body: bytes, encoding: str) -> None:
    assert decompress(compress(body, encoding), encoding, 4000) == body


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_compression_bomb_stops_at_the_limit(encoding: str) -> None:
    with pytest.raises(TooLarge):
        decompress(compress(bytes(10_000_000), encoding), encoding, 1_000)


@pytest.mark.parametrize("body", [b"", b"nonsense", gzip.compress(b"x" * 100)[:-9]])
def test_a_body_cut_short_or_not_compressed_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        decompress(body, "gzip", 1000)


@given(st.text(max_size=8), st.integers(0, 2**61))
def test_a_cursor_decodes_to_the_same(epoch: str, seq: int) -> None:
    cursor = Cursor(epoch, seq, new_id())
    assert Cursor.decode(cursor.encode()) == cursor
