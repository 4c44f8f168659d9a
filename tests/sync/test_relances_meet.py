"""Relances of two tablets that did not hear each other, over the real engine and register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import due, follow_ups
from espace_mobile.app.actions.relance_effort import effort
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult
from espace_mobile.domain.person import Person
from espace_mobile.domain.relances import CONCLUSIVE
from espace_mobile.domain.vocabulary import AppointmentStatus, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.sync.conftest import NOW_MS, Clock, Field, Post

NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
TODAY = NOW.date()
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
SAMIR = Person(id=new_id(), first_name="Samir")
BOOKED = Appointment(id=new_id(), person_id=SAMIR.id, starts_at=NOW - timedelta(days=1))

results = st.lists(st.sampled_from(list(AttemptResult)), max_size=3)


def _miss(replica: Replica) -> None:
    missed = BOOKED.but(status=AppointmentStatus.MISSED)
    replica.save(missed, due.missed(missed, TODAY), by=CLAIRE.id)


def _try(replica: Replica, result: AttemptResult, n: int = 0) -> None:
    [task] = replica.all(FollowUp)
    follow_ups.attempt(replica, task, AttemptChannel.CALL, result, 5, CLAIRE, NOW + timedelta(minutes=n))


def _settle(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def test_one_missed_appointment_is_one_task_and_the_tries_of_both_tablets_add_up(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    a.replica.save(CLAIRE, SAMIR, BOOKED, by=CLAIRE.id)
    _settle(a, b)
    for post, result in ((a, AttemptResult.NO_ANSWER), (b, AttemptResult.MESSAGE_LEFT)):
        _miss(post.replica)
        _try(post.replica, result)
    _settle(a, b)
    for post in (a, b):
        [line] = follow_ups.due_for(post.replica, SAMIR.id, TODAY)
        assert len(line.tries) == 2
        [told] = effort(post.replica, CLAIRE, TODAY).values()
        assert (told.attempts, told.minutes, len(told.people)) == (2, 10, 1)


def test_a_task_ended_on_one_tablet_is_not_brought_back_by_the_other_making_it_anew(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    a.replica.save(CLAIRE, SAMIR, BOOKED, by=CLAIRE.id)
    _settle(a, b)
    _miss(a.replica)
    _try(a.replica, AttemptResult.REACHED)
    b.clock.ms += 60_000
    _miss(b.replica)
    _settle(a, b)
    assert [follow_ups.due_for(p.replica, SAMIR.id, TODAY) for p in (a, b)] == [[], []]


def _tablet(keychain: Keychain, device: str) -> Replica:
    replica = Replica(MemoryStorage(), device, keychain, Clock(NOW_MS))
    replica.save(CLAIRE, SAMIR, BOOKED, by=CLAIRE.id)
    return replica


def _hear(to: Replica, of: Replica) -> None:
    """What a pull of everything brings."""
    kinds = (Appointment.kind, FollowUp.kind, Attempt.kind)
    heard = [of.record(kind, id) for kind in kinds for id in of.storage.tables.get(kind, {})]
    incoming.apply_page(to, [r for r in heard if r is not None], "cursor")


@settings(max_examples=40)
@given(results, results)
def test_whatever_two_tablets_tried_there_is_one_task_every_try_and_an_end_once_somebody_answered(
    here: list[AttemptResult], there: list[AttemptResult]
) -> None:
    keychain = Keychain("org", {1: new_org_key()})
    a, b = _tablet(keychain, "00000000000000a1"), _tablet(keychain, "00000000000000b2")
    for replica, tried in ((a, here), (b, there)):
        _miss(replica)
        for n, result in enumerate(tried):
            _try(replica, result, n)
    _hear(a, b)
    _hear(b, a)
    for replica in (a, b):
        assert replica.count(FollowUp) == 1
        assert replica.count(Attempt) == len(here) + len(there)
        assert bool(follow_ups.due_for(replica, SAMIR.id, TODAY)) == CONCLUSIVE.isdisjoint([*here, *there])
