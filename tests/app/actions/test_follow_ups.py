from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from espace_mobile.app.actions import appointments, due, follow_ups
from espace_mobile.app.actions.follow_ups import Line
from espace_mobile.app.actions.relance_effort import effort
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    FollowUpStatus,
    SituationMoment,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.relances import When
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

CALL, TEXT = AttemptChannel.CALL, AttemptChannel.TEXT_MESSAGE
NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def samir(replica: Replica, team: Team) -> Person:
    person = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(person, by="setup")
    return person


@pytest.fixture
def missed(replica: Replica, samir: Person, now: datetime, today: date) -> Appointment:
    """Yesterday's appointment, missed, and its relance for today."""
    at = now - timedelta(days=1)
    fact = Appointment(
        id=new_id(), team=samir.team, person_id=samir.id, starts_at=at, status=AppointmentStatus.MISSED
    )  # fmt: skip
    replica.save(fact, due.missed(fact, today).but(due_on=today), by="setup")
    return fact


def everybody(replica: Replica, worker: Worker, today: date, **more: bool) -> list[Line]:
    return [line for some in follow_ups.due(replica, worker, today, **more).values() for line in some]


def task_of(replica: Replica) -> FollowUp:
    [task] = replica.all(FollowUp)
    return task


def test_a_missed_appointment_is_due_the_day_after_until_it_is_corrected(replica, worker, today, samir, missed) -> None:
    lines = follow_ups.due(replica, worker, today)
    assert [(when, line.person) for when, some in lines.items() for line in some] == [(When.TODAY, samir)]
    appointments.set_status(replica, missed, worker, AppointmentStatus.KEPT)
    assert follow_ups.due(replica, worker, today) == {}
    appointments.set_status(replica, missed, worker, AppointmentStatus.MISSED)
    assert len(everybody(replica, worker, today)) == 1
    replica.delete(missed, by=worker.id)
    assert follow_ups.due(replica, worker, today) == {}


def test_a_session_cancelled_or_over_and_an_exit_taken_back_call_nobody(replica, worker, now, today, samir) -> None:
    session = GroupSession(id=new_id(), starts_at=now + timedelta(days=2))
    left = Enrolment(id=new_id(), person_id=samir.id, programme_id=new_id(), exited_on=today)
    replica.save(session, left, due.invitation(session, samir, today), *due.after_exit(left, samir), by="setup")
    assert [w for w, some in follow_ups.due(replica, worker, today).items() for _ in some] == [
        When.TODAY, When.LATER, When.LATER,
    ]  # fmt: skip
    assert len(everybody(replica, worker, today + timedelta(days=3))) == 2
    replica.save(left.but(exited_on=None), by="setup")
    assert len(everybody(replica, worker, today)) == 1


def test_a_situation_said_settles_what_was_there_to_ask_it(replica, worker, today, samir) -> None:
    left = Enrolment(id=new_id(), person_id=samir.id, programme_id=new_id(), exited_on=today)
    said = Situation(
        id=new_id(), person_id=samir.id, enrolment_id=left.id, moment=SituationMoment.EXIT, answered=Answered.REFUSED
    )  # fmt: skip
    replica.save(left, *due.after_exit(left, samir), said, by="setup")
    assert [line.task.rule for line in everybody(replica, worker, today)] == ["six_months"]


def test_relances_come_in_order_and_only_of_the_teams_seen(replica, worker, planner, supervisor, today, samir) -> None:
    other = Person(id=new_id(), team=new_id(), first_name="Ailleurs")
    replica.save(other, by="setup")
    days = [3, -2, 0, 12]
    for person in (samir, other):
        for n in days:
            replica.save(
                FollowUp(id=new_id(), person_id=person.id, due_on=today + timedelta(days=n)), by="setup"
            )  # fmt: skip
    seen = follow_ups.due(replica, worker, today)
    assert list(seen) == [When.LATE, When.TODAY, When.THIS_WEEK, When.LATER]
    assert {line.person.id for some in seen.values() for line in some} == {samir.id}
    assert len(everybody(replica, supervisor, today)) == 8
    assert everybody(replica, planner, today) == []
    assert sum(map(len, follow_ups.due(replica, supervisor, today, limit=3).values())) == 3


def test_mine_are_those_i_am_named_for_or_of_the_people_i_follow(replica, worker, supervisor, today, samir) -> None:
    followed = Person(id=new_id(), team=samir.team, referent_id=worker.id)
    named = FollowUp(id=new_id(), person_id=samir.id, due_on=today, worker_id=worker.id)
    mine = FollowUp(id=new_id(), person_id=followed.id, due_on=today)
    theirs = FollowUp(id=new_id(), person_id=followed.id, due_on=today, worker_id=supervisor.id)
    replica.save(followed, named, mine, theirs, FollowUp(id=new_id(), person_id=samir.id, due_on=today), by="setup")
    assert {line.task.id for line in everybody(replica, worker, today, mine=True)} == {named.id, mine.id}


