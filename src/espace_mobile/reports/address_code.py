"""An address as a QR code, for whoever stands before a poster or a screen with a phone. `segno` is in the extra
`reports`: asked for when a code is drawn."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_EDGE = 4  # modules of white around it, as ISO/IEC 18004 asks for
_DAMAGE = "m"  # a sixth of it may be torn or wet


def draw(page: Page, x: float, y: float, side: float, address: str) -> None:
    """In a white square of `side` mm. Nothing without an address."""
    if not address:
        return
    page.box(x, y, side, side, fill=0xFFFFFF)
    page.code(x, y, side, [list(row) for row in _code(address).matrix_iter(border=_EDGE)])


def picture(address: str, dots: int) -> bytes:
    """A PNG, black on white: a camera reads no other. `dots`: px a module. Raises `ImportError` without `segno`."""
    into = io.BytesIO()
    _code(address).save(into, kind="png", scale=dots, border=_EDGE)
    return into.getvalue()


def _code(address: str) -> Any:
    import segno

    return segno.make_qr(address, error=_DAMAGE)
