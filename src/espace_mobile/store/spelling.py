"""How a name sounds, whatever alphabet, accents or habits it was written with.

Three forms of a word, each coarser: `fold` (plain letters), `sound` (French ear, the usual transliterations of
Arabic, Turkish, Slavic and African names brought together), `skeleton` (its consonants: vowels are what changes
most between Mohamed, Muhammad and Mouhamed).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict(zip("œæøłđðþıßħ", ("oe", "ae", "o", "l", "d", "d", "th", "i", "ss", "h"), strict=True)),
        # Cyrillic, as French passports write it
        **dict(zip("абвгґдезиіклмнопрстуфыэ", "abvggdeziiklmnoprstufye", strict=True)),
        **dict(
            zip(
                "жйхцчшщюяєїьъё",
                ("j", "i", "kh", "ts", "tch", "ch", "chtch", "iou", "ia", "ie", "i", "", "", "e"),
                strict=True,
            )
        ),
        # Arabic and Persian: consonants and long vowels are all that is written
        **dict(zip("ابپتجحدرزسصضطظفقكکگلمنهةوؤيیىئءع", "abptjhdrzssdtzfqkkglmnhaouiiii'a", strict=True)),
        **dict(zip("ثخذشغچژآأإ", ("th", "kh", "dh", "ch", "gh", "tch", "j", "a", "a", "i"), strict=True)),
        **dict(zip("αβγδεζηικλμνξοπρστυφχω", "avgdeziiklmnxoprstifho", strict=True)),
        "ς": "s",
        "θ": "th",
        "ψ": "ps",
    }
)
_WORD = re.compile(r"[a-z0-9]+")
_ELISION = re.compile(r"['’ʼ`´]")

# Groups of letters heard as one, longest first. X is « ch » as in Cherif.
_HEARD = (
    *((group, "X") for group in ("sch", "tch", "sh", "ch")),
    *((group, "j") for group in ("dzh", "dj", "zh", "ge", "gi", "gy")),
    *((group, "s") for group in ("ce", "ci", "cy", "z")),
    *((group, "k") for group in ("ck", "cq", "qu", "q", "kh", "gh", "gu", "c", "g")),  # Gaddour, Kaddour
    *((group, "o") for group in ("eaux", "eau", "aux", "au")),
    *((group, "u") for group in ("oo", "ou", "w")),
    *((group, "e") for group in ("ai", "ay", "ei", "ey", "oe", "ae")),
    *((group, "i") for group in ("ee", "y")),
    *((group, "f") for group in ("ph", "v")),  # Ivanov, Ivanoff
    ("x", "ks"),
    ("h", ""),
)
_SOFTENED = frozenset({"ge", "gi", "gy", "ce", "ci", "cy"})  # the vowel after is heard too
_GROUPS = {first: [(g, s) for g, s in _HEARD if g[0] == first] for first in {group[0] for group, _ in _HEARD}}
_SILENT_END = re.compile(r"(?<=..)(?:es|s|e|ks|(?<=[nr])[tdk]s?)$")
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower-case letters a–z, digits and single spaces: `Élodie Çağlar` → `elodie caglar`."""
    plain = _ELISION.sub("", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=50_000)
def sound(word: str, *, whole: bool = True) -> str:
    """The sound of a folded word. `whole=False`: still being typed, so its last letters are not silent yet."""
    spoken = _hear(word)
    return _SILENT_END.sub("", spoken) if whole else spoken


def _hear(word: str) -> str:
    heard = said = before = ""
    at, end, groups = 0, len(word), _GROUPS.get
    while at < end:
        letters = says = word[at]
        for group, spoken in groups(letters, ()):
            if word.startswith(group, at):
                letters, says = (letters if group in _SOFTENED else group), spoken
                break
        # A doubled letter is one sound; but not the m m of mhmd, where an h stood between.
        if letters[0] != before and (says != said or says not in "aeiousf"):
            heard += says
            said = says
        before = "" if letters[-1] in "aeiouy" else letters[-1]
        at += len(letters)
    return heard


def skeleton(spoken: str) -> str:
    """The consonants of a sound; a vowel at its head counts as one mark: `amed` → `amd`, `muamad` → `mmd`."""
    return ("a" if spoken[:1] in "aeiou" and spoken else "") + _VOWELS.sub("", spoken)


def forget() -> None:
    """Drop the names kept to answer faster."""
    fold.cache_clear()
    sound.cache_clear()
