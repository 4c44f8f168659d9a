"""What has an hour, by day: appointments and group sessions; kept up to date by each save, read at first use."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Key, Replica

_Group = tuple[str | None, str | None, bool]  # (worker, team, whether it was cancelled)
_Ids = dict[str, None]
T = TypeVar("T", Appointment, GroupSession)


class Diary(Following):
    """Days are local; what is read is sorted by its start.

    `teams`, everywhere: only what is of these, or of no team; None, of all. `given_up`: also what was cancelled.
    """

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Appointment.kind, GroupSession.kind))
        self._days: dict[date, dict[_Group, _Ids]] = {}
        self._sessions: dict[date, _Ids] = {}
        self._booked: dict[_Group, list[tuple[float, str]]] = {}  # (when it ends, id), still without an answer
        self._put_at: dict[Key, tuple[date, _Group, float | None]] = {}  # the last: None unless it is booked

    def on(self, day: date, worker_id: str | None = None) -> list[Appointment]:
        return self.between(day, day, worker_id)

    def between(
        self,
        first: date,
        last: date,
        worker_id: str | None = None,
        teams: Iterable[str] | None = None,
        *,
        given_up: bool = False,
    ) -> list[Appointment]:
        """Those of the days from `first` to `last`, of one worker or of all."""
        seen = None if teams is None else {None, *teams}
        with self._lock:
            replica = self._refresh()
            ids = [
                id
                for day in _within(self._days, first, last)
                for group, some in self._days[day].items()
                if _is_wanted(group, worker_id, seen) and (given_up or not group[2])
                for id in some
            ]
        return _by_start(replica.get(Appointment, id) for id in ids) if replica else []

    def counts(
        self, first: date, last: date, worker_id: str | None = None, teams: Iterable[str] | None = None
    ) -> dict[date, int]:
        """How many `between` has on each day that has any, without reading them."""
        seen = None if teams is None else {None, *teams}
        with self._lock:
            self._refresh()
            found = {
                day: sum(
                    len(some)
                    for group, some in self._days[day].items()
                    if _is_wanted(group, worker_id, seen) and not group[2]
                )
                for day in _within(self._days, first, last)
            }
        return {day: count for day, count in found.items() if count}

    def unanswered(
        self, now: datetime, worker_id: str | None = None, teams: Iterable[str] | None = None
    ) -> list[Appointment]:
        """Those still booked that are over at `now`: nobody said yet whether they were kept."""
        seen, until = None if teams is None else {None, *teams}, now.timestamp()
        with self._lock:
            replica = self._refresh()
            ids = [
                id
                for group, booked in self._booked.items()
                if _is_wanted(group, worker_id, seen)
                for _, id in booked[: bisect_left(booked, (until, "\U0010ffff"))]
            ]
        return _by_start(replica.get(Appointment, id) for id in ids) if replica else []

    def sessions(self, first: date, last: date) -> list[GroupSession]:
        """Those of every team: there are few on a day."""
        with self._lock:
            replica = self._refresh()
            ids = [id for day in _within(self._sessions, first, last) for id in self._sessions[day]]
        return _by_start(replica.get(GroupSession, id) for id in ids) if replica else []

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        self._take_out(kind, id)
        if document is None or not is_alive(kind, id, document):
            return
        starts_at = _instant(document.get("starts_at"))
        if starts_at is None:
            return
        status = document.get("status", AppointmentStatus.BOOKED)
        group = document.get("worker_id"), document.get("team"), status == AppointmentStatus.CANCELLED
        day, ends = starts_at.astimezone(LOCAL).date(), None
        if kind == GroupSession.kind:
            self._sessions.setdefault(day, {})[id] = None
        else:
            self._days.setdefault(day, {}).setdefault(group, {})[id] = None
            if status == AppointmentStatus.BOOKED:
                ends = starts_at.timestamp() + 60 * _minutes(document)
                insort(self._booked.setdefault(group, []), (ends, id))
        self._put_at[kind, id] = day, group, ends

    def _take_out(self, kind: str, id: str) -> None:
        if (kind, id) not in self._put_at:
            return
        day, group, ends = self._put_at.pop((kind, id))
        if kind == GroupSession.kind:
            del self._sessions[day][id]
            return
        del self._days[day][group][id]
        if ends is not None:
            booked = self._booked[group]
            del booked[bisect_left(booked, (ends, id))]


def _minutes(document: Document) -> int:
    minutes = document.get("minutes")
    return minutes if isinstance(minutes, int) else _USUAL


_USUAL: int = Appointment.model_fields["minutes"].default


def _within(known: Mapping[date, object], first: date, last: date) -> Iterator[date]:
    """The days something is known of, from `first` to `last`; without looking at all of them for a week."""
    length = (last - first).days + 1
    asked = (first + timedelta(n) for n in range(length)) if length < len(known) else sorted(known)
    return (day for day in asked if day in known and first <= day <= last)


def _is_wanted(group: _Group, worker_id: str | None, teams: set[str | None] | None) -> bool:
    return (worker_id is None or group[0] == worker_id) and (teams is None or group[1] in teams)


def _by_start(found: Iterable[T | None]) -> list[T]:
    return sorted((f for f in found if f is not None), key=lambda f: (f.starts_at, f.id))


def _instant(text: object) -> datetime | None:
    """None for what another version wrote that this one can't read."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else None
