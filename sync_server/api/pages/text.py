"""Texts that somebody typed, as the pages show them: paragraphs and lists, and never markup."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from espace_mobile.protocol.publication import PublicPages

_BULLET = re.compile(r"[-–•*]\s+")
_PHONE = re.compile(r"\+?[\d .\-()\u00a0\u202f]{4,30}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,120}\.[A-Za-z]{2,24}")
# What was published has no control characters any more. These are left: no document may hold some, and the others turn
# the direction of all that follows.
_UNWRITABLE = re.compile(
    "[\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


class Block(NamedTuple):
    """A paragraph and its lines, or a list and its items."""

    sort: Literal["p", "ul"]
    lines: tuple[str, ...]


def plain(text: str) -> str:
    """Without the characters that no page may hold."""
    return _UNWRITABLE.sub("", text)


def blocks(text: str) -> tuple[Block, ...]:
    """An empty line ends a paragraph; lines that begin with « - » are a list."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        for line in filter(None, (line.strip() for line in part.split("\n"))):
            bullet = _BULLET.match(line)
            _add(found, "ul" if bullet else "p", line[bullet.end() :] if bullet else line)
        found.append(Block("p", ()))  # what follows begins anew
    return tuple(block for block in found if block.lines)


def _add(found: list[Block], sort: Literal["p", "ul"], line: str) -> None:
    if found and found[-1].sort == sort and found[-1].lines:
        found[-1] = Block(sort, (*found[-1].lines, line))
    else:
        found.append(Block(sort, (line,)))


def phone_link(phone: str) -> str:
    """`tel:` and the digits; nothing when it does not look like a number."""
    kept = re.sub(r"[^\d+]", "", phone.replace("(0)", ""))  # « +33 (0)3 »: either one or the other is dialled
    return f"tel:{kept}" if _PHONE.fullmatch(phone) and len(kept) >= 4 else ""


def email_link(email: str) -> str:
    """`mailto:` and the address; nothing when it does not look like one."""
    return f"mailto:{email}" if _EMAIL.fullmatch(email) else ""


def reachable(pages: PublicPages) -> bool:
    """Whether the pages say any way to reach the association."""
    return any((pages.phone, pages.email, pages.address))
