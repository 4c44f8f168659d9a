"""How the contacts of each day heard of us, counted by each save; read from the documents at first use.

So that a campaign is measured by the days it lasted, not by all the contacts there are.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from espace_mobile.domain.campaign_effect import Month
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.store.days import day_of
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following
from espace_mobile.store.replica import Replica

Told = tuple[date, ReferralChannel | None]


class Heard(Following):
    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, (Contact.kind,))
        self._days: Counter[Told] = Counter()
        self._months: Counter[Month] = Counter()
        self._counted: dict[str, Told] = {}

    def between(self, channel: ReferralChannel, first: date, last: date) -> int:
        """Contacts of these days, both included. Work: proportional to the days."""
        with self._lock:
            self._refresh()
            days = ((first + timedelta(days=n), channel) for n in range((last - first).days + 1))
            return sum(self._days[day] for day in days if day in self._days)

    def months(self) -> Counter[Month]:
        """Work: proportional to the months."""
        with self._lock:
            self._refresh()
            return Counter(self._months)

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        before = self._counted.pop(id, None)
        if before is not None:
            self._count(before, -1)
        told = _told(document) if document is not None and is_alive(kind, id, document) else None
        if told is not None:
            self._counted[id] = told
            self._count(told, 1)

    def _count(self, told: Told, times: int) -> None:
        day, channel = told
        for counter, key in ((self._days, told), (self._months, (day.replace(day=1), channel))):
            counter[key] += times
            if not counter[key]:
                del counter[key]


def _told(document: Document) -> Told | None:
    """None for what another version wrote that this one can't read."""
    at, heard = document.get("at"), document.get("heard_via")
    try:
        return day_of(str(at)), ReferralChannel(heard) if isinstance(heard, str) else None
    except ValueError:
        return None
