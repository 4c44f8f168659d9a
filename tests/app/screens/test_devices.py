from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

from espace_mobile.app.screens.devices import screen
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import EspaceError, Refused, Unreachable
from espace_mobile.protocol.values import new_id
from tests.app.screens.office import WORDS, MemoryOffice, OfficePC, device
from tests.app.screens.register import CLAIRE
from tests.app.tablet import NORTH, at_work, play, unlocked

SOUTH = Team(id=new_id(), name="Équipe Sud")


def pc(folder: Path, office: MemoryOffice) -> OfficePC:
    return OfficePC(folder, office, [NORTH, SOUTH, CLAIRE])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_device_shows_when_it_was_last_seen(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau", own=True, role="supervisor"), device("Camionnette")])
        async with unlocked(pc(tmp_path, office), language, width=1280) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.1"))
            seen = "vu il y a 2 min" if language == "fr" else "seen 2 min ago"
            assert app.sees(seen)
            assert app.sees("Cet appareil" if language == "fr" else "This device")
            assert not app.has("devices.revoke.0")
            assert threading.get_ident() not in office.threads

    play(story)


def test_an_invitation_is_shown_in_letters_for_across_the_room(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice()
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.invite"))
            assert app.sees("Choisissez au moins une équipe.")
            await app.tap(f"invite.team.{NORTH.id}")
            await app.until(lambda: not app.sees("Choisissez au moins une équipe."))
            await app.tap("devices.invite")
            await app.until(lambda: app.has("invite.code"))
            assert app.name("invite.code") == "Invitation nord K7QF2-9XMPT"
            assert app.sees("https://espace.exemple.fr")
            assert app.sees("K7QF2-9XMPT")
            await app.tap("invite.another")
            assert app.has("devices.invite")
        assert office.asked == [("invite", ("field", [NORTH.id]))]

    play(story)


def test_a_planner_or_a_supervisor_is_invited_for_every_team(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice()
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.tap(f"invite.role.{Role.PLANNER}")
            await app.tap("devices.invite")
            await app.until(lambda: app.has("invite.code"))
        assert office.asked == [("invite", ("planner", "*"))]

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_was_chosen_for_an_invitation_stays_when_a_device_asks_to_come_in(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        office = MemoryOffice()
        async with unlocked(pc(tmp_path, office), width=width) as app:
            await app.go("/devices")
            await app.until(lambda: not app.sees("Demande au serveur"))
            await app.tap(f"invite.role.{Role.PLANNER}")
            office.ask_to_come_in("Tablette 2")
            await app.until(lambda: app.has("devices.words"))
            await app.tap("devices.invite")
            await app.until(lambda: app.has("invite.code"))
        assert office.asked == [("invite", ("planner", "*"))]

    play(story)


@pytest.mark.parametrize(("answer", "decided"), [("approve", "approve"), ("refuse", "refuse")])
def test_six_words_are_compared_then_the_device_is_let_in_or_not(tmp_path: Path, answer: str, decided: str) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau", own=True)])
        office.ask_to_come_in("Tablette 2")
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.words"))
            assert app.marked("devices.words").label == ", ".join(WORDS)
            assert app.sees("Une tablette demande à entrer")
            await app.tap(f"devices.{answer}.0")
            await app.until(lambda: not app.has("devices.words"))
            assert app.sees("Tablette 2") is (answer == "approve")
        assert office.asked == [(decided, "Tablette 2")]

    play(story)


def test_access_is_taken_back_once_it_was_said_what_will_happen(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau", own=True), device("Perdue")])
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.revoke.1"))
            await app.tap("devices.revoke.1")
            for words in ("remet une dernière fois", "efface ses clés", "une nouvelle clé", "reste chiffré"):
                assert app.sees(words), words
            await app.tap("dialog.no")
            assert office.asked == []
            await app.tap("devices.revoke.1")
            await app.tap("dialog.yes")
            await app.until(lambda: app.sees("En attente de ses dernières données"))
            assert not app.has("devices.revoke.1")
        assert office.asked == [("revoke", "Perdue")]

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_device_that_goes_is_told_from_one_that_is_gone_and_old_identities_are_not_listed(
    tmp_path: Path, width: int
) -> None:
    async def story() -> None:
        states = {"Partante": "revoked", "Partie": "left", "Ancienne": "retired", "Reste": "active"}
        office = MemoryOffice([device(name, state=state) for name, state in states.items()])
        async with unlocked(pc(tmp_path, office), width=width) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.2"))
            assert app.sees("En attente de ses dernières données")
            assert app.sees("Partie, clés effacées")
            assert not app.sees("Ancienne")
            assert [app.texts(app.marked(f"devices.{n}"))[0] for n in range(3)] == ["Partante", "Reste", "Partie"]
            assert [app.has(f"devices.revoke.{n}") for n in range(3)] == [False, True, False]

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_devices_that_could_not_get_the_new_key_are_named_until_it_is_understood(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Perdue"), device("Camionnette"), device("Marché")])
        office.without = office.devices()[1:]
        async with unlocked(pc(tmp_path, office), language) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.revoke.0"))
            await app.tap("devices.revoke.0")
            await app.tap("dialog.yes")
            await app.until(lambda: app.has("devices.without"))
            told = " ".join(app.texts(app.marked("devices.without")))
            assert ("Camionnette et Marché" if language == "fr" else "Camionnette and Marché") in told
            assert ("invitez-les à nouveau" if language == "fr" else "invite them again") in told
            await app.tap("devices.understood")
            assert not app.has("devices.without")

    play(story)


def test_a_device_is_given_other_teams_or_all_of_them(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau", own=True, role="supervisor"), device("Camionnette", teams=[NORTH.id])])
        async with unlocked(pc(tmp_path, office), width=1280) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.move.1"))
            assert "Équipe Nord" in " ".join(app.texts(app.marked("devices.1")))
            assert not app.has("devices.move.0")
            await app.tap("devices.move.1")
            assert app.sees("une fois ses saisies envoyées")
            await app.tap(f"move.team.{NORTH.id}")
            assert app.sees("Choisissez au moins une équipe.")
            assert not app.acts("move.save")
            await app.tap(f"move.team.{NORTH.id}")
            await app.tap(f"move.team.{SOUTH.id}")
            await app.tap("move.save")
            await app.until(lambda: app.sees("Rôle et équipes enregistrés pour Camionnette"))
            await app.tap("devices.move.1")
            await app.tap("move.team.*")
            await app.tap("move.save")
            await app.until(lambda: len(office.asked) == 2)
        assert office.asked == [("move", ("Camionnette", [NORTH.id, SOUTH.id])), ("move", ("Camionnette", "*"))]

    play(story)


def test_a_supervisor_s_device_serves_every_team_and_is_given_another_role(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau 2", role="supervisor")])
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.move.0"))
            await app.tap("devices.move.0")
            assert not app.has("move.team.*")
            assert not app.has(f"move.role.{Role.PLANNER}")
            assert app.sees("il ne doit garder aucun nom")
            await app.tap(f"move.role.{Role.COUNSELLOR}")
            await app.tap("move.team.*")  # all of them, until now
            await app.tap(f"move.team.{NORTH.id}")
            await app.tap("move.save")
            await app.until(lambda: office.asked)
        assert office.asked == [("move", ("Bureau 2", [NORTH.id], "counsellor"))]

    play(story)


def test_a_planner_s_device_stays_one(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Planification", role="planner")])
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.revoke.0"))
            assert not app.has("devices.move.0")

    play(story)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refused(reason="devices_changed"), "La liste des appareils vient de changer"),
        (Refused(reason="key_exists"), "Quelqu’un d’autre vient de changer la clé"),
        (Refused(reason="key_outdated"), "Quelqu’un d’autre vient de changer la clé"),
        (Refused(reason="own_device"), "ne peut ni se retirer"),
        (Refused(reason="not_found"), "ne trouve pas"),
        (Unreachable(), "Le serveur est injoignable"),
    ],
)
def test_a_decision_that_did_not_go_through_is_told_until_the_next_one_does(
    tmp_path: Path, refusal: EspaceError, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "EVERY", 0.05)

    async def story() -> None:
        office = MemoryOffice([device("Camionnette", teams=[NORTH.id])])
        office.refusal = refusal
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.revoke.0"))
            await app.tap("devices.revoke.0")
            await app.tap("dialog.yes")
            await app.until(lambda: app.has("devices.trouble"))
            asked = office.questions
            await app.until(lambda: office.questions > asked)  # the list goes on being asked for, and is had
            await app.settle()
            assert any(said in text for text in app.texts(app.marked("devices.trouble")))
            await app.tap("devices.move.0")
            await app.tap("move.save")
            await app.until(lambda: app.has("devices.move.0"))
            assert not app.sees("Rôle et équipes enregistrés")
            office.refusal = None
            await app.tap("devices.revoke.0")
            await app.tap("dialog.yes")
            await app.until(lambda: not app.has("devices.trouble"))

    play(story)


def test_without_network_the_page_says_so_and_goes_on_asking(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([device("Bureau", own=True)])
        office.error = Unreachable()
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.trouble"))
            assert not app.sees("ne connaît encore aucun appareil")
            await app.tap(f"invite.team.{NORTH.id}")
            await app.tap("devices.invite")
            await app.until(lambda: app.has("devices.invite"))
            office.error = None
            await app.tap("devices.invite")
            await app.until(lambda: app.has("invite.code"))
            assert not app.has("devices.trouble")

    play(story)


def test_a_page_that_was_left_asks_the_server_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "EVERY", 0.01)

    async def story() -> None:
        office = MemoryOffice()
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/devices")
            await app.until(lambda: office.questions > 2)
            await app.go("/sync")
            await asyncio.sleep(0.05)
            asked = office.questions
            await asyncio.sleep(0.1)
            assert office.questions == asked

    play(story)


def test_only_a_supervisor_reaches_the_tablets(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            await app.go("/devices")
            assert not app.has("devices.invite")

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_device_that_needs_somebody_comes_first_and_says_why(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        long_ago = int((time.time() - 9 * 86_400) * 1000)
        office = MemoryOffice([
            device("Bureau", own=True, role="supervisor", waiting=0, free_mb=80_000, battery=95),
            device("Vieille", version="0.0.1"), device("Pleine", free_mb=300, waiting=41),
            device("Muette", last_seen_ms=long_ago),
        ])  # fmt: skip
        async with unlocked(pc(tmp_path, office), language) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.3"))
            names = [app.texts(app.marked(f"devices.{n}"))[0] for n in range(4)]
            assert names == ["Muette", "Pleine", "Vieille", "Bureau"]
            french = (
                "plus de sept jours",
                "41 modifications n’arrivent pas",
                "Presque plus de place",
                "à mettre à jour",
            )
            english = ("more than seven days", "41 changes do not get out", "Almost no room", "to be updated")
            for words in french if language == "fr" else english:
                assert app.sees(words), words
            assert app.sees("batterie 95" if language == "fr" else "battery 95")

    play(story)


def test_an_invitation_is_also_a_square_for_a_camera(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(pc(tmp_path, MemoryOffice())) as app:
            await app.go("/devices")
            await app.tap(f"invite.team.{NORTH.id}")
            await app.tap("devices.invite")
            await app.until(lambda: app.has("address.code"))
            assert app.sees("collez-le sous")

    play(story)
