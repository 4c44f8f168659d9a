"""Pages of a PDF: words placed on their line, lines, boxes, what a finger drew. Millimetres from the top left corner.

A sheet is laid out on A4; on A3 the same sheet is drawn larger, and its millimetres with it.

Importing this needs fpdf2 (the extra `reports`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from fpdf import FPDF
from fpdf.drawing_primitives import DeviceRGB
from fpdf.enums import PathPaintRule
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from espace_mobile.reports.alphabets import FILES, alphabets
from espace_mobile.reports.lettering import Face, Piece, Setting

INK, GREY = 0x14213D, 0x5A6472
_MM = 25.4 / 72  # of a point
_SMALLEST = 8  # points
_WIDTH, _HEIGHT = 210, 297
_PER_MM = 72 / 25.4  # points
SIZES = {"A4": 1.0, "A3": 2**0.5}
Lines = Sequence[Sequence[tuple[float, float]]]


class Page:
    """`transcribed`: whether some name so far could not be written as it is; `respelt`: whether some text could not.
    `width`, `height`: as on A4. `rightward`: set to False where the sentences written next run from right to left; `x`
    stays the left end of what is written."""

    def __init__(
        self, fonts: Path, title: str, language: str, printed_at: datetime, size: str = "A4", wide: bool = False
    ) -> None:
        self.transcribed = self.respelt = False
        self.rightward = True
        self.width, self.height = (_HEIGHT, _WIDTH) if wide else (_WIDTH, _HEIGHT)
        self._larger = SIZES[size]
        self._letters = {bold: alphabets(fonts, bold) for bold in (False, True)}
        self._fonts, self._added = fonts, set[tuple[Face, bool]]()
        self._pdf = pdf = FPDF(unit=_PER_MM * self._larger, format=(self.width, self.height))
        for bold in (False, True):
            self._add(Face.LATIN, bold)
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.set_title(title.encode("utf-8", "ignore").decode())
        pdf.set_lang(language)
        pdf.set_creator("Espace Mobile")
        pdf.set_creation_date(printed_at)
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def begin(self, watermark: str = "") -> None:
        """A new page; `watermark` across it, under everything else."""
        self._pdf.add_page()
        if watermark:
            setting, size = self._letters[True].set(watermark), 150
            with self._pdf.rotation(55 if self.height > self.width else 30, self.width / 2, self.height / 2):
                x = (self.width - setting.width * size * _MM) / 2
                self._set(setting, x, self.height / 2 + size * _MM / 3, size, True, 0xEFEBE3)

    def write(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, color: int = INK,
        room: float | None = None,
    ) -> None:  # fmt: skip
        """On the line `y`. `size` in points, smaller if need be to fit in `room`, then cut."""
        setting = self._letters[bold].set(text, self.rightward)
        if room is not None:
            setting, size = self._fitted(text, size, bold, room)
        self._set(setting, x, y, size, bold, color)

    def wrapped(self, text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """The lines of a text, none wider than `room`; a word that is wider by itself is cut. None of an empty text."""
        letters, lines = self._letters[bold], list[str]()

        def fits(words: str) -> bool:
            return letters.room(words) * size * _MM <= room

        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}".strip()
                if fits(longer):
                    line = longer
                    continue
                lines += [line] if line else []
                while word and not fits(word):
                    most = 1
                    while fits(word[: most + 1]):  # never the whole word: it doesn't fit
                        most += 1
                    lines.append(word[:most])
                    word = word[most:]
                line = word
            lines += [line] if line else []
        return lines

    def name(self, x: float, y: float, name: str, size: float, unwritable: str, *, bold: bool, room: float) -> None:
        """Somebody's, on two lines when it is long. A star says that it was transcribed; `unwritable` stands there when
        nothing of it can be written."""
        letters = self._letters[bold]
        if letters.set(name).transcribed:
            self.transcribed = True
            name = f"{letters.writable(name) or unwritable}\u00a0*"
        if letters.set(name).width * _MM * (size - 2) <= room:
            self.write(x, y, name, size, bold=bold, room=room)
            return
        first, second = _halves(name)
        self.write(x, y - 2.4, first, size - 2, bold=bold, room=room)
        self.write(x, y + 2.4, second, size - 2, bold=bold, room=room)

    def _fitted(self, text: str, size: float, bold: bool, room: float) -> tuple[Setting, float]:
        letters = self._letters[bold]
        setting = letters.set(text, self.rightward)
        while setting.width * size * _MM > room and size > _SMALLEST:
            size -= 0.5
        while setting.width * size * _MM > room and text:
            text = text[:-1]
            setting = letters.set(text.rstrip() + "…", self.rightward)
        return setting, size

    def line(self, x0: float, y0: float, x1: float, y1: float, color: int, width: float) -> None:
        self._pdf.set_draw_color(*_rgb(color))
        self._pdf.set_line_width(width)
        self._pdf.line(x0, y0, x1, y1)

    def box(self, x: float, y: float, width: float, height: float, *, edge: int | None = None, fill: int = -1) -> None:
        if edge is not None:
            self._pdf.set_draw_color(*_rgb(edge))
            self._pdf.set_line_width(0.2)
        if fill >= 0:
            self._pdf.set_fill_color(*_rgb(fill))
        style = ("D" if edge is not None else "") + ("F" if fill >= 0 else "")
        self._pdf.rect(x, y, width, height, style=style, round_corners=True, corner_radius=1.5)

    def fill(self, x: float, y: float, width: float, height: float, color: int) -> None:
        """A plain rectangle, however narrow."""
        self._pdf.set_fill_color(*_rgb(color))
        self._pdf.rect(x, y, width, height, style="F")

    def shape(self, points: Sequence[tuple[float, float]], color: int) -> None:
        self._pdf.set_fill_color(*_rgb(color))
        self._pdf.polygon(points, style="F")

    def entry(self, title: str) -> None:
        """What begins here, in the table of contents that a reader shows beside the pages."""
        self._pdf.start_section(title.encode("utf-8", "ignore").decode())

    def draw(self, lines: Lines, color: int, width: float = 0.5) -> None:
        """Strokes of a pen with a round point."""
        if not lines:
            return
        with self._pdf.new_path(*lines[0][0]) as path:
            path.style.stroke_color = DeviceRGB(*(n / 255 for n in _rgb(color)))
            path.style.stroke_width = width
            path.style.stroke_cap_style = path.style.stroke_join_style = "round"
            path.style.paint_rule, path.style.auto_close = PathPaintRule.STROKE, False
            for (x, y), *more in lines:
                path.move_to(x, y)
                for point in more or [(x + 0.01, y)]:  # a dot is a line too
                    path.line_to(*point)

    def code(self, x: float, y: float, side: float, rows: Sequence[Sequence[int]]) -> None:
        """Squares: a QR code, `rows` of 0 and 1, its quiet edge included. Each run is one box: no hair between two."""
        self._pdf.set_fill_color(*_rgb(INK))
        step = side / len(rows)
        for n, row in enumerate(rows):
            for start, end in _runs(row):
                self._pdf.rect(x + start * step, y + n * step, (end - start) * step, step, style="F")

    def text_width(self, text: str, size: float, *, bold: bool = False) -> float:
        return self._letters[bold].set(text).width * size * _MM

    def foot(self, left: str, right: str) -> None:
        self.write(16, self.height - 9, left, 8, color=GREY, room=self.width - 60)
        self.write(self.width - 16 - self.text_width(right, 8), self.height - 9, right, 8, color=GREY)

    def bytes(self) -> bytes:
        """The whole document; nothing can be added to it any more."""
        try:
            return bytes(self._pdf.output())
        finally:
            for font in self._pdf.fonts.values():
                if isinstance(font, TTFFont):
                    font.ttfont.close()

    def _set(self, setting: Setting, x: float, y: float, size: float, bold: bool, color: int) -> None:
        self.respelt = self.respelt or setting.transcribed
        self._pdf.set_text_color(*_rgb(color))
        for piece in setting.pieces:
            self._add(piece.face, bold)
            self._pdf.set_font(piece.face.value, "B" if bold else "", size * piece.size * self._larger)
            self._put(piece, x + piece.x * size * _MM, y - piece.y * size * _MM)

    def _put(self, piece: Piece, x: float, y: float) -> None:
        if piece.face is not Face.ARABIC:
            self._pdf.text(x, y, piece.text)
            return
        self._pdf.set_text_shaping(True, direction="rtl" if piece.leftward else "ltr")
        self._pdf.set_xy(x, y - 0.3 * self._pdf.font_size)  # where a cell of no height has its line
        self._pdf.cell(h=0, text=piece.text)
        self._pdf.set_text_shaping(False)

    def _add(self, face: Face, bold: bool) -> None:
        """A font that a paper doesn't need is not read for it."""
        if (face, bold) not in self._added:
            self._added.add((face, bold))
            self._pdf.add_font(face.value, "B" if bold else "", self._fonts / FILES[face, bold])


def _halves(name: str) -> tuple[str, str]:
    """Cut where a word ends, as near to the middle as that can be."""
    ends = [n + 1 for n, c in enumerate(name) if c in " -"] or [len(name) // 2]
    cut = min(ends, key=lambda n: abs(n - len(name) / 2))
    return name[:cut].rstrip(), name[cut:]


def _runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each run of ones begins and ends."""
    at = 0
    for value, same in groupby(row):
        end = at + len(list(same))
        if value:
            yield at, end
        at = end


def _rgb(color: int) -> tuple[int, int, int]:
    return color >> 16 & 255, color >> 8 & 255, color & 255
