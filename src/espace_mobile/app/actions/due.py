"""The relances that facts call for, to be saved in the same commit as the fact. Nothing here saves.

Their ids are derived from what they are about: two tablets that miss one appointment make one task of it.
"""

from __future__ import annotations

from datetime import date

from espace_mobile.app import clock
from espace_mobile.domain import relances
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import FollowUpRule
from espace_mobile.domain.person import Person
from espace_mobile.protocol.values import derived_id


def task_id(rule: FollowUpRule, source_id: str, person_id: str) -> str:
    return derived_id("follow_up", rule, source_id, person_id)


def missed(appointment: Appointment, today: date) -> FollowUp:
    return _task(
        FollowUpRule.MISSED_APPOINTMENT, appointment.id, appointment.person_id, appointment.team,
        relances.after_missed(today), appointment.worker_id,
    )  # fmt: skip


def invitation(session: GroupSession, person: Person, today: date) -> FollowUp:
    due_on = relances.before_session(clock.local(session.starts_at).date(), today)
    return _task(FollowUpRule.SESSION_INVITATION, session.id, person.id, person.team, due_on)


def after_exit(enrolment: Enrolment, person: Person) -> tuple[FollowUp, ...]:
    """Nothing for a spell that has not ended."""
    if enrolment.exited_on is None:
        return ()
    days, months = relances.after_exit(enrolment.exited_on)
    return (
        _task(FollowUpRule.EXIT_28_DAYS, enrolment.id, person.id, person.team, days, person.referent_id),
        _task(FollowUpRule.SIX_MONTHS, enrolment.id, person.id, person.team, months, person.referent_id),
    )


def post_workshop(session: GroupSession, person: Person) -> tuple[FollowUp, ...]:
    """Nothing for a session after which nobody is invited back."""
    if session.post_workshop_on is None:
        return ()
    task = _task(FollowUpRule.POST_WORKSHOP, session.id, person.id, person.team, session.post_workshop_on)
    return (task,)


def after_mission(mission: CivicMission, person: Person, due_on: date, reason: str) -> FollowUp:
    """What came of a civic-service mission is asked. `reason`: in the words of whoever ends it."""
    task = _task(FollowUpRule.BY_HAND, mission.id, person.id, person.team, due_on, person.referent_id)
    return task.but(reason=reason)


def _task(
    rule: FollowUpRule, source_id: str, person_id: str, team: str | None, due_on: date, worker_id: str | None = None
) -> FollowUp:
    return FollowUp(
        id=task_id(rule, source_id, person_id), team=team, person_id=person_id, rule=rule, source_id=source_id,
        due_on=due_on, worker_id=worker_id,
    )  # fmt: skip
