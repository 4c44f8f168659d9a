"""The French social-security number (NIR): it has no field, and must not hide in a free text either.

13 characters, 15 with the key: sex, year (2), month (2), département (2, « 2A » and « 2B » in Corsica), commune (3),
order (3), key (2). Insee gives the months 20, 30 to 42 and 50 to 99 to births whose civil status is incomplete; sex is
3 or 4 for people being registered, 7 or 8 for temporary numbers.

A wrong alarm asks for a rewording; a missed number stays in the register. Hence the key never excuses a number, it
only confirms one.
"""

from __future__ import annotations

import re
import unicodedata

_LEAST = 13  # characters
_DIGIT = re.compile("[0-9]")
_SEP = r"[\s./_\-\u2010-\u2015\u2212·]{0,3}"


def _spaced(*parts: str) -> str:
    return _SEP.join(parts)


_MONTH = "|".join((_spaced("0", "[1-9]"), _spaced("1", "[0-2]"), _spaced("[235-9]", r"\d"), _spaced("4", "[0-2]")))
_DEPARTEMENT = "|".join((_spaced("0", "[1-9]"), _spaced("[13-9]", r"\d"), _spaced("2", r"[\dAB]")))
_NUMBER = _spaced("[1-478]", r"\d", r"\d", f"(?:{_MONTH})", f"(?:{_DEPARTEMENT})", *[r"\d"] * 6)
_KEY = _SEP + _spaced(r"\d", r"\d")
# In a look-ahead, so that each start is tried; after « + » or « 00 » stands a foreign phone number.
_SHAPE = re.compile(rf"(?<![\d+])(?<!\b00[\s.\-])(?=({_NUMBER})(?:({_KEY})(?!\d)|(?!\d)))", re.ASCII)

_PHONE = rf"(?:0[1-9]|0033{_SEP}(?:\(0\){_SEP})?[1-9])(?:{_SEP}\d\d){{4}}"
_DAY, _IN_YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = rf"{_DAY}[./\- ]{_IN_YEAR}[./\- ](?:19|20)\d\d|(?:19|20)\d\d[./\-]{_IN_YEAR}[./\-]{_DAY}"
_OTHER = re.compile(rf"(?<!\d)(?:{_PHONE}|{_DATE})(?!\d)", re.ASCII)


def holds_nir(text: str) -> bool:
    """Whether a 13- or 15-character NIR stands in `text`, however it is spaced, dotted or dashed."""
    shown = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if len(shown) < _LEAST or _DIGIT.search(shown) is None:  # a name, a day: most of what is asked about
        return False
    plain = _plain(shown)
    found = list(_SHAPE.finditer(plain))
    if not found:
        return False
    others = [match.span() for match in _OTHER.finditer(plain)]
    return any(_is_nir(match, others) for match in found)


def key(number: str) -> int:
    """The two-digit key of a 13-character number (Corsica: 2A counts as 19, 2B as 18)."""
    return 97 - int(number.replace("2A", "19").replace("2B", "18")) % 97


def _is_nir(match: re.Match[str], others: list[tuple[int, int]]) -> bool:
    number = _digits(match[1])
    if number.endswith("000"):
        return False
    if match[2] is not None and int(_digits(match[2])) == key(number):
        return True
    # Two dates or two phone numbers side by side can have the shape: both ends must belong to one.
    start, end = match.start(1), match.end(2) if match[2] is not None else match.end(1)
    return not (_within(start, others) and _within(end - 1, others))


def _within(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _plain(shown: str) -> str:
    """`shown`: in NFKC."""
    if not shown.isascii():
        shown = "".join(c for c in shown if unicodedata.category(c) != "Cf")
    return shown.upper()
