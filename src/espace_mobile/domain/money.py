"""Amounts as they are typed and kept: cents. A blank cell is None, which is not zero.

Typed as French people write them: « 3 950 », « 122 850,50 € »; spaces part thousands, and a comma (or a point) cents.
"""

from __future__ import annotations

import re

from espace_mobile.domain.cells import is_blank
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

MOST = 99_999_999_999  # cents: no budget of ours is beyond a thousand million euros
_EUROS = re.compile(r"\s*(?:€|euros?|eur)$", re.IGNORECASE)
_AMOUNT = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", re.ASCII)


def parse_amount(text: str | None) -> int | None:
    """Cents; None for a blank cell (nothing, « / », « – »).

    Raises `InputError` of `amount`: `negative`, `ambiguous` (« 3.950 » is 3,95 or 3 950), `format`, `too_large` (max,
    in euros).
    """
    said = _EUROS.sub("", tidy(text).replace("\u2212", "-")).strip()
    if is_blank(said):
        return None
    if said[0] in "-–—" and _AMOUNT.fullmatch(said[1:].strip()):
        raise InputError("amount", "negative")
    if _THOUSANDS.fullmatch(said):
        raise InputError("amount", "ambiguous")
    read = _AMOUNT.fullmatch(said)
    if read is None:
        raise InputError("amount", "format")
    euros, rest = read[1].replace(" ", ""), (read[2] or "").ljust(2, "0")
    cents = int(euros[-20:]) * 100 + int(rest) if len(euros.lstrip("0")) <= 20 else MOST + 1
    if cents > MOST:
        raise InputError("amount", "too_large", max=MOST // 100)
    return cents


def typed_amount(cents: int | None) -> str:
    """As somebody would type it again: « 122 850,50 », « 3 950 », nothing for a blank cell."""
    if cents is None:
        return ""
    euros, rest = divmod(cents, 100)
    return f"{euros:,}".replace(",", " ") + (f",{rest:02d}" if rest else "")
