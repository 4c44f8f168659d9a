from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import attendance, session_planning, workshop_planning, workshops
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.app.actions.workshop_planning import Asked, Meeting
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.errors import InputError
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.spells import refused

PRESENT, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
THURSDAY = date(2026, 5, 21)  # the day after « today » that is one; Ascension was the 14th
TWO = time(14)
MS = 1_778_750_000_000  # of the other tablet's clock


def workshop(replica: Replica, programme: Programme, **more: Any) -> Workshop:
    phases = (Phase(title="Se regarder", sessions=4), Phase(title="Prendre soin de soi", sessions=4))
    asked = {"title": "Estime de soi", "phases": phases, "weekday": 3, "starts": TWO, "back_after_days": 30}
    made = Workshop(**{"id": new_id(), "programme_id": programme.id, **asked, **more})
    replica.save(made, by="setup")
    return made


def standing(replica: Replica, programme: Programme, **more: Any) -> Workshop:
    alone = {"form": WorkshopForm.WEEKLY, "phases": (), "back_after_days": None}
    return workshop(replica, programme, **{**alone, **more})


def plan(replica: Replica, of: Workshop, worker: Worker, today: date, **more: Any) -> list[GroupSession]:
    first = more.pop("first", None) or workshop_planning.first_day(replica, of, today)
    until = more.pop("until", None)
    workshop_planning.plan(replica, of, Asked(Choice(first, until), **more), worker, today=today)
    return workshops.sessions_of(replica, of)


def days(found: list[GroupSession]) -> list[date]:
    return [workshops.day_of(s) for s in found]


def test_a_series_is_planned_in_one_commit(
    replica: Replica, programme: Programme, counsellor: Worker, commits: Commits, today: date
) -> None:
    series = workshop(replica, programme)
    commits()
    found = plan(replica, series, counsellor, today, facilitator_ids=(counsellor.id,), volunteers=1)
    assert commits() == 1
    assert days(found) == [THURSDAY + timedelta(days=7 * n) for n in range(8)]
    assert [s.phase for s in found] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert {(s.title, s.team, s.volunteers, s.facilitator_ids) for s in found} == {
        ("Estime de soi", None, 1, (counsellor.id,))
    }
    assert [s.post_workshop_on for s in found] == [None] * 7 + [THURSDAY + timedelta(days=49 + 30)]
    progress = workshops.progress(series, found, today)
    assert (progress.counts.held, progress.in_all, progress.next) == (0, 8, found[0])


