"""Who is a participant: entered, met alone, there for more than a day; once a spell, whatever was merged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.fse import Participation, WhyNot, participations, support_days, why_not
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.vocabulary import AppointmentStatus
from tests.domain.fse.taking_part import TODAY, noon, spell

MON, TUE, WED = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def part(entered: date, left: date | None = None) -> Participation:
    return participations([spell(entered, left)])[0]


@pytest.mark.parametrize(
    ("entered", "left", "met", "why"),
    [
        (MON, None, [MON], None),
        (MON, TUE, [TUE], None),  # two days, met on the one they left
        (MON, MON, [MON], WhyNot.ONE_DAY),
        (MON, WED, [], WhyNot.NO_SUPPORT),
        (MON, TUE, [WED], WhyNot.NO_SUPPORT),  # met after they left
        (TUE, None, [MON], WhyNot.NO_SUPPORT),  # met before they came
        (TODAY, None, [TODAY], WhyNot.ONE_DAY),
        (TODAY - timedelta(days=1), None, [TODAY], None),
        (TODAY + timedelta(days=3), None, [TODAY], WhyNot.NOT_ENTERED),
    ],
)
def test_a_participant_was_met_alone_during_more_than_a_day(
    entered: date, left: date | None, met: list[date], why: WhyNot | None
) -> None:
    assert why_not(part(entered, left), met, TODAY) == why


def test_only_an_interview_or_an_appointment_that_was_kept_is_individual_support() -> None:
    booked = Appointment(id="b" * 32, person_id="p" * 32, starts_at=noon(TUE))
    kept = booked.but(starts_at=noon(WED), status=AppointmentStatus.KEPT)
    late = Interview(id="i" * 32, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))  # already Tuesday in Paris
    assert support_days([late], [kept]) == {TUE, WED}
    assert support_days([], [booked, booked.but(status=AppointmentStatus.MISSED)]) == frozenset()


def test_the_interview_an_entry_came_of_counts_on_the_day_of_the_entry() -> None:
    talk = Interview(id="i" * 32, at=noon(MON))
    came, other = spell(WED).but(interview_id=talk.id), spell(TUE).but(interview_id="o" * 32)
    assert support_days([talk], [], [came, other, spell(None).but(interview_id=talk.id)]) == {MON, WED}


def test_who_leaves_and_comes_back_takes_part_twice_even_on_one_day() -> None:
    first, again = spell(MON, WED, "1"), spell(WED, None, "2")
    assert [(p.id, p.entered_on, p.exited_on) for p in participations([again, first])] == [
        (first.id, MON, WED), (again.id, WED, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "until"),
    [
        ((MON, WED), (MON, TUE), WED),  # noted in both files before they were merged
        ((MON, WED), (TUE, None), None),
        ((MON, None), (MON, None), None),
    ],
)
def test_spells_of_merged_files_that_share_days_count_once(
    one: tuple[date, date | None], other: tuple[date, date | None], until: date | None
) -> None:
    (found,) = participations([spell(*other, "2"), spell(*one, "1")])
    assert (found.id, found.entered_on, found.exited_on, len(found.enrolments)) == ("1" * 32, MON, until, 2)


def test_a_spell_never_entered_is_none() -> None:
    assert participations([spell(None)]) == []


_days = st.dates(MON, MON + timedelta(days=20))
_spells = st.lists(st.tuples(_days, st.none() | st.integers(0, 9)), max_size=6)


@given(_spells, st.randoms())
def test_every_spell_is_in_one_participation_whatever_their_order(
    drawn: list[tuple[date, int | None]], random: Random
) -> None:
    told = [
        spell(entered, None if days is None else entered + timedelta(days=days), str(n))
        for n, (entered, days) in enumerate(drawn)
    ]
    found = participations(told)
    assert sorted(e.id for p in found for e in p.enrolments) == sorted(e.id for e in told)
    random.shuffle(told)
    assert participations(told) == found
    for before, after in pairwise(found):  # apart, and in order
        assert before.exited_on is not None
        assert before.exited_on <= after.entered_on
