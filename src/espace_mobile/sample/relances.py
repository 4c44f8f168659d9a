"""Who had to be called again, and every try: missed appointments, exits, six months later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from espace_mobile.domain import relances
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    FollowUpRule,
    FollowUpStatus,
    SituationMoment,
)
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.draw import LOCAL, Draw, local
from espace_mobile.sample.pathways import Pathways

STILL_DUE = 6  # missed appointments of late that nobody closed
_CHANNELS = {
    AttemptChannel.CALL: 60, AttemptChannel.TEXT_MESSAGE: 25, AttemptChannel.MET: 6, AttemptChannel.EMAIL: 5,
    AttemptChannel.PARTNER: 4,
}  # fmt: skip
_FAILED = {AttemptResult.NO_ANSWER: 60, AttemptResult.MESSAGE_LEFT: 30, AttemptResult.WRONG_NUMBER: 10}
_REACHED = {AttemptResult.REACHED: 55, AttemptResult.WILL_COME: 35, AttemptResult.DECLINES: 10}
_OPENS, _CLOSES = time(9), time(18)


@dataclass
class Relances:
    tasks: list[FollowUp] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)


def draw_relances(draw: Draw, appointments: list[Appointment], pathways: Pathways, today: date) -> Relances:
    found = Relances()
    missed = sorted((a for a in appointments if a.status == AppointmentStatus.MISSED), key=lambda a: a.starts_at)
    for n, appointment in enumerate(missed):
        due_on = relances.after_missed(appointment.starts_at.astimezone(LOCAL).date())
        task = _task(FollowUpRule.MISSED_APPOINTMENT, appointment.id, appointment.person_id, appointment.team, due_on)
        task = task.but(worker_id=appointment.worker_id)
        _follow(draw, found, task, today, done=n < len(missed) - STILL_DUE, reached=draw.happens(0.7))
    _after_exits(draw, found, pathways, today)
    return found


def _after_exits(draw: Draw, found: Relances, pathways: Pathways, today: date) -> None:
    said = {(s.enrolment_id, s.moment): s.answered for s in pathways.situations}
    for spell in pathways.enrolments:
        if spell.exited_on is None or spell.person_id is None:
            continue
        moments = zip(
            (SituationMoment.EXIT, SituationMoment.SIX_MONTHS), (FollowUpRule.EXIT_28_DAYS, FollowUpRule.SIX_MONTHS),
            relances.after_exit(spell.exited_on), strict=True,
        )  # fmt: skip
        for moment, rule, due_on in moments:
            answer = said.get((spell.id, moment))
            task = _task(rule, spell.id, spell.person_id, spell.team, due_on).but(worker_id=spell.decided_by)
            _follow(draw, found, task, today, done=answer is not None, reached=answer != Answered.UNREACHABLE)


def _task(rule: FollowUpRule, source_id: str, person_id: str, team: str | None, due_on: date) -> FollowUp:
    return FollowUp(
        id=derived_id("follow_up", rule, source_id, person_id), team=team, person_id=person_id, rule=rule,
        source_id=source_id, due_on=due_on,
    )  # fmt: skip


def _follow(draw: Draw, found: Relances, task: FollowUp, today: date, *, done: bool, reached: bool) -> None:
    """The task with its tries: one to three, all in vain but perhaps the last; none before its time."""
    first = min(task.due_on, today - timedelta(days=8))
    if not done and (task.due_on > today or draw.happens(0.4)):
        found.tasks.append(task)
        return
    tries = draw.random.randint(1, 2) if reached and done else 3
    days = [_weekday(first + timedelta(days=2 * n)) for n in range(tries)]
    for n, day in enumerate(days):
        success = done and reached and n == len(days) - 1
        results = _REACHED if success else _FAILED
        at = draw.moment(day, _OPENS, _CLOSES)
        found.attempts.append(
            Attempt(
                id=draw.id(at), team=task.team, person_id=task.person_id, follow_up_id=task.id, at=at,
                channel=draw.random.choices(list(_CHANNELS), list(_CHANNELS.values()))[0],
                result=draw.random.choices(list(results), list(results.values()))[0],
                minutes=draw.random.randint(4, 15) if success else draw.random.randint(1, 4), worker_id=task.worker_id,
            )
        )  # fmt: skip
    closed = {"status": FollowUpStatus.DONE, "closed_at": local(days[-1], _CLOSES), "closed_by": task.worker_id}
    found.tasks.append(task.but(**closed) if done else task)


def _weekday(day: date) -> date:
    """Nobody calls on a Saturday or a Sunday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
