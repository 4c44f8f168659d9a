"""Workshops of one programme, their sessions and their people, for the tests of their screens."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from espace_mobile.app import clock
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart, WorkshopForm
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person
from tests.app.screens.seats import NORA
from tests.app.tablet import MARKET, NORTH, Tablet

ISLAND = Programme(id=new_id(), name="Estime de soi", parts=(ProgrammePart.WORKSHOPS,), capacity=9)
CAF = Organisation(id=new_id(), name="CAF")
TWO = time(14)


def workshop(**more: Any) -> Workshop:
    phases = (Phase(title="Se regarder", sessions=4), Phase(title="Prendre soin de soi", sessions=4))
    given = {"title": "Atelier estime de soi", "phases": phases, "weekday": 3, "starts": TWO, "back_after_days": 30}
    return Workshop(**{"id": new_id(), "programme_id": ISLAND.id, **given, **more})


def monthly(**more: Any) -> Workshop:
    asked = {"form": WorkshopForm.MONTHLY, "phases": (), "week_of_month": 2, "title": "Groupe de parole"}
    return workshop(**{**asked, "compulsory": True, "month_minutes": 120, "back_after_days": None, **more})


def session(of: Workshop, days: int, **more: Any) -> GroupSession:
    starts_at = clock.instant(clock.today() + timedelta(days=days), TWO)
    given = {"title": of.title, "workshop_id": of.id, "programme_id": of.programme_id, "capacity": 9}
    return GroupSession(**{"id": new_id(), "starts_at": starts_at, **given, **more})


def enrolled(name: str) -> tuple[Person, Enrolment]:
    who = person(name, "Test")
    since: dict[str, Any] = {
        "entered_on": clock.today() - timedelta(days=60),
        "decision": EntryDecision.VALIDATED,
        "team": NORTH.id,
    }
    return who, Enrolment(id=new_id(), person_id=who.id, programme_id=ISLAND.id, **since)


def office(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, MARKET, NORA, ISLAND, CAF, *facts])


async def at(app: AppUnderTest, tail: str = "") -> None:
    await app.go(f"/programmes/{ISLAND.id}/workshops{tail}")


def next_thursday() -> date:
    day = clock.today() + timedelta(days=1)
    while day.weekday() != 3:
        day += timedelta(days=1)
    return day
