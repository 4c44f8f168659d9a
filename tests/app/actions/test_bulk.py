from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import bulk
from espace_mobile.app.actions.bulk import Left, Step
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

DAY = date(2026, 6, 2)
BOSS = Worker(id="b" * 32, display_name="Claire", role=Role.SUPERVISOR)
MANY = {status: f"{n:032x}" for n, status in enumerate(OutingStatus)}


def dates(replica: Replica) -> dict[OutingStatus, Outing]:
    """One of each state, a day apart."""
    made = {
        status: Outing(id=MANY[status], on=DAY + timedelta(days=n), starts=time(9), status=status, proposal="run")
        for n, status in enumerate(OutingStatus)
    }
    replica.save(*made.values(), by="setup")
    return made


def by_id(replica: Replica) -> dict[str, Outing]:
    return {outing.id: outing for outing in replica.all(Outing)}


STEPS: dict[str, Step] = {
    "confirm": bulk.confirm(), "team": bulk.give_team("t" * 32), "no team": bulk.give_team(None),
    "van": bulk.give_van("v" * 32), "hours": bulk.set_hours(time(10), time(12)),
    "cancel": bulk.cancel(CancelReason.WEATHER), "shift": bulk.shift(7), "sooner": bulk.shift(-1),
    "delete": bulk.delete(), "hide": bulk.hide(True, BOSS),
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_held_cancelled_and_moved_dates_never_change_and_one_undo_takes_all_back(
    replica: Replica, commits: Callable[[], int], step: Step
) -> None:
    before = dates(replica)
    shown = bulk.preview(replica, MANY.values(), step)
    assert (shown.left[Left.HELD], shown.left[Left.OFF]) == (1, 2)
    if not shown.changed:
        with pytest.raises(InputError):
            bulk.apply(replica, BOSS, MANY.values(), step)
        return
    commits()
    done = bulk.apply(replica, BOSS, MANY.values(), step)
    assert commits() == 1
    after = by_id(replica)
    for status in (OutingStatus.HELD, OutingStatus.CANCELLED, OutingStatus.MOVED):
        assert after[MANY[status]] == before[status]
    assert after != {o.id: o for o in before.values()}
    take_back(replica, done, BOSS)
    assert by_id(replica) == {o.id: o for o in before.values()}


def test_what_is_already_so_is_left_and_told(replica: Replica) -> None:
    dates(replica)
    shown = bulk.preview(replica, MANY.values(), bulk.confirm())
    assert [o.status for o in shown.changed] == [OutingStatus.PLANNED]
    assert shown.left == {Left.HELD: 1, Left.OFF: 2, Left.SAME: 1}


def test_a_shift_corrects_a_planned_date_and_moves_an_announced_one(replica: Replica) -> None:
    before = dates(replica)
    shown = bulk.preview(replica, MANY.values(), bulk.shift(14))
    assert (len(shown.changed), shown.moved) == (2, 1)
    bulk.apply(replica, BOSS, MANY.values(), bulk.shift(14))
    after = by_id(replica)
    planned, announced = (after[MANY[s]] for s in (OutingStatus.PLANNED, OutingStatus.CONFIRMED))
    assert (planned.on, planned.proposal) == (before[OutingStatus.PLANNED].on + timedelta(days=14), None)
    assert (announced.status, announced.on) == (OutingStatus.MOVED, before[OutingStatus.CONFIRMED].on)
    instead = after[announced.moved_to_id or ""]
    assert (instead.on, instead.replaces_id) == (announced.on + timedelta(days=14), announced.id)


def test_a_team_sends_its_own_people(replica: Replica) -> None:
    mine = Outing(id=new_id(), on=DAY, team_id="t" * 32, worker_ids=("w" * 32,))
    theirs = mine.but(id=new_id(), team_id="u" * 32)
    replica.save(mine, theirs, by="setup")
    bulk.apply(replica, BOSS, [mine.id, theirs.id], bulk.give_team("t" * 32))
    assert by_id(replica)[mine.id].worker_ids == ("w" * 32,)
    assert by_id(replica)[theirs.id].worker_ids == ()


def test_only_planners_change_many_and_only_supervisors_hide_them(
    replica: Replica, worker: Worker, planner: Worker
) -> None:
    dates(replica)
    with pytest.raises(InputError) as e:
        bulk.apply(replica, worker, MANY.values(), bulk.confirm())
    assert e.value.reason == "planner_only"
    with pytest.raises(InputError) as e:
        bulk.hide(True, planner)
    assert e.value.reason == "supervisor_only"
    with pytest.raises(InputError) as e:
        bulk.set_hours(time(12), time(9))
    assert (e.value.field, e.value.reason) == ("ends", "before_start")


def test_a_date_that_is_gone_is_passed_over(replica: Replica) -> None:
    assert bulk.preview(replica, [new_id()], bulk.confirm()).changed == ()


@given(
    chosen=st.sets(st.sampled_from(list(MANY.values()))),
    steps=st.lists(st.sampled_from([s for name, s in STEPS.items() if name != "delete"]), max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_preview_tells_what_happens_and_undoing_backwards_brings_the_schedule_back(
    chosen: set[str], steps: list[Step]
) -> None:
    replica = Replica(MemoryStorage(), "a" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_778_750_000_000)
    before = {o.id: o for o in dates(replica).values()}
    done = []
    for step in steps:
        shown = bulk.preview(replica, chosen, step)
        assert len(shown.changed) + shown.left.total() == len(chosen)
        assert not shown.deleted
        if shown.changed:
            done.append(bulk.apply(replica, BOSS, chosen, step))
            assert {o.id for o in shown.changed} <= {after.id for _, after in done[-1].saved}
    for each in reversed(done):
        take_back(replica, each, BOSS)
    assert by_id(replica) == before
