from __future__ import annotations

from datetime import date
from typing import Any

from espace_mobile.domain.person import Person
from espace_mobile.domain.reconciling import Difference, differences, reconciled
from espace_mobile.domain.vocabulary import AgeBand, Barrier, BarrierState, Need, PersonStatus, Sex

ONE, OTHER = "1" * 32, "2" * 32


def compared(taken: dict[str, Any], into: dict[str, Any]) -> tuple[Difference, ...]:
    return differences(Person(id=ONE, **taken), Person(id=OTHER, **into))


def kept(taken: dict[str, Any], into: dict[str, Any], **chosen: Any) -> dict[str, Any]:
    return reconciled(compared(taken, into), chosen)


def test_files_that_say_the_same_do_not_differ_whatever_their_teams() -> None:
    assert compared({"first_name": "Awa", "team": "a" * 32}, {"first_name": "Awa", "team": "b" * 32}) == ()


def test_only_what_both_say_is_open() -> None:
    found = compared({"phone": "1", "address": "quai"}, {"phone": "2"})
    assert {d.name: d.open for d in found} == {"phone": True, "address": False}


def test_what_one_file_leaves_open_the_other_fills_and_the_file_that_stays_has_the_last_word() -> None:
    assert kept({"phone": "1", "address": "quai"}, {"phone": "2"}) == {"phone": "2", "address": "quai"}
    assert kept({"sex": Sex.FEMALE}, {}) == {"sex": "female"}
    assert kept({}, {"sex": Sex.FEMALE}) == {"sex": "female"}


def test_what_is_chosen_wins_and_what_does_not_differ_can_t_be_chosen() -> None:
    assert kept({"phone": "1"}, {"phone": "2"}, phone="1", team="x", first_name="Y") == {"phone": "1"}


def test_lists_are_united_those_of_the_file_that_stays_first() -> None:
    needs = kept({"needs": (Need.HEALTH, Need.DIGITAL)}, {"needs": (Need.DIGITAL, Need.TRAINING)})["needs"]
    assert needs == [Need.DIGITAL, Need.TRAINING, Need.HEALTH]


def test_a_barrier_takes_the_state_that_tells_more() -> None:
    one = {"barriers": {Barrier.HOUSING: BarrierState.RESOLVED, Barrier.HEALTH: BarrierState.NOT_DISCUSSED}}
    other = {"barriers": {Barrier.HOUSING: BarrierState.YES, Barrier.HEALTH: BarrierState.YES}}
    assert kept(one, other) == {"barrier_housing": "resolved", "barrier_health": "yes"}
    assert kept(other, one) == {"barrier_housing": "resolved", "barrier_health": "yes"}
    assert [d.name for d in compared(one, other) if d.open] == ["barrier_housing"]


def test_a_birth_comes_whole_from_the_file_that_knows_it_best() -> None:
    exact = {"birth_on": date(1990, 5, 3), "age_band": AgeBand.FROM_30_TO_44}
    year = {"birth_year": 1991, "age_band": AgeBand.FROM_30_TO_44}
    born = {"birth_on": "1990-05-03", "birth_year": None, "age_band": "30_44"}
    assert kept(exact, year) == born
    assert kept(year, exact) == born


def test_a_file_was_opened_when_the_first_of_both_was() -> None:
    first = {"opened_on": date(2025, 1, 2), "opened_at_outing_id": "o" * 32}
    later = {"opened_on": date(2026, 1, 2)}
    opened = {"opened_on": "2025-01-02", "opened_at_outing_id": "o" * 32}
    assert kept(first, later) == kept(later, first) == opened
    assert kept({}, later) == kept(later, {}) == {"opened_on": "2026-01-02", "opened_at_outing_id": None}


def test_somebody_accompanied_in_one_file_is_accompanied() -> None:
    closed, active = {"status": PersonStatus.CLOSED}, {"status": PersonStatus.ACTIVE}
    assert kept(closed, active) == kept(active, closed) == {"status": "active"}
