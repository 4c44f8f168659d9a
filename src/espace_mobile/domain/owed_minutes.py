"""Groups that people owe time to: two hours a month, a meeting every week; and who is short of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from espace_mobile.domain import seating
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.attendance_counts import is_present
from espace_mobile.domain.group_session import GroupSession


@dataclass(frozen=True)
class Owed:
    """What one person owes over some time, and what they came to; minutes."""

    person_id: str
    came: int
    owed: int

    @property
    def short(self) -> int:
        """0 when they came to all of it."""
        return max(0, self.owed - self.came)


def minutes_of(
    sessions: Iterable[GroupSession], attendances: Iterable[Attendance], head_of: Callable[[str], str] = lambda id: id
) -> Counter[str]:
    """{person id: minutes at these sessions}, informal ones left out. `head_of`: the id that stands for a person."""
    lasting = {s.id: s.minutes for s in sessions if not s.informal}
    of: dict[str, list[Attendance]] = {}
    for attendance in attendances:
        if attendance.session_id in lasting:
            of.setdefault(attendance.session_id, []).append(attendance)
    came: Counter[str] = Counter()
    for session_id, told in of.items():
        for attendance in seating.one_per_person(told, head_of):
            if attendance.person_id and is_present(attendance):
                came[head_of(attendance.person_id)] += lasting[session_id]
    return came


def owed_by(people: Iterable[str], came: Counter[str], minutes: int) -> list[Owed]:
    """Each of `people` once; those who are most short first. `minutes`: what each owes."""
    of_all = [Owed(id, came[id], minutes) for id in dict.fromkeys(people)]
    return sorted(of_all, key=lambda one: (-one.short, one.person_id))
