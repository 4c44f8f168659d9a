from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.schedule import importing
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import OutingStatus
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL, undo
from tests.app.tablet import MARKET, NORTH, Tablet, outing, play, unlocked
from tests.docs import examples

PASTE = "Ou collez le tableau ici"
NEXT = clock.today() + timedelta(days=30)


def office(folder: Path, *facts: Outing) -> Tablet:
    return Tablet(folder, [NORTH, MARKET, PAUL, *facts])


async def paste(app: AppUnderTest, *lines: str) -> None:
    await app.go("/schedule/import")
    await app.type(PASTE, "\n".join(["date;horaires;lieu;équipe", *lines]))
    await app.tap("import.check")


async def choose_file(app: AppUnderTest, name: str, data: bytes) -> None:
    app.client.answers["pick_files"] = [{"id": 1, "name": name, "size": len(data), "bytes": data}]
    await app.go("/schedule/import")
    await app.tap("import.choose")
    await app.until(lambda: app.has("import.figures"))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
def test_a_file_of_each_sort_is_chosen_and_imported(tmp_path: Path, ending: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await choose_file(app, f"dates.{ending}", (examples.GUIDES / f"{examples.NAME}.{ending}").read_bytes())
            found = [c for c in app.texts() if "date" in c]
            assert app.has("import.figures"), found
            if app.has("import.take_all"):  # once the example's days are gone by
                await app.tap("import.take_all")
            assert app.name("import.go") == "Importer 6 dates"
            await app.tap("import.go")
            assert tablet.replica.count(Outing) == 6

    play(story)


def test_a_doubtful_line_is_taken_or_left_by_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await paste(app, f"{NEXT:%d/%m/%Y};9h-12h;Gare;", "14/05/2024;9h-12h;Gare;", "15/05/2024;9h-12h;Gare;")
            assert app.sees("Jour passé")
            assert app.sees("2 dates douteuses, laissées de côté")
            assert app.name("import.go") == "Importer 1 date"
            assert app.marked("import.doubt.1.leave").selected
            await app.tap("import.doubt.1.take")
            assert app.name("import.go") == "Importer 2 dates"
            await app.tap("import.take_all")
            assert app.name("import.go") == "Importer 3 dates"
            await app.tap("import.leave_all")
            await app.tap("import.doubt.2.take")
            await app.tap("import.go")
            assert {o.on for o in tablet.replica.all(Outing)} == {NEXT, date(2024, 5, 15)}

    play(story)


@pytest.mark.parametrize(
    ("choice", "hours"), [("take", {time(14)}), ("second", {time(9), time(14)}), ("leave", {time(9)})]
)
def test_another_hour_is_a_change_or_a_second_date(tmp_path: Path, choice: str, hours: set[time]) -> None:
    async def story() -> None:
        tablet = office(tmp_path, outing(on=NEXT))
        async with unlocked(tablet) as app:
            await paste(app, f"{NEXT:%d/%m/%Y};14h-17h;{MARKET.name};{NORTH.name}", f"{NEXT:%d/%m/%Y};10h;Gare;")
            assert app.sees("Une date existe déjà ce jour-là à ce lieu\u00a0: 9\u00a0h – 13\u00a0h")
            assert app.sees("début\u00a0: 9\u00a0h, devient 14\u00a0h")
            await app.tap(f"import.doubt.0.{choice}")
            await app.tap("import.go")
            at_market = {o.starts for o in tablet.replica.all(Outing) if o.place_id == MARKET.id}
            assert at_market == hours
            await undo(app)
            assert [o.starts for o in tablet.replica.all(Outing)] == [time(9)]

    play(story)


@pytest.mark.parametrize(("answer", "names"), [("yes", 1), ("no", 2)])
def test_a_place_almost_known_is_asked_once(tmp_path: Path, answer: str, names: int) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            written = MARKET.name.replace("ll", "l")
            later = NEXT + timedelta(days=7)
            await paste(app, f"{NEXT:%d/%m/%Y};9h-12h;{written};", f"{later:%d/%m/%Y};9h-12h;{written};")
            assert app.sees("2 dates attendent une réponse sur leur lieu")
            assert not app.has("import.go")
            near = next(c.identifier for c in app.all(ft.Semantics) if (c.identifier or "").startswith("import.near."))
            await app.tap(f"{near.rpartition('.')[0]}.{answer}")
            assert not app.sees("Est-ce le même lieu")
            await app.tap("import.go")
            assert tablet.replica.count(Place) == names
            assert tablet.replica.count(Outing) == 2

    play(story)


def test_what_is_changed_says_from_what_to_what_and_what_is_settled_stays(tmp_path: Path) -> None:
    async def story() -> None:
        settled = outing(on=NEXT + timedelta(days=1), status=OutingStatus.CANCELLED)
        async with unlocked(office(tmp_path, outing(on=NEXT), settled)) as app:
            await paste(
                app, *(f"{day:%d/%m/%Y};9h-14h;{MARKET.name};{NORTH.name}" for day in (NEXT, NEXT + timedelta(days=1)))
            )
            assert app.sees("fin\u00a0: 13\u00a0h, devient 14\u00a0h")
            assert app.sees("1 date modifiée")
            assert app.sees("1 date tenue, annulée ou déplacée diffère dans le fichier")

    play(story)


def test_a_long_preview_is_shown_thirty_by_thirty(tmp_path: Path) -> None:
    async def story() -> None:
        days = [NEXT + timedelta(days=n) for n in range(70)]
        async with unlocked(office(tmp_path)) as app:
            await paste(app, *(f"{day:%d/%m/%Y};9h;Gare;" for day in days))
            shown = lambda: sum("Gare" in text for text in app.texts())  # noqa: E731
            assert (shown(), app.sees("et 40 autres")) == (30, True)
            await app.tap("import.more.new")
            await app.tap("import.more.new")
            assert (shown(), app.has("import.more.new")) == (70, False)

    play(story)


def test_a_large_file_is_read_beside_and_may_be_stopped(tmp_path: Path) -> None:
    async def story() -> None:
        lines = [f"{NEXT + timedelta(days=n % 300):%d/%m/%Y};{8 + n // 300}h;Gare {n % 7};" for n in range(3_000)]
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/schedule/import")
            await app.type(PASTE, "\n".join(["date;horaires;lieu;équipe", *lines]))
            await app.tap("import.check")
            await app.until(lambda: app.has("import.figures"))
            assert app.name("import.go") == "Importer 3\u00a0000 dates"
            await app.tap("import.go")
            await app.until(lambda: app.page.route == "/schedule")
            assert tablet.replica.count(Outing) == 3_000

    play(story)


def test_reading_is_given_up_at_a_tap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        started = importing.Event()

        def forever(replica: object, source: object, today: object, tick: object) -> None:
            started.set()
            while True:
                tick(500)  # type: ignore[operator]

        async with unlocked(office(tmp_path)) as app:
            monkeypatch.setattr(importing.schedule_import, "preview", forever)
            await app.go("/schedule/import")
            await app.type(PASTE, "x" * (importing.AT_ONCE + 1))
            target = next(c for c in app.tree(app.marked("import.check")) if isinstance(c, ft.Container) and c.on_click)
            waiting = importing.asyncio.create_task(app.session.dispatch_event(target._i, "click", None))
            await app.until(lambda: app.has("import.stop"))
            await app.tap("import.stop")
            await app.until(lambda: not app.has("import.stop"))
            await waiting
            assert app.sees("Lecture arrêtée, rien n’a changé")
            assert app.has("import.check")

    play(story)


def test_the_same_screen_fits_a_pc(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path), width=1280, height=800) as app:
            await paste(app, f"{NEXT:%d/%m/%Y};9h;Gare;")
            assert app.name("import.go") == "Importer 1 date"
            await app.tap("import.other")
            assert app.has("import.choose")

    play(story)
