"""What is unwise about the dates to come, read week by week and kept until something in that week changes.

Not to be asked while `replica.lock` is held: what is kept has a lock of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from espace_mobile.app.actions.outing_days import between as dates_between
from espace_mobile.app.actions.schedule_settings import settings
from espace_mobile.app.actions.school_calendar import school_calendar
from espace_mobile.domain import periods
from espace_mobile.domain import schedule_warnings as rules
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import quarter_after, quarter_begun, week_of
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.schedule_clashes import only_van
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import ScheduleRule
from espace_mobile.domain.schedule_warnings import Known, Warning
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.store.document import Document, is_alive
from espace_mobile.store.following import Following, per_replica
from espace_mobile.store.replica import Replica

KINDS = (Outing.kind, Place.kind, Vehicle.kind, ScheduleSettings.kind)  # what a screen that shows warnings follows
_WEEK = timedelta(days=7)
# Not counted among what is to be looked at: a third of the year is a holiday of schools.
_GOOD_TO_KNOW = frozenset({ScheduleRule.SCHOOL_HOLIDAY})


def of_date(replica: Replica, outing_id: str, today: date) -> list[Warning]:
    """Of one date to come; none of any other."""
    outing = replica.get(Outing, outing_id)
    if outing is None or outing.on < today or outing.status not in TO_COME:
        return []
    return [w for w in _kept(replica).of_week(periods.monday(outing.on)) if w.outing_id == outing_id]


def if_planned(replica: Replica, outing: Outing, today: date) -> list[Warning]:
    """Of a date that is not saved yet, or as it would be. Itself as it is now, and the date it replaces, are ignored.
    Work: the dates of its week."""
    if outing.on < today or outing.status not in TO_COME:
        return []
    others = [o for o in dates_between(replica, *week_of(outing.on)) if o.id not in (outing.id, outing.replaces_id)]
    return [w for w in rules.of_weeks([*others, outing], known(replica)) if w.outing_id == outing.id]


def between(replica: Replica, first: date, last: date, today: date) -> list[Warning]:
    """Of the dates to come of these days, both included, in order; and of the quarters, not over, that begin in them.
    Work: the weeks that changed since."""
    return _found(_kept(replica), first, last, today)


def to_come(replica: Replica, today: date) -> list[Warning]:
    """Of every date to come, and of this quarter and those that follow."""
    last = _kept(replica).last()
    return between(replica, quarter_begun(today), last, today) if last is not None else []


def count(replica: Replica, today: date) -> int:
    """Dates to come that should be looked at."""
    return len(to_look_at(to_come(replica, today)))


def prepare(replica: Replica, today: date) -> None:
    """Read the dates to come now, on any thread, so that nobody waits for it."""
    to_come(replica, today)


def is_ready(replica: Replica) -> bool:
    return _kept(replica).ready


def to_look_at(warnings: Iterable[Warning]) -> set[str]:
    """The dates among them that something should be done about: a holiday of schools is only good to know."""
    return {w.outing_id for w in warnings if w.outing_id and w.rule not in _GOOD_TO_KNOW}


def known(replica: Replica) -> Known:
    """What the rules go by."""
    places = {place.id: place for place in replica.all(Place)}
    return Known(places, only_van(replica.all(Vehicle)), school_calendar(settings(replica).school_zone))


class _Kept(Following):
    """By the Monday of a week, and by the first day of a quarter. Whatever the day it is asked for."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica, KINDS)
        self._known: Known | None = None
        self._weeks: dict[date, list[Warning]] = {}
        self._quarters: dict[date, list[Warning]] = {}
        self._was: dict[str, tuple[date, str | None]] = {}  # of each outing, its day and what it replaces
        self._in_week: Counter[date] = Counter()  # outings, by Monday

    @property
    def ready(self) -> bool:
        """Whether the dates were read once: what is asked from now on is answered at once."""
        return bool(self._weeks)

    def of_week(self, monday: date) -> list[Warning]:
        with self._lock:
            replica = self._refresh()
            if replica is None or not self._in_week[monday]:
                return []
            if monday not in self._weeks:
                self._weeks[monday] = self._read_week(replica, monday)
            return self._weeks[monday]

    def of_quarter(self, quarter: date) -> list[Warning]:
        with self._lock:
            replica = self._refresh()
            if replica is None:
                return []
            if quarter not in self._quarters:
                dates = dates_between(replica, quarter, quarter_after(quarter) - timedelta(days=1))
                places = self._now_known(replica).places.values()
                self._quarters[quarter] = list(rules.qpv_not_visited(quarter, dates, places))
            return self._quarters[quarter]

    def last(self) -> date | None:
        """The last day of the last week that has a date."""
        with self._lock:
            self._refresh()
            monday = max((monday for monday, dates in self._in_week.items() if dates), default=None)
            return monday + _WEEK - timedelta(days=1) if monday else None

    def _now_known(self, replica: Replica) -> Known:
        if self._known is None:
            self._known = known(replica)
        return self._known

    def _read_week(self, replica: Replica, monday: date) -> list[Warning]:
        dates = dates_between(replica, *week_of(monday))
        twice = [w for outing in dates for w in _moved_twice(replica, outing)]
        return sorted([*twice, *rules.of_weeks(dates, self._now_known(replica))], key=lambda w: (w.on, w.outing_id))

    def _put(self, kind: str, id: str, document: Document | None) -> None:
        if kind != Outing.kind:
            self._known = None
            self._weeks.clear()
            self._quarters.clear()
            return
        replica = self._replica()
        if replica is None:
            return
        before, replaced = self._was.pop(id, (None, None))
        if before is not None:
            self._in_week[periods.monday(before)] -= 1
            self._forget(before)
        outing = replica.get(Outing, id) if document is not None and is_alive(kind, id, document) else None
        if outing is not None:
            self._was[id] = outing.on, outing.replaces_id
            self._in_week[periods.monday(outing.on)] += 1
            self._forget(outing.on)
        for original in {id, replaced, outing.replaces_id if outing else None} - {None}:
            for other in family(replica, original or ""):
                self._forget(other.on)

    def _forget(self, day: date) -> None:
        self._weeks.pop(periods.monday(day), None)
        self._quarters.pop(quarter_begun(day), None)


