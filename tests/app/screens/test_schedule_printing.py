from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_paper
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.public_site import Publication, PublicSite
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.sync.public_pages import PUBLICATION, SITE
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL
from tests.app.screens.test_schedule import SOUTH, on, planning
from tests.app.tablet import NORTH, play, unlocked
from tests.reports.test_poster import read_code, size


async def saved(app: AppUnderTest) -> dict[str, Any]:
    await app.tap("paper.save")
    return [args for name, args in app.client.calls if name == "save_file"][-1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_poster_of_the_dates_to_come_is_saved_on_a3(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        facts = [on(1), on(8), on(-3, status=OutingStatus.HELD), on(9, status=OutingStatus.CANCELLED)]
        async with unlocked(planning(tmp_path, *facts), language, platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/schedule/print")
            assert app.sees("2 dates à imprimer" if language == "fr" else "2 dates to print")
            await app.tap("paper.size.A3")
            file = await saved(app)
            assert file["file_name"] == "affiche-A3.pdf"
            assert size(file["src_bytes"]) == pytest.approx((841.85, 1190.61), abs=0.1)

    play(story)


def test_a_month_of_one_team_is_saved(tmp_path: Path) -> None:
    async def story() -> None:
        first = clock.today().replace(day=1)
        days = (first - clock.today()).days
        facts = [on(days + 2), on(days + 3, team_id=SOUTH.id), on(days + 40)]
        async with unlocked(planning(tmp_path, *facts), platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/schedule/print")
            await app.tap("paper.what.month")
            assert app.sees("2 dates à imprimer")
            await app.tap(f"paper.team.{SOUTH.id}")
            assert app.sees("1 date à imprimer")
            file = await saved(app)
            assert file["file_name"] == f"planning-{first:%Y-%m}-A4.pdf"
            assert file["src_bytes"].startswith(b"%PDF")

    play(story)


def test_a_code_leads_to_the_pages_only_once_they_are_published(tmp_path: Path) -> None:
    async def story() -> None:
        site = PublicSite(id=SITE, title="Espace mobile", slug="espace-mobile")
        tablet = planning(tmp_path, on(1), site)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/schedule/print")
            assert app.sees("Sans code QR")
            assert read_code((await saved(app))["src_bytes"]) == []
            [entry] = tablet.replica.all(ExportEntry)  # whoever plans made it
            assert (entry.sort, entry.format, entry.worker_id) == ("schedule", "pdf", PAUL.id)
            tablet.replica.save(Publication(id=PUBLICATION, revision=1, at=clock.now()), by=PAUL.id)
            await app.settle()
            assert app.sees("Avec un code QR")
            assert read_code((await saved(app))["src_bytes"]) == [tablet.publishing.pages_url("espace-mobile")]

    play(story)


def test_a_team_reads_what_is_hidden_from_the_public_and_what_is_off(tmp_path: Path) -> None:
    hidden, off, other = on(1, hidden=True), on(2, status=OutingStatus.CANCELLED), on(3, team_id=SOUTH.id)
    replica = planning(tmp_path, hidden, off, other).replica
    days = {(clock.today() + timedelta(days=n)).replace(day=1) for n in (1, 2, 3)}
    told = {o.id for day in days for o in schedule_paper.of_month(replica, day, NORTH.id)}
    public = {o.id for day in days for o in schedule_paper.of_month(replica, day, None)}
    assert told == {hidden.id, off.id}
    assert public == {off.id, other.id}
    assert [o.id for o in schedule_paper.of_poster(replica, clock.today())] == [other.id]
