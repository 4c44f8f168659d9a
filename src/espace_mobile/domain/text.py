"""Typed text made comparable: one form per character, no invisible ones, single spaces."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_NO_CHARACTERS = "\ufffe\uffff"  # a workbook that holds one can't be opened


def tidy(text: str | None) -> str:
    """One line: NFC, control and invisible characters gone, runs of spaces made one, ends trimmed."""
    return " ".join(_visible(text or "").split())


def tidy_lines(text: str | None) -> str:
    """As `tidy`, line breaks kept, at most one blank line in a row."""
    lines = (_SPACES.sub(" ", line).strip() for line in _visible(text or "").splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def folded(text: str | None) -> str:
    """For comparing: no accents, no case, apostrophes and dashes as spaces. « Été  à  l’Île » → « ete a l ile »."""
    bare = text or ""
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(_APART).casefold().split())


_APART = dict.fromkeys(map(ord, "'’‘-‐‑–—_."), " ") | {ord("œ"): "oe", ord("Œ"): "oe"}


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    return "".join(c for c in composed if c in "\n\r\t" or not _hidden(c))


def _hidden(c: str) -> bool:
    # Joiners (Cf) shape Arabic and Indic names and emoji: only what hides or reorders text goes.
    category = unicodedata.category(c)
    return category in ("Cc", "Cs") or (category == "Cf" and c not in "\u200c\u200d") or c in _NO_CHARACTERS
