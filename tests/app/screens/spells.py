"""A person, programmes, and their spells in them, on a tablet of a counsellor or of a field worker."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import (
    EntryDecision,
    ExitReason,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person
from tests.app.tablet import AWA, NORTH, Tablet, worker

OMAR = worker("Omar", Role.COUNSELLOR, (NORTH.id,))
PATHWAY = Programme(id=new_id(), name="Parcours de mobilisation")
WEEKLY = Programme(id=new_id(), name="CéPourMoi", validated=False)
SAMIR = person("Samir", "Haddad", days_ago=400)


def office(folder: Path, *facts: Fact) -> Tablet:
    """A tablet used by Omar, a counsellor."""
    return Tablet(folder, [NORTH, OMAR, SAMIR, *facts])


def in_the_field(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, AWA, SAMIR, *facts])


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def spell(entered: int | None = None, left: int | None = None, **more: object) -> Enrolment:
    """In days ago."""
    days = {
        "entered_on": None if entered is None else ago(entered),
        "exited_on": None if left is None else ago(left),
        "exit_reason": None if left is None else ExitReason.END_OF_PATH,
        "decision": EntryDecision.PROPOSED if entered is None else EntryDecision.VALIDATED,
    }
    told = {
        "id": new_id(),
        "team": NORTH.id,
        "person_id": SAMIR.id,
        "programme_id": PATHWAY.id,
        "proposed_on": ago(500),
    }
    return Enrolment.model_validate({**told, **days, **more})


async def opened(app: AppUnderTest, about: Person = SAMIR) -> None:
    await app.go(f"/people/{about.id}")
    await app.tap("file.part.path")


def kept(tablet: Tablet) -> Enrolment:
    [one] = tablet.replica.all(Enrolment)
    return one
