"""The sums of an allocation, whatever is planned, validated, moved, cancelled and deleted."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.domain.hours_bank import Balance, balance
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.work_allocation import WorkShift
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.hours import HoursSums
from tests.store.test_search import WORKER, empty_replica

TODAY = date(2026, 5, 14)
shifts = st.builds(
    lambda n, allocation, ago, minutes, status, person: WorkShift(
        id=derived_id("shift", str(n)), allocation_id=allocation, on=TODAY - timedelta(days=ago), minutes=minutes,
        status=status, person_id=person,
    ),
    st.integers(0, 4), st.sampled_from("ab"), st.integers(-3, 3), st.integers(30, 600), st.sampled_from(ShiftStatus),
    st.sampled_from([None, "x", "y"]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(st.tuples(shifts, st.booleans()), max_size=12))
def test_sums_kept_from_save_to_save_are_those_of_all_the_shifts(history) -> None:
    replica = empty_replica()
    followed = HoursSums(replica)
    for shift, gone in history:
        (replica.delete if gone and replica.get(WorkShift, shift.id) else replica.save)(shift, by=WORKER)
        followed.minutes("a")
    for sums in (followed, HoursSums(replica)):
        for id in "ab":
            known = replica.where(WorkShift, allocation_id=id)
            assert Balance(0, *sums.minutes(id)) == balance(0, known)
            counted = [s for s in known if s.status != ShiftStatus.CANCELLED]
            assert sums.people(id) == sorted({s.person_id for s in counted if s.person_id})
            waiting = [s for s in known if s.status == ShiftStatus.PLANNED and s.on <= TODAY]
            assert sums.waiting(id, TODAY) == [s.id for s in sorted(waiting, key=lambda s: (s.on, s.id))]
