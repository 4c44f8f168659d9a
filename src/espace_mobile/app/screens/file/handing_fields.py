"""The fields that only the paper handed to a person tells: when, by whom, of which session. By name."""

from __future__ import annotations

from espace_mobile.app.screens.file.value_words import AT, Field, code, day, instant, many, named, outing, text, worker
from espace_mobile.app.ui import Ui
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AlertRule, SituationMoment
from espace_mobile.domain.sheet_vocabulary import CaseReason
from espace_mobile.domain.vocabulary import Barrier, BarrierState


def _review(ui: Ui, id: str) -> str:
    found = ui.replica.get(CaseReview, id)
    return ui.words.short_day(found.on, year=True) if found else "…"


def _drawn(ui: Ui, strokes: str) -> str:
    return ui.t("handing.signature") if strokes else ""


_BY, _CLOSED = Field("fact_field.with", worker), Field("handing.closed", instant)

MORE: dict[str, Field] = {
    "at": AT, "ended_at": Field("handing.ended", instant), "worker_id": _BY, "outing_id": Field("kind.outing", outing),
    "session_id": Field("kind.group_session", named(GroupSession)), "attendance.since": Field("handing.asked", instant),
    "marked_at": Field("handing.marked", instant), "on": Field("fact_field.on", day),
    "moment": Field("handing.moment", code(SituationMoment)), "proposed_on": Field("handing.proposed", day),
    "proposed_by": _BY, "decided_on": Field("handing.decided", day), "decided_at": Field("handing.decided", instant),
    "decided_by": _BY, "closed_at": _CLOSED, "closed_by": _BY, "answered_on": Field("fact_field.answered_on", day),
    "feedback_on": Field("handing.feedback", day), "review_id": Field("kind.case_review", _review),
    "reasons": Field("handing.why", many(code(CaseReason))), "rule": Field("fact_field.rule", code(AlertRule)),
    "barrier": Field("handing.barrier", code(Barrier)), "state": Field("schedule.status", code(BarrierState)),
    "urgent_settled_at": Field("handing.settled", instant), "urgent_settled_by": _BY, "moderated_by": _BY,
    "strokes": Field("kind.signature", _drawn), "note": Field("note.label", text),
}  # fmt: skip

# Identifiers, and whose file it is: the person knows. The JSON has them.
SILENT = frozenset(
    {"id", "person_id", "person_ids", "into_id", "taken_id", "merge_id", "left_id", "appointment_id", "interview_id",
     "follow_up_id", "enrolment_id", "import_run"}
)  # fmt: skip
