"""What else must be true of people's paths once everything has gone quiet: on every tablet, and of its indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    agenda,
    alerts,
    campaign,
    doubles,
    files,
    finding,
    hours,
    indicator_facts,
    indicators,
    relance_effort,
    services,
)
from espace_mobile.app.actions.watch import Watch
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.indicators import groups
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.path_vocabulary import FollowUpRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.protocol import conflict
from espace_mobile.store.attempts import AttemptDays
from espace_mobile.store.days import Days
from espace_mobile.store.diary import Diary
from espace_mobile.store.heard import Heard
from espace_mobile.store.hours import HoursSums
from espace_mobile.store.index import Index
from espace_mobile.store.lookalikes import Lookalikes
from espace_mobile.store.merged import Merged
from espace_mobile.store.recency import LastSeen
from espace_mobile.store.replica import Replica
from espace_mobile.store.visits import Visits

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory

EVER = (date(2025, 1, 1), date(2040, 1, 1))
YEARS = Span(date(2026, 1, 1), date(2027, 12, 31))


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
    _once("news", ((c.person_id, c.on) for c in replica.all(CheckIn)))
    _once("case", ((c.review_id, c.person_id) for c in replica.all(ReviewedCase)))
    _once("review", ((r.programme_id, r.planned_on) for r in replica.all(CaseReview)))


def nothing_saved_is_gone(history: PathHistory) -> None:
    """What a tablet said it saved is known as it is, as deleted or as erased: never not at all."""
    tables = history.office.replica.storage.tables
    gone = [(kind, id) for kind, id in sorted(history.acknowledged) if id not in tables.get(kind, {})]
    assert not gone, f"saved once, and nobody knows of it: {gone}"


def same_figures(history: PathHistory) -> None:
    """Kept from before or computed now, on every tablet that holds all teams."""
    office = history.office.replica
    for post in (p for p in history.here if p.teams == "*"):
        assert {p.id for p in post.replica.all(Programme)} == {p.id for p in office.all(Programme)}
        for programme in post.replica.all(Programme):
            kept = indicators.figures(post.replica).of(programme.id, YEARS, YEARS.until)
            assert kept == _figures(post.replica, programme), f"{post.name} kept old figures of {programme.name}"
            assert kept == _figures(office, programme), f"{post.name} and the office count {programme.name} otherwise"


def _figures(replica: Replica, programme: Programme) -> Any:
    return groups(indicator_facts.told(replica, programme, YEARS), YEARS, YEARS.until)


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


def _visited(replica: Replica, index: Visits) -> Any:
    found = {}
    for id in sorted({p.id for p in replica.all(Programme)}):
        each = [index.months(id, service) for service in (None, *ServiceSort)]
        days = {day: index.on(id, day) for day in (YEARS.since + timedelta(days=n) for n in range(730))}
        found[id] = each, index.total(id), set(index.services(id)), {d: ids for d, ids in days.items() if ids}
    return found


def _heard(_: Replica, index: Heard) -> Any:
    return index.months(), [index.between(channel, *EVER) for channel in ReferralChannel]


def _worked(replica: Replica, index: HoursSums) -> Any:
    ids = sorted(a.id for a in replica.all(WorkAllocation))
    return {id: (index.minutes(id), index.waiting(id, EVER[1]), index.people(id)) for id in ids}


def _dated(_: Replica, index: Days) -> Any:
    return index.dated(*EVER)


_INDEXES: dict[str, tuple[Callable[[Replica], Any], Callable[[Replica, Any], Any]]] = {
    "last seen": (LastSeen, _seen), "diary": (Diary, _diary), "attempts": (AttemptDays, _tried),
    "lookalikes": (Lookalikes, _alike), "visits": (Visits, _visited), "heard": (Heard, _heard),
    "hours": (HoursSums, _worked), "opened": (lambda replica: Days(replica, Person.kind, "opened_on"), _dated),
    "talked": (lambda replica: Days(replica, Interview.kind, "at"), _dated),
}  # fmt: skip


def _kept(replica: Replica) -> dict[str, tuple[Any, Callable[[Replica, Any], Any]]]:
    """The indexes that screens asked for during the history; new ones where none did."""
    kept: dict[str, Any] = {
        "last seen": finding._seen(replica), "diary": agenda._diary(replica),
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


def _alerts(watch: Watch, today: date) -> list[str]:
    return sorted(map(repr, watch.alerts(today)))


def _once(what: str, of: Iterable[tuple[Hashable, ...]]) -> None:
    twice = [key for key, count in Counter(of).items() if count > 1 and None not in key]
    assert not twice, f"{what} twice: {twice}"


LAWS = (
    one_person_everywhere, same_alerts, nothing_twice, nothing_saved_is_gone, same_figures, indexes_are_as_if_new,
)  # fmt: skip
