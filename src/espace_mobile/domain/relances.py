"""By when somebody is to be reached: the rules behind the relances (DOMAIN.md, sheets B and C, and FSE+)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    FollowUpRule,
    SessionStatus,
    SituationMoment,
)
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.domain.working_days import reachable_from, working_days
from espace_mobile.errors import InputError

AFTER_MISSED = timedelta(days=1)
BEFORE_SESSION = timedelta(days=2)  # long enough to find somebody else for the seat
EXIT_DAYS = timedelta(days=28)  # FSE+: the situation on leaving
EXIT_MONTHS = 6  # FSE+: the situation later
UNREACHED_DAYS = 2  # working days before the next try
MAX_MINUTES = 480  # of one attempt: a working day
_SUNDAY = 6

CONCLUSIVE = frozenset({AttemptResult.REACHED, AttemptResult.WILL_COME, AttemptResult.DECLINES})
TO_TRY_AGAIN = frozenset({AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT})

# How long a try takes by each means, until a worker says otherwise.
USUAL_MINUTES = {
    AttemptChannel.CALL: 5,
    AttemptChannel.TEXT_MESSAGE: 2,
    AttemptChannel.EMAIL: 2,
    AttemptChannel.POST: 5,
    AttemptChannel.VISIT: 30,
    AttemptChannel.MET: 5,
    AttemptChannel.PARTNER: 5,
}

# What a task of each rule is about: the kind its `source_id` names.
SOURCES: dict[FollowUpRule, type[Fact]] = {
    FollowUpRule.MISSED_APPOINTMENT: Appointment,
    FollowUpRule.SESSION_INVITATION: GroupSession,
    FollowUpRule.POST_WORKSHOP: GroupSession,
    FollowUpRule.EXIT_28_DAYS: Enrolment,
    FollowUpRule.SIX_MONTHS: Enrolment,
}
# The situation that the task is there to ask.
MOMENTS = {
    FollowUpRule.EXIT_28_DAYS: SituationMoment.EXIT,
    FollowUpRule.SIX_MONTHS: SituationMoment.SIX_MONTHS,
}
_SPOKEN = frozenset({Answered.ANSWERED, Answered.REFUSED})
_MAY_COME = frozenset({AttendanceStatus.INVITED, AttendanceStatus.EXPECTED, AttendanceStatus.WAITING})


class When(StrEnum):
    """How near the day is by which somebody is to be reached, nearest first."""

    LATE = "late"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"


def after_missed(today: date) -> date:
    """The day after, but nobody is called on a Sunday or a public holiday."""
    return reachable_from(today + AFTER_MISSED)


def before_session(session_on: date, today: date) -> date:
    """Two days before; at once when it is sooner than that."""
    return max(today, session_on - BEFORE_SESSION)


def after_exit(exited_on: date) -> tuple[date, date]:
    """By when the situation on leaving must be known, and when the one at six months is asked."""
    return exited_on + EXIT_DAYS, months_after(exited_on, EXIT_MONTHS)


def after_unreached(today: date) -> date:
    """When to try again after no answer or a message left: two working days on."""
    return working_days(today, UNREACHED_DAYS)[-1]


def when(due_on: date, today: date) -> When:
    """« This week » ends on its Sunday."""
    if due_on <= today:
        return When.LATE if due_on < today else When.TODAY
    return When.THIS_WEEK if due_on <= today + timedelta(days=_SUNDAY - today.weekday()) else When.LATER


def warranted(task: FollowUp, source: Fact | None, today: date) -> bool:
    """Whether what the task is about still calls for it. `source`: what `source_id` names; when it is not known here,
    nothing says otherwise."""
    if isinstance(source, Appointment):
        return source.status == AppointmentStatus.MISSED
    if isinstance(source, Enrolment):
        return source.exited_on is not None
    if isinstance(source, GroupSession):
        if task.rule == FollowUpRule.POST_WORKSHOP:
            return source.status != SessionStatus.CANCELLED and source.post_workshop_on is not None
        return source.status == SessionStatus.PLANNED and source.starts_at.astimezone(LOCAL).date() >= today
    return True


def closes(task: FollowUp, result: AttemptResult) -> bool:
    """Whether a try with this result is the end of it. A situation is still to be noted of whoever was reached."""
    return result in CONCLUSIVE and task.rule not in MOMENTS


def answered(
    task: FollowUp,
    results: Iterable[AttemptResult] = (),
    situations: Iterable[Situation] = (),
    attendances: Iterable[Attendance] = (),
) -> bool:
    """Whether what is known settles the task, whatever its status says: another tablet may have made it anew.

    `results`: of the attempts made for it; `situations`: of its enrolment; `attendances`: of its person at its session.
    """
    if any(closes(task, result) for result in results):
        return True
    moment = MOMENTS.get(task.rule)
    if any(s.moment == moment and s.answered in _SPOKEN for s in situations):
        return True
    return task.rule == FollowUpRule.SESSION_INVITATION and any(a.status not in _MAY_COME for a in attendances)


def check_minutes(minutes: int) -> int:
    """Raises `InputError` (`minutes`, `out_of_range`)."""
    if not 0 <= minutes <= MAX_MINUTES:
        raise InputError("minutes", "out_of_range", min=0, max=MAX_MINUTES)
    return minutes


def check_due(due_on: date | None, today: date) -> date:
    """The day of a relance made or put off by hand. Raises `InputError` (`due_on`, `required` or `past`)."""
    if due_on is None:
        raise InputError("due_on", "required")
    if due_on < today:
        raise InputError("due_on", "past")
    return due_on
