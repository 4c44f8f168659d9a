from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda, appointments, people
from espace_mobile.app.actions.agenda import Clash, Whose
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus, NoticeGiven, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEPT, MISSED, EXCUSED = AppointmentStatus.KEPT, AppointmentStatus.MISSED, AppointmentStatus.EXCUSED


@pytest.fixture
def samir(replica, worker, now, today) -> Person:
    return people.open_file(replica, Opening(Identity(first_name="Samir"), NoticeGiven.ORAL), worker, now=now,
                            today=today)  # fmt: skip


@pytest.fixture
def awa(replica, worker, now, today) -> Person:
    return people.open_file(replica, Opening(Identity(first_name="Awa"), NoticeGiven.ORAL), worker, now=now,
                            today=today)  # fmt: skip


@pytest.fixture
def colleague(replica, team) -> Worker:
    ali = Worker(id=new_id(), display_name="Ali", role=Role.FIELD, team_ids=(team.id,))
    replica.save(ali, by="setup")
    return ali


def shown(meetings) -> list[tuple[str, str]]:
    return [(m.appointment.id, m.person.first_name) for m in meetings]


def test_mine_and_my_teams(replica, worker, colleague, now, today, samir, awa) -> None:
    second = appointments.book(replica, samir, now + 2 * HOUR, worker, now=now)
    first = appointments.book(replica, awa, now + HOUR, colleague, now=now)
    appointments.book(replica, awa, now + DAY, worker, now=now)
    assert shown(agenda.meetings(replica, worker, Whose.MINE, today, today)) == [(second.id, "Samir")]
    both = agenda.meetings(replica, worker, Whose.TEAM, today, today)
    assert shown(both) == [(first.id, "Awa"), (second.id, "Samir")]
    assert len(agenda.meetings(replica, worker, Whose.TEAM, today, today + 6 * DAY)) == 3


def test_nobody_sees_the_agenda_of_a_team_whose_files_they_may_not_see(
    replica, worker, supervisor, planner, now, today, samir
) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    elsewhere = Worker(id=new_id(), display_name="Zoé", role=Role.FIELD, team_ids=(new_id(),))
    for other in (elsewhere, planner):
        assert agenda.meetings(replica, other, Whose.TEAM, today, today) == []
        assert agenda.to_confirm(replica, other, Whose.TEAM, now + DAY) == []
    assert shown(agenda.meetings(replica, supervisor, Whose.TEAM, today, today)) == [(booked.id, "Samir")]


def test_an_appointment_of_a_merged_file_shows_the_file_that_stands_for_it(
    replica, worker, now, today, samir, awa
) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    replica.save(Merge(id=new_id(), person_id=samir.id, into_id=awa.id, at=now), by=worker.id)
    assert shown(agenda.meetings(replica, worker, Whose.MINE, today, today)) == [(booked.id, "Awa")]


def test_who_sees_one_of_two_files_sees_the_appointments_they_made_there(replica, now, today, samir) -> None:
    zoe = Worker(id=new_id(), display_name="Zoé", role=Role.FIELD, team_ids=(new_id(),))
    theirs = Person(id=new_id(), team=zoe.team_ids[0], first_name="Sam")
    replica.save(theirs, zoe, by="setup")
    booked = appointments.book(replica, theirs, now + HOUR, zoe, now=now)
    replica.save(Merge(id=new_id(), person_id=theirs.id, into_id=samir.id, at=now), by="setup")
    for whose in Whose:
        assert shown(agenda.meetings(replica, zoe, whose, today, today)) == [(booked.id, "Samir")]
        assert agenda.counts(replica, zoe, whose, today, today) == {today: 1}
        assert shown(agenda.to_confirm(replica, zoe, whose, now + DAY)) == [(booked.id, "Samir")]


def test_one_given_up_is_not_there_one_missed_is(replica, worker, now, today, samir) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    appointments.set_status(replica, booked, worker, MISSED, today=today)
    assert len(agenda.meetings(replica, worker, Whose.MINE, today, today)) == 1
    appointments.set_status(replica, booked, worker, AppointmentStatus.CANCELLED, today=today)
    assert agenda.meetings(replica, worker, Whose.MINE, today, today) == []


def test_sessions_one_leads_or_all(replica, worker, colleague, now, today) -> None:
    mine = GroupSession(id=new_id(), title="CV", starts_at=now + HOUR, facilitator_ids=(worker.id,))
    theirs = GroupSession(id=new_id(), title="Santé", starts_at=now, facilitator_ids=(colleague.id,))
    gone = mine.but(id=new_id(), status=SessionStatus.CANCELLED)
    replica.save(mine, theirs, gone, by=worker.id)
    assert agenda.sessions(replica, worker, Whose.MINE, today, today) == [mine]
    assert agenda.sessions(replica, worker, Whose.TEAM, today, today) == [theirs, mine]


def test_how_much_there_is_on_each_day(replica, worker, colleague, now, today, samir) -> None:
    replica.save(GroupSession(id=new_id(), starts_at=now, facilitator_ids=(colleague.id,)), by=worker.id)
    appointments.book(replica, samir, now + HOUR, worker, now=now)
    appointments.book(replica, samir, now + DAY, worker, now=now)
    week = (today, today + 6 * DAY)
    assert agenda.counts(replica, worker, Whose.MINE, *week) == {today: 1, today + DAY: 1}
    assert agenda.counts(replica, worker, Whose.TEAM, *week) == {today: 2, today + DAY: 1}


