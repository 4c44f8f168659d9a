"""The access log when the server goes away half way, when there is too much for a file, when a clock was set wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.app.screens.access_log import desk as desks
from espace_mobile.errors import Unreachable
from tests.app.screens.access_server import MemoryLog
from tests.app.screens.register import CLAIRE, person
from tests.app.screens.test_access_screen import access, office
from tests.app.tablet import play, unlocked


def test_a_page_that_does_not_come_leaves_what_the_server_said_and_is_asked_again(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        log = MemoryLog(tablet, *(access(n, CLAIRE.id, samir.id) for n in range(1, 81)), page=40)
        async with unlocked(tablet) as app:
            await app.go("/access-log")
            await app.until(lambda: app.has("access.39"))
            log.error = Unreachable(reason="network")
            await app.tap("access.more")
            await app.until(lambda: app.has("access.offline"))
            assert not app.sees("ouvert sur cet appareil"), "it is everybody's, as far as it goes"
            assert app.has("access.39")
            log.error = None
            await app.tap("access.more")
            await app.until(lambda: app.has("access.79"))
            assert not app.has("access.offline")

    play(story)


def test_a_file_that_would_tell_part_of_it_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "MOST", 30)

    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        MemoryLog(tablet, *(access(n, CLAIRE.id, samir.id) for n in range(1, 32)))
        async with unlocked(tablet) as app:
            await app.go("/access-log")
            await app.until(lambda: app.has("access.csv"))
            await app.tap("access.csv")
            await app.until(lambda: app.sees("une période plus courte"))

    play(story)


def test_what_a_clock_set_forward_dated_later_is_shown(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        MemoryLog(tablet, access(1, CLAIRE.id, samir.id, days_ago=-400))
        async with unlocked(tablet) as app:
            await app.go("/access-log")
            await app.until(lambda: app.has("access.0"))

    play(story)
