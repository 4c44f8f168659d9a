"""A cell of an action sheet: words, or nothing. Sheets mark an empty one with « / » or a dash, which is no word."""

from __future__ import annotations

from espace_mobile.domain.notes import check_note
from espace_mobile.domain.text import tidy

_MARKS = frozenset({"", "/", "-", "–", "—", "?"})


def is_blank(text: str | None) -> bool:
    return tidy(text) in _MARKS


def check_cell(text: str | None, field: str, max_length: int) -> str | None:
    """As it is kept; None when it is blank. Raises `InputError` of `field`: `nir`, `too_long` (max, length)."""
    return None if is_blank(text) else check_note(text, field, max_length)
