"""What a planner's device receives: the schedule as it is, the people met as something to count, and nothing else.

Such a device holds the key of the org, as every other: what it must not read it is not sent. A value that is withheld
is nil and keeps its stamp, so that whatever names a state by its stamps (a deletion) holds there as anywhere. Both ends
ask this module, and know no more of what these kinds mean. A kind or a field that is not named here is not sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from espace_mobile.protocol import conflict
from espace_mobile.protocol.record import RESERVED, Record, is_erased, without_traces
from espace_mobile.protocol.values import Fields, Sealed, pack

# Dates, places, means, sheets of programmes; of people, only those who work here.
WHOLE = frozenset({
    "organisation", "team", "worker", "vehicle", "place", "schedule_settings", "programme", "coverage",
    "programme_partner", "programme_place", "measure", "budget_line", "workshop", "campaign_action", "outing",
    "equipment_item", "equipment_check", "work_allocation", "report_settings", "public_site", "publication",
    "device_key",
})  # fmt: skip

# {kind: the fields that figures are counted from}. Whom a fact is about stays an id, for one person counts once.
COUNTED: Mapping[str, frozenset[str]] = MappingProxyType({kind: frozenset(fields.split()) for kind, fields in {
    "tally": "outing_id at what delta",
    "contact": "outing_id at sex age_band needs heard_via person_id",
    "person": "sex age_band qpv heard_via opened_on opened_at_outing_id status",
    "interview": "person_id at outing_id",
    "group_session": "starts_at minutes place_id capacity programme_id workshop_id phase status informal",
    "attendance": "session_id person_id since status",
    "enrolment": "person_id programme_id decision proposed_on decided_on entered_on exited_on",
    "outcome": "person_id enrolment_id type on months",
    "situation": "person_id enrolment_id moment answered situation on",
    "attempt": "person_id at channel result minutes",
    "merge": "person_id into_id at",
    "work_shift": "allocation_id person_id on minutes status",
    "service_visit": "programme_id service at person_id donated repaired advice",
    "person_right": "person_id right programme_id since until",
    "case_review": "programme_id on planned_on minutes status",
    "reviewed_case": "review_id person_id decision",
    "civic_mission": "programme_id organisation_id host theme person_id since until status vocation",
    "partner_meeting": "programme_id sort starts_at minutes status organisation_ids",
    # That somebody follows a team's calendar: its dates are then called off there too. Not where it is.
    "team_calendar": "team_id made_at revoked_at",
}.items()})  # fmt: skip

# A decision about an alert is received whole when the alert is one of the schedule; any other not at all.
SETTLEMENT, RULE = "alert_settlement", "rule"
OF_SCHEDULE = frozenset({"moved_twice", "team_twice", "van_twice", "worker_twice"})


def _mark() -> str:
    lists = [sorted(WHOLE), sorted((kind, sorted(fields)) for kind, fields in COUNTED.items()), sorted(OF_SCHEDULE)]
    return hashlib.blake2b(pack(lists), digest_size=4).hexdigest()


MARK = _mark()  # names these lists: whoever read by others reads again


def shown(record: Record) -> Record | None:
    """As a planner's device receives it; None: not at all. That one was erased is told of every kind."""
    if is_erased(record):
        return without_traces(record)
    if _is_whole(record):
        return record
    counted = COUNTED.get(record.kind)
    if counted is None:
        return None
    told = counted | RESERVED
    fields = {n: v if n in told and type(v) is not Sealed else None for n, v in record.fields.items()}
    return Record(record.id, record.kind, fields, record.stamps)


def is_withheld(kind: str, field: str) -> bool:
    """Whether a planner's device is never told this field."""
    if kind in WHOLE or kind in (SETTLEMENT, conflict.KIND):
        return False
    return field not in COUNTED.get(kind, frozenset()) and field not in RESERVED


def blanks(kind: str, said: Fields, known: Fields) -> bool:
    """Whether a change that says this much takes away, unseen, something that is `known` and was withheld."""
    return any(v is None and known.get(n) is not None and is_withheld(kind, n) for n, v in said.items())


def _is_whole(record: Record) -> bool:
    kind, fields = record.kind, record.fields
    if kind == conflict.KIND:
        return fields.get(conflict.OF_KIND) in WHOLE
    if kind == SETTLEMENT:
        return fields.get(RULE) in OF_SCHEDULE
    return kind in WHOLE
