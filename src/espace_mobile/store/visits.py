"""What the visits of each programme come to, by service and month, and which were made on which day; kept up to date
by each save, read from the documents at first use.

So that one more tap on a tablet that holds years of visits costs the visits of the day.
"""

from __future__ import annotations

from datetime import date

from espace_mobile.domain.service_counts import Months, ServiceCounts, day_of, month_of
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica


class Visits(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (ServiceVisit.kind,))
        self._counts: dict[str, dict[ServiceSort, Months]] = {}  # by programme
        self._on: dict[tuple[str, date], set[str]] = {}  # programme and day on the wall -> visits
        self._counted: dict[str, ServiceVisit] = {}

    def services(self, programme_id: str) -> list[ServiceSort]:
        """Those that somebody came to."""
        with self._lock:
            self._refresh()
            return [service for service, months in self._counts.get(programme_id, {}).items() if months]

    def months(self, programme_id: str, service: ServiceSort | None = None) -> Months:
        """Each month that has a visit. `service`: of this one only. Work: proportional to the result."""
        with self._lock:
            self._refresh()
            of_services = self._counts.get(programme_id, {})
            parts = [months for each, months in of_services.items() if service in (None, each)]
            every = {month for months in parts for month in months}
            return {m: ServiceCounts.sum(months[m] for months in parts if m in months) for m in every}

    def total(self, programme_id: str) -> tuple[int, int]:
        """Visits, and items given. Work: proportional to the months."""
        with self._lock:
            self._refresh()
            counts = [c for months in self._counts.get(programme_id, {}).values() for c in months.values()]
            return sum(c.visits for c in counts), sum(c.items for c in counts)

    def on(self, programme_id: str, day: date) -> list[str]:
        """The ids of the visits of a day on the wall."""
        with self._lock:
            self._refresh()
            return sorted(self._on.get((programme_id, day), ()))

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._counted.pop(id, None)
        if before is not None:
            self._count(before, -1)
        if document is None or not is_alive(kind, id, document):
            return
        try:
            visit = ServiceVisit.of(id, document)
        except ValueError:  # of another version, which this one can't read
            return
        self._counted[id] = visit
        self._count(visit, 1)

    def _count(self, visit: ServiceVisit, times: int) -> None:
        months = self._counts.setdefault(visit.programme_id, {}).setdefault(visit.service, {})
        month, day = month_of(visit), (visit.programme_id, day_of(visit))
        months.setdefault(month, ServiceCounts()).count(visit, times)
        if not months[month].visits:
            del months[month]
        if times > 0:
            self._on.setdefault(day, set()).add(visit.id)
        else:
            self._on[day].discard(visit.id)
