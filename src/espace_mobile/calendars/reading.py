"""What happens when, by a calendar file: of Google, Outlook, Apple or anybody.

Wall times are those of Paris. Recurring events are written out, over two years at most; a bad event never costs its
neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from espace_mobile.calendars.blocks import Block, blocks
from espace_mobile.calendars.happening import AHEAD, BadEvent, Happening, ReadCalendar
from espace_mobile.calendars.writing import ZONE
from espace_mobile.calendars.zones import Zones

MOST_EVENTS = 20_000
_SHOWN = 80  # characters of an event that can't be read
_PARIS = ZoneInfo(ZONE)
# Each of these would go on for longer than anybody waits.
_ENDLESS = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|INTERVAL=0*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True)
class _Source:
    number: int
    event: Any
    zone: str
    rule: str


def read_calendar(text: str, today: date, tick: Callable[[int], object] = lambda _: None) -> ReadCalendar:
    """`text`: with line ends « \\n ». `tick`: told now and then how many events were read; what it raises goes through.

    Times gone by of a recurring event are left out. Whatever stands in the text, this doesn't raise.
    """
    read, parts = ReadCalendar(), list(blocks(text))
    zones = Zones(block for block in parts if block.part == "VTIMEZONE")
    series: dict[str, list[_Source]] = {}
    for number, block in enumerate((b for b in parts if b.part == "VEVENT"), 1):
        if number % 100 == 0:
            tick(number)
        read.events = number
        source = _source(number, block, zones)
        if isinstance(source, BadEvent):
            read.bad.append(source)
        else:
            series.setdefault(str(source.event.get("uid", f"#{number}")), []).append(source)
    for sources in series.values():
        _take(read, sources, today)
    read.happenings.sort(key=lambda h: (h.number, h.on))
    return read


def _source(number: int, block: Block, zones: Zones) -> _Source | BadEvent:
    said = block.value("SUMMARY")[:_SHOWN]
    if not block.closed:
        return BadEvent(number, "cut", said)
    lines = [zones.renamed(line) for line in block.lines]
    try:
        event = Event.from_ical(replace(block, lines=[line for line, _ in lines]).text())
    except Exception:  # whatever somebody else's file does to the library
        return BadEvent(number, "unreadable", said)
    if "DTSTART" not in event:
        return BadEvent(number, "no_start", said)
    if any(name in (None, "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE") for name, _ in event.errors):
        return BadEvent(number, "unreadable", said)
    return _Source(number, event, next((zone for _, zone in lines if zone), ""), block.value("RRULE"))


def _take(read: ReadCalendar, sources: list[_Source], today: date) -> None:
    first = sources[0]
    try:
        if any(s.rule or "RDATE" in s.event for s in sources):
            found = list(_repeated(read, sources, today))
        else:
            found = [_happening(source, source.event) for source in _latest(sources)]
    except ImportError:
        read.bad.append(BadEvent(first.number, "no_reader", _text(first.event, "summary")[:_SHOWN]))
    except Exception:  # a rule that contradicts itself, a date that the calendar has not
        read.bad.append(BadEvent(first.number, "recurrence", _text(first.event, "summary")[:_SHOWN]))
    else:
        room = MOST_EVENTS - len(read.happenings)
        read.happenings += found[:room]
        if len(found) > room:
            read.bad.append(BadEvent(first.number, "too_many", _text(first.event, "summary")[:_SHOWN]))


def _repeated(read: ReadCalendar, sources: list[_Source], today: date) -> Iterator[Happening]:
    from recurring_ical_events import of

    if any(_ENDLESS.search(source.rule) for source in sources):
        raise ValueError("a rule for every hour")
    whole = Calendar()
    for source in sources:
        whole.add_component(source.event)
    master = next((s for s in sources if s.rule), sources[0])
    if master.rule and not re.search("UNTIL|COUNT", master.rule, re.IGNORECASE):
        read.endless += 1
    for event in of(whole).between(today, today + AHEAD):
        yield _happening(_of(event, sources, master), event)


def _latest(sources: list[_Source]) -> list[_Source]:
    """Of an event that was written several times, its last version; some programs give all their events one name."""
    last = max(_sequence(source) for source in sources)
    return [s for s in sources if "RECURRENCE-ID" in s.event or _sequence(s) == last]


def _sequence(source: _Source) -> int:
    said = source.event.get("SEQUENCE", 0)
    return int(said) if isinstance(said, int) else 0


def _of(event: Any, sources: list[_Source], master: _Source) -> _Source:
    """Which event of the file a time of a series comes from, as far as its words tell."""
    same = (s for s in sources if s.event.get("RECURRENCE-ID") and s.event["DTSTART"].dt == event["DTSTART"].dt)
    return next(same, master)


def _happening(source: _Source, event: Any) -> Happening:
    start, end = event["DTSTART"].dt, _end(event)
    on, starts = _day(start), _hour(start)
    last, ends = on, None
    if end is not None and starts is None:
        last = max(on, _day(end) - timedelta(days=1))  # the end of an all-day event is the day after
    elif end is not None:
        last, ends = max(on, _day(end)), _hour(end)
        if last > on and ends == time.min:
            last -= timedelta(days=1)
        if last > on or (starts and ends and ends <= starts):
            ends = None
    return Happening(
        source.number, _text(event, "uid"), on, last, starts, ends, _text(event, "summary"), _text(event, "location"),
        _text(event, "description"), tuple(_categories(event)), _text(event, "status").upper() == "CANCELLED",
        source.zone,
    )  # fmt: skip


def _end(event: Any) -> date | datetime | None:
    if "DTEND" in event:
        return event["DTEND"].dt  # type: ignore[no-any-return]
    if "DURATION" not in event:
        return None
    start, lasts = event["DTSTART"].dt, event["DURATION"].dt
    if isinstance(start, datetime) and start.tzinfo is not None and not lasts.days:
        start = start.astimezone(UTC)  # three hours are three hours, the night the clocks change too
    return start + lasts  # type: ignore[no-any-return]


def _wall(at: date | datetime) -> date | datetime:
    return at.astimezone(_PARIS) if isinstance(at, datetime) and at.tzinfo is not None else at


def _day(at: date | datetime) -> date:
    wall = _wall(at)
    return wall.date() if isinstance(wall, datetime) else wall


def _hour(at: date | datetime) -> time | None:
    wall = _wall(at)
    return time(wall.hour, wall.minute) if isinstance(wall, datetime) else None


def _text(event: Any, name: str) -> str:
    found = event.get(name, "")
    return str(found[0] if isinstance(found, list) and found else found).strip()


def _categories(event: Any) -> Iterator[str]:
    said = event.get("categories", [])
    for each in said if isinstance(said, list) else [said]:
        yield from (str(category) for category in each.cats)
