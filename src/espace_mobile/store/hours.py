"""What was planned and worked of each allocation, kept up to date by each save; read from the documents at first use.

So that a tap costs the same in the first week of a programme and after thousands of shifts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica

_COUNTED = (ShiftStatus.PLANNED.value, ShiftStatus.VALIDATED.value)


@dataclass
class _Sums:
    """Of one allocation. `waiting`: shifts planned and not validated, by ISO day; `people`: shifts of each."""

    minutes: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, set[str]] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Shift:
    allocation: str
    person: str
    day: str
    minutes: int
    status: str


class HoursSums(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (WorkShift.kind,))
        self._of: dict[str, _Sums] = {}
        self._shifts: dict[str, _Shift] = {}

    def minutes(self, allocation_id: str) -> tuple[int, int]:
        """(validated, planned) of this allocation."""
        with self._lock:
            self._refresh()
            known = self._of.get(allocation_id, _NONE).minutes
            return known[ShiftStatus.VALIDATED.value], known[ShiftStatus.PLANNED.value]

    def waiting(self, allocation_id: str, until: date) -> list[str]:
        """The ids of the shifts planned up to this day and not validated, by day. Work: those, and the days to come."""
        with self._lock:
            self._refresh()
            known = self._of.get(allocation_id, _NONE).waiting
            days = sorted(day for day in known if day <= until.isoformat())
            return [id for day in days for id in sorted(known[day])]

    def people(self, allocation_id: str) -> list[str]:
        """The ids of the files whose shifts are planned or validated here."""
        with self._lock:
            self._refresh()
            return sorted(self._of.get(allocation_id, _NONE).people)

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._shifts.pop(id, None)
        if before is not None:
            self._count(id, before, -1)
        if document is None or not is_alive(kind, id, document) or document.get("status") not in _COUNTED:
            return
        minutes = document.get("minutes")
        told = _Shift(
            str(document.get("allocation_id")), document.get("person_id") or "", str(document.get("on")),
            minutes if isinstance(minutes, int) else 0, document["status"],
        )  # fmt: skip
        self._shifts[id] = told
        self._count(id, told, 1)

    def _count(self, id: str, shift: _Shift, sign: int) -> None:
        sums = self._of.setdefault(shift.allocation, _Sums())
        sums.minutes[shift.status] += sign * shift.minutes
        if shift.person:
            sums.people[shift.person] += sign
            if not sums.people[shift.person]:
                del sums.people[shift.person]
        if shift.status != ShiftStatus.PLANNED.value:
            return
        of_day = sums.waiting.setdefault(shift.day, set())
        (of_day.add if sign > 0 else of_day.discard)(id)
        if not of_day:
            del sums.waiting[shift.day]


_NONE = _Sums()
