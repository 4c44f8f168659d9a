"""Indexes that each save keeps up to date, against those that read the documents now: on every tablet, in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    agenda,
    campaign,
    doubles,
    finding,
    hours,
    indicator_facts,
    relance_effort,
    services,
)
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.protocol import conflict
from espace_mobile.store.days import Days
from espace_mobile.store.diary import Diary
from espace_mobile.store.heard import Heard
from espace_mobile.store.hours import HoursSums
from espace_mobile.store.index import Index
from espace_mobile.store.lookalikes import Lookalikes
from espace_mobile.store.recency import LastSeen
from espace_mobile.store.replica import Replica
from espace_mobile.store.visits import Visits

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory

EVER = (date(2025, 1, 1), date(2040, 1, 1))
YEARS = Span(date(2026, 1, 1), date(2027, 12, 31))  # those in which histories play


def indexes_are_as_if_new(history: PathHistory) -> None:
    """Those that each save keeps up to date answer as if they had read the documents now."""
    for post in history.here:
        kept = {name: ask(post.replica, now) for name, (now, ask) in _kept(post.replica).items()}
        new = {name: ask(post.replica, made(post.replica)) for name, (made, ask) in _INDEXES.items()}
        for name, answer in new.items():
            assert kept[name] == answer, f"{post.name}: {name} is not as if it were new"
        assert _looked_up(post.replica._index) == _looked_up(_index(post.replica)), f"{post.name}: fields"


def _seen(replica: Replica, index: LastSeen) -> Any:
    people = replica.all(Person)
    return {p.id: index.on(p.id) for p in people}, _ranks(index, people), set(index.latest(999, ["north"]))


def _ranks(index: LastSeen, people: list[Person]) -> list[date | None]:
    """The days, in the order in which the people are shown: of one day, any may come first."""
    latest = index.latest(999)
    assert set(latest) == {p.id for p in people}
    return [index.on(id) for id in latest]


def _diary(replica: Replica, index: Diary) -> Any:
    workers = {a.worker_id for a in replica.all(Appointment)}
    return (
        [index.between(*EVER, who, given_up=True) for who in (None, *sorted(w for w in workers if w))],
        index.counts(*EVER, None, ["north"]), index.sessions(*EVER),
        index.unanswered(datetime(2040, 1, 1, tzinfo=UTC)),
    )  # fmt: skip


def _tried(replica: Replica, index: Days) -> Any:
    assert sorted(index.between(*EVER)) == sorted(a.id for a in replica.all(Attempt))
    return index.between(*EVER)


def _alike(_: Replica, index: Lookalikes) -> Any:
    return index.pairs()


def _visited(replica: Replica, index: Visits) -> Any:
    found = {}
    for id in sorted({p.id for p in replica.all(Programme)}):
        each = [index.months(id, service) for service in (None, *ServiceSort)]
        days = [index.on(id, YEARS.since + timedelta(days=n)) for n in range((YEARS.until - YEARS.since).days + 1)]
        found[id] = each, index.total(id), set(index.services(id)), days
    return found


def _heard(_: Replica, index: Heard) -> Any:
    return index.months(), [index.between(channel, *EVER) for channel in ReferralChannel]


def _worked(replica: Replica, index: HoursSums) -> Any:
    ids = sorted(a.id for a in replica.all(WorkAllocation))
    return {id: (index.minutes(id), index.waiting(id, EVER[1]), index.people(id)) for id in ids}


def _dated(_: Replica, index: Days) -> Any:
    return index.dated(*EVER)


_INDEXES: dict[str, tuple[Callable[[Replica], Any], Callable[[Replica, Any], Any]]] = {
    "last seen": (LastSeen, _seen), "diary": (Diary, _diary),
    "attempts": (lambda replica: Days(replica, Attempt.kind, "at"), _tried),
    "lookalikes": (Lookalikes, _alike), "visits": (Visits, _visited), "heard": (Heard, _heard),
    "hours": (HoursSums, _worked), "opened": (lambda replica: Days(replica, Person.kind, "opened_on"), _dated),
    "talked": (lambda replica: Days(replica, Interview.kind, "at"), _dated),
}  # fmt: skip


def _kept(replica: Replica) -> dict[str, tuple[Any, Callable[[Replica, Any], Any]]]:
    """The indexes that screens asked for during the history; new ones where none did."""
    kept: dict[str, Any] = {
        "last seen": finding.seen(replica), "diary": agenda._diary(replica),
        "attempts": relance_effort._days(replica), "lookalikes": doubles._of(replica),
        "visits": services._visits(replica), "heard": campaign._heard(replica), "hours": hours.sums(replica),
        "opened": indicator_facts._opened(replica), "talked": indicator_facts._talked(replica),
    }  # fmt: skip
    return {name: (kept[name], ask) for name, (_, ask) in _INDEXES.items()}


def _index(replica: Replica) -> Index:
    index = Index({kind: fact.indexed for kind, fact in KINDS.items()} | {conflict.KIND: (conflict.OF,)})
    for kind, table in replica.storage.tables.items():
        if not kind.startswith("_"):
            index.load(kind, table)
    return index


def _looked_up(index: Index) -> Any:
    by = {key: set(ids) for key, ids in index._by.items() if ids}
    return by, {kind: set(ids) for kind, ids in index._alive.items() if ids}
