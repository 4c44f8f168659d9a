from __future__ import annotations

import asyncio
from pathlib import Path

from espace_mobile.app.main import build
from tests.app.harness import AppUnderTest
from tests.app.tablet import Tablet, worker


def test_the_app_starts_locked(tmp_path: Path) -> None:
    async def story() -> None:
        async with AppUnderTest(build(Tablet(tmp_path, [worker()]))) as app:
            assert app.sees("Déverrouiller")

    asyncio.run(story())
