"""One field of a file, typed alone: when a conflict is settled with another value."""

from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.app.actions.protocols import TEXT_LENGTH
from espace_mobile.domain.dates import parse_date
from espace_mobile.domain.emails import parse_email
from espace_mobile.domain.interview import LENGTHS
from espace_mobile.domain.names import check_names
from espace_mobile.domain.notes import MAX_LENGTH as NOTE_LENGTH
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import parse_phone
from espace_mobile.errors import InputError

_NAMES = ("first_name", "last_name", "nickname")
_TEXTS = ("address", "note", "reach_note", "next_step")
_DAYS = ("birth_on", "next_step_on")

# The texts of other facts, in characters.
_LENGTHS: dict[str, dict[str, int]] = {
    "alert_settlement": {"note": NOTE_LENGTH},
    "appointment": {"motive": NOTE_LENGTH, "place_text": NOTE_LENGTH},
    "campaign_action": dict.fromkeys(("title", "where"), 120),
    "contact": {"note": NOTE_LENGTH},
    "follow_up": {"reason": NOTE_LENGTH},
    "group_session": {"place_text": NOTE_LENGTH, "guests": NOTE_LENGTH},
    "interview": LENGTHS,
    "person_note": {"text": NOTE_LENGTH},
    "referral": dict.fromkeys(("reason_text", "answer_text", "feedback_text"), NOTE_LENGTH),
    "session_note": {"text": TEXT_LENGTH},
}


def editable(field: str, kind: str = Person.kind) -> bool:
    """Whether a value can be typed for it; others are chosen among those there are."""
    if kind != Person.kind:
        return field in _LENGTHS.get(kind, {})
    return field in (*_NAMES, *_TEXTS, *_DAYS, "phone", "email")


def lines_of(field: str, kind: str = Person.kind) -> int:
    """How many lines a text of this field may take: 1, or more."""
    return 3 if _LENGTHS.get(kind, {}).get(field, 0) >= NOTE_LENGTH or (kind == Person.kind and field in _TEXTS) else 1


def checked_value(field: str, typed: str, today: date, kind: str = Person.kind) -> Any:
    """As the register keeps it (dates as ISO text). Raises `InputError` (`value`, reason)."""
    if kind != Person.kind:
        return check_note(typed, "value", _LENGTHS[kind][field])
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
