from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.app.screens.busy import busy_words
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.working_days import working_days
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person, undo
from tests.app.screens.test_field_words import State
from tests.app.tablet import AWA, MARKET, NORTH, TabletSession, at_work, outing, play, unlocked

DAY = working_days(clock.today(), 1)[0]
NINE = clock.instant(DAY, time(9))


async def choose_nine(app: AppUnderTest) -> None:
    await app.tap(f"when.day.{DAY.isoformat()}")
    await app.tap("when.hour.9")


def test_an_hour_that_is_taken_is_told_beside_it_and_can_be_booked_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        samir, zoe = person("Samir"), person("Zoé")
        taken = Appointment(id=new_id(), team=NORTH.id, person_id=zoe.id, starts_at=NINE, worker_id=AWA.id)
        tablet = at_work(tmp_path, samir, zoe, taken)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.book")
            await choose_nine(app)
            assert app.sees("Vous avez déjà un rendez-vous à 9\u00a0h")
            await app.tap("when.hour.10")
            assert not app.has("when.busy")
            await app.tap("when.hour.9")
            await app.tap("appointment.save")
            assert len(tablet.replica.all(Appointment)) == 2
            await undo(app)
        assert tablet.replica.all(Appointment) == [taken]

    play(story)


def test_somebody_who_is_already_awaited_elsewhere_is_told_too(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        taken = Appointment(id=new_id(), team=NORTH.id, person_id=samir.id, starts_at=NINE, worker_id=new_id())
        async with unlocked(at_work(tmp_path, samir, taken)) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.book")
            await choose_nine(app)
            assert app.sees("Samir a déjà un rendez-vous à 9\u00a0h")

    play(story)


def test_the_place_is_a_known_one_by_a_tap_or_told_in_words(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, samir)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.book")
            await choose_nine(app)
            await app.type("Autre lieu, ou précision", "Mairie")
            assert not app.has(f"place.{MARKET.id}")  # what is typed narrows what is offered
            await app.type("Autre lieu, ou précision", "till")
            await app.tap(f"place.{MARKET.id}")
            await app.type("Autre lieu, ou précision", "près de la fontaine")
            await app.tap("appointment.save")
            assert app.sees("Marché des Tilleuls, près de la fontaine")
        [booked] = tablet.replica.all(Appointment)
        assert (booked.place_id, booked.place_text) == (MARKET.id, "près de la fontaine")

    play(story)


def test_another_date_takes_two_taps_and_can_be_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        at = clock.instant(clock.today() + timedelta(days=1), time(14))
        booked = Appointment(id=new_id(), team=NORTH.id, person_id=samir.id, starts_at=at, worker_id=AWA.id)
        tablet = at_work(tmp_path, samir, booked)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.tap("appointment.0.again")
            await app.tap("slot.0")
            assert not app.has("slot.0")
            [new] = [a for a in tablet.replica.all(Appointment) if a.status == AppointmentStatus.BOOKED]
            assert clock.local(new.starts_at).time() == time(14)
            assert (clock.local(new.starts_at).date() - clock.local(at).date()).days == 7
            await undo(app)
        assert tablet.replica.all(Appointment) == [booked]

    play(story)


def test_at_the_van_too_the_hour_that_is_taken_is_told_and_a_booking_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        here = outing()
        samir = person("Samir", opened_at_outing_id=here.id)
        taken = Appointment(id=new_id(), team=NORTH.id, person_id=samir.id, starts_at=NINE, worker_id=AWA.id)
        tablet = at_work(tmp_path, here, samir, taken)
        async with unlocked(tablet) as app:
            await app.tap("today.book")
            await app.tap("booking.person.0")
            await app.tap(f"booking.day.{DAY.isoformat()}")
            await app.tap("booking.hour.09:00")
            assert app.sees("Vous avez déjà un rendez-vous à 9\u00a0h")
            await app.tap("booking.confirm")
            assert len(tablet.replica.all(Appointment)) == 2
            await undo(app)
        assert tablet.replica.all(Appointment) == [taken]

    play(story)


def test_a_public_holiday_is_told_and_can_be_booked_all_the_same(tmp_path: Path) -> None:
    samir, coming = person("Samir"), clock.instant(_next_new_year(), time(10))
    booked = Appointment(id=new_id(), team=NORTH.id, person_id=samir.id, starts_at=coming, worker_id=AWA.id)
    state = State(TabletSession(at_work(tmp_path, samir, booked), AWA.id))
    ui = Ui(state, translator("fr"), PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]
    assert busy_words(ui, coming, samir)[0] == "C’est un jour férié."
    assert len(busy_words(ui, coming, samir)) == 2
    assert busy_words(ui, NINE, samir) == []


def _next_new_year() -> date:
    return date(clock.today().year + 1, 1, 1)
