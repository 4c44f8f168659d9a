"""The cases of a comité de suivi: whose are proposed, whose were added by hand, what is written of each.

A case gets a record when it is put on the agenda by hand or decided. Its id is derived from the review and the person:
two tablets write one, and what they decided differently is a conflict like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import people
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import head_id, person_of, told_of
from espace_mobile.app.actions.followed import InIt, everybody_in
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.review_agenda import rank, reasons
from espace_mobile.domain.sheet_vocabulary import CaseReason
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Case:
    """`person`: the file that stands for them; `said`: what was written of the case; `quiet_days`: without news, 0 of a
    review that is over."""

    person: Person
    reasons: tuple[CaseReason, ...]
    said: ReviewedCase | None = None
    quiet_days: int = 0

    @property
    def decided(self) -> bool:
        return self.said is not None and self.said.decision is not None


# Reading


def agenda(replica: Replica, review: CaseReview, worker: Worker, today: date) -> list[Case]:
    """The cases this worker may see, in the order they are examined."""
    cases = {person.id: Case(person, said.reasons, said) for person, said in _written(replica, review, worker)}
    if is_proposing(review, today):
        for one in _everybody(replica, review, worker, today):
            case = proposed(replica, review, one, cases.get(one.person.id), today)
            if case is not None:
                cases[one.person.id] = case
    return sorted(cases.values(), key=lambda case: (*rank(case.reasons, case.quiet_days), case.person.id))


def left_out(replica: Replica, review: CaseReview, worker: Worker, today: date) -> list[InIt]:
    """Those in the programme who are not on the agenda, the longest without news first."""
    there = {case.person.id for case in agenda(replica, review, worker, today)}
    return [one for one in _everybody(replica, review, worker, today) if one.person.id not in there]


def unseen(replica: Replica, review: CaseReview, worker: Worker) -> int:
    """How many cases are of people whom this worker may not see, or whose file was erased."""
    return len(_records(replica, review)) - len(_written(replica, review, worker))


def decided_count(replica: Replica, review: CaseReview) -> int:
    """Of everybody's, the erased too."""
    return sum(said.decision is not None for said in _records(replica, review).values())


def is_proposing(review: CaseReview, today: date) -> bool:
    """Once it is over, only what was examined is its agenda."""
    return review.status == SessionStatus.PLANNED or (review.status == SessionStatus.HELD and review.on >= today)


def case_of(replica: Replica, review: CaseReview, person_id: str) -> ReviewedCase | None:
    """What was written of the person at this review, whatever was merged."""
    told = [c for c in told_of(replica, ReviewedCase, person_id) if c.review_id == review.id]
    return max(told, key=_weight, default=None)


def case_id(review_id: str, person_id: str) -> str:
    """`person_id`: of the head of their files."""
    return derived_id("reviewed_case", review_id, person_id)


# Changing


@held
def put_on(replica: Replica, review: CaseReview, people_: list[Person], worker: Worker) -> Done[ReviewedCase]:
    """On the agenda by hand, in one commit. Raises `InputError` (`person`, `required`; `record`, `counsellor_only`), or
    like `check_here`."""
    check_may(worker)
    check_here(replica, review)
    if not people_:
        raise InputError("person", "required")
    first, *others = [begun(replica, review, person, (CaseReason.BY_HAND,)) for person in people_]
    return do(replica, first, *others, worker=worker)


@held
def take_off(replica: Replica, case: ReviewedCase, worker: Worker) -> Done[ReviewedCase]:
    """Off the agenda it was put on by hand. Raises `InputError` (`record`, `decided`) once something was decided."""
    check_may(worker)
    check_here(replica, case)
    now = current(replica, case)
    if now.decision is not None:
        raise InputError("record", "decided")
    replica.save(by=worker.id, deleting=[now])
    return Done(now, deleted=(now,))


def begun(replica: Replica, review: CaseReview, person: Person, why: tuple[CaseReason, ...]) -> ReviewedCase:
    """What is written of the person at this review, not saved: as it is, or begun. Its reasons stay as they are
    once something was decided."""
    head = person_of(replica, person.id) or person
    known = case_of(replica, review, head.id)
    if known is not None:
        return known if known.decision is not None else known.but(reasons=tuple(dict.fromkeys((*why, *known.reasons))))
    id = case_id(review.id, head.id)
    return ReviewedCase(id=id, team=head.team, review_id=review.id, person_id=head.id, reasons=why)


def _everybody(replica: Replica, review: CaseReview, worker: Worker, today: date) -> list[InIt]:
    programme = replica.get(Programme, review.programme_id)
    return everybody_in(replica, programme, worker, today) if programme else []


def proposed(replica: Replica, review: CaseReview, one: InIt, known: Case | None, today: date) -> Case | None:
    """None of whom nothing calls for. `known`: what was written of them; the reasons of a decided case stay those of
    when it was decided."""
    programme = replica.get(Programme, review.programme_id)
    months, every = (programme.follow_months, programme.review_days) if programme else (None, None)
    found = reasons(one.followed, review.on, today, months=months, every=every)
    quiet = one.followed.quiet_days(today)
    if known is None:
        return Case(one.person, found, None, quiet) if found else None
    why = known.reasons if known.decided else tuple(dict.fromkeys((*found, *known.reasons)))
    return Case(one.person, why, known.said, quiet)


def _records(replica: Replica, review: CaseReview) -> dict[str, ReviewedCase]:
    """One a person, whatever was merged; each of those erased by itself."""
    found: dict[str, ReviewedCase] = {}
    for said in replica.where(ReviewedCase, review_id=review.id):
        key = head_id(replica, said.person_id) if said.person_id else said.id
        found[key] = max(said, found.get(key, said), key=_weight)
    return found


def _written(replica: Replica, review: CaseReview, worker: Worker) -> list[tuple[Person, ReviewedCase]]:
    found = [(person_of(replica, said.person_id), said) for said in _records(replica, review).values()]
    return [(p, said) for p, said in found if p is not None and people.may_see(replica, worker, p)]


def _weight(said: ReviewedCase) -> tuple[bool, str, str]:
    """Of two files merged since, the case decided last."""
    at = said.decided_at.isoformat() if said.decided_at else ""
    return said.decision is not None, at, said.id
