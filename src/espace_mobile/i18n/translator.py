"""One language's texts, dates and numbers, without any global state: several people may be served by one process."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache

from espace_mobile.domain.code import Code
from espace_mobile.errors import EspaceError, InputError
from espace_mobile.i18n import po

LANGUAGES = ("fr", "en")

_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_BRIEF_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()


class Translator:
    """`t` and `tn` give texts by key; an unknown key gives itself, so a screen never fails for a missing text."""

    def __init__(self, language: str) -> None:
        """Raises `KeyError` for a language the app does not speak."""
        self.language = language
        self._days, self._months = _DAYS[language], _MONTHS[language]
        with (po.LOCALES / f"{language}.mo").open("rb") as file:
            self._texts = gettext.GNUTranslations(file)

    def t(self, key: str, **params: object) -> str:
        return self._fill(self._texts.gettext(key), params)

    def tn(self, key: str, n: int, **params: object) -> str:
        """The singular or plural text; `{n}` in it is the number, written as the language writes it."""
        return self._fill(self._texts.ngettext(key, key, abs(n)), {"n": self.number(n), **params})

    def has(self, key: str) -> bool:
        return self._texts.gettext(key) != key

    def label(self, code: Code | None) -> str:
        """The label of a vocabulary code; a code from a newer version shows as itself, no code as nothing."""
        if code is None:
            return ""
        key = f"vocab.{code.key}"
        return self.t(key) if self.has(key) else code.value

    def error(self, error: BaseException) -> str:
        """What happened and what to do, in this language."""
        if isinstance(error, InputError) and self.has(f"input.{error.field}.{error.reason}"):
            return self.t(f"input.{error.field}.{error.reason}", **error.params)
        if isinstance(error, InputError) and self.has(f"input.any.{error.reason}"):
            return self.t(f"input.any.{error.reason}", **error.params)
        code = error.code if isinstance(error, EspaceError) else "unexpected"
        reason = str(error.params.get("reason", "")) if isinstance(error, EspaceError) else ""
        key = next(k for k in (f"error.{code}.{reason}", f"error.{code}", "error.unexpected") if self.has(k))
        return self.t(key, **(error.params if isinstance(error, EspaceError) else {}))

    def number(self, value: float, decimals: int = 0) -> str:
        """1 234,5 in French (narrow no-break space), 1,234.5 in English."""
        written = f"{value:,.{decimals}f}"
        if self.language == "fr":
            written = written.replace(",", po.THIN).replace(".", ",")
        return _displayable(written)

    def money(self, cents: int) -> str:
        """3 950 €, 122 850,50 € in French, €122,850.50 in English."""
        written = self.number(cents / 100, 2 if cents % 100 else 0)
        return f"{written}\u00a0€" if self.language == "fr" else f"€{written}"

    def day(self, day: date, *, year: bool = False) -> str:
        """jeudi 14 mai · Thursday 14 May; « 1er » for the first in French."""
        number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
        tail = f" {day.year}" if year else ""
        return f"{self._days[day.weekday()]} {number} {self._months[day.month - 1]}{tail}"

    def brief_day(self, day: date) -> str:
        """sam. 21 nov. · Sat 21 Nov: for narrow places."""
        weekday, month = self._days[day.weekday()], self._months[day.month - 1]
        if self.language == "en":
            return f"{weekday[:3]} {day.day} {month[:3]}"
        number = "1er" if day.day == 1 else str(day.day)
        return f"{weekday[:3]}. {number} {_BRIEF_MONTHS[day.month - 1]}"

    def short_day(self, day: date, *, year: bool = False) -> str:
        """14 mai · 14 May, without the weekday."""
        return self.day(day, year=year).split(" ", 1)[1]

    def month(self, day: date) -> str:
        return f"{self._months[day.month - 1]} {day.year}"

    def clock(self, at: time | datetime) -> str:
        """9 h, 9 h 05 in French; 9:00, 9:05 in English."""
        if self.language == "en":
            return f"{at.hour}:{at.minute:02d}"
        return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02d}" if at.minute else "")

    def hours(self, start: time | datetime | None, end: time | datetime | None) -> str:
        """9 h – 13 h. Nothing when nobody said when it starts."""
        if start is None:
            return ""
        return self.clock(start) if end is None else f"{self.clock(start)} – {self.clock(end)}"

    def ago(self, seconds: float) -> str:
        minutes = int(max(0.0, seconds) // 60)
        if minutes < 1:
            return self.t("time.just_now")
        if minutes < 60:
            return self.tn("time.minutes_ago", minutes)
        if minutes < 24 * 60:
            return self.tn("time.hours_ago", minutes // 60)
        return self.tn("time.days_ago", minutes // (24 * 60))

    def listing(self, items: Sequence[str]) -> str:
        """mobilité, logement et santé."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.t('list.and')} {items[-1]}"

    def _fill(self, text: str, params: dict[str, object]) -> str:
        return _displayable(text.format_map(_Params(params)) if "{" in text else text)


class _Params(dict[str, object]):
    """What an error did not say is left out: a message must never fail for want of a detail."""

    def __missing__(self, key: str) -> str:
        return ""


def _displayable(text: str) -> str:
    # The bundled font has no narrow no-break space; without internet its absence draws an empty box.
    return text.replace(po.THIN, "\u00a0")


def sentence(text: str) -> str:
    """First letter up, the rest untouched: jeudi 14 mai → Jeudi 14 mai."""
    return text[:1].upper() + text[1:]


@cache
def translator(language: str) -> Translator:
    """The translator of `fr` or `en`; any other language is answered in French."""
    return Translator(language if language in LANGUAGES else "fr")
