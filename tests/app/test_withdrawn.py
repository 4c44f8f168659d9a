"""A device that must go, as its workers see it: what is said before, the end of the session, and the door after."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from espace_mobile.app import access
from espace_mobile.app.main import build
from espace_mobile.app.screens.door import screen
from espace_mobile.errors import EspaceError, Unauthorised, Unreachable, Withdrawn
from espace_mobile.sync.loop import State, Status, SyncLoop
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person
from tests.app.tablet import Tablet, at_work, outing, play, unlock, unlocked
from tests.crew import PHRASE, Crew, Post
from tests.served import served

TOLD = Unauthorised(reason="revoked", notice="bm90aWNl")


def meeting(tablet: Tablet, outcomes: list[EspaceError | None]) -> None:
    """The next exchanges of this tablet end so, one after the other; at the last one nothing is left on it."""

    def exchange() -> None:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Withdrawn):
            tablet.withdraw()
        if outcome is not None:
            raise outcome

    tablet.sync = SyncLoop(tablet.replica, exchange)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_session_ends_and_the_door_says_why_and_offers_to_join_again(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, outing(), samir)
        meeting(tablet, [Withdrawn()])
        async with unlocked(tablet, language) as app:
            await app.go(f"/people/{samir.id}")
            await app.type("Note", "Rappeler jeudi")
            tablet.sync.run_once()
            await app.until(lambda: app.has("door.withdrawn"))
            said = "L’accès de cette tablette a été retiré" if language == "fr" else "access was withdrawn"
            assert app.sees(said)
            assert app.sees("d’abord été remis" if language == "fr" else "handed in to the server first")
            assert app.sees("tout a été effacé ici" if language == "fr" else "everything here was erased")
            assert not app.has("unlock.go")
            assert not app.sees("Samir")
            state = app.page.data
            assert (state.session, state._drafts, state._refused, state.preferences.account) == (None, None, {}, "")
            await app.tap("door.again")
            assert app.has("join.ask")

    play(story)


def test_behind_a_locked_door_it_shows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "LOOK", 0.02)

    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        meeting(tablet, [Withdrawn()])
        async with unlocked(tablet) as app:
            app.page.data.lock()
            await app.settle()
            assert app.has("unlock.go")
            tablet.sync.run_once()
            await app.until(lambda: app.has("door.withdrawn"))
            assert not app.has("unlock.go")

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_until_all_is_handed_in_the_sync_page_says_what_will_happen(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        meeting(tablet, [TOLD, Unreachable(), None])
        async with unlocked(tablet, language) as app:
            await app.go("/sync")
            tablet.sync.run_once()
            await app.settle()
            french, english = ("a retiré l’accès", "au prochain contact"), ("withdrew", "at the next contact")
            for _ in range(2):  # told, then out of reach
                said = " ".join(app.texts(app.marked("sync.withdrawn")))
                for words in french if language == "fr" else english:
                    assert words in said, words
                assert str(tablet.replica.pending()) in said
                assert app.has("sync.trouble") is (tablet.sync.status.state == State.OFFLINE)
                tablet.sync.run_once() if tablet.sync.status.state == State.FAILED else None
                await app.settle()
            tablet.sync.run_once()  # let in again after all
            await app.settle()
            assert not app.has("sync.withdrawn")

    play(story)


def test_a_tablet_that_was_told_while_locked_or_before_a_restart_still_says_so(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        meeting(tablet, [TOLD])
        tablet.sync.run_once()
        async with unlocked(tablet) as app:
            await app.go("/sync")
            assert app.has("sync.withdrawn")
        meeting(tablet, [])  # a new process: nothing was tried yet
        async with unlocked(tablet) as app:
            await app.go("/sync")
            assert app.has("sync.withdrawn")

    play(story)


def test_a_401_without_a_notice_is_no_reason_to_announce_an_erasing(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        meeting(tablet, [Unauthorised(reason="revoked"), Unauthorised(reason="unknown")])
        async with unlocked(tablet) as app:
            await app.go("/sync")
            for words in ("a été retiré", "ne connaît pas"):
                tablet.sync.run_once()
                await app.settle()
                assert not app.has("sync.withdrawn")
                assert any(words in text for text in app.texts(app.marked("sync.trouble")))

    play(story)


def test_a_farewell_that_did_not_get_through_was_told_all_the_same() -> None:
    def exchange() -> None:
        try:
            raise TOLD
        except Unauthorised:
            raise Unreachable() from OSError()

    with pytest.raises(Unreachable) as met:
        exchange()
    assert access.was_told(met.value)
    assert not access.was_told(Unreachable())
    assert not access.was_told(None)


def test_a_disk_that_is_full_does_not_stop_the_sync_that_says_so(tmp_path: Path) -> None:
    tablet = at_work(tmp_path)
    tablet.fill_disk()
    access.remember(tablet.replica, Status(State.FAILED, error=TOLD))
    assert not access.is_withdrawn(tablet.replica)


def test_on_a_real_tablet_of_a_real_server_the_whole_way_out(tmp_path: Path) -> None:
    with served(tmp_path / "server") as server:
        crew = Crew(server, tmp_path / "crew")
        try:
            office = crew.found()
            going = crew.let_in(office)
            office.session.office.revoke(crew.device(office, going))
            play(lambda: _way_out(going))
            assert crew.device(office, going).state == "left"
        finally:
            crew.close()


async def _way_out(going: Post) -> None:
    tablet = going.installation
    async with AppUnderTest(build(tablet)) as app:
        await unlock(app, PHRASE)
        await app.go("/sync")
        samir = person("Samir").but(team=None)
        going.session.replica.save(samir, by=going.session.worker.id)
        going.network.before = "/v1/device/farewell"
        status = await asyncio.to_thread(going.sync)
        await app.settle()
        assert status.state == State.OFFLINE
        assert app.has("sync.withdrawn")
        await app.go(f"/people/{samir.id}")
        await app.type("Note", "Rappeler jeudi")
        await asyncio.to_thread(going.sync)
        await app.until(lambda: app.has("door.withdrawn"))
        await app.tap("door.again")
        await app.tap("door.language")
        assert app.has("join.ask")
    assert {path.name for path in tablet.folder.iterdir()} == {"device.key", "preferences.json"}
