"""Compression on the wire: gzip everywhere, zstd where both ends have it; never more than the stated size back."""

from __future__ import annotations

import zlib

from espace_mobile.errors import Malformed, TooLarge

try:
    import zstandard
except ImportError:  # optional: an Android wheel is not promised
    zstandard = None  # type: ignore[assignment]

GZIP, ZSTD = "gzip", "zstd"
ENCODINGS = (ZSTD, GZIP) if zstandard else (GZIP,)
_GZIP_WINDOW = 31


def compress(data: bytes, encoding: str = GZIP) -> bytes:
    if encoding == ZSTD and zstandard:
        return zstandard.ZstdCompressor(level=3).compress(data)
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(data) + packer.flush()


def decompress(data: bytes, encoding: str, limit: int) -> bytes:
    """Raises `TooLarge` past `limit` bytes (a compression bomb stops there) and `Malformed`."""
    if encoding in ("", "identity"):
        return _within(data, limit)
    if encoding == ZSTD and zstandard:
        return _unzstd(data, limit)
    if encoding != GZIP:
        raise Malformed(field="content-encoding")
    try:
        unpacker = zlib.decompressobj(_GZIP_WINDOW)
        clear = unpacker.decompress(data, limit + 1)
    except zlib.error as e:
        raise Malformed(field="body") from e
    if not unpacker.eof and len(clear) <= limit:
        raise Malformed(field="body")
    return _within(clear, limit)


def _unzstd(data: bytes, limit: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as reader:
            return _within(reader.read(limit + 1), limit)
    except zstandard.ZstdError as e:
        raise Malformed(field="body") from e


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise TooLarge(limit="body", max=limit)
    return data
