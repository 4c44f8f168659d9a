"""An alert in words: what it is about, who said what when, and where to look at it."""

from __future__ import annotations

from espace_mobile.app.actions.alerts import Pending, is_of_schedule
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.screens.alerts.dates import dates_details, dates_title
from espace_mobile.app.screens.file.field_words import field_name, value_words
from espace_mobile.app.screens.mission_words import host_words
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.wording import day_words, moment, person_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain import civic_rules
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.i18n.translator import sentence

SHOWN_NAMES = 8
_HOURS = (AlertRule.HOURS_80, AlertRule.HOURS_100, AlertRule.OVERDRAWN_HOURS)


def what(ui: Ui, waiting: Pending) -> str:
    """The subject in one line: a session and its day, or the people's names."""
    if is_of_schedule(waiting.alert):
        return dates_title(ui, waiting)
    if waiting.alert.rule == AlertRule.DEVICE_RECOVERED:
        return ui.t("alert.recovered", day=day_words(ui, waiting.alert.on)) if waiting.alert.on else ""
    if waiting.alert.rule == AlertRule.STAND_IN:
        return ui.t("alert.stand_in", name=worker_name(ui, waiting.alert.subject_id) or "…")
    session = ui.replica.get(GroupSession, waiting.alert.subject_id)
    if session is not None:
        return f"{session.title or ui.t('alert.session')}, {moment(ui, session.starts_at)}"
    if waiting.alert.rule in _HOURS:
        return _promised(ui, waiting)
    mission = ui.replica.get(CivicMission, waiting.alert.subject_id)
    if mission is not None:
        return f"{ui.t('kind.civic_mission')}, {host_words(ui, mission)}"
    return names(ui, waiting)


def _promised(ui: Ui, waiting: Pending) -> str:
    """The task, or the programme when it is about all that it promised."""
    allocation = ui.replica.get(WorkAllocation, waiting.alert.subject_id)
    programme = ui.replica.get(Programme, waiting.alert.subject_id)
    return (allocation.task if allocation else programme.name if programme else "") or ui.t("kind.work_allocation")


def names(ui: Ui, waiting: Pending) -> str:
    said = [person_name(ui, person) for person in waiting.people[:SHOWN_NAMES]]
    elsewhere = len(waiting.alert.person_ids) - len(said)
    more = [ui.tn("alert.elsewhere", elsewhere)] if elsewhere > 0 else []
    return ui.words.listing([*said, *more])


def details(ui: Ui, waiting: Pending) -> list[str]:
    """What exactly, and who said so when: each a line."""
    alert = waiting.alert
    if alert.rule == AlertRule.DEVICE_RECOVERED:
        return [ui.t("alert.recovered_why")]
    if alert.rule == AlertRule.STAND_IN:
        return [ui.t("alert.stand_in_why")]
    if alert.rule == AlertRule.WRITTEN_WHILE_RESTRICTED:
        return [ui.tn("alert.written", alert.found), ui.t("alert.written_why")]
    if is_of_schedule(alert):
        return dates_details(ui, waiting)
    if alert.rule == AlertRule.CAPACITY:
        return [
            ui.t("alert.seats", found=alert.found, allowed=alert.allowed),
            names(ui, waiting),
            _last_seat(ui, alert.subject_id),
        ]
    if alert.rule in _HOURS:
        return _hours(ui, waiting)
    if alert.rule == AlertRule.ENTERPRISE_HOURS:
        return [
            ui.t("alert.firms", found=duration(ui, alert.found), allowed=duration(ui, alert.allowed)),
            ui.t("alert.firms_until", day=day_words(ui, alert.on)) if alert.on else "",
        ]
    if alert.rule == AlertRule.MISSION_RULES:
        return [names(ui, waiting), *_mission(ui, alert.subject_id)]
    if alert.rule == AlertRule.DOUBLE_BOOKING:
        return _appointments(ui, alert.key[0::2])
    if alert.rule == AlertRule.URGENT_SITUATION:
        return _interview(ui, alert.subject_id)
    enrolment = ui.replica.get(Enrolment, alert.subject_id)
    if enrolment is not None:
        return _spell(ui, enrolment, waiting)
    if alert.fields:
        return _edited(ui, waiting)
    return _opened(ui, waiting)


def _edited(ui: Ui, waiting: Pending) -> list[str]:
    """Each field with what the file that was taken in says now."""
    taken = ui.replica.get(Person, waiting.alert.subject_id)
    said = taken.fields() if taken else {}
    return [
        ui.t("alert.field", field=field_name(ui, field), value=value_words(ui, field, said.get(field)))
        for field in waiting.alert.fields
    ]


