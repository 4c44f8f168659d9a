from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from espace_mobile.app.actions import schedule_export, schedule_import
from espace_mobile.app.actions.schedule_export import Period, calendar_file, csv_file, entries, workbook
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_line import column_of, type_of
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType, offered
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import translator
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

TODAY = date(2026, 11, 21)
PARIS = ZoneInfo("Europe/Paris")
FR, EN = translator("fr"), translator("en")
WORKER = Worker(id="e" * 32, display_name="Mireille")
MARKET = Place(
    id="a" * 32, name="Marché des Tilleuls", type=PlaceType.MARKET, neighbourhood="Centre", commune_insee="90901",
    commune_name="Exempleville", qpv_code="QN09091M", qpv_vintage=2024, address="place des Tilleuls, côté fontaine",
    contact_name="Alain Pochoir", phone="+33353010000", access="code 1234",
)  # fmt: skip
SQUARE = Place(id="b" * 32, name="=Square, le petit")
NORTH, CCAS = Team(id="c" * 32, name="Équipe Nord"), Organisation(id="d" * 32, name="CCAS", contact_name="Nora")
SUMMER, WINTER = date(2027, 3, 28), date(2027, 10, 31)  # the nights the clocks change


def register(*facts: Fact) -> Replica:
    keys = Keychain("essais", {1: new_org_key()})
    replica = Replica(MemoryStorage(), "00000000000000a1", keys, lambda: 1_795_000_000_000)
    replica.save(MARKET, SQUARE, NORTH, CCAS, *facts, by=WORKER.id)
    return replica


def outing(n: int = 0, **more: object) -> Outing:
    whole = {
        "id": f"{n:032x}", "on": date(2027, 1, 14), "starts": time(9), "ends": time(12, 30), "place_id": MARKET.id,
        "team_id": NORTH.id, "partner_ids": (CCAS.id,), "type": OutingType.MARKET,
    }  # fmt: skip
    return Outing(**{**whole, **more})


DATES = (
    outing(1), outing(2, on=SUMMER, starts=time(1), ends=time(4)), outing(3, on=WINTER, starts=time(1), ends=time(4)),
    outing(4, on=date(2027, 2, 1), starts=None, ends=None, place_id=SQUARE.id, partner_ids=(), type=OutingType.VAN),
    outing(5, on=date(2027, 2, 2), ends=None, team_id=None),
    outing(6, on=date(2027, 2, 3), status=OutingStatus.CONFIRMED),
    outing(7, on=date(2027, 2, 4), status=OutingStatus.CANCELLED),
    outing(8, on=date(2026, 6, 1), status=OutingStatus.HELD),
    outing(9, on=date(2028, 2, 29), status=OutingStatus.MOVED),
)  # fmt: skip


def files(replica: Replica, words=FR) -> dict[str, bytes]:
    dates = schedule_export.chosen(replica, Period.ALL, TODAY)
    return {
        "xlsx": workbook(replica, dates, words, TODAY), "csv": csv_file(replica, dates, words),
        "ics": calendar_file(replica, dates, words),
    }  # fmt: skip


@pytest.mark.parametrize("words", [FR, EN])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "ics"])
def test_what_is_exported_is_imported_without_a_change(ending, words) -> None:
    replica = register(*DATES)
    shown = schedule_import.preview(replica, files(replica, words)[ending], TODAY)
    assert (shown.errors, shown.read.changes, shown.facts, shown.unchanged) == ([], [], [], len(DATES))


@pytest.mark.parametrize("ending", ["xlsx", "csv", "ics"])
def test_another_register_reads_the_same_dates(ending) -> None:
    going = [o for o in DATES if o.status == OutingStatus.PLANNED]
    source, there = files(register(*going))[ending], register()
    shown = schedule_import.choose(schedule_import.preview(there, source), schedule_import.Choice.TAKE)
    assert shown.errors == []
    schedule_import.apply(there, shown, WORKER)
    said = {(o.on, o.starts, o.ends, o.type, o.place_id, o.team_id, o.partner_ids) for o in there.all(Outing)}
    assert said == {(o.on, o.starts, o.ends, o.type, o.place_id, o.team_id, o.partner_ids) for o in going}


wall = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
days = st.sampled_from([SUMMER, WINTER]) | st.dates(date(2026, 11, 21), date(2028, 11, 20))


