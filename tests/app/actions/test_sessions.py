from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance, session_planning, sessions, signing
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.session_planning import Plan
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

EXPECTED, WAITING, INVITED = AttendanceStatus.EXPECTED, AttendanceStatus.WAITING, AttendanceStatus.INVITED
PRESENT, WITHDRAWN = AttendanceStatus.PRESENT, AttendanceStatus.WITHDRAWN
NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def people(replica: Replica, team: Team) -> list[Person]:
    found = [Person(id=new_id(), team=team.id, first_name=f"Élodie {n}") for n in range(8)]
    replica.save(*found, by="setup")
    return found


@pytest.fixture
def programme(replica: Replica) -> Programme:
    programme = Programme(id=new_id(), name="Estime de soi", capacity=3)
    replica.save(programme, by="setup")
    return programme


@pytest.fixture
def session(replica: Replica, now: datetime) -> GroupSession:
    return planned(replica, now + timedelta(days=7))


def planned(replica: Replica, starts_at: datetime, **more: Any) -> GroupSession:
    session = GroupSession(**{"id": new_id(), "title": "Oser dire", "starts_at": starts_at, **more})
    replica.save(session, by="setup")
    return session


def fill(replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime) -> None:
    for n, person in enumerate(people):
        attendance.expect(replica, session, person, worker, now=now + timedelta(seconds=n))


def told(replica: Replica, session: GroupSession) -> list[tuple[str | None, AttendanceStatus]]:
    return [(a.person_id, a.status) for a in sessions.attendances_of(replica, session)]


# Planning


def test_a_session_takes_its_title_and_its_seats_from_its_programme(
    replica: Replica, programme: Programme, supervisor: Worker, now: datetime, today: date
) -> None:
    asked = Plan(starts_at=now + timedelta(days=1), programme_id=programme.id)
    made = session_planning.plan(replica, asked, supervisor, now=now, today=today)
    assert (made.title, made.capacity, made.team) == ("Estime de soi", 3, None)
    assert replica.get(GroupSession, made.id) == made


def test_five_people_at_most_unless_it_says_otherwise(
    replica: Replica, supervisor: Worker, now: datetime, today: date
) -> None:
    asked = Plan(starts_at=now + timedelta(days=1), title="  Oser   dire ")
    made = session_planning.plan(replica, asked, supervisor, now=now, today=today)
    assert (made.title, made.capacity) == ("Oser dire", 5)


@pytest.mark.parametrize(
    ("asked", "field", "reason"),
    [
        ({"title": " "}, "title", "required"),
        ({"title": f"Pour {NIR}"}, "title", "nir"),
        ({"starts_at": None}, "day", "required"),
        ({"days": -1}, "starts_at", "past"),
        ({"capacity": 0}, "capacity", "out_of_range"),
        ({"capacity": 51}, "capacity", "out_of_range"),
        ({"minutes": 2}, "minutes", "out_of_range"),
        ({"guests": "x" * 161}, "guests", "too_long"),
        ({"post_workshop_on": date(2026, 5, 1)}, "post_workshop_on", "before_session"),
    ],
)
def test_what_can_t_be_planned_names_its_field_and_saves_nothing(
    replica: Replica, supervisor: Worker, now: datetime, today: date, asked: dict[str, Any], field: str, reason: str
) -> None:
    starts_at = now + timedelta(days=asked.pop("days", 1))
    with pytest.raises(InputError) as refused:
        session_planning.plan(
            replica, Plan(**{"title": "Oser", "starts_at": starts_at, **asked}), supervisor, now=now, today=today
        )
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.all(GroupSession) == []


def test_a_session_that_began_a_moment_ago_can_still_be_planned(
    replica: Replica, supervisor: Worker, now: datetime, today: date
) -> None:
    begun = now - timedelta(minutes=30)
    assert session_planning.plan(replica, Plan(begun, "Oser"), supervisor, now=now, today=today).starts_at == begun


def test_an_edit_sets_only_what_was_changed_and_keeps_what_a_sync_brought(
    replica: Replica, session: GroupSession, supervisor: Worker, today: date
) -> None:
    seen, stamps = Plan.of(session), seen_now(replica, session)
    replica.save(session.but(capacity=8), by="another tablet")
    asked = Plan(**{**vars(seen), "title": "Oser demander"})
    session_planning.edit(replica, session, asked, supervisor, today=today, seen=seen, stamps=stamps)
    kept = replica.get(GroupSession, session.id)
    assert kept
    assert (kept.title, kept.capacity) == ("Oser demander", 8)