def route(ui: Ui, waiting: Pending) -> str | None:
    """Where to look at it: the session, the hours bank, or the first file that is here."""
    if waiting.alert.rule == AlertRule.DEVICE_RECOVERED:
        return "/devices"
    if waiting.alert.rule == AlertRule.STAND_IN:
        return "/workers"
    if ui.replica.get(GroupSession, waiting.alert.subject_id) is not None:
        return f"/sessions/{waiting.alert.subject_id}"
    mission = ui.replica.get(CivicMission, waiting.alert.subject_id)
    if mission is not None:
        return f"/programmes/{mission.programme_id}/civic_service/{mission.id}"
    if waiting.alert.rule in _HOURS:
        allocation = ui.replica.get(WorkAllocation, waiting.alert.subject_id)
        programme_id = allocation.programme_id if allocation else waiting.alert.subject_id
        return f"/programmes/{programme_id}/hours" if programme_id else None
    return f"/people/{waiting.people[0].id}" if waiting.people else None


def decided(ui: Ui, waiting: Pending) -> str:
    """« Accepté ainsi, Claire, aujourd’hui à 14 h : une chaise de plus »."""
    settled = waiting.settled
    if settled is None:
        return ""
    who = ", ".join(
        filter(None, [ui.words.label(settled.decision), worker_name(ui, settled.worker_id), moment(ui, settled.at)])
    )
    return ui.t("alert.decided", who=who, note=settled.note) if settled.note else who


def _hours(ui: Ui, waiting: Pending) -> list[str]:
    """How many of how many, whose, and of which programme."""
    alert = waiting.alert
    said = ui.t("alert.hours", found=duration(ui, alert.found), allowed=duration(ui, alert.allowed))
    allocation = ui.replica.get(WorkAllocation, alert.subject_id)
    host = ui.replica.get(Organisation, allocation.organisation_id or "") if allocation else None
    programme = ui.replica.get(Programme, allocation.programme_id or "") if allocation else None
    return [said, ", ".join(each.name for each in (host, programme) if each)]


def _last_seat(ui: Ui, session_id: str) -> str:
    seats = sorted(ui.replica.where(Attendance, session_id=session_id), key=lambda a: a.since)
    if not seats:
        return ""
    return ui.t("alert.last_seat", name=worker_name(ui, seats[-1].worker_id) or "…", when=moment(ui, seats[-1].since))


def _appointments(ui: Ui, ids: tuple[str, ...]) -> list[str]:
    found = [a for id in ids if (a := ui.replica.get(Appointment, id))]
    return [_appointment(ui, appointment) for appointment in found]


def _appointment(ui: Ui, appointment: Appointment) -> str:
    length = ui.t("alert.minutes", minutes=appointment.minutes)
    parts = [moment(ui, appointment.starts_at), length, worker_name(ui, appointment.worker_id)]
    return sentence(", ".join(filter(None, parts)))


def _mission(ui: Ui, id: str) -> list[str]:
    """Each rule it breaks, as it is said where it is typed."""
    mission = ui.replica.get(CivicMission, id)
    if mission is None:
        return []
    return [ui.error(fault) for fault in civic_rules.broken(mission, person_of(ui.replica, mission.person_id))]


def _interview(ui: Ui, id: str) -> list[str]:
    interview = ui.replica.get(Interview, id)
    if interview is None:
        return []
    kinds = ui.words.listing([ui.words.label(urgency) for urgency in interview.urgencies])
    return [kinds, ", ".join(filter(None, [worker_name(ui, interview.worker_id), moment(ui, interview.at)]))]


def _spell(ui: Ui, enrolment: Enrolment, waiting: Pending) -> list[str]:
    programme = ui.replica.get(Programme, enrolment.programme_id)
    entered = ui.t("alert.entered", day=day_words(ui, enrolment.entered_on)) if enrolment.entered_on else ""
    on = sentence(day_words(ui, waiting.alert.on)) if waiting.alert.on else ""
    return [", ".join(filter(None, [programme.name if programme else "", entered])), on]


def _opened(ui: Ui, waiting: Pending) -> list[str]:
    person = waiting.people[0] if waiting.people else None
    if person is None or person.opened_on is None:
        return []
    said = ui.t("file.opened_on", day=day_words(ui, person.opened_on))
    return [", ".join(filter(None, [said, worker_name(ui, person.referent_id)]))]
