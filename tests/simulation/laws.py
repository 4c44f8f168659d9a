"""What else must be true of people's paths once everything has gone quiet: on every tablet, and of its indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import agenda, alerts, doubles, files, finding, relance_effort
from espace_mobile.app.actions.watch import Watch
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.path_vocabulary import FollowUpRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.situation import Situation
from espace_mobile.protocol import conflict
from espace_mobile.store.attempts import AttemptDays
from espace_mobile.store.diary import Diary
from espace_mobile.store.index import Index
from espace_mobile.store.lookalikes import Lookalikes
from espace_mobile.store.merged import Merged
from espace_mobile.store.recency import LastSeen
from espace_mobile.store.replica import Replica

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory

EVER = (date(2025, 1, 1), date(2040, 1, 1))


def one_person_everywhere(history: PathHistory) -> None:
    """The same files are one person's on every tablet; the same one stands for all where all of them are."""
    office = files.merged(history.office.replica)
    for post in history.here:
        merged = files.merged(post.replica)
        assert {id: frozenset(ids) for id, ids in merged.items()} == {id: frozenset(ids) for id, ids in office.items()}
        assert merged == Merged(post.replica).all(), f"{post.name} remembers other merges"
        if post.teams == "*":
            assert merged == office, f"{post.name} shows another file of somebody"


def same_alerts(history: PathHistory) -> None:
    for post in history.here:
        found = _alerts(alerts._watch(post.replica), history.today)
        assert found == _alerts(Watch(post.replica, alerts.RULES), history.today), f"{post.name} watched badly"
        if post.teams == "*":
            office = _alerts(Watch(history.office.replica, alerts.RULES), history.today)
            assert found == office, f"{post.name} and the office see other alerts"


def nothing_twice(history: PathHistory) -> None:
    """One task a cause, one attendance and one signature a person and session, one situation a moment."""
    replica = history.office.replica
    made = [t for t in replica.all(FollowUp) if t.rule != FollowUpRule.BY_HAND]
    _once("task", ((t.rule, t.source_id, t.person_id) for t in made))
    _once("attendance", ((a.session_id, a.person_id) for a in replica.all(Attendance)))
    _once("signature", ((s.session_id, s.person_id) for s in replica.all(Signature)))
    _once("situation", ((s.enrolment_id, s.moment) for s in replica.all(Situation)))


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


def _tried(replica: Replica, index: AttemptDays) -> Any:
    assert sorted(index.between(*EVER)) == sorted(a.id for a in replica.all(Attempt))
    return index.between(*EVER)


def _alike(_: Replica, index: Lookalikes) -> Any:
    return index.pairs()


_INDEXES: dict[str, tuple[Callable[[Replica], Any], Callable[[Replica, Any], Any]]] = {
    "last seen": (LastSeen, _seen), "diary": (Diary, _diary), "attempts": (AttemptDays, _tried),
    "lookalikes": (Lookalikes, _alike),
}  # fmt: skip


def _kept(replica: Replica) -> dict[str, tuple[Any, Callable[[Replica, Any], Any]]]:
    """The indexes that screens asked for during the history; new ones where none did."""
    kept: dict[str, Any] = {
        "last seen": finding._seen(replica), "diary": agenda._diary(replica),
        "attempts": relance_effort._days(replica), "lookalikes": doubles._of(replica),
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


def _alerts(watch: Watch, today: date) -> list[str]:
    return sorted(map(repr, watch.alerts(today)))


def _once(what: str, of: Iterable[tuple[Hashable, ...]]) -> None:
    twice = [key for key, count in Counter(of).items() if count > 1 and None not in key]
    assert not twice, f"{what} twice: {twice}"


LAWS = (one_person_everywhere, same_alerts, nothing_twice, indexes_are_as_if_new)
