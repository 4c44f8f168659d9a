"""The comités de suivi of a programme: planned in its rhythm, moved, held, and who was there.

A CIP's or a supervisor's work. Each action is one commit that can be taken back (`undoing.take_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from enum import StrEnum

from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain import review_dates
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.review_dates import ReviewDay
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

MORNING, AFTERNOON = time(9), time(14)


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"


# Reading


def reviews_of(replica: Replica, programme_id: str) -> list[CaseReview]:
    """All of a programme's, the earliest first."""
    return sorted(replica.where(CaseReview, programme_id=programme_id), key=lambda r: (r.on, r.id))


def to_come(replica: Replica, programme_id: str, today: date) -> list[CaseReview]:
    """Neither cancelled nor past, the next first; one that is held today too."""
    return [r for r in reviews_of(replica, programme_id) if r.on >= today and r.status != SessionStatus.CANCELLED]


def past(replica: Replica, programme_id: str, today: date) -> list[CaseReview]:
    """Those before today that were not cancelled, the latest first."""
    known = reviews_of(replica, programme_id)
    return [r for r in reversed(known) if r.on < today and r.status != SessionStatus.CANCELLED]


def proposed_days(replica: Replica, programme: Programme, today: date, first: date | None = None) -> list[ReviewDay]:
    """The next ones in the rhythm of the programme, counted from the last planned day, a cancelled one's too.

    None when there was none yet and no `first` was chosen.
    """
    every = programme.review_days or review_dates.EVERY
    planned = [planned_on(review) for review in reviews_of(replica, programme.id)]
    if planned:
        return review_dates.coming(max(planned), every, today)
    if first is None:
        return []
    return [review_dates.first_day(first), *review_dates.coming(first, every, today, review_dates.AT_ONCE - 1)]


def planned_on(review: CaseReview) -> date:
    return review.planned_on or review.on


def partners_of(replica: Replica, programme_id: str) -> list[str]:
    """The ids of the organisations that take part in the programme, by name."""
    links = replica.where(ProgrammePartner, programme_id=programme_id)
    known = {link.organisation_id: replica.get(Organisation, link.organisation_id) for link in links}
    return [id for id, o in sorted(known.items(), key=lambda one: (one[1].name if one[1] else "", one[0])) if o]


def review_id(programme_id: str, planned: date) -> str:
    return derived_id("case_review", programme_id, planned.isoformat())


# Planning


@held
def plan(
    replica: Replica, programme: Programme, days: Sequence[ReviewDay], worker: Worker, *, starts: time = MORNING,
    place_id: str | None = None,
) -> Done[CaseReview]:  # fmt: skip
    """One commit for all of them; those that another tablet planned meanwhile stay as they are. The partners of the
    programme are asked. Raises `InputError` (`day`, `required`; `record`, `counsellor_only`), or like `check_here`."""
    check_may(worker)
    check_here(replica, programme)
    if not days:
        raise InputError("day", "required")
    asked = tuple(partners_of(replica, programme.id))
    made = [
        CaseReview(
            id=review_id(programme.id, day.planned), programme_id=programme.id, on=day.on, planned_on=day.planned,
            starts=starts, place_id=place_id, organisation_ids=asked,
        )
        for day in days
    ]  # fmt: skip
    first, *others = [replica.get(CaseReview, review.id) or review for review in made]
    return do(replica, first, *others, worker=worker)


def move(
    replica: Replica, review: CaseReview, worker: Worker, on: date | None, starts: time | None = None,
    place_id: str | None = None,
) -> Done[CaseReview]:  # fmt: skip
    """Another day, hour or place; those that follow stay where they are. A day off is the screen's to warn of, never
    refused. Raises `InputError` (`day`, `required`), or like `plan`."""
    if on is None:
        raise InputError("day", "required")
    return _changed(replica, review, worker, on=on, starts=starts or review.starts, place_id=place_id)


def cancel(replica: Replica, review: CaseReview, worker: Worker) -> Done[CaseReview]:
    """The rhythm goes on from it. Undone by `plan_again`."""
    return _changed(replica, review, worker, status=SessionStatus.CANCELLED)


def plan_again(replica: Replica, review: CaseReview, worker: Worker) -> Done[CaseReview]:
    return _changed(replica, review, worker, status=SessionStatus.PLANNED)


def hold(replica: Replica, review: CaseReview, worker: Worker) -> Done[CaseReview]:
    """It took place; a first decision on its day says so too."""
    return _changed(replica, review, worker, status=SessionStatus.HELD)


# Who is there


@held
def ask(replica: Replica, review: CaseReview, worker: Worker, organisation_id: str) -> Done[CaseReview]:
    """A partner is asked; one that was is not any more."""
    now = current(replica, review)
    others = {name: _without(getattr(now, name), organisation_id) for name in _OF_PARTNERS}
    if organisation_id not in now.organisation_ids:
        others["organisation_ids"] = (*now.organisation_ids, organisation_id)
    return _changed(replica, review, worker, **others)


@held
def mark_partner(
    replica: Replica, review: CaseReview, worker: Worker, organisation_id: str, presence: Presence | None
) -> Done[CaseReview]:
    """None: nobody knows, or it did not come without a word."""
    now = current(replica, review)
    present, excused = (_without(ids, organisation_id) for ids in (now.present_ids, now.excused_ids))
    if presence == Presence.PRESENT:
        present = (*present, organisation_id)
    elif presence == Presence.EXCUSED:
        excused = (*excused, organisation_id)
    return _changed(replica, review, worker, present_ids=present, excused_ids=excused)


@held
def toggle_worker(replica: Replica, review: CaseReview, worker: Worker, who: str) -> Done[CaseReview]:
    """`who`: the id of one of ours who is there, or is not after all."""
    there = current(replica, review).worker_ids
    return _changed(replica, review, worker, worker_ids=_without(there, who) if who in there else (*there, who))


_OF_PARTNERS = ("organisation_ids", "present_ids", "excused_ids")


def _without(ids: Iterable[str], id: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != id)


@held
def _changed(replica: Replica, review: CaseReview, worker: Worker, **changes: object) -> Done[CaseReview]:
    check_may(worker)
    check_here(replica, review)
    return do(replica, current(replica, review).but(**changes), worker=worker)
