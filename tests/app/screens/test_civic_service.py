from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.file.fact_fields import FIELDS
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import (
    CivicTheme,
    HostType,
    MeetingSort,
    MissionStatus,
    ProgrammePart,
    Vocation,
)
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, open_file, person, undo
from tests.app.screens.spells import OMAR, spell
from tests.app.tablet import AWA, NORTH, Tablet, play, unlocked

TODAY = clock.today()
SHEET = Programme(id=new_id(), name="Pré-parcours", parts=(ProgrammePart.CIVIC_SERVICE,), missions_a_year=6)
HOST = Organisation(id=new_id(), name="EHPAD Les Tilleuls")
LINA = person("Lina", "Haddad", birth_on=TODAY.replace(year=TODAY.year - 20, day=1))
MARC = person("Marc", "Petit", birth_on=TODAY.replace(year=TODAY.year - 40, day=1))
SOMEBODY = person("Nour", "Sansâge")
PAGE = f"/programmes/{SHEET.id}/civic_service"


def office(folder: Path, *facts: Fact, **more: Any) -> Tablet:
    return Tablet(folder, [NORTH, OMAR, SHEET, HOST, LINA, MARC, SOMEBODY, *facts], **more)


def mission(since: date | None = None, **more: Any) -> CivicMission:
    """Of Lina with a tutor, six months from `since` on."""
    told: dict[str, Any] = {"id": new_id(), "team": NORTH.id, "programme_id": SHEET.id, "theme": CivicTheme.VISITS}
    told |= {"host": HostType.EHPAD, "organisation_id": HOST.id, "person_id": LINA.id, "tutor": "Mme Petit"}
    if since is not None:
        told |= {"since": since, "until": civic_rules.last_day(since, 6)}
    return CivicMission(**{**told, "status": MissionStatus.PLANNED, **more})


def open_mission(**more: Any) -> CivicMission:
    return mission(**{"person_id": None, "team": None, "status": MissionStatus.OPEN, **more})


def running(**more: Any) -> CivicMission:
    return mission(TODAY - timedelta(days=30), status=MissionStatus.RUNNING, **more)


def only(tablet: Tablet) -> CivicMission:
    [one] = tablet.replica.all(CivicMission)
    return one


async def look_at(app: AppUnderTest, about: CivicMission) -> None:
    await app.go(f"{PAGE}/{about.id}")


