"""Phone numbers, kept in E.164 (« +33639981234 »), shown as they are said."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

REGION = "FR"
# New French ranges open, and the ranges kept for fiction never will: any ten digits do.
_FRENCH = re.compile(r"\+33[1-9]\d{8}", re.ASCII)
_AT_HOME = re.compile(r"0([1-9])(?:[ .\-]?(\d\d)){4}", re.ASCII)
_TYPED = re.compile(r"[\d\s+().\-/\u2010-\u2015]+")


def parse_phone(text: str | None, field: str = "phone") -> str | None:
    """E.164, None when nothing was typed; a number without its country's code is French.

    Raises `InputError` (`field`, `invalid`).
    """
    typed = tidy(text)
    if not typed:
        return None
    if _AT_HOME.fullmatch(typed):  # nearly every one; the library takes fifty times as long to say the same
        return "+33" + re.sub(r"\D", "", typed, flags=re.ASCII)[1:]
    number = _parsed(typed)
    if number is None:
        raise InputError(field, "invalid")
    return _formatted(number, PhoneNumberFormat.E164)


def shown_phone(phone: str) -> str:
    """« 06 39 98 12 34 » for a French number, « +49 1512 3456789 » for another."""
    try:
        number = phonenumbers.parse(phone, REGION)
    except NumberParseException:
        return phone
    french = _FRENCH.fullmatch(phone)
    return _formatted(number, PhoneNumberFormat.NATIONAL if french else PhoneNumberFormat.INTERNATIONAL)


def _parsed(typed: str) -> PhoneNumber | None:
    if not _TYPED.fullmatch(typed):  # letters would be dialled as on old keypads
        return None
    try:
        number = phonenumbers.parse(typed, REGION)
    except NumberParseException:
        return None
    french = _FRENCH.fullmatch(_formatted(number, PhoneNumberFormat.E164))
    return number if french or phonenumbers.is_valid_number(number) else None


def _formatted(number: PhoneNumber, form: int) -> str:
    return str(phonenumbers.format_number(number, form))
