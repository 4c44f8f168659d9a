"""The address of a server, as it is typed."""

from __future__ import annotations


def full_address(typed: str) -> str:
    """HTTPS unless another scheme was typed on purpose."""
    address = typed.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"
