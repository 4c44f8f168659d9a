"""Entries and exits: proposed by anybody who sees the person, decided by a CIP, entered, left, begun again.

What a screen lets do is refused here with a reason; what two tablets did offline is never refused when they meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from espace_mobile.app.actions import due, people, workers
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import person_of, told_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.situations import forgotten, tasks_of, told
from espace_mobile.app.actions.undoing import Done, do, is_attempted
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import (
    EntryDecision,
    ExitReason,
    FollowUpStatus,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import TASKS
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


def enrolments_of(replica: Replica, person_id: str) -> list[Enrolment]:
    """Every spell of the person, whatever was merged, the latest first."""
    return spells.in_order(told_of(replica, Enrolment, person_id))[::-1]


@held
def propose(
    replica: Replica, person: Person, programme: Programme, worker: Worker, today: date,
    interview: Interview | None = None,
) -> Enrolment:  # fmt: skip
    """Waits for a CIP, unless the programme asks for no decision. Raises `InputError` (`programme`: `open` when the
    person is in it, or waits for it; `retired`), or like `check_here`."""
    check_here(replica, person)
    if not people.may_see(replica, worker, person):
        raise InputError("record", "gone")
    if not current(replica, programme).active:
        raise InputError("programme", "retired")
    same = (e for e in told_of(replica, Enrolment, person.id) if e.programme_id == programme.id)
    if any(spells.is_open(e, today) for e in same):
        raise InputError("programme", "open")
    proposed = Enrolment(
        id=new_id(), team=person.team, person_id=person.id, programme_id=programme.id, proposed_on=today,
        proposed_by=worker.id, interview_id=interview.id if interview else None,
        decision=EntryDecision.PROPOSED if programme.validated else EntryDecision.VALIDATED,
    )  # fmt: skip
    replica.save(proposed, by=worker.id)
    return proposed


@held
def decide(
    replica: Replica, enrolment: Enrolment, decision: EntryDecision, worker: Worker, today: date
) -> Done[Enrolment]:
    """Validated or refused by a CIP; `PROPOSED` takes a decision back. Raises `InputError` (`record`:
    `counsellor_only`, `entered` when it is too late to refuse)."""
    check_may(worker)
    before = _now(replica, enrolment)
    if before.entered_on is not None and decision != EntryDecision.VALIDATED:
        raise InputError("record", "entered")
    by = {} if decision == EntryDecision.PROPOSED else {"decided_on": today, "decided_by": worker.id}
    return do(
        replica, before.but(**{"decision": decision, "decided_on": None, "decided_by": None, **by}), worker=worker
    )


@held
def enter(
    replica: Replica, enrolment: Enrolment, worker: Worker, on: date, today: date,
    situation: WorkSituation | None = None,
) -> Done[Enrolment]:  # fmt: skip
    """Or another day for an entry already noted; `situation`: theirs that day, when they said it.

    Raises `InputError` (`entered_on`: `not_validated`, or like `check_entry`).
    """
    before = _now(replica, enrolment)
    programme = replica.get(Programme, before.programme_id)
    if programme is None or programme.validated:
        check_may(worker)
    if before.entered_on is None and before.decision != EntryDecision.VALIDATED:
        raise InputError("entered_on", "not_validated")
    spells.check_entry(before, on, told_of(replica, Enrolment, before.person_id or ""), today)
    if any(o.on < on for o in replica.where(Outcome, enrolment_id=before.id)):
        raise InputError("entered_on", "after_outcome")
    said = told(before, SituationMoment.ENTRY, worker, on, situation)
    return do(replica, before.but(entered_on=on), *said, worker=worker)


@held
def not_entered(replica: Replica, enrolment: Enrolment, worker: Worker) -> Done[Enrolment]:
    """The entry was a mistake, and what they said of themselves at it. Raises `InputError` (`record`: `left`,
    `has_outcomes`)."""
    check_may(worker)
    before = _now(replica, enrolment)
    if before.exited_on is not None:
        raise InputError("record", "left")
    if replica.count(Outcome, enrolment_id=before.id):
        raise InputError("record", "has_outcomes")
    asked = replica.where(ParticipantEntry, enrolment_id=before.id)
    gone = [*forgotten(replica, before, SituationMoment.ENTRY), *asked]
    return do(replica, before.but(entered_on=None), worker=worker, deleting=gone)


@held
def leave(
    replica: Replica, enrolment: Enrolment, worker: Worker, on: date, today: date, reason: ExitReason,
    situation: WorkSituation | None = None,
) -> Done[Enrolment]:  # fmt: skip
    """With the relances it calls for (28 days, six months); or another day or reason for an exit already noted.
    `situation`: theirs that day, when they said it at a first exit; later it goes through `say_situation`.

    Raises `InputError` like `check_exit`.
    """
    check_may(worker)
    before = _now(replica, enrolment)
    spells.check_exit(before, on, today)
    left = before.but(exited_on=on, exit_reason=reason)
    said = told(left, SituationMoment.EXIT, worker, on, situation) if before.exited_on is None else []
    return do(replica, left, *said, *_relances(replica, before, left, said), worker=worker)


@held
def stay(replica: Replica, enrolment: Enrolment, worker: Worker) -> Done[Enrolment]:
    """The exit was a mistake, its relances too: those that somebody spent time on are dropped, the others deleted."""
    check_may(worker)
    before = _now(replica, enrolment)
    tasks = tasks_of(replica, before)
    dropped = [
        t.but(status=FollowUpStatus.DROPPED)
        for t in tasks
        if is_attempted(replica, t) and t.status == FollowUpStatus.DUE
    ]
    gone = [t for t in tasks if not is_attempted(replica, t)]
    gone_too = forgotten(replica, before, SituationMoment.EXIT, SituationMoment.SIX_MONTHS)
    stayed = before.but(exited_on=None, exit_reason=None)
    return do(replica, stayed, *dropped, worker=worker, deleting=[*gone, *gone_too])


@held
def delete(replica: Replica, enrolment: Enrolment, worker: Worker) -> Done[Enrolment]:
    """All of a mistake: the spell, its outcomes, what was asked of it, its relances but those somebody spent time on.

    One's own proposal can be withdrawn by anybody. Raises `InputError` (`record`, `counsellor_only`).
    """
    before = _now(replica, enrolment)
    if not may_delete(before, worker):
        check_may(worker)
    tasks = tasks_of(replica, before)
    kept = [t.but(status=FollowUpStatus.DROPPED) for t in tasks if is_attempted(replica, t)]
    gone = [
        before,
        *replica.where(Outcome, enrolment_id=before.id),
        *replica.where(Situation, enrolment_id=before.id),
        *replica.where(ParticipantEntry, enrolment_id=before.id),
        *(t for t in tasks if not is_attempted(replica, t)),
    ]
    saved = tuple((replica.get(FollowUp, t.id), t) for t in kept)
    replica.save(*kept, by=worker.id, deleting=gone)
    return Done(before, saved, tuple(gone))


def may_delete(enrolment: Enrolment, worker: Worker) -> bool:
    if workers.may_counsel(worker):
        return True
    waiting = enrolment.entered_on is None and enrolment.decided_by is None
    return waiting and enrolment.proposed_by == worker.id


def waiting(replica: Replica, worker: Worker, today: date) -> list[tuple[Enrolment, Person]]:
    """The entries that wait for a CIP and whose person this worker may see, the longest waiting first."""
    proposed = spells.in_order(replica.where(Enrolment, decision=EntryDecision.PROPOSED.value))
    found = ((e, person_of(replica, e.person_id)) for e in proposed if _waits(e, today))
    return [(e, person) for e, person in found if person is not None and people.may_see(replica, worker, person)]


def _waits(enrolment: Enrolment, today: date) -> bool:
    return enrolment.entered_on is None and spells.state(enrolment, today) == spells.SpellState.PROPOSED


def _now(replica: Replica, enrolment: Enrolment) -> Enrolment:
    check_here(replica, enrolment)
    return current(replica, enrolment)


def _relances(replica: Replica, before: Enrolment, left: Enrolment, said: Iterable[Situation]) -> list[FollowUp]:
    """New ones for a new exit; for another day, those that wait move with it. None for what was answered already."""
    person = replica.get(Person, left.person_id) if left.person_id else None
    person = person or person_of(replica, left.person_id)
    if person is None:
        return []
    wanted = {t.rule: t for t in due.after_exit(left, person)}
    if before.exited_on is None:
        answered = {s.moment for s in (*said, *replica.where(Situation, enrolment_id=left.id))}
        return [wanted[rule] for moment, rule in TASKS.items() if moment not in answered]
    waiting = (t for t in tasks_of(replica, before) if t.status == FollowUpStatus.DUE and t.rule in wanted)
    return [t.but(due_on=wanted[t.rule].due_on) for t in waiting]
