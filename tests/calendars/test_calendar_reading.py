from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.calendars.happening import Happening, ReadCalendar
from espace_mobile.calendars.reading import read_calendar
from espace_mobile.calendars.zones import known_name

TODAY = date(2026, 11, 21)
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
X-WR-TIMEZONE:Europe/Paris
BEGIN:VTIMEZONE
TZID:Europe/Paris
X-LIC-LOCATION:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Paris:20270318T090000
DTEND;TZID=Europe/Paris:20270318T120000
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=Europe/Paris:20270325T090000
UID:weekly@google.com
SUMMARY:Marché
LOCATION:Marché des Tilleuls\\, place des Tilleuls\\, Exempleville
DESCRIPTION:Équipe : Équipe
  Nord
STATUS:CONFIRMED
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Rappel
TRIGGER:-P0DT0H10M0S
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART:20270701T070000Z
DTEND:20270701T100000Z
UID:utc@google.com
SUMMARY:Camionnette
END:VEVENT
END:VCALENDAR
"""


def events(*parts: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", *(f"BEGIN:VEVENT\n{part}\nEND:VEVENT" for part in parts), "END:VCALENDAR", ""])


def read(text: str, today: date = TODAY) -> ReadCalendar:
    return read_calendar(text, today)


def only(part: str) -> Happening:
    found = read(events(part))
    assert found.bad == []
    (happening,) = found.happenings
    return happening


def hours(found: ReadCalendar) -> list[tuple[date, time | None, time | None]]:
    return [(h.on, h.starts, h.ends) for h in found.happenings]


def test_googles_calendar_with_a_series_its_exception_and_the_night_the_clocks_change() -> None:
    found = read(GOOGLE)
    assert found.bad == []
    assert hours(found) == [
        (date(2027, 3, 18), time(9), time(12)),
        (date(2027, 4, 1), time(9), time(12)),  # 9 h on the wall, before and after 28 March
        (date(2027, 7, 1), time(9), time(12)),  # 7 h UTC in summer
    ]
    first = found.happenings[0]
    assert (first.location, first.description) == (
        "Marché des Tilleuls, place des Tilleuls, Exempleville", "Équipe : Équipe Nord"
    )  # fmt: skip


def test_outlooks_zones_have_names_of_windows_or_of_their_own() -> None:
    zone = "\n".join(
        ["BEGIN:VTIMEZONE", "TZID:Fuseau 1", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:-0500",
         "TZOFFSETTO:-0500", "END:STANDARD", "END:VTIMEZONE"]
    )  # fmt: skip
    text = events(
        "UID:1\nDTSTART;TZID=Romance Standard Time:20270114T090000",
        'UID:2\nDTSTART;TZID="(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris":20270114T090000',
        "UID:3\nDTSTART;TZID=Fuseau 1:20270114T090000",
    ).replace("BEGIN:VEVENT", f"{zone}\nBEGIN:VEVENT", 1)
    assert [(h.starts, h.zone) for h in read(text).happenings] == [(time(9), ""), (time(9), ""), (time(15), "")]


def test_two_files_may_give_one_name_to_two_zones() -> None:
    text = events("UID:3\nDTSTART;TZID=Mine:20270114T090000")
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
    )
    found = [read(text.replace("BEGIN:VEVENT", zone.format(offset), 1)) for offset in ("-0500", "+0300")]
    assert [f.happenings[0].starts for f in found] == [time(15), time(7)]


def test_an_unknown_zone_is_taken_for_paris_and_told() -> None:
    found = only("UID:1\nDTSTART;TZID=Nulle/Part:20270114T090000\nDTEND;TZID=Nulle/Part:20270114T120000")
    assert (found.starts, found.ends, found.zone) == (time(9), time(12), "Nulle/Part")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris"),
        ("/citadel.org/20190914_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Romance Standard Time", "Europe/Paris"),
        ("GMT+1 maison", None),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_zones_by_any_name(said: str, known: str | None) -> None:
    assert known_name(said) == known


def test_apples_whole_days_and_floating_hours() -> None:
    found = read(
        events(
            "UID:1\nDTSTART;VALUE=DATE:20270114\nDTEND;VALUE=DATE:20270117\nSUMMARY:Forum",
            "UID:2\nDTSTART:20270120T140000\nDURATION:PT2H30M",
            "UID:3\nDTSTART;VALUE=DATE:20270121",
        )
    )
    days = [(h.on, h.last, h.starts, h.ends) for h in found.happenings]
    assert days == [
        (date(2027, 1, 14), date(2027, 1, 16), None, None),
        (date(2027, 1, 20), date(2027, 1, 20), time(14), time(16, 30)),
        (date(2027, 1, 21), date(2027, 1, 21), None, None),
    ]


def test_an_exception_moves_one_time_of_a_series_and_another_is_cancelled() -> None:
    found = read(
        events(
            "UID:s\nDTSTART;TZID=Europe/Paris:20270105T090000\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Marché",
            "UID:s\nRECURRENCE-ID;TZID=Europe/Paris:20270112T090000\nDTSTART;TZID=Europe/Paris:20270113T100000\n"
            "SUMMARY:Marché (déplacé)",
            "UID:s\nRECURRENCE-ID;TZID=Europe/Paris:20270119T090000\nDTSTART;TZID=Europe/Paris:20270119T090000\n"
            "STATUS:CANCELLED",
        )
    )
    assert [(h.on, h.cancelled) for h in found.happenings] == [
        (date(2027, 1, 5), False), (date(2027, 1, 13), False), (date(2027, 1, 19), True)
    ]  # fmt: skip


def test_a_series_without_end_is_followed_for_two_years_and_what_is_gone_by_is_left() -> None:
    found = read(events("UID:s\nDTSTART:20240101T090000\nRRULE:FREQ=MONTHLY;BYDAY=1MO"))
    assert found.endless == 1
    assert [h.on for h in found.happenings][::23] == [date(2026, 12, 7), date(2028, 11, 6)]
    assert len(found.happenings) == 24


def test_events_that_share_a_name_by_mistake_are_all_kept_and_the_last_version_of_one() -> None:
    same = [f"UID:x\nDTSTART:202701{day}T090000" for day in (14, 21)]
    assert len(read(events(*same)).happenings) == 2
    later = [f"UID:x\nSEQUENCE:{n}\nDTSTART:202701{14 + n}T090000" for n in (0, 1)]
    assert [h.on.day for h in read(events(*later)).happenings] == [15]


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("UID:1\nSUMMARY:Rien", "no_start"),
        ("UID:1\nSUMMARY:Rien\nDTSTART:20271350T000000", "unreadable"),
        ("UID:1\nSUMMARY:Rien\nDTSTART:20270101T090000\nRRULE:FREQ=PARFOIS", "unreadable"),
        ("UID:1\nSUMMARY:Rien\nDTSTART:20270101T090000\nRRULE:FREQ=SECONDLY", "recurrence"),
        ("UID:1\nSUMMARY:Rien\nDTSTART:20270101T090000\nRRULE:FREQ=DAILY;INTERVAL=0", "recurrence"),
    ],
)
def test_a_bad_event_is_told_and_costs_none_of_its_neighbours(part: str, reason: str) -> None:
    good = ["UID:a\nDTSTART:20270114T090000", "UID:b\nDTSTART:20270121T090000"]
    found = read(events(good[0], part, good[1]))
    assert [h.number for h in found.happenings] == [1, 3]
    (bad,) = found.bad
    assert (bad.number, bad.reason, bad.said) == (2, reason, "Rien")


def test_a_file_that_was_cut_keeps_what_is_whole() -> None:
    text = events("UID:a\nDTSTART:20270114T090000", "UID:b\nDTSTART:20270121T090000\nSUMMARY:Coupé")
    found = read(text[: text.rindex("END:VEVENT")])
    assert [h.number for h in found.happenings] == [1]
    assert [(b.number, b.reason, b.said) for b in found.bad] == [(2, "cut", "Coupé")]


def test_who_waits_may_give_up() -> None:
    class Enough(Exception):
        pass

    def tick(n: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        read_calendar(events(*["UID:a\nDTSTART:20270114T090000"] * 101), TODAY, tick)


lines = st.sampled_from(
    [*GOOGLE.splitlines(), "BEGIN:VEVENT", "END:VEVENT", "DTSTART:20270101T090000", "RRULE:FREQ=YEARLY;BYMONTHDAY=31",
     "DTSTART;TZID=:20270101T090000", "DTEND:20260101", "EXDATE:x", "RDATE;VALUE=PERIOD:20270101T090000Z/PT1H",
     "RECURRENCE-ID:20270101", "DURATION:-PT1H", "UID:a", " plié", "X"]
)  # fmt: skip


@given(st.lists(lines, max_size=30))
def test_whatever_stands_in_it_a_calendar_is_read_or_told_why_not(parts: list[str]) -> None:
    found = read("\n".join(parts))
    assert all(bad.reason for bad in found.bad)
    assert all(h.ends is None or (h.starts is not None and h.starts < h.ends) for h in found.happenings)
