from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import AgeBand, Need, NoticeGiven, ReferralChannel, Sex
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person, undo, wait_for
from tests.app.tablet import AWA, NORTH, at_work, outing, play, unlocked

NIR = "1 85 05 78 006 084 36"


def counted(today, **more: object) -> Contact:
    at = clock.now() - timedelta(minutes=3)
    return Contact.of(new_id(), {"outing_id": today.id, "at": at, "worker_id": AWA.id, "team": NORTH.id, **more})


async def fill(app: AppUnderTest, **fields: str) -> None:
    for label, value in fields.items():
        await app.type(label, value)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_name_a_phone_and_the_notice_make_a_file(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        names = ("Prénom", "Téléphone") if language == "fr" else ("First name", "Phone")
        async with unlocked(tablet, language) as app:
            await app.go("/people/new")
            await app.type(names[0], "Samir")
            await app.type(names[1], "06 39 98 00 01")
            await app.tap("notice.oral")
            await app.tap("need.mobilite")
            await app.tap("new_file.save")
            [samir] = tablet.replica.all(Person)
            assert app.page.route == f"/people/{samir.id}"
            assert app.sees("Samir")
        assert (samir.first_name, samir.phone, samir.needs) == ("Samir", "+33639980001", (Need.MOBILITY,))
        assert (samir.notice_given, samir.team, samir.opened_at_outing_id) == (NoticeGiven.ORAL, NORTH.id, today.id)

    play(story)


def test_the_contact_just_counted_becomes_this_persons_and_stays_one(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        met = counted(today, sex=Sex.FEMALE)
        tablet = at_work(tmp_path, today, met)
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            assert app.sees("Contact compté à")
            await fill(app, Surnom="Mimi")
            await app.tap("notice.paper")
            await app.tap("new_file.save")
        [mimi] = tablet.replica.all(Person)
        [contact] = tablet.replica.all(Contact)
        assert (contact.person_id, contact.sex) == (mimi.id, Sex.FEMALE)

    play(story)


def test_a_worker_may_say_that_the_contact_was_somebody_else(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today, counted(today))
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await app.tap("new_file.contact.this")
            assert app.marked("new_file.contact.this").selected is False
            await fill(app, Prénom="Samir")
            await app.tap("notice.oral")
            await app.tap("new_file.save")
        assert [c.person_id for c in tablet.replica.all(Contact)] == [None]

    play(story)


@pytest.mark.parametrize(
    ("fields", "notice", "said"),
    [
        ({}, "oral", "Indiquez au moins un prénom"),
        ({"Prénom": "Samir"}, "", "Touchez comment l’information a été donnée"),
        ({"Prénom": "Samir", "Téléphone": "06 12"}, "oral", "Ce numéro n’est pas complet"),
        ({"Prénom": NIR}, "oral", "Retirez le numéro de sécurité sociale"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_typed_is_lost(
    tmp_path: Path, fields: dict[str, str], notice: str, said: str
) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await fill(app, **fields)
            if notice:
                await app.tap(f"notice.{notice}")
            await app.tap("new_file.save")
            assert app.sees(said)
            assert app.page.route == "/people/new"
            assert {label: app.field(label).value for label in fields} == fields
        assert tablet.replica.all(Person) == []

    play(story)


def test_an_hour_without_a_day_asks_for_the_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        day = clock.today() + timedelta(days=1 if clock.today().weekday() != 5 else 2)
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await fill(app, Prénom="Samir")
            await app.tap("notice.oral")
            await app.tap("when.hour.9")
            await app.tap("new_file.save")
            assert app.sees("Choisissez un jour.")
            await app.tap(f"when.day.{day.isoformat()}")
            await app.tap("new_file.save")
        [booked] = tablet.replica.all(Appointment)
        assert clock.local(booked.starts_at).replace(tzinfo=None).isoformat() == f"{day.isoformat()}T09:00:00"

    play(story)


def test_the_rest_unfolds_when_it_is_wanted(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            assert not app.has("heard.flyer")
            await app.tap("new_file.more")
            await fill(app, Prénom="Samir", Naissance="1990", Note="Rappeler")
            await app.tap("sex.male")
            await app.tap("age.55_plus")
            await app.tap("heard.flyer")
            await app.tap("notice.oral")
            await app.tap("needs.all")
            await app.tap("need.souvrir-a-linternational")
            await app.tap("new_file.save")
        [samir] = tablet.replica.all(Person)
        assert (samir.birth_year, samir.sex, samir.heard_via) == (1990, Sex.MALE, ReferralChannel.FLYER)
        assert samir.age_band == AgeBand.FROM_30_TO_44  # the birth decides
        assert samir.needs == (Need.GOING_ABROAD,)
        assert [n.text for n in tablet.replica.all(PersonNote)] == ["Rappeler"]

    play(story)


def test_what_is_typed_survives_leaving_locking_and_a_new_start(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await fill(app, Prénom="Samir", Téléphone="06 39")
            await app.tap("notice.paper")
            await app.go("/people")
            await app.go("/people/new")
            assert app.field("Prénom").value == "Samir"
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            assert (app.field("Prénom").value, app.field("Téléphone").value) == ("Samir", "06 39")
            assert app.marked("notice.paper").selected
            assert app.sees("Votre saisie avait été gardée.")
            await app.tap("new_file.forget")
            assert app.field("Prénom").value == ""
            assert not app.marked("notice.paper").selected

    play(story)


def test_after_saving_the_next_file_starts_empty(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing())) as app:
            await app.go("/people/new")
            await fill(app, Prénom="Samir")
            await app.tap("notice.oral")
            await app.tap("new_file.save")
            await app.go("/people/new")
            assert app.field("Prénom").value == ""
            assert not app.marked("notice.oral").selected
            assert not app.sees("Votre saisie avait été gardée.")

    play(story)


def test_a_file_that_resembles_is_shown_while_typing(tmp_path: Path) -> None:
    async def story() -> None:
        known = person("Élodie", "Çağlar", phone="+33639980001")
        hidden = person("Élodie", "Çağlar", team=new_id())
        async with unlocked(at_work(tmp_path, outing(), known, hidden)) as app:
            await app.go("/people/new")
            await fill(app, Prénom="elodi", Nom="caglar")
            await wait_for(app, lambda: app.sees("Une fiche lui ressemble"))
            assert app.sees("06 39 98 00 01")
            await app.tap("suspects.dismiss")
            assert not app.has("suspects")
            await fill(app, Nom="çaglar")
            await app.settle()
            assert not app.has("suspects")

    play(story)


def test_the_same_person_gets_the_contact_on_the_existing_file_and_it_can_be_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        today, known = outing(), person("Élodie", "Çağlar", days_ago=9)
        met = counted(today)
        tablet = at_work(tmp_path, today, known, met)
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await fill(app, Prénom="Elodie", Nom="Caglar")
            await wait_for(app, lambda: app.has("suspects.same.0"))
            await app.tap("suspects.same.0")
            assert app.page.route == f"/people/{known.id}"
            assert tablet.replica.get(Contact, met.id).person_id == known.id
            await undo(app)
            assert app.page.route == "/people/new"
            assert app.field("Prénom").value == "Elodie"
            assert tablet.replica.get(Contact, met.id).person_id is None
        assert tablet.replica.all(Person) == [known]

    play(story)


def test_somebody_with_two_files_that_were_merged_is_shown_once_by_the_one_that_stands_for_both(tmp_path: Path) -> None:
    async def story() -> None:
        head, taken = person("Samir", "Haddad", phone="+33639980001"), person("Sammir", "Hadad", days_ago=3)
        link = Merge(id=new_id(), person_id=taken.id, into_id=head.id, at=clock.now())
        async with unlocked(at_work(tmp_path, head, taken, link)) as app:
            await app.go("/people/new")
            await app.type("Prénom", "Sammir")
            await app.type("Nom", "Hadad")
            await wait_for(app, lambda: app.has("suspects"))
            assert app.has("suspects.same.0")
            assert not app.has("suspects.same.1")
            assert app.sees("Samir Haddad")
            assert not app.sees("Sammir Hadad")

    play(story)


def test_a_full_disk_says_so_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet) as app:
            await app.go("/people/new")
            await fill(app, Prénom="Samir")
            await app.tap("notice.oral")
            tablet.fill_disk()
            await app.tap("new_file.save")
            assert app.sees("La tablette est pleine")
            assert app.field("Prénom").value == "Samir"
        assert tablet.replica.all(Person) == []

    play(story)
