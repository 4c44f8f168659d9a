"""The values a template is made of, and what each may be."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from espace_mobile.domain.code import Code
from espace_mobile.domain.geography import parse_insee
from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.text import tidy, tidy_lines
from espace_mobile.errors import InputError

SHORT, LINE, LONG = 80, 200, 2000  # characters
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY, MOST_EUROS, MOST_HOURS = 24 * 60, 100_000_000, 1_000_000
C = TypeVar("C", bound=Code)


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    return tidy_lines(value) if isinstance(value, str) else value


def _impersonal(text: str) -> str:
    """What a template says is read by every team, and mostly not sealed."""
    if holds_nir(text):
        raise PydanticCustomError("nir", "a social security number")
    return text


def _listed(code: C) -> C:
    if not code.known:
        raise PydanticCustomError("enum", "not in the list", {"choices": ", ".join(type(code))})
    return code


def _time(value: Any) -> Any:
    """« 14:00 », as people write it; TOML's own 14:00:00 as well."""
    if isinstance(value, str):
        try:
            return datetime.time.fromisoformat(value)
        except ValueError:
            pass
    if not isinstance(value, datetime.time) or value.tzinfo is not None:
        raise PydanticCustomError("time_type", "not a time of day")
    return value


def _cents(value: Any) -> int:
    try:
        cents = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value)) * 100
    except InvalidOperation:
        cents = Decimal("NaN")
    if not cents.is_finite() or cents != int(cents):
        raise PydanticCustomError("amount", "not an amount")
    if cents < 0:
        raise PydanticCustomError("below_zero", "below zero")
    if cents > MOST_EUROS * 100:
        raise PydanticCustomError("less_than_equal", "too much", {"le": MOST_EUROS})
    return int(cents)


def _insee(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("lost_zero" if type(value) is int else "string_type", "not text")
    try:
        return parse_insee(value)
    except InputError as e:
        raise PydanticCustomError("lost_zero" if e.reason == "lost_zero" else "insee", "not a code") from None


Impersonal = AfterValidator(_impersonal)
Short = Annotated[
    str, BeforeValidator(_tidied), StringConstraints(strict=True, min_length=1, max_length=SHORT), Impersonal
]  # fmt: skip
Line = Annotated[
    str, BeforeValidator(_tidied), StringConstraints(strict=True, min_length=1, max_length=LINE), Impersonal
]  # fmt: skip
Long = Annotated[
    str, BeforeValidator(_lines), StringConstraints(strict=True, min_length=1, max_length=LONG), Impersonal
]  # fmt: skip
Count = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Minutes = Annotated[int, Field(strict=True, ge=5, le=DAY)]
Months = Annotated[int, Field(strict=True, ge=1, le=120)]
Days = Annotated[int, Field(strict=True, ge=1, le=366)]
Week = Annotated[int, Field(strict=True, ge=1, le=5)]  # of a month; 5: the last
Seats = Annotated[int, Field(strict=True, ge=1, le=60)]
Hours = Annotated[int, Field(strict=True, ge=1, le=MOST_HOURS)]
Flag = Annotated[bool, Field(strict=True)]
Time = Annotated[datetime.time, BeforeValidator(_time)]
Cents = Annotated[int, BeforeValidator(_cents)]
Insee = Annotated[str, BeforeValidator(_insee)]
Listed = AfterValidator(_listed)
