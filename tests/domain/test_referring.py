from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.domain import referring
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.referral import Referral
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

ON = date(2026, 5, 14)


def referral(direction: ReferralDirection = ReferralDirection.TO_PARTNER, **more: object) -> Referral:
    return Referral.of(new_id(), {"direction": direction, "on": ON.isoformat(), **more})


def test_an_answer_is_overdue_after_the_day_it_was_expected() -> None:
    assert not referring.answer_overdue(referral(), ON + timedelta(days=14))
    assert referring.answer_overdue(referral(), ON + timedelta(days=15))
    assert referring.answer_overdue(referral(expected_on="2026-05-16"), date(2026, 5, 17))
    assert not referring.answer_overdue(referral(answer=ReferralAnswer.REFUSED), date(2027, 1, 1))


def test_who_sent_the_person_is_told_within_thirty_days_whatever_was_answered() -> None:
    sent = referral(ReferralDirection.FROM_PARTNER, answer=ReferralAnswer.ACCEPTED)
    assert not referring.feedback_overdue(sent, ON + timedelta(days=30))
    assert referring.feedback_overdue(sent, ON + timedelta(days=31))
    assert not referring.feedback_overdue(sent.but(feedback_on=ON), ON + timedelta(days=31))
    assert not referring.feedback_overdue(referral(), ON + timedelta(days=31))


@pytest.mark.parametrize(
    ("day", "reason"),
    [(None, "required"), (ON + timedelta(days=2), "future"), (ON - timedelta(days=1), "before_referral")],
)
def test_a_day_that_can_t_be_is_refused(day: date | None, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        referring.check_day(day, "answered_on", ON + timedelta(days=1), ON)
    assert (caught.value.field, caught.value.reason) == ("answered_on", reason)


@pytest.mark.parametrize(("name", "reason"), [(" - ", "required"), ("é" * 81, "too_long"), ("185057800608436", "nir")])
def test_a_partner_s_name_that_can_t_be_kept_says_why(name: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        referring.check_partner_name(name)
    assert (caught.value.field, caught.value.reason) == ("partner_name", reason)
