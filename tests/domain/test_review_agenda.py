from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.review_agenda import Followed, ends_on, is_followed, rank, reasons
from espace_mobile.domain.sheet_vocabulary import CaseReason

TODAY = date(2026, 5, 13)
NO_NEWS, URGENT, END, BY_HAND = (
    CaseReason.NO_NEWS, CaseReason.URGENT, CaseReason.END_OF_FOLLOW_UP, CaseReason.BY_HAND,
)  # fmt: skip


def spell(days_ago: int = 60, **more: Any) -> Enrolment:
    return Enrolment(id="e", programme_id="p", entered_on=TODAY - timedelta(days=days_ago), **more)


@pytest.mark.parametrize(("days", "expected"), [(0, ()), (13, ()), (14, (NO_NEWS,)), (40, (NO_NEWS,))])
def test_a_fortnight_without_news_calls_for_a_review(days: int, expected: tuple[CaseReason, ...]) -> None:
    followed = Followed(spell(), TODAY - timedelta(days=days))
    assert reasons(followed, TODAY + timedelta(days=10), TODAY) == expected


def test_who_entered_last_week_is_not_silent_and_who_entered_long_ago_is() -> None:
    assert reasons(Followed(spell(7)), TODAY, TODAY) == ()
    assert reasons(Followed(spell(14)), TODAY, TODAY) == (NO_NEWS,)


def test_news_before_the_entry_do_not_make_somebody_silent_at_once() -> None:
    assert Followed(spell(2), TODAY - timedelta(days=90)).quiet_days(TODAY) == 2


@pytest.mark.parametrize(("entered", "expected"), [(date(2025, 12, 4), (END,)), (date(2025, 12, 5), ())])
def test_the_end_of_six_months_is_seen_one_rhythm_ahead(entered: date, expected: tuple[CaseReason, ...]) -> None:
    """Reviewed on 14 May, next on 4 June."""
    followed = Followed(Enrolment(id="e", programme_id="p", entered_on=entered), TODAY)
    assert reasons(followed, date(2026, 5, 14), TODAY) == expected


def test_an_end_that_passed_without_an_exit_still_calls_for_a_decision() -> None:
    assert reasons(Followed(spell(400), TODAY), TODAY, TODAY) == (END,)


def test_the_programme_says_how_many_months() -> None:
    assert ends_on(spell(0), None) == date(2026, 11, 13)
    assert ends_on(spell(0), 12) == date(2027, 5, 13)
    assert reasons(Followed(spell(200), TODAY), TODAY, TODAY, months=12) == ()


def test_the_urgent_come_first_then_the_longest_silence() -> None:
    followed = Followed(spell(200), TODAY - timedelta(days=20), urgent=True)
    assert reasons(followed, TODAY, TODAY) == (URGENT, END, NO_NEWS)
    ranked = sorted([((BY_HAND,), 90), ((NO_NEWS,), 15), ((NO_NEWS,), 30), ((URGENT, NO_NEWS), 0)],
                    key=lambda one: rank(*one))  # fmt: skip
    assert [one[0][0] for one in ranked] == [URGENT, NO_NEWS, NO_NEWS, BY_HAND]
    assert [one[1] for one in ranked] == [0, 30, 15, 90]


@pytest.mark.parametrize(
    ("left", "expected"), [(None, True), (TODAY, False), (TODAY + timedelta(days=3), True)]
)  # fmt: skip
def test_who_left_is_not_followed_any_more(left: date | None, expected: bool) -> None:
    assert is_followed(spell(30, exited_on=left), TODAY) == expected
    assert not is_followed(spell(-3), TODAY)
    assert not is_followed(Enrolment(id="e", programme_id="p"), TODAY)
