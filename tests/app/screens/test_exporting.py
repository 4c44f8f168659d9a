from __future__ import annotations

from datetime import timedelta
from importlib import util
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_export, schedule_import
from espace_mobile.app.actions.schedule_export import Period
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.team import Team
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import PAUL
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, outing, play, unlocked

SOUTH = Team(id=new_id(), name="Équipe Sud")
SOON, GONE = clock.today() + timedelta(days=3), clock.today() - timedelta(days=3)


def office(folder: Path) -> Tablet:
    dates = outing(on=SOON), outing(on=SOON, team_id=SOUTH.id), outing(on=GONE)
    return Tablet(folder, [NORTH, SOUTH, MARKET, PAUL, *dates])


def saved(app: object) -> list[dict[str, object]]:
    return [args for name, args in app.client.calls if name == "save_file"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["xlsx", "ics", "csv"])
def test_the_dates_chosen_are_saved_in_the_form_chosen(tmp_path: Path, ending: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/schedule/export")
            assert app.sees("2 dates")
            await app.tap("dates_export.period.all")
            assert app.sees("3 dates")
            await app.tap(f"dates_export.team.{NORTH.id}")
            await app.tap(f"dates_export.format.{ending}")
            await app.tap("dates_export.save")
            await app.until(lambda: saved(app))
            [args] = saved(app)
            first, last = schedule_export.chosen(tablet.replica, Period.ALL, clock.today(), NORTH.id)
            assert args["file_name"] == f"dates-{first.on}-{last.on}.{ending}"
            shown = schedule_import.preview(tablet.replica, args["src_bytes"], clock.today())  # type: ignore[arg-type]
            assert (shown.errors, shown.unchanged, shown.facts) == ([], 2, [])
            [entry] = tablet.replica.all(ExportEntry)
            assert (entry.sort, entry.format, entry.lines, entry.since) == ("schedule", ending, 2, first.on)

    play(story)


def test_a_period_without_a_date_has_nothing_to_save(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing(on=GONE))) as app:
            await app.go("/schedule/export")
            assert app.sees("Aucune date dans cette période")
            assert not app.acts("dates_export.save")

    play(story)


def test_a_tablet_offers_what_it_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = util.find_spec
    monkeypatch.setattr(schedule_export, "find_spec", lambda name: None if name == "openpyxl" else find(name))

    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, MARKET, AWA, outing(on=SOON)])) as app:
            await app.go("/schedule/export")
            assert app.sees("Les fichiers Excel se font sur le PC du bureau")
            assert not app.has("dates_export.format.xlsx")
            assert app.marked("dates_export.format.ics").selected
            assert not app.has(f"dates_export.team.{NORTH.id}")  # there is only one

    play(story)


def test_the_tools_of_the_schedule_lead_there(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule")
            await app.tap("schedule.tools")
            assert app.sees("Exporter")
            assert tablet.replica.count(Outing) == 3

    play(story)
