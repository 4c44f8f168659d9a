"""Columns of a batch, each one value for PostgreSQL: a thousand rows travel as a few arrays."""

from __future__ import annotations


class Texts(list[str | None]):
    """text[]"""


class Blobs(list[bytes | None]):
    """bytea[]"""


class Numbers(list[int | None]):
    """bigint[]"""
