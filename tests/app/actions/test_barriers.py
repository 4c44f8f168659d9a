from __future__ import annotations

from datetime import timedelta

import pytest

from espace_mobile.app.actions import barriers
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Barrier, BarrierState
from espace_mobile.protocol.values import new_id

HOUSING, HEALTH = Barrier.HOUSING, Barrier.HEALTH
LATER = timedelta(days=30)


@pytest.fixture
def samir(replica, team):
    samir = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(samir, by="setup")
    return samir


def told(replica, person, barrier=HOUSING):
    return [c.state for c in barriers.history_of(replica, person.id, barrier)]


def test_a_barrier_goes_round_its_three_states_and_touches_no_other(replica, worker, samir, now) -> None:
    seen = []
    for _ in range(3):
        samir = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now).person
        seen.append(samir.barriers[HOUSING])
    assert seen == [BarrierState.YES, BarrierState.RESOLVED, BarrierState.NOT_DISCUSSED]
    assert replica.get(Person, samir.id).barriers == dict.fromkeys(Barrier, BarrierState.NOT_DISCUSSED)


def test_a_tap_on_a_barrier_leaves_alone_what_a_sync_changed_meanwhile(replica, worker, samir, now) -> None:
    replica.save(samir.but(phone="+33639980099"), by="another tablet")
    barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now)
    assert replica.get(Person, samir.id).phone == "+33639980099"


def test_each_step_is_written_with_the_state_in_one_commit(replica, worker, samir, now, commits) -> None:
    commits()
    samir = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now).person
    assert commits() == 1
    barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now + LATER)
    first, last = sorted(replica.all(BarrierChange), key=lambda c: c.at)
    assert (first.state, last.state) == (BarrierState.YES, BarrierState.RESOLVED)
    assert (last.person_id, last.team, last.worker_id) == (samir.id, samir.team, worker.id)


def test_taps_that_pass_through_a_state_tell_one_step(replica, worker, samir, now) -> None:
    for n in range(2):
        samir = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now + timedelta(seconds=n)).person
    assert told(replica, samir) == [BarrierState.RESOLVED]
    barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now + timedelta(seconds=2))
    assert told(replica, samir) == []


def test_what_a_colleague_just_set_keeps_its_own_line(replica, worker, supervisor, samir, now) -> None:
    samir = barriers.cycle_barrier(replica, samir, HOUSING, supervisor, now=now).person
    barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now + timedelta(seconds=5))
    assert told(replica, samir) == [BarrierState.RESOLVED, BarrierState.YES]


@pytest.mark.parametrize("apart", [timedelta(seconds=5), LATER])
def test_a_tap_undone_leaves_state_and_history_as_they_were(replica, worker, samir, now, apart) -> None:
    samir = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now).person
    step = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now + apart)
    barriers.undo(replica, step, worker)
    assert replica.get(Person, samir.id).barriers[HOUSING] == BarrierState.YES
    assert told(replica, samir) == [BarrierState.YES]
    assert barriers.history_of(replica, samir.id)[0].at == now


def test_undoing_leaves_what_another_tablet_set_since(replica, worker, samir, now) -> None:
    step = barriers.cycle_barrier(replica, samir, HOUSING, worker, now=now)
    replica.save(step.person.with_barrier(HOUSING, BarrierState.RESOLVED), by="another tablet")
    barriers.undo(replica, step, worker)
    assert replica.get(Person, samir.id).barriers[HOUSING] == BarrierState.RESOLVED


def test_since_when_is_the_first_of_the_same_state(replica, worker, supervisor, samir, now) -> None:
    yes = [
        BarrierChange(id=new_id(), person_id=samir.id, at=now + timedelta(hours=n), barrier=HOUSING,
                      state=BarrierState.YES)
        for n in range(2)
    ]  # fmt: skip
    replica.save(*yes, by=worker.id)
    history = barriers.history_of(replica, samir.id, HOUSING)
    assert barriers.since(history, BarrierState.YES) == now
    assert barriers.since(history, BarrierState.RESOLVED) is None
    assert barriers.history_of(replica, samir.id, HEALTH) == []
