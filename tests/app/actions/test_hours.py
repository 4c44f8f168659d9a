from __future__ import annotations

from datetime import date

import pytest

from espace_mobile.app.actions import alerts, hours
from espace_mobile.app.actions.hours import Promise
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)


@pytest.fixture
def town_hall(replica: Replica) -> Organisation:
    found = Organisation(id=new_id(), name="Mairie de Danjoutin")
    replica.save(found, by="setup")
    return found


@pytest.fixture
def programme(replica: Replica) -> Programme:
    found = Programme(id=new_id(), name="Danjoutin", work_minutes=4200 * 60)
    replica.save(found, by="setup")
    return found


@pytest.fixture
def green(replica: Replica, programme: Programme, town_hall: Organisation, counsellor: Worker) -> WorkAllocation:
    return hours.allocate(replica, programme, Promise(town_hall.id, " Espaces  verts ", "1 200"), counsellor).fact


def worked(allocation: WorkAllocation, minutes: int, **more: object) -> WorkShift:
    told = {"id": new_id(), "allocation_id": allocation.id, "on": TODAY, "minutes": minutes, "person_id": "p"}
    return WorkShift.model_validate({**told, **more})


def test_a_host_promises_hours_of_one_task_and_what_is_left_is_known(
    replica, programme, green, counsellor, commits
) -> None:
    assert (green.task, green.minutes, green.enterprise) == ("Espaces verts", 72_000, False)
    commits()
    replica.save(worked(green, 600, status=ShiftStatus.VALIDATED), worked(green, 300, person_id="q"), by="setup")
    bank = hours.bank_of(replica, programme, TODAY)
    [line] = bank.lines
    assert (line.balance, line.people, line.open) == (Balance(72_000, 600, 300), 2, True)
    assert (bank.whole, bank.allocated) == (Balance(252_000, 600, 300), 72_000)
    assert commits() == 1


def test_a_programme_that_says_nothing_promised_what_is_allocated(replica, programme, green, counsellor) -> None:
    done = hours.promise_in_all(replica, programme, "", counsellor)
    assert hours.bank_of(replica, done.fact, TODAY).whole.promised == 72_000
    assert hours.beyond_promise(replica, done.fact, 10**9) == 0
    with pytest.raises(InputError, match="below_zero"):
        hours.promise_in_all(replica, done.fact, "-4200", counsellor)
    assert hours.promise_in_all(replica, done.fact, "4 200 h", counsellor).fact.work_minutes == 252_000


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"organisation_id": "nobody"}, "organisation_id", "required"), ({"task": "  "}, "task", "required"),
        ({"task": "x" * 81}, "task", "too_long"), ({"hours": "-5"}, "hours", "below_zero"),
        ({"hours": "dix"}, "hours", "unreadable"), ({"hours": ""}, "hours", "required"),
        ({"hours": "0"}, "hours", "required"),
        ({"since": TODAY, "until": date(2026, 5, 13)}, "until", "before_start"),
    ],
)  # fmt: skip
def test_what_can_t_be_promised_is_said_by_its_field(
    replica, programme, town_hall, counsellor, typed, field, reason
) -> None:
    said = {"organisation_id": town_hall.id, "task": "Ménages", "hours": "7 h 30", **typed}
    with pytest.raises(InputError) as refused:
        hours.allocate(replica, programme, Promise(**said), counsellor)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.all(WorkAllocation) == []


def test_more_than_the_programme_promised_is_told_and_kept(replica, programme, green, town_hall, counsellor) -> None:
    assert hours.beyond_promise(replica, programme, 3001 * 60) == 60
    assert hours.beyond_promise(replica, programme, 4201 * 60, but=green) == 60
    hours.allocate(replica, programme, Promise(town_hall.id, "Bibliothèque", "3001"), counsellor)
    assert hours.bank_of(replica, programme, TODAY).allocated == 4201 * 60


def test_a_correction_sets_what_differs_and_leaves_what_another_tablet_changed(
    replica, green, town_hall, counsellor
) -> None:
    shown = Promise.of(green)
    replica.save(green.but(minutes=60_000), by="another")
    typed = Promise(town_hall.id, "Espaces verts et stade", shown.hours, enterprise=True)
    done = hours.correct(replica, green, typed, counsellor, shown=shown)
    assert (done.fact.minutes, done.fact.task, done.fact.enterprise) == (60_000, "Espaces verts et stade", True)
    take_back(replica, done, counsellor)
    assert replica.get(WorkAllocation, green.id) == green.but(minutes=60_000)


def test_a_promise_is_closed_opened_again_and_removed_while_nothing_was_planned(replica, green, counsellor) -> None:
    closed = hours.close(replica, green, counsellor, TODAY).fact
    assert hours.is_open(closed, TODAY)
    assert not hours.is_open(closed, date(2026, 5, 15))
    assert hours.is_open(hours.reopen(replica, closed, counsellor).fact, date(2030, 1, 1))
    done = hours.remove(replica, green, counsellor)
    assert replica.get(WorkAllocation, green.id) is None
    take_back(replica, done, counsellor)
    replica.save(worked(green, 60, status=ShiftStatus.CANCELLED), by="setup")
    with pytest.raises(InputError, match="has_hours"):
        hours.remove(replica, green, counsellor)


def test_a_field_worker_changes_no_promise(replica, programme, green, town_hall, worker) -> None:
    refused = [
        lambda: hours.allocate(replica, programme, Promise(town_hall.id, "Ménages", "5"), worker),
        lambda: hours.correct(replica, green, Promise.of(green), worker, shown=Promise.of(green)),
        lambda: hours.close(replica, green, worker, TODAY),
        lambda: hours.reopen(replica, green, worker),
        lambda: hours.remove(replica, green, worker),
        lambda: hours.promise_in_all(replica, programme, "5", worker),
    ]
    for act in refused:
        with pytest.raises(InputError, match="counsellor_only"):
            act()


def rules(replica: Replica, supervisor: Worker) -> list[tuple[str, str]]:
    return [(str(p.alert.rule), p.alert.subject_id) for p in alerts.pending(replica, supervisor, TODAY)]


def test_the_alert_of_an_allocation_follows_each_tap(replica, green, counsellor, supervisor) -> None:
    assert rules(replica, supervisor) == []
    most, rest = worked(green, 57_600), worked(green, 14_400)
    for shift, rule in ((most, "hours_80"), (rest, "hours_100"), (worked(green, 30), "overdrawn_hours")):
        replica.save(shift, by="setup")
        assert rules(replica, supervisor) == [(rule, green.id)]
    replica.save(rest.but(status=ShiftStatus.CANCELLED), by="setup")
    assert rules(replica, supervisor) == [("hours_80", green.id)]
    replica.delete(most, by="setup")
    assert rules(replica, supervisor) == []


def test_the_alert_of_the_whole_programme_follows_shifts_promises_and_allocations(
    replica, programme, green, town_hall, counsellor, supervisor
) -> None:
    other = hours.allocate(replica, programme, Promise(town_hall.id, "Bibliothèque", "3000"), counsellor).fact
    replica.save(worked(green, 56_000), by="setup")
    assert rules(replica, supervisor) == []
    replica.save(worked(other, 146_000), by="setup")
    assert ("hours_80", programme.id) in rules(replica, supervisor)
    hours.promise_in_all(replica, programme, "6000", counsellor)
    assert ("hours_80", programme.id) not in rules(replica, supervisor)
