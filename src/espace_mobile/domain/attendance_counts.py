"""Sessions held of those planned, the people who came and how often: the figures of workshops, from facts alone.

Informal meetings beside a series are counted apart: they are no session of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus


@dataclass(frozen=True)
class SessionCounts:
    """`planned`: held or still to be held, without those `cancelled`. `informal`: meetings that took place."""

    held: int = 0
    planned: int = 0
    cancelled: int = 0
    informal: int = 0


@dataclass(frozen=True)
class Came:
    """`people`: distinct; `visits`: one per person and session. Somebody erased since is in the visits alone."""

    people: frozenset[str] = frozenset()
    visits: int = 0

    def __add__(self, other: Came) -> Came:
        """Of disjoint sessions."""
        return Came(self.people | other.people, self.visits + other.visits)


def session_counts(sessions: Iterable[GroupSession]) -> SessionCounts:
    found = list(sessions)
    series = [s for s in found if not s.informal]
    held, cancelled = _with(series, SessionStatus.HELD), _with(series, SessionStatus.CANCELLED)
    informal = _with((s for s in found if s.informal), SessionStatus.HELD)
    return SessionCounts(held, len(series) - cancelled, cancelled, informal)


def by_workshop(sessions: Iterable[GroupSession]) -> dict[str | None, SessionCounts]:
    """{workshop id, None for sessions of none: its counts}."""
    of: dict[str | None, list[GroupSession]] = {}
    for session in sessions:
        of.setdefault(session.workshop_id, []).append(session)
    return {workshop: session_counts(found) for workshop, found in of.items()}


def came(
    sessions: Iterable[GroupSession],
    attendances: Iterable[Attendance],
    *,
    informal: bool = False,
    head_of: Callable[[str], str] = lambda id: id,
) -> Came:
    """Whoever was present at one of `sessions`; at the informal ones among them alone when `informal`.

    `attendances`: of these sessions, others are passed over. `head_of`: person id → the id that stands for them.
    """
    counted = {s.id for s in sessions if s.informal == informal}
    of: dict[str, list[Attendance]] = {}
    for attendance in attendances:
        if attendance.session_id in counted:
            of.setdefault(attendance.session_id, []).append(attendance)
    present = [a for told in of.values() for a in seating.one_per_person(told, head_of) if is_present(a)]
    return Came(frozenset(head_of(a.person_id) for a in present if a.person_id), len(present))


def is_present(attendance: Attendance) -> bool:
    return attendance.status == AttendanceStatus.PRESENT


def _with(sessions: Iterable[GroupSession], status: SessionStatus) -> int:
    return sum(1 for s in sessions if s.status == status)
