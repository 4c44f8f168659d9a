"""What a comité de suivi decides of a case: by whom, by when, and the relance it becomes for one of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import due, followed
from espace_mobile.app.actions.change import Seen, check_here, current, held
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.review_cases import begun, is_proposing, proposed
from espace_mobile.app.actions.undoing import Done, is_attempted
from espace_mobile.domain import relances
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Decision:
    """As it is asked for, unchecked. Who does it: a worker (`owner_id`), a partner, or nobody in particular."""

    decision: CaseDecision | None = None
    text: str = ""
    owner_id: str | None = None
    owner_organisation_id: str | None = None
    due_on: date | None = None

    def checked(self, before: ReviewedCase, today: date) -> dict[str, object]:
        """The fields of a case. Raises `InputError` (`decision`, `required`; `decided`, `nir` or `too_long`; `due_on`,
        `required` of a worker, `past` unless it was said so before)."""
        if self.decision is None:
            raise InputError("decision", "required")
        decided = check_note(self.text, "decided")
        if self.owner_id or self.due_on:
            same = self.due_on is not None and self.due_on == before.due_on
            relances.check_due(self.due_on, self.due_on if same and self.due_on else today)
        return {
            "decision": self.decision, "decided": decided, "owner_id": self.owner_id,
            "owner_organisation_id": None if self.owner_id else self.owner_organisation_id, "due_on": self.due_on,
        }  # fmt: skip


@held
def decide(
    replica: Replica, review: CaseReview, person: Person, asked: Decision, worker: Worker, *, now: datetime,
    reason: str = "", seen: Seen | None = None,
) -> Done[ReviewedCase]:  # fmt: skip
    """The decision and, when one of ours is to do it, the relance due that day, in one commit. `reason`: of the relance
    when the decision has no words; `seen`: `seen_now` of when the form was opened. A decision on the day of the review,
    or later, says that it was held.

    Raises `InputError`: see `Decision.checked`; or like `put_on`.
    """
    check_may(worker)
    check_here(replica, review)
    check_here(replica, person)
    today = clock.local(now).date()
    case = begun(replica, review, person, _why(replica, review, person, today))
    decided = case.but(**asked.checked(case, today), decided_at=now, worker_id=worker.id)
    task, gone = _task(replica, decided, check_note(reason, "decided"))
    as_it_is = current(replica, review)
    held_now = as_it_is.status == SessionStatus.PLANNED and as_it_is.on <= today
    facts: list[Fact] = [decided, *task, *([as_it_is.but(status=SessionStatus.HELD)] if held_now else [])]
    saved = tuple((replica.get(type(fact), fact.id), fact) for fact in facts)
    stamps = {field: Stamp.of_text(text) for field, text in (seen or {}).items()}
    replica.save(*facts, by=worker.id, seen={decided.id: stamps}, deleting=gone)
    return Done(decided, saved, tuple(gone))


def _task(replica: Replica, case: ReviewedCase, reason: str | None) -> tuple[list[FollowUp], list[FollowUp]]:
    """The relance as the decision wants it, and the one to be deleted: nobody keeps what is no longer theirs to do."""
    assert case.person_id is not None
    id = due.task_id(FollowUpRule.BY_HAND, case.id, case.person_id)
    known = replica.get(FollowUp, id)
    if case.owner_id is None or case.due_on is None:
        if known is None or known.status == FollowUpStatus.DONE:
            return [], []
        dropped = known.but(status=FollowUpStatus.DROPPED)
        return ([dropped], []) if is_attempted(replica, known) else ([], [known])
    task = known or FollowUp(
        id=id, team=case.team, person_id=case.person_id, source_id=case.id, due_on=case.due_on
    )  # fmt: skip
    wanted = task.but(due_on=case.due_on, worker_id=case.owner_id, reason=case.decided or reason)
    if known is not None and known.status != FollowUpStatus.DUE:
        if known.status == FollowUpStatus.DONE and (known.due_on, known.worker_id) == (wanted.due_on, case.owner_id):
            return [], []  # it was done; other words for it don't ask for it again
        wanted = wanted.but(status=FollowUpStatus.DUE, closed_at=None, closed_by=None)
    return [wanted], []


def _why(replica: Replica, review: CaseReview, person: Person, today: date) -> tuple[CaseReason, ...]:
    """The reasons that stay with a decision."""
    head = person_of(replica, person.id) or person
    one = followed.one_in(replica, review.programme_id, head, today)
    case = proposed(replica, review, one, None, today) if one and is_proposing(review, today) else None
    return case.reasons if case else (CaseReason.BY_HAND,)
