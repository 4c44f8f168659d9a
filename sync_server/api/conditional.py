"""What a reader already has is not sent again."""

from __future__ import annotations


def is_known(if_none_match: str | None, etag: str) -> bool:
    """Whether the reader holds it. `etag`: as it is sent, quotes included; compared weakly (RFC 9110)."""
    if if_none_match is None:
        return False
    held = {_strong(one.strip()) for one in if_none_match.split(",")}
    return "*" in held or _strong(etag) in held


def _strong(etag: str) -> str:
    return etag.removeprefix("W/")