@pytest.mark.parametrize("result", [AttemptResult.REACHED, AttemptResult.WILL_COME, AttemptResult.DECLINES])
def test_reaching_somebody_is_one_commit_and_ends_the_task(
    replica, worker, now, today, samir, missed, commits, result
) -> None:
    commits()
    step = follow_ups.attempt(replica, task_of(replica), CALL, result, 5, worker, now)
    assert commits() == 1
    ended = task_of(replica)
    assert (ended.status, ended.closed_at, ended.closed_by) == (FollowUpStatus.DONE, now, worker.id)
    [tried] = replica.all(Attempt)
    assert (tried.person_id, tried.minutes, tried.worker_id, tried.team) == (samir.id, 5, worker.id, samir.team)
    assert follow_ups.due_for(replica, samir.id, today) == []
    commits()
    take_back(replica, step, worker)
    assert commits() == 1
    assert replica.all(Attempt) == []
    assert [line.person for line in everybody(replica, worker, today)] == [samir]


@pytest.mark.parametrize("result", [AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT])
def test_nobody_reached_is_tried_again_two_working_days_later(
    replica, worker, now, today, samir, missed, result
) -> None:
    step = follow_ups.attempt(replica, task_of(replica), CALL, result, 5, worker, now)
    assert (task_of(replica).due_on, task_of(replica).status) == (date(2026, 5, 18), FollowUpStatus.DUE)
    [line] = follow_ups.due_for(replica, samir.id, today)
    assert line.tries == (step.fact,)
    take_back(replica, step, worker)
    assert task_of(replica).due_on == today


def test_the_next_try_is_another_day_when_it_is_said_and_never_sooner_than_planned(
    replica, worker, now, today, samir
) -> None:
    task = follow_ups.by_hand(replica, samir, today + timedelta(days=30), "", worker, today=today).fact
    follow_ups.attempt(replica, task, TEXT, AttemptResult.NO_ANSWER, 2, worker, now)
    assert task_of(replica).due_on == today + timedelta(days=30)
    follow_ups.attempt(replica, task, TEXT, AttemptResult.NO_ANSWER, 2, worker, now, again_on=today)
    assert task_of(replica).due_on == today
    with pytest.raises(InputError) as caught:
        follow_ups.attempt(
            replica, task, TEXT, AttemptResult.NO_ANSWER, 2, worker, now, again_on=today - timedelta(days=1)
        )
    assert (caught.value.field, caught.value.reason) == ("due_on", "past")
    assert len(replica.all(Attempt)) == 2


def test_a_wrong_number_leaves_the_task_as_it_was(replica, worker, now, samir, missed) -> None:
    before = task_of(replica)
    follow_ups.attempt(replica, before, CALL, AttemptResult.WRONG_NUMBER, 5, worker, now)
    assert task_of(replica) == before


def test_a_try_without_a_task_counts_and_can_be_taken_back(replica, worker, now, today, samir, missed) -> None:
    step = follow_ups.attempt_alone(replica, samir, AttemptChannel.MET, AttemptResult.REACHED, 0, worker, now)
    assert [a.follow_up_id for a in follow_ups.attempts_of(replica, samir.id)] == [None]
    assert len(everybody(replica, worker, today)) == 1  # nobody said that it was about this
    take_back(replica, step, worker)
    assert follow_ups.attempts_of(replica, samir.id) == []


@pytest.mark.parametrize("minutes", [-1, 481])
def test_impossible_minutes_are_refused_and_nothing_is_saved(replica, worker, now, samir, missed, minutes) -> None:
    for act in (
        lambda: follow_ups.attempt(replica, task_of(replica), CALL, AttemptResult.REACHED, minutes, worker, now),
        lambda: follow_ups.attempt_alone(replica, samir, CALL, AttemptResult.REACHED, minutes, worker, now),
    ):
        with pytest.raises(InputError) as caught:
            act()
        assert (caught.value.field, caught.value.reason) == ("minutes", "out_of_range")
    assert replica.all(Attempt) == []
    assert task_of(replica).status == FollowUpStatus.DUE