def _found(kept: _Kept, first: date, last: date, today: date) -> list[Warning]:
    found = [w for monday in _mondays(first, last) for w in kept.of_week(monday) if first <= w.on <= last]
    missing = [w for quarter in _quarters(first, last) for w in kept.of_quarter(quarter)]
    return [w for w in found if w.on >= today] + [w for w in missing if quarter_after(w.on) > today]


def family(replica: Replica, moved_id: str) -> list[Outing]:
    """A date, if it is here, and those that say they replace it."""
    moved = replica.get(Outing, moved_id)
    return [*([moved] if moved else []), *replica.where(Outing, replaces_id=moved_id)]


def _moved_twice(replica: Replica, outing: Outing) -> Iterator[Warning]:
    """Of this date, whether it was moved or replaces one that was."""
    for id in dict.fromkeys(filter(None, (outing.replaces_id, outing.id))):
        some = family(replica, id)
        moved = next((o for o in some if o.id == id), None)
        found = rules.moved_twice(moved, (o for o in some if o.id != id))
        yield from (w for w in found if w.outing_id == outing.id)


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = periods.monday(first)
    while monday <= last:
        yield monday
        monday += _WEEK


def _quarters(first: date, last: date) -> Iterator[date]:
    quarter = quarter_begun(first) if quarter_begun(first) == first else quarter_after(first)
    while quarter <= last:
        yield quarter
        quarter = quarter_after(quarter)


_kept = per_replica(_Kept)
