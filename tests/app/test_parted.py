"""Somebody who leaves while they are signed in: the session ends at the next sync, and the door says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.sync.loop import SyncLoop
from tests.app.screens.register import CLAIRE, person
from tests.app.tablet import AWA, at_work, outing, play, unlocked


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_session_ends_keeps_no_draft_and_the_door_says_why(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = at_work(tmp_path, outing(), samir, CLAIRE)

        def exchange() -> None:
            tablet.replica.save(AWA.but(active=False), by=CLAIRE.id)

        tablet.sync = SyncLoop(tablet.replica, exchange)  # type: ignore[arg-type]
        async with unlocked(tablet, language) as app:
            await app.go(f"/people/{samir.id}")
            await app.type("Note", "Rappeler jeudi")
            tablet.sync.run_once()
            await app.until(lambda: app.has("door.parted"))
            assert app.sees("à votre nom" if language == "fr" else "under your name")
            assert not app.sees("Samir")
            assert app.page.data.session is None
            assert not app.page.data._refused
            assert "Rappeler" not in str(tablet.storage.tables.get("_meta", {}))

    play(story)
