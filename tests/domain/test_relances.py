from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from espace_mobile.domain import relances
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptResult,
    AttendanceStatus,
    FollowUpRule,
    SessionStatus,
    SituationMoment,
)
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AppointmentStatus

TODAY = date(2026, 5, 14)  # a Thursday
AT = datetime(2026, 5, 14, 8, tzinfo=UTC)
MISSED = Appointment(id="a", person_id="p", starts_at=AT, status=AppointmentStatus.MISSED)
SESSION = GroupSession(id="s", starts_at=AT, post_workshop_on=date(2026, 6, 14))
LEFT = Enrolment(id="e", programme_id="x", exited_on=TODAY)


def task(rule: FollowUpRule) -> FollowUp:
    return FollowUp(id="f", person_id="p", rule=rule, source_id="s", due_on=TODAY)


def test_a_missed_appointment_is_followed_up_the_next_day_but_not_on_a_sunday_or_a_holiday() -> None:
    assert relances.after_missed(date(2026, 5, 14)) == date(2026, 5, 15)
    assert relances.after_missed(date(2026, 5, 16)) == date(2026, 5, 18)
    assert relances.after_missed(date(2026, 5, 13)) == date(2026, 5, 15)


def test_an_invitation_is_confirmed_two_days_before_or_at_once() -> None:
    assert relances.before_session(date(2026, 5, 20), date(2026, 5, 14)) == date(2026, 5, 18)
    assert relances.before_session(date(2026, 5, 15), date(2026, 5, 14)) == date(2026, 5, 14)


def test_the_situation_is_asked_within_28_days_of_leaving_and_six_months_later() -> None:
    assert relances.after_exit(date(2026, 8, 31)) == (date(2026, 9, 28), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("day", "again"),
    [((2026, 5, 14), (2026, 5, 18)), ((2026, 5, 15), (2026, 5, 19)), ((2026, 5, 16), (2026, 5, 19)),
     ((2026, 5, 11), (2026, 5, 13)), ((2026, 5, 13), (2026, 5, 18)), ((2026, 12, 24), (2026, 12, 29))],
)  # fmt: skip
def test_who_was_not_reached_is_tried_again_after_two_working_days(
    day: tuple[int, int, int], again: tuple[int, int, int]
) -> None:
    assert relances.after_unreached(date(*day)) == date(*again)


@pytest.mark.parametrize(
    ("due_on", "when"),
    [(13, relances.When.LATE), (14, relances.When.TODAY), (15, relances.When.THIS_WEEK), (17, relances.When.THIS_WEEK),
     (18, relances.When.LATER)],
)  # fmt: skip
def test_the_week_ends_on_its_sunday(due_on: int, when: relances.When) -> None:
    assert relances.when(date(2026, 5, due_on), TODAY) == when


@pytest.mark.parametrize(
    ("rule", "source", "called_for"),
    [
        (FollowUpRule.MISSED_APPOINTMENT, MISSED, True),
        (FollowUpRule.MISSED_APPOINTMENT, MISSED.but(status=AppointmentStatus.KEPT), False),
        (FollowUpRule.SESSION_INVITATION, SESSION, True),
        (FollowUpRule.SESSION_INVITATION, SESSION.but(starts_at=datetime(2026, 5, 13, 8, tzinfo=UTC)), False),
        (FollowUpRule.SESSION_INVITATION, SESSION.but(status=SessionStatus.CANCELLED), False),
        (FollowUpRule.POST_WORKSHOP, SESSION.but(status=SessionStatus.HELD), True),
        (FollowUpRule.POST_WORKSHOP, SESSION.but(post_workshop_on=None), False),
        (FollowUpRule.POST_WORKSHOP, SESSION.but(status=SessionStatus.CANCELLED), False),
        (FollowUpRule.EXIT_28_DAYS, LEFT, True),
        (FollowUpRule.SIX_MONTHS, LEFT.but(exited_on=None), False),
        (FollowUpRule.MISSED_APPOINTMENT, None, True),
        (FollowUpRule.BY_HAND, None, True),
    ],
)
def test_a_relance_stands_for_as_long_as_its_cause_does(
    rule: FollowUpRule, source: Fact | None, called_for: bool
) -> None:
    assert relances.warranted(task(rule), source, TODAY) is called_for


def test_what_is_known_settles_a_relance_whatever_its_status_says() -> None:
    missed, exit_ = task(FollowUpRule.MISSED_APPOINTMENT), task(FollowUpRule.EXIT_28_DAYS)
    assert not relances.answered(missed, [AttemptResult.NO_ANSWER, AttemptResult.WRONG_NUMBER])
    assert relances.answered(missed, [AttemptResult.NO_ANSWER, AttemptResult.DECLINES])
    said = Situation(id="s", enrolment_id="e", moment=SituationMoment.EXIT, answered=Answered.REFUSED)
    assert relances.answered(exit_, situations=[said])
    assert not relances.answered(exit_, situations=[said.but(answered=Answered.UNREACHABLE)])
    assert not relances.answered(task(FollowUpRule.SIX_MONTHS), situations=[said])
    seat = Attendance(id="t", session_id="s", since=AT, status=AttendanceStatus.INVITED)
    invited = task(FollowUpRule.SESSION_INVITATION)
    assert not relances.answered(invited, attendances=[seat])
    assert relances.answered(invited, attendances=[seat.but(status=AttendanceStatus.WITHDRAWN)])