def test_what_is_over_waits_for_an_answer(replica, worker, now, samir) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    assert agenda.to_confirm(replica, worker, Whose.MINE, now + HOUR) == []
    assert shown(agenda.to_confirm(replica, worker, Whose.MINE, now + 2 * HOUR)) == [(booked.id, "Samir")]
    appointments.set_status(replica, booked, worker, KEPT)
    assert agenda.to_confirm(replica, worker, Whose.MINE, now + 9 * DAY) == []


def test_a_missed_appointment_calls_for_a_relance_in_one_commit(replica, worker, now, today, samir, commits) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    commits()
    appointments.set_status(replica, booked, worker, MISSED, today=today)
    assert commits() == 1
    [task] = replica.all(FollowUp)
    assert (task.person_id, task.source_id, task.due_on) == (samir.id, booked.id, today + DAY)
    for status in (KEPT, EXCUSED, AppointmentStatus.BOOKED):
        commits()
        appointments.set_status(replica, booked, worker, status, today=today)
        assert commits() == 1
        assert replica.all(FollowUp) == []
        appointments.set_status(replica, booked, worker, MISSED, today=today)
        assert len(replica.all(FollowUp)) == 1


def test_a_relance_somebody_attempted_is_not_taken_back(replica, worker, now, today, samir) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    appointments.set_status(replica, booked, worker, MISSED, today=today)
    [task] = replica.all(FollowUp)
    tried = Attempt(id=new_id(), person_id=samir.id, follow_up_id=task.id, at=now, channel=AttemptChannel.CALL,
                    result=AttemptResult.REACHED)  # fmt: skip
    done = task.but(status=FollowUpStatus.DONE)
    replica.save(tried, done, by=worker.id)
    appointments.set_status(replica, booked, worker, EXCUSED, today=today)
    assert replica.all(FollowUp) == [done]
    appointments.set_status(replica, booked, worker, MISSED, today=today)
    assert replica.all(FollowUp) == [done]  # nor is it called for again


def test_the_hour_that_is_taken_is_told_with_whom(replica, worker, colleague, now, samir, awa) -> None:
    at = now + DAY
    booked = appointments.book(replica, samir, at, worker, now=now)

    def told(starts_at: datetime, who: Worker, person: Person | None, **more: object) -> list[Clash]:
        return agenda.clashes(replica, starts_at, 45, worker_id=who.id, person=person, **more)  # type: ignore[arg-type]

    assert told(at + HOUR / 2, worker, awa) == [Clash(booked, worker.id)]
    assert told(at + HOUR / 2, colleague, samir) == [Clash(booked, None)]
    assert told(at, worker, samir) == [Clash(booked, worker.id)]  # told once
    assert told(at + HOUR, worker, samir) == []
    assert told(at, worker, samir, but=booked.id) == []
    appointments.set_status(replica, booked, worker, EXCUSED)
    assert told(at, worker, samir) == []


def test_a_long_one_from_the_evening_before_is_still_there_after_midnight(replica, worker, now, samir, awa) -> None:
    late = clock.instant(date(2026, 5, 20), time(23))
    booked = appointments.book(replica, samir, late, worker, now=now, minutes=120)
    found = agenda.clashes(replica, late + HOUR, 45, worker_id=worker.id, person=awa)
    assert [c.appointment for c in found] == [booked]


def wall(slots: list[datetime]) -> list[str]:
    return [clock.local(s).strftime("%a %d %H:%M") for s in slots]


def test_another_date_is_the_same_weekday_next_week_or_the_next_free_hours(replica, worker, now, samir, awa) -> None:
    at = datetime(2026, 5, 14, 12, tzinfo=UTC)  # Thursday, 14:00 in Paris
    booked = appointments.book(replica, samir, at, worker, now=now)
    assert wall(agenda.other_dates(replica, booked, now)) == ["Thu 21 14:00", "Fri 15 14:00", "Mon 18 14:00"]
    appointments.book(replica, awa, at + DAY, worker, now=now, minutes=60)
    leads = GroupSession(id=new_id(), starts_at=at + 4 * DAY, minutes=60, facilitator_ids=(worker.id,))
    replica.save(leads, by=worker.id)
    assert wall(agenda.other_dates(replica, booked, now)) == ["Thu 21 14:00", "Fri 15 15:00", "Mon 18 15:00"]


def test_a_new_date_is_taken_back_in_one_commit(replica, worker, colleague, now, samir, commits) -> None:
    booked = appointments.book(replica, samir, now + DAY, worker, now=now)
    commits()
    instead = appointments.rebook(replica, booked, colleague, now + 2 * DAY, now=now)
    assert instead.worker_id == worker.id
    appointments.take_back(replica, instead, worker, before=booked)
    assert commits() == 2
    assert replica.all(Appointment) == [booked]


def test_one_that_is_over_still_waits_for_its_answer_after_a_new_date(replica, worker, now, samir) -> None:
    booked = appointments.book(replica, samir, now + HOUR, worker, now=now)
    appointments.rebook(replica, booked, worker, now + 2 * DAY, now=now + 3 * HOUR)
    assert replica.get(Appointment, booked.id) == booked


def test_what_is_left_today_and_what_begins_soon(replica, worker, colleague, now, samir, awa) -> None:
    near = appointments.book(replica, samir, now + timedelta(minutes=10), worker, now=now)
    later = appointments.book(replica, awa, now + 3 * HOUR, worker, now=now)
    appointments.book(replica, awa, now + timedelta(minutes=10), colleague, now=now)
    assert shown(agenda.to_come_today(replica, worker, now)) == [(near.id, "Samir"), (later.id, "Awa")]
    assert shown(agenda.to_come_today(replica, worker, now + HOUR)) == [(later.id, "Awa")]
    assert shown(agenda.soon(replica, worker, now)) == [(near.id, "Samir")]
    assert agenda.soon(replica, worker, now + timedelta(minutes=11)) == []
