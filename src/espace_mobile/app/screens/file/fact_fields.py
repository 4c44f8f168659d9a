"""The fields of every kind of fact but files: their names, and how each is read. One line a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from espace_mobile.app.actions import files
from espace_mobile.app.screens.relances.words import duration
from espace_mobile.app.screens.sessions.words import length_words
from espace_mobile.app.screens.weekdays import week_words, weekday_words
from espace_mobile.app.screens.wording import day_words, moment, person_name, place_name, team_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.code import Code
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import (
    ActionStep,
    AlertDecision,
    Answered,
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    EntryDecision,
    Evidence,
    ExitReason,
    FollowUpRule,
    FollowUpStatus,
    Recommendation,
    ReferralAnswer,
    ReferralDirection,
    Relation,
    SessionStatus,
    ShiftStatus,
    Urgency,
    WorkSituation,
)
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import Measure
from espace_mobile.domain.session_protocol import SessionProtocol
from espace_mobile.domain.sheet_vocabulary import (
    Advice,
    BudgetNature,
    BudgetSide,
    CampaignSort,
    CaseDecision,
    CivicTheme,
    HostType,
    MeetingSort,
    MissionStatus,
    PartnerRole,
    ProgrammePart,
    ProgrammeTextSort,
    RightSort,
    ServiceSort,
    Vocation,
    WorkshopForm,
)
from espace_mobile.domain.vocabulary import (
    AgeBand,
    AppointmentStatus,
    CancelReason,
    Need,
    OrganisationType,
    OutcomeType,
    OutingStatus,
    OutingType,
    PlaceType,
    ReferralChannel,
    Role,
    Sex,
    Weather,
)
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.workshop import Workshop

Read = Callable[[Ui, Any], str]


@dataclass(frozen=True)
class Field:
    """`name`: the key of what it is called; `read`: a value in words, empty when this version can't say it."""

    name: str
    read: Read


def read(ui: Ui, kind: str, field: str, value: Any) -> str:
    """Never an identifier nor a code: what this version can't say is « valeur d’une autre version »."""
    if value is None or value in ("", [], ()):
        return ui.t("person_field.empty")
    known = FIELDS.get(kind, {}).get(field)
    try:
        said = known.read(ui, value) if known else ""
    except (TypeError, ValueError, AttributeError):  # of another shape than this version knows, or sealed
        said = ""
    return said or ui.t("person_field.elsewhere")


