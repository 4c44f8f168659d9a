"""What a person says of their work at the entry, at the exit and six months later, and why there is no answer."""

from __future__ import annotations

from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions.change import check_here, current, held
from espace_mobile.app.actions.files import told_of
from espace_mobile.app.actions.programmes import check_may
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import Answered, FollowUpStatus, SituationMoment, WorkSituation
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import TASKS, check_situation
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

# They spoke: nobody needs to ask again. Otherwise the relances go on until a worker says that they stop.
_SPOKEN = (Answered.ANSWERED, Answered.REFUSED)


def situations_of(replica: Replica, enrolment: Enrolment) -> list[Situation]:
    return replica.where(Situation, enrolment_id=enrolment.id)


def situation_id(enrolment: Enrolment, moment: SituationMoment) -> str:
    return derived_id("situation", enrolment.id, moment)


@held
def say_situation(
    replica: Replica, enrolment: Enrolment, moment: SituationMoment, worker: Worker, *, answered: Answered,
    situation: WorkSituation | None = None, now: datetime, stop: bool = False,
) -> Done[Situation]:  # fmt: skip
    """With the relance that asked for it, which is done when they answered or refused, or when the worker says `stop`.

    Raises `InputError` (`situation`, `required`; `moment`: `no_entry`, `no_exit`).
    """
    check_may(worker)
    check_here(replica, enrolment)
    spell = current(replica, enrolment)
    if spell.entered_on is None:
        raise InputError("moment", "no_entry")
    if moment != SituationMoment.ENTRY and spell.exited_on is None:
        raise InputError("moment", "no_exit")
    said = _situation(spell, moment, worker, clock.local(now).date()).but(
        answered=answered, situation=check_situation(answered, situation)
    )
    waiting = [t for t in tasks_of(replica, spell) if t.rule == TASKS.get(moment) and t.status == FollowUpStatus.DUE]
    over = answered in _SPOKEN or stop
    done = [t.but(status=FollowUpStatus.DONE, closed_at=now, closed_by=worker.id) for t in waiting] if over else []
    return do(replica, said, *done, worker=worker)


def told(
    spell: Enrolment, moment: SituationMoment, worker: Worker, on: date, situation: WorkSituation | None
) -> list[Situation]:
    """To be saved with an entry or an exit, when the person said it; nothing is noted of who was not asked."""
    if situation is None:
        return []
    return [_situation(spell, moment, worker, on).but(answered=Answered.ANSWERED, situation=situation)]


def forgotten(replica: Replica, spell: Enrolment, *moments: SituationMoment) -> list[Situation]:
    """What was said of moments that, it turns out, did not take place."""
    return [s for s in situations_of(replica, spell) if s.moment in moments]


def tasks_of(replica: Replica, enrolment: Enrolment) -> list[FollowUp]:
    """The relances of a spell, whichever of a person's files they were made for."""
    if enrolment.person_id is None:
        return []
    return [t for t in told_of(replica, FollowUp, enrolment.person_id) if t.source_id == enrolment.id]


def _situation(spell: Enrolment, moment: SituationMoment, worker: Worker, on: date) -> Situation:
    return Situation(
        id=situation_id(spell, moment), team=spell.team, person_id=spell.person_id, enrolment_id=spell.id,
        moment=moment, on=on, worker_id=worker.id,
    )  # fmt: skip
