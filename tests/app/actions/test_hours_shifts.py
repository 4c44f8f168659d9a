from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import alerts, hours, hours_shifts, merging
from espace_mobile.app.actions.hours import Promise
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)
HOST = Organisation(id=new_id(), name="Intermed")
DANJOUTIN = Programme(id=new_id(), name="Danjoutin")


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def green(replica: Replica, counsellor: Worker) -> WorkAllocation:
    replica.save(HOST, DANJOUTIN, by="setup")
    return hours.allocate(replica, DANJOUTIN, Promise(HOST.id, "Espaces verts", "20"), counsellor).fact


@pytest.fixture
def firm(replica: Replica, green: WorkAllocation, counsellor: Worker) -> WorkAllocation:
    return hours.allocate(replica, DANJOUTIN, Promise(HOST.id, "Soudure", "2000", enterprise=True), counsellor).fact


def left(replica: Replica, allocation: WorkAllocation) -> int:
    return hours.balance_of(replica, allocation).left


def test_several_days_are_planned_in_one_commit_and_taken_back_in_one(
    replica, green, person, counsellor, commits
) -> None:
    commits()
    days = [ahead(1), ahead(3), ahead(1)]
    done = hours_shifts.plan(replica, green, person, days, 210, counsellor, today=TODAY)
    assert commits() == 1
    assert [(s.on, s.minutes, s.status, s.team) for s in hours_shifts.waiting_in(replica, DANJOUTIN, TODAY).coming] == [
        (ahead(1), 210, "planned", None), (ahead(3), 210, "planned", None),
    ]  # fmt: skip
    assert left(replica, green) == 1200 - 420
    take_back(replica, done, counsellor)
    assert left(replica, green) == 1200
    assert commits() == 1


def test_a_shift_is_validated_with_a_tap_or_with_other_minutes(replica, green, person, counsellor) -> None:
    hours_shifts.plan(replica, green, person, [ahead(-1), TODAY, ahead(2)], 210, counsellor, today=TODAY)
    waiting = hours_shifts.waiting_in(replica, DANJOUTIN, TODAY)
    [late], [today, later] = waiting.late, waiting.coming
    hours_shifts.validate(replica, late, counsellor, TODAY)
    done = hours_shifts.validate(replica, today, counsellor, TODAY, 240)
    assert hours.balance_of(replica, green) == Balance(1200, 450, 210)
    with pytest.raises(InputError, match="not_yet"):
        hours_shifts.validate(replica, later, counsellor, TODAY)
    take_back(replica, done, counsellor)
    assert hours.balance_of(replica, green) == Balance(1200, 210, 420)
    hours_shifts.validate(replica, late, counsellor, TODAY, 60)  # what was validated wrongly
    assert hours.balance_of(replica, green).validated == 60


def test_all_that_is_late_is_validated_at_once_and_what_was_cancelled_meanwhile_stays_so(
    replica, green, person, counsellor, commits
) -> None:
    hours_shifts.plan(replica, green, person, [ahead(-n) for n in range(1, 5)], 60, counsellor, today=TODAY)
    late = hours_shifts.waiting_in(replica, DANJOUTIN, TODAY).late
    hours_shifts.cancel(replica, late[0], counsellor)
    commits()
    done = hours_shifts.validate_all(replica, late, counsellor, TODAY)
    assert commits() == 1
    assert done is not None
    assert hours.balance_of(replica, green) == Balance(1200, 180, 0)
    assert hours_shifts.validate_all(replica, late, counsellor, TODAY) is None
    take_back(replica, done, counsellor)
    assert hours.balance_of(replica, green) == Balance(1200, 0, 180)


def test_more_than_what_is_left_is_asked_once_then_planned(replica, green, person, counsellor) -> None:
    plan = lambda **more: hours_shifts.plan(  # noqa: E731
        replica, green, person, [ahead(1), ahead(2)], 660, counsellor, today=TODAY, **more
    )
    found = hours_shifts.doubts(replica, green, person.id, [ahead(1), ahead(2)], 660, TODAY)
    assert (found.left, found.beyond, found.firms, bool(found)) == (1200, 120, 0, True)
    with pytest.raises(InputError, match="beyond"):
        plan()
    assert replica.all(WorkShift) == []
    plan(anyway=True)
    assert left(replica, green) == -120