@settings(max_examples=40)
@given(days, wall, wall)
def test_two_other_readers_find_the_same_instants_and_so_do_we(on: date, a: time, b: time) -> None:
    starts, ends = min(a, b), max(a, b)
    at, until = datetime.combine(on, starts, PARIS), datetime.combine(on, ends, PARIS)
    assume(all(moment.astimezone(UTC).astimezone(PARIS).time() == moment.time() for moment in (at, until)))
    replica = register(outing(1, on=on, starts=starts, ends=None if starts == ends else ends))
    data = calendar_file(replica, replica.all(Outing), FR)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    other = vobject.readOne(data.decode()).vevent
    assert event["DTSTART"].dt.timestamp() == other.dtstart.value.timestamp() == at.timestamp()
    assert ("DTEND" in event) == (starts != ends)
    if "DTEND" in event:
        assert event["DTEND"].dt.timestamp() == other.dtend.value.timestamp() == until.timestamp()
    assert schedule_import.preview(replica, data, TODAY).facts == []


def test_a_calendar_says_what_is_sure_and_nobodys_name() -> None:
    replica = register(*DATES)
    data = files(replica)["ics"]
    events = {str(e["uid"])[:32]: e for e in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    statuses = [str(events[o.id]["status"]) for o in sorted(DATES, key=lambda o: o.id)]
    assert statuses == ["TENTATIVE"] * 5 + ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert events[DATES[3].id]["dtstart"].dt == date(2027, 2, 1)  # nobody said at what hour
    for made in files(replica).values():
        text = made.decode("utf-8", "replace")
        assert not any(name in text for name in ("Pochoir", "Nora", "3353010000", "1234"))
    assert calendar_file(replica, reversed(schedule_export.chosen(replica, Period.ALL, TODAY)), FR) == data


def test_entries_are_what_a_teams_calendar_shows() -> None:
    (entry,) = entries(register(DATES[0]), [DATES[0]], FR)
    assert (entry.summary, entry.minutes, entry.category) == ("Marché des Tilleuls", 210, "Marché")
    assert entry.place == "Marché des Tilleuls, place des Tilleuls, côté fontaine, Exempleville"
    assert entry.about.splitlines()[-2:] == ["Équipe\u00a0: Équipe Nord", "Partenaires\u00a0: CCAS"]


def test_the_workbook_has_the_dates_the_places_and_the_months() -> None:
    replica = register(*DATES)
    book = load_workbook(BytesIO(files(replica)["xlsx"]))
    assert book.sheetnames == ["Planning", "Lieux", "Bilan"]
    months = [[cell.value for cell in row] for row in book["Bilan"].iter_rows(min_row=2)]
    assert months[0] == ["Juin 2026", 1, 0, 0, 0, 5, -4]
    assert months[-1][:5] == ["Total", 1, 6, 1, 1]
    assert [row[0].value for row in book["Lieux"].iter_rows(min_row=2)] == ["=Square, le petit", "Marché des Tilleuls"]


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    replica = register(*DATES)
    lines = list(csv.reader(StringIO(files(replica)["csv"].decode("utf-8-sig")), delimiter=";"))
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert [line[4] for line in lines if "Square" in line[4]] == ["'=Square, le petit"]


@pytest.mark.parametrize(
    ("period", "team", "n"),
    [(Period.ALL, "", 9), (Period.TO_COME, "", 8), (Period.THIS_YEAR, "", 1), (Period.NEXT_YEAR, "", 7),
     (Period.ALL, NORTH.id, 8)],
)  # fmt: skip
def test_the_dates_of_a_period_and_a_team(period, team, n) -> None:
    assert len(schedule_export.chosen(register(*DATES), period, TODAY, team)) == n


@pytest.mark.parametrize("words", [FR, EN])
def test_headings_and_types_are_those_an_import_knows(words) -> None:
    headings = schedule_export.headings(words)
    assert None not in [column_of(heading) for heading in headings]
    assert len({column_of(heading) for heading in headings}) == len(headings)
    assert [type_of(words.label(code)) for code in offered(OutingType)] == list(offered(OutingType))


def test_an_empty_period_is_still_a_file() -> None:
    replica = register()
    assert set(files(replica)) == {"xlsx", "csv", "ics"}