def test_a_session_that_moves_takes_its_invitations_with_it(
    replica: Replica, session: GroupSession, people: list[Person], supervisor: Worker, now: datetime, today: date
) -> None:
    attendance.invite(replica, session, people[0], supervisor, now=now, today=today)
    moved = Plan(**{**vars(Plan.of(session)), "starts_at": session.starts_at + timedelta(days=7)})
    session_planning.edit(replica, session, moved, supervisor, today=today)
    [task] = replica.all(FollowUp)
    assert task.due_on == clock.local(session.starts_at).date() + timedelta(days=5)


def test_a_cancelled_session_keeps_its_people_and_can_be_planned_again(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    fill(replica, session, people[:2], worker, now)
    session_planning.cancel(replica, session, worker)
    assert replica.get(GroupSession, session.id).status == SessionStatus.CANCELLED  # type: ignore[union-attr]
    assert len(told(replica, session)) == 2
    assert [s.id for s in sessions.to_come(replica, today)] == [session.id]
    assert sessions.with_seats(replica, now) == []
    session_planning.plan_again(replica, session, worker)
    assert [s.id for s in sessions.with_seats(replica, now)] == [session.id]


def test_a_session_taken_up_again_invites_whoever_was_there_in_one_commit(
    replica: Replica, session: GroupSession, people: list[Person], supervisor: Worker, now: datetime, today: date,
    commits: Callable[[], int],
) -> None:  # fmt: skip
    fill(replica, session, people[:3], supervisor, now)
    [first, *_] = sessions.attendances_of(replica, session)
    attendance.mark(replica, session, first, WITHDRAWN, supervisor, now=now)
    commits()
    asked = Plan(**{**vars(Plan.of(session)), "starts_at": now + timedelta(days=30)})
    made = session_planning.plan(replica, asked, supervisor, now=now, today=today, again=session)
    assert commits() == 1
    assert sorted(told(replica, made)) == sorted((p.id, INVITED) for p in people[1:3])
    assert sessions.seats_of(replica, made).left == 5
    assert {task.person_id for task in replica.all(FollowUp)} == {p.id for p in people[1:3]}


# Seats


def test_an_invitation_is_one_commit_with_its_task_and_takes_no_seat(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime, today: date,
    commits: Callable[[], int],
) -> None:  # fmt: skip
    done = attendance.invite(replica, session, people[0], worker, now=now, today=today)
    assert commits() == 1
    [task] = replica.all(FollowUp)
    assert (task.rule, task.source_id, task.person_id) == (
        FollowUpRule.SESSION_INVITATION, session.id, people[0].id,
    )  # fmt: skip
    assert task.due_on == date(2026, 5, 19)
    assert sessions.seats_of(replica, session).left == 5
    take_back(replica, done, worker)
    assert told(replica, session) == []
    assert replica.all(FollowUp) == []


def test_a_person_has_one_attendance_whose_id_two_tablets_agree_on_and_that_belongs_to_no_team(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    attendance.invite(replica, session, people[0], worker, now=now, today=today)
    done = attendance.expect(replica, session, people[0], worker, now=now + timedelta(hours=1))
    assert attendance.expect(replica, session, people[0], worker, now=now + timedelta(hours=2)).fact == done.fact
    [kept] = replica.all(Attendance)
    assert (kept.id, kept.team) == (sessions.attendance_id(session.id, people[0].id), None)
    assert kept.since == now + timedelta(hours=1)


def test_a_full_session_says_which_one_is_next_with_how_many_seats(
    replica: Replica, programme: Programme, people: list[Person], worker: Worker, now: datetime
) -> None:
    days = [now + timedelta(days=n) for n in (1, 2, 3, 4)]
    full, other, also_full, free = [
        planned(replica, day, programme_id=None if n == 1 else programme.id, capacity=3) for n, day in enumerate(days)
    ]
    fill(replica, full, people[:3], worker, now)
    fill(replica, also_full, people[:3], worker, now)
    fill(replica, free, people[:1], worker, now)
    with pytest.raises(InputError) as refused:
        attendance.expect(replica, full, people[3], worker, now=now)
    assert (refused.value.field, refused.value.reason) == ("session", "full")
    assert refused.value.params["next_id"] == free.id != other.id
    assert (refused.value.params["next_at"], refused.value.params["left"]) == (free.starts_at, 2)


def test_whoever_has_a_seat_in_a_full_session_keeps_it(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    fill(replica, session, people[:5], worker, now)
    attendance.expect(replica, session, people[0], worker, now=now)
    assert sessions.seats_of(replica, session).taken == 5


def test_a_seat_that_frees_is_offered_to_the_first_who_waits_and_given_to_nobody(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    fill(replica, session, people[:5], worker, now)
    for minute, person in ((2, people[6]), (1, people[5])):
        attendance.wait(replica, session, person, worker, now=now + timedelta(minutes=minute))
    with pytest.raises(InputError, match="full"):
        attendance.mark(replica, session, _of(replica, session, people[5]), EXPECTED, worker, now=now)
    attendance.mark(replica, session, _of(replica, session, people[0]), WITHDRAWN, worker, now=now)
    sheet = sessions.session_sheet(replica, session, worker)
    assert sheet.seats.left == 1
    assert sheet.next_up
    assert sheet.next_up.person == people[5]
    assert [p.person for p in sheet.waiting] == [people[5], people[6]]
    attendance.mark(replica, session, sheet.next_up.attendance, EXPECTED, worker, now=now)
    assert sessions.session_sheet(replica, session, worker).next_up is None


def test_who_withdrew_and_asks_again_comes_last(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    fill(replica, session, people[:5], worker, now)
    attendance.wait(replica, session, people[5], worker, now=now)
    attendance.wait(replica, session, people[6], worker, now=now + timedelta(minutes=1))
    attendance.mark(replica, session, _of(replica, session, people[5]), WITHDRAWN, worker, now=now)
    attendance.wait(replica, session, people[5], worker, now=now + timedelta(minutes=2))
    waiting = sessions.session_sheet(replica, session, worker).waiting
    assert [p.person for p in waiting] == [people[6], people[5]]


def test_two_files_merged_since_count_for_one_seat_and_are_marked_together(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    fill(replica, session, people[:2], worker, now)
    replica.save(Merge(id=new_id(), person_id=people[1].id, into_id=people[0].id, at=now), by=worker.id)
    assert sessions.seats_of(replica, session).taken == 1
    [one] = sessions.attendances_of(replica, session)
    attendance.mark(replica, session, one, WITHDRAWN, worker, now=now)
    assert {a.status for a in replica.all(Attendance)} == {WITHDRAWN}
    assert [s.id for s, _ in sessions.sessions_of(replica, people[0])] == [session.id]


def test_names_of_other_teams_do_not_show_but_their_seats_count(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    theirs = people[0].but(id=new_id(), team="t" * 32)
    replica.save(theirs, by="setup")
    fill(replica, session, [people[0], theirs], worker, now)
    sheet = sessions.session_sheet(replica, session, worker)
    assert [p.person for p in sheet.taking_part] == [people[0], None]
    assert sheet.seats.taken == 2


# On the day


def test_the_first_one_present_on_the_day_says_that_the_session_is_held_and_it_can_be_taken_back(
    replica: Replica, people: list[Person], worker: Worker, now: datetime, commits: Callable[[], int]
) -> None:
    session = planned(replica, now + timedelta(hours=2), post_workshop_on=date(2026, 7, 1))
    fill(replica, session, people[:2], worker, now)
    commits()
    done = attendance.mark(replica, session, _of(replica, session, people[0]), PRESENT, worker, now=now)
    assert commits() == 1
    assert replica.get(GroupSession, session.id).status == SessionStatus.HELD  # type: ignore[union-attr]
    [task] = replica.all(FollowUp)
    assert (task.rule, task.person_id, task.due_on) == (FollowUpRule.POST_WORKSHOP, people[0].id, date(2026, 7, 1))
    take_back(replica, done, worker)
    assert replica.get(GroupSession, session.id) == session
    assert replica.all(FollowUp) == []
    assert told(replica, session) == [(p.id, EXPECTED) for p in people[:2]]


def test_a_signature_says_so_too(replica: Replica, people: list[Person], worker: Worker, now: datetime) -> None:
    session = planned(replica, now, post_workshop_on=date(2026, 7, 1))
    fill(replica, session, people[:1], worker, now)
    signing.sign(replica, session, people[0], [[(0.0, 0.0), (900.0, 300.0)]], 400, worker, now=now)
    assert replica.get(GroupSession, session.id).status == SessionStatus.HELD  # type: ignore[union-attr]
    assert [task.rule for task in replica.all(FollowUp)] == [FollowUpRule.POST_WORKSHOP]


def test_before_its_day_nobody_holds_a_session(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime
) -> None:
    fill(replica, session, people[:1], worker, now)
    attendance.mark(replica, session, _of(replica, session, people[0]), PRESENT, worker, now=now)
    assert replica.get(GroupSession, session.id).status == SessionStatus.PLANNED  # type: ignore[union-attr]


def test_who_was_not_there_after_all_is_not_invited_back_until_they_were(
    replica: Replica, people: list[Person], worker: Worker, now: datetime
) -> None:
    session = planned(replica, now, post_workshop_on=date(2026, 7, 1))
    fill(replica, session, people[:1], worker, now)
    states = []
    for status in (PRESENT, AttendanceStatus.ABSENT, PRESENT):
        attendance.mark(replica, session, _of(replica, session, people[0]), status, worker, now=now)
        states += [task.status for task in replica.all(FollowUp)]
    assert states == [FollowUpStatus.DUE, FollowUpStatus.DROPPED, FollowUpStatus.DUE]


def test_a_session_said_to_be_held_invites_back_those_present(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    fill(replica, session, people[:2], worker, now)
    attendance.mark(replica, session, _of(replica, session, people[0]), PRESENT, worker, now=now)
    asked = Plan(**{**vars(Plan.of(session)), "post_workshop_on": date(2026, 7, 1)})
    session_planning.edit(replica, session, asked, worker, today=today)
    session_planning.hold(replica, session, worker)
    assert [task.person_id for task in replica.all(FollowUp)] == [people[0].id]
    later = Plan(**{**vars(asked), "post_workshop_on": date(2026, 8, 1)})
    session_planning.edit(replica, session, later, worker, today=today, seen=asked)
    assert [task.due_on for task in replica.all(FollowUp)] == [date(2026, 8, 1)]


def test_who_did_not_come_is_called_back_once_a_session(
    replica: Replica, session: GroupSession, people: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    assert not attendance.is_called_back(replica, session, people[0])
    for _ in range(2):
        attendance.call_back(replica, session, people[0], "Absence à une séance", worker, today=today)
    [task] = replica.all(FollowUp)
    assert (task.rule, task.due_on, task.worker_id) == (FollowUpRule.BY_HAND, date(2026, 5, 15), worker.id)
    assert attendance.is_called_back(replica, session, people[0])


def test_sessions_are_to_come_to_be_marked_or_past(
    replica: Replica, people: list[Person], worker: Worker, now: datetime, today: date
) -> None:
    days = [-9, -2, 0, 5]
    held, forgotten, of_today, coming = [planned(replica, now + timedelta(days=n, minutes=-1)) for n in days]
    session_planning.hold(replica, held, worker)
    assert [s.id for s in sessions.to_come(replica, today)] == [of_today.id, coming.id]
    assert [s.id for s in sessions.to_mark(replica, today)] == [forgotten.id]
    assert [s.id for s in sessions.past(replica)] == [held.id]
    assert [s.id for s in sessions.with_seats(replica, now)] == [coming.id]


def test_a_facilitator_runs_their_session_and_a_field_worker_no_other(
    worker: Worker, supervisor: Worker, planner: Worker, session: GroupSession
) -> None:
    assert sessions.may_plan(supervisor)
    assert not sessions.may_plan(worker)
    assert not sessions.may_plan(planner)
    assert not sessions.may_run(worker, session)
    assert sessions.may_run(worker, session.but(facilitator_ids=(worker.id,)))


def _of(replica: Replica, session: GroupSession, person: Person) -> Attendance:
    return next(a for a in sessions.attendances_of(replica, session) if a.person_id == person.id)
