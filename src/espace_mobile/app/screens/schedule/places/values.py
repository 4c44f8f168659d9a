"""What the form of a place holds: shown at first of what is known, and what was typed and chosen with it."""

from __future__ import annotations

from typing import Any

from espace_mobile.app.actions.places import LENGTHS, Described
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import day_of
from espace_mobile.app.screens.schedule.choices import time_text, times_of
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import PlaceType

TEXTS = (*LENGTHS, "commune_insee", "qpv_code", "phone")


def values_of(said: Described) -> dict[str, Any]:
    return {
        **{name: getattr(said, name) for name in TEXTS}, "type": str(said.type),
        "weekday": "" if said.weekday is None else str(said.weekday), "starts": time_text(said.opens),
        "ends": time_text(said.closes), "months": list(said.months), "permit": str(said.permit or ""),
        "permit_until": said.permit_until.isoformat() if said.permit_until else "",
        "organisation_id": said.organisation_id or "",
    }  # fmt: skip


def described_of(draft: Draft) -> Described:
    """Raises `InputError` (`starts` or `ends`, `unreadable`)."""
    opens, closes = times_of(draft)
    weekday, permit = draft.get("weekday"), draft.get("permit")
    return Described(
        **{name: str(draft.get(name) or "") for name in TEXTS}, type=PlaceType(draft.get("type") or PlaceType.OTHER),
        weekday=int(weekday) if weekday else None, opens=opens, closes=closes,
        months=tuple(draft.get("months", None) or ()), permit=Permit(permit) if permit else None,
        permit_until=day_of(draft, "permit_until"), organisation_id=draft.get("organisation_id") or None,
    )  # fmt: skip
