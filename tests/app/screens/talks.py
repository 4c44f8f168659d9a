"""A tablet of a counsellor, talks in it, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import NORTH, Tablet, worker

NORA = worker("Nora", Role.COUNSELLOR, (NORTH.id,))
LINE, LIFE = "Ce que la personne dit", "Projet de vie"


def office(folder: Path, *facts: object, **more: object) -> Tablet:
    return Tablet(folder, [NORTH, NORA, *facts], **more)  # type: ignore[list-item,arg-type]


def talk(about: Person, **more: object) -> Interview:
    told = {"person_id": about.id, "team": NORTH.id, "worker_id": NORA.id, "at": clock.now()}
    return Interview(**{"id": new_id(), **told, **more})  # type: ignore[arg-type]


async def open_talk(app: AppUnderTest, interview: Interview) -> None:
    await app.go(f"/people/{interview.person_id}/interview/{interview.id}")


def kept(tablet: Tablet) -> Interview:
    [interview] = tablet.replica.all(Interview)
    return interview
