"""The figures of a programme over some days: computed once, kept until one of the facts they come from changes.

They count what this device holds, of every team it serves; no figure names anybody.
"""

from __future__ import annotations

import weakref
from datetime import date, timedelta
from threading import Lock

from espace_mobile.app.actions import indicator_facts
from espace_mobile.app.actions.indicator_facts import KINDS
from espace_mobile.domain.indicators import Group, distinct, groups
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span, year_at
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Key, Replica

KEPT = 24  # periods of programmes
_DAY = timedelta(days=1)


# Periods


def calendar_year(day: date) -> Span:
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


def years(programme: Programme, today: date, *, own: bool) -> tuple[Span, Span | None]:
    """This year and the one before, of the calendar or (`own`) of the programme; None for one before its first."""
    if not own:
        return calendar_year(today), calendar_year(date(today.year - 1, 1, 1))
    now = year_at(programme, today)
    before = year_at(programme, now.since - _DAY)
    return now, before if before.until < now.since else None


def has_own_year(programme: Programme) -> bool:
    """Whether its year is not the calendar's."""
    return programme.since is not None and (programme.since.month, programme.since.day) != (1, 1)


def since_beginning(programme: Programme, today: date) -> Span | None:
    """To its last day, else to the end of this year. None when nobody said when it began."""
    if programme.since is None:
        return None
    last = programme.until or calendar_year(max(today, programme.since)).until
    return Span(programme.since, last)


# Figures


class Figures:
    """Computes the figures of one replica and keeps them. Thread-safe; doesn't keep the replica alive."""

    def __init__(self, replica: Replica) -> None:
        self._replica = weakref.ref(replica)
        self._lock = Lock()
        self._changes = 0
        self._kept: dict[tuple[str, Span, date], tuple[int, tuple[Group, ...]]] = {}
        replica.observe(self._changed)

    def known(self, programme_id: str, span: Span, today: date) -> tuple[Group, ...] | None:
        """As computed before, if nothing changed since."""
        changes, found = self._kept.get((programme_id, span, today), (-1, ()))
        return found if changes == self._changes else None

    def of(self, programme_id: str, span: Span, today: date) -> tuple[Group, ...]:
        """Work: proportional to the facts of the programme, off the page's thread. Nothing when it is gone."""
        with self._lock:  # one reading at a time: two would only slow down each other
            known, replica = self.known(programme_id, span, today), self._replica()
            programme = replica.get(Programme, programme_id) if replica is not None else None
            if known is not None or replica is None or programme is None:
                return known or ()
            changes = self._changes  # before we read: what changes meanwhile asks for another reading
            found = groups(indicator_facts.told(replica, programme, span), span, today)
            self._kept.pop((programme_id, span, today), None)
            self._kept[programme_id, span, today] = (changes, found)
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return found

    def _changed(self, touched: frozenset[Key]) -> None:
        if any(kind in KINDS for kind, _ in touched):
            self._changes += 1


figures = per_replica(Figures)


def people_in(replica: Replica, programme: Programme, span: Span) -> int | None:
    """How many distinct people, for one line among others: None when that is too much to read."""
    few = indicator_facts.people_of(replica, programme)
    return None if few is None else len(distinct(few, span))
