"""What a workshop must say before it is one. A merge is never refused for it."""

from __future__ import annotations

from typing import Any

from espace_mobile.domain import seating
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import LAST_WEEK, is_standing
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.errors import InputError

TITLE_LENGTH = 80  # characters
MINUTES = (5, 480)  # of a session
SESSIONS = (1, 60)  # of a phase
MONTH_MINUTES = (15, 2400)
BACK_AFTER = (1, 730)  # days


def checked(asked: Workshop) -> Workshop:
    """As it is kept: what its form has no use for is left out. Its day and hour, and how many
    sessions a series has, may still be open.

    Raises `InputError`: (`title`, `required`, `too_long` or `nir`), (`phases`, `required` for a cycle; `no_sessions`
    with `n` from 1; `out_of_range`), (`month_minutes`, `required`), and `out_of_range` for `minutes`, `weekday`,
    `week_of_month`, `capacity`, `month_minutes` and `back_after_days`.
    """
    title = check_note(asked.title, "title", TITLE_LENGTH)
    if title is None:
        raise InputError("title", "required")
    return asked.but(title=title, **_rhythm(asked), **_rules(asked))


def _rhythm(asked: Workshop) -> dict[str, Any]:
    standing, monthly = is_standing(asked), asked.form == WorkshopForm.MONTHLY
    _check_between("minutes", asked.minutes, MINUTES)
    _between("weekday", asked.weekday, (0, 6))
    week = _between("week_of_month", asked.week_of_month, (1, LAST_WEEK)) if monthly else None
    return {
        "phases": () if standing else _phases(asked), "week_of_month": week,
        "back_after_days": None if standing else _between("back_after_days", asked.back_after_days, BACK_AFTER),
    }  # fmt: skip


def _rules(asked: Workshop) -> dict[str, Any]:
    compulsory = asked.compulsory and is_standing(asked)
    if compulsory and asked.month_minutes is None:
        raise InputError("month_minutes", "required")
    owed = _between("month_minutes", asked.month_minutes, MONTH_MINUTES) if compulsory else None
    seats = _between("capacity", asked.capacity, (seating.LEAST, seating.MOST))
    return {"compulsory": compulsory, "month_minutes": owed, "capacity": seats}


def _phases(asked: Workshop) -> tuple[Phase, ...]:
    if not asked.phases and asked.form == WorkshopForm.CYCLE:
        raise InputError("phases", "required")
    for n, phase in enumerate(asked.phases, 1):
        if phase.sessions < 1:
            raise InputError("phases", "no_sessions", n=n)
        _check_between("phases", phase.sessions, SESSIONS)
    return tuple(phase.model_copy(update={"title": _phase_title(phase)}) for phase in asked.phases)


def _phase_title(phase: Phase) -> str:
    return check_note(phase.title, "phases", TITLE_LENGTH) or ""


def _between(field: str, value: int | None, bounds: tuple[int, int]) -> int | None:
    if value is not None:
        _check_between(field, value, bounds)
    return value


def _check_between(field: str, value: int, bounds: tuple[int, int]) -> None:
    least, most = bounds
    if not least <= value <= most:
        raise InputError(field, "out_of_range", min=least, max=most)
