from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.today.choice import choose
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, OutingStatus, ReferralChannel, Sex, TallyOf, Weather
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import AWA, MARKET, NORTH, at_work, outing, play, unlocked

LANGUAGES = ("fr", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_tap_counts_a_contact(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        async with unlocked(tablet, language) as app:
            assert app.sees("Marché des Tilleuls")
            assert app.sees("9\u00a0h – 13\u00a0h" if language == "fr" else "9:00 – 13:00")
            await app.tap("pad.count")
            await app.tap("pad.count")
            said = "2 contacts aujourd’hui" if language == "fr" else "2 contacts today"
            assert app.marked("pad.count").value == said
        counted = tablet.replica.where(Contact, outing_id=today.id)
        assert [(c.sex, c.age_band, c.worker_id, c.team) for c in counted] == [
            (Sex.UNSTATED, AgeBand.UNSTATED, AWA.id, NORTH.id)
        ] * 2

    play(story)


def test_one_tap_on_a_cell_counts_sex_and_age_band_too(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        async with unlocked(tablet) as app:
            await app.tap("pad.female.26_44")
            assert app.name("pad.female.26_44") == "Femme, 26–44, 1"
            assert app.name("pad.male.26_44") == "Homme, 26–44, 0"
            assert app.marked("pad.count").value == "1 contact aujourd’hui"
        (contact,) = tablet.replica.all(Contact)
        assert (contact.sex, contact.age_band) == (Sex.FEMALE, AgeBand.FROM_26_TO_44)

    play(story)


def test_a_tap_sends_only_what_changed(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), width=1280, height=800) as app:
            await app.tap("pad.male.16_25")  # the list gets its first line
            whole = app.client.bytes_sent
            await app.tap("pad.male.16_25")
            assert app.client.bytes_sent - whole < whole / 8

    play(story)


def test_what_another_tablet_counted_shows_by_itself(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        async with unlocked(tablet) as app:
            tablet.replica.save(Contact(id=new_id(), outing_id=today.id, at=clock.now()), by=new_id())
            await app.settle()
            assert app.marked("pad.count").value == "1 contact aujourd’hui"

    play(story)


@pytest.mark.parametrize(("language", "undo"), [("fr", "Annuler"), ("en", "Undo")])
def test_each_line_undoes_its_own_contact(tmp_path: Path, language: str, undo: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet, language, width=800, height=1280) as app:
            await app.tap("pad.female.16_25")
            await app.tap("pad.male.55_plus")
            assert app.sees(undo)
            await app.tap(undos(app, "recent")[1])
            assert len(undos(app, "recent")) == 1
        (left,) = tablet.replica.all(Contact)
        assert left.sex == Sex.MALE

    play(story)


def test_on_a_phone_the_last_contact_stays_within_reach(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            assert undos(app, "last") == []
            await app.tap("pad.count")
            await app.tap(undos(app, "last")[0])
            assert undos(app, "last") == []
            assert tablet.replica.count(Contact) == 0

    play(story)


def test_a_need_is_three_taps_away(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.tap("pad.female.26_44")
            await app.tap(undos(app, "last")[0].removesuffix(".undo"))
            await app.tap("need.mobilite")
            (contact,) = tablet.replica.all(Contact)
            assert contact.needs == (Need.MOBILITY,)
            await app.tap("need.famille")
            await app.tap("need.mobilite")
            await app.tap("heard.radio")
            (contact,) = tablet.replica.all(Contact)
            assert (contact.needs, contact.heard_via) == ((Need.FAMILY,), ReferralChannel.RADIO)
            await app.tap("heard.radio")
            assert tablet.replica.all(Contact)[0].heard_via is None
            await app.tap("detail.done")
            assert not app.has("need.famille")
            assert app.sees("Famille")

    play(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_flyers_children_and_refusals_add_up_and_come_back(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet, language, width=800, height=1280) as app:
            for what in ("flyer", "flyer", "flyer", "child", "refusal"):
                await app.tap(f"tally.{what}")
            assert app.marked("tally.flyer").value == "3"
            assert app.sees("Flyers\u00a0: 3" if language == "fr" else "Flyers: 3")
            await app.tap(undos(app, "recent")[2])
            assert app.marked("tally.flyer").value == "2"
        assert sum(t.delta for t in tablet.replica.all(Tally) if t.what == TallyOf.FLYER) == 2

    play(story)


def test_closing_shows_what_the_day_came_to_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        async with unlocked(tablet, width=800, height=1280) as app:
            await app.tap("pad.count")
            await app.tap("tally.flyer")
            await app.tap("today.close")
            assert app.texts(app.marked("closing.recap"))[:4] == ["Contacts", "1", "Fiches ouvertes", "0"]
            await app.tap("weather.rain")
            await app.tap("closing.confirm")
            closed = tablet.replica.get(Outing, today.id)
            assert closed is not None
            assert closed.closed_at is not None
            assert (closed.status, closed.weather) == (OutingStatus.HELD, Weather.RAIN)
            assert app.has("today.closed")
            assert not app.has("today.close")
            await app.tap("today.reopen")
            assert app.has("today.close")
            assert not app.has("today.closed")

    play(story)


def test_two_outings_on_one_day_are_counted_apart(tmp_path: Path) -> None:
    async def story() -> None:
        square = Place(id=new_id(), name="Place du Puits")
        morning, evening = outing(), outing(place_id=square.id, starts="17:00", ends="20:00")
        tablet = at_work(tmp_path, square, morning, evening)
        async with unlocked(tablet) as app:
            await app.tap("pad.count")
            await app.tap(f"today.outing.{evening.id}")
            assert app.marked("pad.count").value == "0 contact aujourd’hui"
            await app.tap("pad.count")
            await app.tap("pad.count")
        async with unlocked(tablet) as app:
            assert app.marked("pad.count").value == "2 contacts aujourd’hui", "the choice holds for the day"
        assert tablet.replica.count(Contact, outing_id=morning.id) == 1

    play(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_without_an_outing_tells_of_the_next(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        next_week = clock.today() + timedelta(days=7)
        tablet = at_work(tmp_path, outing(on=next_week))
        async with unlocked(tablet, language) as app:
            assert app.sees("Pas de sortie aujourd’hui" if language == "fr" else "No outing today")
            assert app.sees("Marché des Tilleuls")
            assert not app.has("pad.count")
            assert app.has("today.see_schedule")

    play(story)


def test_a_team_out_without_a_planned_date_counts_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        async with unlocked(tablet) as app:
            await app.tap("today.count_anyway")
            await app.tap("pad.count")
            assert app.marked("pad.count").value == "1 contact aujourd’hui"
        assert len(tablet.replica.all(Contact)) == 1

    play(story)


def test_a_worker_with_no_date_ahead_is_told_who_can_add_one(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            assert app.sees("La coordination peut en ajouter")

    play(story)


def test_another_days_paper_notes_can_be_entered(tmp_path: Path) -> None:
    async def story() -> None:
        yesterday = outing(on=clock.today() - timedelta(days=1))
        tablet = at_work(tmp_path, yesterday)
        choose(tablet.replica, yesterday, clock.today())
        async with unlocked(tablet) as app:
            await app.tap("pad.count")
            assert app.marked("pad.count").value == "1 contact"

    play(story)


def test_an_appointment_takes_a_person_a_day_and_a_time(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        samir = Person(id=new_id(), first_name="Samir", team=NORTH.id, opened_at_outing_id=today.id)
        tablet = at_work(tmp_path, today, samir)
        on = next(d for d in (clock.today() + timedelta(days=i) for i in (1, 2)) if d.weekday() < 6)
        async with unlocked(tablet) as app:
            await app.tap("today.book")
            await app.tap("booking.confirm")
            assert app.sees("Choisissez une personne.")
            await app.tap("booking.person.0")
            await app.tap(f"booking.day.{on.isoformat()}")
            await app.tap("booking.hour.14:00")
            await app.tap("booking.confirm")
            assert app.sees("Rendez-vous de Samir")
            assert not app.has("booking.confirm")
        (booked,) = tablet.replica.all(Appointment)
        assert (booked.person_id, clock.local(booked.starts_at).hour, booked.outing_id) == (samir.id, 14, today.id)

    play(story)


def test_booking_finds_people_by_name_and_only_those_one_may_see(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        mine = Person(id=new_id(), first_name="Élodie", team=NORTH.id)
        theirs = Person(id=new_id(), first_name="Elodie", last_name="Ailleurs", team=new_id())
        async with unlocked(at_work(tmp_path, today, mine, theirs)) as app:
            await app.tap("today.book")
            assert not app.has("booking.person.0")
            await app.type("Chercher une personne", "elodi")
            assert app.marked("booking.person.0").label == "Élodie"
            assert not app.has("booking.person.1")

    play(story)


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_everything_touched_in_the_field_is_large_enough_and_named(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing()), width=width, height=800) as app:
            await app.tap("pad.count")
            small = [box for box in touched(app) if (box.height or 56) < 56 and not in_pill(app, box)]
            assert small == []
            assert [s.identifier for s in app.all(ft.Semantics) if s.button and not s.label] == []

    play(story)


def undos(app: AppUnderTest, place: str) -> list[str]:
    """The identifiers of the undo links, from the newest entry on."""
    shown = [str(s.identifier) for s in app.all(ft.Semantics) if s.identifier]
    return [i for i in shown if i.startswith(f"{place}.") and i.endswith(".undo")]


def touched(app: AppUnderTest) -> list[ft.Container]:
    return [c for c in app.all(ft.Container) if c.on_click]


def in_pill(app: AppUnderTest, box: ft.Container) -> bool:
    """The sync pill is read, not worked with."""
    return box in list(app.tree(app.marked("sync.pill")))


def test_a_full_disk_says_so_and_counts_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            tablet.fill_disk()
            await app.tap("pad.count")
            assert app.sees("La tablette est pleine")
            assert app.marked("pad.count").value == "0 contact aujourd’hui"

    play(story)


def test_the_place_is_named_even_when_nobody_gave_one(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing(place_id=None))) as app:
            assert app.sees("Camionnette")
            assert not app.sees(MARKET.name)

    play(story)
