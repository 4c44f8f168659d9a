from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import AgeBand, OutingStatus, PlaceType, Role, Sex
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import MARKET, NORTH, Tablet, at_work, outing, play, unlocked, worker

YEAR = clock.today().year
FIRST = date(YEAR, 1, 1)
LAST_YEAR = date(YEAR - 1, 6, 1)
SUD = Team(id=new_id(), name="Équipe Sud")
SQUARE = Place(id=new_id(), name="Place du Port", type=PlaceType.MARKET)
LINA = worker("Lina", Role.COUNSELLOR, (NORTH.id,))
NORA = Person(id=new_id(), first_name="Nora", team=NORTH.id, sex=Sex.FEMALE, opened_on=FIRST)
OMAR = Person(id=new_id(), first_name="Omar", team=SUD.id, sex=Sex.MALE, opened_on=FIRST)
AT_MARKET = outing(on=FIRST, status=OutingStatus.HELD)
AT_SQUARE = outing(on=FIRST, place_id=SQUARE.id, status=OutingStatus.HELD)
THEN = outing(on=LAST_YEAR, status=OutingStatus.HELD)


def contact(at: object, sex: Sex = Sex.FEMALE, **more: object) -> Contact:
    when = clock.instant(at.on, time(10))  # type: ignore[attr-defined]
    return Contact(**{"id": new_id(), "outing_id": at.id, "at": when, "sex": sex,  # type: ignore[attr-defined]
                      "age_band": AgeBand.FROM_26_TO_44, **more})  # fmt: skip


CONTACTS = [
    *(contact(AT_MARKET) for _ in range(5)), contact(AT_MARKET, Sex.MALE, person_id=OMAR.id),
    *(contact(AT_SQUARE, Sex.MALE) for _ in range(2)), *(contact(THEN) for _ in range(3)),
]  # fmt: skip
TALK = Interview(id=new_id(), person_id=NORA.id, at=clock.instant(FIRST, time(15)))


def tablet_of(folder: Path, who: object = LINA) -> Tablet:
    facts = [SUD, SQUARE, NORA, OMAR, AT_MARKET, AT_SQUARE, THEN, *CONTACTS, TALK]
    tablet = at_work(folder, who, *facts)  # type: ignore[arg-type]
    tablet.people = [account for account in tablet.people if account.id == who.id]  # type: ignore[attr-defined]
    return tablet


@pytest.fixture
def tablet(tmp_path: Path) -> Tablet:
    return tablet_of(tmp_path)


@asynccontextmanager
async def counted(tablet: Tablet, query: str = "", **page: object) -> AsyncIterator[AppUnderTest]:
    async with unlocked(tablet, route=f"/indicators{query}", **page) as app:
        await app.until(lambda: app.has("dashboard.contacts") or app.has("dashboard.empty.before"))
        yield app


def told(app: AppUnderTest, identifier: str) -> str:
    return app.name(identifier) if app.all(ft.Semantics, identifier=identifier) else ""


def days(app: AppUnderTest) -> str | None:
    return app.marked("dashboard.days").label


def test_the_funnel_says_each_step_and_its_share_of_the_first(tablet: Tablet) -> None:
    async def story() -> None:
        async with counted(tablet) as app:
            assert days(app) == str(YEAR)
            assert app.name("dashboard.contacts") == "Contacts, 8"
            assert app.name("dashboard.files") == "Fiches ouvertes, 2, 25 % des contacts"

    play(story)
