"""The days with news of each person, read when they are first asked for and again once one of their facts changed.

So that one tap among sixty people followed nearly every day reads one of them again, not what is told of all.
"""

from __future__ import annotations

from datetime import date

from espace_mobile.domain import news
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.retention import LOCAL
from espace_mobile.store.document import Document
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Key, Replica


class NewsDays(Following):
    """By the id of a file, whatever it was merged with."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (GroupSession.kind, *(kind.kind for kind in news.KINDS)))
        self._days: dict[str, frozenset[date]] = {}
        self._behind: dict[Key, set[str]] = {}  # of what was read: the files whose days came of it
        self._changes = 0

    def of(self, person_id: str) -> frozenset[date]:
        """Work: none when it is known, else proportional to what is told of the person."""
        with self._lock:
            replica = self._refresh()
            known, changes = self._days.get(person_id), self._changes
        if known is not None or replica is None:
            return known or frozenset()
        told = [fact for kind in news.KINDS for fact in replica.where(kind, person_id=person_id)]
        sessions = {f.session_id for f in told if isinstance(f, Attendance) and f.status == AttendanceStatus.PRESENT}
        found = news.days_of(told, _days_of(replica, sessions))
        with self._lock:
            if changes == self._changes:  # else it may be old already: read again when it is asked for again
                self._keep(person_id, found, told, sessions)
        return found

    def _keep(self, person_id: str, found: frozenset[date], told: list[Fact], sessions: set[str]) -> None:
        self._days[person_id] = found
        for key in [*((fact.kind, fact.id) for fact in told), *((GroupSession.kind, id) for id in sessions)]:
            self._behind.setdefault(key, set()).add(person_id)

    def _read(self, replica: Replica) -> None:
        """Nothing before it is asked for."""

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        """Whoever it was about, and whoever it is about now, are to be read again."""
        self._changes += 1
        about = document.get("person_id") if document is not None else None
        for person_id in {*self._behind.pop((kind, id), ()), *([about] if isinstance(about, str) else [])}:
            self._days.pop(person_id, None)


def _days_of(replica: Replica, sessions: set[str]) -> dict[str, date]:
    """Of those that are known here."""
    known = (replica.get(GroupSession, id) for id in sessions)
    return {s.id: s.starts_at.astimezone(LOCAL).date() for s in known if s is not None}
