"""Any name in the letters a font has: accents it lacks are put together, other alphabets are written in Latin letters.

Needs fontTools, which comes with fpdf2. Lengths are in em: 1 is the size of the type.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont


class Face(Enum):
    """Which font has the letters: Atkinson; Noto Sans; Noto Sans Arabic."""

    LATIN = "latin"
    EASTERN = "eastern"
    ARABIC = "arabic"


@dataclass(frozen=True)
class Piece:
    """Letters to draw at `x`, `y` above the line, `size` times as large as the type. `leftward`: from right to left."""

    text: str
    x: float
    y: float = 0.0
    size: float = 1.0
    face: Face = Face.LATIN
    leftward: bool = False


@dataclass(frozen=True)
class Setting:
    """A text as it is to be drawn. `transcribed`: some of it was of another alphabet, or could not be written."""

    pieces: tuple[Piece, ...]
    width: float
    transcribed: bool = False


class Lettering:
    """What one font can write."""

    def __init__(self, path: Path) -> None:
        font: Any = TTFont(BytesIO(path.read_bytes()), lazy=True)
        self._names = font.getBestCmap()
        self._glyphs, self._widths = font["glyf"], font["hmtx"]
        self._em: int = font["head"].unitsPerEm
        self._low: float = font["OS/2"].sxHeight / self._em

    def width(self, text: str) -> float:
        """Of a text that the font covers."""
        return sum(float(self._widths[self._names[ord(c)]][0]) for c in text) / self._em

    def covers(self, text: str) -> bool:
        return all(ord(c) in self._names for c in text)

    def set(self, text: str) -> Setting:
        plain, transcribed = self._written(text)
        pieces: list[Piece] = []
        run, start, x = "", 0.0, 0.0
        for letter, marks in _letters(plain, self):
            run, x = run + letter, x + self.width(letter)
            if marks:
                over = any(_MARKS.get(mark, ("", "over"))[1] == "over" for mark in marks)
                run = run[:-1] + _DOTLESS.get(letter, letter) if over else run
                pieces += [Piece(run, start), *self._marks(letter, marks, x - self.width(letter))]
                run, start = "", x
        return Setting((*pieces, *([Piece(run, start)] if run else [])), x, transcribed)

    def writable(self, text: str) -> str:
        """What of a text this font can write."""
        return self._written(text)[0]

    def _written(self, text: str) -> tuple[str, bool]:
        """The text with its letters of no alphabet of ours replaced, and whether some were."""
        written, transcribed = "", False
        for c in unicodedata.normalize("NFC", text):
            base = unicodedata.normalize("NFD", c)
            if self.covers(c) or (self.covers(base[0]) and unicodedata.category(base[0])[0] == "L"):
                written += c
            elif unicodedata.category(c) in ("Zs", "Pd"):
                written += " " if c.isspace() else "-"
            elif unicodedata.category(c)[0] not in "MC":
                latin = _LATIN.get(c.lower(), "") or _LATIN.get(base[0].lower(), "")
                begins = written[-1:] in ("", " ") and c.lower() == c.upper()  # an alphabet without capitals
                written += latin.capitalize() if begins or c != c.lower() else latin
                transcribed = transcribed or c.lower() not in _SPELT
        return " ".join(written.split()), transcribed

    def _marks(self, letter: str, marks: str, x: float) -> Iterator[Piece]:
        """Each mark over, under or beside its letter, clear of those before it."""
        left, bottom, right, top = self._box(letter)
        over, under = max(top, self._low), min(bottom, 0.0)
        for mark in marks:
            shape, place, size = _MARKS.get(mark, (mark, "over", 1.0))
            if not self.covers(shape):
                continue
            x0, y0, x1, y1 = (size * n for n in self._box(shape))
            middle = x + (left + right - x0 - x1) / 2
            if place == "over":
                yield Piece(shape, middle, over + _GAP - y0, size)
                over += _GAP + y1 - y0
            elif place == "under":
                yield Piece(shape, middle, under - _GAP - y1, size)
                under -= _GAP + y1 - y0
            else:
                yield Piece(shape, x + right - (x1 - x0) / 2 - x0, top - (y1 + y0) / 2, size)

    def _box(self, letter: str) -> tuple[float, float, float, float]:
        glyph = self._glyphs[self._names[ord(letter)]]
        if not glyph.numberOfContours:
            return 0.0, 0.0, 0.0, 0.0
        em = self._em
        return glyph.xMin / em, glyph.yMin / em, glyph.xMax / em, glyph.yMax / em


_GAP = 0.05  # em, between a letter and its accent
_HOOK, _DOT = "\u2019", "\u0307"
_DOTLESS = {"i": "ı"}  # an accent takes the place of the dot
# The accents that the font has not, as (what is drawn for it, where, how large).
_MARKS = {
    "\u0309": (_HOOK, "over", 0.8),
    "\u031b": (_HOOK, "beside", 0.9),
    "\u0323": (_DOT, "under", 1.0),
    "\u0324": ("\u0308", "under", 1.0),
    "\u0327": ("\u0327", "under", 1.0),
    "\u0328": ("\u0328", "under", 1.0),
    "\u0326": ("\u0326", "under", 1.0),
    "\u0331": ("\u0304", "under", 1.0),
    "\u032d": ("\u0302", "under", 1.0),
    "\u0330": ("\u0303", "under", 1.0),
    "\u0325": ("\u030a", "under", 1.0),
}


def _letters(text: str, font: Lettering) -> Iterator[tuple[str, str]]:
    """Each letter with the marks to put on it: none where the font has it whole, as much as it has otherwise."""
    for c in text:
        base, marks = c, ""
        while not font.covers(base):
            decomposed = unicodedata.normalize("NFD", base)
            base, marks = unicodedata.normalize("NFC", decomposed[:-1]), decomposed[-1] + marks
        yield base, marks


# Latin letters beyond accents: the reader knows the name again, and nothing needs to be said.
_SPELT = {
    **dict(zip("ɔɛɖɗɓəŧƙƴħ", "oeddbetkyh", strict=True)),
    **dict.fromkeys("ʼʻʾʿ", "'"),
    "ŋ": "ng",
    "ɣ": "gh",
    "ɲ": "ny",
    "‑": "-",
}
_LATIN = {
    **_SPELT,
    **dict(zip("абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
               ["a", "b", "v", "g", "g", "d", "e", "io", "ie", "j", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o",
                "p", "r", "s", "t", "ou", "f", "kh", "ts", "tch", "ch", "chtch", "", "y", "", "e", "iou", "ia"],
               strict=True)),
    **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω",
               ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t",
                "y", "f", "ch", "ps", "o"], strict=True)),
    **dict(zip("ابپةتثجچحخدذرزژسشصضطظعغفقكکگلمنهوؤيیىئءآأإ",
               ["a", "b", "p", "a", "t", "th", "j", "tch", "h", "kh", "d", "dh", "r", "z", "j", "s", "ch", "s", "d",
                "t", "z", "'", "gh", "f", "q", "k", "k", "g", "l", "m", "n", "h", "w", "ou", "y", "y", "a", "i", "'",
                "a", "a", "i"], strict=True)),
}  # fmt: skip
