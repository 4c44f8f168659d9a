"""Free text about a person: short, and never holding what we may not keep. The person may read it."""

from __future__ import annotations

from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.text import tidy_lines
from espace_mobile.errors import InputError

MAX_LENGTH = 280  # characters


def check_note(text: str | None, field: str = "note", max_length: int = MAX_LENGTH) -> str | None:
    """The text as it is kept; None when there is none.

    Raises `InputError` (`field`, `nir`) on a social-security number, (`field`, `too_long`, max, length) on a long text.
    """
    kept = tidy_lines(text)
    if holds_nir(kept):
        raise InputError(field, "nir")
    if len(kept) > max_length:
        raise InputError(field, "too_long", max=max_length, length=len(kept))
    return kept or None
