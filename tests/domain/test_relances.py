from __future__ import annotations

from datetime import date

from espace_mobile.domain import relances


def test_a_missed_appointment_is_followed_up_the_next_day_but_not_on_a_sunday() -> None:
    assert relances.after_missed(date(2026, 5, 14)) == date(2026, 5, 15)
    assert relances.after_missed(date(2026, 5, 16)) == date(2026, 5, 18)


def test_an_invitation_is_confirmed_two_days_before_or_at_once() -> None:
    assert relances.before_session(date(2026, 5, 20), date(2026, 5, 14)) == date(2026, 5, 18)
    assert relances.before_session(date(2026, 5, 15), date(2026, 5, 14)) == date(2026, 5, 14)


def test_the_situation_is_asked_within_28_days_of_leaving_and_six_months_later() -> None:
    assert relances.after_exit(date(2026, 8, 31)) == (date(2026, 9, 28), date(2027, 2, 28))
