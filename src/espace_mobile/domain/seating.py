"""Who has a seat in a session, who waits for one, and who comes next when one frees.

First come, first served: by `since`. Two tablets may together seat more people than there are seats; nobody loses a
seat for that, `over` says how many too many and somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.capacity import over_capacity, seats_left
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus

SEATED = frozenset({AttendanceStatus.EXPECTED, AttendanceStatus.PRESENT})
LEAST, MOST = 1, 50  # seats of a session

# When a person was written down twice (two files, merged since), what says most of them stands.
_STRONGEST = (
    AttendanceStatus.PRESENT, AttendanceStatus.EXPECTED, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT,
    AttendanceStatus.WAITING, AttendanceStatus.INVITED, AttendanceStatus.WITHDRAWN,
)  # fmt: skip


@dataclass(frozen=True)
class Seats:
    """`waiting`: how many people wait for one; `present`: how many of those who have one came."""

    capacity: int
    taken: int
    waiting: int = 0
    present: int = 0

    @property
    def left(self) -> int:
        return seats_left(self.taken, self.capacity)

    @property
    def over(self) -> int:
        return over_capacity(self.taken, self.capacity)

    @property
    def full(self) -> bool:
        return self.left == 0


def first_come(attendance: Attendance) -> tuple[object, ...]:
    """The order of seats and of the waiting list, the same on every tablet."""
    return attendance.since, attendance.id


def seated(attendances: Iterable[Attendance]) -> list[Attendance]:
    return sorted((a for a in attendances if a.status in SEATED), key=first_come)


def waiting(attendances: Iterable[Attendance]) -> list[Attendance]:
    return sorted((a for a in attendances if a.status == AttendanceStatus.WAITING), key=first_come)


def seats(attendances: Sequence[Attendance], session: GroupSession) -> Seats:
    """`attendances`: one per person (`one_per_person`)."""
    present = sum(1 for a in attendances if a.status == AttendanceStatus.PRESENT)
    return Seats(session.capacity, len(seated(attendances)), len(waiting(attendances)), present)


def over(attendances: Sequence[Attendance], session: GroupSession) -> int:
    """How many people too many; 0 when each has a seat."""
    return seats(attendances, session).over


def next_up(attendances: Sequence[Attendance], session: GroupSession) -> Attendance | None:
    """Who is offered the seat that is free. None when none is, or nobody waits."""
    return None if seats(attendances, session).full else next(iter(waiting(attendances)), None)


def one_per_person(attendances: Iterable[Attendance], head_of: Callable[[str], str]) -> list[Attendance]:
    """One of each person, in the order they came. `head_of`: person id → the id that stands for them.

    Somebody who was erased still took their seat: each counts for one.
    """
    of: dict[str, list[Attendance]] = {}
    for attendance in attendances:
        whose = head_of(attendance.person_id) if attendance.person_id else attendance.id
        of.setdefault(whose, []).append(attendance)
    return sorted((strongest(told) for told in of.values()), key=first_come)


def strongest(told: Sequence[Attendance]) -> Attendance:
    """Of what was written of one person: what says most, from the day they first asked."""
    if len(told) == 1:  # of nearly everybody: no need to check it again
        return told[0]
    stands = min(told, key=lambda a: (_rank(a.status), *first_come(a)))
    return stands.but(since=min(a.since for a in told))


def _rank(status: AttendanceStatus) -> int:
    return _STRONGEST.index(status) if status in _STRONGEST else len(_STRONGEST)
