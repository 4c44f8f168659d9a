"""Relances to make, and the list of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import due
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import NORTH


def task(about: Person, days: int = 0, **more: Any) -> FollowUp:
    day = clock.today() + timedelta(days=days)
    return FollowUp(**{"id": new_id(), "team": NORTH.id, "person_id": about.id, "due_on": day, **more})


def missed(about: Person) -> tuple[Appointment, FollowUp]:
    at = clock.now() - timedelta(days=3)
    fact = Appointment(
        id=new_id(), team=NORTH.id, person_id=about.id, starts_at=at, status=AppointmentStatus.MISSED
    )  # fmt: skip
    return fact, due.missed(fact, clock.today() - timedelta(days=3))


async def to_relances(app: AppUnderTest, whose: str = "team") -> None:
    await app.go("/agenda")
    await app.tap("agenda.segment.relances")
    await app.tap(f"relances.{whose}")
