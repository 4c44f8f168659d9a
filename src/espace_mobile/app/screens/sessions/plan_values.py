"""What the form of a session holds: shown at first of a plan, and the plan that was chosen with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions.session_planning import Plan
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.when import when_of


def values_of(plan: Plan) -> dict[str, Any]:
    """What a form about this session shows at first."""
    wall = clock.local(plan.starts_at) if plan.starts_at else None
    return {
        "title": plan.title, "day": wall.date().isoformat() if wall else "",
        "hour": f"{wall:%H:%M}" if wall else "", "minutes": plan.minutes, "place_id": plan.place_id or "",
        "place": plan.place_text or "", "capacity": plan.capacity, "programme_id": plan.programme_id or "",
        "protocol_id": plan.protocol_id or "", "facilitators": list(plan.facilitator_ids), "guests": plan.guests or "",
        "post": plan.post_workshop_on.isoformat() if plan.post_workshop_on else "",
        "organisations": list(plan.organisation_ids), "volunteers": plan.volunteers,
        "workshop_id": plan.workshop_id or "", "phase": plan.phase, "informal": plan.informal,
    }  # fmt: skip


def plan_of(draft: Draft) -> Plan:
    """Raises `InputError` (`hour`, `required`) when only the day is chosen."""
    post = draft.get("post")
    return Plan(
        starts_at=when_of(draft), title=draft.get("title") or "", minutes=int(draft.get("minutes", 120) or 0),
        place_id=draft.get("place_id") or None, place_text=draft.get("place") or None,
        capacity=draft.get("capacity", None), programme_id=draft.get("programme_id") or None,
        protocol_id=draft.get("protocol_id") or None, facilitator_ids=tuple(draft.get("facilitators", ())),
        guests=draft.get("guests") or None, post_workshop_on=date.fromisoformat(post) if post else None,
        organisation_ids=tuple(draft.get("organisations", ())), volunteers=int(draft.get("volunteers", 0) or 0),
        workshop_id=draft.get("workshop_id") or None, phase=draft.get("phase", None),
        informal=bool(draft.get("informal")),
    )  # fmt: skip