def test_a_mission_is_added_by_taps_and_filled_from_the_files(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            await app.tap("civic.add")
            await app.tap("partner.0")
            await app.tap("civic.host.ehpad")
            await app.tap("civic.theme.visits")
            await app.tap(f"civic.since.{TODAY}")
            await app.tap("civic.length.8")
            await app.tap("civic.hours.28")
            await app.tap("civic.save")
            assert app.sees("À pourvoir")
            assert app.sees("via un réseau de visites et un accueil convivial")
            await app.tap("civic.choose")
            await app.type("Chercher", "Lina")
            await app.until(lambda: "Lina" in app.name("choose.person.0"))
            await app.tap("choose.person.0")
        kept = only(tablet)
        assert (kept.organisation_id, kept.host, kept.weekly_hours) == (HOST.id, HostType.EHPAD, 28)
        assert (kept.until, kept.person_id) == (civic_rules.last_day(TODAY, 8), LINA.id)
        assert (kept.status, kept.team) == (MissionStatus.PLANNED, NORTH.id)

    play(story)


def test_what_is_typed_wrong_is_named_beside_its_field_and_nothing_is_lost(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"{PAGE}/new")
            await app.type("Tuteur ou tutrice", "Mme Petit")
            await app.type("Heures par semaine, autre", "40")
            await app.tap("civic.save")
            assert app.field("Heures par semaine, autre").value == "40"
            assert app.sees("Touchez le type de structure.")
            await app.tap("civic.host.saad")
            await app.tap("civic.save")
            assert app.sees("Touchez la thématique de la mission.")
            await app.tap("civic.theme.awareness")
            await app.tap("civic.save")
            assert app.field("Heures par semaine, autre").error == (
                "Une mission est de 24 à 35 heures par semaine. Corrigez les heures."
            )
            assert tablet.replica.all(CivicMission) == []
            await app.go("/programmes")
            await app.go(f"{PAGE}/new")
            assert app.field("Tuteur ou tutrice").value == "Mme Petit"
            assert app.marked("civic.theme.awareness").selected
            await app.tap("civic.hours.24")
            await app.tap("civic.save")
        assert only(tablet).tutor == "Mme Petit"

    play(story)


async def choose(app: AppUnderTest, name: str) -> None:
    await app.tap("civic.person.change" if app.has("civic.person.change") else "civic.person")
    await app.type("Chercher", name)
    await app.until(lambda: app.has("choose.person.0") and name in app.name("choose.person.0"))
    await app.tap("choose.person.0")


def test_somebody_too_old_is_refused_in_the_form_and_the_limit_is_worded_without_a_diagnosis(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"{PAGE}/new")
            await app.tap("civic.host.esms")
            await app.tap("civic.theme.visits")
            await app.tap(f"civic.since.{TODAY}")
            await choose(app, "Marc")
            assert app.sees("ans le premier jour")
            assert app.sees("Limite d’âge portée à 30 ans (situation de handicap)")
            await app.tap("civic.save")
            assert app.sees("Limite d’âge dépassée le premier jour")
            assert tablet.replica.all(CivicMission) == []
            await choose(app, "Nour")
            assert app.sees("Âge non vérifié pour le premier jour")
            await app.tap("civic.save")
        assert only(tablet).person_id == SOMEBODY.id

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_how_many_of_how_many_and_what_waits(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        begins = mission(TODAY)
        facts = [running(), open_mission(), begins]
        async with unlocked(office(tmp_path, *facts), language) as app:
            await app.go(f"/programmes/{SHEET.id}")
            said = "1 mission sur 6 · 1 à pourvoir" if language == "fr" else "1 mission of 6 · 1 to fill"
            assert said in app.name("programme.civic_service")
            await app.go(PAGE)
            words = [
                "mission commencée sur 6 cette année",
                "À commencer",
                "Aucune rencontre des référents tenue cette année, 2 à tenir",
            ]
            english = ["mission begun of 6 this year", "To begin", "No referents’ meeting held this year, 2 to hold"]
            for expected in words if language == "fr" else english:
                assert app.sees(expected), expected
            assert "EHPAD Les Tilleuls" in app.name("civic.0")

    play(story)


def test_the_yearly_number_is_changed_or_left_unset(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            await app.tap("civic.number")
            await app.type("Missions par an", "beaucoup")
            await app.tap("civic.number.save")
            assert app.sees("Écrivez un nombre de 1 à 500")
            await app.type("Missions par an", "8")
            await app.tap("civic.number.save")
            assert app.sees("sur 8 cette année")
            await app.tap("civic.number")
            await app.tap("civic.number.none")
            assert app.sees("Nombre non fixé")
        assert [p.missions_a_year for p in tablet.replica.all(Programme)] == [None]

    play(story)


def test_the_dates_propose_that_it_began_and_a_tutor_is_asked_for_first(tmp_path: Path) -> None:
    async def story() -> None:
        begins = mission(TODAY, tutor=None)
        tablet = office(tmp_path, begins)
        async with unlocked(tablet) as app:
            await look_at(app, begins)
            await app.tap("civic.begin")
            assert app.sees("Il faut un tuteur ou une tutrice avant que la mission commence.")
            await app.tap("civic.edit")
            await app.type("Tuteur ou tutrice", "M. Roux")
            await app.tap("civic.save")
            await app.tap("civic.begin")
            assert only(tablet).status == MissionStatus.RUNNING
            await undo(app)
            assert only(tablet).status == MissionStatus.PLANNED

    play(story)


def test_a_step_is_ticked_today_by_one_tap_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        runs = running()
        tablet = office(tmp_path, runs)
        async with unlocked(tablet) as app:
            await look_at(app, runs)
            assert app.sees("0 sur 4")
            await app.tap("civic.step.psc1_on")
            assert only(tablet).psc1_on == TODAY
            assert app.name("civic.step.psc1_on") == "Premiers secours (PSC1), Fait\u00a0: aujourd’hui"
            await undo(app)
            assert only(tablet).psc1_on is None
            await app.tap("civic.step.civic_day_1_on.day")
            other = TODAY + timedelta(days=9)
            await app.event(app.one(ft.DatePicker), "change", None, value=other)
            assert only(tablet).civic_day_1_on == other
            assert "Prévu" in app.name("civic.step.civic_day_1_on")

    play(story)


def test_after_the_end_the_vocation_is_asked_and_becomes_an_outcome_of_a_path(tmp_path: Path) -> None:
    async def story() -> None:
        since = TODAY - timedelta(days=220)
        runs = mission(since, status=MissionStatus.RUNNING)
        path = spell(300, person_id=LINA.id, programme_id=SHEET.id)
        tablet = office(tmp_path, runs, path)
        async with unlocked(tablet) as app:
            await look_at(app, runs)
            await app.tap("civic.end")
            assert only(tablet).status == MissionStatus.ENDED
            [task] = tablet.replica.all(FollowUp)
            assert (
                task.reason == "Que devient la personne après sa mission de service civique (EHPAD Les Tilleuls)\u00a0?"
            )
            assert app.sees("Une relance le demandera")
            await app.tap("vocation.care_training")
            assert only(tablet).vocation == Vocation.CARE_TRAINING
            assert not app.sees("Une relance le demandera")
            await app.tap("civic.outcome")
            assert not app.has("civic.outcome")
        [outcome] = tablet.replica.all(Outcome)
        assert (outcome.type, outcome.on, outcome.enrolment_id) == (OutcomeType.CIVIC_SERVICE, since, path.id)

    play(story)


def test_without_a_path_no_outcome_is_offered(tmp_path: Path) -> None:
    async def story() -> None:
        ended = mission(TODAY - timedelta(days=220), status=MissionStatus.ENDED, vocation=Vocation.OTHER_JOB)
        async with unlocked(office(tmp_path, ended)) as app:
            await look_at(app, ended)
            assert app.marked("vocation.other_job").selected
            assert not app.has("civic.outcome")

    play(story)


def test_it_is_broken_off_on_the_day_that_is_said(tmp_path: Path) -> None:
    async def story() -> None:
        runs = running()
        tablet = office(tmp_path, runs)
        async with unlocked(tablet) as app:
            await look_at(app, runs)
            await app.tap("civic.break_off")
            await app.tap("day.yesterday")
            await app.tap("civic.stop")
            assert app.sees("Interrompue")
            kept = only(tablet)
            assert (kept.status, kept.until) == (MissionStatus.BROKEN_OFF, TODAY - timedelta(days=1))
            await app.tap("civic.put.running")
            assert only(tablet).status == MissionStatus.RUNNING

    play(story)


def test_in_the_field_a_mission_is_read_and_not_changed(tmp_path: Path) -> None:
    async def story() -> None:
        runs = running()
        async with unlocked(Tablet(tmp_path, [NORTH, AWA, SHEET, HOST, LINA, runs])) as app:
            await app.go(PAGE)
            assert not app.has("civic.add")
            await look_at(app, runs)
            assert app.sees("Mme Petit")
            assert not app.has("civic.edit")
            await app.go(f"{PAGE}/{runs.id}/edit")
            assert not app.has("civic.save")

    play(story)


def test_the_volunteer_of_another_team_has_no_name(tmp_path: Path) -> None:
    async def story() -> None:
        hidden = Person(id=new_id(), team=new_id(), first_name="Ailleurs")
        async with unlocked(office(tmp_path, hidden, running(person_id=hidden.id, team=None))) as app:
            await app.go(PAGE)
            assert app.sees("Une personne d’une autre équipe")
            assert not app.sees("Ailleurs")

    play(story)


def test_a_rule_broken_by_a_merge_is_said_on_the_page_and_among_the_alerts(tmp_path: Path) -> None:
    async def story() -> None:
        runs = running(person_id=MARC.id, weekly_hours=40)
        async with unlocked(Tablet(tmp_path, [NORTH, CLAIRE, SHEET, HOST, MARC, runs])) as app:
            await look_at(app, runs)
            assert app.has("civic.fault.1")
            await app.go("/alerts")
            await app.until(lambda: app.sees("Mission hors règles"))
            assert app.sees("Mission de service civique, EHPAD Les Tilleuls")
            assert app.sees("Limite d’âge dépassée le premier jour")
            assert app.sees("24 à 35 heures par semaine")

    play(story)


def test_the_referents_who_meet_are_the_hosts_of_now(tmp_path: Path) -> None:
    async def story() -> None:
        met = PartnerMeeting(
            id=new_id(), programme_id=SHEET.id, sort=MeetingSort.REFERENTS, starts_at=clock.now(), status="held",
        )  # fmt: skip
        tablet = office(tmp_path, running(), met)
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            assert app.sees("1 rencontre des référents tenue sur 2 cette année")
            await app.tap("meeting.new")
            assert app.sees(HOST.name)

    play(story)


def test_the_steps_of_a_mission_stand_in_the_persons_story(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, running(psc1_on=TODAY))) as app:
            await open_file(app, LINA, "story")
            assert app.sees("Service civique commencé")
            assert app.sees("Premiers secours (PSC1)")

    play(story)


def test_every_field_of_a_mission_can_be_said_when_two_tablets_disagree() -> None:
    assert set(FIELDS[CivicMission.kind]) == set(running().fields())