@pytest.mark.parametrize(
    ("days", "minutes", "field", "reason"),
    [
        ([], 210, "shift_days", "required"), ([1], 0, "minutes", "required"), ([1], -30, "minutes", "required"),
        ([1], 721, "minutes", "out_of_range"), ([9], 210, "shift_days", "outside"),
        ([-9], 210, "shift_days", "outside"),
    ],
)  # fmt: skip
def test_what_can_t_be_planned_is_said_by_its_field(
    replica, green, person, counsellor, days, minutes, field, reason
) -> None:
    replica.save(green.but(since=ahead(-5), until=ahead(5)), by="setup")
    with pytest.raises(InputError) as refused:
        hours_shifts.plan(replica, green, person, [ahead(n) for n in days], minutes, counsellor, today=TODAY)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_hours_that_were_done_are_noted_at_once_but_none_of_tomorrow(replica, green, person, counsellor) -> None:
    hours_shifts.plan(replica, green, person, [ahead(-1), TODAY], 90, counsellor, today=TODAY, done=True)
    assert hours.balance_of(replica, green) == Balance(1200, 180, 0)
    with pytest.raises(InputError, match="ahead"):
        hours_shifts.plan(replica, green, person, [ahead(1)], 90, counsellor, today=TODAY, done=True)


def test_who_may_not_plan(replica, green, person, worker, counsellor) -> None:
    with pytest.raises(InputError, match="counsellor_only"):
        hours_shifts.plan(replica, green, person, [TODAY], 60, worker, today=TODAY)
    stranger = Person(id=new_id(), team="another", first_name="Lina")
    replica.save(stranger, by="setup")
    with pytest.raises(InputError, match="gone"):
        hours_shifts.plan(replica, green, stranger, [TODAY], 60, counsellor, today=TODAY)


def told(name: str) -> Person:
    return Person(id=new_id(), first_name=name, notice_given=NoticeGiven.ORAL)


def in_firm(firm: WorkAllocation, person: Person, hours: int, on: date = TODAY) -> WorkShift:
    return WorkShift(id=new_id(), allocation_id=firm.id, person_id=person.id, on=on, minutes=hours * 60)


def rules(replica: Replica, supervisor: Worker) -> list[str]:
    return [str(p.alert.rule) for p in alerts.pending(replica, supervisor, TODAY)]


def test_only_hours_in_firms_count_against_480(replica, green, firm, counsellor) -> None:
    samir = told("Samir")
    replica.save(samir, in_firm(firm, samir, 479), in_firm(green, samir, 9), by="setup")
    found = hours_shifts.hours_of(replica, samir.id, TODAY)
    assert found.firms
    assert (found.firms.left, found.firms.near, found.together.planned) == (60, True, 488 * 60)
    assert hours_shifts.doubts(replica, firm, samir.id, [ahead(1)], 90, TODAY).firms == 30
    assert hours_shifts.doubts(replica, green, samir.id, [ahead(1)], 90, TODAY).firms == 0
    assert hours_shifts.hours_of(replica, told("Lina").id, TODAY).firms is None


def test_two_files_of_one_person_count_together_once_they_are_merged(
    replica, firm, counsellor, supervisor, now
) -> None:
    one, other = told("Samir"), told("Sami")
    replica.save(one, other, in_firm(firm, one, 300), in_firm(firm, other, 200), by="setup")
    assert rules(replica, supervisor) == []
    merging.merge(replica, one, other, {}, supervisor, now=now)
    assert rules(replica, supervisor) == ["enterprise_hours"]
    [alert] = alerts.pending(replica, supervisor, TODAY)
    assert (alert.alert.found, alert.alert.allowed) == (500 * 60, 480 * 60)
    assert {hours_shifts.hours_of(replica, p.id, TODAY).together.planned for p in (one, other)} == {500 * 60}
    [line] = [line for line in hours.bank_of(replica, DANJOUTIN, TODAY).lines if line.allocation.id == firm.id]
    assert line.people == 1
    merging.unmerge(replica, one.id, other.id, supervisor)
    assert rules(replica, supervisor) == []


def test_an_allocation_that_comes_after_its_shifts_or_turns_out_to_be_a_firm_is_counted(
    replica, green, counsellor, supervisor
) -> None:
    samir, firm = told("Samir"), WorkAllocation(id=new_id(), minutes=60_000, enterprise=True)
    replica.save(samir, in_firm(firm, samir, 490), by="setup")
    assert rules(replica, supervisor) == []
    replica.save(firm, by="setup")
    assert rules(replica, supervisor) == ["enterprise_hours"]
    replica.save(firm.but(enterprise=False), by="setup")
    assert rules(replica, supervisor) == []


def test_as_the_window_slides_the_alert_ends_by_itself(replica, firm, supervisor) -> None:
    samir = told("Samir")
    replica.save(samir, in_firm(firm, samir, 300), in_firm(firm, samir, 200, ahead(-700)), by="setup")
    assert rules(replica, supervisor) == ["enterprise_hours"]
    assert alerts.pending(replica, supervisor, ahead(40)) == []
