"""Group sessions, people who have a seat in them, and the tablet of a counsellor who leads them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import sessions
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person
from tests.app.tablet import MARKET, NORTH, Tablet, worker

NORA = worker("Nora", Role.COUNSELLOR, (NORTH.id,))
ESTEEM = Programme(id=new_id(), name="Estime de soi", capacity=3)
NAMES = ("Samir", "Élodie", "Inès", "Bilal", "Zoé", "Karim", "Maud")
EXPECTED, WAITING, PRESENT = AttendanceStatus.EXPECTED, AttendanceStatus.WAITING, AttendanceStatus.PRESENT


def session(days: int = 7, **more: Any) -> GroupSession:
    """At 14 o'clock, so that it is of that day wherever the test runs."""
    on = clock.today() + timedelta(days=days)
    starts_at = clock.instant(on, clock.local(clock.now()).time().replace(hour=14, minute=0, second=0, microsecond=0))
    return GroupSession(**{"id": new_id(), "title": "Oser dire", "starts_at": starts_at, **more})


def seats(of: GroupSession, *people: Person, status: AttendanceStatus = EXPECTED) -> list[Attendance]:
    """Of people who came one minute after the other."""
    first = clock.now() - timedelta(hours=1)
    return [
        Attendance(
            id=sessions.attendance_id(of.id, p.id), session_id=of.id, person_id=p.id, status=status,
            since=first + timedelta(minutes=n),
        )
        for n, p in enumerate(people)
    ]  # fmt: skip


def office(folder: Path, *facts: Fact) -> Tablet:
    """A tablet of the North team, used by Nora, who is a counsellor."""
    return Tablet(folder, [NORTH, MARKET, NORA, ESTEEM, *facts])


def people() -> list[Person]:
    return [person(name, "Test", days_ago=n) for n, name in enumerate(NAMES)]


def told(tablet: Tablet, of: GroupSession) -> dict[str | None, AttendanceStatus]:
    return {a.person_id: a.status for a in sessions.attendances_of(tablet.replica, of)}


async def at(app: AppUnderTest, of: GroupSession) -> None:
    await app.go(f"/sessions/{of.id}")
