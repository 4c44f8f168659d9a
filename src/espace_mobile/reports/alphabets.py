"""Any text in the letters of its own alphabet: Latin, Cyrillic, Greek, Arabic joined and from right to left.

Atkinson writes what it can; Noto Sans and Noto Sans Arabic (assets/fonts) the rest, letter by letter. Needs fpdf2 and
uharfbuzz. Lengths are in em.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import uharfbuzz as hb
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from espace_mobile.reports.lettering import Face, Lettering, Piece, Setting

FILES = {
    (Face.LATIN, False): "AtkinsonHyperlegibleNext_400Regular.ttf",
    (Face.LATIN, True): "AtkinsonHyperlegibleNext_700Bold.ttf",
    (Face.EASTERN, False): "NotoSans-Regular.ttf",
    (Face.EASTERN, True): "NotoSans-Bold.ttf",
    (Face.ARABIC, False): "NotoSansArabic-Regular.ttf",
    (Face.ARABIC, True): "NotoSansArabic-Bold.ttf",
}


class Alphabets:
    """The fonts of one weight, together."""

    def __init__(self, fonts: Path, bold: bool) -> None:
        self._latin, self._eastern, self._arabic = (Lettering(fonts / FILES[face, bold]) for face in Face)
        self._words: dict[str, float] = {}
        self._space = max(self._latin.width(" "), self._arabic.width(" "))
        self._shapes = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts / FILES[Face.ARABIC, bold]))))

    def set(self, text: str, rightward: bool = True) -> Setting:
        """`rightward`: whether the sentence runs from left to right; words in it run as their letters do."""
        if self._latin.covers(text) or not (found := self._faces(text := unicodedata.normalize("NFC", text))):
            return self._latin.set(text)
        pieces: list[Piece] = []
        x, transcribed = 0.0, False
        for run, leftward in _runs(text, rightward) if Face.ARABIC in found else [(text, False)]:
            for face, letters in self._cut(run, leftward):
                setting = self._one(face, letters, leftward)
                pieces += [Piece(p.text, x + p.x, p.y, p.size, p.face, p.leftward) for p in setting.pieces]
                x, transcribed = x + setting.width, transcribed or setting.transcribed
        return Setting(tuple(pieces), x, transcribed)

    def room(self, text: str) -> float:
        """As wide as the text, or a hair more: words are measured once, for cutting a long text into lines."""
        words = text.split()
        for word in words:
            if word not in self._words:
                self._words[word] = self.set(word).width
        return sum(self._words[word] for word in words) + self._space * max(0, len(words) - 1)

    def writable(self, text: str) -> str:
        """What of a text can be written."""
        if not self._faces(text := unicodedata.normalize("NFC", text)):
            return self._latin.writable(text)
        return "".join(
            (" " if part[0].isspace() else "") + self._latin.writable(part) + (" " if part[-1].isspace() else "")
            if face is Face.LATIN else part
            for face, part in self._cut(text, False)
        ).strip()  # fmt: skip

    def covers(self, text: str) -> bool:
        """Whether nothing of it needs to be put together or written in other letters."""
        text = unicodedata.normalize("NFC", text)
        fonts = (self._latin, self._eastern, self._arabic)
        return all(any(font.covers(c) for font in fonts) for c in text)

    def _faces(self, text: str) -> frozenset[Face]:
        """Those it needs beside the Latin one."""
        return frozenset(face for c in text if (face := self._face(c)) not in (None, Face.LATIN) and face)

    def _face(self, c: str) -> Face | None:
        """None: any, that of its neighbours."""
        at = ord(c)
        if 0x600 <= at < 0x700 and self._arabic.covers(c):
            return Face.ARABIC
        if 0x370 <= at < 0x530 and self._eastern.covers(c):
            return Face.EASTERN
        return Face.LATIN if c.isalnum() else None

    def _cut(self, run: str, leftward: bool) -> list[tuple[Face, str]]:
        """The parts of a run of one direction, the leftmost first. What is no letter goes with the letters before it
        where their font has it."""
        faces: list[Face] = []
        before = Face.ARABIC if leftward else Face.LATIN
        for c in run:
            here = {Face.ARABIC: self._arabic, Face.EASTERN: self._eastern}.get(before, self._latin)
            before = self._face(c) or (before if here.covers(c) or unicodedata.combining(c) else Face.LATIN)
            faces.append(before)
        parts = groupby(zip(faces, run, strict=True), key=lambda pair: pair[0])
        cut = [(face, "".join(c for _, c in pairs)) for face, pairs in parts]
        return cut[::-1] if leftward else cut

    def _one(self, face: Face, text: str, leftward: bool) -> Setting:
        if face is Face.ARABIC:
            return Setting((Piece(text, 0.0, face=face, leftward=leftward),), self._shaped(text, leftward))
        if leftward:  # signs between two words: those that open close, seen from the other side
            text = text[::-1].translate(_MIRRORED)
        if face is Face.EASTERN:
            text = "".join(c for c in text if self._eastern.covers(c))
            return Setting((Piece(text, 0.0, face=face),), self._eastern.width(text))
        setting, space = self._latin.set(text), self._latin.width(" ")  # it tidies the spaces that part two alphabets
        before = space if text[:1].isspace() else 0.0
        after = space if text[-1:].isspace() and text.strip() else 0.0
        moved = tuple(Piece(p.text, p.x + before, p.y, p.size) for p in setting.pieces)
        return Setting(moved, before + setting.width + after, setting.transcribed)

    def _shaped(self, text: str, leftward: bool) -> float:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        hb.shape(self._shapes, buffer, {})
        advanced: int = sum(place.x_advance for place in buffer.glyph_positions)
        return advanced / float(self._shapes.face.upem)


@cache
def alphabets(fonts: Path, bold: bool) -> Alphabets:
    return Alphabets(fonts, bold)


_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_JOINERS = "\u200c\u200d"  # they matter in Persian, and are of no direction


def _runs(text: str, rightward: bool) -> Iterator[tuple[str, bool]]:
    """Parts of one direction as they stand from left to right, each in the order it is read; True: to the left."""
    paragraph = BidiParagraph(text, TextDirection.LTR if rightward else TextDirection.RTL, preserve_bn_chars=True)
    for before, c in pairwise(paragraph.get_characters()):
        if c.character in _JOINERS:
            c.embedding_level = before.embedding_level
    for odd, some in groupby(paragraph.get_reordered_characters(), key=lambda c: c.embedding_level % 2):
        letters = [c.character for c in some]
        yield "".join(letters[::-1] if odd else letters), bool(odd)
