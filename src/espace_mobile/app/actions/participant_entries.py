"""What FSE+ asks of a participant at the entry: of whom, and what was answered. Nobody else is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.code import Code
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fse import ASKED, Participation, WhyNot, participations, support_days, why_not
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Standing:
    """Of one spell, where FSE+ asks. `why`: why it makes nobody a participant; None for a participant."""

    why: WhyNot | None
    entry: ParticipantEntry | None


def entry_id(enrolment: Enrolment) -> str:
    return derived_id("participant_entry", enrolment.id)


def entry_of(replica: Replica, enrolment: Enrolment) -> ParticipantEntry | None:
    return replica.get(ParticipantEntry, entry_id(enrolment))


def standing(replica: Replica, enrolment: Enrolment, today: date) -> Standing | None:
    """None where FSE+ asks nothing. Work: what is told of the person."""
    programme = replica.get(Programme, enrolment.programme_id)
    if programme is None or not programme.fse or enrolment.person_id is None:
        return None
    part = _participation(replica, enrolment)
    why = why_not(part, met(replica, enrolment.person_id), today) if part else WhyNot.NOT_ENTERED
    return Standing(why, entry_of(replica, enrolment))


def met(replica: Replica, person_id: str) -> frozenset[date]:
    """The days on which somebody saw the person alone, whichever of their files says so."""
    interviews, booked = told_of(replica, Interview, person_id), told_of(replica, Appointment, person_id)
    return support_days(interviews, booked, told_of(replica, Enrolment, person_id))


@held
def say_entry(
    replica: Replica, enrolment: Enrolment, worker: Worker, answers: Mapping[str, Code | None], *, now: datetime,
    seen: Seen | None = None,
) -> Done[ParticipantEntry]:  # fmt: skip
    """`answers`: those of `ASKED` that were touched; None takes an answer back. The day it was first asked stays.

    Raises `InputError` (`record`: `counsellor_only`, `not_asked`, `no_participant`, or like `check_here`; `entry`,
    `required`).
    """
    check_may(worker)
    check_here(replica, enrolment)
    spell, today = current(replica, enrolment), clock.local(now).date()
    stands = standing(replica, spell, today)
    if stands is None or stands.why is not None:
        raise InputError("record", "not_asked" if stands is None else "no_participant")
    before = stands.entry or ParticipantEntry(
        id=entry_id(spell), team=spell.team, person_id=spell.person_id, enrolment_id=spell.id
    )
    said = before.but(**{name: answers[name] for name in ASKED if name in answers})
    if stands.entry is None and all(getattr(said, name) is None for name in ASKED):
        raise InputError("entry", "required")
    said = said.but(on=before.on or today, worker_id=worker.id)
    return do(replica, said, worker=worker, seen=seen if stands.entry else None)


def _participation(replica: Replica, enrolment: Enrolment) -> Participation | None:
    same = [
        e for e in told_of(replica, Enrolment, enrolment.person_id or "") if e.programme_id == enrolment.programme_id
    ]
    return next((p for p in participations(same) if any(e.id == enrolment.id for e in p.enrolments)), None)