@pytest.mark.parametrize(
    ("days", "reason", "field", "said"),
    [(-1, "", "due_on", "past"), (None, "", "due_on", "required"), (1, NIR, "reason", "nir"),
     (1, "é" * 281, "reason", "too_long")],
)  # fmt: skip
def test_a_relance_by_hand_that_can_t_be_kept_says_why(
    replica, worker, today, samir, days, reason, field, said
) -> None:
    due_on = None if days is None else today + timedelta(days=days)
    with pytest.raises(InputError) as caught:
        follow_ups.by_hand(replica, samir, due_on, reason, worker, today=today)
    assert (caught.value.field, caught.value.reason) == (field, said)
    assert replica.all(FollowUp) == []


def test_a_relance_is_dropped_put_off_or_given_to_somebody_and_each_is_undone(
    replica, worker, supervisor, now, today, samir, missed
) -> None:
    before = task_of(replica)
    steps: list[Callable[[], Done[FollowUp]]] = [
        lambda: follow_ups.drop(replica, before, worker, now),
        lambda: follow_ups.postpone(replica, before, today + timedelta(days=4), worker, today=today),
        lambda: follow_ups.assign(replica, before, supervisor.id, worker),
    ]
    seen = []
    for act in steps:
        step = act()
        seen.append((task_of(replica).status, task_of(replica).due_on, task_of(replica).worker_id))
        take_back(replica, step, worker)
        assert task_of(replica) == before
    assert seen == [
        ("dropped", today, None), ("due", today + timedelta(days=4), None), ("due", today, supervisor.id),
    ]  # fmt: skip
    with pytest.raises(InputError):
        follow_ups.postpone(replica, before, today - timedelta(days=1), worker, today=today)


def test_who_sees_one_of_two_files_sees_the_relances_of_the_other(replica, worker, now, today, samir) -> None:
    theirs = Person(id=new_id(), team=new_id(), first_name="Sam")
    session = GroupSession(id=new_id(), starts_at=now + timedelta(days=2))
    replica.save(theirs, session, due.invitation(session, theirs, today), by="setup")
    assert everybody(replica, worker, today) == []
    replica.save(Merge(id=new_id(), person_id=samir.id, into_id=theirs.id, at=now), by="setup")
    assert [line.person for line in everybody(replica, worker, today)] == [theirs]


def test_two_merged_files_are_called_once_and_both_tasks_end_together(replica, worker, now, today, samir) -> None:
    twin = Person(id=new_id(), team=samir.team, first_name="Sam")
    session = GroupSession(id=new_id(), starts_at=now + timedelta(days=2))
    replica.save(twin, session, *(due.invitation(session, p, today) for p in (samir, twin)), by="setup")
    assert len(everybody(replica, worker, today)) == 2
    replica.save(Merge(id=new_id(), person_id=twin.id, into_id=samir.id, at=now), by="setup")
    [line] = everybody(replica, worker, today)
    assert line.person == samir
    step = follow_ups.attempt(replica, line.task, CALL, AttemptResult.WILL_COME, 5, worker, now)
    assert everybody(replica, worker, today) == []
    assert {t.status for t in replica.all(FollowUp)} == {FollowUpStatus.DONE}
    assert {a.person_id for a in replica.all(Attempt)} == {samir.id}
    take_back(replica, step, worker)
    assert {t.status for t in replica.all(FollowUp)} == {FollowUpStatus.DUE}


def test_a_task_deleted_with_its_person_is_shown_to_nobody(replica, worker, today, samir, missed) -> None:
    replica.delete(samir, by=worker.id)
    assert everybody(replica, worker, today) == []


def test_the_effort_of_the_weeks_is_told_by_worker(replica, worker, supervisor, now, today, samir) -> None:
    for who, days, minutes in ((worker, 0, 5), (worker, 0, 2), (worker, 7, 10), (supervisor, 1, 20), (worker, 60, 9)):
        follow_ups.attempt_alone(
            replica, samir, CALL, AttemptResult.NO_ANSWER, minutes, who, now - timedelta(days=days)
        )  # fmt: skip
    this, last = date(2026, 5, 11), date(2026, 5, 4)
    told = {cell: (e.attempts, e.minutes) for cell, e in effort(replica, worker, today, 2).items()}
    assert told == {(worker.id, this): (2, 7), (worker.id, last): (1, 10), (supervisor.id, this): (1, 20)}
    assert set(effort(replica, worker, today, 1, of=worker.id)) == {(worker.id, this)}


def test_the_effort_shows_only_the_teams_that_one_sees(replica, worker, planner, now, today, samir) -> None:
    other = Person(id=new_id(), team=new_id())
    replica.save(other, by="setup")
    follow_ups.attempt_alone(replica, other, CALL, AttemptResult.REACHED, 5, worker, now)
    assert effort(replica, worker, today) == {}
    follow_ups.attempt_alone(replica, samir, CALL, AttemptResult.REACHED, 5, worker, now)
    assert effort(replica, planner, today) == {}
    assert len(effort(replica, worker, today)) == 1
