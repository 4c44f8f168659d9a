"""A workshop as a form asks for it: from its values to the fact, and back."""

from __future__ import annotations

from datetime import time
from typing import Any

from espace_mobile.app.drafts import Draft
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Phase, Workshop

USUAL_SESSIONS, USUAL_HALF_DAYS = 4, 3


def values_of(workshop: Workshop) -> dict[str, Any]:
    """What a form about this workshop shows at first. The phases are numbered: `phase.0.title`, `phase.0.sessions`."""
    phases: dict[str, Any] = {"phases": len(workshop.phases)}
    for n, phase in enumerate(workshop.phases):
        phases |= {f"phase.{n}.title": phase.title, f"phase.{n}.sessions": phase.sessions,
                   f"phase.{n}.organisations": list(phase.organisation_ids)}  # fmt: skip
    return {
        "programme_id": workshop.programme_id, "title": workshop.title, "form": str(workshop.form),
        "weekday": workshop.weekday, "week_of_month": workshop.week_of_month, "minutes": workshop.minutes,
        "hour": workshop.starts.isoformat("minutes") if workshop.starts else "", "capacity": workshop.capacity,
        "place_id": workshop.place_id or "", "compulsory": workshop.compulsory,
        "month_minutes": workshop.month_minutes, "back": workshop.back_after_days, **phases,
    }  # fmt: skip


def asked(draft: Draft, workshop: Workshop) -> Workshop:
    """`workshop`: the one the form is about, or an empty one."""
    hour = draft.get("hour")
    return workshop.but(
        title=draft.get("title") or "", form=form_of(draft), phases=_phases(draft), weekday=draft.get("weekday", None),
        week_of_month=draft.get("week_of_month", None), starts=time.fromisoformat(hour) if hour else None,
        minutes=int(draft.get("minutes", 120) or 0), capacity=draft.get("capacity", None),
        place_id=draft.get("place_id") or None, compulsory=bool(draft.get("compulsory")),
        month_minutes=draft.get("month_minutes", None), back_after_days=draft.get("back", None),
    )  # fmt: skip


def form_of(draft: Draft) -> WorkshopForm:
    return WorkshopForm(draft.get("form") or WorkshopForm.SERIES)


def phases_in(draft: Draft) -> int:
    """A cycle's half days are counted as one. 0: how many sessions a series has is not known yet."""
    return 1 if form_of(draft) == WorkshopForm.CYCLE else int(draft.get("phases", 1))


def sessions_in(draft: Draft, phase: int) -> int:
    usual = USUAL_HALF_DAYS if form_of(draft) == WorkshopForm.CYCLE else USUAL_SESSIONS
    return int(draft.get(f"phase.{phase}.sessions", usual))


def _phases(draft: Draft) -> tuple[Phase, ...]:
    return tuple(
        Phase(
            title=draft.get(f"phase.{n}.title") or "", sessions=sessions_in(draft, n),
            organisation_ids=tuple(draft.get(f"phase.{n}.organisations", ())),
        )
        for n in range(phases_in(draft))
    )  # fmt: skip