def test_the_hour_on_the_wall_is_the_same_after_the_clocks_change(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    slot = standing(replica, programme)
    found = plan(replica, slot, counsellor, today, first=date(2026, 10, 1), until=date(2026, 11, 30))
    assert {clock.local(s.starts_at).time() for s in found} == {TWO}
    assert {s.starts_at.hour for s in found} == {12, 13}


def test_planning_again_continues_after_the_last_and_makes_no_double(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    slot = standing(replica, programme)
    first = plan(replica, slot, counsellor, today, until=date(2026, 6, 30))
    assert workshop_planning.first_day(replica, slot, today) == days(first)[-1] + timedelta(days=7)
    found = plan(replica, slot, counsellor, today, first=THURSDAY, until=date(2026, 7, 31))
    assert days(found) == sorted(set(days(found)))
    assert days(found)[: len(first)] == days(first)
    assert len(found) > len(first)


def test_a_workshop_that_does_not_say_its_day_keeps_that_of_its_last_session(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    series = workshop(replica, programme, weekday=None, phases=())
    asked = Asked(Choice(date(2026, 5, 20), sessions=2))
    workshop_planning.plan(replica, series, asked, counsellor, today=today)
    assert workshop_planning.first_day(replica, series, today) == date(2026, 6, 3)


def test_two_tablets_that_plan_the_same_thursdays_offline_make_one_session_of_each(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    slot = standing(replica, programme)
    other = Replica(MemoryStorage(), "00000000000000b2", Keychain("org", {1: new_org_key()}), lambda: MS)
    other.save(programme, slot, counsellor, by="setup")
    here = plan(replica, slot, counsellor, today, until=date(2026, 7, 2))
    there = plan(other, slot, counsellor, today, until=date(2026, 7, 2))
    assert {s.id for s in here} == {s.id for s in there}
    assert len(here) == 7


def test_a_session_that_was_moved_leaves_its_day_free(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    slot = standing(replica, programme)
    [one] = plan(replica, slot, counsellor, today, until=THURSDAY)
    replica.save(one.but(starts_at=one.starts_at + timedelta(days=1)), by="setup")
    found = plan(replica, slot, counsellor, today, first=THURSDAY, until=THURSDAY)
    assert days(found) == [THURSDAY, THURSDAY + timedelta(days=1)]


def test_a_cancelled_session_of_a_series_is_planned_again_at_its_end(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    series = workshop(replica, programme)
    found = plan(replica, series, counsellor, today)
    session_planning.cancel(replica, found[2], counsellor)
    again = plan(replica, series, counsellor, today)
    assert (len(again), again[-1].phase) == (9, 0)
    assert workshops.day_of(again[-1]) == days(found)[-1] + timedelta(days=7)
    assert [s.post_workshop_on is not None for s in again] == [False] * 8 + [True]  # only the last one says it


def test_an_hour_chosen_while_planning_is_the_workshop_s_from_then_on(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    slot = standing(replica, programme, starts=None)
    plan(replica, slot, counsellor, today, until=THURSDAY, starts=time(9, 30))
    kept = replica.get(Workshop, slot.id)
    assert kept
    assert kept.starts == time(9, 30)


def test_each_phase_is_run_by_its_own_people(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    phases = (Phase(title="", sessions=1, organisation_ids=("caf",)), Phase(title="", sessions=1))
    found = plan(replica, workshop(replica, programme, phases=phases), counsellor, today)
    assert [s.organisation_ids for s in found] == [("caf",), ()]


@pytest.mark.parametrize(
    ("more", "asked", "field", "reason"),
    [
        ({"starts": None}, {}, "starts", "required"),
        ({}, {"first": date(2026, 5, 13)}, "first", "past"),
        ({}, {"until": date(2026, 5, 15)}, "until", "past"),
        ({"title": ""}, {}, "days", "required"),
        ({}, {"volunteers": -1}, "volunteers", "out_of_range"),
    ],
)
def test_what_can_t_be_planned_names_its_field_and_saves_nothing(
    replica: Replica, programme: Programme, counsellor: Worker, today: date, more: dict[str, Any],
    asked: dict[str, Any], field: str, reason: str,
) -> None:  # fmt: skip
    slot = standing(replica, programme, **more)
    if reason == "required" and field == "days":
        plan(replica, slot, counsellor, today, until=THURSDAY)
        asked = {"first": THURSDAY, "until": THURSDAY}
    before = replica.count(GroupSession)
    assert refused(lambda: plan(replica, slot, counsellor, today, **asked)) == (field, reason)
    assert replica.count(GroupSession) == before


def test_planning_is_a_counsellor_s_and_is_taken_back_at_once(
    replica: Replica, programme: Programme, counsellor: Worker, worker: Worker, today: date
) -> None:
    series = workshop(replica, programme)
    assert refused(lambda: plan(replica, series, worker, today)) == ("record", "counsellor_only")
    done = workshop_planning.plan(replica, series, Asked(Choice(THURSDAY)), counsellor, today=today)
    take_back(replica, done, counsellor)
    assert workshops.sessions_of(replica, series) == []


# Informal meetings


def test_an_informal_meeting_is_beside_the_series(
    replica: Replica, programme: Programme, counsellor: Worker, today: date, now: datetime
) -> None:
    series = workshop(replica, programme)
    plan(replica, series, counsellor, today)
    asked = Meeting(THURSDAY, time(17), 60)
    met = workshop_planning.meet_informally(replica, series, asked, counsellor, today=today).fact
    found = workshops.sessions_of(replica, series)
    assert (met.informal, met.status, len(found)) == (True, SessionStatus.PLANNED, 9)
    assert workshops.progress(series, found, today).in_all == 8
    assert refused(lambda: meet(replica, series, asked, counsellor, today)) == ("day", "taken")
    assert refused(lambda: meet(replica, series, Meeting(THURSDAY), counsellor, today)) == ("hour", "required")


def meet(replica: Replica, of: Workshop, asked: Meeting, worker: Worker, today: date) -> Fact:
    return workshop_planning.meet_informally(replica, of, asked, worker, today=today).fact


def test_a_meeting_noted_afterwards_took_place(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    meet(replica, workshop(replica, programme), Meeting(today - timedelta(days=2), time(17)), counsellor, today)
    [met] = replica.all(GroupSession)
    assert met.status == SessionStatus.HELD


# Invited back


@pytest.fixture
def people(replica: Replica, team: Team) -> list[Person]:
    found = [Person(id=new_id(), team=team.id, first_name=f"Élodie {n}") for n in range(3)]
    replica.save(*found, by="setup")
    return found


@pytest.fixture
def come(replica: Replica, counsellor: Worker) -> Callable[..., None]:
    def came(session: GroupSession, person: Person, status: AttendanceStatus = PRESENT) -> None:
        at = session.starts_at
        expected = attendance.expect(replica, session, person, counsellor, now=at)
        attendance.mark(replica, session, expected.fact, status, counsellor, now=at)

    return came


def told(replica: Replica) -> dict[str | None, FollowUp]:
    return {
        t.person_id: t
        for t in replica.all(FollowUp)
        if t.rule == FollowUpRule.POST_WORKSHOP and t.status == FollowUpStatus.DUE
    }


def test_whoever_came_to_the_workshop_is_invited_back_after_its_last_session(
    replica: Replica, programme: Programme, counsellor: Worker, today: date, people: list[Person],
    come: Callable[..., None],
) -> None:  # fmt: skip
    series = workshop(replica, programme)
    found = plan(replica, series, counsellor, today)
    come(found[0], people[0])
    assert told(replica) == {}
    come(found[7], people[1])
    assert set(told(replica)) == {people[0].id, people[1].id}
    assert {t.due_on for t in told(replica).values()} == {found[7].post_workshop_on}
    come(found[3], people[2])  # marked late
    assert set(told(replica)) == {p.id for p in people}


def test_one_who_missed_the_last_session_but_came_before_is_still_invited_back(
    replica: Replica, programme: Programme, counsellor: Worker, today: date, people: list[Person],
    come: Callable[..., None],
) -> None:  # fmt: skip
    found = plan(replica, workshop(replica, programme), counsellor, today)
    come(found[0], people[0])
    come(found[7], people[1])
    come(found[7], people[0], ABSENT)
    assert set(told(replica)) == {people[0].id, people[1].id}
    come(found[0], people[0], ABSENT)  # they were never there after all
    assert set(told(replica)) == {people[1].id}


def test_a_last_session_said_to_be_held_invites_them_all_and_they_follow_its_day(
    replica: Replica, programme: Programme, counsellor: Worker, today: date, people: list[Person],
    come: Callable[..., None],
) -> None:  # fmt: skip
    found = plan(replica, workshop(replica, programme), counsellor, today)
    come(found[0], people[0])
    session_planning.hold(replica, found[7], counsellor)
    assert set(told(replica)) == {people[0].id}
    later = session_planning.Plan(**{**vars(session_planning.Plan.of(found[7])), "post_workshop_on": date(2026, 9, 1)})
    session_planning.edit(replica, found[7], later, counsellor, today=today)
    assert told(replica)[people[0].id].due_on == date(2026, 9, 1)


# The workshop itself


def test_a_workshop_is_added_changed_and_retired(
    replica: Replica, programme: Programme, counsellor: Worker, worker: Worker
) -> None:
    asked = Workshop(id=new_id(), programme_id=programme.id, title=" Estime de  soi ", form=WorkshopForm.WEEKLY)
    assert refused(lambda: workshops.add(replica, asked, worker)) == ("record", "counsellor_only")
    made = workshops.add(replica, asked, counsellor)
    assert (made.title, made.team) == ("Estime de soi", None)
    replica.save(made.but(capacity=8), by="another tablet")
    workshops.edit(replica, made, made.but(weekday=3), counsellor)
    [kept] = workshops.workshops_of(replica, programme.id)
    assert (kept.weekday, kept.capacity) == (3, 8)
    workshops.retire(replica, kept, counsellor)
    assert workshops.workshops_of(replica, programme.id) == []
    assert [w.active for w in workshops.workshops_of(replica, programme.id, retired=True)] == [False]


def test_a_phase_without_sessions_is_said_by_its_field_and_nothing_is_saved(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    asked = Workshop(id=new_id(), programme_id=programme.id, title="Estime", phases=(Phase(title="", sessions=0),))
    with pytest.raises(InputError) as error:
        workshops.add(replica, asked, counsellor)
    assert (error.value.field, error.value.reason) == ("phases", "no_sessions")
    assert replica.count(Workshop) == 0