def _text(ui: Ui, value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(ui: Ui, value: Any) -> str:
    return str(value) if type(value) is int else ""


def _minutes(ui: Ui, value: Any) -> str:
    return ui.t("alert.minutes", minutes=value) if type(value) is int else ""


def _length(ui: Ui, value: Any) -> str:
    return length_words(value) if type(value) is int else ""


def _money(ui: Ui, value: Any) -> str:
    return ui.words.money(value) if type(value) is int else ""


def _hours(ui: Ui, value: Any) -> str:
    return duration(ui, value) if type(value) is int else ""


def _months(ui: Ui, value: Any) -> str:
    return ui.tn("enrolment.months", value) if type(value) is int else ""


def _yes(ui: Ui, value: Any) -> str:
    return ui.t("fact_field.yes" if value else "fact_field.no")


def _phone(ui: Ui, value: Any) -> str:
    return shown_phone(value)


def _day(ui: Ui, value: Any) -> str:
    return day_words(ui, date.fromisoformat(value))


def _moment(ui: Ui, value: Any) -> str:
    return moment(ui, datetime.fromisoformat(value))


def _hour(ui: Ui, value: Any) -> str:
    return str(value)[:5]


def _code(codes: type[Code]) -> Read:
    """A code of a newer version has no words."""
    return lambda ui, value: ui.words.label(code) if (code := codes(value)).known else ""


def _many(each: Read) -> Read:
    """Nothing when one of them can't be said: half a list would be another value."""

    def said(ui: Ui, values: Any) -> str:
        words = [each(ui, value) for value in values] if isinstance(values, list | tuple) else []
        return ui.words.listing(words) if all(words) else ""

    return said


def _named(kind: type[Fact]) -> Read:
    """The name or title of what an id points at; « … » when it is not on this device."""

    def said(ui: Ui, id: Any) -> str:
        fact = ui.replica.get(kind, id)
        return getattr(fact, "name", "") or getattr(fact, "title", "") or "…"

    return said


def _task(ui: Ui, id: Any) -> str:
    allocation = ui.replica.get(WorkAllocation, id)
    return allocation.task if allocation else "…"


def _number_from_one(ui: Ui, value: Any) -> str:
    return str(value + 1) if type(value) is int else ""


def _days(ui: Ui, value: Any) -> str:
    return ui.tn("workshop.days", value) if type(value) is int else ""


def _weekday(ui: Ui, value: Any) -> str:
    return weekday_words(ui, value) if value in range(7) else ""


def _week(ui: Ui, value: Any) -> str:
    return week_words(ui, value) if value in range(1, 6) else ""


def _phase(ui: Ui, value: Any) -> str:
    """« Mieux se regarder (4 séances) »."""
    sessions = ui.tn("workshop.sessions", int(value["sessions"]))
    return f"{value['title']} ({sessions})" if value.get("title") else sessions


def _worker(ui: Ui, id: Any) -> str:
    return worker_name(ui, id) or "…"


def _team(ui: Ui, id: Any) -> str:
    return team_name(ui, id) or "…"


def _person(ui: Ui, id: Any) -> str:
    person = files.person_of(ui.replica, id)
    return person_name(ui, person) if person else "…"


def _outing(ui: Ui, id: Any) -> str:
    outing = ui.replica.get(Outing, id)
    return f"{place_name(ui, outing)}, {day_words(ui, outing.on)}" if outing else "…"


_PLACE, _PARTNER = Field("appointment.place", _named(Place)), Field("kind.organisation", _named(Organisation))
_PLACE_TEXT, _PROGRAMME = Field("appointment.place_words", _text), Field("kind.programme", _named(Programme))
_TEAM, _LENGTH, _NAME = (
    Field("schedule.team", _team),
    Field("session.length", _minutes),
    Field("fact_field.name", _text),
)
_NOTE, _ON, _TITLE = Field("note.label", _text), Field("fact_field.on", _day), Field("fact_field.title", _text)
_AT, _ACTIVE = Field("fact_field.at", _moment), Field("fact_field.active", _yes)

FIELDS: dict[str, dict[str, Field]] = {
    "appointment": {
        "starts_at": _AT, "minutes": _LENGTH, "place_id": _PLACE, "place_text": _PLACE_TEXT,
        "worker_id": Field("fact_field.with", _worker), "status": Field("schedule.status", _code(AppointmentStatus)),
        "motive": Field("appointment.motive", _text), "person_id": Field("fact_field.person", _person),
    },
    "interview": {
        "line": Field("interview.line", _text), "life_project": Field("interview.life_project", _text),
        "work_project": Field("interview.work_project", _text), "motivations": Field("interview.motivations", _text),
        "social_situation": Field("interview.social_situation", _text),
        "urgent_situation": Field("interview.urgent_situation", _text),
        "next_step": Field("interview.next_step", _text), "next_step_on": Field("interview.next_by", _day),
        "urgent": Field("fact_field.urgent", _yes), "urgencies": Field("fact_field.urgencies", _many(_code(Urgency))),
        "steps_explained": Field("fact_field.steps", _many(_code(ActionStep))),
        "children": Field("interview.children", _number), "children_ages": Field("fact_field.ages", _many(_number)),
        "recommendation": Field("fact_field.recommendation", _code(Recommendation)),
        "recommended_programme_id": _PROGRAMME, "person_id": Field("fact_field.person", _person),
    },
    "follow_up": {
        "due_on": Field("fact_field.due", _day), "worker_id": Field("fact_field.entrusted", _worker),
        "reason": Field("relance.reason", _text), "status": Field("schedule.status", _code(FollowUpStatus)),
        "rule": Field("fact_field.rule", _code(FollowUpRule)), "person_id": Field("fact_field.person", _person),
    },
    "attempt": {
        "channel": Field("relance.channel", _code(AttemptChannel)),
        "result": Field("kind.outcome", _code(AttemptResult)), "minutes": Field("relance.minutes", _minutes),
        "person_id": Field("fact_field.person", _person),
    },
    "referral": {
        "direction": Field("fact_field.direction", _code(ReferralDirection)), "organisation_id": _PARTNER, "on": _ON,
        "reason": Field("referral.why", _code(Need)), "reason_text": Field("referral.reason", _text),
        "expected_on": Field("fact_field.expected", _day), "answer": Field("referral.answer", _code(ReferralAnswer)),
        "answer_text": Field("referral.answer_text", _text), "feedback_text": Field("referral.feedback", _text),
        "person_id": Field("fact_field.person", _person),
    },
    "group_session": {
        "title": _TITLE, "starts_at": _AT, "minutes": _LENGTH, "place_id": _PLACE, "place_text": _PLACE_TEXT,
        "capacity": Field("fact_field.seats", _number), "programme_id": _PROGRAMME,
        "protocol_id": Field("kind.session_protocol", _named(SessionProtocol)),
        "facilitator_ids": Field("session.facilitators", _many(_worker)), "guests": Field("session.guests", _text),
        "status": Field("schedule.status", _code(SessionStatus)),
        "post_workshop_on": Field("fact_field.post_workshop", _day),
        "workshop_id": Field("kind.workshop", _named(Workshop)), "phase": Field("fact_field.phase", _number_from_one),
        "organisation_ids": Field("session.organisations", _many(_named(Organisation))),
        "volunteers": Field("session.volunteers", _number), "informal": Field("session.informal", _yes),
    },
    "workshop": {
        "programme_id": _PROGRAMME, "title": _TITLE, "form": Field("workshop.form", _code(WorkshopForm)),
        "phases": Field("fact_field.phases", _many(_phase)), "weekday": Field("when.day", _weekday),
        "week_of_month": Field("fact_field.week", _week), "starts": Field("when.hour", _hour), "minutes": _LENGTH,
        "capacity": Field("fact_field.seats", _number), "place_id": _PLACE,
        "compulsory": Field("workshop.compulsory", _yes), "month_minutes": Field("workshop.month_minutes", _minutes),
        "back_after_days": Field("fact_field.back_after", _days), "active": _ACTIVE,
    },
    "attendance": {
        "status": Field("schedule.status", _code(AttendanceStatus)), "person_id": Field("fact_field.person", _person),
    },
    "session_note": {"text": Field("kind.session_note", _text)},
    "session_protocol": {"title": _TITLE, "sections": Field("fact_field.sections", _many(_text)), "active": _ACTIVE},
    "programme": {
        "name": _NAME, "capacity": Field("fact_field.seats", _number),
        "validated": Field("programme.validated", _yes), "active": _ACTIVE,
        "objective": Field("sheet.objective", _text), "lead": Field("sheet.lead", _text),
        "calendar": Field("sheet.calendar", _text), "since": Field("sheet.since", _day),
        "until": Field("sheet.until", _day), "participants": Field("sheet.participants", _number),
        "outings_a_year": Field("sheet.outings_a_year", _number),
        "outings_in_all": Field("sheet.outings_in_all", _number),
        "missions_a_year": Field("sheet.missions_a_year", _number),
        "referents_a_year": Field("sheet.referents_a_year", _number),
        "work_minutes": Field("sheet.work_hours", _length), "review_days": Field("sheet.review_days", _number),
        "review_minutes": Field("sheet.review_length", _length),
        "follow_months": Field("sheet.follow_months", _number),
        "parts": Field("sheet.parts", _many(_code(ProgrammePart))),
        "channels": Field("kind.campaign_action", _many(_code(CampaignSort))),
        "services": Field("vocab.programme_part.services", _many(_code(ServiceSort))),
        "rights": Field("kind.person_right", _many(_code(RightSort))),
        "hosts": Field("civic.host_type", _many(_code(HostType))),
        "themes": Field("civic.theme", _many(_code(CivicTheme))),
    },
    "civic_mission": {
        "programme_id": _PROGRAMME, "organisation_id": Field("civic.host", _named(Organisation)),
        "host": Field("civic.host_type", _code(HostType)), "theme": Field("civic.theme", _code(CivicTheme)),
        "tutor": Field("civic.tutor", _text), "person_id": Field("civic.volunteer", _person),
        "until_30": Field("civic.until_30", _yes), "since": Field("civic.first_day", _day),
        "until": Field("civic.last_day", _day), "weekly_hours": Field("civic.weekly_hours", _number),
        "status": Field("schedule.status", _code(MissionStatus)), "civic_day_1_on": Field("civic.day_1", _day),
        "civic_day_2_on": Field("civic.day_2", _day), "psc1_on": Field("civic.psc1", _day),
        "future_project_on": Field("civic.future_project", _day), "vocation": Field("civic.vocation", _code(Vocation)),
    },
    "service_visit": {
        "programme_id": _PROGRAMME, "service": Field("fact_field.service", _code(ServiceSort)), "at": _AT,
        "person_id": Field("fact_field.person", _person), "donated": Field("service.donated", _number),
        "repaired": Field("service.repaired", _number), "advice": Field("service.advice", _many(_code(Advice))),
    },
    "person_right": {
        "right": Field("kind.person_right", _code(RightSort)), "programme_id": _PROGRAMME,
        "since": Field("campaign.since", _day), "until": Field("fact_field.last_day", _day),
        "person_id": Field("fact_field.person", _person),
    },
    "campaign_action": {
        "programme_id": _PROGRAMME, "sort": Field("kind.campaign_action", _code(CampaignSort)), "title": _TITLE,
        "since": Field("campaign.since", _day), "until": Field("fact_field.last_day", _day),
        "quantity": Field("fact_field.quantity", _number), "cents": Field("fact_field.cost", _money),
        "where": _PLACE_TEXT, "place_id": _PLACE, "organisation_id": _PARTNER,
    },
    "coverage": {
        "programme_id": _PROGRAMME, "name": _NAME, "commune_insee": Field("fact_field.insee", _text),
        "extension": Field("sheet.extension", _yes), "since": Field("sheet.served", _day),
    },
    "programme_partner": {
        "programme_id": _PROGRAMME, "organisation_id": _PARTNER, "role": Field("sheet.role", _code(PartnerRole)),
        "does": Field("sheet.does", _text),
    },
    "programme_place": {"programme_id": _PROGRAMME, "place_id": _PLACE},
    "measure": {
        "programme_id": _PROGRAMME, "title": _TITLE, "targets": Field("sheet.aims", _text),
        "calendar": Field("sheet.calendar", _text), "lead": Field("sheet.lead", _text),
        "position": Field("sheet.position", _number),
    },
    "budget_line": {
        "programme_id": _PROGRAMME, "measure_id": Field("kind.measure", _named(Measure)),
        "side": Field("sheet.side", _code(BudgetSide)), "nature": Field("sheet.nature", _code(BudgetNature)),
        "label": Field("sheet.label", _text), "cents": Field("sheet.amount", _money),
        "year": Field("sheet.year", _number), "organisation_id": _PARTNER,
    },
    "programme_text": {
        "programme_id": _PROGRAMME, "sort": Field("schedule.type", _code(ProgrammeTextSort)), "on": _ON,
        "text": Field("sheet.text", _text), "worker_id": Field("fact_field.with", _worker),
    },
    "partner_meeting": {
        "programme_id": _PROGRAMME, "sort": Field("schedule.type", _code(MeetingSort)), "starts_at": _AT,
        "minutes": _LENGTH, "place_id": _PLACE, "place_text": _PLACE_TEXT,
        "status": Field("schedule.status", _code(SessionStatus)),
        "organisation_ids": Field("meeting.asked", _many(_named(Organisation))),
        "present_ids": Field("meeting.came", _many(_named(Organisation))), "news": Field("meeting.news", _text),
        "practices": Field("meeting.practices", _text), "difficulties": Field("meeting.difficulties", _text),
        "needs": Field("meeting.needs", _text), "notes": Field("meeting.notes", _text),
    },
    "enrolment": {
        "programme_id": _PROGRAMME, "decision": Field("fact_field.decision", _code(EntryDecision)),
        "entered_on": Field("enrolment.entry_day", _day), "exited_on": Field("enrolment.exit_day", _day),
        "exit_reason": Field("fact_field.exit_reason", _code(ExitReason)),
        "person_id": Field("fact_field.person", _person),
    },
    "outcome": {
        "type": Field("kind.outcome", _code(OutcomeType)), "on": Field("outcome.day", _day),
        "months": Field("outcome.length", _months), "evidence": Field("outcome.evidence", _code(Evidence)),
        "rome_code": Field("fact_field.rome", _text), "person_id": Field("fact_field.person", _person),
    },
    "situation": {
        "answered": Field("referral.answer", _code(Answered)),
        "situation": Field("kind.situation", _code(WorkSituation)),
        "person_id": Field("fact_field.person", _person),
    },
    "relative": {
        "relation": Field("fact_field.relation", _code(Relation)), "name": Field("relative.name", _text),
        "birth_year": Field("relative.birth_year", _number), "phone": Field("person_field.phone", _phone),
        "hosted": Field("relative.hosted", _yes), "person_id": Field("fact_field.person", _person),
    },
    "person_note": {"text": _NOTE, "person_id": Field("fact_field.person", _person)},
    "contact": {
        "sex": Field("person_field.sex", _code(Sex)), "age_band": Field("person_field.age_band", _code(AgeBand)),
        "needs": Field("file.needs", _many(_code(Need))),
        "heard_via": Field("person_field.heard_via", _code(ReferralChannel)),
        "person_id": Field("fact_field.person", _person), "note": _NOTE, "outing_id": Field("kind.outing", _outing),
    },
    "outing": {
        "type": Field("schedule.type", _code(OutingType)), "on": _ON, "starts": Field("fact_field.starts", _hour),
        "ends": Field("fact_field.ends", _hour), "place_id": _PLACE, "team_id": _TEAM,
        "partner_ids": Field("fact_field.partners", _many(_named(Organisation))),
        "status": Field("schedule.status", _code(OutingStatus)),
        "cancel_reason": Field("fact_field.cancel_reason", _code(CancelReason)),
        "moved_to_id": Field("fact_field.moved_to", _outing), "weather": Field("fact_field.weather", _code(Weather)),
    },
    "work_allocation": {
        "organisation_id": Field("hours.host", _named(Organisation)), "programme_id": _PROGRAMME,
        "task": Field("hours.task", _text), "minutes": Field("hours.hours", _hours),
        "enterprise": Field("hours.in_firm", _yes), "since": Field("hours.since", _day),
        "until": Field("hours.until", _day),
    },
    "work_shift": {
        "allocation_id": Field("kind.work_allocation", _task), "person_id": Field("fact_field.person", _person),
        "on": _ON, "minutes": Field("hours.hours", _hours), "status": Field("schedule.status", _code(ShiftStatus)),
        "worker_id": Field("hours.planned_by", _worker),
    },
    "place": {
        "name": _NAME, "type": Field("schedule.type", _code(PlaceType)),
        "neighbourhood": Field("fact_field.neighbourhood", _text), "commune_insee": Field("fact_field.insee", _text),
        "commune_name": Field("person_field.commune", _text), "qpv_code": Field("person_field.qpv", _text),
        "opens": Field("fact_field.starts", _hour), "closes": Field("fact_field.ends", _hour),
    },
    "organisation": {
        "name": _NAME, "type": Field("schedule.type", _code(OrganisationType)),
        "commune_insee": Field("fact_field.insee", _text), "contact_name": Field("fact_field.contact_name", _text),
        "phone": Field("person_field.phone", _phone), "email": Field("person_field.email", _text),
    },
    "worker": {
        "display_name": _NAME, "role": Field("fact_field.role", _code(Role)),
        "team_ids": Field("schedule.team", _many(_team)), "active": _ACTIVE,
    },
    "team": {"name": _NAME, "active": _ACTIVE},
    "case_review": {
        "on": _ON, "starts": Field("fact_field.starts", _hour), "minutes": _LENGTH, "place_id": _PLACE,
        "status": Field("schedule.status", _code(SessionStatus)), "planned_on": Field("review.planned_day", _day),
        "organisation_ids": Field("review.asked", _many(_named(Organisation))),
        "present_ids": Field("review.present", _many(_named(Organisation))),
        "excused_ids": Field("review.excused", _many(_named(Organisation))),
        "worker_ids": Field("review.team_present", _many(_worker)), "programme_id": _PROGRAMME,
    },
    "reviewed_case": {
        "decision": Field("fact_field.decision", _code(CaseDecision)), "decided": Field("case.decided", _text),
        "owner_id": Field("case.owner", _worker), "owner_organisation_id": Field("case.owner", _named(Organisation)),
        "due_on": Field("case.due", _day), "person_id": Field("fact_field.person", _person),
    },
    "check_in": {"on": _ON, "person_id": Field("fact_field.person", _person)},
    "alert_settlement": {
        "decision": Field("fact_field.decision", _code(AlertDecision)), "note": _NOTE,
    },
}  # fmt: skip
for _fields in FIELDS.values():
    _fields.setdefault("team", _TEAM)
