from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance, enrolments, sessions, workshop_people
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain import attendance_counts
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import (
    AttendanceStatus,
    EntryDecision,
    ExitReason,
    FollowUpRule,
    SessionStatus,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.spells import ago, refused

INVITED, PRESENT = AttendanceStatus.INVITED, AttendanceStatus.PRESENT
NAMES = ("Awa", "Bilal", "Chloé", "Dina")


@pytest.fixture
def group(replica: Replica, team: Team, programme: Programme) -> list[Person]:
    """Four people; all but the last are in the programme, the third was refused nothing but left."""
    people = [Person(id=new_id(), team=team.id, first_name=name) for name in NAMES]
    spells = [spell(p, programme, exited_on=ago(3) if n == 2 else None) for n, p in enumerate(people[:3])]
    replica.save(*people, *spells, by="setup")
    return people


def spell(person: Person, programme: Programme, **more: Any) -> Enrolment:
    entered = {"decision": EntryDecision.VALIDATED, "entered_on": ago(30), "team": person.team}
    return Enrolment(**{"id": new_id(), "person_id": person.id, "programme_id": programme.id, **entered, **more})


def workshop(replica: Replica, programme: Programme, form: WorkshopForm, **more: Any) -> Workshop:
    made = Workshop(id=new_id(), programme_id=programme.id, title="Groupe de parole", form=form, **more)
    replica.save(made, by="setup")
    return made


def session(replica: Replica, of: Workshop, on: date, **more: Any) -> GroupSession:
    given = {"id": derived_id(of.id, str(on)), "starts_at": clock.instant(on, time(14)), "workshop_id": of.id}
    made = GroupSession(**{**given, "programme_id": of.programme_id, "capacity": 12, **more})
    replica.save(made, by="setup")
    return made


def names(people: Any) -> list[str | None]:
    return [p.first_name for p in people]


def came(replica: Replica, to: GroupSession, person: Person, worker: Worker) -> None:
    expected = attendance.expect(replica, to, person, worker, now=to.starts_at)
    attendance.mark(replica, to, expected.fact, PRESENT, worker, now=to.starts_at)


def test_everybody_enrolled_is_invited_in_one_commit_each_with_a_relance(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, commits: Commits, now: datetime,
    today: date,
) -> None:  # fmt: skip
    talking = workshop(replica, programme, WorkshopForm.MONTHLY)
    to = session(replica, talking, today + timedelta(days=7))
    commits()
    done = workshop_people.invite_all(replica, to, counsellor, now=now, today=today)
    assert commits() == 1
    assert {(a.person_id, a.status) for a in sessions.attendances_of(replica, to)} == {
        (group[0].id, INVITED), (group[1].id, INVITED)
    }  # fmt: skip
    assert {(t.person_id, t.rule) for t in replica.all(FollowUp)} == {
        (p.id, FollowUpRule.SESSION_INVITATION) for p in group[:2]
    }
    assert refused(lambda: workshop_people.invite_all(replica, to, counsellor, now=now, today=today)) == (
        "session", "nobody",
    )  # fmt: skip
    take_back(replica, done, counsellor)
    assert replica.count(Attendance) == replica.count(FollowUp) == 0


def test_whoever_has_an_answer_is_not_asked_again(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, now: datetime, today: date
) -> None:
    to = session(replica, workshop(replica, programme, WorkshopForm.WEEKLY), today + timedelta(days=7))
    attendance.expect(replica, to, group[0], counsellor, now=now)
    workshop_people.invite_all(replica, to, counsellor, now=now, today=today)
    assert {a.person_id: a.status for a in sessions.attendances_of(replica, to)} == {
        group[0].id: AttendanceStatus.EXPECTED, group[1].id: INVITED,
    }  # fmt: skip


def test_inviting_all_is_a_counsellor_s(
    replica: Replica, programme: Programme, group: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    to = session(replica, workshop(replica, programme, WorkshopForm.WEEKLY), today)
    assert refused(lambda: workshop_people.invite_all(replica, to, worker, now=now, today=today)) == (
        "record", "counsellor_only",
    )  # fmt: skip


def test_who_is_short_of_two_hours_this_month(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, today: date
) -> None:
    talking = workshop(replica, programme, WorkshopForm.MONTHLY, compulsory=True, month_minutes=120)
    held, coming = session(replica, talking, date(2026, 5, 7)), session(replica, talking, date(2026, 5, 28))
    came(replica, session(replica, talking, date(2026, 4, 30)), group[1], counsellor)  # of another month
    came(replica, session(replica, talking, date(2026, 5, 8), informal=True), group[1], counsellor)
    came(replica, held, group[0], counsellor)
    month = workshop_people.month(replica, talking, counsellor, today)
    assert [(s.person.first_name, s.came, s.owed) for s in month.short] == [("Bilal", 0, 120)]
    assert (month.people, month.still) == (2, coming)


def test_a_file_of_another_team_is_neither_counted_nor_invited(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, supervisor: Worker, today: date
) -> None:
    elsewhere = Person(id=new_id(), team=new_id(), first_name="Zoé")
    replica.save(elsewhere, spell(elsewhere, programme), by="setup")
    assert names(workshop_people.enrolled(replica, programme.id, counsellor, today)) == ["Awa", "Bilal"]
    assert names(workshop_people.enrolled(replica, programme.id, supervisor, today)) == ["Awa", "Bilal", "Zoé"]


def test_who_was_met_this_week_is_one_tap_each(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, commits: Commits, now: datetime,
    today: date,
) -> None:  # fmt: skip
    contract = workshop(replica, programme, WorkshopForm.CONTRACT)
    commits()
    first = workshop_people.met(replica, contract, group[0], counsellor, now=now)
    assert commits() == 1
    workshop_people.met(replica, contract, group[1], counsellor, now=now)
    [meeting] = replica.where(GroupSession, workshop_id=contract.id)
    assert (meeting.status, meeting.capacity, meeting.facilitator_ids) == (SessionStatus.HELD, 50, (counsellor.id,))
    week = workshop_people.week(replica, contract, counsellor, today)
    assert (names(week.met), names(week.not_met)) == (["Awa", "Bilal"], [])
    take_back(replica, first, counsellor)
    week = workshop_people.week(replica, contract, counsellor, today + timedelta(days=3))
    assert names(week.met) == []
    week = workshop_people.week(replica, contract, counsellor, today + timedelta(days=7))
    assert names(week.not_met) == ["Awa", "Bilal"]


def test_a_planned_meeting_of_the_week_is_the_one_that_is_marked(
    replica: Replica, programme: Programme, group: list[Person], counsellor: Worker, now: datetime, today: date
) -> None:
    contract = workshop(replica, programme, WorkshopForm.CONTRACT)
    planned = session(replica, contract, today - timedelta(days=2))
    session(replica, contract, today + timedelta(days=1))
    workshop_people.met(replica, contract, group[0], counsellor, now=now)
    assert [a.session_id for a in replica.all(Attendance)] == [planned.id]


# Free entry and exit, with returns


def test_somebody_who_left_and_comes_back_has_two_spells_and_is_one_person(
    replica: Replica, programme: Programme, person: Person, counsellor: Worker, now: datetime,
) -> None:  # fmt: skip
    thursday = workshop(replica, programme, WorkshopForm.WEEKLY)
    before, after = session(replica, thursday, ago(40)), session(replica, thursday, ago(5))
    first = come_in(replica, person, programme, counsellor, ago(45))
    came(replica, before, person, counsellor)
    enrolments.leave(replica, first, counsellor, ago(30), ago(30), ExitReason.END_OF_PATH)
    assert workshop_people.enrolled(replica, programme.id, counsellor, ago(20)) == []
    came(replica, after, person, counsellor)  # nobody is turned away for want of a new entry
    come_in(replica, person, programme, counsellor, ago(5))
    spells = enrolments.enrolments_of(replica, person.id)
    found = attendance_counts.came([before, after], replica.all(Attendance))
    assert (len(spells), len(found.people), found.visits) == (2, 1, 2)
    assert names(workshop_people.enrolled(replica, programme.id, counsellor, ago(0))) == ["Samir"]


def come_in(replica: Replica, person: Person, programme: Programme, worker: Worker, on: date) -> Enrolment:
    proposed = enrolments.propose(replica, person, programme, worker, on)
    enrolments.decide(replica, proposed, EntryDecision.VALIDATED, worker, on)
    return enrolments.enter(replica, proposed, worker, on, on).fact
