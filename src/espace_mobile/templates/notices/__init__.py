"""The information notice, in the languages that are met: a folder a version, a data file a language.

The texts are short sentences, one idea each. French follows the rules of « facile à lire et à comprendre »; nobody of
those whom these rules ask for has read it again, nor a native speaker any translation: `reviewed` says so, to
supervisors.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.retention import MONTHS

LANGUAGES = ("fr", "en", "ar", "uk", "pt", "es", "ro", "tr", "prs", "fa")  # in the order they are offered
SECTIONS = ("what", "why", "who", "how_long", "choice", "rights", "complain", "contact")


@dataclass(frozen=True)
class Part:
    """`code`: one of `SECTIONS`; each line says one thing."""

    code: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """`name`: the language in itself; `rightward`: whether it is read from left to right; `reviewed`: by somebody whose
    language it is. Lines may hold `{association}`."""

    language: str
    version: str
    name: str
    rightward: bool
    reviewed: bool
    title: str
    intro: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything it says, in order."""
        return (self.title, *self.intro, *(line for part in self.parts for line in (part.title, *part.lines)))

    def filled(self, association: str, contact: tuple[str, ...] = ()) -> Notice:
        """With who speaks; `contact`: lines under the last title, as they are (a telephone number, an address)."""
        parts = (
            replace(part, lines=(*(line.replace(_WHO, association) for line in part.lines),
                                 *((association, *contact) if part.code == "contact" else ())))
            for part in self.parts
        )  # fmt: skip
        return replace(self, intro=tuple(line.replace(_WHO, association) for line in self.intro), parts=tuple(parts))


_WHO = "{association}"


@cache
def notice(language: str, version: str = NOTICE_VERSION) -> Notice:
    """`language`: one of `LANGUAGES`. How long files are kept is as the software keeps them."""
    said = tomllib.loads(files(__name__).joinpath(version, f"{language}.toml").read_text(encoding="utf-8"))
    months = str(MONTHS).translate(str.maketrans("0123456789", said.get("digits", "0123456789")))

    def lines(some: list[str]) -> tuple[str, ...]:
        return tuple(line.replace("{months}", months) for line in some)

    parts = tuple(Part(part["code"], part["title"], lines(part["lines"])) for part in said["sections"])
    return Notice(
        language, version, said["name"], said["direction"] == "ltr", said["reviewed"], said["title"],
        lines(said["intro"]), parts,
    )  # fmt: skip


def name(language: str) -> str:
    """The language in itself; its code when a newer version of the app has it."""
    return notice(language).name if language in LANGUAGES else language


def proposed(known: tuple[str, ...], otherwise: str) -> str:
    """The first language of a person that there is a notice in."""
    return next((code for code in known if code in LANGUAGES), otherwise if otherwise in LANGUAGES else LANGUAGES[0])
