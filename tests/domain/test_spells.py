from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.spells import SpellState
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

TODAY = date(2026, 5, 14)
PATHWAY, WORKSHOP = "p" * 32, "w" * 32

days = st.integers(-400, 60).map(lambda n: TODAY + timedelta(days=n))
lengths = st.none() | st.integers(0, 200)


def spell(entered: date | None = None, exited: date | None = None, **more) -> Enrolment:
    return Enrolment(**{"id": new_id(), "programme_id": PATHWAY, "entered_on": entered, "exited_on": exited, **more})


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@st.composite
def entered_spells(draw) -> Enrolment:
    on, length = draw(days), draw(lengths)
    return spell(on, None if length is None else on + timedelta(days=length))


def refused(act) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        act()
    return error.value.field, error.value.reason


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (spell(), SpellState.PROPOSED),
        (spell(decision=EntryDecision.REFUSED), SpellState.REFUSED),
        (spell(decision=EntryDecision.VALIDATED), SpellState.VALIDATED),
        (spell(TODAY + timedelta(days=4), decision=EntryDecision.VALIDATED), SpellState.VALIDATED),
        (spell(TODAY), SpellState.ENTERED),
        (spell(TODAY, decision=EntryDecision.REFUSED), SpellState.ENTERED),
        (spell(ago(9), TODAY), SpellState.LEFT),
        (spell(None, ago(1)), SpellState.LEFT),
        (spell(decision=EntryDecision("a_newer_one")), SpellState.PROPOSED),
    ],
)
def test_a_spell_has_one_state_on_a_day(fact: Enrolment, expected: SpellState) -> None:
    assert spells.state(fact, TODAY) == expected


def test_an_entry_next_monday_is_normal_and_one_next_year_a_slip() -> None:
    spells.check_entry(spell(), TODAY + timedelta(days=4), [], TODAY)
    later = TODAY + timedelta(days=61)
    assert refused(lambda: spells.check_entry(spell(), later, [], TODAY)) == ("entered_on", "future")


def test_an_entry_during_another_spell_of_the_programme_is_refused() -> None:
    first = spell(ago(30), ago(10))
    assert refused(lambda: spells.check_entry(spell(), ago(11), [first], TODAY)) == ("entered_on", "overlap")
    spells.check_entry(spell(), ago(10), [first], TODAY)  # the day it ends, the next may begin
    spells.check_entry(spell(programme_id=WORKSHOP), ago(11), [first], TODAY)
    assert refused(lambda: spells.check_entry(spell(), TODAY, [spell(ago(3))], TODAY)) == ("entered_on", "overlap")


def test_an_entry_is_corrected_up_to_its_own_exit() -> None:
    mine = spell(ago(30), ago(10))
    spells.check_entry(mine, ago(20), [mine], TODAY)
    assert refused(lambda: spells.check_entry(mine, ago(5), [mine], TODAY)) == ("entered_on", "after_exit")


def test_an_exit_wants_an_entry_before_it_and_comes_when_it_comes() -> None:
    assert refused(lambda: spells.check_exit(spell(), TODAY, TODAY)) == ("exited_on", "no_entry")
    assert refused(lambda: spells.check_exit(spell(TODAY), ago(1), TODAY)) == ("exited_on", "before_entry")
    assert refused(lambda: spells.check_exit(spell(TODAY), TODAY + timedelta(days=1), TODAY)) == ("exited_on", "future")
    spells.check_exit(spell(TODAY), TODAY, TODAY)


def test_an_outcome_is_not_before_its_entry() -> None:
    assert refused(lambda: spells.check_outcome(spell(), TODAY, TODAY)) == ("on", "no_entry")
    assert refused(lambda: spells.check_outcome(spell(ago(5)), ago(6), TODAY)) == ("on", "before_entry")
    assert refused(lambda: spells.check_outcome(spell(ago(5)), TODAY + timedelta(days=61), TODAY)) == ("on", "future")
    spells.check_outcome(spell(ago(5)), TODAY + timedelta(days=30), TODAY)


@given(entered_spells(), entered_spells())
def test_overlapping_goes_both_ways(one: Enrolment, other: Enrolment) -> None:
    assert spells.overlap(one, other) == spells.overlap(other, one)


@given(st.lists(entered_spells(), max_size=6))
def test_two_spells_overlap_when_they_share_a_day(several: list[Enrolment]) -> None:
    found = {frozenset((a.id, b.id)) for a, b in spells.overlaps(several)}
    end = date.max

    def held(e: Enrolment) -> tuple[date, date]:
        assert e.entered_on is not None
        return e.entered_on, max(e.exited_on or end, e.entered_on + timedelta(days=1))

    for one in several:
        for other in several:
            (a, b), (c, d) = held(one), held(other)
            begins_as_it_ends = one.exited_on == other.entered_on or other.exited_on == one.entered_on
            if one.id != other.id and (one.entered_on == other.entered_on or not begins_as_it_ends):
                assert (frozenset((one.id, other.id)) in found) == (a < d and c < b)


@given(st.lists(entered_spells(), max_size=5))
def test_an_entry_that_is_accepted_overlaps_nothing(several: list[Enrolment]) -> None:
    kept: list[Enrolment] = []
    for each in several:
        try:
            spells.check_entry(each, each.entered_on or TODAY, kept, TODAY)
        except InputError:
            continue
        kept.append(each)
    assert spells.overlaps(kept) == []


@given(st.lists(entered_spells(), min_size=1, max_size=6))
def test_each_spell_of_a_programme_has_its_own_number(several: list[Enrolment]) -> None:
    assert sorted(spells.nth(each, several) for each in several) == list(range(1, len(several) + 1))


def test_a_return_is_a_second_spell_after_a_gap() -> None:
    first, second = spell(ago(100), ago(40)), spell(ago(10))
    waiting, elsewhere = spell(), spell(ago(200), programme_id=WORKSHOP)
    of_person = [second, first, waiting, elsewhere]
    assert [spells.nth(e, of_person) for e in of_person] == [2, 1, 3, 1]
    assert [spells.gap(e, of_person) for e in of_person] == [30, None, None, None]


def test_how_long_a_spell_has_lasted() -> None:
    running, over = spell(ago(10)), spell(date(2025, 11, 30), date(2026, 2, 28))
    assert spells.days_in(running, TODAY) == 10
    assert spells.days_in(spell(), TODAY) is None
    assert spells.days_in(spell(TODAY + timedelta(days=3)), TODAY) is None
    assert (spells.days_in(over, TODAY), spells.months_in(over, TODAY)) == (90, 3)
    assert spells.months_in(spell(date(2026, 4, 15)), TODAY) == 0
    assert spells.months_in(spell(date(2026, 4, 14)), TODAY) == 1
