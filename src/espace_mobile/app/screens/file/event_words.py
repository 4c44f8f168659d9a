"""What a line of the history says: its sign, what happened, and the details. One line of `LOOKS` for each."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app.actions.happenings import Event
from espace_mobile.app.screens.file.event_look import Look, Words, details, lower
from espace_mobile.app.screens.file.field_words import field_names
from espace_mobile.app.screens.file.programme_event_words import PROGRAMME_LOOKS
from espace_mobile.app.screens.wording import place_name, worker_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import Answered, Evidence
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.situation import Situation


def event_words(ui: Ui, event: Event) -> Words:
    return LOOKS[event.what].say(ui, event if isinstance(event.fact, Person) else event.fact)


def _contact(ui: Ui, contact: Contact) -> Words:
    return ui.t("timeline.contact"), details(_outing(ui, contact.outing_id), *map(ui.words.label, contact.needs))


def _outing(ui: Ui, outing_id: str | None) -> str:
    outing = ui.replica.get(Outing, outing_id) if outing_id else None
    return place_name(ui, outing) if outing else ""


def _note(ui: Ui, note: PersonNote) -> Words:
    return ui.t("timeline.note", name=worker_name(ui, note.worker_id) or "…"), note.text


def _appointment(ui: Ui, booked: Appointment) -> Words:
    return ui.t("timeline.appointment"), details(ui.words.label(booked.status), booked.place_text, booked.motive)


def _interview(ui: Ui, interview: Interview) -> Words:
    name = worker_name(ui, interview.worker_id)
    what = ui.t("timeline.interview_with", name=name) if name else ui.t("timeline.interview")
    urgent = ui.words.listing([ui.words.label(u).lower() for u in interview.urgencies])
    urgently = ui.t("timeline.urgent", about=urgent) if urgent else ""
    return what, details(urgently, interview.line, ui.words.label(interview.recommendation))


def _session(ui: Ui, attendance: Attendance) -> Words:
    session = ui.replica.get(GroupSession, attendance.session_id)
    what = ui.t("timeline.session", title=session.title) if session and session.title else ui.t("timeline.a_session")
    return what, details(ui.words.label(attendance.status), session.place_text if session else None)


def _attempt(ui: Ui, attempt: Attempt) -> Words:
    about = ui.replica.get(FollowUp, attempt.follow_up_id) if attempt.follow_up_id else None
    minutes = ui.t("timeline.minutes", n=ui.words.number(attempt.minutes)) if attempt.minutes else ""
    what = ui.t("timeline.attempt", channel=lower(ui.words.label(attempt.channel)))
    return what, details(ui.words.label(attempt.result), minutes, ui.words.label(about.rule if about else None))


def _spell(step: str) -> Callable[[Ui, Enrolment], Words]:
    def say(ui: Ui, spell: Enrolment) -> Words:
        programme = ui.replica.get(Programme, spell.programme_id)
        why = ui.words.label(spell.exit_reason) if step == "timeline.left" else ""
        return ui.t(step), details(programme.name if programme else "", why)

    return say


def _decided(ui: Ui, spell: Enrolment) -> Words:
    _, programme = _spell("")(ui, spell)
    by = worker_name(ui, spell.decided_by)
    return ui.words.label(spell.decision), details(programme, by)


def _outcome(ui: Ui, outcome: Outcome) -> Words:
    months = ui.tn("timeline.months", outcome.months) if outcome.months else ""
    evidence = "" if outcome.evidence == Evidence.NONE else ui.words.label(outcome.evidence)
    return ui.t("timeline.outcome", type=ui.words.label(outcome.type)), details(months, evidence)


def _situation(ui: Ui, situation: Situation) -> Words:
    answered = situation.answered == Answered.ANSWERED
    said = ui.words.label(situation.situation if answered else situation.answered)
    return ui.t("timeline.situation", moment=lower(ui.words.label(situation.moment))), said


def _participant_entry(ui: Ui, entry: ParticipantEntry) -> Words:
    """What was answered stays behind a tap on the spell: somebody may be looking on."""
    return ui.t("timeline.participant_entry"), worker_name(ui, entry.worker_id)


def _referral(ui: Ui, referral: Referral) -> Words:
    what = details(f"{ui.words.label(referral.direction)} {_partner(ui, referral)}")
    return what, details(ui.words.label(referral.reason), referral.reason_text)


def _answer(ui: Ui, referral: Referral) -> Words:
    said = ui.words.label(referral.answer)
    return ui.t("timeline.answer", partner=_partner(ui, referral)), details(said, referral.answer_text)


def _feedback(ui: Ui, referral: Referral) -> Words:
    return ui.t("timeline.feedback", partner=_partner(ui, referral)), referral.feedback_text or ""


def _partner(ui: Ui, referral: Referral) -> str:
    found = ui.replica.get(Organisation, referral.organisation_id) if referral.organisation_id else None
    return found.name if found else ui.t("timeline.a_partner")


def _barrier(ui: Ui, change: BarrierChange) -> Words:
    state, name = ui.words.label(change.state).lower(), worker_name(ui, change.worker_id)
    return ui.t("file.barrier", barrier=ui.words.label(change.barrier), state=state), name


def _testimonial(ui: Ui, story: Testimonial) -> Words:
    return ui.t("timeline.testimonial"), details(ui.words.label(story.consent), story.text)


def _merge(ui: Ui, merge: Merge) -> Words:
    return ui.t("timeline.merge"), worker_name(ui, merge.worker_id)


def _opened(ui: Ui, event: Event) -> Words:
    person = event.fact
    return ui.t("timeline.opened"), _outing(ui, person.opened_at_outing_id) if isinstance(person, Person) else ""


def _fields(key: str) -> Callable[[Ui, Event], Words]:
    return lambda ui, event: (ui.t(key), ui.words.listing(field_names(ui, event.fields)).lower())


LOOKS: dict[str, Look] = {
    "opened": Look(ft.Icons.FOLDER_OPEN_OUTLINED, _opened),
    "edited": Look(ft.Icons.EDIT_OUTLINED, _fields("timeline.edited")),
    "conflict": Look(ft.Icons.CALL_SPLIT, _fields("timeline.conflict")),
    "contact": Look(ft.Icons.WAVING_HAND_OUTLINED, _contact),
    "note": Look(ft.Icons.NOTES, _note),
    "appointment": Look(ft.Icons.EVENT_OUTLINED, _appointment),
    "interview": Look(ft.Icons.FORUM_OUTLINED, _interview),
    "session": Look(ft.Icons.GROUPS_OUTLINED, _session),
    "attempt": Look(ft.Icons.PHONE_FORWARDED_OUTLINED, _attempt),
    "proposed": Look(ft.Icons.HOW_TO_REG_OUTLINED, _spell("vocab.entry_decision.proposed")),
    "decided": Look(ft.Icons.GAVEL_OUTLINED, _decided),
    "entered": Look(ft.Icons.LOGIN, _spell("timeline.entered")),
    "left": Look(ft.Icons.LOGOUT, _spell("timeline.left")),
    "outcome": Look(ft.Icons.WORK_OUTLINE, _outcome),
    "situation": Look(ft.Icons.HELP_OUTLINE, _situation),
    "participant_entry": Look(ft.Icons.ASSIGNMENT_OUTLINED, _participant_entry),
    "referral": Look(ft.Icons.SEND_OUTLINED, _referral),
    "answer": Look(ft.Icons.REPLY, _answer),
    "feedback": Look(ft.Icons.FEEDBACK_OUTLINED, _feedback),
    "barrier": Look(ft.Icons.FLAG_OUTLINED, _barrier),
    "merge": Look(ft.Icons.MERGE, _merge),
    "testimonial": Look(ft.Icons.FORMAT_QUOTE, _testimonial),
    **PROGRAMME_LOOKS,
}
