from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outcome_class import JOBS, TRAININGS, checked_months, class_of, classify
from espace_mobile.domain.outcome_counts import RATES, OutcomeCounts
from espace_mobile.domain.path_vocabulary import OutcomeClass
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

ON = date(2026, 5, 14)
types, months = st.sampled_from(list(OutcomeType)), st.none() | st.integers(1, 60)


def enrolment() -> Enrolment:
    return Enrolment(id=new_id(), programme_id="p" * 32, entered_on=ON)


def outcome(of: Enrolment, type: OutcomeType, months: int | None = None) -> Outcome:
    return Outcome(id=new_id(), enrolment_id=of.id, type=type, on=ON, months=months)


@pytest.mark.parametrize(
    ("type", "months", "expected"),
    [
        (OutcomeType.CDI, None, OutcomeClass.LASTING_JOB),
        (OutcomeType.CDD, 6, OutcomeClass.LASTING_JOB),
        (OutcomeType.CDD, 5, OutcomeClass.TRANSITION_JOB),
        (OutcomeType.INTERIM, 6, OutcomeClass.LASTING_JOB),
        (OutcomeType.INTERIM, 1, OutcomeClass.TRANSITION_JOB),
        (OutcomeType.CIVIL_SERVICE_POST, None, OutcomeClass.LASTING_JOB),
        (OutcomeType.BUSINESS_CREATED, None, OutcomeClass.LASTING_JOB),
        (OutcomeType.AIDED_CONTRACT, 12, OutcomeClass.TRANSITION_JOB),
        (OutcomeType.QUALIFYING_TRAINING, None, OutcomeClass.POSITIVE_EXIT),
        (OutcomeType.PREQUALIFYING_TRAINING, 3, OutcomeClass.POSITIVE_EXIT),
        (OutcomeType.OTHER_SIAE, None, OutcomeClass.POSITIVE_EXIT),
        (OutcomeType.RE_REGISTERED, None, OutcomeClass.RE_REGISTERED),
        (OutcomeType.CIVIC_SERVICE, 8, OutcomeClass.CIVIC_SERVICE),
        (OutcomeType.RIGHTS_OPENED, None, OutcomeClass.RIGHTS_OPENED),
        (OutcomeType.NONE, None, OutcomeClass.NONE),
        (OutcomeType.LOST, None, OutcomeClass.LOST),
        (OutcomeType.UNKNOWN, None, OutcomeClass.UNKNOWN),
        (OutcomeType("a_newer_one"), 9, OutcomeClass.UNKNOWN),
    ],
)
def test_the_class_follows_from_the_type_and_the_length(type: OutcomeType, months: int | None, expected) -> None:
    assert classify(type, months) == expected


@pytest.mark.parametrize("type", [OutcomeType.CDD, OutcomeType.INTERIM])
def test_a_contract_of_unknown_length_stays_unknown(type: OutcomeType) -> None:
    assert classify(type, None) == OutcomeClass.UNKNOWN


def test_an_enrolment_counts_in_the_best_class_known_of_it() -> None:
    one = enrolment()
    cdd, lost, training = (
        outcome(one, t) for t in (OutcomeType.CDD, OutcomeType.LOST, OutcomeType.QUALIFYING_TRAINING)
    )
    assert class_of([]) == OutcomeClass.UNKNOWN
    assert class_of([lost, outcome(one, OutcomeType.CDI)]) == OutcomeClass.LASTING_JOB
    assert class_of([cdd, training]) == OutcomeClass.POSITIVE_EXIT
    # Of which class the job was is unknown; that there was none is wrong.
    assert class_of([lost, cdd]) == OutcomeClass.UNKNOWN
    assert class_of([lost, outcome(one, OutcomeType.NONE)]) == OutcomeClass.NONE
    assert class_of([lost, outcome(one, OutcomeType.UNKNOWN)]) == OutcomeClass.LOST


@given(st.lists(st.lists(st.tuples(types, months), max_size=3), max_size=12))
def test_the_classes_add_up_to_the_denominator(told: list[list[tuple[OutcomeType, int | None]]]) -> None:
    enrolments = [enrolment() for _ in told]
    outcomes = [outcome(e, *said) for e, several in zip(enrolments, told, strict=True) for said in several]
    counts = OutcomeCounts.of(enrolments, [*outcomes, outcome(enrolment(), OutcomeType.CDI)])
    assert set(counts.classes) == set(OutcomeClass)
    assert sum(counts.classes.values()) == counts.denominator == len(told)
    assert counts.unstated == sum(not several for several in told) <= counts.classes[OutcomeClass.UNKNOWN]
    if told:
        assert sum(counts.rate(each) or 0 for each in OutcomeClass) == 1


@given(st.lists(st.tuples(types, months), min_size=1, max_size=5), st.randoms())
def test_the_order_in_which_outcomes_are_told_changes_nothing(told, random) -> None:
    outcomes = [outcome(enrolment(), *said) for said in told]
    assert class_of(random.sample(outcomes, len(outcomes))) == class_of(outcomes)


@given(types, months)
def test_a_length_makes_a_job_lasting_and_nothing_else(type: OutcomeType, months: int | None) -> None:
    assert (classify(type, months) in RATES[:2]) <= (type in JOBS)
    assert (classify(type, months) == OutcomeClass.UNKNOWN) <= (months is None or type == OutcomeType.UNKNOWN)


def test_both_readings_of_danjoutin_s_balance_can_be_computed() -> None:
    """42 people: 7 jobs, 7 trainings, 6 re-registered, 22 unstated; « 14 en formation ou en CDI »."""
    people = [enrolment() for _ in range(42)]
    told = [OutcomeType.CDI] * 7 + [OutcomeType.QUALIFYING_TRAINING] * 7 + [OutcomeType.RE_REGISTERED] * 6
    counts = OutcomeCounts.of(people, [outcome(e, t) for e, t in zip(people, told, strict=False)])
    assert (counts.having(JOBS), counts.having(TRAININGS)) == (7, 7)
    assert counts.having(TRAININGS | {OutcomeType.CDI}) == 14
    assert (counts.denominator, counts.unstated, counts.classes[OutcomeClass.UNKNOWN]) == (42, 22, 22)
    # The two part as soon as one of the jobs is no CDI.
    told[0] = OutcomeType.CDD
    parted = OutcomeCounts.of(people, [outcome(e, t) for e, t in zip(people, told, strict=False)])
    assert (parted.having(JOBS), parted.having(TRAININGS | {OutcomeType.CDI})) == (7, 13)


def test_nobody_has_no_rate() -> None:
    assert OutcomeCounts.of([], []).rate(OutcomeClass.LASTING_JOB) is None


def test_only_what_has_a_length_keeps_one_and_within_reason() -> None:
    assert checked_months(OutcomeType.CDI, 6) is None
    assert checked_months(OutcomeType.CDD, None) is None
    assert checked_months(OutcomeType.CDD, 6) == 6
    for wrong in (0, 61):
        with pytest.raises(InputError) as error:
            checked_months(OutcomeType.CDD, wrong)
        assert (error.value.field, error.value.reason) == ("months", "out_of_range")
