from __future__ import annotations

from datetime import UTC, date, datetime

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult
from espace_mobile.domain.person import Person
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.days import Days
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica


def test_what_has_a_plain_day_is_found_by_it_and_what_has_none_is_not() -> None:
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)
    opened, undated = Person(id=new_id(), opened_on=date(2026, 5, 14)), Person(id=new_id())
    replica.save(opened, undated, by="f" * 32)
    days = Days(replica, Person.kind, "opened_on")
    assert days.dated(date(2026, 1, 1), date(2026, 12, 31)) == [(opened.id, date(2026, 5, 14))]
    assert days.dated(date(2026, 6, 1), date(2026, 12, 31)) == []
    replica.delete(opened, by="f" * 32)
    assert days.dated(date(2026, 1, 1), date(2026, 12, 31)) == []


def tried(at: datetime) -> Attempt:
    return Attempt(id=new_id(), at=at, channel=AttemptChannel.CALL, result=AttemptResult.REACHED)


def test_attempts_of_some_days_are_found_as_they_come_move_and_go() -> None:
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)
    days = Days(replica, Attempt.kind, "at")
    old, near = tried(datetime(2025, 5, 14, 9, tzinfo=UTC)), tried(datetime(2026, 5, 13, 22, 30, tzinfo=UTC))
    replica.save(old, near, by="f" * 32)
    day = date(2026, 5, 14)  # half past midnight in Paris
    assert days.between(day, day) == [near.id]
    late = tried(datetime(2026, 5, 14, 9, tzinfo=UTC))
    replica.save(late, near.but(at=datetime(2026, 3, 1, tzinfo=UTC)), by="f" * 32)
    assert days.between(day, day) == [late.id]
    assert days.between(date(2026, 2, 28), date(2026, 3, 2)) == [near.id]
    replica.delete(late, by="f" * 32)
    assert days.between(day, day) == []
