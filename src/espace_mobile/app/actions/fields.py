"""One field of a file, typed alone: when a conflict is settled with another value."""

from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.domain.dates import parse_date
from espace_mobile.domain.emails import parse_email
from espace_mobile.domain.names import check_names
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.phones import parse_phone
from espace_mobile.errors import InputError

_NAMES = ("first_name", "last_name", "nickname")
_TEXTS = ("address", "note", "reach_note", "next_step")
_DAYS = ("birth_on", "next_step_on")


def editable(field: str) -> bool:
    """Whether a value can be typed for it; others are chosen among those there are."""
    return field in (*_NAMES, *_TEXTS, *_DAYS, "phone", "email")


def checked_value(field: str, typed: str, today: date) -> Any:
    """As the register keeps it (dates as ISO text). Raises `InputError` (`value`, reason)."""
    try:
        return _checked(field, typed, today)
    except InputError as e:
        raise InputError(
            "value", e.reason, **{k: v for k, v in e.params.items() if k not in ("field", "reason")}
        ) from e


def _checked(field: str, typed: str, today: date) -> Any:
    if field in _NAMES:
        return getattr(check_names(**{**dict.fromkeys(_NAMES), field: typed}), field)
    if field in _TEXTS:
        return check_note(typed)
    if field == "phone":
        return parse_phone(typed)
    if field == "email":
        return parse_email(typed)
    if field in _DAYS and typed.strip():
        century_ends = today.year if field == "birth_on" else today.year + 10
        return parse_date(typed, century_ends=century_ends).isoformat()
    return None
