"""What every sheet on paper has: A4 upright, its margins and colours, its title, the head of the pages that follow."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from espace_mobile.errors import EspaceError

if TYPE_CHECKING:
    from espace_mobile.reports.page import Page

# Lengths in mm from the left and the top
LEFT, RIGHT, TOP = 16.0, 194.0, 16.0
TITLED, AGAIN = TOP + 24.0, TOP + 14.0  # where the rest begins after `title`, and after `again`
INK, GREY, RULE = 0x14213D, 0x5A6472, 0xB9B2A5


class PrinterMissing(EspaceError):
    """This device makes no PDF (a tablet: fpdf2 is not in its package); the office does."""

    code = "printer_missing"


def blank(fonts: Path, title: str, language: str, printed_at: datetime, size: str = "A4", wide: bool = False) -> Page:
    """`fonts`: the folder of the bundled fonts; `size`: A4 or A3; `wide`: on its side.

    Raises `PrinterMissing` where there is nothing to print with.
    """
    try:
        from espace_mobile.reports.page import Page
    except ImportError as e:
        raise PrinterMissing() from e
    return Page(fonts, title, language, printed_at, size, wide)


def title(page: Page, heading: str, title: str) -> float:
    """`heading`: what kind of sheet this is. Returns where the rest begins."""
    page.write(LEFT, TOP + 4, heading.upper(), 9, bold=True, color=GREY)
    page.write(LEFT, TOP + 14, title, 22, bold=True, room=RIGHT - LEFT)
    page.line(LEFT, TOP + 18.5, LEFT + 24, TOP + 18.5, INK, 1.0)
    return TITLED


def again(page: Page, title: str, when: str) -> float:
    """At the head of the pages that follow; returns where the rest begins."""
    page.write(LEFT, TOP + 5, f"{title} · {when}", 11, bold=True, room=RIGHT - LEFT)
    return AGAIN
