"""E-mail addresses: checked as far as a typing mistake shows, no further."""

from __future__ import annotations

import re

from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

MAX_LENGTH = 254  # characters
_ADDRESS = re.compile(r"[^\s@,;<>\"()]+@(?:[^\s@,;.<>\"()]+\.)+[^\s@,;.<>\"()]{2,}")


def parse_email(text: str | None, field: str = "email") -> str | None:
    """As typed, None when nothing was. Raises `InputError` (`field`, `invalid`, `nir` or `too_long`)."""
    typed = tidy(text)
    if not typed:
        return None
    if len(typed) > MAX_LENGTH:
        raise InputError(field, "too_long", max=MAX_LENGTH, length=len(typed))
    if holds_nir(typed):
        raise InputError(field, "nir")
    if not _ADDRESS.fullmatch(typed):
        raise InputError(field, "invalid")
    return typed
