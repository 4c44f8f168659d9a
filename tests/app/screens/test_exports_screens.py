"""The figures leave as a file by taps, and everything that left is in one list, for supervisors."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import exports
from espace_mobile.app.screens.exports.log import WINDOW
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, PAUL
from tests.app.screens.test_dashboard import YEAR, tablet_of
from tests.app.tablet import Tablet, play, unlocked

EXPORT = "/indicators/export"


def office(folder: Path) -> Tablet:
    tablet = tablet_of(folder, CLAIRE)
    tablet.demo = False
    return tablet


def saved(app: AppUnderTest) -> list[dict[str, Any]]:
    return [args for name, args in app.client.calls if name == "save_file"]


async def opened(app: AppUnderTest, query: str = "") -> None:
    await app.go(f"{EXPORT}{query}")
    await app.until(lambda: app.has("figures_export.hidden") or app.has("figures_export.too_few"))


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_figures_are_saved_in_the_form_chosen_and_it_is_written_down(tmp_path: Path, form: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await opened(app)
            await app.tap(f"figures_export.format.{form}")
            await app.tap("figures_export.save")
            await app.until(lambda: saved(app))
            assert saved(app)[0]["file_name"] == f"chiffres-{YEAR}-01-01-{YEAR}-12-31.{form}"
            assert len(saved(app)[0]["src_bytes"]) > 100
            await app.tap("figures_export.log")
            assert app.page.route == "/exports"
            await app.tap("exports.0")
            assert app.sees("sans nom") or app.sees("Sans nom")
            assert app.has("exports.digest")
            await app.tap("exports.see")
            assert app.page.route == f"/indicators?since={YEAR}-01-01&until={YEAR}-12-31"
        [entry] = tablet.replica.all(ExportEntry)
        assert (entry.worker_id, entry.format, entry.hidden_under) == (CLAIRE.id, form, 5)

    play(story)


def test_what_will_be_hidden_is_said_before_and_the_threshold_is_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await opened(app)
            assert app.sees("masqués sur")
            assert app.marked("figures_export.under.5").selected
            await app.tap("figures_export.under.11")
            assert exports.settings(tablet.replica).hidden_under == 11
            assert app.marked("figures_export.under.11").selected

    play(story)


def test_a_filter_that_leaves_few_people_says_what_to_do_and_makes_no_file(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path)) as app:
            await opened(app, f"?since={YEAR}-01-01&until={YEAR}-12-31&sex=male")
            assert app.sees("Ces filtres laissent moins de 5 personnes")
            assert not app.acts("figures_export.save")

    play(story)


def test_whoever_is_no_supervisor_any_more_is_told_so_and_nothing_leaves(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await opened(app)
            save = app.marked("figures_export.save")
            tablet.replica.save(CLAIRE.but(role=Role.COUNSELLOR), by="another")
            assert save is not None
            await app.tap("figures_export.save")
            await app.until(lambda: app.sees("Seule la coordination peut faire cela") or app.page.route != EXPORT)
            assert saved(app) == []
        assert tablet.replica.all(ExportEntry) == []

    play(story)


def test_a_file_of_the_demonstration_says_so_in_its_name_and_inside(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        tablet.demo = True
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await opened(app)
            await app.tap("figures_export.format.json")
            await app.tap("figures_export.save")
            await app.until(lambda: saved(app))
            assert saved(app)[0]["file_name"].startswith("demo-")
            assert json.loads(saved(app)[0]["src_bytes"])["demo"] is True

    play(story)


def test_the_list_of_what_left_is_filtered_by_a_tap_and_windowed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        now = clock.now()
        for n in range(WINDOW + 2):
            exports.write_down(
                tablet.replica, ExportSort.SCHEDULE, ExportFormat.ICS, CLAIRE, now=now - timedelta(hours=n + 1)
            )
        exports.write_down(tablet.replica, ExportSort.PERSON_FILE, ExportFormat.PDF, CLAIRE, now=now, named=True)
        async with unlocked(tablet) as app:
            await app.go("/office")
            await app.tap("office.room.exports")
            assert app.name("exports.0").startswith("Dossier d’une personne")
            assert app.sees("avec des noms")
            assert not app.has(f"exports.{WINDOW}")
            await app.tap("exports.more")
            assert app.has(f"exports.{WINDOW + 2}")
            await app.tap("exports.sort.person_file")
            assert not app.has("exports.1")

    play(story)


def test_nobody_else_is_shown_what_left(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path, PAUL)
        entry = ExportEntry(id=new_id(), at=clock.now(), sort=ExportSort.BALANCE, format=ExportFormat.PDF)
        tablet.replica.save(entry, by=CLAIRE.id)
        async with unlocked(tablet) as app:
            for route in ("/exports", EXPORT):
                await app.go(route)
                assert app.page.route != route
                assert not app.has("exports.0")
        assert exports.log(tablet.replica, PAUL) == []

    play(story)
