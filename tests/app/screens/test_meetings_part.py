"""Meetings of partners: planned, held, and what was said in them."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting, ProgrammePartner
from espace_mobile.domain.sheet_vocabulary import MeetingSort, ProgrammePart
from espace_mobile.domain.working_days import public_holidays
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import undo
from tests.app.screens.talks import office
from tests.app.tablet import Tablet, at_work, play, unlocked

ISLAND = Programme(id=new_id(), name="Estime de soi")
JOB, FOOD = (Organisation(id=new_id(), name=name) for name in ("Maison de l’emploi", "Secours Catholique"))
_NINE = time(9)
WITH = ProgrammePartner(id=new_id(), programme_id=ISLAND.id, organisation_id=JOB.id)


def meeting(days: int = 0, **more: object) -> PartnerMeeting:
    at = clock.now() + timedelta(days=days)
    told = {"programme_id": ISLAND.id, "organisation_ids": (JOB.id, FOOD.id)}
    return PartnerMeeting(**{"id": new_id(), "starts_at": at, **told, **more})  # type: ignore[arg-type]


def only(tablet: Tablet) -> PartnerMeeting:
    [found] = tablet.replica.all(PartnerMeeting)
    return found


async def open_sheet(app: AppUnderTest) -> None:
    await app.go(f"/programmes/{ISLAND.id}/sheet")


def test_a_working_group_is_planned_with_the_partners_and_another(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, tomorrow = office(tmp_path, ISLAND, JOB, FOOD, WITH), clock.today() + timedelta(days=1)
        tomorrow += timedelta(days=tomorrow.weekday() == 6)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("meeting.new")
            await app.tap("meeting.plan")
            assert app.sees("Choisissez un jour")
            await app.tap(f"when.day.{tomorrow.isoformat()}")
            await app.tap("when.hour.14")
            await app.type("Partenaire", "secours")
            await app.tap("partner.0")
            await app.tap("meeting.plan")
            assert app.sees("Groupe de travail · Prévue")
        made = only(tablet)
        assert (made.organisation_ids, clock.local(made.starts_at).date()) == ((JOB.id, FOOD.id), tomorrow)

    play(story)


def test_a_holiday_is_warned_of_and_not_refused(tmp_path: Path) -> None:
    async def story() -> None:
        today = clock.today()
        day = min(d for year in (today.year, today.year + 1) for d in public_holidays(year) if d > today)
        booked = meeting(starts_at=clock.instant(day, _NINE))
        async with unlocked(office(tmp_path, ISLAND, JOB, FOOD, booked)) as app:
            await open_sheet(app)
            await app.tap("meeting.0")
            await app.tap("meeting.edit")
            assert app.sees("C’est un jour férié")
            await app.tap("meeting.plan")
            assert app.sees("Réunion enregistrée")

    play(story)


def test_who_came_is_a_tap_each_on_the_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, ISLAND, JOB, FOOD, meeting())
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("meeting.0")
            await app.tap(f"meeting.came.{FOOD.id}")
            assert (only(tablet).present_ids, only(tablet).status) == ((FOOD.id,), "held")
            await app.tap("sheet.close")
            assert app.sees("Tenue, 1 sur 2 présents")

    play(story)


def test_before_its_day_nobody_can_have_come(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, ISLAND, JOB, FOOD, meeting(3))) as app:
            await open_sheet(app)
            await app.tap("meeting.0")
            assert not app.has(f"meeting.came.{FOOD.id}")
            assert not app.has("meeting.status.held")
            assert app.sees("Maison de l’emploi et Secours Catholique")
            await app.tap("meeting.status.cancelled")
            await app.tap("sheet.close")
            assert app.sees("Annulée")

    play(story)


def test_the_four_prompts_are_asked_of_the_referents_and_what_is_typed_stays(tmp_path: Path) -> None:
    async def story() -> None:
        civic = ISLAND.but(parts=(ProgrammePart.CIVIC_SERVICE,))
        tablet = office(tmp_path, civic, JOB, FOOD, meeting(sort=MeetingSort.REFERENTS))
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{ISLAND.id}/civic_service")
            await app.tap("meeting.0")
            await app.type("Difficultés", "Trouver des tuteurs")
            await app.tap("sheet.close")
            await app.tap("meeting.0")
            assert app.field("Difficultés").value == "Trouver des tuteurs"
            await app.type("Besoins", "1 85 05 78 006 084 36")
            await app.tap("meeting.save")
            assert app.sees_error("Besoins")
            await app.type("Besoins", "Une formation")
            await app.tap("meeting.save")
        kept = only(tablet)
        assert (kept.difficulties, kept.needs, kept.news) == ("Trouver des tuteurs", "Une formation", None)

    play(story)


def test_of_another_meeting_one_text_is_asked(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, ISLAND, JOB, FOOD, meeting(-2))) as app:
            await open_sheet(app)
            assert app.sees("À dire\u00a0: tenue ou annulée")
            await app.tap("meeting.0")
            assert app.all(label="Compte rendu")
            assert not app.all(label="Difficultés")

    play(story)


def test_a_meeting_removed_comes_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, ISLAND, JOB, FOOD, meeting())
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("meeting.0")
            await app.tap("meeting.remove")
            assert tablet.replica.all(PartnerMeeting) == []
            await undo(app)
            assert app.has("meeting.0")

    play(story)


def test_notes_are_read_in_the_field(tmp_path: Path) -> None:
    async def story() -> None:
        told = meeting(-1, notes="Une personne a été orientée", present_ids=(JOB.id,), status="held")
        async with unlocked(at_work(tmp_path, ISLAND, JOB, FOOD, told)) as app:
            await open_sheet(app)
            await app.tap("meeting.0")
            assert app.sees("Une personne a été orientée")
            assert not app.has("meeting.save")

    play(story)
