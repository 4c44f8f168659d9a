"""Dates, and a planner's PC, for the tests of the schedule's views."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.team import Team
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import PAUL
from tests.app.tablet import MARKET, NORTH, Tablet, outing

SOUTH = Team(id=new_id(), name="Équipe Sud")
PC: dict[str, Any] = {"width": 1280, "height": 800}


def planning(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, SOUTH, MARKET, PAUL, *facts])


def on(days: int, **more: Any) -> Outing:
    return outing(on=clock.today() + timedelta(days=days), **more)


def on_day(day: date, **more: Any) -> Outing:
    return outing(on=day, **more)


def listed(app: AppUnderTest) -> list[str]:
    """The ids of the dates on the screen, in its order."""
    found = (c.identifier or "" for c in app.all(ft.Semantics))
    return [id.removeprefix("date.") for id in found if id.startswith("date.") and len(id) == 37]


def cell(day: date) -> str:
    return f"schedule.day.{day.isoformat()}"


def instead_of(tablet: Tablet, outing: Outing) -> Outing:
    """The date that replaces it."""
    moved = tablet.replica.get(Outing, outing.id)
    assert moved is not None
    found = tablet.replica.get(Outing, moved.moved_to_id or "")
    assert found is not None
    return found
