from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import Unreachable
from espace_mobile.protocol.values import new_id
from tests.app.screens.office import MemoryOffice, OfficePC, device
from tests.app.screens.register import CLAIRE, PAUL
from tests.app.tablet import AWA, NORTH, at_work, play, unlocked, worker

SOUTH = Team(id=new_id(), name="Équipe Sud")
DENISE = worker("Denise", Role.SUPERVISOR)


def pc(folder: Path, office: MemoryOffice | None = None, *facts: Worker) -> OfficePC:
    tablet = OfficePC(folder, office or MemoryOffice(), [CLAIRE, NORTH, SOUTH])
    tablet.replica.save(AWA, PAUL, *facts, by=CLAIRE.id)
    return tablet


def _now(tablet: OfficePC, who: Worker) -> Worker:
    found = tablet.replica.get(Worker, who.id)
    assert found is not None
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_staff_is_listed_by_team_and_somebody_is_added(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = pc(tmp_path)
        async with unlocked(tablet, language) as app:
            await app.go("/office")
            await app.tap("office.room.workers")
            assert app.sees("3 personnes" if language == "fr" else "3 people")
            assert app.sees("Équipe Nord")
            assert app.has(f"worker.{AWA.id}")
            await app.tap("worker.add")
            await app.tap("worker.save")
            name = "Prénom et nom affichés" if language == "fr" else "Name shown"
            assert app.sees_error(name)
            await app.type(name, "Bintou")
            await app.tap("worker.save")
            assert app.sees("Choisissez une équipe." if language == "fr" else "Choose a team")
            await app.tap(f"worker.team.{SOUTH.id}")
            await app.tap("worker.save")
            [bintou] = [w for w in tablet.replica.all(Worker) if w.display_name == "Bintou"]
            assert (bintou.role, bintou.team_ids, bintou.since) == (Role.FIELD, (SOUTH.id,), clock.today())
            assert app.has(f"worker.{bintou.id}")

    play(story)


def test_another_role_says_what_it_changes_before_it_is_saved(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = pc(tmp_path, None, DENISE)
        async with unlocked(tablet) as app:
            await app.go(f"/workers/{DENISE.id}")
            assert app.sees("Voit toutes les fiches")
            await app.tap("worker.edit")
            await app.tap("worker.role.planner")
            assert app.sees("ne voit aucune fiche")
            assert app.sees("à sa prochaine synchronisation")
            assert app.sees("retirez-les, puis invitez-les")
            await app.tap("worker.save")
            assert _now(tablet, DENISE).role == Role.PLANNER

    play(story)


def test_a_departure_says_what_becomes_of_access_and_work_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = pc(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/workers/{AWA.id}")
            await app.tap("worker.depart")
            for words in ("prochaine synchronisation", "gardé pour personne", "reste, à son nom", "se vide"):
                assert app.sees(words), words
            assert app.marked(f"depart.day.{clock.today()}").selected
            await app.tap("depart.save")
            assert not _now(tablet, AWA).active
            assert app.sees(f"Parti·e le {clock.today().day}")
            await app.tap("worker.back")
            assert _now(tablet, AWA).active
            soon = clock.today() + timedelta(days=7)
            await app.tap("worker.depart")
            await app.tap(f"depart.day.{soon}")
            assert app.sees("Son accès dure jusqu’au soir")
            await app.tap("depart.save")
            assert (_now(tablet, AWA).active, _now(tablet, AWA).until) == (True, soon)
            await app.tap("worker.stay")
            assert _now(tablet, AWA).until is None

    play(story)


def test_the_last_supervisor_s_departure_is_refused_in_the_sheet(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = pc(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/workers/{CLAIRE.id}")
            await app.tap("worker.depart")
            await app.tap("depart.save")
            assert app.sees("Personne d’autre ne coordonne")
            await app.tap("depart.cancel")
            await app.tap("worker.edit")
            await app.tap("worker.role.planner")
            await app.tap("worker.save")
            assert app.sees("Personne d’autre ne coordonne")
            assert _now(tablet, CLAIRE).role == Role.SUPERVISOR

    play(story)


def test_those_who_left_stand_behind_a_link_and_nobody_supervising_is_said(tmp_path: Path) -> None:
    async def story() -> None:
        gone = worker("Partie", teams=(NORTH.id,)).but(active=False, until=clock.today())
        tablet = pc(tmp_path, None, gone)
        async with unlocked(tablet) as app:
            await app.go("/workers")
            assert not app.sees("Partie le")
            assert not app.has("workers.stand_in")
            assert not app.has(f"worker.{gone.id}")
            await app.tap("workers.former")
            assert app.has(f"worker.{gone.id}")
            tablet.replica.save(CLAIRE.but(active=False, until=clock.today()), by=PAUL.id)  # another tablet, offline
            await app.go("/settings")
            await app.go("/workers")
            assert app.sees("Claire garde ce rôle en attendant")

    play(story)


def test_a_team_shows_its_people_and_the_devices_that_receive_it(tmp_path: Path) -> None:
    async def story() -> None:
        devices = [device("Bureau", own=True, role="supervisor"), device("Camionnette", teams=[NORTH.id])]
        devices.append(device("Plan", role="planner"))
        tablet = pc(tmp_path, MemoryOffice(devices))
        async with unlocked(tablet, width=800) as app:
            await app.go("/teams")
            await app.until(lambda: "Camionnette" in app.name(f"team.{NORTH.id}"))
            assert "personne\xa0: Awa" in app.name(f"team.{NORTH.id}")
            assert "aucun appareil de terrain" in app.name(f"team.{SOUTH.id}")
            await app.tap(f"team.{SOUTH.id}")
            await app.tap("name.retire")
            south = tablet.replica.get(Team, SOUTH.id)
            assert south is not None
            assert not south.active
            await app.tap("team.new")
            await app.type("Nom", "Équipe Est")
            await app.tap("name.save")
            assert "Équipe Est" in {team.name for team in tablet.replica.all(Team)}

    play(story)


def test_without_network_the_teams_are_there_and_their_devices_are_not(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice()
        office.error = Unreachable()
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/teams")
            await app.until(lambda: app.sees("quand le serveur répond"))
            assert "Awa" in app.name(f"team.{NORTH.id}")
            assert "Reçue" not in app.name(f"team.{NORTH.id}")

    play(story)


@pytest.mark.parametrize("route", ["/workers", f"/workers/{AWA.id}", "/teams"])
def test_only_a_supervisor_opens_these_pages(tmp_path: Path, route: str) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            await app.go(route)
            assert not app.has("worker.add")
            assert not app.has("worker.facts")
            assert not app.has("team.new")

    play(story)
