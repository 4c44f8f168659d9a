"""Which fields say one thing together: of two tablets that disagree, what is asked once and what nobody is asked.

Two tablets that closed one relance agree on what was decided, not on the second it was decided, nor by whom. That is
kept like any other conflict, but nobody is bothered with it: it goes along with the field it belongs to.
"""

from __future__ import annotations

from collections.abc import Container
from types import MappingProxyType

# Nobody is ever asked about these: {kind: {field: the field whose decision they go along with}}.
_TRACES = MappingProxyType(
    {
        "appointment": {"outing_id": "starts_at"},
        "alert_settlement": {"at": "decision", "worker_id": "decision", "rule": "", "subject_id": "", "person_ids": ""},
        "attempt": {"at": "result", "worker_id": "result", "follow_up_id": ""},
        "check_in": {"worker_id": "", "on": ""},
        "attendance": {"marked_at": "status", "worker_id": "status", "since": "status"},
        "contact": {"at": "", "worker_id": "", "left_id": "person_id", "import_run": ""},
        "enrolment": {
            "decided_on": "decision", "decided_by": "decision", "proposed_on": "", "proposed_by": "",
            "interview_id": "decision",
        },
        "follow_up": {"closed_at": "status", "closed_by": "status", "source_id": ""},
        "interview": {
            "at": "", "ended_at": "", "worker_id": "", "appointment_id": "", "outing_id": "",
            "urgent_settled_at": "urgent", "urgent_settled_by": "urgent",
        },
        "outcome": {"worker_id": "type"},
        "equipment_check": {"worker_id": "", "outing_id": "", "item": ""},
        # Moved by two planners: both dates stand, and the alert about them asks which one stays.
        "outing": {"closed_at": "status", "moved_to_id": "status", "proposal": "", "replaces_id": ""},
        "participant_entry": {"on": "", "worker_id": ""},
        "person": {
            "notice_on": "notice_given", "notice_version": "notice_given", "notice_language": "notice_given",
            "sharing_on": "sharing", "guardian_on": "guardian",
        },
        "person_note": {"at": "text", "worker_id": "text"},
        "referral": {"answered_on": "answer", "feedback_on": "feedback_text", "worker_id": ""},
        "reviewed_case": {"decided_at": "decision", "worker_id": "decision", "reasons": "", "review_id": ""},
        "session_note": {"worker_id": "text", "section": ""},
        "situation": {"on": "answered", "worker_id": "answered"},
        "team_calendar": {"secret": "", "worker_id": ""},
        "testimonial": {"consent_on": "consent", "moderated_by": "moderation", "worker_id": "", "written_on": ""},
    }
)  # fmt: skip

# These are asked alone, unless the field they complete is in question too: then one decision takes both.
_COMPLEMENTS = MappingProxyType(
    {
        "appointment": {"place_text": "place_id"},
        "enrolment": {"exit_reason": "exited_on"},
        "group_session": {"place_text": "place_id"},
        "interview": {"next_step_on": "next_step", "recommended_programme_id": "recommendation"},
        "outing": {"cancel_reason": "status"},
        "person": {"next_step_on": "next_step"},
        "reviewed_case": {"owner_organisation_id": "owner_id"},
        "situation": {"situation": "answered"},
    }
)

# Links, drawings and what the server answered, which no tablet sets a second time by hand.
_SILENT = frozenset(
    {"barrier_change", "device_key", "merge", "merged_values", "not_same", "publication", "signature", "tally"}
)


def is_asked(kind: str, field: str, in_question: Container[str]) -> bool:
    """Whether somebody must choose between the values of this field. `in_question`: the fields of the same record of
    which there are several values."""
    if kind in _SILENT or field in _TRACES.get(kind, {}):
        return False
    return _COMPLEMENTS.get(kind, {}).get(field, "") not in in_question


def goes_along(kind: str, field: str, with_field: str) -> bool:
    """Whether whoever decides `with_field` decides `field` too."""
    return with_field in (_TRACES.get(kind, {}).get(field), _COMPLEMENTS.get(kind, {}).get(field))
