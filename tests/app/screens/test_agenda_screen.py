from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from icalendar import Calendar

from espace_mobile.app import clock
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus, Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, PAUL, person, undo
from tests.app.tablet import AWA, NORTH, Tablet, at_work, outing, play, unlock, unlocked, worker

NORA = worker("Nora", Role.FIELD, (NORTH.id,))
NOON = datetime.combine(clock.today(), time(12), clock.ZONE)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today, at noon in Paris: appointments of today are over or to come whenever the tests run."""
    monkeypatch.setattr(clock, "now", lambda: NOON.astimezone(UTC))


def booked(who: Person, hour: float, *, days: int = 0, **more: Any) -> Appointment:
    """At that wall hour of today, for Awa, unless said otherwise."""
    at = clock.instant(clock.today() + timedelta(days=days), time(int(hour), int(hour % 1 * 60)))
    given = {"id": new_id(), "team": NORTH.id, "person_id": who.id, "starts_at": at, "worker_id": AWA.id}
    return Appointment(**{**given, **more})


def names(app: AppUnderTest) -> list[str]:
    """Of the lines, in their order."""
    marked = [s.identifier or "" for s in app.all(ft.Semantics)]
    lines = [m for m in marked if m.startswith("agenda.") and m.removeprefix("agenda.").isdigit()]
    return [app.name(m) for m in sorted(lines, key=lambda m: int(m.split(".")[1]))]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_day_by_hour_mine_then_my_team_s(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir, zoe = person("Samir"), person("Zoé")
        facts = [samir, zoe, NORA, booked(samir, 15, motive="CV"), booked(zoe, 14, worker_id=NORA.id)]
        async with unlocked(at_work(tmp_path, *facts), language) as app:
            await app.go("/agenda")
            hours = ("14\u00a0h", "15\u00a0h") if language == "fr" else ("14:00", "15:00")
            assert names(app) == [f"{hours[1]}, Samir, CV"]
            await app.tap("agenda.team")
            assert names(app) == [f"{hours[0]}, Zoé, Nora", f"{hours[1]}, Samir, Awa · CV"]
            await app.tap("agenda.mine")
            await app.tap("agenda.0")
            assert app.page.route == f"/people/{samir.id}"

    play(story)


def test_kept_missed_or_excused_in_one_tap_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        over = booked(samir, 9)
        tablet = at_work(tmp_path, samir, over)
        async with unlocked(tablet) as app:
            await app.go("/agenda")
            for status in ("missed", "excused", "kept"):
                await app.tap(f"agenda.0.{status}")
                assert tablet.replica.get(Appointment, over.id).status == status
                assert app.marked(f"agenda.0.{status}").selected
                assert len(tablet.replica.all(FollowUp)) == (1 if status == "missed" else 0)
            await app.tap("agenda.0.kept")  # the same again takes it back
            assert tablet.replica.get(Appointment, over.id).status == AppointmentStatus.BOOKED
            await app.tap("agenda.0.missed")
            await undo(app)
            assert tablet.replica.get(Appointment, over.id).status == AppointmentStatus.BOOKED
            assert tablet.replica.all(FollowUp) == []

    play(story)


def test_what_is_to_come_can_t_be_told_kept_yet(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, samir, booked(samir, 15))) as app:
            await app.go("/agenda")
            assert not app.has("agenda.0.kept")
            assert app.has("agenda.0.again")

    play(story)


def test_another_date_in_two_taps_from_the_line(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        over = booked(samir, 9)
        tablet = at_work(tmp_path, samir, over)
        async with unlocked(tablet) as app:
            await app.go("/agenda")
            await app.tap("agenda.0.missed")
            await app.tap("agenda.0.again")
            await app.tap("slot.0")
            [new] = [a for a in tablet.replica.all(Appointment) if a.id != over.id]
            assert new.starts_at - over.starts_at in [timedelta(days=7, hours=h) for h in (-1, 0, 1)]  # clocks change
            assert clock.local(new.starts_at).time() == time(9)
            await undo(app)
            assert [a.id for a in tablet.replica.all(Appointment)] == [over.id]

    play(story)


def test_the_strip_goes_to_another_day_or_week_and_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        monday = clock.today() - timedelta(days=clock.today().weekday())
        facts = [booked(samir, 10, days=(monday - clock.today()).days + 7 + n) for n in (0, 3)]
        async with unlocked(at_work(tmp_path, samir, *facts)) as app:
            await app.go("/agenda")
            assert names(app) == []
            await app.tap("agenda.after")
            next_monday = monday + timedelta(days=7)
            assert app.marked(f"agenda.day.{next_monday.isoformat()}").value == "1 rendez-vous ou séance"
            await app.tap(f"agenda.day.{next_monday.isoformat()}")
            assert names(app) == ["10\u00a0h, Samir"]
            await app.tap("agenda.week")
            assert names(app) == ["10\u00a0h, Samir"] * 2
            await app.tap("agenda.0")
            await app.go("/agenda")
            assert names(app) == ["10\u00a0h, Samir"] * 2  # as it was left
            await app.tap("agenda.today")
            assert names(app) == []

    play(story)


def test_those_of_other_days_wait_a_few_at_a_time_and_stay_where_they_are_once_answered(tmp_path: Path) -> None:
    async def story() -> None:
        people = [person(name) for name in ("Ana", "Bob", "Cléo")]
        facts = [booked(who, 9 + n, days=-2) for n, who in enumerate(people)]
        tablet = at_work(tmp_path, *people, *facts)
        async with unlocked(tablet) as app:
            await app.go("/agenda")
            assert [n.split(",")[0] for n in names(app)] == ["Ana", "Bob"]
            await app.tap("agenda.0.kept")
            assert [n.split(",")[0] for n in names(app)] == ["Ana", "Bob"]
            await app.tap("agenda.waiting")
            assert [n.split(",")[0] for n in names(app)] == ["Ana", "Bob", "Cléo"]
        assert [tablet.replica.get(Appointment, f.id).status for f in facts] == ["kept", "booked", "booked"]

    play(story)


def test_sessions_stand_among_the_appointments(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        session = GroupSession(id=new_id(), title="CV", starts_at=booked(samir, 14).starts_at)
        async with unlocked(at_work(tmp_path, samir, session, booked(samir, 15))) as app:
            await app.go("/agenda")
            assert not app.has("agenda.session.0")  # somebody else leads it
            await app.tap("agenda.team")
            assert app.name("agenda.session.0").startswith("14\u00a0h, CV")
            assert app.name("agenda.1").startswith("15\u00a0h, Samir")

    play(story)


def test_the_file_opens_beside_when_there_is_room(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, samir, booked(samir, 15)), width=1280, height=800) as app:
            await app.go("/agenda")
            assert app.sees("la fiche de la personne s’ouvre ici")
            await app.tap("agenda.0")
            assert app.page.route == "/agenda"
            assert app.has("file.edit")
            assert app.marked("agenda.0").selected

    play(story)


def test_planners_have_no_agenda_others_have_it_after_people(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, PAUL])) as app:
            labels = [d.label for d in app.one(ft.NavigationBar).destinations]
            assert "Agenda" not in labels
            await app.go("/agenda")
            assert not app.has("agenda.mine")
        async with unlocked(Tablet(tmp_path, [NORTH, CLAIRE])) as app:
            labels = [d.label for d in app.one(ft.NavigationBar).destinations]
            assert labels.index("Agenda") == labels.index("Personnes") + 1

    play(story)


def test_today_tells_what_is_left_and_what_waits_and_leads_there(tmp_path: Path) -> None:
    async def story() -> None:
        samir, zoe = person("Samir"), person("Zoé")
        left = [booked(samir, 15), booked(zoe, 14)]
        tablet = at_work(tmp_path, outing(), samir, zoe, booked(samir, 9), *left)
        async with unlocked(tablet) as app:
            assert app.name("today.appointments") == "2 rendez-vous aujourd’hui, prochain à 14\u00a0h"
            assert app.name("today.to_confirm") == "1 rendez-vous à confirmer"
            await app.tap("today.appointments")
            assert app.page.route == "/agenda"
            await app.tap("agenda.0.kept")
            await app.go("/")
            assert not app.has("today.to_confirm")
            for a in left:
                tablet.replica.delete(a, by=AWA.id)
            await app.settle()
            await app.until(lambda: not app.has("today.appointments"))

    play(story)


def test_a_notice_before_one_begins_wherever_one_is(tmp_path: Path) -> None:
    async def story() -> None:
        samir, zoe = person("Samir"), person("Zoé")
        facts = [samir, zoe, booked(samir, 12.25), booked(zoe, 12.5)]
        async with unlocked(at_work(tmp_path, *facts), route="/settings") as app:
            await app.until(lambda: app.sees("Un rendez-vous commence dans 15 minutes"))
            await app.go("/people")
            assert len(app.all(ft.SnackBar)) == 1  # told once, and Zoé’s is half an hour away

    play(story)


@pytest.mark.parametrize(("choice", "summary"), [(None, "Rendez-vous"), ("short", "Rendez-vous\u00a0: Samir H.")])
def test_one_s_own_agenda_is_saved_without_names_unless_asked(tmp_path: Path, choice: str | None, summary: str) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad", nickname="Sam")
        mine, theirs = booked(samir, 15, place_text="chez sa tante"), booked(samir, 16, worker_id=NORA.id)
        gone = booked(samir, 17, status=AppointmentStatus.CANCELLED)
        tablet = at_work(tmp_path, samir, NORA, mine, theirs, gone)
        async with unlocked(tablet, web=True) as app:
            await app.go("/agenda")
            saved = []
            for _ in range(2):
                await app.tap("agenda.export")
                assert app.sees("quitte le coffre chiffré")
                if choice:
                    await app.tap(f"export.names.{choice}")
                await app.tap("export.save")
                await app.until(lambda: app.sees("Fichier enregistré"))
                saved = [args["src_bytes"] for name, args in app.client.calls if name == "save_file"]
            assert saved[0] == saved[1]
            events = {str(e["uid"])[:32]: e for e in Calendar.from_ical(saved[0]).walk("VEVENT")}
            assert events.keys() == {mine.id, gone.id}
            assert str(events[mine.id]["summary"]) == summary
            assert str(events[gone.id]["status"]) == "CANCELLED"
            assert b"tante" not in saved[0]
            assert b"Sam" not in saved[0] or choice
            entries = {(e.sort, e.format, e.named) for e in tablet.replica.all(ExportEntry)}
            assert entries == {("other", "ics", bool(choice))}

    play(story)


def test_what_was_looked_at_is_forgotten_with_the_session(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            await app.go("/agenda")
            await app.tap("agenda.week")
            assert app.marked("agenda.week").selected
            app.page.data.lock()
            await app.settle()
            await unlock(app)
            await app.go("/agenda")
            assert not app.marked("agenda.week").selected

    play(story)
