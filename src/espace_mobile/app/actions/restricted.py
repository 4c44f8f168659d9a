"""Whose files are only kept, as they asked: read from the register of rights, and never written anywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from espace_mobile.app import clock
from espace_mobile.app.actions.files import heads, told_of
from espace_mobile.domain import restriction
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.restriction import Restriction
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

# The register itself; what is counted or paid by the hour, whoever it was; what its own author signs or withdraws.
GOES_ON = frozenset(
    kind.kind for kind in (RightsEntry, Contact, Attendance, Signature, ServiceVisit, WorkShift, Testimonial)
)


def restriction_of(replica: Replica, person_id: str) -> Restriction | None:
    """Of any of the person's files: merging two keeps it. Work: the lines of the register about the person."""
    return restriction.in_force(told_of(replica, RightsEntry, person_id))


def allowed_until(replica: Replica, person_id: str, today: date) -> date | None:
    return restriction.allowed_until(told_of(replica, RightsEntry, person_id), today)


def is_shut(replica: Replica, person_id: str, today: date) -> bool:
    """Whether nobody writes in this file today."""
    entries = told_of(replica, RightsEntry, person_id)
    return restriction.in_force(entries) is not None and restriction.allowed_until(entries, today) is None


def everybody(replica: Replica) -> set[str]:
    """The people whose files are restricted, each by the id that stands for them. Work: the requests to restrict."""
    asked = replica.where(RightsEntry, sort=RegisterSort.RESTRICTION)
    return heads(replica, _people(entry for entry in asked if restriction.restricts(entry)))


def check_open(replica: Replica, shown: Fact) -> None:
    """Raises `InputError` (`record`, `restricted`) when it is, or tells of, somebody whose file nobody writes in."""
    if shown.kind in GOES_ON:
        return
    whose = shown.id if isinstance(shown, Person) else getattr(shown, "person_id", None)
    if isinstance(whose, str) and is_shut(replica, whose, clock.today()):
        raise InputError("record", "restricted")


def _people(entries: Iterable[RightsEntry]) -> Iterable[str]:
    return (entry.person_id for entry in entries if entry.person_id)
