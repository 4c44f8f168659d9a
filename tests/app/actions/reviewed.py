"""A programme with case reviews, people who entered it, and a review, for the tests of both."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from espace_mobile.app.actions import case_reviews
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.review_dates import ReviewDay
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)  # Ascension day
NOW = datetime(2026, 5, 14, 8, 42, tzinfo=UTC)
INTERMED, PLIE = Organisation(id=new_id(), name="Intermed"), Organisation(id=new_id(), name="PLIE")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def danjoutin(replica: Replica, **more: Any) -> Programme:
    """With its two partners."""
    programme = Programme(
        id=new_id(), name="Danjoutin", parts=(ProgrammePart.REVIEWS,), review_days=21, follow_months=6, **more
    )
    asked = (PLIE, INTERMED)
    partners = [ProgrammePartner(id=new_id(), programme_id=programme.id, organisation_id=o.id) for o in asked]
    replica.save(programme, INTERMED, PLIE, *partners, by="setup")
    return programme


def entered(replica: Replica, programme: Programme, name: str, team: str | None, days: int, **more: Any) -> Person:
    """Somebody who entered so many days ago."""
    person = Person(id=new_id(), team=team, first_name=name)
    spell = Enrolment(
        id=new_id(), team=team, person_id=person.id, programme_id=programme.id, entered_on=ago(days),
        decision=EntryDecision.VALIDATED, **more,
    )  # fmt: skip
    replica.save(person, spell, by="setup")
    return person


def news(replica: Replica, person: Person, *days: int) -> None:
    """Check-ins so many days ago."""
    said = [CheckIn(id=new_id(), team=person.team, person_id=person.id, on=ago(n)) for n in days]
    replica.save(*said, by="setup")


def planned(replica: Replica, programme: Programme, worker: Worker, on: date = TODAY) -> CaseReview:
    return case_reviews.plan(replica, programme, [ReviewDay(on, on)], worker).fact
