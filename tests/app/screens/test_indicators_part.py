from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.path_vocabulary import AttendanceStatus, EntryDecision, SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.sheet_vocabulary import BudgetNature, ProgrammePart
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import NORTH, Tablet, at_work, play, unlocked

YEAR = clock.today().year
ISLAND = Programme(
    id=new_id(), name="Estime de soi", parts=(ProgrammePart.WORKSHOPS,), participants=9, since=date(YEAR - 1, 9, 1)
)  # fmt: skip
PAGE = f"/programmes/{ISLAND.id}/indicators"


def session(on: date, **more: object) -> GroupSession:
    at = clock.instant(on, time(14))
    return GroupSession(**{"id": new_id(), "programme_id": ISLAND.id, "title": "Se regarder", "starts_at": at,
                           "status": SessionStatus.HELD, **more})  # fmt: skip


def present(who: str, at: GroupSession) -> Attendance:
    return Attendance(
        id=new_id(), session_id=at.id, person_id=who, since=at.starts_at, status=AttendanceStatus.PRESENT
    )  # fmt: skip


THIS = session(date(YEAR, 1, 1))
LAST = session(date(YEAR - 1, 10, 1))
CAME = [present("a" * 32, THIS), present("b" * 32, THIS), present("a" * 32, LAST)]


@pytest.fixture
def tablet(tmp_path: Path) -> Tablet:
    costs = [
        BudgetLine(id=new_id(), programme_id=ISLAND.id, nature=BudgetNature.RUNNING, cents=395_000),
        BudgetLine(id=new_id(), programme_id=ISLAND.id, nature=BudgetNature.STAFF, cents=12_285_000),
        BudgetLine(id=new_id(), programme_id=ISLAND.id),
    ]
    return at_work(tmp_path, ISLAND, THIS, LAST, *CAME, *costs)


@asynccontextmanager
async def counted(tablet: Tablet, **page: object) -> AsyncIterator[AppUnderTest]:
    async with unlocked(tablet, route=PAGE, **page) as app:
        await app.until(lambda: app.has("indicator.people"))
        yield app


def told(app: AppUnderTest, identifier: str) -> str:
    """Empty while the figures of a period are being read."""
    return app.name(identifier) if app.all(ft.Semantics, identifier=identifier) else ""


def test_each_figure_is_large_and_says_at_a_tap_what_it_counts(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert app.name("indicator.participants") == "Participants différents, 2"
            assert app.name("indicator.people") == "Personnes différentes, 2 sur 9"
            assert not app.has("indicator.participants.means")
            await app.tap("indicator.participants")
            assert (
                "Être attendu, excusé ou invité ne suffit pas."
                in app.texts(app.marked("indicator.participants.means"))[0]
            )
            await app.tap("indicators.define")
            assert all(app.has(f"indicator.{code}.means") for code in (Of.PEOPLE, Of.SESSIONS_HELD, Of.EXPENSES))
            assert app.name("indicator.expenses") == "Dépenses prévues, 126\u00a0800\u00a0€"
            assert {"Fonctionnement\u00a0: 3\u00a0950\u00a0€", "Personnel\u00a0: 122\u00a0850\u00a0€"} <= set(
                app.texts(app.marked("indicator.expenses.parts"))
            )

    play(story)


def test_another_period_is_chosen_by_a_chip_and_kept(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert app.texts(app.marked("indicators.span")) == [f"Du 1er janvier {YEAR} au 31 décembre {YEAR}"]
            await app.tap("indicators.period.last_year")
            await app.until(lambda: told(app, "indicator.participants").endswith(", 1"))
            await app.tap("indicators.year.own")
            assert app.texts(app.marked("indicators.span"))[0].startswith("Du 1er septembre")
            await app.tap("indicators.period.all")
            await app.until(lambda: told(app, "indicator.presences").endswith(", 3"))
        async with counted(tablet) as app:
            assert app.name("indicator.presences").endswith(", 3")

    play(story)


def test_any_two_days_are_chosen_from_those_shown_and_never_the_wrong_way(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            await app.tap("indicators.period.last_year")
            await app.tap("indicators.period.other")
            assert app.texts(app.marked("indicators.span")) == [f"Du 1er janvier {YEAR - 1} au 31 décembre {YEAR - 1}"]
            await app.tap(f"indicators.since.{YEAR}-01-01")
            assert app.sees("La première date doit précéder la seconde")
            assert not app.has("indicator.people")
            await app.tap(f"indicators.until.{clock.today().isoformat()}")
            await app.until(lambda: app.has("indicator.people"))
            assert app.name("indicator.participants").endswith(", 2")

    play(story)


def test_what_another_tablet_told_is_counted_without_leaving_the_page(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            tablet.replica.save(present("c" * 32, THIS), by="b" * 32)
            await app.until(lambda: told(app, "indicator.participants") == "Participants différents, 3")
            entered = Enrolment(
                id=new_id(), person_id="c" * 32, programme_id=ISLAND.id, team=NORTH.id, entered_on=clock.today(),
                decision=EntryDecision.VALIDATED,
            )  # fmt: skip
            tablet.replica.save(entered, by="b" * 32)
            await app.until(lambda: told(app, "indicator.entries") == "Entrées, 1")
            assert app.name("indicator.people") == "Personnes différentes, 3 sur 9"

    play(story)


def test_the_page_of_a_programme_says_how_many_people_there_were_this_year(tablet: Tablet) -> None:
    async def story() -> None:
        async with unlocked(tablet, route=f"/programmes/{ISLAND.id}") as app:
            assert app.name("programme.indicators") == f"Chiffres, 2 personnes en {YEAR}"

    play(story)
