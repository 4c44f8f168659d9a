from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import (
    AppointmentStatus,
    Barrier,
    BarrierState,
    Need,
    NoticeGiven,
    PersonStatus,
    Role,
)
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, disagree, open_file, person, undo
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, outing, play, unlocked

NIR = "1 85 05 78 006 084 36"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_says_who_how_to_call_and_how_they_were_told(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad", phone="+33639980001", nickname="Sam", birth_year=1990, referent_id=AWA.id)
        async with unlocked(at_work(tmp_path, samir), language) as app:
            await app.go(f"/people/{samir.id}")
            assert app.sees("Samir Haddad (Sam)")
            assert app.sees("06 39 98 00 01")
            french = ["né·e en 1990", "Suivi par Awa", "Information donnée\u00a0: à l’oral, aujourd’hui"]
            english = ["born in 1990", "Followed by Awa", "Notice given: said aloud, today"]
            await app.tap("file.part.situation")
            for words in french if language == "fr" else english:
                assert app.sees(words), words
            await app.tap("file.call")
            assert ("launch_url", "tel:+33639980001") in [(n, (a or {}).get("url")) for n, a in app.client.calls]

    play(story)


def test_a_barrier_goes_from_state_to_state_at_each_tap_and_tells_how_it_came_there(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            said = []
            for _ in range(3):
                await app.tap("barrier.housing")
                said.append(app.name("barrier.housing"))
            assert said == ["Logement, Oui", "Logement, Levé", "Logement, Pas abordé"]
            await undo(app)
            assert app.name("barrier.housing") == "Logement, Levé"
            await app.tap("barrier.housing.history")
            assert app.sees("aujourd’hui, Awa")
            await app.tap("sheet.close")
            await app.tap("barrier.housing")
            await app.tap("barrier.housing")
        kept = tablet.replica.get(Person, samir.id)
        assert {b for b, state in kept.barriers.items() if state == BarrierState.YES} == {Barrier.HOUSING}

    play(story)


def test_a_note_is_saved_and_shows_in_the_history(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            assert app.sees("La personne peut lire ceci.")
            await app.type("Note", "Rappeler jeudi")
            await app.tap("note.save")
            assert app.field("Note").value == ""
            await app.tap("file.part.story")
            assert app.sees("Rappeler jeudi")
            [note] = tablet.replica.all(PersonNote)
            await app.tap(f"note.delete.{note.id}")
            assert not app.sees("Rappeler jeudi")
            await undo(app)
            assert app.sees("Rappeler jeudi")

    play(story)


@pytest.mark.parametrize(
    ("text", "said"),
    [(f"Son numéro {NIR}", "Retirez le numéro de sécurité sociale"), ("é" * 300, "300 caractères"), ("", "Écrivez")],
)
def test_a_note_that_can_t_be_kept_says_why_beside_it_and_stays(tmp_path: Path, text: str, said: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.type("Note", text)
            await app.tap("note.save")
            assert said in (app.field("Note").error or "")
            assert app.field("Note").value == text
        assert tablet.replica.all(PersonNote) == []

    play(story)


def test_a_note_begun_is_still_there_after_a_lock(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.type("Note", "Pas encore finie")
            app.page.data.lock()
        async with unlocked(tablet, route=f"/people/{samir.id}") as app:
            await app.go(f"/people/{samir.id}")
            assert app.field("Note").value == "Pas encore finie"

    play(story)


def test_needs_are_chosen_in_a_sheet(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", needs=(Need.MOBILITY,))
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("file.needs")
            await app.tap("need.se-former")
            await app.tap("need.mobilite")
            await app.tap("needs.done")
            assert app.sees("Se former")
        assert tablet.replica.get(Person, samir.id).needs == (Need.TRAINING,)

    play(story)


def test_an_appointment_is_booked_in_three_taps(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        day = clock.today() + timedelta(days=1 if clock.today().weekday() != 5 else 2)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.book")
            await app.tap("appointment.save")
            assert app.sees("Choisissez un jour.")
            await app.tap(f"when.day.{day.isoformat()}")
            await app.tap("appointment.save")
            assert app.sees("Choisissez une heure.")
            await app.tap("when.hour.14")
            await app.tap("when.quarter.30")
            await app.tap("appointment.save")
            assert not app.has("appointment.save")
        [booked] = tablet.replica.all(Appointment)
        wall = clock.local(booked.starts_at)
        assert (wall.date(), wall.hour, wall.minute) == (day, 14, 30)
        assert (booked.person_id, booked.team, booked.worker_id) == (samir.id, NORTH.id, AWA.id)

    play(story)


def test_an_appointment_that_is_over_asks_whether_it_was_kept(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        over = Appointment(id=new_id(), person_id=samir.id, starts_at=clock.now() - timedelta(hours=2))
        tablet = at_work(tmp_path, samir, over)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            assert app.sees("A-t-il eu lieu")
            await app.tap("appointment.0.kept")
            assert tablet.replica.get(Appointment, over.id).status == AppointmentStatus.KEPT
            assert not app.sees("A-t-il eu lieu")
            await undo(app)
            assert app.sees("A-t-il eu lieu")

    play(story)


def test_another_time_replaces_an_appointment_and_keeps_its_reason(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        booked = Appointment(id=new_id(), person_id=samir.id, starts_at=clock.now() + timedelta(days=1), motive="CV")
        tablet = at_work(tmp_path, samir, booked)
        day = clock.today() + timedelta(days=2 if clock.today().weekday() != 4 else 3)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.0.again")
            await app.tap("slot.other")
            await app.tap(f"when.day.{day.isoformat()}")
            await app.tap("when.hour.10")
            await app.tap("appointment.save")
        states = {a.status: a for a in tablet.replica.all(Appointment)}
        assert states[AppointmentStatus.CANCELLED].id == booked.id
        assert states[AppointmentStatus.BOOKED].motive == "CV"
        assert clock.local(states[AppointmentStatus.BOOKED].starts_at).date() == day

    play(story)


def test_the_history_tells_all_that_happened(tmp_path: Path) -> None:
    async def story() -> None:
        today, samir = outing(), person("Samir")
        facts = [
            Contact(id=new_id(), outing_id=today.id, at=clock.now(), person_id=samir.id, needs=(Need.DIGITAL,)),
            PersonNote(id=new_id(), person_id=samir.id, at=clock.now(), text="Rappeler", worker_id=AWA.id),
        ]
        async with unlocked(at_work(tmp_path, today, samir, *facts)) as app:
            await open_file(app, samir, "story")
            assert all(app.has(f"event.{what}") for what in ("opened", "contact", "note"))
            assert app.sees(f"{MARKET.name} · Numérique")
            assert app.sees("Note de Awa")

    play(story)


def test_both_values_of_a_field_stand_side_by_side_and_a_supervisor_keeps_one(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", phone="+33639980001")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir])
        disagree(tablet, samir, "phone", "+33639980002", by=CLAIRE.id)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            assert app.sees("Deux valeurs\u00a0: téléphone")
            assert app.sees("06 39 98 00 01")
            assert app.sees("06 39 98 00 02")
            assert app.sees("Claire, aujourd’hui à")
            await app.tap("conflict.0.1")
            assert not app.sees("Deux valeurs\u00a0: téléphone")
        assert tablet.replica.get(Person, samir.id).phone == "+33639980002"
        assert tablet.replica.conflicts() == []

    play(story)


def test_another_value_can_be_written_and_is_checked(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", phone="+33639980001")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir])
        disagree(tablet, samir, "phone", "+33639980002")
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("conflict.0.other")
            await app.type("Téléphone", "06 39")
            await app.tap("conflict.save")
            assert "pas complet" in (app.field("Téléphone").error or "")
            await app.type("Téléphone", "06 39 98 00 03")
            await app.tap("conflict.save")
        assert tablet.replica.get(Person, samir.id).phone == "+33639980003"
        assert tablet.replica.conflicts() == []

    play(story)


def test_in_the_field_both_values_show_but_the_supervisor_settles(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", status=PersonStatus.ACTIVE).with_barrier(Barrier.HOUSING, BarrierState.YES)
        tablet = at_work(tmp_path, samir)
        disagree(tablet, samir, "barrier_housing", "resolved")
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            assert app.sees("Deux valeurs\u00a0: logement")
            assert app.sees("la coordination choisira")
            assert not app.has("conflict.0.0")

    play(story)


def test_correcting_a_file_keeps_what_a_sync_brought_while_it_was_typed(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", phone="+33639980001")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("file.edit")
            await app.type("Prénom", "Sami")
            tablet.replica.save(samir.but(phone="+33639980099"), by="another tablet")
            await app.settle()
            await app.tap("edit.save")
            assert app.page.route == f"/people/{samir.id}"
        kept = tablet.replica.get(Person, samir.id)
        assert (kept.first_name, kept.phone) == ("Sami", "+33639980099")

    play(story)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Téléphone", "12", "Ce numéro n’est pas complet"),
        ("Naissance", "31/02/1990", "Ce jour n’existe pas"),
        ("Naissance", "14/05/2190", "dans le futur"),
        ("Prénom", NIR, "Retirez le numéro"),
    ],
)
def test_an_impossible_correction_is_told_beside_its_field(tmp_path: Path, field: str, typed: str, said: str) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}/edit")
            await app.type(field, typed)
            await app.tap("edit.save")
            assert said in (app.field(field).error or "")
            assert app.field(field).value == typed
        assert tablet.replica.get(Person, samir.id) == samir

    play(story)


def test_a_file_without_notice_asks_for_it(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", notice_given=None, notice_on=None)
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("notice.paper")
            assert not app.has("notice.paper")
        kept = tablet.replica.get(Person, samir.id)
        assert (kept.notice_given, kept.notice_on) == (NoticeGiven.PAPER, clock.today())

    play(story)


def test_deleting_says_what_will_happen_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "story")
            await app.tap("file.delete")
            assert app.sees("Les contacts restent comptés")
            await app.tap("dialog.no")
            assert tablet.replica.all(Person) == [samir]
            await app.tap("file.delete")
            await app.tap("dialog.yes")
            assert app.page.route == "/people"
            assert tablet.replica.all(Person) == []
            await undo(app)
            assert app.page.route == f"/people/{samir.id}"
        assert tablet.replica.all(Person) == [samir]

    play(story)


def test_in_the_field_an_older_file_can_t_be_deleted(tmp_path: Path) -> None:
    async def story() -> None:
        old, counsellor = person("Samir", days_ago=3), AWA.but(role=Role.COUNSELLOR)
        async with unlocked(at_work(tmp_path, old)) as app:
            await open_file(app, old, "story")
            assert not app.has("file.delete")
        async with unlocked(Tablet(tmp_path, [NORTH, counsellor, old])) as app:
            await open_file(app, old, "story")
            assert app.has("file.delete")

    play(story)


def test_what_another_tablet_deletes_leaves_the_screen(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            tablet.replica.delete(samir, by=new_id())
            await app.settle()
            assert app.sees("Cette fiche n’est plus sur cette tablette")
            assert app.all(ft.Text)

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_one_part_shows_at_a_time_and_is_found_again_on_the_way_back(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        samir, other = person("Samir"), person("Lina")
        async with unlocked(at_work(tmp_path, samir, other), width=width) as app:
            await app.go(f"/people/{samir.id}")
            assert app.has("appointment.book")
            assert app.has("file.part.followed") is (width == 360)
            assert not app.has("barrier.housing")
            await app.tap("file.part.situation")
            assert app.has("barrier.housing")
            assert app.has("appointment.book") is (width == 1280)
            assert app.marked("file.part.situation").selected
            await app.tap("file.edit")
            await app.tap("edit.cancel")
            assert app.has("barrier.housing")
            await app.go(f"/people/{other.id}")
            assert not app.has("barrier.housing")

    play(story)
