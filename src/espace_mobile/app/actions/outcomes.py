"""What an enrolment came to: dated, with its evidence. Several are allowed; classes are derived, never chosen."""

from __future__ import annotations

from datetime import date

from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do, remove
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outcome_class import checked_months
from espace_mobile.domain.path_vocabulary import Evidence
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica


def outcomes_of(replica: Replica, enrolment: Enrolment) -> list[Outcome]:
    """By the day they began."""
    return sorted(replica.where(Outcome, enrolment_id=enrolment.id), key=lambda o: (o.on, o.id))


@held
def record_outcome(
    replica: Replica, enrolment: Enrolment, worker: Worker, type: OutcomeType, on: date, today: date,
    months: int | None = None, evidence: Evidence = Evidence.NONE,
) -> Done[Outcome]:  # fmt: skip
    """`months`: None when nobody knows, which stays unknown. Raises `InputError` (`on`: like `check_outcome`;
    `months`, `out_of_range`)."""
    check_may(worker)
    check_here(replica, enrolment)
    spell = current(replica, enrolment)
    spells.check_outcome(spell, on, today)
    outcome = Outcome(
        id=new_id(), team=spell.team, person_id=spell.person_id, enrolment_id=spell.id, type=type, on=on,
        months=checked_months(type, months), evidence=evidence, worker_id=worker.id,
    )  # fmt: skip
    return do(replica, outcome, worker=worker)


@held
def correct_outcome(
    replica: Replica, outcome: Outcome, worker: Worker, type: OutcomeType, on: date, today: date,
    months: int | None = None, evidence: Evidence = Evidence.NONE,
) -> Done[Outcome]:  # fmt: skip
    """Raises `InputError` like `record_outcome`."""
    check_may(worker)
    check_here(replica, outcome)
    spell = replica.get(Enrolment, outcome.enrolment_id)
    if spell is not None:
        spells.check_outcome(spell, on, today)
    corrected = current(replica, outcome).but(
        type=type, on=on, months=checked_months(type, months), evidence=evidence
    )  # fmt: skip
    return do(replica, corrected, worker=worker)


def delete_outcome(replica: Replica, outcome: Outcome, worker: Worker) -> Done[Outcome]:
    check_may(worker)
    return remove(replica, outcome, worker=worker)
