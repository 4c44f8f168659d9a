"""A programme with case reviews and those who are in it, on the tablet of a counsellor."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.tablet import NORTH, Tablet, worker

NORA = worker("Nora", Role.COUNSELLOR, (NORTH.id,))
PLIE = Organisation(id=new_id(), name="PLIE")
DANJOUTIN = Programme(
    id=new_id(), name="Insertion à Danjoutin", parts=(ProgrammePart.REVIEWS,), review_days=21, follow_months=6
)
PARTNER = ProgrammePartner(id=new_id(), programme_id=DANJOUTIN.id, organisation_id=PLIE.id)
PAGE = f"/programmes/{DANJOUTIN.id}/reviews"


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def spell(person: Person, days: int = 60, **more: Any) -> Enrolment:
    return Enrolment(
        id=new_id(), team=person.team, person_id=person.id, programme_id=DANJOUTIN.id, entered_on=ago(days),
        decision=EntryDecision.VALIDATED, **more,
    )  # fmt: skip


def heard(person: Person, *days: int) -> list[CheckIn]:
    return [CheckIn(id=new_id(), team=person.team, person_id=person.id, on=ago(n)) for n in days]


def review(on: date | None = None, **more: Any) -> CaseReview:
    day = on or clock.today()
    return CaseReview(
        id=case_reviews.review_id(DANJOUTIN.id, day), programme_id=DANJOUTIN.id, on=day, planned_on=day,
        starts=case_reviews.MORNING, organisation_ids=(PLIE.id,), **more,
    )  # fmt: skip


def office(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, NORA, PLIE, DANJOUTIN, PARTNER, *facts])
