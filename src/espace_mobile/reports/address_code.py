"""An address as a QR code, for whoever stands before a poster with a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

_EDGE = 4  # modules of white around it, as ISO/IEC 18004 asks for
_DAMAGE = "m"  # a sixth of it may be torn or wet


def draw(page: Page, x: float, y: float, side: float, address: str) -> None:
    """In a white square of `side` mm. Nothing without an address."""
    if not address:
        return
    import segno  # with fpdf2, in the extra `reports`

    page.box(x, y, side, side, fill=0xFFFFFF)
    rows = segno.make_qr(address, error=_DAMAGE).matrix_iter(border=_EDGE)
    page.code(x, y, side, [list(row) for row in rows])
