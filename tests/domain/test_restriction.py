"""Whether a file is only kept: a function of the register's lines, in whatever order they come."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.register import undecided
from espace_mobile.domain.restriction import allowed_until, in_force, restricts
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import KeptBecause, RegisterSort, RequestAnswer

DAY = date(2026, 5, 14)
_DAYS = st.integers(0, 9).map(lambda n: DAY + timedelta(days=n))


@st.composite
def lines(draw: st.DrawFn) -> RightsEntry:
    given_answer = draw(st.none() | st.sampled_from(list(RequestAnswer)))
    lifted_on = draw(st.none() | _DAYS) if given_answer in (RequestAnswer.DONE, RequestAnswer.PARTLY) else None
    return RightsEntry(
        id=draw(st.uuids()).hex, person_id=draw(st.sampled_from(["p1", "p2", None])), on=draw(_DAYS),
        sort=draw(st.sampled_from(list(RegisterSort))), given=given_answer,
        answered_on=draw(_DAYS) if given_answer else None, lifted_on=lifted_on, until=draw(st.none() | _DAYS),
        because=draw(st.none() | st.sampled_from(list(KeptBecause))),
    )  # fmt: skip


@given(st.lists(lines(), max_size=6), st.randoms())
def test_the_order_in_which_lines_came_says_nothing(some: list[RightsEntry], chance: object) -> None:
    other = [*some]
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert in_force(other) == in_force(some)
    assert allowed_until(other, DAY) == allowed_until(some, DAY)
    assert undecided(other) == undecided(some)


@given(st.lists(lines(), max_size=5), st.lists(lines(), max_size=5))
def test_two_files_of_one_person_are_restricted_when_either_is(one: list[RightsEntry], two: list[RightsEntry]) -> None:
    both = in_force([*one, *two])
    assert (both is not None) == (in_force(one) is not None or in_force(two) is not None)
    if both is not None:
        assert both.since == min(found.since for found in (in_force(one), in_force(two)) if found)


@given(st.lists(lines(), max_size=6))
def test_what_is_lifted_refused_or_withdrawn_restricts_nobody(some: list[RightsEntry]) -> None:
    over = [line.but(given=RequestAnswer.DONE, lifted_on=DAY) for line in some if restricts(line)]
    assert in_force([*(line for line in some if not restricts(line)), *over]) is None


def test_a_request_restricts_from_the_day_it_is_asked_and_an_answer_says_what_becomes_of_it() -> None:
    asked = RightsEntry(id="0" * 32, person_id="p1", sort=RegisterSort.RESTRICTION, on=DAY)
    told = {answer: in_force([asked.but(given=answer, answered_on=DAY)]) for answer in RequestAnswer}
    assert {answer for answer, found in told.items() if found} == {RequestAnswer.DONE, RequestAnswer.PARTLY}
    assert (in_force([asked]) or told[RequestAnswer.DONE]).provisional  # type: ignore[union-attr]
    assert not told[RequestAnswer.DONE].provisional  # type: ignore[union-attr]


def test_an_objection_accepted_waits_until_a_law_is_said_since() -> None:
    accepted = RightsEntry(
        id="1" * 32, person_id="p1", sort=RegisterSort.OBJECTION, on=DAY, given=RequestAnswer.DONE, answered_on=DAY
    )
    kept = RightsEntry(id="2" * 32, person_id="p1", sort=RegisterSort.KEPT, on=DAY, because=KeptBecause.LEGAL)
    assert undecided([accepted]) == accepted
    assert undecided([accepted, kept.but(on=DAY - timedelta(days=1))]) == accepted
    assert undecided([accepted, kept.but(because=KeptBecause.MET)]) == accepted
    assert undecided([accepted, kept]) is None
    assert undecided([accepted.but(given=RequestAnswer.REFUSED)]) is None
