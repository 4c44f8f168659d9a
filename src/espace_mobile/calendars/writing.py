"""A calendar file for any calendar program: the same entries give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

PRODUCT = "-//Espace Mobile//Agenda//FR"
ZONE = "Europe/Paris"
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
PRIVATE, PUBLIC = "PRIVATE", "PUBLIC"


@dataclass(frozen=True)
class Entry:
    """`id`: of the record, so that a later file replaces the event instead of adding one. `changed_at`: when the
    record was last written. `place`: where, in words; `about`: what more there is to say; `url`: a page about it.

    `minutes`: 0 when nobody said how long.

    `all_day`: nobody said at what hour; the event is then of the day `starts_at` has in Paris, whatever its minutes.
    """

    id: str
    starts_at: datetime
    minutes: int
    summary: str
    changed_at: datetime
    status: str = CONFIRMED
    place: str = ""
    about: str = ""
    url: str = ""
    visibility: str = PRIVATE
    category: str = ""
    all_day: bool = False


def calendar(entries: Iterable[Entry], name: str, refresh: timedelta | None = None) -> bytes:
    """The file, UTF-8, `name` the calendar's own. In the order of their hours, whatever the order given.

    `refresh`: of one that is subscribed to: how often it is worth asking again.
    """
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    if refresh is not None:
        whole.add("refresh-interval", vDuration(refresh), parameters={"VALUE": "DURATION"})
        whole.add("x-published-ttl", vDuration(refresh))
    whole.add_component(_paris())
    for entry in sorted(entries, key=lambda e: (e.starts_at, e.id)):
        whole.add_component(_event(entry))
    return bytes(whole.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    changed = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{entry.id}@espace-mobile")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    if entry.all_day:
        event.add("dtstart", entry.starts_at.astimezone(ZoneInfo(ZONE)).date())
    else:
        event.add("dtstart", _wall(entry.starts_at))
    if entry.minutes and not entry.all_day:
        event.add("dtend", _wall(entry.starts_at + timedelta(minutes=entry.minutes)))
    event.add("summary", entry.summary)
    event.add("status", entry.status)
    event.add("class", entry.visibility)
    more = {"location": entry.place, "description": entry.about, "url": entry.url, "categories": entry.category}
    for name, said in more.items():
        if said:
            event.add(name, [said] if name == "categories" else said)
    return event


def _wall(at: datetime) -> datetime:
    """On the wall in Paris; in UTC in the hour that comes twice, the second time: the format can't tell them apart."""
    local = at.astimezone(ZoneInfo(ZONE))
    return at.astimezone(UTC) if local.fold else local


def _paris() -> Timezone:
    """Written out rather than taken from the system: its tables change with its version."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    rules = (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), winter, summer, "CEST", 3),  # noqa: DTZ001 — a wall time
        (TimezoneStandard(), datetime(1996, 10, 27, 3), summer, winter, "CET", 10),  # noqa: DTZ001
    )
    for half, first, before, after, name, month in rules:
        half.add("dtstart", first)
        half.add("tzoffsetfrom", before)
        half.add("tzoffsetto", after)
        half.add("tzname", name)
        half.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(half)
    return zone
